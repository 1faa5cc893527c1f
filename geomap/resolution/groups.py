"""Mentions of one name in a document taken together: one sense a name, unless their words say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.model import Candidate, Mention, MentionKind, Place
from geomap.resolution.clues import Clues


@dataclass(slots=True)
class Group:
    """
    The mentions of a document that share a name and what their words announce.

    Parameters
    ----------
    name
        The toponym as first written.
    members
        Indexes of the mentions.
    kinds, listed
        What their words, or a list that they stand in, call them.
    containers
        Indexes of mentions that hold them ("Redding, Calif.").
    holds
        Whether one of them holds another mention.
    is_metonym
        Whether one of them stands for a government as its capital.
    candidates
        What the name could mean, best first, as far as the gazetteer knows without context.
    container_places
        What the containers can be, as far as that holds a candidate.
    """

    name: str
    members: list[int]
    kinds: set[MentionKind]
    listed: set[MentionKind]
    containers: list[int]
    holds: bool = False
    is_metonym: bool = False
    candidates: tuple[Candidate, ...] = ()
    container_places: list[Place] = field(default_factory=list)


def group_mentions(mentions: Sequence[Mention], clues: Sequence[Clues]) -> list[Group]:
    """
    Group the mentions of a document by name, apart where one is called a region and another a town.

    Parameters
    ----------
    mentions
        In text order.
    clues
        One a mention.

    Returns
    -------
    groups
        In order of first mention; every mention is in one.
    """
    groups: dict[tuple[str, bool, bool], Group] = {}
    for k, (mention, clue) in enumerate(zip(mentions, clues, strict=True)):
        is_region = bool(clue.kinds & {"admin1", "admin2"})
        key = (mention.text.casefold(), mention.kind == "demonym", is_region)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(mention.text, [], set(), set(), [])
        group.members.append(k)
        group.kinds |= clue.kinds
        group.listed |= clue.listed
        group.is_metonym = group.is_metonym or mention.kind == "capital_metonym"
        group.holds = group.holds or clue.holds is not None
        if clue.container is not None:
            group.containers.append(clue.container)
    return list(groups.values())
