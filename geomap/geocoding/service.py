"""Any geopy service behind ours: asked at its own pace, retried with patience, every answer kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderNotFound,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.errors import GeocodingError
from geomap.geocoding.answers import AnswerCache

# Seconds between requests. Nominatim: operations.osmfoundation.org/policies/nominatim (one a second at most); Photon:
# photon.komoot.io ("be fair"); the others, and what is not listed, as carefully.
POLICIES = {"nominatim": 1.0, "photon": 1.0, "arcgis": 0.2, "pelias": 0.2, "geocodeearth": 0.2}
DEFAULT_DELAY = 1.0
ATTEMPTS = 4
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


def open_service(name: str, *, user_agent: str, cache: AnswerCache | None = None, **options: Any) -> CachedGeocoder:
    """
    Open a geopy service by name, behind the cache and at its policy's pace.

    Parameters
    ----------
    name
        geopy's name for it: "nominatim", "photon", "pelias", "arcgis" ...
    user_agent
        Who asks: services want a name and a way to reach you, and refuse a made-up one.
    cache
        Where answers are kept; the user's own file by default.
    options
        For geopy's class: `domain`, `scheme`, `api_key`, `timeout` ...

    Raises
    ------
    GeocodingError
        If geopy knows no such service or refuses the options.
    """
    if not user_agent.strip():
        raise GeocodingError(
            f"{name} wants to know who asks: give a user agent (--user-agent) with your name or e-mail address"
        )
    try:
        # Not geopy's adapter on requests: it retries by itself, and sleeps for as long as a server says.
        options = {"adapter_factory": URLLibAdapter} | options
        service = get_geocoder_for_service(name)(user_agent=user_agent, **options)
    except GeocoderNotFound as error:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise GeocodingError(f"geopy has no service {name!r}; it has {known}") from error
    except (GeopyError, TypeError) as error:
        raise GeocodingError(f"the service {name!r} cannot be opened: {error}") from error
    return CachedGeocoder(service, cache, delay_seconds=POLICIES.get(name.lower(), DEFAULT_DELAY))


class CachedGeocoder(Geocoder):  # type: ignore[misc] # geopy has no types
    """
    A geopy geocoder that asks another one, and never the same thing twice.

    Parameters
    ----------
    service
        Any geopy geocoder; best with `adapter_factory=geopy.adapters.URLLibAdapter`, for the one on requests retries by
        itself.
    cache
        Where answers are kept; the user's own file by default.
    delay_seconds
        Least time between two requests, of all processes that share the cache.
    attempts
        How often a question is put before it counts as failed.
    first_pause
        Seconds before the second attempt; twice as long before each one after, or as long as the service says.
    """

    def __init__(
        self,
        service: Geocoder,
        cache: AnswerCache | None = None,
        *,
        delay_seconds: float = DEFAULT_DELAY,
        attempts: int = ATTEMPTS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        super().__init__(user_agent=service.headers.get("User-Agent"))
        self.service = service
        self.cache = cache if cache is not None else AnswerCache()
        self.name = type(service).__name__.lower()
        self._where = f"{self.name} {getattr(service, 'domain', '')}".strip()
        self._delay = delay_seconds
        self._attempts = attempts
        self._first_pause = first_pause

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: float | None = DEFAULT_SENTINEL, **options: Any
    ) -> Location | list[Location] | None:
        """
        Return where a name is, from the cache or from the service.

        Parameters
        ----------
        query
            A name or an address.
        exactly_one
            The best location alone, or a list of them.
        timeout
            Seconds for one request; the service's own by default.
        options
            What the service's own `geocode` takes: `limit`, `country_codes`, `language` ...

        Returns
        -------
        location
            None when the service knows no such place; that is kept too.

        Raises
        ------
        GeocoderServiceError
            As geopy raises it, when the service still fails after all attempts; nothing is kept then.
        GeocodingError
            If the answer is not in the service's format, or the cache cannot be used.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"{query!r} is no name; a text is wanted")
        if not query.strip():
            return None
        put = {"query": query.strip(), "exactly_one": exactly_one} | options
        ask = _asking(self.service.geocode, timeout)
        return self._answered("geocode", put, lambda: ask(query.strip(), exactly_one=exactly_one, **options))

    def reverse(
        self,
        query: Point | Sequence[float] | str,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,
        **options: Any,
    ) -> Location | list[Location] | None:
        """
        Return what is at a point, from the cache or from the service.

        Parameters
        ----------
        query
            A `geopy.Point`, a pair of latitude and longitude in WGS 84 degrees, or a text of them.
        exactly_one, timeout, options
            As in `geocode`.

        Raises
        ------
        ValueError
            If the query is no point.
        GeocoderServiceError, GeocodingError
            As in `geocode`.
        """
        point = query if isinstance(query, Point) else Point(query)
        put = {"lat": point.latitude, "lon": point.longitude, "exactly_one": exactly_one} | options
        ask = _asking(self.service.reverse, timeout)
        return self._answered("reverse", put, lambda: ask(point, exactly_one=exactly_one, **options))

    def is_known(self, query: str, *, exactly_one: bool = True, **options: Any) -> bool:
        """Return whether `geocode` can answer this from the cache."""
        put = {"query": query.strip(), "exactly_one": exactly_one} | options
        return self.cache.get(self._where, _question("geocode", put)) is not None

    def _answered(self, verb: str, put: dict[str, Any], ask: Callable[[], Any]) -> Location | list[Location] | None:
        question = _question(verb, put)
        records = self.cache.get(self._where, question)
        if records is None:
            answer = self._asked(ask, question)
            records = _records(answer)
            self.cache.put(self._where, question, records)
        found = [Location(one["address"], (one["lat"], one["lon"], one["altitude"]), one["raw"]) for one in records]
        if not found:
            return None
        return found[0] if put["exactly_one"] else found

    def _asked(self, ask: Callable[[], Any], question: str) -> Any:
        """Put a question, again where that may help."""
        for attempt in range(1, self._attempts + 1):
            time.sleep(self.cache.take_turn(self._where, self._delay))
            try:
                return ask()
            except GeocoderServiceError as error:
                pause = self._first_pause * 2 ** (attempt - 1)
                if isinstance(error, GeocoderRateLimited):
                    pause = max(pause, error.retry_after or 0)
                if attempt == self._attempts or not _may_pass(error) or pause > LONGEST_PAUSE:
                    raise
                time.sleep(pause)
            except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
                raise GeocodingError(
                    f"{self._where} answered {question} in a format of its own: {error!r}", query=question
                ) from error
        raise AssertionError  # the last attempt returns or raises

    def close(self) -> None:
        """Close the cache."""
        self.cache.close()


def _asking(method: Callable[..., Any], timeout: Any) -> Callable[..., Any]:
    if timeout is DEFAULT_SENTINEL:
        return method
    return lambda *args, **options: method(*args, timeout=timeout, **options)


def _question(verb: str, put: dict[str, Any]) -> str:
    return json.dumps([verb, put], sort_keys=True, ensure_ascii=False, default=str)


def _records(answer: Location | list[Location] | None) -> list[dict[str, Any]]:
    locations = answer if isinstance(answer, list) else [] if answer is None else [answer]
    return [
        {"address": one.address, "lat": one.latitude, "lon": one.longitude, "altitude": one.altitude, "raw": one.raw}
        for one in locations
    ]


def _may_pass(error: GeocoderServiceError) -> bool:
    """Return whether asking again may help: not where the question, the key or a quota is refused."""
    if isinstance(error, GeocoderRateLimited | GeocoderTimedOut | GeocoderUnavailable | GeocoderParseError):
        return True
    return type(error) is GeocoderServiceError and not isinstance(error, GeocoderQuotaExceeded)
