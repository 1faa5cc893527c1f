"""Names in a picture, each where it touches nothing that was there before, or nowhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geomap.maps.svg import SANS, SERIF, halo

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

_WIDE = 0.62  # of the font's size, for a bold letter; a picture knows no font's measures
_AWAY = 24.0  # pixels from which a line leads from a name to its area
_NEAR = sorted(
    ((side, dy) for side in (0.0, 1.2, -1.2) for dy in (0, -18, 18, -34, 34, -50, 50)), key=lambda at: abs(at[1])
)


class Lettering:
    """
    What a picture's names must keep clear of, and the names so far.

    Parameters
    ----------
    width, height
        Of the picture, in pixels: no name is cut by its edge.
    marks
        Boxes of the marks.
    """

    def __init__(self, width: float, height: float, marks: Iterable[Box]) -> None:
        self._width = width
        self._height = height
        self._taken = list(marks)
        self._marks = len(self._taken)
        self._parts: list[str] = []

    def svg(self) -> str:
        """Return all names as SVG."""
        return "".join(self._parts)

    def boxes(self) -> list[Box]:
        """Return where the names are."""
        return self._taken[self._marks :]

    def name_area(self, x: float, y: float, name: str) -> None:
        """Write an area's name about its point, or beside it with a line that leads to it."""
        half = _breadth(name, 13) / 2
        places = [(x + side * half, y + dy) for side, dy in _NEAR]
        places.sort(key=lambda at: math.hypot(at[0] - x, at[1] - y))
        found = next((at for at in places if self._take((at[0] - half, at[1] - 8, at[0] + half, at[1] + 8))), None)
        if found is None:
            return
        if math.hypot(found[0] - x, found[1] - y) > _AWAY:
            self._parts.append(
                f'<path d="M{x:.1f} {y:.1f}L{found[0]:.1f} {found[1]:.1f}" stroke="#1b1b1b" stroke-width=".75"/>'
            )
        look = f'{SERIF} font-size="13" font-style="italic" font-weight="600" text-anchor="middle"'
        self._parts.append(halo(found[0], found[1] + 4, name, look))

    def name_mark(self, box: Box, name: str) -> None:
        """Write a place's name to the right of its marks, else to the left."""
        wide = _breadth(name, 12)
        y = (box[1] + box[3]) / 2
        for left in (box[2] + 3, box[0] - 3 - wide):
            if self._take((left, y - 8, left + wide, y + 8)):
                self._parts.append(halo(left, y + 4, name, f'{SANS} font-size="12" font-weight="600"'))
                return

    def name_town(self, x: float, y: float, name: str, *, is_capital: bool) -> bool:
        """Write a town of the base map; return whether there was room."""
        if not self._take((x - 4, y - 8, x + 8 + _breadth(name, 11), y + 8)):
            return False
        weight = 600 if is_capital else 400
        self._parts.append(f'<rect x="{x - 1.5:.1f}" y="{y - 1.5:.1f}" width="3" height="3" fill="#77716a"/>')
        self._parts.append(halo(x + 5, y + 4, name, f'{SANS} font-size="11" font-weight="{weight}" fill="#77716a"'))
        return True

    def _take(self, box: Box) -> bool:
        """Take a box where nothing is in the way."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self._width or bottom > self._height or touches(box, self._taken):
            return False
        self._taken.append(box)
        return True


def _breadth(text: str, size: float) -> float:
    return _WIDE * size * len(text)


def touches(box: Box, others: Sequence[Box]) -> bool:
    """Return whether a box overlaps one of the others."""
    return any(box[0] < o[2] and box[2] > o[0] and box[1] < o[3] and box[3] > o[1] for o in others)
