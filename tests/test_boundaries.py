import gzip
import json

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap import boundaries

KREMLIN = (55.752, 37.617)


@pytest.mark.parametrize(
    ("lat", "lon", "iso2", "region"),
    [
        (50.45, 30.523, "UA", "UA-30"),
        (50.907, 34.798, "UA", "UA-59"),
        (52.286, 104.305, "RU", "RU-IRK"),
        (51.730, 36.193, "RU", "RU-KRS"),
        (31.5, 34.466, "PS", "PS.GZ"),
        (31.95, 35.25, "PS", "PS.WE"),
        (13.628, 25.349, "SD", "SD-DN"),
        (40.749, -73.968, "US", "US-NY"),
        (9.56, 44.065, "SO", "SO-WO"),
        (27.14, -13.19, "EH", None),
    ],
)
def test_a_point_is_located_in_its_country_and_region(lat, lon, iso2, region):
    found = boundaries.locate(lat, lon)
    assert found[0] == iso2
    assert region is None or found[1] == region


def test_crimea_is_ukraine():
    assert boundaries.locate(44.952, 34.102) == ("UA", "UA-43")
    assert boundaries.locate(44.605, 33.525) == ("UA", "UA-40")
    crimea = boundaries.region_shape("UA-43")
    assert boundaries.country_shape("UA").covers(crimea.representative_point())
    assert not boundaries.country_shape("RU").intersects(crimea.representative_point())


def test_the_golan_heights_are_syria():
    assert boundaries.locate(33.0, 35.8) == ("SY", "SY-QU")


def test_the_open_sea_is_nowhere():
    assert boundaries.locate(0.0, -30.0) == (None, None)


def test_a_port_just_off_the_drawn_coast_is_in_its_region():
    shape = boundaries.region_shape("UA-51")
    coast = shapely.Point(*min(shape.geoms, key=lambda g: -g.area).exterior.coords[0])
    assert shape.distance(coast) == 0
    away = shapely.Point(31.03, 46.59)  # the port of Pivdennyi
    assert shape.distance(away) <= boundaries.NEAR_DEGREES
    assert boundaries.locate(away.y, away.x) == ("UA", "UA-51")


@pytest.mark.parametrize("code", ["XX", "", "UA-99"])
def test_an_unknown_code_has_no_shape(code):
    assert boundaries.region_shape(code) is None
    assert boundaries.country_shape(code) is None
    assert not boundaries.is_approximate(code)


def test_every_region_has_a_name_a_country_and_a_valid_shape():
    regions = list(boundaries.all_regions())
    assert len(regions) > 3500
    countries = set(boundaries.all_countries())
    assert len(countries) > 240
    for code, name, iso2 in regions:
        assert name, code
        assert iso2 in countries
    for code, _, _ in regions[::37]:
        shape = boundaries.region_shape(code)
        assert shape.is_valid, code
        assert shape.area > 0, code


def test_regions_of_a_country_lie_in_it():
    ukraine = boundaries.country_shape("UA")
    ours = [r.code for r in boundaries.all_regions() if r.iso2 == "UA"]
    assert len(ours) == 27
    for code in ours:
        region = boundaries.region_shape(code)
        assert ukraine.intersection(region).area == pytest.approx(region.area, rel=0.01), code


def test_ukraine_has_its_published_area():
    shape = boundaries.country_shape("UA")
    degree = 111.32
    at_48 = shapely.transform(shape, lambda xy: xy * (degree * 0.6628, degree))  # cos of the mean latitude, 48.5
    assert at_48.area == pytest.approx(603_628, rel=0.01)  # km2, State Statistics Service of Ukraine


def test_a_region_drawn_around_its_towns_says_so():
    assert boundaries.is_approximate("ET-SI")
    assert not boundaries.is_approximate("UA-59")


def test_a_page_gets_all_countries_and_just_its_regions():
    topology = boundaries.page_topology(["UA-59", "RU-IRK", "nowhere", "UA-59"])
    assert [g["id"] for g in topology["objects"]["regions"]["geometries"]] == ["UA-59", "RU-IRK"]
    assert {g["id"] for g in topology["objects"]["countries"]["geometries"]} == set(boundaries.all_countries())
    assert len(topology["objects"]["disputed"]["geometries"]) > 40


def test_the_pages_countries_take_at_most_150_kilobytes():
    text = json.dumps(boundaries.page_topology(), separators=(",", ":")).encode()
    assert len(gzip.compress(text)) <= 150_000


def test_a_pages_arcs_make_the_same_shape():
    topology = boundaries.page_topology(["UA-59"])
    [geometry] = topology["objects"]["regions"]["geometries"]
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    corners = []
    for index in geometry["arcs"][0][0]:
        x = y = 0
        arc = []
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
        corners += arc if index >= 0 else arc[::-1]
    assert shapely.Polygon(corners).area == pytest.approx(boundaries.region_shape("UA-59").area, rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_a_point_is_located_in_holds_it(lat, lon):
    iso2, code = boundaries.locate(lat, lon)
    assert code is None or iso2 is not None
    if code:
        assert boundaries.region_shape(code).distance(shapely.Point(lon, lat)) <= boundaries.NEAR_DEGREES
