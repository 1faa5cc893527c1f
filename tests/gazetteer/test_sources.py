from __future__ import annotations

import math

import pytest

from geomap.gazetteer.records import Name, NameClass
from geomap.gazetteer.sources import (
    Gathered,
    airfields,
    countries,
    curated,
    graded,
    regions,
    second_order,
    town_radius,
    town_row,
)
from geomap.gazetteer.twins import core


def grades(name, alternates, **options):
    return {one.text: one.quality for one in graded(name, alternates, **options)}


def test_other_names_are_graded():
    found = grades("Odesa", ["Odessa", "Khadzhibey", "ODS", "aodesa", "Одеса", "Odesa"], transliterated=True)
    assert found == {
        "Odesa": NameClass.TRANSLITERATED,
        "odesa": NameClass.SPELLING,
        "Odessa": NameClass.SPELLING,
        "Khadzhibey": NameClass.ALTERNATE,
        "ODS": NameClass.STRAY,
        "Одеса": NameClass.ALTERNATE,
    }


def test_a_name_of_the_latin_script_has_no_other_spelling():
    assert grades("Mombasa", ["Mambasa"])["Mambasa"] is NameClass.ALTERNATE


def test_a_generic_last_word_may_be_left_out():
    assert grades("New York City", ["New York"])["New York"] is NameClass.SPELLING


def test_saint_may_be_written_short():
    assert grades("Saint Petersburg", ["St. Petersburg"])["St. Petersburg"] is NameClass.SPELLING


def test_an_arabic_name_goes_without_its_article():
    assert grades("Al Qāmishlī", [], transliterated=True)["qamishli"] is NameClass.SPELLING


@pytest.mark.parametrize(("population", "km"), [(0, 1.0), (1000, 1.0), (2_952_301, 19.39)])
def test_a_towns_radius_grows_with_its_people(population, km):
    assert town_radius(population) == km


def test_small_towns_are_villages_and_capitals_never():
    small = {"number": 1, "name": "X", "point": (0.0, 0.0), "country": "FJ", "admin1": "", "alternates": []}
    assert town_row(**small, population=9_999, feature_code="PPL").kind == "village"
    assert town_row(**small, population=10_000, feature_code="PPL").kind == "city"
    assert town_row(**small, population=500, feature_code="PPLC").kind == "city"


def test_gathered_counts_people_and_finds_the_middle():
    gathered = Gathered()
    for lat, people in ((1.0, 10), (2.0, 20), (9.0, 30)):
        row = town_row(
            number=1, name="X", point=(lat, lat), country="UA", admin1="UA-59", population=people,
            feature_code="PPL", alternates=[],
        )  # fmt: skip
        gathered.add(row)
    assert (gathered.population["UA-59"], gathered.population["UA"]) == (60, 60)
    assert gathered.middle("UA-59") == (2.0, 2.0)
    assert all(map(math.isnan, gathered.middle("XX")))


def test_a_countrys_point_is_its_label_point():
    rows = {row.country: row for row in countries(Gathered())}
    assert (rows["UA"].lat, rows["UA"].lon) == (49.0, 32.0)
    assert (rows["US"].lat, rows["US"].lon) == pytest.approx((39.76, -98.5))
    assert rows["UA"].geo_precision == 4
    assert len(rows) >= 249


def test_a_region_has_its_names_a_point_inside_and_a_radius():
    gathered = Gathered()
    sumy = next(row for row in regions(gathered) if row.admin1 == "UA-59")
    assert (sumy.place_id, sumy.kind, sumy.geo_precision) == ("iso3166-2:UA-59", "admin1", 3)
    assert Name("Sumy", NameClass.OWN) in sumy.names
    assert 50 < sumy.lat < 52.5
    assert 32.5 < sumy.lon < 35.7
    # Sumy region has 23,834 square km: the circle of equal area has a radius of 87 km.
    assert sumy.uncertainty_km == pytest.approx(87.1, abs=3)


def test_counties_have_a_point_and_their_state():
    [county] = [row for row in second_order(Gathered()) if row.place_id == "us-county:21125"]
    assert (county.name, county.kind, county.admin1) == ("Laurel County", "admin2", "US-KY")
    assert (county.lat, county.lon) == pytest.approx((37.11, -84.12), abs=0.02)
    assert Name("laurel", NameClass.RELAXED) in county.names


def test_an_air_base_of_two_sources_is_one_place():
    gathered = Gathered()
    rows = [*airfields(gathered), *curated(gathered)]
    belaya = [row for row in rows if core(row.name) == "belaya" and row.kind == "airbase"]
    assert [row.place_id for row in belaya] == ["icao:UIIB"]
    assert belaya[0].admin1 == "RU-IRK"
    assert {row.place_id for row in rows} & gathered.twins.taken == set()


def test_a_region_keeps_the_word_without_which_it_has_no_name():
    names = {row.place_id: row.name for row in regions(Gathered())}
    assert names["iso3166-2:ZA-FS"] == "Free State"
    assert names["iso3166-2:IL-D"] == "Southern District"
    assert names["iso3166-2:RU-IRK"] == "Irkutsk"
