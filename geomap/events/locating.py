"""Where: the places that a sentence gives for an event, the finest first, and never finer than it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from geomap.events.fitting import (
    NEAR,
    NEVER_KINDS,
    NEVER_ROLES,
    SPOTS,
    counts_part,
    fits,
    is_home_of_witnesses,
    is_told_of,
)
from geomap.events.numerals import NUMERAL
from geomap.events.prepositions import AT, CHAIN, JOIN, SIDES, is_where_spoken, preposition
from geomap.events.story import Scene, Story
from geomap.events.triggers import Hit
from geomap.model import EventPlace, Place, Resolution, Span

_DISTANCE = re.compile(r"\b(?P<number>\d{1,5})(?P<sea>\s+(?:nautical miles|nm)\b)?")
_UNKNOWN = re.compile(
    r"(?:,\s+(?:(?:and\s+)?(?:near|in|at|towards?)\s+)?[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){0,2}\s?)*(?:,|,?\s+and|\s+&)\s+"
    r"(?:(?:near|in|at|towards?|in the direction of|in the areas? of)\s+)?"
)
"""Between two names of one list: commas, and names that the gazetteer does not know."""
_AREA = re.compile(
    r"\s+(?:territory|district|department|county|township|municipality|locality|province|region|state)\b"
)
"""As in "Biakato, Mambasa territory": behind the name of an area that holds the one before it."""
_ALSO_AT = re.compile(
    r"[^;.:]{0,60}?(?:,|,?\s*and)\s+(?:(?:an?|the|one|two|three|four|several|another)\s+(?:[\w-]+\s+){1,4})?"
    r"(?:in|at|near|outside|over|above|on the (?:edge|outskirts|fringes?|approaches) of)\s+(?:the\s+)?"
)
"""Between two places of one verb: "hit a dam at A and a fuel depot in B"."""
_HOLDER = re.compile(
    r",\s+(?:in\s+(?:the\s+)?)?(?:[\w-]+\s+)?(?:district|province|region|county|municipality|state|department|area|"
    r"governorate|commune|prefecture|oblast|territory)\s+of\s+(?:the\s+)?|,?\s+in\s+(?:neighbou?ring|nearby|adjacent)\s+"
)
"""Between a place and the one that holds it: "in Mucojo, in the district of Macomia"."""
_WHERE_ASIDE = re.compile(r"(?:\s+\w+)?,\s+where\s[^,;.]{3,80},\s+and\s+(?:(?:in|on|at|near)\s+)?(?:the\s+)?")
"""Between two places of a list that tells of each: "hit A, where a man died, and B, where a bakery burned"."""
_ON_A_DAY = re.compile(
    r"\s+(?:(?:late|early)\s+)?on\s+\w+day(?:\s+(?:morning|afternoon|evening|night))?\s+and\s+(?:(?:in|at|near|on)\s+)?(?:the\s+)?"
)
"""Between two places of one verb, each with its day: "hit A on Monday and B on Tuesday"."""
_WHO = re.compile(r"\s?(?:who|which|whose)\s")
_FROM_THERE = re.compile(r"\b(?:from|out of) there\b")
_WITHIN = re.compile(r"\bwithin\s+(?:\d|[1-4]\d|[a-z]+)\s+(?:km|kilomet(?:re|er)s?|miles?)\s+of\s+(?:the\s+)?$")
_COASTAL_MILES = 130  # nautical: farther out a ship is off no town
_NEAR_KM = 50  # what is farther from a town than this is not near it
_ALONE = re.compile(r"\s?(?:region|oblast|province|city|district)?\.?\s*$")
_HEAD = re.compile(r"\s?(?:region|oblast|province|city|district)?\s?(?::|;|\s-\s|\s\u2013\s)")
_SIDE_OF = re.compile(rf"\b(?:{'|'.join(sorted(SIDES))}|away|far|way)\s+(?:of|from)\s+$")
_BASE_NEAR = re.compile(
    r"\b(?:adjacent to|near|close to|next to|outside|not far from|beside|around)\s+(?:the|"
    r"that)\s+(?P<what>air ?base|airfield|airport|base|port|plant|camp|city|town|village)\b(?!\s+of\b)"
)
_FIRST = re.compile(r"\s*(?:(?:also|further \w+|elsewhere),?\s+)?(?:in|at|near|outside|around)\s+(?:[\w-]+\s+){0,3}")
_COUNTED_THERE = re.compile(
    rf"(?:,\s+in\s+(?:the\s+)?[^,;.]{{3,30}})?(?:\s\w+)?(?:,|,?\s+and)\s+{NUMERAL}(?:\s+\w+)?(?:,\s+among (?:them|"
    rf"whom)\s[^,.;]{{2,40}},)?\s+(?:over|in|at|"
    rf"near|above|on)\s+"
    r"(?:the\s+)?(?:territory of\s+(?:the\s+)?)?(?:[\w' -]{2,24}\s(?:suburb|city|town|village|port)\sof\s)?"
)
_BACK = re.compile(
    r"\b(?:in|at|inside|across|throughout|around|near|from|of|to|into)\s+(?:the|this|"
    r"that)\s+(?:\w+\s+)?(?:region|city|town|village|township|area|province|district|state|camp|base|port|island|"
    r"enclave|headquarters|command|airport|hospital|market|capital)\b|\bhere\b|\bthe (?:city|town|village|region|"
    r"area|camp|island)'s\b|\bthere\b(?!\s+(?:was|were|is|are|"
    r"had|has|have|will|would|could|may|might|must)\b)"
)


def find_places(
    story: Story, scene: Scene, hit: Hit, *, others: Sequence[Span] = (), seats: Sequence[Span] = ()
) -> list[EventPlace]:
    """
    Find where a sentence says that an event happened.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    hit
        The words that tell it, and the part of the sentence about it: places elsewhere are second choice. People leave
        from a place, envoys go to one.
    others
        Parts of the sentence that tell other events: their places are not this one's.
    seats
        Parts that name an office that speaks: where it sits is not where it happened.

    Returns
    -------
    places
        One, or the several of a list ("over Belgorod, Saratov and Crimea"); empty when the sentence names none.
    """
    window = hit.window
    if hit.trigger.layer == "humanitarian" and _FROM_THERE.search(story.norm, window.start, window.end):
        return []
    behind = [one.start for one in others if one.start >= window.end]
    near = _near_definite(story, scene, Span(window.start, min(behind, default=scene.sentence.end)))
    if near is not None:
        return [near]
    if hit.trigger.lists:
        return [_event_place(story, scene, at) for at in _enumerated(story, scene, hit.span)]
    fit = [
        at
        for at in scene.resolutions
        if fits(story, scene, at, hit)
        and not _is_by_the_way(story, scene, at, hit)
        and not is_where_spoken(story, scene, at)
        and not any(one.start <= at.mention.start < one.end for one in seats)
    ]
    heading = headed_by(story, scene)
    if heading is not None and not fit:
        return [EventPlace(heading.place, heading.geo_precision, heading.mention)] if heading.place else []
    inside = [at for at in fit if window.start <= at.mention.start < window.end]
    for at in fit if inside else ():
        if _WHERE_ASIDE.fullmatch(story.norm, inside[-1].mention.end, max(inside[-1].mention.end, at.mention.start)):
            inside.append(at)
    spare = [
        at
        for at in fit
        if _heads(story, scene, at) or not any(one.start <= at.mention.start < one.end for one in others)
    ]
    named = _chosen(story, scene, hit, inside or spare)
    wide = hit.trigger.layer != "talks" and all(where.place.kind in ("country", "water") for where in named)
    if wide:
        named = _beside(story, scene, hit.window) or named
    home = _home_of_witnesses(story, scene, hit)
    if home and named and all(contains(where.place, home[0].place) for where in named):
        return home
    return named or _second_choice(story, scene, hit, seats)


def _heads(story: Story, scene: Scene, at: Resolution) -> bool:
    """As in "In Sweida province, clashes have driven families from their homes": said of all that follows."""
    land = at.place is None or at.place.kind == "country"
    return not land and _FIRST.fullmatch(story.norm, scene.begins, at.mention.start) is not None


def _is_by_the_way(story: Story, scene: Scene, at: Resolution, hit: Hit) -> bool:
    """As in "The rebels, who have controlled Goma since January, said they had captured 63 soldiers"."""
    clause = scene.clause_at(at.mention.start)
    if clause.start <= hit.span.start < clause.end:
        return False
    before = clause.start < hit.span.start and _WHO.match(story.norm, clause.start) is not None
    return before or scene.is_aside(at.mention.start, hit.span.start)


def _chosen(story: Story, scene: Scene, hit: Hit, choice: Sequence[Resolution]) -> list[EventPlace]:
    """The best of some names, with those of its list."""
    if not choice:
        return []
    held = [at for at in choice if not _holds_one(story, at, choice)] or choice
    listed = _listed(story, choice, _best(held, hit.span))
    return [_event_place(story, scene, at) for at in _drop_containers(story, listed)]


def _holds_one(story: Story, at: Resolution, choice: Sequence[Resolution]) -> bool:
    """Whether a name is only what another lies in: "Nizhyn of Chernihiv region"."""
    return any(story.norm[one.mention.end : at.mention.start] in (" of ", " of the ") for one in choice)


def _second_choice(story: Story, scene: Scene, hit: Hit, seats: Sequence[Span]) -> list[EventPlace]:
    """Where no name fits by its preposition: near a town, else at what the clause is about, else where parts were."""
    near = [] if hit.trigger.layer == "talks" else _beside(story, scene, hit.window)
    told = [
        at
        for at in scene.resolutions
        if is_told_of(story, scene, at, hit)
        and not is_where_spoken(story, scene, at)
        and not any(one.start <= at.mention.start < one.end for one in seats)
    ]
    named = near or _chosen(story, scene, hit, told) or _of_parts(story, scene, hit)
    return named or ([] if hit.trigger.layer == "talks" else _home_of_witnesses(story, scene, hit))


def _home_of_witnesses(story: Story, scene: Scene, hit: Hit) -> list[EventPlace]:
    """Where those are who tell it, named before the words that do."""
    homes = [at for at in scene.resolutions if at.mention.end <= hit.span.start and is_home_of_witnesses(story, at)]
    return [_event_place(story, scene, homes[-1])] if homes else []


def _of_parts(story: Story, scene: Scene, hit: Hit) -> list[EventPlace]:
    """As in "64 drones, 22 of them over Bryansk region and 17 over the Black Sea": where the parts of a count were."""
    if hit.trigger.layer != "air_defence":
        return []
    parts = [
        at
        for at in scene.resolutions
        if at.place is not None
        and at.mention.literal
        and at.mention.kind not in NEVER_KINDS
        and counts_part(scene, at, hit)
    ]
    return [_event_place(story, scene, at) for at in parts] if len(parts) > 1 else []


def _enumerated(story: Story, scene: Scene, hit: Span) -> list[Resolution]:
    """The towns and sites named behind "the targets were", those after "east of" left out."""
    return [
        at
        for at in scene.resolutions
        if at.mention.start >= hit.end
        and at.mention.literal
        and at.place is not None
        and at.place.kind in SPOTS
        and at.mention.role not in NEVER_ROLES
        and _SIDE_OF.search(story.norm, max(hit.end, at.mention.start - 20), at.mention.start) is None
    ]


def _beside(story: Story, scene: Scene, window: Span) -> list[EventPlace]:
    """As in "shot down 20 km south of Idlib": near the town named, where the distance is not long."""
    for at in scene.resolutions:
        if not window.start <= at.mention.start < window.end or at.place is None or at.place.kind not in SPOTS:
            continue
        lead = story.norm[max(window.start, at.mention.start - 40) : at.mention.start]
        if _WITHIN.search(lead):
            return [EventPlace(at.place, 2, at.mention)]
        if preposition(story, scene, at) not in SIDES:
            continue
        far = _DISTANCE.search(lead)
        if far is not None and far["sea"] and int(far["number"]) <= _COASTAL_MILES:
            return [EventPlace(at.place, 3, at.mention)]
        if far is None or int(far["number"]) <= _NEAR_KM:
            return [EventPlace(at.place, 2, at.mention)]
    return []


def governed_places(story: Story, scene: Scene, span: Span) -> list[Resolution]:
    """
    Find the places finer than a country that part of a sentence says something happened at.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    span
        The part.

    Returns
    -------
    places
        Names behind a preposition of place, in text order.
    """
    return [
        at
        for at in scene.resolutions
        if span.start <= at.mention.start < span.end
        and at.place is not None
        and at.place.kind != "country"
        and at.mention.kind not in NEVER_KINDS
        and at.mention.role not in NEVER_ROLES
        and at.mention.literal
        and preposition(story, scene, at) in AT
        and not is_where_spoken(story, scene, at)
    ]


def headed_by(story: Story, scene: Scene) -> Resolution | None:
    """
    Find the place that heads a paragraph of a list, as in "Kharkiv: a glide bomb hit a school".

    Parameters
    ----------
    story, scene
        The document and the sentence.

    Returns
    -------
    place
        The town or region before a colon or dash at the head of this paragraph; None when it has no such head.
    """
    opener = story.opener(scene)
    first = opener.resolutions[0] if opener.resolutions else None
    if first is None or first.place is None or first.place.kind == "country":
        return None
    heads = _HEAD.match(story.norm, first.mention.end) is not None
    alone = _ALONE.match(story.norm[first.mention.end : opener.sentence.end]) is not None
    near = first.mention.start - opener.sentence.start <= 8
    listed = opener.index > 0 or story.norm.startswith(":", first.mention.end)
    return first if (heads or alone) and near and listed else None


def names_own_place(window: Span, places: Sequence[EventPlace]) -> bool:
    """
    Say whether the places found stand in the part of the sentence that tells the event.

    Parameters
    ----------
    window
        The part.
    places
        Of `find_places`.

    Returns
    -------
    own
        False where they were borrowed from the rest of the sentence.
    """
    return any(where.mention is not None and window.start <= where.mention.start < window.end for where in places)


def points_back(story: Story, window: Span) -> bool:
    """Whether a stretch of text points to a place named before: "in the region", "there"."""
    return _BACK.search(story.norm, window.start, window.end) is not None


def _best(choice: Sequence[Resolution], hit: Span) -> Resolution:
    def rank(at: Resolution) -> tuple[int, float]:
        precision = at.geo_precision or 5
        distance = at.mention.start - hit.end if at.mention.start >= hit.end else 1.5 * (hit.start - at.mention.end)
        wide = precision >= 4 or at.mention.role == "container" or (at.place is not None and at.place.kind == "country")
        wide = wide or any(at.place and other.place and contains(at.place, other.place) for other in choice)
        return (1 if wide else 0, distance)

    return min(choice, key=rank)


def _listed(story: Story, choice: Sequence[Resolution], best: Resolution) -> list[Resolution]:
    """The names of one list with the best one: joined by commas and "and"."""
    index = list(choice).index(best)
    listed = [best]
    for at in reversed(choice[:index]):
        if not _joined(story, at, listed[0]):
            break
        listed.insert(0, at)
    for at in choice[index + 1 :]:
        if not _joined(story, listed[-1], at):
            break
        listed.append(at)
    return listed


def _joined(story: Story, first: Resolution, second: Resolution) -> bool:
    between = story.norm[first.mention.end : second.mention.start]
    if _UNKNOWN.fullmatch(story.document.text, first.mention.end, second.mention.start):
        return True
    if any(words.fullmatch(between) for words in (_WHERE_ASIDE, _COUNTED_THERE, _ON_A_DAY)):
        return True
    if JOIN.match(between) is None and _ALSO_AT.fullmatch(between) is None:
        return CHAIN.match(between) is not None or _HOLDER.fullmatch(between) is not None
    return True


def are_apart(story: Story, places: Sequence[EventPlace]) -> bool:
    """
    Say whether each of several places has a thing of its own that was hit.

    Parameters
    ----------
    story
        The document.
    places
        In text order.

    Returns
    -------
    apart
        True for "hit a dam at A and a fuel depot in B", False for "shelled A and B".
    """
    spans = [where.mention for where in places if where.mention is not None]
    between = [story.norm[one.end : other.start] for one, other in pairwise(spans)]
    return len(spans) > 1 and all(
        JOIN.match(words) is None and (_ALSO_AT.fullmatch(words) or _WHERE_ASIDE.fullmatch(words)) for words in between
    )


def contains(outer: Place, inner: Place) -> bool:
    """Whether one place lies in the other, as far as their codes tell."""
    if outer.place_id == inner.place_id or outer.country_code != inner.country_code:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "admin1":
        return (
            inner.kind not in ("country", "admin1")
            and bool(outer.admin1_code)
            and outer.admin1_code == inner.admin1_code
        )
    return False


def _drop_containers(story: Story, listed: Sequence[Resolution]) -> list[Resolution]:
    kept: list[Resolution] = []
    for index, at in enumerate(listed):
        holds = any(at.place and other.place and contains(at.place, other.place) for other in listed)
        if index > 0 and (at.geo_precision or 5) > (listed[index - 1].geo_precision or 5):
            between = story.norm[listed[index - 1].mention.end : at.mention.start]
            holds = holds or re.fullmatch(r"\s+in\s+(?:the\s+)?(?:[\w-]+\s+){0,2}", between) is not None
        if index > 0:
            between = story.norm[listed[index - 1].mention.end : at.mention.start]
            area = (
                between in (", ", ", in ", ", in the ", " in ", " in the ")
                and _AREA.match(story.norm, at.mention.end) is not None
            )
            holds = holds or between == " (" or area or _HOLDER.fullmatch(between) is not None
        again = any(at.place and other.place and at.place.place_id == other.place.place_id for other in kept)
        if not holds and not again:
            kept.append(at)
    finest = min((at.geo_precision or 5 for at in kept), default=5)
    if finest < 4:
        kept = [at for at in kept if (at.geo_precision or 5) < 4]
    return kept


def _event_place(story: Story, scene: Scene, at: Resolution) -> EventPlace:
    precision = at.geo_precision
    if precision == 1 and preposition(story, scene, at) in NEAR:
        precision = 2
    assert at.place is not None
    return EventPlace(at.place, precision, at.mention)


def _near_definite(story: Story, scene: Scene, window: Span) -> EventPlace | None:
    """As in "A village adjacent to the airbase": near the base named last."""
    found = _BASE_NEAR.search(story.norm, window.start, window.end)
    if found is None:
        return None
    kinds = {"airbase", "facility"} if found["what"] not in ("city", "town", "village") else {"city", "village"}
    for at in reversed(story.resolutions):
        before = at.mention.start < found.start() and scene.sentence.start - at.mention.start < 400
        if before and at.place is not None and at.place.kind in kinds and at.mention.literal:
            return EventPlace(at.place, 2, at.mention)
    return None
