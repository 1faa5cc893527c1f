"""Whether a place name in a sentence can be where what the sentence tells happened."""

from __future__ import annotations

import re

from geomap.events.prepositions import AT, SIDES, preposition
from geomap.events.story import Scene, Story
from geomap.events.triggers import Hit
from geomap.model import Resolution

SPOTS = frozenset({"city", "village", "airbase", "facility"})
"""Kinds of place that are a point on a map."""
NEVER_ROLES = frozenset({"dateline", "source", "metonym", "affiliation"})
"""Roles of names that do not say where."""
NEVER_KINDS = frozenset({"demonym", "capital_metonym", "continent", "line"})
"""Kinds of mention at which nothing happens: peoples, governments, continents, front lines."""
NEAR = frozenset("near outside around off between".split())
"""Prepositions that make a site's surroundings of it."""
_PASSIVE_AFTER = re.compile(
    r"\s+(?:(?!and\b|or\b)[\w-]+\s+){0,2}?"
    r"(?:was|were|has been|have been|had been|came|is being|are being|suffered|faced|fell|burns|itself)\b"
)
_SPEAKS = re.compile(
    r"\s+(?:also\s+|has\s+|have\s+)?(?:said|says|announced|reported|claimed|stated|confirmed|denied)\b"
)
_WHOSE = re.compile(
    r"(?:'s?|-based)?\s+(?:(?:regional|local|provincial|district|military|army|health|senior|top|police|occupation|"
    r"rebel|interim|border|civil|emergency|deputy|chief|city|county|state|diplomatic)\s+){0,2}(?:commander|official|officer|"
    r"spokes\w+|governor|mayor|police|authorit\w+|residents?|doctor|medic|lawmaker|minister|ministry|leader|"
    r"prosecutors?|chief|boss|administration|government|court|council|embassy|embassie|consulate|mission|envoy|diplomat|"
    r"(?:island )?nation|fleet)s?\b"
)
_REFUGE = re.compile(
    r"\b(?:settled|shelter\w*|refuge|arriv\w+|resettled|camped|staying)\s+(?:\w+\s+){0,2}?(?:into|in|at|"
    r"to)\s+(?:[\w-]+\s+){0,3}$|\b(?:crossed|cross|fled|flee|fleeing)\s+(?:\w+\s+){0,2}?(?:into|"
    r"to)\s+(?:[\w-]+\s+){0,3}$|\binto\s+(?:neighbou?ring\s+)?$|\bdirection\s+of\s+$|\b(?:for|to|towards?|into|"
    r"in)\s+(?:[\w-]+\s+){0,3}(?:camps?|shelters?)\s+(?:in|at|near|outside)\s+(?:[\w-]+\s+){0,2}$"
)
_WITNESSES = re.compile(
    r"\b(?:people|residents|villagers|inhabitants|locals|townspeople|officials|police|doctors|medics|elders|"
    r"authorities|rescuers|administrators)\s+(?:in|of|at)\s+(?:the\s+(?:\w+\s+)?\w+\s+of\s+|(?:occupied|besieged|nearby|"
    r"neighbou?ring|[a-z]+-(?:held|occupied|controlled))\s+)?$"
)
_HOLDS = re.compile(r"\s+(?:suburbs?|neighbou?rhoods?|quarters?|satellite town)\s+of\s")
_SENT_FROM = re.compile(
    r"\b(?:commandos|forces?|troops|soldiers|fighters|militants?|rockets?|missiles?|drones?|fire|fired|launched|units?|"
    r"warplanes|jets|projectiles?)\s+from\s+(?:the\s+)?$"
)
_ASIDE = re.compile(r",\s+(?:home|birthplace|hometown|seat)\s+(?:of|to)\s+[^,;.]{0,50}$")
_LEFT = re.compile(r"\b(?:leave|leaves|left|leaving|depart|departs|departed)\s+(?:the\s+)?$")
_ROAD = re.compile(r"\s+(?:\w+\s+)?(?:road|highway|motorway|route|railway|rail line|line|corridor)s?\b")
_TAKEN = re.compile(
    r"\b(?:taken|captured|seized|kidnapped|abducted|snatched)\s+(?:(?:in|on|last|this)\s+\w+\s+)?(?:in|near|at|"
    r"from|outside|around)\s+(?:the\s+)?$"
)
_JAIL = re.compile(r"(?:'s)?\s+(?:\w+\s+)?(?:prison|jail|camp|hospital|detention)\b")
_CLOSE = re.compile(
    r"\b(?:close|next|adjacent|approach(?:es)?|route|road|way|heading|bound|flying|gateway|entrance|access|leading|"
    r"directions?|outskirts|suburbs?)\s+(?:for|to|of|towards?)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$"
)


def fits(story: Story, scene: Scene, at: Resolution, hit: Hit) -> bool:
    """
    Say whether a name is one at which the event can have happened, as its preposition and its neighbours tell.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    at
        The resolved name.
    hit
        The words that tell the event.

    Returns
    -------
    fit
        False for governments and speakers, for "south of X", for where envoys or captives came from.
    """
    mention, layer = at.mention, hit.trigger.layer
    if at.place is None or mention.kind in NEVER_KINDS or not mention.literal:
        return False
    if mention.role in NEVER_ROLES or (layer == "talks" and at.place.kind == "water"):
        return False
    if _is_aside(story, scene, at) or counts_part(scene, at, hit):
        return False
    word = preposition(story, scene, at, hit.span)
    if mention.role == "relative" and (word not in NEAR or at.place.kind not in SPOTS):
        return False
    moves = layer in ("talks", "humanitarian", "air_defence")
    if mention.role == "travel" and not moves and not _is_close(story, at):
        return False
    bound = story.norm.startswith("-", mention.end) and not _is_road(story, scene, at)
    apart = word in SIDES or _is_origin(story, at, hit) or bound
    return not apart and _allowed(story, at, word, hit)


def is_home_of_witnesses(story: Story, at: Resolution) -> bool:
    """
    Say whether those who tell it are at a place, as in "people in the village of Tegh said that bullets had struck".

    Parameters
    ----------
    story
        The document.
    at
        The resolved name.

    Returns
    -------
    home
        True for Tegh there; not for the capital where officials sit.
    """
    if at.place is None or at.place.feature_code == "PPLC":
        return False
    lead = story.norm[max(0, at.mention.start - 50) : at.mention.start]
    return at.mention.role in ("source", "affiliation", "context", "metonym") and _WITNESSES.search(lead) is not None


def _is_road(story: Story, scene: Scene, at: Resolution) -> bool:
    """Whether a name is the first of "the Monywa-Shwebo road"."""
    after = scene.resolutions.index(at) + 1
    if after == len(scene.resolutions) or scene.resolutions[after].mention.start != at.mention.end + 1:
        return False
    return _ROAD.match(story.norm, scene.resolutions[after].mention.end) is not None


def _is_aside(story: Story, scene: Scene, at: Resolution) -> bool:
    """As in "Kharkiv said", "the Kharkiv governor", "the Tel Aviv suburb of Bat Yam": a speaker, or whose it is."""
    end = at.mention.end
    if _HOLDS.match(story.norm, end, scene.sentence.end):
        return True
    return _SPEAKS.match(story.norm, end) is not None or _WHOSE.match(story.norm, end, scene.sentence.end) is not None


def is_told_of(story: Story, scene: Scene, at: Resolution, hit: Hit) -> bool:
    """
    Say whether a name that no preposition fits is still what the clause says something happened at: "close to X".

    Parameters
    ----------
    story, scene
        The document and the sentence.
    at
        The resolved name.
    hit
        The words that tell the event.

    Returns
    -------
    told
        True where nothing speaks against it.
    """
    mention = at.mention
    inside = hit.window.start <= mention.start < hit.window.end
    if not inside or at.place is None or mention.role != "event_location" or not mention.literal or not at.mapped:
        return False
    if mention.kind in NEVER_KINDS or at.place.kind == "country" or counts_part(scene, at, hit):
        return False
    word = preposition(story, scene, at, hit.span)
    lead = story.norm[max(scene.sentence.start, mention.start - 60) : mention.start]
    humane = hit.trigger.layer == "humanitarian"
    away = ("toward", "towards", "to", "into") if humane else ("to", "for", "of", "from")
    behind = word in away and not _is_close(story, at)
    aside = word in SIDES or _is_aside(story, scene, at)
    return not (behind or aside or _is_origin(story, at, hit) or _REFUGE.search(lead))


def counts_part(scene: Scene, at: Resolution, hit: Hit) -> bool:
    """
    Say whether a name is where a part of a count was, as in "139 downed, 61 of them over the Black Sea".

    Parameters
    ----------
    scene
        The sentence.
    at
        The resolved name.
    hit
        The words that tell the event.

    Returns
    -------
    part
        True for the Black Sea there.
    """
    return any(
        count.subset
        and count.span is not None
        and hit.span.end <= count.span.start < at.mention.start
        and "," not in scene.norm[count.span.end : at.mention.start]
        for count in scene.counts
    )


def _is_origin(story: Story, at: Resolution, hit: Hit) -> bool:
    """Whether a name is an aside, or says where envoys, fighters, weapons or captives came from."""
    start, layer = max(0, at.mention.start - 60), hit.trigger.layer
    if _ASIDE.search(story.norm, start, at.mention.start):
        return True
    if layer == "talks":
        return _LEFT.search(story.norm, start, at.mention.start) is not None
    if layer == "prisoner_exchange":
        return _TAKEN.search(story.norm, start, at.mention.start) is not None
    return (
        hit.trigger.subtype != "withdrawal"
        and layer != "humanitarian"
        and _SENT_FROM.search(story.norm, start, at.mention.start) is not None
    )


def _is_close(story: Story, at: Resolution) -> bool:
    """As in "close to X", "on the road to X", "heading for X"."""
    return _CLOSE.search(story.norm, max(0, at.mention.start - 60), at.mention.start) is not None


def _allowed(story: Story, at: Resolution, word: str, hit: Hit) -> bool:
    mention, layer, subtype = at.mention, hit.trigger.layer, hit.trigger.subtype
    if word == "on" and layer == "talks":
        return False
    if word in AT or word == "of":
        refuge = _REFUGE.search(story.norm, max(0, mention.start - 60), mention.start) is not None
        return subtype == "aid" or not (layer == "humanitarian" and (word in ("toward", "towards") or refuge))
    if word == "from":
        jail = layer == "prisoner_exchange" and _JAIL.match(story.norm, mention.end) is not None
        return jail or (layer in ("humanitarian", "ground") and subtype != "aid")
    if (
        word in ("to", "for")
        and layer in ("ground", "air_defence", "strike")
        and _CLOSE.search(story.norm, max(0, mention.start - 60), mention.start)
    ):
        return True
    if word in ("to", "for"):
        return layer == "talks" or subtype in ("aid", "buildup") or (layer == "ground" and word == "for")
    return not word and _is_bare_object(story, at, hit)


def _is_bare_object(story: Story, at: Resolution, hit: Hit) -> bool:
    """Whether a name without a preposition is what was hit ("struck Kharkiv"), or the sentence's subject."""
    mention = at.mention
    between = story.norm[hit.span.end : mention.start]
    if mention.start >= hit.span.start and len(between.split()) <= 4 and "," not in between:
        return at.place is not None and (at.place.kind != "country" or len(between.split()) <= 1)
    if at.place is not None and at.place.kind != "country" and _PASSIVE_AFTER.match(story.norm, mention.end):
        return True
    return mention.role in ("event_location", "container")
