from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from export_samples import ENGELS, EVENT, SUMY_REGION, UKRAINE, parsed, tables

from geomap.export.geometries import event_geometries
from geomap.model import EventPlace

OUTLINE = shapely.box(33, 50, 35, 52)


def drawn(*at):
    places = tuple(EventPlace(place, precision) for place, precision in at)
    shape_of = {"iso3166-2:UA-59": OUTLINE}.get
    [geometry] = event_geometries(tables(parsed(events=(replace(EVENT, places=places),))), shape_of)
    return geometry


@pytest.mark.parametrize("precision", [1, 2])
def test_a_site_and_a_town_are_points_longitude_first(precision):
    assert drawn((ENGELS, precision)).equals(shapely.Point(46.12232, 51.50043))


def test_two_towns_are_two_points():
    other = replace(ENGELS, place_id="geonames:1", lat=1.0, lon=2.0)
    assert drawn((ENGELS, 2), (other, 2)).equals(shapely.MultiPoint([(46.12232, 51.50043), (2, 1)]))


def test_a_region_is_its_outline():
    assert drawn((SUMY_REGION, 3)).equals(OUTLINE)


def test_a_town_that_the_text_calls_a_region_is_a_circle_of_fifty_km():
    circle = drawn((ENGELS, 3))
    west, south, east, north = circle.bounds
    assert (north - south) / 2 * 111.195 == pytest.approx(50, abs=0.1)
    assert (east - west) / 2 * 111.195 * 0.6225 == pytest.approx(50, abs=0.1)  # cos(51.50043 degrees) = 0.6225
    assert circle.centroid.equals_exact(shapely.Point(46.12232, 51.50043), 1e-6)


def test_a_circle_is_as_wide_as_the_place_is_uncertain():
    _, south, _, north = drawn((replace(ENGELS, place_id="geonames:1", uncertainty_km=80.0), 3)).bounds
    assert (north - south) / 2 * 111.195 == pytest.approx(80, abs=0.1)


def test_a_part_of_a_country_is_no_point_in_its_middle():
    assert drawn((UKRAINE, 3)) is None


def test_a_country_is_not_drawn():
    assert drawn((UKRAINE, 4)) is None
    assert drawn((SUMY_REGION, 4)) is None


def test_a_town_named_with_a_region_is_no_finer_than_the_region():
    parts = drawn((ENGELS, 2), (SUMY_REGION, 3))
    assert [part.geom_type for part in parts.geoms] == ["Polygon", "Polygon"]


def test_an_event_without_a_place_is_not_drawn():
    assert drawn() is None


def test_a_place_without_a_position_is_not_drawn():
    nowhere = replace(ENGELS, place_id="geomap:x", lat=None, lon=None)
    assert drawn((nowhere, 2)) is None
    assert drawn((nowhere, 3)) is None
