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
    """A TopoJSON file, its geometries by object and id, and its arcs decoded when first asked for."""

    raw: dict[str, Any]
    geometries: dict[str, dict[str, dict[str, Any]]]

    def shape(self, kind: str, code: str) -> MultiPolygon | None:
        """Decode one geometry."""
        from shapely import make_valid, polygons  # noqa: PLC0415 - 60 ms that a run without regions need not pay
        from shapely.geometry import MultiPolygon  # noqa: PLC0415

        geometry = self.geometries[kind].get(code)
        if geometry is None:
            return None
        parts = [
            polygons(self._ring(rings[0]), [self._ring(r) for r in rings[1:]] or None) for rings in geometry["arcs"]
        ]
        shape = MultiPolygon(parts)
        if shape.is_valid:
            return shape
        mended = make_valid(shape, method="structure", keep_collapsed=False)
        return mended if isinstance(mended, MultiPolygon) else MultiPolygon([mended])

    def _ring(self, arcs: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in arcs:
            arc = self._arc(index if index >= 0 else ~index)
            points.extend((arc if index >= 0 else arc[::-1])[bool(points) :])
        return points

    def _arc(self, index: int) -> list[tuple[float, float]]:
        (scale_x, scale_y), (from_x, from_y) = self.raw["transform"]["scale"], self.raw["transform"]["translate"]
        points, x, y = [], 0, 0
        for dx, dy in self.raw["arcs"][index]:
            x, y = x + dx, y + dy
            points.append((x * scale_x + from_x, y * scale_y + from_y))
        return points


@cache
def _read(name: str) -> _Topology:
    text = gzip.decompress((files("geomap") / "data" / name).read_bytes())
    raw: dict[str, Any] = json.loads(text)
    by_id = {kind: {g["id"]: g for g in made["geometries"]} for kind, made in raw["objects"].items()}
    return _Topology(raw, by_id)


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
def _tree() -> tuple[STRtree, list[str]]:
    from shapely import STRtree, prepare  # noqa: PLC0415 - as above

    codes = list(_read(_REGIONS_FILE).geometries["regions"])
    shapes = [region_shape(code) for code in codes]
    prepare(shapes)
    return STRtree([s for s in shapes if s is not None]), codes


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
    from shapely import Point  # noqa: PLC0415 - as above

    tree, codes = _tree()
    found = tree.query_nearest(Point(lon, lat), max_distance=NEAR_DEGREES, all_matches=False)
    if not len(found):
        return None, None
    code = codes[int(found[0])]
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
    coarse, fine = _read(_COUNTRIES_FILE).raw, _read(_REGIONS_FILE)
    arcs = list(coarse["arcs"])
    numbers: dict[int, int] = {}

    def moved(index: int) -> int:
        plain = index if index >= 0 else ~index
        if plain not in numbers:
            numbers[plain] = len(arcs)
            arcs.append(fine.raw["arcs"][plain])
        return numbers[plain] if index >= 0 else ~numbers[plain]

    chosen = [fine.geometries["regions"][c] for c in dict.fromkeys(regions) if c in fine.geometries["regions"]]
    geometries = [
        {**g, "arcs": [[[moved(i) for i in ring] for ring in polygon] for polygon in g["arcs"]]} for g in chosen
    ]
    objects = {**coarse["objects"], "regions": {"type": "GeometryCollection", "geometries": geometries}}
    return {**coarse, "objects": objects, "arcs": arcs}
