"""The chosen place -> the resolution: kind, role, precision, whether it is mapped, what to warn of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.model import GeoPrecision, MatchMethod, Mention, Place, Resolution
from geomap.resolution.clues import Clues

IMPLAUSIBLE = "implausible_in_context"
_TOWNS = frozenset({"city", "village"})
_MAPPED_SCORE = 0.4  # what is rather wrong than right is a row, but no mark
_MAPPED_KINDS = frozenset({"admin1", "admin2", "city", "village", "airbase", "facility"})
_MAPPED_ROLES = frozenset({"event_location", "container", "travel"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a mention: the place, the trust in it, how its name matched, why, what else it could be."""

    place: Place
    score: float
    match_method: MatchMethod
    reason: str
    alternatives: tuple[Place, ...] = ()
    warning: str = ""


def settle(mention: Mention, clues: Clues, choice: Choice, *, is_capital: bool) -> Resolution:
    """
    Settle a mention whose place is chosen.

    Parameters
    ----------
    mention
        As found; its kind and role are completed.
    clues
        What the words around it say.
    choice
        The place and why.
    is_capital
        Whether the place is a national capital.
    """
    mention = _completed(mention, choice.place, is_capital=is_capital)
    precision = _precision(mention, clues, choice.place)
    return Resolution(
        mention=mention,
        place=choice.place,
        geo_precision=precision,
        mapped=choice.score >= _MAPPED_SCORE and _is_mapped(mention, clues, choice.place, precision),
        score=round(choice.score, 4),
        match_method=choice.match_method,
        reason=choice.reason,
        alternatives=choice.alternatives,
        warning=choice.warning,
    )


def unresolved(mention: Mention, reason: str, alternatives: Sequence[Place] = (), score: float = 0.0) -> Resolution:
    """Return the resolution of a mention that has no place, with the reason."""
    return Resolution(mention, reason=reason, alternatives=tuple(alternatives), score=score)


def _completed(mention: Mention, place: Place, *, is_capital: bool) -> Mention:
    if mention.kind == "demonym":
        return mention
    if mention.kind == "capital_metonym" and not is_capital:
        return replace(mention, kind=place.kind, role="event_location", literal=True, reason="a place")
    if mention.kind in {"capital_metonym", place.kind}:
        return mention
    return replace(mention, kind=place.kind)


def _precision(mention: Mention, clues: Clues, place: Place) -> GeoPrecision | None:
    """How finely this mention fixes a place: never finer than its words."""
    if clues.part and place.kind == "country" and mention.literal:
        return 3
    if clues.kinds & {"admin1", "admin2"} and place.kind in _TOWNS:
        return 3
    if clues.near and place.geo_precision == 1:
        return 2
    return place.geo_precision


def _is_mapped(mention: Mention, clues: Clues, place: Place, precision: GeoPrecision | None) -> bool:
    if not mention.literal or mention.role not in _MAPPED_ROLES or precision is None or place.lat is None:
        return False
    if place.kind == "country":
        return precision == 3 and mention.role == "event_location"
    if mention.role == "container" or clues.holds is not None:
        return False
    if mention.role == "travel" and "came from" in mention.reason:
        return False
    return place.kind in _MAPPED_KINDS
