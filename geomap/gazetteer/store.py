"""An index opened: its files memory-mapped, read one record at a time or as whole arrays."""

from __future__ import annotations

import json
import mmap
from functools import cached_property
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer.drafts import draft_of
from geomap.gazetteer.files import (
    BEGIN_MASK,
    CLASS,
    COUNT_BITS,
    DEGREES,
    MANY,
    NO_POINT,
    RECORD,
    RECORD_DTYPE,
    ROW_BITS,
)
from geomap.gazetteer.records import ID_KEY, KINDS
from geomap.model import Place

_PRECISIONS = (None, 1, 2, 3, 4)
_KIND_AT = 20  # the byte of `files.RECORD` that holds the kind
_read_record = RECORD.unpack_from
_RECORD_SIZE = RECORD.size
_DraftPlace = draft_of(Place)
_new: Any = object.__new__

Hit = tuple[int, int, str]
"""A row, its name's class (with the PLAIN bit) and the form that found it."""


def _bytes(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def _mapped(path: Path) -> memoryview:
    return memoryview(_bytes(path))


class Store:
    """
    The files of one index, memory-mapped.

    Parameters
    ----------
    folder
        An index that `read_manifest` has checked.
    manifest
        Its manifest.
    """

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest
        self.trie = marisa_trie.Trie()
        self.trie.mmap(str(folder / "names.marisa"))
        self._names = _mapped(folder / "names.bin").cast("Q")
        self._postings = _mapped(folder / "postings.bin").cast("Q")
        self._places = _mapped(folder / "places.bin")
        self._strings = _bytes(folder / "strings.bin")
        tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        self.countries: list[str] = tables["country"]
        self.admin1_codes: list[str] = tables["admin1"]
        self.feature_codes: list[str] = tables["feature_code"]
        self.sources: list[str] = tables["source"]
        self.demonyms = frozenset(tables["demonyms"])
        self._country_codes, self._region_codes, self._region_names = (
            [text or None for text in tables[name]] for name in ("country", "admin1", "admin1_names")
        )

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._places) // _RECORD_SIZE

    def array(self, name: str) -> NDArray[np.uint32]:
        """Return one of the index's orders: `cell_keys`, `cell_rows`, `region_keys` ..."""
        return np.frombuffer(_mapped(self.folder / f"{name}.bin"), dtype=np.uint32)

    @cached_property
    def records(self) -> NDArray[Any]:
        """Every place's record as one structured array; `lat` and `lon` in millionths of a degree."""
        return np.frombuffer(self._places, dtype=np.dtype(RECORD_DTYPE))

    @cached_property
    def cell_keys(self) -> NDArray[np.uint32]:
        """Cells in order, one a place."""
        return self.array("cell_keys")

    @cached_property
    def cell_rows(self) -> NDArray[np.uint32]:
        """The places of `cell_keys`."""
        return self.array("cell_rows")

    @cached_property
    def region_keys(self) -> NDArray[np.uint32]:
        """Regions in order, one a place."""
        return self.array("region_keys")

    @cached_property
    def region_rows(self) -> NDArray[np.uint32]:
        """The places of `region_keys`."""
        return self.array("region_rows")

    @cached_property
    def number_keys(self) -> NDArray[np.uint32]:
        """GeoNames ids in order."""
        return self.array("number_keys")

    @cached_property
    def number_rows(self) -> NDArray[np.uint32]:
        """The places of `number_keys`."""
        return self.array("number_rows")

    @cached_property
    def alike_starts(self) -> NDArray[np.uint32]:
        """Where each place's part of `alike` begins, and the end of the last."""
        return self.array("alike_starts")

    @cached_property
    def alike(self) -> mmap.mmap | bytes:
        """For each place its folded names and their skeletons in turn, a tab behind each."""
        return _bytes(self.folder / "alike.bin")

    def hits(self, key: str, prefix: str = "") -> list[Hit]:
        """Return the rows that a folded name names, under the prefix of a kind of name, best first."""
        number = self.trie.get(prefix + key)
        if number is None:
            return []
        found = self._names[number]
        if not found & MANY:
            return [(found >> ROW_BITS, found & CLASS, key)]
        begin = found >> ROW_BITS & BEGIN_MASK
        listed = self._postings[begin : begin + (found >> COUNT_BITS)]
        return [(posting >> ROW_BITS, posting & CLASS, key) for posting in listed]

    def name(self, row: int) -> str:
        """Return a place's name."""
        fields = _read_record(self._places, row * _RECORD_SIZE)
        return self._strings[fields[12] : fields[12] + fields[13]].decode()

    def kind(self, row: int) -> int:
        """Return the number of a place's kind in `KINDS`."""
        return self._places[row * _RECORD_SIZE + _KIND_AT]

    def country(self, row: int) -> str:
        """Return a place's country code, empty for none."""
        number: int = _read_record(self._places, row * _RECORD_SIZE)[8]
        return self.countries[number]

    def radius(self, row: int) -> float:
        """Return a place's radius in km, 0 for none."""
        hundredths: int = _read_record(self._places, row * _RECORD_SIZE)[3]
        return hundredths / 100

    def place(self, row: int) -> Place:
        """Return one place."""
        (lat, lon, population, uncertainty, _, kind, precision, source, country, admin1, code, number, offset, size,
         id_size) = _read_record(self._places, row * _RECORD_SIZE)  # fmt: skip
        end = offset + size
        if number:
            source_id = str(number)
            place_id = "geonames:" + source_id
        else:
            place_id = self._strings[end : end + id_size].decode()
            source_id = place_id.partition(":")[2]
        place = _new(_DraftPlace)
        place.place_id = place_id
        place.name = self._strings[offset:end].decode()
        place.kind = KINDS[kind]
        place.lat, place.lon = (None, None) if lat == NO_POINT else (lat / DEGREES, lon / DEGREES)
        place.country_code = self._country_codes[country]
        place.admin1 = self._region_names[admin1]
        place.admin1_code = self._region_codes[admin1]
        place.feature_code = self.feature_codes[code]
        place.population = population
        place.geo_precision = _PRECISIONS[precision]
        place.uncertainty_km = uncertainty / 100 or None
        place.source = self.sources[source]
        place.source_id = source_id
        place.__class__ = Place
        found: Place = place
        return found

    def row_of(self, place_id: str) -> int | None:
        """Return the row of a place id, None when the index lacks it."""
        prefix, _, rest = place_id.partition(":")
        if prefix == "geonames" and rest.isdigit():
            at = int(np.searchsorted(self.number_keys, int(rest)))
            if at < len(self.number_keys) and self.number_keys[at] == int(rest):
                return int(self.number_rows[at])
            return None
        found = self.hits(place_id, ID_KEY)
        return found[0][0] if found else None
