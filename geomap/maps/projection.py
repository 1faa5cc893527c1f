"""Web Mercator from degrees to the pixels of a picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_EDGE = 85.0511  # where the square world of Web Mercator ends
_EARTH_KM = 40_075.0


@dataclass(frozen=True, slots=True)
class Frame:
    """
    A rectangle of pixels that shows a part of the world.

    `scale` is the width in pixels of the whole world; `(left, top)` is the picture's corner, in pixels of that world.
    """

    width: float
    height: float
    scale: float
    left: float
    top: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return x and y in pixels, y downwards, of WGS 84 degrees."""
        x, y = _unit(lat, lon)
        return x * self.scale - self.left, y * self.scale - self.top

    def pixels(self, km: float, lat: float) -> float:
        """Return how many pixels a distance has at a latitude."""
        return km / _EARTH_KM * self.scale / max(math.cos(math.radians(lat)), 0.05)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of the picture, WGS 84 degrees."""
        west, east = ((x + self.left) / self.scale * 360 - 180 for x in (0, self.width))
        north, south = (_latitude((y + self.top) / self.scale) for y in (0, self.height))
        return west, south, east, north


def fit(points: Iterable[Sequence[float]], width: float, height: float, *, margin: float = 48) -> Frame:
    """
    Return the frame that shows all points, none closer than `margin` pixels to its edge.

    Parameters
    ----------
    points
        Pairs of lat and lon, WGS 84 degrees; none shows the whole world.
    width, height
        Size in pixels.
    margin
        Room to leave, pixels.
    """
    placed = [_unit(lat, lon) for lat, lon in points] or [_unit(70, -170), _unit(-55, 180)]
    west, east = min(x for x, _ in placed), max(x for x, _ in placed)
    north, south = min(y for _, y in placed), max(y for _, y in placed)
    wide = (width - 2 * margin) / max(east - west, 1e-9)
    high = (height - 2 * margin) / max(south - north, 1e-9)
    scale = min(wide, high, 256 * 2.0**8)
    left = (west + east) / 2 * scale - width / 2
    top = (north + south) / 2 * scale - height / 2
    return Frame(width, height, scale, left, top)


def _unit(lat: float, lon: float) -> tuple[float, float]:
    sine = math.sin(math.radians(max(min(lat, _EDGE), -_EDGE)))
    return lon / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))
