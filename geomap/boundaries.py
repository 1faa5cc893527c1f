"""
Shapes of the world's countries and first-order regions, read once from geomap/data.

Natural Earth 10m under ISO 3166's worldview (Crimea is UA-43), simplified; how they were made is in
geomap/data/README.md. All shapes are WGS 84 degrees (EPSG:4326) with x = longitude and y = latitude, as shapely
wants it; arguments of functions are `lat, lon`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import STRtree
    from shapely.geometry import MultiPolygon

WORLDVIEW = "ISO 3166"
NEAR_DEGREES = 0.02  # about 2 km: coasts are simplified, and ports lie on them
_REGIONS_FILE = "boundaries.json.gz"
_COUNTRIES_FILE = "boundaries_countries.json.gz"


class RegionName(NamedTuple):
    """A first-order region: its code ("UA-59", or GeoNames' "XK.10097360" where ISO 3166-2 has none), name, country."""

    code: str
    name: str
    iso2: str


@dataclass(frozen=True)
class _Topology:
    """A TopoJSON file: its head, its geometries by object and id, and the text of its arcs, read when asked for."""

    head: dict[str, Any]
    geometries: dict[str, dict[str, dict[str, Any]]]
    arcs: list[bytes]

    def arc(self, index: int) -> list[list[int]]:
        """One arc: its first point on the grid, then differences."""
        points: list[list[int]] = json.loads(self.arcs[index].rstrip(b","))
        return points

    def shape(self, kind: str, code: str) -> MultiPolygon | None:
        """Decode one geometry."""
        # Late: shapely and numpy take longer to import than the rest of a run that draws no region.
        from shapely import get_parts, make_valid  # noqa: PLC0415
        from shapely.geometry import MultiPolygon, Polygon  # noqa: PLC0415

        geometry = self.geometries[kind].get(code)
        if geometry is None:
            return None
        shape = MultiPolygon(
            [Polygon(self._ring(outer), [self._ring(hole) for hole in holes]) for outer, *holes in geometry["arcs"]]
        )
        if shape.is_valid:
            return shape
        return MultiPolygon([p for p in get_parts(make_valid(shape, method="structure")) if isinstance(p, Polygon)])

    def _ring(self, arcs: list[int]) -> NDArray[np.float64]:
        import numpy as np  # noqa: PLC0415

        scale, origin = self.head["transform"]["scale"], self.head["transform"]["translate"]
        parts: list[NDArray[np.float64]] = []
        for index in arcs:
            arc = np.array(self.arc(index if index >= 0 else ~index)).cumsum(axis=0)
            parts.append((arc if index >= 0 else arc[::-1])[bool(parts) :])
        ring: NDArray[np.float64] = np.concatenate(parts) * scale + origin
        return ring


@cache
def _read(name: str) -> _Topology:
    text = gzip.decompress((files("geomap") / "data" / name).read_bytes())
    # An arc a line: reading all 16,000 of them would take ten times as long as reading those a run draws.
    before, _, arcs = text.partition(b',"arcs":[\n')
    head: dict[str, Any] = json.loads(before + b"}")
    by_id = {kind: {g["id"]: g for g in made["geometries"]} for kind, made in head["objects"].items()}
    return _Topology(head, by_id, arcs.splitlines()[:-1])


@cache
def country_shape(iso2: str) -> MultiPolygon | None:
    """
    The polygon of a country.

    Parameters
    ----------
    iso2
        ISO 3166-1 alpha-2 code, "UA".

    Returns
    -------
    shape
        Degrees, x = lon, y = lat; None for a code that is not among the shapes.
    """
    return _read(_REGIONS_FILE).shape("countries", iso2)


@cache
def region_shape(code: str) -> MultiPolygon | None:
    """
    The polygon of a first-order region.

    Parameters
    ----------
    code
        ISO 3166-2 code, "UA-59", or GeoNames' key where ISO has none; see `all_regions`.

    Returns
    -------
    shape
        Degrees, x = lon, y = lat; None for a code that is not among the shapes.
    """
    return _read(_REGIONS_FILE).shape("regions", code)


def is_approximate(code: str) -> bool:
    """Whether a region's outline was drawn around its towns, for want of a better one; False for an unknown code."""
    geometry = _read(_REGIONS_FILE).geometries["regions"].get(code)
    return bool(geometry and geometry["properties"].get("approximate"))


def all_regions() -> Iterator[RegionName]:
    """Every first-order region that has a shape, in order of its code."""
    for code, geometry in _read(_REGIONS_FILE).geometries["regions"].items():
        said = geometry["properties"]
        if code != said["country"]:
            yield RegionName(code, said["name"], said["country"])


def all_countries() -> list[str]:
    """ISO 3166-1 alpha-2 codes of every country that has a shape, sorted."""
    return list(_read(_REGIONS_FILE).geometries["countries"])


@cache
def _boxes() -> tuple[STRtree, list[str]]:
    from shapely import STRtree, box  # noqa: PLC0415

    geometries = _read(_REGIONS_FILE).geometries["regions"]
    return STRtree([box(*g["bbox"]) for g in geometries.values()]), list(geometries)


def locate(lat: float, lon: float) -> tuple[str | None, str | None]:
    """
    The country and first-order region that hold a point, or lie within about 2 km of it.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees.

    Returns
    -------
    iso2, region_code
        Both None at sea; the region None in a country that has none.
    """
    from shapely import Point  # noqa: PLC0415

    point = Point(lon, lat)
    tree, codes = _boxes()
    near = [codes[i] for i in tree.query(point, predicate="dwithin", distance=NEAR_DEGREES)]
    away = sorted((shape.distance(point), code) for code in near if (shape := region_shape(code)) is not None)
    if not away or away[0][0] > NEAR_DEGREES:
        return None, None
    code = away[0][1]
    country = _read(_REGIONS_FILE).geometries["regions"][code]["properties"]["country"]
    return country, None if code == country else code


def page_topology(regions: Iterable[str] = ()) -> dict[str, Any]:
    """
    TopoJSON for a page: all countries, coarsely, the disputed lines, and the regions asked for, finely.

    Parameters
    ----------
    regions
        Codes as `region_shape` takes them; unknown ones are left out.

    Returns
    -------
    topology
        Objects `countries` and `regions` (MultiPolygon, `id` the code), and `disputed` (MultiLineString), on one
        grid of 0.002 degrees.
    """
    coarse, fine = _read(_COUNTRIES_FILE), _read(_REGIONS_FILE)
    arcs = [coarse.arc(i) for i in range(len(coarse.arcs))]
    numbers: dict[int, int] = {}

    def moved(index: int) -> int:
        plain = index if index >= 0 else ~index
        if plain not in numbers:
            numbers[plain] = len(arcs)
            arcs.append(fine.arc(plain))
        return numbers[plain] if index >= 0 else ~numbers[plain]

    known = fine.geometries["regions"]
    geometries = [
        {**known[code], "arcs": [[[moved(i) for i in ring] for ring in polygon] for polygon in known[code]["arcs"]]}
        for code in dict.fromkeys(regions)
        if code in known
    ]
    objects = {**coarse.head["objects"], "regions": {"type": "GeometryCollection", "geometries": geometries}}
    return {**coarse.head, "objects": objects, "arcs": arcs}
