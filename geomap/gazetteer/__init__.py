"""The offline gazetteer: an index of place names built once from installed packages, then memory-mapped."""

from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.gazetteer.isocodes import country_iso3
from geomap.gazetteer.names import fold

__all__ = ["Gazetteer", "country_iso3", "fold", "open_gazetteer"]
