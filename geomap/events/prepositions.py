"""Which preposition governs a place name: "in", "from", "south of"."""

from __future__ import annotations

import re

from geomap.events.story import Scene, Story
from geomap.model import Resolution, Span

AT = frozenset(
    "in at near over on against across inside outside around into onto toward towards through throughout "
    "within off above under along between amid opposite".split()
)
"""Prepositions of where something is."""
LISTENERS = (
    r"(?:\s+(?:(?:the\s+)?(?:reporters|journalists|lawmakers|parliament|diplomats|council|media|press)|afp|reuters))?"
    r"(?:\s+(?:on\s+)?\w+day)?"
    r"(?:\s+(?:at|in|during)\s+an?\s+(?:[\w-]+\s+){0,2}(?:conference|briefing|interview|speech|address|statement))?"
    r"(?:\s+on\s+\w+day)?\s+in\s+(?:the\s+)?"
)
"""Between a word of saying and where it was said: "told reporters in Paris", "said at a news conference in Geneva"."""
_SPOKEN = re.compile(rf"\b(?:said|says|told|announced|added)(?:\s+that)?{LISTENERS}$")
_OF_TYPE = frozenset(
    "city town port region village province district outskirts suburb suburbs state area oblast "
    "neighbourhood neighborhood capital "
    "island municipality county part parts centre center base airbase airfield camp hamlet settlement "
    "governorate township territory "
    "peninsula strip valley coast border enclave side edge north-east west-bank township locality "
    "commune prefecture department".split()
)
_NOT_FAR = re.compile(r"\bnot far from(?:\s+[\w'-]+){0,4}\s*$")
_FROM_THE_SIDE = re.compile(r"\bfrom (?:the )?(?:direction|side) of(?:\s+[\w'-]+){0,4}\s*$")
SIDES = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east "
    "south-west ahead short".split()
)
"""Directions: "south of X" is not X."""
JOIN = re.compile(
    r"\s*(?:,|and|or|,\s*and|as well as|&|/)\s*(?:(?:in|at|near|over|on|the|nearby|neighbouring|"
    r"neighboring|also|then|later|even)\s+){0,3}(?:(?:[\w'-]+\s+){0,2}(?:city|cities|town|towns|region|"
    r"regions|village|villages|province|port|district|state)s?\s+of\s+)?$"
)
"""What joins the places of a list."""
CHAIN = re.compile(
    r"\s*(?:region|regions|province|district|oblast|city|area|state|county|governorate)?(?:,|\s\(|"
    r"\sin\s+(?:the\s+)?(?:[\w'-]+\s+){0,2}|'s?\s+(?:[\w-]+\s+){0,3})\s*$"
)
"""What stands between a place and the one that holds it."""


def preposition(story: Story, scene: Scene, at: Resolution, hit: Span | None = None) -> str:
    """
    Give the preposition that governs a place name.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    at
        The resolved name.
    hit
        The words that tell the event: what stands before them governs nothing behind them.

    Returns
    -------
    word
        Such as "in"; "of" only where it is no part of "city of"; a side for "south of"; "" for none. Names of one list
        share their first one's.
    """
    mention = at.mention
    floor = scene.sentence.start
    index = scene.resolutions.index(at)
    if index > 0:
        previous = scene.resolutions[index - 1]
        between = story.norm[previous.mention.end : mention.start]
        if JOIN.match(between) or CHAIN.match(between):
            own = _scan(story.norm[previous.mention.end : mention.start])
            return own or preposition(story, scene, previous, hit)
    if hit is not None and floor < hit.end <= mention.start:
        floor = hit.end - len(story.norm[hit.start : hit.end].split()[-1])
    return _scan(story.norm[floor : mention.start])


def is_where_spoken(story: Story, scene: Scene, at: Resolution) -> bool:
    """
    Say whether a name is only where something was said.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    at
        The resolved name.

    Returns
    -------
    spoken
        As in "..., the minister told reporters in Paris".
    """
    behind = story.norm[at.mention.end : scene.sentence.end]
    ends = re.fullmatch(r"(?:,?\s+(?:on\s+)?\w+day)?[.\"']*\s*", behind) is not None
    return ends and _SPOKEN.search(story.norm, scene.sentence.start, at.mention.start) is not None


def _scan(before: str) -> str:
    if _FROM_THE_SIDE.search(before):
        return "from"
    words = re.split(r"\s+", re.split(r"[,;:.(]\s", before)[-1].strip())
    skipped_of = False
    for word in reversed(words[-7:]):
        if skipped_of:
            if word in SIDES:
                return word
            if word not in _OF_TYPE:
                return "of"
            skipped_of = False
            continue
        if word == "from" and _NOT_FAR.search(before):
            return "near"
        if word == "of":
            skipped_of = True
        elif word in AT or word in ("from", "to", "for", "by", "with", "via"):
            return word
    return "of" if skipped_of else ""
