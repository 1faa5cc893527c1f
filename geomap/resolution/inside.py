"""Whether one place lies in another, by codes."""

from __future__ import annotations

from geomap.model import Place
from geomap.resolution.distance import distance_km

_NEAR_KM = 100.0  # a place "in" a town, a county or a valley lies this near its point


def is_inside(place: Place, container: Place) -> bool:
    """Whether a place lies in a country or first-order region; for other containers whether it lies near."""
    if place.place_id == container.place_id:
        return False
    if container.kind == "country":
        return place.country_code == container.country_code
    if container.kind == "admin1":
        return place.admin1_code == container.admin1_code and place.kind not in {"country", "admin1"}
    return place.kind not in {"country", "admin1"} and distance_km(place, container) < _NEAR_KM
