"""What lies near a point or within a region, and which of it is spelt alike."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer.files import CELL_COLUMNS, CELL_DEGREES, DEGREES
from geomap.gazetteer.records import KINDS
from geomap.gazetteer.store import Store
from geomap.gazetteer.transliteration import skeleton
from geomap.model import Place

EARTH_KM = 6371.0088
LEAST_SIMILARITY = 0.72
_AreaNames = tuple[NDArray[Any], tuple[str, ...], tuple[str, ...]]
"""Rows, a folded name of each, and its skeleton; a row comes once a name."""
_SITES = frozenset(KINDS.index(kind) for kind in ("city", "village", "airbase", "facility"))


def distance_km(lat: float, lon: float, lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[Any]:
    """Return great-circle distances in km from one point to many; WGS 84 degrees on a sphere of 6371.0088 km."""
    phi, phis = math.radians(lat), np.radians(lats)
    across, up = np.radians(lons - lon), phis - phi
    half = np.sin(up / 2) ** 2 + math.cos(phi) * np.cos(phis) * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half))))


class Neighbourhood:
    """
    Searches by where a place is.

    Parameters
    ----------
    store
        The opened index.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = lru_cache(maxsize=64)(self._read_names)

    def nearest(self, lat: float, lon: float, limit: int, max_km: float) -> list[tuple[int, float]]:
        """Return rows of towns and sites within `max_km` of a point with their distances in km, nearest first."""
        reach = min(25.0, max_km)
        while True:
            rows, km = self._disc(lat, lon, reach)
            sites = np.isin(self._store.records["kind"][rows], list(_SITES))
            rows, km = rows[sites], km[sites]
            if len(rows) >= limit or reach >= max_km:
                order = np.argsort(km, kind="stable")[:limit]
                return [(int(rows[at]), float(km[at])) for at in order]
            reach = min(reach * 4, max_km)

    def _disc(self, lat: float, lon: float, reach: float) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the rows within `reach` km of a point and their distances."""
        store = self._store
        rows = [
            store.cell_rows[slice(*np.searchsorted(store.cell_keys, (first, last + 1)))]
            for first, last in cell_runs(lat, lon, reach)
        ]
        found = np.concatenate(rows) if rows else np.empty(0, dtype=np.uint32)
        records = store.records
        km = distance_km(lat, lon, records["lat"][found] / DEGREES, records["lon"][found] / DEGREES)
        inside = km <= reach
        return found[inside], km[inside]

    def alike(
        self,
        folded: str,
        *,
        within: Place | None,
        near: tuple[float, float, float] | None,
        kinds: frozenset[int] | None,
        limit: int,
    ) -> list[tuple[int, str, float]]:
        """Return rows of an area with the name that is spelt most alike and how alike, best first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a fuzzy look-up needs it

        rows, names, bones = self._area(within, near)
        if not folded or not len(rows):
            return []
        cutoff = 100 * LEAST_SIMILARITY
        spelt = process.extract(folded, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit * 8)
        heard = process.extract(skeleton(folded), bones, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit * 8)
        best: dict[int, tuple[float, str]] = {}
        for _, score, at in spelt:
            best[int(rows[at])] = max(best.get(int(rows[at]), (0.0, "")), (score / 100, names[at]))
        for _, score, at in heard:
            mean = (score + fuzz.ratio(folded, names[at])) / 200
            if mean >= LEAST_SIMILARITY:
                best[int(rows[at])] = max(best.get(int(rows[at]), (0.0, "")), (mean, names[at]))
        records = self._store.records
        found = [(row, name, round(min(score, 0.999), 4)) for row, (score, name) in best.items()]
        if kinds is not None:
            found = [hit for hit in found if int(records["kind"][hit[0]]) in kinds]
        found.sort(key=lambda hit: (-hit[2], -float(records["rank"][hit[0]]), hit[0]))
        return found[:limit]

    def _area(self, within: Place | None, near: tuple[float, float, float] | None) -> _AreaNames:
        if within is not None and within.admin1_code:
            return self._names(("region", within.admin1_code))
        if within is not None and within.country_code:
            return self._names(("country", within.country_code))
        if near is not None:
            return self._names(("disc", *near))
        return np.empty(0, dtype=np.uint32), (), ()

    def _read_names(self, area: tuple[Any, ...]) -> _AreaNames:
        store = self._store
        if area[0] == "disc":
            rows, _ = self._disc(*area[1:])
        elif area[0] == "region":
            number = store.admin1_codes.index(area[1]) if area[1] in store.admin1_codes else -1
            rows = store.region_rows[slice(*np.searchsorted(store.region_keys, (number, number + 1)))]
        else:
            number = store.countries.index(area[1]) if area[1] in store.countries else -1
            rows = np.flatnonzero(store.records["country"] == number)
        starts = store.alike_starts
        parts = [store.alike[begin:end] for begin, end in zip(starts[rows], starts[rows + 1], strict=True)]
        listed = b"".join(parts).decode().split("\t")
        return np.repeat(rows, [part.count(b"\t") // 2 for part in parts]), tuple(listed[:-1:2]), tuple(listed[1::2])

    def contains(self, region: Place, lat: float, lon: float) -> bool:
        """Return whether a region covers a point."""
        shape = _shape(region)
        if shape is not None:
            from shapely import Point  # noqa: PLC0415 - shapely only where a polygon is asked for

            return bool(shape.covers(Point(lon, lat)))
        if region.lat is None or region.lon is None or not region.uncertainty_km:
            return False
        km = distance_km(lat, lon, np.array([region.lat]), np.array([region.lon]))
        return bool(km[0] <= region.uncertainty_km)


def _shape(region: Place) -> Any:
    from geomap.boundaries import country_shape, region_shape  # noqa: PLC0415 - boundaries are read when asked for

    if region.kind == "country":
        return country_shape(region.country_code or "")
    return region_shape(region.admin1_code or "") if region.kind == "admin1" else None


def cell_runs(lat: float, lon: float, reach: float) -> list[tuple[int, int]]:
    """Return the runs of cells (first, last) that a disc of `reach` km touches, a row of cells or two at a time."""
    up = math.degrees(reach / EARTH_KM)
    south, north = max(lat - up, -90.0), min(lat + up, 90.0)
    widest = max(abs(south), abs(north))
    across = 180.0 if widest + up >= 89.0 else math.degrees(reach / EARTH_KM / math.cos(math.radians(widest)))
    first_row, last_row = int((south + 90) / CELL_DEGREES), min(int((north + 90) / CELL_DEGREES), 359)
    runs = []
    for row in range(first_row, last_row + 1):
        start = row * CELL_COLUMNS
        if across >= 180.0:
            runs.append((start, start + CELL_COLUMNS - 1))
            continue
        first = math.floor((lon - across + 180) / CELL_DEGREES)
        last = math.floor((lon + across + 180) / CELL_DEGREES)
        if first < 0 or last >= CELL_COLUMNS:
            runs.append((start + first % CELL_COLUMNS, start + CELL_COLUMNS - 1))
            runs.append((start, start + last % CELL_COLUMNS))
        else:
            runs.append((start + first, start + last))
    return runs
