import pytest

from geomap.model import Place
from geomap.resolution.distance import distance_km, points_km


def test_a_degree_of_latitude_is_111_km():
    assert points_km((0.0, 0.0), (1.0, 0.0)) == pytest.approx(111.195, abs=0.001)


def test_across_the_date_line():
    assert points_km((0.0, 179.5), (0.0, -179.5)) == pytest.approx(111.195, abs=0.001)


def test_a_place_without_a_point_is_infinitely_far():
    sea = Place("geomap:sea", "Sea", "water", None, None)
    assert distance_km(sea, Place("x", "X", "city", 1.0, 1.0)) == float("inf")
