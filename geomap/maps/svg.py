"""Pieces of SVG: text that cannot break out of it, and paths."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

SANS = "font-family=\"system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif\""
SERIF = "font-family=\"Georgia, 'Times New Roman', serif\""


def text_at(x: float, y: float, text: str, attributes: str) -> str:
    """Return a text element."""
    return f'<text x="{x:.1f}" y="{y:.1f}" {attributes}>{clean(text)}</text>'


def halo(x: float, y: float, text: str, attributes: str) -> str:
    """Return a text element with a white edge, to be read on any ground."""
    around = 'stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return text_at(x, y, text, f"{attributes} {around}")


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """Return path data without points that fall on the same tenth of a pixel."""
    steps: list[str] = []
    for x, y in points:
        step = f"{x:.1f} {y:.1f}"
        if not steps or step != steps[-1]:
            steps.append(step)
    return "M" + "L".join(steps) if steps else ""


def clean(text: str) -> str:
    """Escape for XML, which cannot hold control characters or lone surrogates at all."""
    kept = "".join(
        char if char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff" else "\ufffd"
        for char in text
    )
    return escape(kept)
