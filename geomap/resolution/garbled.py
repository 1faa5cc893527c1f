"""Misspelt and badly translated names: places of the right kind, spelt alike, in the area that the text gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from geomap.model import Candidate, MentionKind, Place
from geomap.resolution.groups import Group
from geomap.resolution.records import CandidateSource

_TOWNS: frozenset[MentionKind] = frozenset({"city", "village"})
_SITES: frozenset[MentionKind] = frozenset({"airbase"})
_LEAST = {"container": 0.6, "region": 0.72, "country": 0.84}


@dataclass(frozen=True, slots=True)
class Area:
    """Where a garbled name may lie, and how the text gave it: "container", "region" or "country"."""

    place: Place
    basis: str


def find_garbled(
    group: Group, areas: Iterable[Area], source: CandidateSource, *, located: bool, exact: Place | None = None
) -> tuple[Candidate, Area] | None:
    """
    Find what a name that fits no candidate may be a misspelling of.

    Parameters
    ----------
    group
        The mentions of the name.
    areas
        Where to look, the surest first.
    source
        Finds names spelt alike within an area.
    located
        Whether the words beside the name say that it is a place; else a whole country is too much to search.
    exact
        A place of just this name that does not fit; where it lies in the area too, only a site may replace it.

    Returns
    -------
    found
        The place most alike in the first area that has one alike enough, and that area; None if none has.
    """
    for area in areas:
        if area.basis == "country" and not located:
            continue
        near = exact is not None and exact.country_code == area.place.country_code and area.basis == "country"
        for kinds in kind_sets(group):
            if kinds is _TOWNS and area.basis == "country" and "airbase" in group.kinds | group.listed:
                continue
            if near and kinds is not _SITES:
                continue
            hits = source.fuzzy(group.name, within=area.place, kinds=kinds, limit=5)
            best = _best(hits, _LEAST[area.basis])
            if best is not None:
                return best, area
    return None


def kind_sets(group: Group) -> list[Collection[MentionKind]]:
    """Return the kinds of place to look for, one set a round, the surest first."""
    if "airbase" in group.kinds | group.listed:
        return [_SITES, _TOWNS]
    if group.kinds & {"admin1", "admin2"}:
        return [group.kinds & {"admin1", "admin2"} | {"admin1"}]
    if group.kinds & _TOWNS or not group.kinds:
        return [_TOWNS]
    return [group.kinds, _TOWNS]


def _best(hits: Sequence[Candidate], least: float) -> Candidate | None:
    """The most alike, the more populous of two that are nearly as alike."""
    good = [hit for hit in hits if hit.similarity >= least]
    if not good:
        return None
    top = good[0].similarity
    close = [hit for hit in good if hit.similarity >= top - 0.04]
    return max(close, key=lambda hit: (hit.place.population > 20_000, hit.similarity, hit.place.population))
