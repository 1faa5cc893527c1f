"""The map as an SVG picture, in Python alone: the same marks, areas and words as the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from geomap.boundaries import all_countries, country_shape, page_topology, region_shape
from geomap.maps.labels import read_labels
from geomap.maps.lettering import Box, Lettering
from geomap.maps.marks import RADIUS, RING_RADIUS, draw_fan, draw_mark, draw_ring, fan_ends
from geomap.maps.payload import event_rows, place_rows
from geomap.maps.projection import Frame, fit
from geomap.maps.svg import SANS, SERIF, clean, polyline, text_at
from geomap.maps.wording import area_name, style_of, words_of

WIDTH, HEIGHT = 1200, 800
_HEAD, _FOOT, _SIDE = 56, 30, 230
_FAN = 8
_REACH = 28.0
_TOWNS = 40

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
    places = place_rows(payload)
    marks, areas = _gather(rows, places)
    frame = fit(_extent(marks, areas), WIDTH - _SIDE, HEIGHT - _HEAD - _FOOT)
    groups = _grouped(frame, marks)
    body = [
        _base(frame),
        *(_area(frame, place, found) for place, found in areas),
        _names(frame, groups, areas, words),
        *(_mark_group(frame, group) for group in groups),
    ]
    heading = text_at(16, 36, title or words["title"], f'{SERIF} font-size="24" font-weight="700"')
    absent = sum(not _is_drawn(row, places) for row in rows)
    said = " · ".join([*([words["unplaced"].replace("{n}", str(absent))] if absent else []), words["worldview"]])
    caption = text_at(16, HEIGHT - 11, said, f'{SANS} font-size="11" fill="#5c5c5c"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-label="{clean(title or words["title"])}"><rect width="100%" height="100%" fill="#fff"/>'
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


def _is_drawn(row: Row, places: Sequence[Row]) -> bool:
    """Return whether a mark or an area shows an event."""
    for at in row["places"]:
        place = places[at["place"]]
        if at["precision"] in {3, 4} and (_shape_of(place) is not None or _has_circle(place)):
            return True
        if at["precision"] in {1, 2} and place.get("lat") is not None:
            return True
    return False


def _has_circle(place: Row) -> bool:
    return place.get("lat") is not None and place["kind"] != "country"


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
        f"{_disputed(frame)}"
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
            parts.append(polyline(points))
    d = "".join(parts)
    return (
        f'<path d="{d}" fill="none" stroke="#f6f4ef" stroke-width="2"/>'
        f'<path d="{d}" fill="none" stroke="#8a7f70" stroke-width="1.1" stroke-dasharray="4 3"/>'
    )


def _names(
    frame: Frame, groups: Iterable[_Group], areas: Iterable[tuple[Row, Sequence[Row]]], words: Mapping[str, Any]
) -> str:
    """Return names of areas, of marks, and of capitals and main towns while there is room."""
    groups = list(groups)
    lettering = Lettering(frame.width, frame.height, (box for group in groups for box in _boxes(group)))
    for place, rows in sorted(areas, key=lambda area: (area[0]["kind"] == "country", -len(area[1]))):
        if place.get("lat") is not None:
            name = area_name(words, place)
            lettering.name_area(
                *frame.at(place["lat"], place["lon"]), name if len(rows) == 1 else f"{name} · {len(rows)}"
            )
    for group in groups:
        if len(group.spots) == 1:
            lettering.name_mark(_around(_boxes(group)), group.spots[0][0]["name"])
    towns = 0
    for name, lat, lon, capital in read_labels()["towns"]:
        if capital or towns <= _TOWNS:
            towns += lettering.name_town(*frame.at(lat, lon), name, is_capital=bool(capital))
    return lettering.svg()


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
    if not _has_circle(place):
        return ""
    x, y = frame.at(place["lat"], place["lon"])
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{frame.pixels(place.get("radius_km", 50), place["lat"]):.1f}" {look}/>'
    )


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


@dataclass(frozen=True, slots=True)
class _Group:
    """Spots too close to be told apart: where they are drawn, and each with its place, precision and events."""

    x: float
    y: float
    spots: Sequence[tuple[Row, int, Sequence[Row]]]

    @property
    def rows(self) -> list[Row]:
        """All their events."""
        return [row for _, _, rows in self.spots for row in rows]

    @property
    def is_ring(self) -> bool:
        """Whether a ring with a number stands for them."""
        return len(self.spots) > 1 or len(self.rows) > _FAN


def _grouped(frame: Frame, marks: Iterable[tuple[Row, int, Sequence[Row]]]) -> list[_Group]:
    """Gather marks that would cover each other, each with the first that it is close to."""
    found: list[tuple[float, float, list[tuple[Row, int, Sequence[Row]]]]] = []
    for spot in marks:
        x, y = frame.at(spot[0]["lat"], spot[0]["lon"])
        near = next((one for one in found if math.hypot(one[0] - x, one[1] - y) < _REACH), None)
        if near:
            near[2].append(spot)
        else:
            found.append((x, y, [spot]))
    return [_Group(*one) for one in found]


def _mark_group(frame: Frame, group: _Group) -> str:
    x, y, rows = group.x, group.y, group.rows
    around = _reach(frame, group) if len(group.spots) == 1 else ""
    if group.is_ring:
        return around + draw_ring(rows, x, y)
    if len(rows) == 1:
        return around + draw_mark(rows[0], x, y)
    return around + "".join(draw_fan(rows, x, y))


def _reach(frame: Frame, group: _Group) -> str:
    """Return the ring of a town: how far it reaches."""
    ((place, precision, rows),) = group.spots
    reach = frame.pixels(place.get("radius_km", 0), place["lat"]) if precision == 2 else 0
    style = style_of(rows[0]["layer"])
    ring = (
        f'<circle cx="{group.x:.1f}" cy="{group.y:.1f}" r="{reach:.1f}" fill="{style["colour"]}" fill-opacity=".1" '
        f'stroke="{style["edge"]}"/>'
    )
    return ring if reach > RADIUS + 2 else ""


def _boxes(group: _Group) -> list[Box]:
    """Return where a group's marks are."""
    if group.is_ring:
        return [
            (group.x - RING_RADIUS - 3, group.y - RING_RADIUS - 3, group.x + RING_RADIUS + 3, group.y + RING_RADIUS + 3)
        ]
    n = len(group.rows)
    ends = [(group.x, group.y)] if n == 1 else fan_ends(n, group.x, group.y)
    return [(x - RADIUS - 2, y - RADIUS - 2, x + RADIUS + 2, y + RADIUS + 2) for x, y in ends]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _legend(rows: Sequence[Row], layers: Iterable[Row], words: Mapping[str, Any]) -> str:
    x, y = WIDTH - _SIDE + 20, _HEAD + 14
    parts = []
    for layer in layers:
        count = sum(row["layer"] == layer["name"] for row in rows)
        if not count:
            continue
        name = layer.get("label") or words["layers"].get(layer["name"], layer["name"])
        parts.append(draw_mark({"layer": layer["name"]}, x, y) + text_at(x + 19, y + 5, f"{name} ({count})", _SMALL))
        y += 24
    y += 12
    strike = {"layer": "strike"}
    for sign, text in (
        (partial(draw_mark, {**strike, "status": "claimed"}), "claimed"),
        (partial(draw_mark, {**strike, "status": "disputed"}), "disputed"),
        (partial(draw_mark, {**strike, "status": "admitted"}), "confirmed"),
        (partial(draw_mark, {"layer": "talks", "modality": "planned"}), "planned"),
        (partial(draw_mark, {**strike, "score": 0.0}), "low"),
        (_region_sign, "region"),
        (partial(draw_ring, [strike, strike]), "many"),
    ):
        lines = _wrapped(words["marks"][text])
        parts.append(sign(x, y))
        parts += [text_at(x + 19, y + 5 + 15 * i, line, _SMALL) for i, line in enumerate(lines)]
        y += 9 + 15 * len(lines)
    return "".join(parts)


_SMALL = f'{SANS} font-size="13"'


def _region_sign(x: float, y: float) -> str:
    edge = style_of("strike")["edge"]
    stripes = "".join(f"M{x + step - 3} {y + 7}L{x + step + 3} {y - 7}" for step in (-6, 0, 6))
    return (
        f'<path d="M{x - 9} {y - 7}h18v14h-18Z" fill="none" stroke="{edge}" stroke-dasharray="4 2"/>'
        f'<path d="{stripes}" stroke="{edge}"/>'
    )


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
            parts.append(polyline(points) + "Z")
    return "".join(parts)
