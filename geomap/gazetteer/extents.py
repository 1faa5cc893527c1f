"""Points and radii of countries and regions, from their polygons; the region of points that name none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEAR_DEGREES = 0.02  # about 2 km: coasts are simplified, and ports lie on them
KM_A_DEGREE = 111.32


def region_extent(code: str) -> tuple[float, float, float] | None:
    """
    Return a region's point (lat, lon) and its equal-area radius in km, None without a polygon.

    The point is the polygon's centroid, or a point inside it where the centroid is not.
    """
    from geomap.boundaries import region_shape  # noqa: PLC0415 - shapely only for a build

    shape = region_shape(code)
    return None if shape is None else _extent(shape)


def _extent(shape: Any) -> tuple[float, float, float]:
    middle = shape.centroid
    point = middle if shape.covers(middle) else shape.representative_point()
    area = shape.area * KM_A_DEGREE**2 * math.cos(math.radians(point.y))
    return float(point.y), float(point.x), round(math.sqrt(area / math.pi), 1)


def regions_of(lats: NDArray[np.float64], lons: NDArray[np.float64], countries: list[str]) -> list[str]:
    """
    Return the first-order region that each point lies in.

    Parameters
    ----------
    lats, lons
        WGS 84 degrees.
    countries
        Of each point, ISO 3166-1 alpha-2: a region of another country is none.

    Returns
    -------
    codes
        ISO 3166-2, empty where no region of the country is within about 2 km.
    """
    import shapely  # noqa: PLC0415 - only for a build

    from geomap.boundaries import all_regions, region_shape  # noqa: PLC0415 - only for a build

    shapes = ((region, region_shape(region.code)) for region in all_regions())
    known = [(region.code, region.iso2, shape) for region, shape in shapes if shape is not None]
    tree = shapely.STRtree([shape for _, _, shape in known])
    points = np.asarray(shapely.points(lons, lats))
    best: dict[int, tuple[float, str]] = {}
    for at, index in zip(*tree.query(points, predicate="dwithin", distance=NEAR_DEGREES), strict=True):
        code, country, shape = known[index]
        if country == countries[at]:
            away = float(shapely.distance(shape, points[at]))
            best[int(at)] = min(best.get(int(at), (math.inf, "")), (away, code))
    return [best.get(at, (0.0, ""))[1] for at in range(len(countries))]
