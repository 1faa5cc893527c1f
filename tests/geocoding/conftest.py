from __future__ import annotations

import pytest
from geocoding_server import GeocodingServer
from geopy.adapters import URLLibAdapter
from geopy.geocoders import Nominatim, Photon

from geomap.geocoding import AnswerCache, CachedGeocoder

AGENT = "geomap-tests (me@example.org)"


@pytest.fixture
def server():
    with GeocodingServer() as running:
        yield running


@pytest.fixture
def cache(tmp_path):
    opened = AnswerCache(tmp_path / "cache" / "answers.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def nominatim(server, cache):
    with Nominatim(scheme="http", domain=server.domain, user_agent=AGENT, adapter_factory=URLLibAdapter) as service:
        yield CachedGeocoder(service, cache, delay_seconds=0, first_pause=0.02)


@pytest.fixture
def photon(server, cache):
    with Photon(scheme="http", domain=server.domain, user_agent=AGENT, adapter_factory=URLLibAdapter) as service:
        yield CachedGeocoder(service, cache, delay_seconds=0, first_pause=0.02)
