"""The map as an SVG picture, in Python alone: the same marks, areas and words as the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from geomap.boundaries import all_countries, country_shape, page_topology, region_shape
from geomap.maps.labels import read_labels
from geomap.maps.payload import event_rows, place_rows
from geomap.maps.projection import Frame, fit
from geomap.maps.wording import corners_of, look_of, style_of, words_of

WIDTH, HEIGHT = 1200, 800
_HEAD, _FOOT, _SIDE = 56, 30, 230
_RADIUS = 7.0
_FAN = 8
_LOW_SCORE = 0.5
_SANS = "font-family=\"system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif\""
_SERIF = "font-family=\"Georgia, 'Times New Roman', serif\""

Payload = Mapping[str, Any]
Row = Mapping[str, Any]


def draw_picture(payload: Payload, *, title: str | None = None, lang: str = "en") -> str:
    """
    Draw the events of the layers that are shown at first.

    Parameters
    ----------
    payload
        The page's data, as `geomap.maps.payload.build_payload` gives it.
    title
        Heading; the page's own words when None.
    lang
        BCP 47 tag of the words' language.

    Returns
    -------
    svg
        A whole SVG document of 1200 by 800 pixels that refers to nothing outside itself.
    """
    words = words_of(lang)
    shown = {layer["name"] for layer in payload["layers"] if layer["shown"]}
    rows = [row for row in event_rows(payload) if row["layer"] in shown]
    marks, areas = _gather(rows, place_rows(payload))
    frame = fit(_extent(marks, areas), WIDTH - _SIDE, HEIGHT - _HEAD - _FOOT)
    body = [
        _base(frame),
        *(_area(frame, place, found) for place, found in areas),
        *(_mark_group(frame, place, precision, found) for place, precision, found in marks),
        *(_area_label(frame, place, found) for place, found in areas),
    ]
    heading = _text(16, 36, title or words["title"], f'{_SERIF} font-size="24" font-weight="700"')
    caption = _text(16, HEIGHT - 11, words["worldview"], f'{_SANS} font-size="11" fill="#5c5c5c"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-label="{_clean(title or words["title"])}"><rect width="100%" height="100%" fill="#fff"/>'
        f"{_hatches(areas)}{heading}"
        f'<svg x="0" y="{_HEAD}" width="{frame.width}" height="{frame.height}">{"".join(body)}</svg>'
        f"{_legend(rows, payload['layers'], words)}{caption}</svg>"
    )


def _gather(
    rows: Iterable[Row], places: Sequence[Row]
) -> tuple[list[tuple[Row, int, list[Row]]], list[tuple[Row, list[Row]]]]:
    """Gather events by place: precision 1 and 2 as marks, 3 and 4 as areas, the largest kinds first."""
    marks: dict[tuple[int, int], list[Row]] = {}
    areas: dict[int, list[Row]] = {}
    for row in rows:
        for at in row["places"]:
            if at["precision"] in {3, 4}:
                areas.setdefault(at["place"], []).append(row)
            elif at["precision"] and places[at["place"]].get("lat") is not None:
                marks.setdefault((at["place"], at["precision"]), []).append(row)
    ordered = sorted(areas, key=lambda place: places[place]["kind"] != "country")
    return (
        [(places[place], precision, found) for (place, precision), found in marks.items()],
        [(places[place], areas[place]) for place in ordered],
    )


def _extent(marks: Iterable[tuple[Row, int, Any]], areas: Iterable[tuple[Row, Any]]) -> list[tuple[float, float]]:
    points = [(place["lat"], place["lon"]) for place, _, _ in marks]
    countries: list[tuple[float, float]] = []
    for place, _ in areas:
        shape = _shape_of(place)
        if shape is None:
            points += [(place["lat"], place["lon"])] if place.get("lat") is not None else []
            continue
        west, south, east, north = shape.bounds
        (countries if place["kind"] == "country" else points).extend([(south, west), (north, east)])
    return points or countries


def _shape_of(place: Row) -> Any:
    code = place["id"].partition(":")[2]
    return country_shape(code) if place["kind"] == "country" else region_shape(code)


def _base(frame: Frame) -> str:
    from shapely import clip_by_rect  # noqa: PLC0415 - only pictures need it

    west, south, east, north = frame.bounds()
    tolerance = 180 / frame.scale  # half a pixel, in degrees
    paths = []
    for code in all_countries():
        shape = country_shape(code)
        seen = clip_by_rect(shape, west - 5, max(south - 5, -85), east + 5, min(north + 5, 85)) if shape else None
        if seen is not None and not seen.is_empty:
            paths.append(_path(frame, seen.simplify(tolerance)))
    return (
        f'<rect width="{frame.width}" height="{frame.height}" fill="#dfe8ec"/>'
        f'<path d="{"".join(paths)}" fill="#f6f4ef" fill-rule="evenodd" stroke="#b9b3a8" stroke-width=".8"/>'
        f"{_disputed(frame)}{_names(frame)}"
    )


def _disputed(frame: Frame) -> str:
    topology = page_topology()
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    parts = []
    for line in (arcs for one in topology["objects"]["disputed"]["geometries"] for arcs in one["arcs"]):
        for index in line:
            x = y = 0
            points = []
            for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
                x, y = x + dx, y + dy
                points.append(frame.at(y * sy + ty, x * sx + tx))
            parts.append(_polyline(points))
    d = "".join(parts)
    return (
        f'<path d="{d}" fill="none" stroke="#f6f4ef" stroke-width="2"/>'
        f'<path d="{d}" fill="none" stroke="#8a7f70" stroke-width="1.1" stroke-dasharray="4 3"/>'
    )


def _names(frame: Frame) -> str:
    """Capitals, and main towns while there is room."""
    taken: list[tuple[float, float, float]] = []
    parts = []
    for name, lat, lon, capital in read_labels()["towns"]:
        x, y = frame.at(lat, lon)
        wide = 8 + 6.2 * len(name)
        if not (0 < x < frame.width - wide and 8 < y < frame.height - 8) or (not capital and len(taken) > 40):
            continue
        if any(abs(y - oy) < 15 and x < ox + ow and ox < x + wide for ox, oy, ow in taken):
            continue
        taken.append((x, y, wide))
        weight = 600 if capital else 400
        parts.append(f'<rect x="{x - 1.5:.1f}" y="{y - 1.5:.1f}" width="3" height="3" fill="#77716a"/>')
        parts.append(_halo(x + 5, y + 4, name, f'{_SANS} font-size="11" font-weight="{weight}" fill="#77716a"'))
    return "".join(parts)


def _area(frame: Frame, place: Row, rows: Sequence[Row]) -> str:
    layers = list(dict.fromkeys(row["layer"] for row in rows))
    wide = place["kind"] == "country"
    look = (
        f'fill="url(#{_hatch_id(layers, wide=wide)})" fill-opacity="{0.45 if wide else 0.85}" fill-rule="evenodd" '
        f'stroke="{style_of(layers[0])["edge"]}" stroke-width="1.25" stroke-dasharray="5 3"'
    )
    shape = _shape_of(place)
    if shape is not None:
        return f'<path d="{_path(frame, shape.simplify(180 / frame.scale))}" {look}/>'
    if place.get("lat") is None:
        return ""
    x, y = frame.at(place["lat"], place["lon"])
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{frame.pixels(place.get("radius_km", 50), place["lat"]):.1f}" {look}/>'
    )


def _area_label(frame: Frame, place: Row, rows: Sequence[Row]) -> str:
    if place.get("lat") is None:
        return ""
    x, y = frame.at(place["lat"], place["lon"])
    name = place["name"] if len(rows) == 1 else f"{place['name']} · {len(rows)}"
    return _halo(x, y + 4, name, f'{_SERIF} font-size="13" font-style="italic" font-weight="600" text-anchor="middle"')


def _hatches(areas: Iterable[tuple[Row, Sequence[Row]]]) -> str:
    patterns = {}
    for place, rows in areas:
        layers = list(dict.fromkeys(row["layer"] for row in rows))
        wide = place["kind"] == "country"
        step = 13 if wide else 7
        lines = "".join(
            f'<path d="M{step * (i + 0.5):.1f} 0V{step}" stroke="{style_of(layer)["edge"]}" stroke-width="1.5"/>'
            for i, layer in enumerate(layers)
        )
        patterns[_hatch_id(layers, wide=wide)] = (
            f'<pattern id="{_hatch_id(layers, wide=wide)}" width="{step * len(layers)}" height="{step}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">{lines}</pattern>'
        )
    return f"<defs>{''.join(patterns.values())}</defs>"


def _hatch_id(layers: Sequence[str], *, wide: bool) -> str:
    return "hatch-" + "-".join(style_of(layer)["edge"][1:] for layer in layers) + ("-wide" if wide else "")


def _mark_group(frame: Frame, place: Row, precision: int, rows: Sequence[Row]) -> str:
    x, y = frame.at(place["lat"], place["lon"])
    reach = frame.pixels(place.get("radius_km", 0), place["lat"]) if precision == 2 else 0
    style = style_of(rows[0]["layer"])
    ring = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" fill="{style["colour"]}" fill-opacity=".1" '
        f'stroke="{style["edge"]}"/>'
    )
    around = ring if reach > _RADIUS + 2 else ""
    if len(rows) == 1:
        return around + draw_mark(rows[0], x, y)
    if len(rows) > _FAN:
        count = _text(x, y + 4, str(len(rows)), f'{_SANS} font-size="11" font-weight="600" text-anchor="middle"')
        return (
            f'{around}<circle cx="{x:.1f}" cy="{y:.1f}" r="14" fill="#fff" stroke="#1b1b1b" stroke-width="2"/>{count}'
        )
    return around + "".join(_fanned(rows, x, y))


def _fanned(rows: Sequence[Row], x: float, y: float) -> Iterable[str]:
    """Marks that share a place stand around it on thin lines that lead to it."""
    reach = 11 + 2.2 * len(rows)
    ends = [
        (x + math.cos(angle) * reach, y + math.sin(angle) * reach)
        for angle in (2 * math.pi * i / len(rows) - math.pi / 2 for i in range(len(rows)))
    ]
    for to_x, to_y in ends:
        yield f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="#1b1b1b" stroke-width=".75"/>'
    for row, (to_x, to_y) in zip(rows, ends, strict=True):
        yield draw_mark(row, to_x, to_y)


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
    if row.get("score", 1) < _LOW_SCORE:
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="#1b1b1b" stroke-dasharray="3 2.5"/>'
        )
    return "".join(parts)


def shape_path(shape: str, x: float, y: float, radius: float = _RADIUS) -> str:
    """Return SVG path data of a shape around a point."""
    corners = corners_of(shape)
    if not corners:
        return (
            f"M{x - radius:.1f} {y:.1f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0Z"
        )
    return _polyline([(x + a * radius, y + b * radius) for a, b in corners]) + "Z"


def _legend(rows: Sequence[Row], layers: Iterable[Row], words: Mapping[str, Any]) -> str:
    x, y = WIDTH - _SIDE + 20, _HEAD + 14
    parts = []
    for layer in layers:
        count = sum(row["layer"] == layer["name"] for row in rows)
        if not count:
            continue
        name = layer.get("label") or words["layers"].get(layer["name"], layer["name"])
        parts.append(draw_mark({"layer": layer["name"]}, x, y) + _text(x + 16, y + 5, f"{name} ({count})", _SMALL))
        y += 24
    y += 12
    strike = {"layer": "strike"}
    for row, text in (
        ({**strike, "status": "claimed"}, "claimed"),
        ({**strike, "status": "disputed"}, "disputed"),
        ({**strike, "status": "admitted"}, "confirmed"),
        ({"layer": "talks", "modality": "planned"}, "planned"),
        ({**strike, "score": 0.0}, "low"),
    ):
        lines = _wrapped(words["marks"][text])
        parts.append(draw_mark(row, x, y))
        parts += [_text(x + 16, y + 5 + 15 * i, line, _SMALL) for i, line in enumerate(lines)]
        y += 9 + 15 * len(lines)
    return "".join(parts)


_SMALL = f'{_SANS} font-size="13"'


def _wrapped(text: str, width: int = 27) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _path(frame: Frame, shape: Any) -> str:
    parts = []
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.geom_type != "Polygon":
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = [frame.at(lat, lon) for lon, lat in ring.coords]
            parts.append(_polyline(points) + "Z")
    return "".join(parts)


def _polyline(points: Iterable[tuple[float, float]]) -> str:
    """Return path data without points that fall on the same tenth of a pixel."""
    steps: list[str] = []
    for x, y in points:
        step = f"{x:.1f} {y:.1f}"
        if not steps or step != steps[-1]:
            steps.append(step)
    return "M" + "L".join(steps) if steps else ""


def _text(x: float, y: float, text: str, attributes: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {attributes}>{_clean(text)}</text>'


def _halo(x: float, y: float, text: str, attributes: str) -> str:
    around = 'stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return _text(x, y, text, f"{attributes} {around}")


def _clean(text: str) -> str:
    """Escape for XML, which cannot hold control characters or lone surrogates at all."""
    kept = "".join(
        char if char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff" else "\ufffd"
        for char in text
    )
    return escape(kept)
