"""A gazetteer with a service behind it for the names that it lacks; a run goes on when the service does not answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from geopy.exc import GeocoderServiceError
from geopy.location import Location

from geomap.errors import GeocodingError
from geomap.geocoding.service import CachedGeocoder
from geomap.model import Candidate, GeoPrecision, MentionKind, Place

GIVE_UP_AFTER = 3  # questions in a row without an answer: the service is away, and each costs the patience of several
_KINDS: dict[str, tuple[MentionKind, GeoPrecision | None]] = {
    "country": ("country", 4), "state": ("admin1", 3), "region": ("admin1", 3), "province": ("admin1", 3),
    "county": ("admin2", 3), "district": ("admin2", 3), "city": ("city", 2), "town": ("city", 2),
    "municipality": ("city", 2), "village": ("village", 2), "hamlet": ("village", 2), "suburb": ("village", 2),
    "locality": ("village", 2), "aerodrome": ("airbase", 1), "airfield": ("airbase", 1), "river": ("water", None),
    "sea": ("water", None), "bay": ("water", None), "water": ("water", None), "continent": ("continent", None),
    "house": ("facility", 1), "street": ("line", 2),
}  # fmt: skip


class FallbackSource:
    """
    Asks a gazetteer, then a service for names that the gazetteer lacks; every other call is the gazetteer's.

    Parameters
    ----------
    gazetteer
        An opened gazetteer.
    geocoder
        The service, behind its cache.

    Attributes
    ----------
    not_asked
        Names that the service was not asked for, or did not answer for.
    """

    def __init__(self, gazetteer: Any, geocoder: CachedGeocoder) -> None:
        self._gazetteer = gazetteer
        self._geocoder = geocoder
        self._failures = 0
        self._reason = ""
        self.not_asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        """Pass on what is not about finding a name."""
        return getattr(self._gazetteer, name)

    def candidates(
        self,
        toponym: str,
        *,
        kinds: Collection[MentionKind] | None = None,
        countries: Collection[str] | None = None,
        limit: int | None = 10,
    ) -> list[Candidate]:
        """
        Return the places that a toponym could mean, as `Gazetteer.candidates` does.

        Where the gazetteer knows the name, the service is not asked; its places have match_method "geocoder".
        """
        found: list[Candidate] = self._gazetteer.candidates(toponym, kinds=kinds, countries=countries, limit=limit)
        if found or not toponym.strip() or self._gazetteer.is_name(toponym):
            return found
        places = [_place(location, self._geocoder.name) for location in self._ask(toponym)]
        return [
            Candidate(place, "geocoder", place.name)
            for place in places
            if (kinds is None or place.kind in kinds) and (countries is None or place.country_code in countries)
        ][: limit or None]

    def _ask(self, toponym: str) -> list[Location]:
        if self._failures >= GIVE_UP_AFTER and not self._geocoder.is_known(toponym, exactly_one=False):
            self.not_asked.add(toponym)
            return []
        try:
            found = self._geocoder.geocode(toponym, exactly_one=False)
        except (GeocoderServiceError, GeocodingError) as error:
            self._failures += 1
            self._reason = str(error) or type(error).__name__
            self.not_asked.add(toponym)
            return []
        self._failures = 0
        self.not_asked.discard(toponym)
        return found if isinstance(found, list) else []

    @property
    def warnings(self) -> list[str]:
        """What a run should say of the service: how many names it was not asked for, and why; empty when none."""
        if not self.not_asked:
            return []
        count = f"{len(self.not_asked)} names were" if len(self.not_asked) > 1 else "1 name was"
        return [f"{count} not asked of {self._geocoder.name}: {self._reason}"]


def _place(location: Location, service: str) -> Place:
    raw = location.raw if isinstance(location.raw, dict) else {}
    said = {**raw, **_dict(raw.get("address")), **_dict(raw.get("properties"))}
    word = next((said[key] for key in ("addresstype", "type", "osm_value") if said.get(key) in _KINDS), "")
    kind, precision = _KINDS.get(word, ("facility", 2))
    number = said.get("osm_id") or said.get("place_id") or f"{location.latitude:.5f},{location.longitude:.5f}"
    country = str(said.get("country_code") or said.get("countrycode") or "").upper()
    return Place(
        place_id=f"{service}:{number}",
        name=str(said.get("name") or location.address.split(",")[0]),
        kind=kind,
        lat=location.latitude,
        lon=location.longitude,
        country_code=country if len(country) == 2 else None,
        geo_precision=precision,
        source=service,
        source_id=str(number),
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
