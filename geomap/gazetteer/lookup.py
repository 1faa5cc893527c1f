"""A batch geocoder over the gazetteer: names in, candidates with the reason of each out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from geomap.gazetteer.index import Gazetteer
from geomap.model import Candidate, Place

_RINGS_KM = (30.0, 100.0, 300.0, 1000.0, 3000.0)
FUZZY_KM = 150.0


def lookup(
    gazetteer: Gazetteer,
    toponym: str,
    *,
    near: Place | None = None,
    countries: Collection[str] | None = None,
    limit: int | None = 10,
) -> list[Candidate]:
    """
    Return what a name could mean, best first.

    Parameters
    ----------
    gazetteer
        Where it is looked up.
    toponym
        A name as a text or a person spells it.
    near
        A place that it should lie near, or in when that is a region or country: nearer candidates go first, and a name
        that is not listed is searched by likeness in that region or within 150 km.
    countries
        Only places of these countries, ISO 3166-1 alpha-2.
    limit
        At most so many; all when None or 0.

    Returns
    -------
    candidates
        Each says how its name matched; empty when the name is not listed.
    """
    found = gazetteer.candidates(toponym, countries=countries, limit=None if near else limit)
    if near is None:
        return found
    found = found or _alike(gazetteer, toponym, near, countries)
    found.sort(key=lambda candidate: _ring(candidate.place, near))
    return found[: limit or None]


def _alike(gazetteer: Gazetteer, toponym: str, near: Place, countries: Collection[str] | None) -> list[Candidate]:
    if near.kind in {"country", "admin1"}:
        found = gazetteer.fuzzy(toponym, within=near)
    elif near.lat is not None and near.lon is not None:
        found = gazetteer.fuzzy(toponym, near=(near.lat, near.lon, FUZZY_KM))
    else:
        return []
    return [one for one in found if countries is None or one.place.country_code in countries]


def _ring(place: Place, near: Place) -> int:
    """Return which ring about `near` a place lies in, 0 inside it: within a ring the candidates' order stays."""
    if near.kind == "country" and near.country_code:
        return 0 if place.country_code == near.country_code else 1
    if near.kind == "admin1" and near.admin1_code and place.admin1_code == near.admin1_code:
        return 0
    km = distance(place, near)
    return sum(km > ring for ring in _RINGS_KM) + 1


def distance(place: Place, other: Place) -> float:
    """Return the great-circle distance between two places in km, infinite where one has no point."""
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return math.inf
    first, second = math.radians(place.lat), math.radians(other.lat)
    across = math.radians(other.lon - place.lon)
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(across)
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine)))


def lookup_all(
    gazetteer: Gazetteer,
    toponyms: Iterable[str],
    *,
    near: Place | None = None,
    countries: Collection[str] | None = None,
    limit: int | None = 10,
) -> Iterator[dict[str, Any]]:
    """
    Yield one record a name, in order: a line of `geomap lookup --jsonl`.

    Parameters
    ----------
    gazetteer, near, countries, limit
        As in `lookup`.
    toponyms
        The names; a blank one gives a record without candidates.
    """
    for toponym in toponyms:
        found = lookup(gazetteer, toponym, near=near, countries=countries, limit=limit)
        yield lookup_record(toponym, found)


def lookup_record(toponym: str, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Return one name's candidates as a record for JSON: `query` and `candidates`, each with its place's fields."""
    return {"query": toponym, "candidates": [_record(candidate) for candidate in candidates]}


def _record(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "lat": place.lat,
        "lon": place.lon,
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "iso2": place.country_code,
        "admin1": place.admin1,
        "match_method": candidate.match_method,
        "matched_name": candidate.matched_name,
        "similarity": candidate.similarity,
        "geo_precision": place.geo_precision,
        "uncertainty_km": place.uncertainty_km,
        "population": place.population or None,
        "source": place.source,
    }
