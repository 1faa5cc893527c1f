"""Where events happened as geometries, never finer than the text says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from geomap.tables import Tables

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ShapeOf = Callable[[str], "BaseGeometry | None"]
"""The outline of a region by its place_id, WGS 84, x = lon and y = lat; None where it has none."""

LEAST_REGION_KM = 50.0
"""Radius of the circle that stands for "the region of" a town, where the town's own reach is smaller."""

_KM_PER_DEGREE = 111.195  # of a great circle on a sphere of 6371.0088 km
_WIDE = frozenset({"country", "continent", "macro_region", "water"})


def event_geometries(tables: Tables, shape_of: ShapeOf) -> list[BaseGeometry | None]:
    """
    Draw events.

    Parameters
    ----------
    tables
        Events and the places they name.
    shape_of
        Outlines of regions.

    Returns
    -------
    geometries
        One an event, in the table's order, WGS 84 degrees, x = lon and y = lat. With geo_precision 1 and 2 the points
        of its places. With 3 the outlines of its regions; a place without one that the text calls a region is a circle
        of `uncertainty_km`, at least `LEAST_REGION_KM`, and a country of which only a part is meant is not drawn.
        With 4 or none, None.
    """
    places = {str(row["place_id"]): row for row in tables.places.to_dict("records")}
    outlines: dict[str, BaseGeometry | None] = {}
    drawn = []
    for place_ids, precision in zip(tables.events["place_ids"], tables.events["geo_precision"].fillna(0), strict=True):
        at = [places[place_id] for place_id in place_ids if place_id in places]
        if precision in {1, 2}:
            parts = [_point(place) for place in at]
        elif precision == 3:
            parts = [_region(place, outlines, shape_of) for place in at]
        else:
            parts = []
        drawn.append(_together([part for part in parts if part is not None]))
    return drawn


def _region(place: Mapping[Any, Any], outlines: dict[str, BaseGeometry | None], shape_of: ShapeOf) -> Any:
    place_id = str(place["place_id"])
    if place_id not in outlines:
        outlines[place_id] = shape_of(place_id)
    return outlines[place_id] or _circle(place)


def _point(place: Mapping[Any, Any]) -> Any:
    import shapely  # noqa: PLC0415 - only formats with geometries need it

    return None if math.isnan(place["lat"]) else shapely.Point(place["lon"], place["lat"])


def _circle(place: Mapping[Any, Any]) -> Any:
    """Return a circle on the ground, or None where only a country, a sea or the like is named."""
    from shapely import affinity  # noqa: PLC0415 - as above

    center = _point(place)
    if center is None or place["kind"] in _WIDE:
        return None
    reach = 0.0 if math.isnan(place["uncertainty_km"]) else place["uncertainty_km"]
    degrees = max(reach, LEAST_REGION_KM) / _KM_PER_DEGREE
    # A degree of longitude shrinks with the cosine of latitude; at the poles it has no length at all.
    stretch = 1 / max(math.cos(math.radians(place["lat"])), 0.01)
    return affinity.scale(center.buffer(degrees), xfact=stretch)


def _together(parts: list[Any]) -> BaseGeometry | None:
    import shapely  # noqa: PLC0415 - as above

    if len(parts) < 2:
        return parts[0] if parts else None
    if all(part.geom_type == "Point" for part in parts):
        return shapely.MultiPoint(parts)
    return shapely.GeometryCollection(parts)
