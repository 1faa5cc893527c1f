from __future__ import annotations

import hashlib

import numpy as np
import pytest

from geomap.gazetteer.files import RECORD, RECORD_DTYPE, cell_of, file_hash


def test_a_record_reads_the_same_by_struct_and_by_numpy():
    packed = RECORD.pack(50_454_660, 30_523_800, 2_952_301, 1939, 6.5, 3, 2, 1, 7, 9, 4, 703448, 2**33, 4, 0)
    [record] = np.frombuffer(packed, dtype=np.dtype(RECORD_DTYPE))
    assert tuple(record) == RECORD.unpack(packed)


@pytest.mark.parametrize(
    ("point", "cell"), [((-90, -180), 0), ((-90, -179.4), 1), ((-89.4, -180), 720), ((90, 179.9), 359 * 720 + 719)]
)
def test_cells_are_counted_from_the_south_west(point, cell):
    assert cell_of(*point) == cell


def test_the_date_line_is_one_line():
    assert cell_of(0, 180) == cell_of(0, -180)


def test_a_files_hash_is_its_sha256(tmp_path):
    (tmp_path / "a").write_bytes(b"Kyiv")
    assert file_hash(tmp_path / "a") == hashlib.sha256(b"Kyiv").hexdigest()
