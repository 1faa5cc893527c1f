"""Where and when, for an event whose own sentence does not say: what the text said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geomap.events.dates import read_time
from geomap.events.drafts import REAL, VIOLENT, Draft
from geomap.events.locating import contains, governed_places, points_back
from geomap.events.prepositions import AT, preposition
from geomap.events.story import RELATIVE, Scene, Story
from geomap.events.times import TimeWords
from geomap.events.triggers import TWO_SIDED
from geomap.model import Cue, Dating, EventPlace, Layer, Resolution, Span

_BLAMED = re.compile(r"\b(?:by|blamed on|from|with|against the backdrop of)\s+(?:[\w-]+\s+){0,2}$")
_DAY_RULES = frozenset(
    "weekday daysafter nightto nightfrom nights overnight yesterday beforeyesterday today full monthday iso dotted "
    "lastweekday "
    "weekdaylastweek ofmonth holiday".split()
)
_WIDE = re.compile(
    r"\b(?:all over|across|throughout|around|elsewhere in) the (?:country|region|world|nation)\b|"
    r"\bnationwide\b"
)
_ELSEWHERE = re.compile(r"\belsewhere\b|\bmeanwhile\b|\bseparately\b|\bfurther (?:north|south|east|west)\b")
_STRUCK = frozenset({"strike", "shelling", "explosion"})
_PLACELESS = frozenset({"talks", "statement", "casualties"})
_IT = re.compile(
    r"\b(?:fled|left|fleeing|leaving|entered|entering|took|captured|seized|hit|struck|shelled|bombed|abandoned|overran|retook)\s+it\b"
)
_HOURS_BEFORE = re.compile(r"\b(?:hours|minutes|shortly) (?:before|ahead of)\s*$")
_CAPITAL = re.compile(r"\b(?:in|at|to|for) the (?P<whose>[\w-]+(?: [\w-]+)?) capital\b")
_SPANS = ("since", "until", "from", "by ")
_NEARBY_DAYS = 10
_MEMORY = 12  # sentences over which "the city" is still the one named last
_ALSO = re.compile(r"\balso\b")
_MEANT = re.compile(
    r"\b(?:the|this|that)\s+(?:(?:same|northern|southern|eastern|western|besieged|coastal|border|embattled)\s+){0,2}"
    r"(?P<noun>area|region|province|oblast|district|governorate|city|town|township|village|settlement|air ?base|"
    r"airfield|port|"
    r"enclave|strip|peninsula)\b(?!\s+(?:of|council|hall|chief|head|administration|authorities|government|governor|"
    r"officials?|police|prosecutor|officer)\b|'s\s+(?:mayor|governor|head|military|administration))"
)
_KINDS = {
    **dict.fromkeys(("region", "province", "oblast", "district", "governorate"), frozenset({"admin1", "admin2"})),
    "area": frozenset({"city", "village", "admin1", "admin2", "facility"}),
    **dict.fromkeys(("enclave", "strip", "peninsula"), frozenset({"admin1", "admin2", "macro_region"})),
    **dict.fromkeys(("city", "town", "township", "village", "settlement", "port"), frozenset({"city", "village"})),
    **dict.fromkeys(("air base", "airbase", "airfield"), frozenset({"airbase"})),
}
_FIGHTS = VIOLENT | {"air_defence"}
_HEAD = 20  # characters: "In the town of X" heads the sentence
_HUMANE: frozenset[Layer] = frozenset({"humanitarian"})
_COUNTS_DEAD = re.compile(
    r"\b(?:health|hospitals?|medics|governor|civil defen[cs]e|emergency|rescue|ombudsman|prosecutors?)\b"
)
_SHIFTS = {"before": -1, "earlier": -1, "previous": -1, "next": 1, "following": 1, "later": 1, "after": 1, "same": 0}
_ANAPHORA = re.compile(
    r"\b(?:(?:the|that)\s+(?P<same>same)\s+(?:day|night|evening|morning|afternoon)"
    r"|that\s+(?:day|evening|morning|afternoon)|(?:hours|minutes|shortly|soon)\s+(?:later|earlier|"
    r"after)(?!,?\s+(?:on|early|late|midnight|dawn|sunrise|nightfall|\d|noon)\b)"
    r"|the\s+(?P<by>previous|next|following)\s+(?:day|night|morning|evening)"
    r"|the\s+(?:day|night|evening)\s+(?P<side>before|after)(?!\s+(?:the|a|an|his|her|its|their|it|he|they|we|\w+'s)\b)"
    r"|(?:a|(?P<days>one|two|three|four|five|six|[2-6]))\s+days?\s+(?P<away>earlier|later))\b"
)
_DAYS = {word: number for number, word in enumerate("one two three four five six".split(), 1)}

_BY_TALKS = re.compile(
    r"\bthe\s+(?:day|night|evening)\s+(?P<side>before|after)\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:talks|negotiations|meeting|summit|conference|visit|swap|exchange)\b"
)


def recall_place(story: Story, draft: Draft, told: Sequence[Draft]) -> None:
    """
    Give an event without a place the one that the text has just spoken of.

    Parameters
    ----------
    story
        The document.
    draft
        The event; changed.
    told
        The events before it, in text order.
    """
    if draft.places or draft.layer == "statement":
        return
    scene = story.scenes[draft.scene]
    if _is_somewhere_unknown(scene, draft):
        return
    where, rule = _told_beside(draft, told), "told beside it"
    if not where:
        where, rule = _recalled(story, scene, draft, told)
    if draft.layer in TWO_SIDED:
        where = [one for one in where if one.place.kind != "water"]
    elif _is_at_home(draft, where):
        where = []
    if where:
        draft.places, draft.recalled = where, True
        draft.cues.append(Cue("place", scene.sentence.start, scene.sentence.end, rule))
        return
    home = _home_of_source(scene, draft) if draft.layer == "casualties" else None
    if home is not None:
        draft.places = [home]
        draft.cues.append(Cue("place", scene.sentence.start, scene.sentence.end, "where the source counts"))
        return
    if draft.hit.definite or draft.layer in TWO_SIDED:
        return
    country = _country_of(story, draft)
    if country is not None and country in story.countries:
        draft.places = [EventPlace(story.countries[country], 4, None)]


def _is_at_home(draft: Draft, where: Sequence[EventPlace]) -> bool:
    """Whether places are all in the land of who did it, and not of whom it was done to: it was not there."""
    lands = {one.place.country_code for one in where}
    struck = draft.layer in _STRUCK and bool(draft.target_iso) and draft.target_iso not in lands
    return struck and bool(lands) and lands <= set(draft.actor_isos)


def _is_somewhere_unknown(scene: Scene, draft: Draft) -> bool:
    """Whether the clause says where, in a name that no place is known by: then it is nowhere else."""
    window = draft.hit.window
    return any(
        at.place is None
        and at.mention.literal
        and at.mention.role == "event_location"
        and at.mention.kind in (None, "city", "village", "airbase", "facility")
        and (window.start <= at.mention.start < window.end or at.mention.start < scene.begins + _HEAD)
        for at in scene.resolutions
    )


def _told_beside(draft: Draft, told: Sequence[Draft]) -> list[EventPlace]:
    """As in "shelled lines near X after a sniper killed two soldiers": the one place of the sentence's violence."""
    kin = _FIGHTS if draft.layer in _FIGHTS else _HUMANE
    if draft.layer not in kin or draft.hit.definite:
        return []
    defends = draft.layer == "air_defence"
    for earlier in reversed(told):
        if earlier.scene == draft.scene and earlier.layer in kin and earlier.modality == draft.modality:
            foes = bool(draft.actor_isos and earlier.actor_isos) and set(draft.actor_isos).isdisjoint(
                earlier.actor_isos
            )
            if foes and not defends:
                return []
            over = defends and (not draft.actor_isos or earlier.lands <= set(draft.actor_isos))
            return list(earlier.places) if len(earlier.places) == 1 and earlier.precision <= 3 + over else []
    return []


def _home_of_source(scene: Scene, draft: Draft) -> EventPlace | None:
    """As in "Gaza's health ministry said 61 people had been killed": who counts a land's dead counts them there."""
    saying = draft.saying
    if saying is None or draft.target_iso or not _COUNTS_DEAD.search(saying.name.lower()):
        return None
    for at in scene.resolutions:
        if saying.claimant.start <= at.mention.start < saying.claimant.end and at.place is not None:
            return _place_of(at) if at.place.kind in ("admin1", "macro_region", "country") else None
    return None


def _recalled(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> tuple[list[EventPlace], str]:
    capital = _CAPITAL.search(story.norm, draft.hit.window.start, draft.hit.window.end)
    if capital is not None:
        return _capital(story, scene, capital), "the capital"
    if points_back(story, Span(scene.sentence.start, draft.hit.window.end)):
        named = _named_before(story, scene, reach=3)
        for earlier in reversed(told):
            if draft.scene - earlier.scene <= (2 if named is None else 1) and earlier.places and earlier.precision <= 3:
                return list(earlier.places), "named before"
        if named is not None:
            return [named], "named before"
    meant = _meant_by_it(story, scene, draft) or _meant(story, scene, draft.hit.window)
    if meant is not None:
        return [meant], "the one named last"
    if _MEANT.search(story.norm, draft.hit.window.start, draft.hit.window.end):
        return [], ""  # it means one, but the text names none such
    return _just_said(story, scene, draft, told)


def _meant_by_it(story: Story, scene: Scene, draft: Draft) -> EventPlace | None:
    """As in "shelled the town of Ramree, and about 2,400 people fled it": the place named last before."""
    if _IT.search(story.norm, draft.hit.window.start, draft.hit.window.end) is None:
        return None
    before = [at for at in scene.resolutions if at.mention.end <= draft.hit.span.start and at.mapped]
    return _place_of(before[-1]) if before else None


def _capital(story: Story, scene: Scene, said: re.Match[str]) -> list[EventPlace]:
    """As in "in the Qatari capital": the seat of that country, where the text names it."""
    people = next((at for at in scene.resolutions if said.start("whose") <= at.mention.start < said.end("whose")), None)
    if people is None or people.place is None:
        return []
    for at in story.resolutions:
        seat = at.mention.kind == "capital_metonym" and at.place is not None
        if seat and at.place is not None and at.place.country_code == people.place.country_code:
            return [EventPlace(at.place, 2, at.mention)]
    return []


def _just_said(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> tuple[list[EventPlace], str]:
    """The place of the sentences before, within a paragraph."""
    if scene.opens_paragraph or draft.hit.definite or draft.layer in _PLACELESS or _is_far(story, scene):
        return [], ""
    if _has_own(story, scene):
        return [], ""
    last = max(told, key=lambda one: one.scene, default=None)
    if draft.layer == "air_defence" and _is_tally(draft):
        return [], ""
    over = last is not None and (not draft.actor_isos or last.lands <= set(draft.actor_isos))
    if draft.layer == "air_defence" and last and draft.scene - last.scene == 1 and last.precision <= 3 + over:
        return list(last.places), "the sentence before"
    beside = _named_before(story, scene, reach=_since_paragraph(story, scene))
    if beside is None or draft.layer == "air_defence" or _is_only_met_at(beside, draft, told):
        return [], ""
    return [beside], "the sentence before"


def _is_only_met_at(where: EventPlace, draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether a place is where sides met, and nothing else was told of it: people fight, and flee, somewhere else."""
    at_it = {earlier.layer in TWO_SIDED for earlier in told if where.place.place_id in earlier.place_ids}
    return draft.layer not in TWO_SIDED and at_it == {True}


def _has_own(story: Story, scene: Scene) -> bool:
    """Whether a sentence says where by a name that no gazetteer has: then it was not where the one before says."""
    return any(
        at.place is None
        and at.mention.literal
        and at.mention.kind != "line"
        and at.mention.role == "event_location"
        and preposition(story, scene, at) in AT
        for at in scene.resolutions
    )


def _is_tally(draft: Draft) -> bool:
    """As in "88 of 112 drones and four of six missiles": a night's count over a whole country."""
    kinds = [count.kind for count in draft.counts if not count.subset]
    return len(kinds) != len(set(kinds))


def _is_far(story: Story, scene: Scene) -> bool:
    start, end = scene.sentence.start, scene.sentence.end
    return _WIDE.search(story.norm, start, end) is not None or _ELSEWHERE.search(story.norm, start, end) is not None


def _since_paragraph(story: Story, scene: Scene) -> int:
    """How many sentences of its paragraph stand before one."""
    count = 0
    for earlier in reversed(story.scenes[: scene.index + 1]):
        if earlier.opens_paragraph:
            break
        count += 1
    return min(count, 3)


def _meant(story: Story, scene: Scene, window: Span) -> EventPlace | None:
    """As in "shelled the town": the last town named before."""
    found = _MEANT.search(story.norm, window.start, window.end)
    if found is None:
        return None
    kinds = _KINDS[found["noun"]]
    floor = story.scenes[max(0, scene.index - _MEMORY)].sentence.start
    for at in reversed(story.resolutions):
        if at.mention.start < floor:
            break
        named = at.place is not None and at.place.kind in kinds and at.mention.literal
        if named and at.mention.end <= found.start() and at.mention.role not in ("dateline", "source", "relative"):
            return _place_of(at)
    return None


def _place_of(at: Resolution) -> EventPlace | None:
    return EventPlace(at.place, at.geo_precision, at.mention) if at.place is not None else None


def _named_before(story: Story, scene: Scene, *, reach: int) -> EventPlace | None:
    """The one place that the last of some sentences to name any says something is at."""
    for earlier in reversed(story.scenes[max(0, scene.index - reach) : scene.index]):
        named = governed_places(story, earlier, Span(earlier.sentence.start, earlier.sentence.end))
        if named:
            single = _finest(named)
            return _place_of(single) if single is not None else None
    return None


def _finest(named: Sequence[Resolution]) -> Resolution | None:
    """Of places that lie in one another the innermost; None for several apart."""
    inner = [
        at for at in named if not any(at.place and other.place and contains(at.place, other.place) for other in named)
    ]
    return inner[0] if len({at.place.place_id for at in inner if at.place is not None}) == 1 else None


def _country_of(story: Story, draft: Draft) -> str | None:
    """The country it must have been in when no place is named: the attacked one's, or the defender's."""
    if draft.layer == "air_defence":
        return draft.actor_isos[0] if draft.actor_isos else None
    if draft.target_iso and draft.layer in ("strike", "shelling", "explosion") and _is_object(story, draft):
        return draft.target_iso
    saying = draft.saying
    attacked = draft.actor_isos or draft.layer == "explosion"
    if saying is not None and saying.isos and attacked and saying.isos[0] not in draft.actor_isos:
        return saying.isos[0]
    return None


def _is_object(story: Story, draft: Draft) -> bool:
    """Whether the attacked one's name stands right behind the words that tell it, not after "by" or "blamed on"."""
    target = draft.target.lower()
    behind = story.norm[draft.hit.span.start : draft.hit.span.end + 60]
    place = behind.find(target)
    return place >= 0 and not _BLAMED.search(behind[:place]) and len(behind[:place].split()) <= 14


def recall_date(story: Story, draft: Draft, told: Sequence[Draft]) -> None:
    """
    Give an event without a day the one that the text has just spoken of, else the day of the report.

    Parameters
    ----------
    story
        The document.
    draft
        The event; changed.
    told
        The events before it, in text order.
    """
    if draft.modality not in REAL or "date_unreadable" in draft.warnings:
        return
    scene = story.scenes[draft.scene]
    if _is_hours_off(story, scene, draft, told):
        draft.dating = replace(told[-1].dating, basis="inferred_from_context")
        return
    if _dated_by_reference(story, scene, draft, told) or draft.dating.start is not None:
        return
    beside = (
        _same_sentence(story, draft, told)
        or _told_also(story, scene, draft, told)
        or _beside(story, scene, draft, told)
        or _long_ago(story, scene, draft, told)
    )
    if beside is not None:
        _date_as(draft, beside)
        return
    day = story.document.date
    if day is not None and draft.modality == "actual":
        around = () if _is_elsewhere(scene, draft, told) else _context(story, scene)
        for words in (*_own_days(story, scene), *around):
            read = read_time(words, story.document.text, day, ahead=False)
            if read.start is not None and _is_near(read.start, day):
                _date_as(draft, read)
                return
    if day is None:
        draft.warnings.append("no_date")
    elif draft.modality == "actual":
        draft.dating = Dating(day, day, draft.dating.text, 1, "inferred_from_reference")


def date_by_talks(story: Story, told: Sequence[Draft]) -> None:
    """
    Date what the text dates by talks, as in "the day before the talks", once all of it is read.

    Parameters
    ----------
    story
        The document.
    told
        All its events; changed.
    """
    for draft in told:
        window = draft.hit.window
        end = story.scenes[draft.scene].sentence.end
        found = None if draft.is_dated else _BY_TALKS.search(story.norm, window.start, end)
        if found is None or found.start() > window.end:
            continue
        days = [
            (abs(one.scene - draft.scene), one.dating.start)
            for one in told
            if one.layer in TWO_SIDED and one.is_dated and one.dating.precision == 1 and one.dating.start is not None
        ]
        if days:
            day = min(days)[1] + timedelta(days=_SHIFTS[found["side"]])
            draft.dating = Dating(day, day, story.document.text[slice(*found.span())], 1, "inferred_from_context")


def _is_hours_off(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> bool:
    """As in "hit X, hours before envoys were to meet in Y": the day of what the sentence told."""
    beside = draft.modality == "planned" and draft.dating.start is None and bool(told) and told[-1].scene == draft.scene
    return beside and _HOURS_BEFORE.search(story.norm, scene.sentence.start, draft.hit.window.start + 7) is not None


def _same_sentence(story: Story, draft: Draft, told: Sequence[Draft]) -> Dating | None:
    """The day of what its sentence told before."""
    for earlier in reversed(told):
        close = draft.scene == earlier.scene
        if close and earlier.is_dated and earlier.modality == draft.modality and _is_recent(story, earlier):
            return earlier.dating
    return None


def _told_also(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> Dating | None:
    """As in "Mortar rounds also landed at X": the day of the violence just told."""
    last = told[-1] if told else None
    if last is None or scene.opens_paragraph or last.scene < scene.index - 1 or not last.is_dated:
        return None
    also = _ALSO.search(story.norm, draft.hit.window.start, draft.hit.window.end) is not None
    return last.dating if also and {draft.layer, last.layer} <= VIOLENT and last.modality == draft.modality else None


def _own_days(story: Story, scene: Scene) -> Iterator[TimeWords]:
    """The days that the sentence itself names outside its asides."""
    for words in scene.times:
        aside = RELATIVE.match(story.norm, scene.clause_at(words.start).start) or scene.is_aside(words.start, -1)
        if words.rule in _DAY_RULES and not aside and not story.norm.startswith(_SPANS, words.start):
            yield words


def _is_elsewhere(scene: Scene, draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether an event is at a place of its own, and what the paragraph told before it at others."""
    own = {
        where.place.place_id
        for where in draft.places
        if where.mention is not None and where.mention.start >= scene.sentence.start
    }
    before = [one for one in told if 0 < draft.scene - one.scene <= 3 and not _is_around(one, draft)]
    return bool(own) and bool(before) and all(own.isdisjoint(one.place_ids) for one in before)


def _is_around(one: Draft, draft: Draft) -> bool:
    """Whether what is told of one place lies within that of another: a night's attack on a land, and a town in it."""
    return any(contains(outer.place, inner.place) for inner in draft.places for outer in one.places)


def _beside(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> Dating | None:
    """The day of what the paragraph told just before at the same place."""
    if scene.opens_paragraph or draft.modality != "actual" or not told:
        return None
    last = told[-1]
    near = draft.scene - last.scene == 1 and last.modality == "actual" and last.layer in _FIGHTS
    known = last.dating.basis not in ("absent", "inferred_from_reference") and _is_recent(story, last)
    return last.dating if near and known and set(last.place_ids) & set(draft.place_ids) else None


def _long_ago(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> Dating | None:
    """The day of what the paragraph told just before, when it was so long before the report that this was not today."""
    last = told[-1] if told else None
    if last is None or scene.opens_paragraph or not 0 < draft.scene - last.scene <= 1 or draft.modality != "actual":
        return None
    if {last.layer, draft.layer} - _FIGHTS or last.modality != "actual" or (last.dating.precision or 4) > 1:
        return None
    known = last.dating.basis not in ("absent", "inferred_from_reference")
    return last.dating if known and not _is_recent(story, last) else None


def _date_as(draft: Draft, dating: Dating) -> None:
    draft.dating = replace(dating, text=draft.dating.text or dating.text, basis="inferred_from_context")


def _dated_by_reference(story: Story, scene: Scene, draft: Draft, told: Sequence[Draft]) -> bool:
    """As in "on the same day", "a day earlier": counted from the day named last."""
    window = draft.hit.window
    found = _ANAPHORA.search(story.norm, window.start, window.end)
    if found is None or (draft.dating.start is not None and draft.dating.text.lower() not in found.group()):
        return False
    anchor = _anchor(story, scene, found.start(), told)
    if anchor is None:
        return False
    shift = next((_SHIFTS[word] for word in found.group("same", "by", "side", "away") if word), 0)
    if found["days"]:
        shift *= _DAYS.get(found["days"]) or int(found["days"])
    start, end = anchor
    draft.dating = Dating(
        start + timedelta(days=shift),
        end + timedelta(days=shift),
        story.document.text[found.start() : found.end()],
        1,
        "inferred_from_context",
    )
    return True


def _anchor(story: Story, scene: Scene, before: int, told: Sequence[Draft]) -> tuple[date, date] | None:
    """The day named last before an offset, in this sentence or one of the three before it; else the last event's."""
    reference = story.document.date
    for earlier in reversed(story.scenes[max(0, scene.index - 3) : scene.index + 1]):
        for words in reversed(earlier.times):
            if words.end > before or words.rule not in _DAY_RULES or _ANAPHORA.match(story.norm, words.start):
                continue
            read = read_time(words, story.document.text, reference, ahead=False)
            if read.start is not None:
                return read.start, read.end or read.start
    dated = (one for one in reversed(told) if one.dating.basis != "inferred_from_reference")
    last = next((one for one in dated if scene.index - one.scene <= 6 and one.dating.start is not None), None)
    if last is None or last.dating.start is None:
        return None
    return last.dating.start, last.dating.end or last.dating.start


def _context(story: Story, scene: Scene) -> Iterator[TimeWords]:
    """
    Words that date what stands around a sentence.

    Those of its paragraph before it, of a question or line that leads in the paragraph, of the heading of the report.
    """
    first = scene.index - max(1, _since_paragraph(story, scene))
    lead = story.scenes[first - 1] if first > 0 and story.scenes[first].opens_paragraph else None
    scenes = list(story.scenes[max(0, first) : scene.index])
    if lead is not None and story.norm[lead.sentence.end - 1] in "?:":
        scenes.insert(0, lead)
    heading = story.scenes[0]
    if story.norm[heading.sentence.end - 1] not in ".!?":
        scenes.insert(0, heading)
    for earlier in reversed(scenes):
        yield from (
            words
            for words in earlier.times
            if words.rule in _DAY_RULES and not story.norm.startswith(_SPANS, words.start)
        )


def _is_recent(story: Story, earlier: Draft) -> bool:
    start, day = earlier.dating.start, story.document.date
    return (start is not None and (day is None or start >= day - timedelta(days=_NEARBY_DAYS))) and (
        earlier.dating.precision or 4
    ) <= 2


def _is_near(day: date, reference: date) -> bool:
    return abs((reference - day).days) <= _NEARBY_DAYS
