from __future__ import annotations

import json

import pytest
from gazetteer_samples import names, open_small
from geopy.distance import great_circle

from geomap.gazetteer.lookup import distance, lookup, lookup_all, lookup_record


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return open_small(tmp_path_factory.mktemp("small"))


def test_near_a_place_the_nearer_goes_first(small):
    missouri = small.place("geonames:4409896")
    illinois = small.place("geonames:4250542")
    assert names(lookup(small, "Springfield", near=missouri))[0] == missouri.place_id
    assert names(lookup(small, "Springfield", near=illinois))[0] == illinois.place_id


def test_near_a_country_or_region_what_lies_in_it_goes_first(small):
    assert names(lookup(small, "Pokrovsk", near=small.place("country:RU")))[0] == "geonames:563464"
    assert names(lookup(small, "Belaya", near=small.place("iso3166-2:RU-IRK")))[0] == "geonames:2013159"


def test_near_a_region_a_misspelling_is_found(small):
    found = lookup(small, "Irkusk", near=small.place("iso3166-2:RU-IRK"))
    assert {"geonames:2023469", "iso3166-2:RU-IRK"} == set(names(found))
    assert {candidate.match_method for candidate in found} == {"fuzzy"}
    assert lookup(small, "Irkusk") == []


def test_near_a_town_a_misspelling_is_found_within_150_km(small):
    assert "geonames:2023469" in names(lookup(small, "Irkusk", near=small.place("icao:UIIB")))
    assert lookup(small, "Irkusk", near=small.place("geonames:703448")) == []


def test_countries_narrow_also_what_is_alike(small):
    near = small.place("iso3166-2:RU-IRK")
    assert lookup(small, "Irkusk", near=near, countries={"UA"}) == []


def test_limit_holds_after_ordering(small):
    near = small.place("geonames:4250542")
    assert names(lookup(small, "Springfield", near=near, limit=1)) == ["geonames:4250542"]


def test_a_vague_place_is_near_nothing(small):
    assert lookup(small, "Irkusk", near=small.place("geomap:siberia")) == []
    assert distance(small.place("geomap:siberia"), small.place("geonames:703448")) == float("inf")


def test_distance_from_kyiv_to_pokrovsk(small):
    km = distance(small.place("geonames:703448"), small.place("geonames:704422"))
    assert km == pytest.approx(great_circle((50.45466, 30.5238), (48.28014, 37.17706)).km, rel=1e-6)


def test_records_come_in_input_order_with_the_query_as_given(small):
    rows = list(lookup_all(small, ["Kyiv", "", "nowhere at all", "KYIV "]))
    assert [row["query"] for row in rows] == ["Kyiv", "", "nowhere at all", "KYIV "]
    assert [len(row["candidates"]) for row in rows] == [1, 0, 0, 1]


def test_a_record_is_json_with_the_places_fields(small):
    record = lookup_record("Kyiv", lookup(small, "Kyiv"))
    [candidate] = json.loads(json.dumps(record, allow_nan=False))["candidates"]
    assert candidate == {
        "lat": 50.45466,
        "lon": 30.5238,
        "place_id": "geonames:703448",
        "name": "Kyiv",
        "kind": "city",
        "iso2": "UA",
        "admin1": None,
        "match_method": "exact",
        "matched_name": "Kyiv",
        "similarity": 1.0,
        "geo_precision": 2,
        "uncertainty_km": 19.39,
        "population": 2952301,
        "source": "geonames",
    }
