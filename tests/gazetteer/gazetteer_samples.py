"""A small index for tests: real rows of GeoNames (CC BY 4.0), ISO 3166-2 and airportsdata (MIT)."""

from __future__ import annotations

import math
from pathlib import Path

from geomap.folding import fold
from geomap.gazetteer.build import Content, build_index
from geomap.gazetteer.files import read_manifest
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.records import Name, NameClass, Row
from geomap.gazetteer.sources import town_row
from geomap.gazetteer.store import Store


def town(number, name, point, region, population, alternates=(), *, code="PPL"):
    return town_row(
        number=number,
        name=name,
        point=point,
        country=region[:2],
        admin1=region,
        population=population,
        feature_code=code,
        alternates=list(alternates),
    )


ROWS = [
    town(703448, "Kyiv", (50.45466, 30.5238), "UA-30", 2_952_301, ["Kiev", "Київ", "kyyiv"], code="PPLC"),
    town(704422, "Pokrovsk", (48.28014, 37.17706), "UA-14", 60_127, ["Krasnoarmiysk", "Покровськ"]),
    town(563464, "Engels", (51.48509, 46.12663), "RU-SAR", 226_000, ["Pokrovsk", "Энгельс"]),
    town(2023469, "Irkutsk", (52.29778, 104.29639), "RU-IRK", 586_695, ["Иркутск"]),
    town(2013159, "Belaya", (52.81, 103.53), "RU-IRK", 900),
    town(4250542, "Springfield", (39.80172, -89.64371), "US-IL", 116_565),
    town(4409896, "Springfield", (37.21533, -93.29824), "US-MO", 166_810),
    town(2198148, "Suva", (-18.14161, 178.44149), "FJ-C", 77_366, code="PPLC"),
    town(2204506, "Labasa", (-16.41667, 179.38333), "FJ-N", 27_949),
    town(7670142, "Waiyevo", (-16.8, -179.98333), "FJ-N", 1_000),
    Row(
        "country:RU",
        "Russia",
        "country",
        60.0,
        100.0,
        "RU",
        population=144_478_050,
        geo_precision=4,
        source="countries",
        prominence=2.0,
        names=(
            Name("Russia", NameClass.OWN),
            Name("RF", NameClass.ABBREVIATION),
            Name("Russian", NameClass.DEMONYM),
            Name("Russians", NameClass.DEMONYM),
        ),
    ),
    Row(
        "iso3166-2:RU-IRK",
        "Irkutsk",
        "admin1",
        57.17,
        106.36,
        "RU",
        "RU-IRK",
        population=2_158_239,
        geo_precision=3,
        uncertainty_km=491.7,
        feature_code="ADM1",
        source="regions",
        prominence=-1.5,
        names=(Name("Irkutsk", NameClass.OWN), Name("Irkutskaya oblast'", NameClass.ESTABLISHED)),
    ),
    Row(
        "icao:UIIB",
        "Belaya Air Base",
        "airbase",
        52.915,
        103.575,
        "RU",
        "RU-IRK",
        geo_precision=1,
        uncertainty_km=3.0,
        feature_code="AIRB",
        source="airfields",
        names=(Name("Belaya Air Base", NameClass.OWN), Name("belaya", NameClass.RELAXED)),
    ),
    Row(
        "geomap:siberia",
        "Siberia",
        "macro_region",
        math.nan,
        math.nan,
        geo_precision=None,
        source="curated",
        prominence=3.5,
        names=(Name("Siberia", NameClass.OWN),),
    ),
]


def small_index(folder: Path) -> Path:
    """Write ROWS as an index under a folder and return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index"
    build_index(index, Content(ROWS), about={"sources": {}})
    return index


def open_small(folder: Path) -> Gazetteer:
    index = small_index(folder)
    return Gazetteer(Store(index, read_manifest(index)))


def names(candidates) -> list[str]:
    return [candidate.place.place_id for candidate in candidates]


__all__ = ["ROWS", "fold", "names", "open_small", "small_index", "town"]
