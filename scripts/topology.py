"""A TopoJSON writer for polygons that share edges: integer grid, each shared arc once, the same bytes every time."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely

GRID = 0.002  # degrees, about 200 m; both files share it so that a page can hold arcs of both
Point = tuple[int, int]


def quantised(ring: Any) -> list[Point]:
    """A ring on the grid, open (last point not repeated), repeats dropped; empty when it collapses."""
    xy = np.rint((shapely.get_coordinates(ring) - (-180, -90)) / GRID).astype(int)
    keep = np.ones(len(xy), dtype=bool)
    keep[1:] = (xy[1:] != xy[:-1]).any(axis=1)
    points = [(int(x), int(y)) for x, y in xy[keep]]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points if len(set(points)) >= 3 else []


def speck(shape: Any) -> list[Point]:
    """A one-cell diamond for what is smaller than the grid."""
    point = shape.representative_point()
    x, y = round((point.x + 180) / GRID), round((point.y + 90) / GRID)
    return [(x - 1, y), (x, y + 1), (x + 1, y), (x, y - 1)]


class Topology:
    """Objects and the arcs they share, until written."""

    def __init__(self) -> None:
        self.objects: dict[str, list[dict[str, Any]]] = {}
        self.rings: list[tuple[list[Point], bool]] = []
        self.widths: list[float] = []

    def add(self, name: str, rows: list[tuple[str, Any, dict[str, Any]]]) -> None:
        """Add polygons: id, shape, properties."""
        self.objects[name] = [
            {"type": "MultiPolygon", "id": code, "properties": said, "polygons": self._polygons(shape)}
            for code, shape, said in rows
        ]
        for row in self.objects[name]:
            row["bbox"] = self.bbox(row["polygons"])

    def add_lines(self, name: str, rows: list[tuple[str, Any]]) -> None:
        """Add lines: id and shape."""
        made = []
        for code, shape in rows:
            lines = []
            for part in shapely.get_parts(shape):
                xy = np.rint((shapely.get_coordinates(part) - (-180, -90)) / GRID).astype(int)
                points = list(dict.fromkeys((int(x), int(y)) for x, y in xy))
                if len(points) > 1:
                    self.rings.append((points, False))
                    self.widths.append(0.0)
                    lines.append(len(self.rings) - 1)
            made.append({"type": "MultiLineString", "id": code, "lines": lines})
        self.objects[name] = made

    def _polygons(self, shape: Any) -> list[list[int]]:
        made = []
        width = float(np.sqrt(shape.area))
        for part in shapely.get_parts(shape):
            outer = quantised(part.exterior)
            if not outer:
                continue
            rings = [outer, *[r for r in map(quantised, part.interiors) if r]]
            first = len(self.rings)
            self.rings += [(r, True) for r in rings]
            self.widths += [width] * len(rings)
            made.append(list(range(first, first + len(rings))))
        if not made:
            self.rings.append((speck(shape), True))
            self.widths.append(0.0)
            made.append([len(self.rings) - 1])
        return made

    def _junctions(self) -> set[Point]:
        neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
        for points, closed in self.rings:
            if closed:
                for i, point in enumerate(points):
                    neighbours[point].add(frozenset((points[i - 1], points[(i + 1) % len(points)])))
        return {p for p, pairs in neighbours.items() if len(pairs) > 1}

    def as_dict(self, tolerance: Callable[[float], float] | None = None) -> dict[str, Any]:
        """
        Return the TopoJSON object.

        `tolerance` gives the degrees by which an arc may be simplified, of the width of the narrowest shape that it
        bounds: a small region keeps more of its border than a large one.
        """
        junctions = self._junctions()
        numbers: dict[tuple[Point, ...], int] = {}
        indexes = [
            [number(numbers, piece) for piece in cut(points, junctions)] if closed else [number(numbers, tuple(points))]
            for points, closed in self.rings
        ]
        arcs = list(numbers)
        if tolerance:
            narrow = [float("inf")] * len(arcs)
            for ring, width in zip(indexes, self.widths, strict=True):
                for index in ring:
                    narrow[max(index, ~index)] = min(narrow[max(index, ~index)], width)
            arcs = [simplified(arc, tolerance(width)) for arc, width in zip(arcs, narrow, strict=True)]
        objects = {}
        for name, rows in self.objects.items():
            objects[name] = {"type": "GeometryCollection", "geometries": [numbered(r, indexes) for r in rows]}
        deltas = [[list(a) for a in delta(arc)] for arc in arcs]
        transform = {"scale": [GRID, GRID], "translate": [-180, -90]}
        return {"type": "Topology", "transform": transform, "objects": objects, "arcs": deltas}

    def bbox(self, polygons: list[list[int]]) -> list[float]:
        """West, south, east, north in degrees."""
        xy = np.array([p for rings in polygons for p in self.rings[rings[0]][0]])
        low, high = xy.min(axis=0) * GRID - (180, 90), xy.max(axis=0) * GRID - (180, 90)
        return [round(float(v), 3) for v in (*low, *high)]


def cut(points: list[Point], junctions: set[Point]) -> list[tuple[Point, ...]]:
    """A ring as arcs between junctions; a ring without any starts at its smallest point."""
    at = [i for i, p in enumerate(points) if p in junctions]
    if not at:
        start = points.index(min(points))
        ring = points[start:] + points[: start + 1]
        return [tuple(ring)]
    turned = points[at[0] :] + points[: at[0] + 1]
    pieces, current = [], [turned[0]]
    for point in turned[1:]:
        current.append(point)
        if point in junctions:
            pieces.append(tuple(current))
            current = [point]
    return pieces


def simplified(arc: tuple[Point, ...], degrees: float) -> tuple[Point, ...]:
    """An arc without what is nearer than so many degrees to a straight line; a closed one keeps three corners."""
    line = shapely.linestrings(np.array(arc, dtype=float))
    closed = arc[0] == arc[-1]
    for tolerance in (degrees, degrees / 4, degrees / 16):
        thin = shapely.get_coordinates(shapely.simplify(line, tolerance / GRID, preserve_topology=True))
        if not closed or len(thin) >= 4:
            return tuple((int(x), int(y)) for x, y in thin)
    return arc


def number(arcs: dict[tuple[Point, ...], int], arc: tuple[Point, ...]) -> int:
    """The arc's index, or the complement of the index of the same arc backwards."""
    backwards = arc[::-1]
    if arc not in arcs and backwards in arcs:
        return ~arcs[backwards]
    return arcs.setdefault(arc, len(arcs))


def delta(arc: tuple[Point, ...]) -> list[Point]:
    """First point absolute, then differences."""
    return [arc[0], *[(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc)]]


def numbered(row: dict[str, Any], indexes: list[list[int]]) -> dict[str, Any]:
    """A geometry with arc indexes in place of ring numbers."""
    made: dict[str, Any] = {k: row[k] for k in ("type", "id", "properties", "bbox") if row.get(k)}
    if "lines" in row:
        made["arcs"] = [indexes[r] for r in row["lines"]]
    else:
        made["arcs"] = [[indexes[r] for r in polygon] for polygon in row["polygons"]]
    return made


def write(topology: Topology, path: Path, tolerance: Callable[[float], float] | None = None) -> None:
    """Gzip with no time stamp, so that the same input gives the same bytes; an arc a line, to read one at a time."""
    made = topology.as_dict(tolerance)
    arcs = ",\n".join(json.dumps(arc, separators=(",", ":")) for arc in made.pop("arcs"))
    head = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    text = f'{head[:-1]},"arcs":[\n{arcs}\n]}}'.encode()
    path.write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
    print(path.name, len(text) // 1024, "KB,", path.stat().st_size // 1024, "KB compressed")
