"""Great-circle distance."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from geomap.model import Place

_EARTH_KM = 6371.0088  # mean radius, IUGG


def distance_km(first: Place, second: Place) -> float:
    """Return the great-circle distance of two places in km, infinite where one has no point."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return float("inf")
    return points_km((first.lat, first.lon), (second.lat, second.lon))


def points_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) points in km."""
    lat1, lat2 = radians(first[0]), radians(second[0])
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(second[1] - first[1]) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
