from __future__ import annotations

import pytest
from gazetteer_samples import names, open_small
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return open_small(tmp_path_factory.mktemp("small"))


def test_a_name_as_spelt_is_exact(small):
    [found] = small.candidates("Kyiv")
    assert (found.place.place_id, found.match_method, found.matched_name) == ("geonames:703448", "exact", "Kyiv")


def test_a_place_is_read_back_as_it_was_given(small):
    place = small.place("geonames:704422")
    assert (place.name, place.kind, place.lat, place.lon) == ("Pokrovsk", "city", 48.28014, 37.17706)
    assert (place.country_code, place.admin1_code, place.population) == ("UA", "UA-14", 60_127)
    assert (place.geo_precision, place.source, place.source_id) == (2, "geonames", "704422")


def test_capitals_and_diacritics_do_not_matter_but_are_said(small):
    [found] = small.candidates("KYÍV")
    assert (found.place.name, found.match_method) == ("Kyiv", "folded")


def test_another_script_is_a_name_like_any_other(small):
    assert names(small.candidates("Иркутск")) == ["geonames:2023469"]


def test_a_places_own_name_goes_before_a_bigger_places_other_name(small):
    assert names(small.candidates("Pokrovsk")) == ["geonames:704422", "geonames:563464"]


def test_of_two_own_names_the_more_populous_goes_first(small):
    assert names(small.candidates("Springfield")) == ["geonames:4409896", "geonames:4250542"]


def test_a_bare_name_is_the_town_and_the_word_region_the_region(small):
    assert names(small.candidates("Irkutsk"))[0] == "geonames:2023469"
    [first, *_] = small.candidates("Irkutsk region")
    assert (first.place.place_id, first.match_method) == ("iso3166-2:RU-IRK", "relaxed")


@pytest.mark.parametrize("form", ["northern Irkutsk region", "Irkutsk Oblast", "Irkutskaya oblast’", "IRKUTSK OBLAST"])
def test_forms_of_a_region_in_reports(small, form):
    assert names(small.candidates(form))[0] == "iso3166-2:RU-IRK"


def test_air_base_says_which_belaya_is_meant(small):
    assert names(small.candidates("Belaya airbase"))[0] == "icao:UIIB"
    assert names(small.candidates("Belaya")) == ["geonames:2013159", "icao:UIIB"]


def test_another_transliteration_finds_a_name_that_is_not_listed(small):
    [found] = small.candidates("Pokrowsk")
    assert (found.place.place_id, found.match_method) == ("geonames:704422", "transliterated")


def test_kinds_and_countries_narrow(small):
    assert names(small.candidates("Irkutsk", kinds={"admin1"})) == ["iso3166-2:RU-IRK"]
    assert names(small.candidates("Pokrovsk", countries={"RU"})) == ["geonames:563464"]


def test_limit_none_and_zero_give_all(small):
    assert len(small.candidates("Springfield", limit=1)) == 1
    assert len(small.candidates("Springfield", limit=0)) == len(small.candidates("Springfield", limit=None)) == 2


def test_a_caller_may_change_the_list_it_gets(small):
    small.candidates("Kyiv").clear()
    assert len(small.candidates("Kyiv")) == 1


@pytest.mark.parametrize("nothing", ["", "   ", "'", "Qwertyville", "\x02country:RU", "\x00", "a" * 10_000])
def test_what_is_no_name_has_no_candidates(small, nothing):
    assert small.candidates(nothing) == []


def test_an_abbreviation_is_read_only_when_written_as_one(small):
    assert names(small.candidates("RF")) == names(small.candidates("R.F.")) == ["country:RU"]
    assert small.candidates("rf") == []


def test_a_demonym_leads_to_its_country_and_is_not_a_name(small):
    assert small.demonym("Russians").place_id == "country:RU"
    assert names(small.candidates("Russian")) == ["country:RU"]
    assert not small.is_name("Russian")
    assert small.demonym("Irkutsk") is None


def test_is_name_and_is_prefix(small):
    assert small.is_name("Belaya Air Base")
    assert not small.is_name("Belaya Air")
    assert small.is_prefix("belaya")
    assert small.is_prefix("belaya air")
    assert not small.is_prefix("belaya ai")


def test_fuzzy_finds_a_misspelling_in_its_region(small):
    region = small.place("iso3166-2:RU-IRK")
    found = small.fuzzy("Belyay", within=region, kinds={"airbase"})
    assert names(found) == ["icao:UIIB"]
    assert found[0].match_method == "fuzzy"
    assert 0.7 < found[0].similarity < 1


def test_fuzzy_finds_a_misspelling_near_a_point(small):
    assert names(small.fuzzy("Irkytsk", near=(52.3, 104.3, 50)))[0] == "geonames:2023469"
    assert small.fuzzy("Irkytsk", near=(55.75, 37.6, 50)) == []


def test_fuzzy_is_never_worldwide(small):
    assert small.fuzzy("Irkytsk") == []


def test_a_missing_id_says_which(small):
    with pytest.raises(GazetteerError, match="'geonames:1'"):
        small.place("geonames:1")
    assert small.find("country:XX") is None


def test_nearest_counts_across_the_date_line(small):
    [(first, km), *_] = small.nearest(-16.8, 179.99, limit=2, max_km=60)
    assert first.name == "Waiyevo"
    assert km == pytest.approx(2.84, abs=0.01)


def test_nearest_is_empty_at_sea(small):
    assert small.nearest(0.0, -150.0, limit=3, max_km=100) == []


def test_nearest_reaches_over_a_pole(small):
    [(place, km)] = small.nearest(89.9, 0.0, limit=1, max_km=20_000)
    assert place.name == "Belaya Air Base"
    assert km == pytest.approx((90 - 52.915) * 111.195, rel=0.01)


def test_containers_of_a_town_and_of_a_region(small):
    country, admin1 = small.containers(small.place("geonames:2023469"))
    assert (country.place_id, admin1.place_id) == ("country:RU", "iso3166-2:RU-IRK")
    assert small.containers(small.place("iso3166-2:RU-IRK"))[1] is None
    assert small.containers(small.place("country:RU")) == (None, None)


def test_contains_by_polygon_and_by_radius(small):
    region = small.place("iso3166-2:RU-IRK")
    assert small.contains(region, 52.3, 104.3)
    assert not small.contains(region, 50.45, 30.52)
    base = small.place("icao:UIIB")
    assert small.contains(base, 52.92, 103.58)
    assert not small.contains(base, 53.2, 103.58)


def test_capitals(small):
    assert small.capital_of(small.place("geonames:703448")) == "UA"
    assert small.capital_of(small.place("geonames:2023469")) is None


def test_a_vague_region_has_no_point_and_no_precision(small):
    place = small.candidates("Siberia")[0].place
    assert (place.lat, place.lon, place.geo_precision, place.uncertainty_km) == (None, None, None, None)


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_looked_up(small, text):
    for candidate in small.candidates(text, limit=3):
        assert candidate.place.lat is None or -90 <= candidate.place.lat <= 90
        assert candidate.place.lon is None or -180 <= candidate.place.lon <= 180
