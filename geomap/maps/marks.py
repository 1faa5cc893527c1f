"""Marks of events in a picture: the shapes, colours and strokes of the page's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geomap.maps.svg import SANS, polyline, text_at
from geomap.maps.wording import corners_of, look_of, style_of

RADIUS = 7.0
RING_RADIUS = 12.0
LOW_SCORE = 0.5

Row = Mapping[str, Any]


def draw_mark(row: Row, x: float, y: float) -> str:
    """Return one event's mark: its layer's shape and colour, and what is known of the claim and the place."""
    style = style_of(row["layer"])
    d = shape_path(style["shape"], x, y)
    look, planned = look_of(row.get("status", "reported")), row.get("modality") == "planned"
    weak = look in {"claimed", "disputed"} and not planned
    fill = "#fff" if planned else style["colour"]
    stroke = "#1b1b1b" if look == "confirmed" and not planned else style["edge"]
    width = 2.25 if planned else {"confirmed": 2.5, "reported": 0.75}.get(look, 1.75)
    shape = (
        f'<path d="{d}" fill="#fff"/><path d="{d}" fill="{fill}" fill-opacity="{0.3 if weak else 1}" '
        f'stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"/>'
    )
    parts = [shape]
    if look == "disputed":
        parts.append(
            f'<path d="M{x - 7:.1f} {y + 7:.1f}L{x + 7:.1f} {y - 7:.1f}" stroke="#1b1b1b" stroke-width="1.5"/>'
        )
    if row.get("score", 1) < LOW_SCORE:
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="#1b1b1b" stroke-dasharray="3 2.5"/>'
        )
    return "".join(parts)


def shape_path(shape: str, x: float, y: float, radius: float = RADIUS) -> str:
    """Return SVG path data of a shape around a point."""
    corners = corners_of(shape)
    if not corners:
        return (
            f"M{x - radius:.1f} {y:.1f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0Z"
        )
    return polyline([(x + a * radius, y + b * radius) for a, b in corners]) + "Z"


def draw_ring(rows: Sequence[Row], x: float, y: float) -> str:
    """Return a ring in the colours of the events' layers, with their number."""
    round_length = 2 * math.pi * RING_RADIUS
    parts = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RING_RADIUS + 2}" fill="#fff"/>']
    start = 0.0
    for layer, count in Counter(row["layer"] for row in rows).items():
        part = count / len(rows) * round_length
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RING_RADIUS}" fill="none" stroke="{style_of(layer)["colour"]}" '
            f'stroke-width="4" stroke-dasharray="{part:.2f} {round_length:.2f}" stroke-dashoffset="{-start:.2f}"/>'
        )
        start += part
    parts.append(text_at(x, y + 4, str(len(rows)), f'{SANS} font-size="11" font-weight="600" text-anchor="middle"'))
    return "".join(parts)


def fan_ends(n: int, x: float, y: float) -> list[tuple[float, float]]:
    """Return where marks stand that share a place."""
    reach = 11 + 2.2 * n
    angles = (2 * math.pi * i / n - math.pi / 2 for i in range(n))
    return [(x + math.cos(angle) * reach, y + math.sin(angle) * reach) for angle in angles]


def draw_fan(rows: Sequence[Row], x: float, y: float) -> Iterable[str]:
    """Draw marks that share a place: they stand around it on thin lines that lead to it."""
    ends = fan_ends(len(rows), x, y)
    for to_x, to_y in ends:
        yield f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="#1b1b1b" stroke-width=".75"/>'
    for row, (to_x, to_y) in zip(rows, ends, strict=True):
        yield draw_mark(row, to_x, to_y)
