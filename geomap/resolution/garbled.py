"""Misspelt and badly translated names: places of the right kind, spelt alike, in the area that the text gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from geomap.model import Candidate, MentionKind, Place
from geomap.resolution.groups import Group
from geomap.resolution.hints import CandidateSource

_TOWNS: frozenset[MentionKind] = frozenset({"city", "village"})
_SITES: frozenset[MentionKind] = frozenset({"airbase"})
_LEAST = {"container": 0.72, "region": 0.75, "document": 0.8, "country": 0.84}
# How a translator from Cyrillic, Arabic or Persian may hear a letter otherwise.
_RESPELT = (
    ("j", "dzh"),
    ("j", "zh"),
    ("dj", "dzh"),
    ("x", "kh"),
    ("c", "ts"),
    ("g", "h"),
    ("h", "kh"),
    ("w", "v"),
    ("ee", "i"),
    ("oo", "u"),
)
# Countries with over 10,000 listed towns: something there is spelt like anything.
_CROWDED = frozenset({"US", "MX", "CN", "FR", "DE", "IT"})
_WORDS = 3  # words that a misspelt name has at most
_RESPELT_COST = 0.85


@dataclass(frozen=True, slots=True)
class Area:
    """Where a garbled name may lie, and how the text gave it: "container", "region", "document" or "country"."""

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
    if group.name.count(" ") >= _WORDS:
        return None
    for area in areas:
        wide = area.basis in {"document", "country"}
        if wide and (not located or (area.basis == "country" and area.place.country_code in _CROWDED)):
            continue
        near = exact is not None and exact.country_code == area.place.country_code and wide
        for kinds in kind_sets(group):
            if kinds is _TOWNS and wide and "airbase" in group.kinds | group.listed:
                continue
            if near and kinds is not _SITES:
                continue
            best = _most_alike(group.name, area, kinds, source)
            if best is not None:
                return best, area
    return None


def _most_alike(name: str, area: Area, kinds: Collection[MentionKind], source: CandidateSource) -> Candidate | None:
    """The place most alike, as the name is written or, within a region, as it may have been heard."""
    best = _best(source.fuzzy(name, within=area.place, kinds=kinds, limit=5), _LEAST[area.basis])
    if best is not None or area.basis not in {"container", "region"}:
        return best
    lower = name.lower()
    spellings = {lower.replace(heard, written) for heard, written in _RESPELT if heard in lower}
    hits = [hit for one in sorted(spellings) for hit in source.fuzzy(one, within=area.place, kinds=kinds, limit=2)]
    hits = [replace(hit, similarity=round(hit.similarity * _RESPELT_COST, 4)) for hit in hits]
    return _best(sorted(hits, key=lambda hit: -hit.similarity), _LEAST[area.basis])


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
