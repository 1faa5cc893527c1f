from __future__ import annotations

import pytest
from geopy.adapters import URLLibAdapter
from geopy.geocoders import Nominatim

from geomap.geocoding import CachedGeocoder, FallbackSource


@pytest.fixture
def source(gazetteer, nominatim):
    return FallbackSource(gazetteer, nominatim)


def test_what_the_gazetteer_knows_is_not_asked(source, server):
    assert source.candidates("Kyiv")[0].place.place_id == "geonames:703448"
    assert source.demonym("Ukrainian").place_id == "country:UA"
    assert server.asked == []


def test_what_it_lacks_is_asked(source):
    [found] = source.candidates("Little Nowhere")
    assert (found.match_method, found.place.place_id, found.place.name) == ("geocoder", "nominatim:3", "Little Nowhere")
    assert (found.place.kind, found.place.geo_precision, found.place.country_code) == ("village", 2, "GB")
    assert (found.place.lat, found.place.lon) == (51.2, 0.5)


def test_photon_gives_the_same(gazetteer, photon):
    [found] = FallbackSource(gazetteer, photon).candidates("Little Nowhere")
    assert (found.place.kind, found.place.country_code, found.place.place_id) == ("village", "GB", "photon:3")


def test_kinds_and_countries_narrow(source):
    assert source.candidates("Little Nowhere", countries={"US"}) == []
    assert source.candidates("Little Nowhere", kinds={"country"}) == []


def test_a_name_known_elsewhere_is_not_asked_for_a_country(source, server):
    assert source.candidates("Kyiv", countries={"FR"}) == []
    assert server.asked == []


def test_a_name_nobody_knows_is_no_failure(source):
    assert source.candidates("Qwertyuiopstadt") == []
    assert source.warnings == []


def test_refused_the_run_goes_on_and_says_how_many(source, server):
    server.plan = [403] * 3
    for name in ("Qwerty One", "Qwerty Two", "Qwerty Three", "Qwerty Four", "Qwerty Five"):
        assert source.candidates(name) == []
    assert len(server.asked) == 3
    [warning] = source.warnings
    assert warning.startswith("5 names were not asked of nominatim:")


def test_offline_the_run_goes_on_with_what_is_kept(gazetteer, server, nominatim, cache):
    FallbackSource(gazetteer, nominatim).candidates("Little Nowhere")
    server.shutdown()
    server.server_close()
    with Nominatim(
        scheme="http", domain=server.domain, user_agent="geomap-tests", adapter_factory=URLLibAdapter
    ) as service:
        away = FallbackSource(gazetteer, CachedGeocoder(service, cache, delay_seconds=0, first_pause=0.001))
        for name in ("Qwerty One", "Qwerty Two", "Qwerty Three", "Qwerty Four"):
            assert away.candidates(name) == []
        assert away.candidates("Little Nowhere")
    assert away.warnings[0].startswith("4 names were not asked")
