"""What every geocoder of ours does the way geopy's do: one suite over the gazetteer and two cached services."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.geocoding import GazetteerGeocoder


@pytest.fixture(params=["gazetteer", "nominatim", "photon"])
def geocoder(request):
    if request.param == "gazetteer":
        return GazetteerGeocoder(request.getfixturevalue("gazetteer"))
    return request.getfixturevalue(request.param)


def test_it_is_a_geopy_geocoder(geocoder):
    assert isinstance(geocoder, Geocoder)


def test_geocode_gives_one_location_with_address_point_and_raw(geocoder):
    found = geocoder.geocode("Kyiv")
    assert isinstance(found, Location)
    assert found.address.startswith("Kyiv")
    assert geodesic(found.point, (50.45, 30.52)).km < 5
    assert isinstance(found.raw, dict)


def test_geocode_gives_a_list_when_asked(geocoder):
    found = geocoder.geocode("Pokrovsk", exactly_one=False)
    assert len(found) >= 2
    assert all(isinstance(one, Location) for one in found)
    assert geodesic(found[0].point, (48.28, 37.18)).km < 5


def test_limit(geocoder):
    assert len(geocoder.geocode("Pokrovsk", exactly_one=False, limit=1)) == 1


def test_a_name_that_nobody_has_is_none(geocoder):
    assert geocoder.geocode("Qwertyuiopstadt") is None
    assert geocoder.geocode("Qwertyuiopstadt", exactly_one=False) is None


@pytest.mark.parametrize("blank", ["", "   "])
def test_nothing_is_none(geocoder, blank):
    assert geocoder.geocode(blank) is None


@pytest.mark.parametrize("wrong", [None, 7, b"Kyiv"])
def test_what_is_no_text_is_a_query_error(geocoder, wrong):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(wrong)


@pytest.mark.parametrize("point", [(50.45, 30.52), Point(50.45, 30.52), "50.45, 30.52"])
def test_reverse_takes_points_as_geopy_does(geocoder, point):
    found = geocoder.reverse(point)
    assert isinstance(found, Location)
    assert geodesic(found.point, (50.45, 30.52)).km < 20
    assert "Ukraine" in found.address


def test_reverse_gives_a_list_when_asked(geocoder):
    found = geocoder.reverse((50.45, 30.52), exactly_one=False)
    assert [type(one) for one in found[:1]] == [Location]


def test_reverse_far_out_at_sea_is_none(geocoder):
    assert geocoder.reverse((-48.9, -123.4)) is None


def test_reverse_of_what_is_no_point_is_a_value_error(geocoder):
    with pytest.raises(ValueError, match=r"Latitude|Point|point|format"):
        geocoder.reverse("somewhere")


def test_it_works_in_a_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.001)
    assert [limited(name) is not None for name in ("Kyiv", "Qwertyuiopstadt", "Kyiv")] == [True, False, True]


def test_it_takes_a_timeout(geocoder):
    assert geocoder.geocode("Kyiv", timeout=5) is not None
    assert geocoder.reverse((50.45, 30.52), timeout=5) is not None


def test_the_same_question_has_the_same_answer(geocoder):
    assert geocoder.geocode("Kyiv") == geocoder.geocode("Kyiv")
    assert geocoder.geocode("Kyiv").raw == geocoder.geocode("Kyiv").raw
