from __future__ import annotations

import pytest

from geomap.geocoding import GazetteerGeocoder


@pytest.fixture(scope="module")
def offline(gazetteer):
    return GazetteerGeocoder(gazetteer)


@pytest.mark.parametrize("codes", ["ru", "RU", ["ru"], ("RU", "KZ"), "kz, ru"])
def test_country_codes_as_nominatim_takes_them(offline, codes):
    assert offline.geocode("Pokrovsk", country_codes=codes).raw["country_code"] == "RU"


def test_what_a_name_lies_in_may_follow_it(offline):
    assert offline.geocode("Tripoli, Lebanon").raw["country_code"] == "LB"
    assert offline.geocode("Tripoli, Libya").raw["country_code"] == "LY"
    assert offline.geocode("Springfield, Missouri, United States").raw["admin1_code"] == "US-MO"
    assert offline.geocode("Springfield, Ukraine") is None


def test_the_address_goes_from_small_to_large_and_repeats_nothing(offline):
    assert offline.geocode("Irkutsk").address == "Irkutsk, Russia"
    assert offline.geocode("Engels").address == "Engels, Saratov, Russia"


def test_raw_says_how_the_name_matched(offline):
    raw = offline.geocode("Irkutsk Oblast").raw
    assert (raw["place_id"], raw["match_method"]) == ("iso3166-2:RU-IRK", "exact")


def test_reverse_names_the_nearest_place_and_the_region_that_holds_the_point(offline):
    raw = offline.reverse((52.93, 103.6)).raw
    assert raw["distance_km"] < 20
    assert raw["region"]["place_id"] == "iso3166-2:RU-IRK"


def test_reverse_far_from_every_place_gives_the_region(offline):
    found = offline.reverse((74.5, 101.0))
    assert found.raw["region"]["country_code"] == "RU"


def test_reverse_gives_the_nearest_first(offline):
    found = offline.reverse((50.45, 30.52), exactly_one=False, limit=5)
    assert len(found) == 5
    assert [one.raw["distance_km"] for one in found] == sorted(one.raw["distance_km"] for one in found)
