from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from geomap.atomic import replaced, written


def test_a_file_appears_when_its_block_ends(tmp_path):
    target = tmp_path / "a.csv"
    with written(target) as file:
        file.write(b"half")
        assert not target.exists()
    assert target.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [target]


def test_after_an_error_the_old_file_stands_and_nothing_else(tmp_path):
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")

    def fail():
        with written(target) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        fail()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_path_to_write_to_has_the_same_suffix(tmp_path):
    with replaced(tmp_path / ("x" * 200 + ".gpkg")) as path:
        assert path.suffix == ".gpkg"
        path.touch()


def test_a_new_file_has_the_mode_that_any_new_file_gets(tmp_path):
    (tmp_path / "plain").touch()
    with written(tmp_path / "a"):
        pass
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "a")]
    assert modes[0] == modes[1]


def test_a_link_stays_a_link_to_the_new_file(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with written(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_dash_is_standard_output(capfdbinary):
    with written(Path("-")) as file:
        file.write(b"x\n")
    assert capfdbinary.readouterr().out == b"x\n"


def test_a_device_is_written_to_and_not_replaced():
    with written(Path(os.devnull)) as file:
        file.write(b"x")
    assert not Path(os.devnull).is_file()


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError), written(tmp_path / "no" / "a"):
        pass
