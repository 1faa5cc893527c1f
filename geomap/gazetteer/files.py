"""The files of an index: their names, the shape of a place's record, and the manifest that vouches for them."""

from __future__ import annotations

import hashlib
import json
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError

SCHEMA = "geomap-gazetteer/3"
MANIFEST = "manifest.json"
NO_POINT = -(2**31)
DEGREES = 1_000_000  # coordinates are stored in millionths of a degree

# lat, lon, population, uncertainty in hundredths of a km, rank, kind, precision, source, (spare), country, admin1,
# feature code, id number, offset into strings, length of the name, length of the id
RECORD = struct.Struct("<iiIIfBBBxHHHIQHH2x")
RECORD_DTYPE: Any = {
    "names": ["lat", "lon", "population", "uncertainty", "rank", "kind", "precision", "source", "country", "admin1",
              "feature_code", "number", "offset", "name_length", "id_length"],
    "formats": ["<i4", "<i4", "<u4", "<u4", "<f4", "u1", "u1", "u1", "<u2", "<u2", "<u2", "<u4", "<u8", "<u2", "<u2"],
    "offsets": [0, 4, 8, 12, 16, 20, 21, 22, 24, 26, 28, 30, 34, 42, 44],
    "itemsize": RECORD.size,
}  # fmt: skip

# names.bin holds 64 bits for each name of the trie. Of most, they are the one posting itself: the name's class in the
# lowest byte, the place's row above it. Else MANY is set, the 32 bits above the byte say where in postings.bin the
# name's postings begin, and the rest how many they are.
MANY = 0x40
CLASS = 0xFF
ROW_BITS = 8
COUNT_BITS = 40
BEGIN_MASK = 0xFFFFFFFF

CELL_DEGREES = 0.5
CELL_COLUMNS = 720


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the half-degree cell that a point lies in, counted from the south-west by rows."""
    row = min(int((lat + 90) / CELL_DEGREES), 359)
    column = int((lon + 180) / CELL_DEGREES) % CELL_COLUMNS
    return row * CELL_COLUMNS + column


def file_hash(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, about: dict[str, Any]) -> None:
    """Write the manifest of a finished index: what it was built from, each file's size and hash."""
    entries = {
        path.name: {"size": path.stat().st_size, "sha256": file_hash(path)}
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    }
    text = json.dumps({"schema": SCHEMA, **about, "files": entries}, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """
    Return an index's manifest after checking every file against it.

    Raises
    ------
    GazetteerError
        If the manifest or a file is missing, of another schema, or not of the size and hash it should have.
    """
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        entries = [(-int(entry["size"]), str(entry["sha256"]), name) for name, entry in manifest["files"].items()]
        schema = manifest["schema"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GazetteerError(f"{path} is no readable manifest: {error}") from error
    if schema != SCHEMA:
        raise GazetteerError(f"{path} is of schema {schema!r}, not {SCHEMA!r}")
    with ThreadPoolExecutor() as pool:  # hashing is most of opening an index, and lets go of the interpreter
        checks = [pool.submit(_check_file, folder / name, -size, hashed) for size, hashed, name in sorted(entries)]
    for check in checks:
        check.result()
    return manifest


def _check_file(path: Path, wanted_size: int, wanted_hash: str) -> None:
    try:
        size = path.stat().st_size
        found = file_hash(path) if size == wanted_size else ""
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read: {error.strerror}") from error
    if size != wanted_size:
        raise GazetteerError(f"{path} has {size} bytes, its manifest says {wanted_size}")
    if found != wanted_hash:
        raise GazetteerError(f"{path} has hash {found}, its manifest says {wanted_hash}")
