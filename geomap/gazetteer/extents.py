"""Points and radii of countries and regions, from their polygons."""

from __future__ import annotations

import math


class Extents:
    """Representative points and equal-area radii of boundaries, where geomap has the polygon."""

    def region(self, code: str) -> tuple[float, float, float] | None:
        """Return (lat, lon, radius in km) of a first-order region, None without a polygon."""
        try:
            from geomap.boundaries import region_shape  # noqa: PLC0415
        except ImportError:
            return None
        try:
            shape = region_shape(code)
        except ValueError:
            return None
        if shape is None:
            return None
        point = shape.representative_point()
        area = shape.area * 111.32**2 * math.cos(math.radians(point.y))
        return float(point.y), float(point.x), round(math.sqrt(area / math.pi), 1)
