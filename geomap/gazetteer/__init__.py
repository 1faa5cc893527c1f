"""The offline gazetteer: an index of place names built once from installed packages, then memory-mapped."""

from geomap.folding import fold
from geomap.gazetteer.downloads import download_geonames
from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.gazetteer.info import GazetteerInfo, LayerInfo, attributions, gazetteer_info
from geomap.gazetteer.isocodes import country_iso3
from geomap.gazetteer.lookup import lookup, lookup_all, lookup_record
from geomap.gazetteer.rebuild import build_gazetteer

__all__ = [
    "Gazetteer",
    "GazetteerInfo",
    "LayerInfo",
    "attributions",
    "build_gazetteer",
    "country_iso3",
    "download_geonames",
    "fold",
    "gazetteer_info",
    "lookup",
    "lookup_all",
    "lookup_record",
    "open_gazetteer",
]
