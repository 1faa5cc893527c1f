from __future__ import annotations

import pytest
from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
)
from geopy.geocoders import Nominatim

from geomap.errors import GeocodingError
from geomap.geocoding import AnswerCache, CachedGeocoder, open_service


def test_a_second_run_asks_nothing(nominatim, server, cache):
    first = nominatim.geocode("Kyiv"), nominatim.geocode("Nowhere at all"), nominatim.reverse((50.45, 30.52))
    assert len(server.asked) == 3
    again = CachedGeocoder(nominatim.service, AnswerCache(cache.path), delay_seconds=0)
    assert (again.geocode("Kyiv"), again.geocode("Nowhere at all"), again.reverse((50.45, 30.52))) == first
    assert len(server.asked) == 3
    again.close()


def test_another_option_is_another_question(nominatim, server):
    nominatim.geocode("Pokrovsk")
    assert nominatim.geocode("Pokrovsk", country_codes="ru").latitude == 61.4844
    assert nominatim.geocode("Pokrovsk", exactly_one=False, limit=1)
    assert len(server.asked) == 3


def test_services_do_not_share_answers(nominatim, photon, server):
    nominatim.geocode("Kyiv")
    photon.geocode("Kyiv")
    assert len(server.asked) == 2


def test_the_service_is_told_who_asks(nominatim, server):
    nominatim.geocode("Kyiv")
    assert server.agents == {"geomap-tests (me@example.org)"}


def test_requests_keep_the_services_pace(server, cache):
    with Nominatim(
        scheme="http", domain=server.domain, user_agent="geomap-tests", adapter_factory=URLLibAdapter
    ) as service:
        paced = CachedGeocoder(service, cache, delay_seconds=0.15)
        for name in ("Kyiv", "Pokrovsk", "Nowhere"):
            paced.geocode(name)
            paced.geocode(name)
    gaps = [later - earlier for earlier, later in zip(server.times, server.times[1:], strict=False)]
    assert len(gaps) == 2
    assert all(gap >= 0.14 for gap in gaps)


@pytest.mark.parametrize("trouble", [429, 500, 502, 503, 504, "garbage"])
def test_what_may_pass_is_tried_again(nominatim, server, trouble):
    server.plan = [trouble, trouble]
    assert nominatim.geocode("Kyiv").latitude == 50.4500336
    assert len(server.asked) == 3


def test_retry_after_is_waited_for(nominatim, server):
    server.plan = [(429, 1)]
    assert nominatim.geocode("Kyiv")
    assert server.times[1] - server.times[0] >= 0.95


def test_a_retry_after_beyond_patience_is_raised_at_once(nominatim, server, cache):
    server.plan = [(429, 3600)]
    with pytest.raises(GeocoderRateLimited) as caught:
        nominatim.geocode("Kyiv")
    assert caught.value.retry_after == 3600
    assert (len(server.asked), len(cache)) == (1, 0)


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (429, GeocoderRateLimited),
        (503, GeocoderTimedOut),
        (500, GeocoderServiceError),
        ("garbage", GeocoderParseError),
    ],
)
def test_what_does_not_pass_is_raised_as_geopy_does_and_not_kept(nominatim, server, cache, trouble, error):
    server.plan = [trouble] * 4
    with pytest.raises(error):
        nominatim.geocode("Kyiv")
    assert (len(server.asked), len(cache)) == (4, 0)
    assert nominatim.geocode("Kyiv") is not None


def test_a_refusal_is_not_asked_again(nominatim, server):
    server.plan = [403]
    with pytest.raises(GeocoderInsufficientPrivileges):
        nominatim.geocode("Kyiv")
    assert len(server.asked) == 1


def test_a_slow_service_times_out(nominatim, server, cache):
    server.plan = ["slow"] * 4
    with pytest.raises(GeocoderTimedOut):
        nominatim.geocode("Kyiv", timeout=0.1)
    assert (len(server.asked), len(cache)) == (4, 0)


def test_an_answer_of_another_shape_is_a_clear_error(nominatim, server, cache):
    server.plan = ["shape"]
    with pytest.raises(GeocodingError, match="format of its own"):
        nominatim.geocode("Kyiv")
    assert len(cache) == 0


def test_open_service_by_name(server, cache):
    opened = open_service(
        "nominatim", user_agent="geomap-tests (me@example.org)", cache=cache, scheme="http", domain=server.domain
    )
    assert opened.geocode("Kyiv").address == "Kyiv, Ukraine"


@pytest.mark.parametrize(
    ("name", "agent", "message"),
    [
        ("nosuchservice", "me", "no service 'nosuchservice'; it has arcgis, azure"),
        ("nominatim", "", "wants to know who asks"),
        ("pelias", "me", "'pelias' cannot be opened"),
    ],
)
def test_a_service_that_cannot_be_opened_is_a_clear_error(cache, name, agent, message):
    with pytest.raises(GeocodingError, match=message):
        open_service(name, user_agent=agent, cache=cache)
