from __future__ import annotations

import numpy as np
import pytest

from geomap.boundaries import region_shape
from geomap.gazetteer.extents import region_extent, regions_of


@pytest.mark.parametrize("code", ["UA-59", "RU-IRK", "US-HI", "UA-43"])
def test_a_regions_point_lies_in_it(code):
    from shapely import Point

    lat, lon, _ = region_extent(code)
    assert region_shape(code).covers(Point(lon, lat))


def test_a_region_without_a_polygon_has_no_extent():
    assert region_extent("XX-1") is None


def test_points_are_put_in_a_region_of_their_own_country():
    lats, lons = np.array([52.3, 44.6, 52.3, 0.0]), np.array([104.3, 33.5, 104.3, -150.0])
    assert regions_of(lats, lons, ["RU", "UA", "UA", "US"]) == ["RU-IRK", "UA-40", "", ""]


def test_no_points_have_no_regions():
    assert regions_of(np.empty(0), np.empty(0), []) == []
