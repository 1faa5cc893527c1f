"""What resolving is told (`Hints`) and what it asks of a gazetteer (`CandidateSource`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from geomap.model import Candidate, MentionKind, Place


@dataclass(frozen=True, slots=True)
class Hints:
    """
    What the caller knows before reading.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 codes of the countries that the documents are about: a strong prior, not a filter.
    near
        (lat, lon) in WGS 84 degrees of a place that the documents are about, such as a newspaper's home.
    min_score
        Below this score the answer is no place, with the reason and the alternatives.
    """

    countries: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    min_score: float = 0.0


class CandidateSource(Protocol):
    """Where candidates come from: a gazetteer, or whatever else offers the same."""

    def candidates(
        self,
        toponym: str,
        *,
        kinds: Collection[MentionKind] | None = None,
        countries: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Return the places that a toponym could mean, best first."""
        ...

    def fuzzy(
        self,
        toponym: str,
        *,
        within: Place | None = None,
        near: tuple[float, float, float] | None = None,
        kinds: Collection[MentionKind] | None = None,
        limit: int = 5,
    ) -> list[Candidate]:
        """Return places of a region, or near (lat, lon, km), whose names are like a toponym, most alike first."""
        ...

    def demonym(self, word: str) -> Place | None:
        """Return the country or region whose people or adjective a word is."""
        ...

    def place(self, place_id: str) -> Place:
        """Return the place with an id; GazetteerError if there is none."""
        ...

    def containers(self, place: Place) -> tuple[Place | None, Place | None]:
        """Return the country and the first-order region that hold a place."""
        ...

    def capital_of(self, place: Place) -> str | None:
        """Return the country whose capital a place is."""
        ...
