"""The gazetteer as a geopy geocoder: the calls that geopy's users know, with no network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Protocol

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.model import Candidate, MentionKind, Place

MOST = 10
REVERSE_KM = 100.0


class PlaceSource(Protocol):
    """What the geocoder needs of a gazetteer."""

    def candidates(
        self,
        toponym: str,
        *,
        kinds: Collection[MentionKind] | None = None,
        countries: Collection[str] | None = None,
        limit: int | None = 10,
    ) -> list[Candidate]:
        """Return the places that a toponym could mean, best first."""
        ...

    def nearest(self, lat: float, lon: float, limit: int = 1, max_km: float = 100.0) -> list[tuple[Place, float]]:
        """Return the places nearest to a point with their distances in km."""
        ...

    def containers(self, place: Place) -> tuple[Place | None, Place | None]:
        """Return the country and the first-order region of a place."""
        ...

    def region_at(self, lat: float, lon: float) -> Place | None:
        """Return the first-order region, else the country, that a point lies in."""
        ...


class GazetteerGeocoder(Geocoder):  # type: ignore[misc] # geopy has no types
    """
    A geopy geocoder that answers from the gazetteer: no server, no key, no rate limit.

    Parameters
    ----------
    gazetteer
        An opened gazetteer.

    Examples
    --------
    >>> from geomap.gazetteer import open_gazetteer  # doctest: +SKIP
    >>> GazetteerGeocoder(open_gazetteer()).geocode("Kyiv")  # doctest: +SKIP
    Location(Kyiv, Ukraine, (50.45466, 30.5238, 0.0))
    """

    def __init__(self, gazetteer: PlaceSource) -> None:
        super().__init__(user_agent="geomap")
        self.gazetteer = gazetteer

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's callers pass it
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:
        """
        Return where a name is.

        Parameters
        ----------
        query
            A name, or a name and what it lies in: "Springfield, Missouri", "Tripoli, Lebanon".
        exactly_one
            The best location alone, or a list of them.
        timeout
            Not needed: nothing is asked of a network.
        limit
            At most so many in the list; 10 by default.
        country_codes
            Only places there, ISO 3166-1 alpha-2, in either case.

        Returns
        -------
        location
            A `geopy.Location` or a list of them, best first; None when the name is not listed. `raw` holds the
            candidate's fields.

        Raises
        ------
        GeocoderQueryError
            If the query is no text.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"{query!r} is no name; a text is wanted, such as 'Kyiv' or 'Tripoli, Lebanon'")
        countries = _codes(country_codes)
        wanted = 1 if exactly_one else limit or MOST
        found = [
            self._location(candidate)
            for candidate in self._candidates(query, countries)
            if candidate.place.lat is not None
        ][:wanted]
        return _answer(found, exactly_one=exactly_one)

    def _candidates(self, query: str, countries: Collection[str] | None) -> list[Candidate]:
        found = self.gazetteer.candidates(query, countries=countries, limit=None)
        name, comma, rest = query.partition(",")
        if found or not comma:
            return found
        found = self.gazetteer.candidates(name, countries=countries, limit=None)
        for container in rest.split(","):
            within = self.gazetteer.candidates(container, kinds={"country", "admin1"}, limit=None)
            found = [one for one in found if any(_lies_in(one.place, area.place) for area in within)]
        return found

    def reverse(
        self,
        query: Point | Sequence[float] | str,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's callers pass it
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """
        Return what is at a point: the nearest place within 100 km, with the region that holds the point.

        Parameters
        ----------
        query
            A `geopy.Point`, a pair of latitude and longitude in WGS 84 degrees, or a text of them.
        exactly_one
            The nearest location alone, or a list of them.
        timeout
            Not needed: nothing is asked of a network.
        limit
            At most so many in the list; 10 by default.

        Returns
        -------
        location
            Nearest first; `raw` holds the place's fields, `distance_km`, and the point's `region`. The region or
            country alone where no place is near, None at sea.

        Raises
        ------
        ValueError
            If the query is no point.
        """
        point = query if isinstance(query, Point) else Point(query)
        region = self.gazetteer.region_at(point.latitude, point.longitude)
        said = None if region is None else asdict(region)
        wanted = 1 if exactly_one else limit or MOST
        found = [
            Location(self._address(place), (place.lat, place.lon), asdict(place) | {"distance_km": km, "region": said})
            for place, km in self.gazetteer.nearest(point.latitude, point.longitude, wanted, REVERSE_KM)
        ]
        if not found and region is not None and region.lat is not None:
            found = [Location(self._address(region), (region.lat, region.lon), asdict(region) | {"region": said})]
        return _answer(found, exactly_one=exactly_one)

    def _location(self, candidate: Candidate) -> Location:
        place = candidate.place
        raw = asdict(place) | {"match_method": candidate.match_method, "matched_name": candidate.matched_name}
        return Location(self._address(place), (place.lat, place.lon), raw)

    def _address(self, place: Place) -> str:
        country, admin1 = self.gazetteer.containers(place)
        names = [place.name, *(area.name for area in (admin1, country) if area is not None)]
        return ", ".join(dict.fromkeys(names))


def _codes(country_codes: str | Sequence[str] | None) -> frozenset[str] | None:
    if country_codes is None:
        return None
    codes = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return frozenset(code.strip().upper() for code in codes)


def _lies_in(place: Place, area: Place) -> bool:
    if area.kind == "country":
        return place.country_code == area.country_code
    return place.admin1_code == area.admin1_code


def _answer(found: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    if not found:
        return None
    return found[0] if exactly_one else found
