"""geopy both ways: the gazetteer as a geopy geocoder, and any geopy service behind a cache for what it lacks."""

from geomap.geocoding.answers import AnswerCache
from geomap.geocoding.fallback import FallbackSource
from geomap.geocoding.offline import GazetteerGeocoder
from geomap.geocoding.service import CachedGeocoder, open_service

__all__ = ["AnswerCache", "CachedGeocoder", "FallbackSource", "GazetteerGeocoder", "open_service"]
