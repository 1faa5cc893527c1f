"""Rows of geomap's own table that another source has as well: one place, so one row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from geomap.folding import fold
from geomap.gazetteer.curated import alias, data_rows, named_by, split_aliases
from geomap.gazetteer.names import bare_forms
from geomap.gazetteer.records import Name, NameClass
from geomap.gazetteer.transliteration import same_name

TWIN_KM = 10.0  # of one name
OTHER_NAME_KM = 3.0  # where only another name of the curated row is the same
_CELLS_A_DEGREE = 5
_KINDS = {"city": "town", "village": "town", "airbase": "airbase", "admin2": "admin2"}


class Twins:
    """The rows of places.csv by where they are; each is given once, to the first row of another source that fits."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        """Ids of the rows that another source's row has taken over."""
        self._rows: dict[tuple[int, int], list[dict[str, str]]] = {}
        self._called = named_by()
        for row in data_rows("places.csv"):
            if row["kind"] in _KINDS and row["lat"]:
                for cell in _cells(float(row["lat"]), float(row["lon"])):
                    self._rows.setdefault(cell, []).append(row)

    def names(self, kind: str, name: str, lat: float, lon: float) -> list[Name]:
        """Return the names that a place takes over from the curated row of the same place, empty without one."""
        for row in self._rows.get(_cell(lat, lon), ()):
            if row["place_id"] not in self.taken and _is_twin(row, kind, name, _km(row, lat, lon)):
                self.taken.add(row["place_id"])
                others = map(alias, split_aliases(row["aliases"]))
                return [Name(row["name"], NameClass.ESTABLISHED), *others, *self._called.get(row["place_id"], ())]
        return []


def _is_twin(row: Mapping[str, str], kind: str, name: str, km: float) -> bool:
    if _KINDS[row["kind"]] != _KINDS.get(kind) or km > TWIN_KM:
        return False
    own = fold(name)
    if _KINDS[kind] == "town":  # a quarter may be called by its town and another word: no word is dropped
        return fold(row["name"]) == own or same_name(own)(fold(row["name"]))
    if core(row["name"]) == core(name):
        return True
    return km <= OTHER_NAME_KM and core(name) in map(core, split_aliases(row["aliases"]))


def core(name: str) -> str:
    """Return a site's folded name without its generic words: "dover" of "Dover AFB Airport"."""
    folded = fold(name)
    while shorter := bare_forms(folded):
        folded = shorter[0][0]
    return folded


def _km(row: Mapping[str, Any], lat: float, lon: float) -> float:
    up, across = float(row["lat"]) - lat, float(row["lon"]) - lon
    return 111.2 * math.hypot(up, across * math.cos(math.radians(lat)))


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat * _CELLS_A_DEGREE), math.floor(lon * _CELLS_A_DEGREE)


def _cells(lat: float, lon: float) -> Iterator[tuple[int, int]]:
    """Yield the cells of a fifth of a degree that reach `TWIN_KM` about a point and more, up to 60 degrees north."""
    up, across = _cell(lat, lon)
    for row in (up - 1, up, up + 1):
        for column in (across - 1, across, across + 1):
            yield row, column
