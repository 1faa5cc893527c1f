"""One hit, every question: how real, when, who, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from geomap.events.actors import OWN_DEED, Party, find_actor, force_between, is_aside, parties, states
from geomap.events.claims import Saying, is_news, saying_for
from geomap.events.dates import read_time
from geomap.events.drafts import VIOLENT, Draft
from geomap.events.locating import are_apart, contains, find_places, names_own_place
from geomap.events.modality import is_attempt, read_modality
from geomap.events.numerals import NUMERAL, find_numerals
from geomap.events.story import Scene, Story
from geomap.events.times import WEEKDAYS, TimeWords, is_of_saying
from geomap.events.triggers import TWO_SIDED, Hit, subtype_of, weapon_of
from geomap.model import Cue, Dating, EventPlace, Quantity, QuantityKind, Span

_RELATIVE_CLAUSE = re.compile(r"\s*(?:which|who|whose|where)\b")
_CLOSED = re.compile(r",\s+(?:(?:early|late|shortly|just|again|(?:before|after|around)\s+\w+)\s+)?$")
_HOSTS = re.compile(r"\s+(?:will\s+|is\s+|was\s+|has\s+|would\s+|had\s+)?(?:host|hosts|hosted|hosting)\b")
_RECORD = re.compile(
    r"\b(?:first|second|third|biggest|largest|deadliest|worst|heaviest|lowest|highest|most\s+\w+)\b[^.;]*$"
)
_WILL = re.compile(
    r"\b(?:will|shall|plan\w*|going to|ready to|about to|intend\w*|prepar\w*|tomorrow|next (?:week|"
    r"month))\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|would|must|should|expects?|is to|are to|due to|is due|are due|scheduled|set to|set for|expected|slated|"
    r"plans? to|"
    r"agreed to (?:meet|hold|return)|invited|next week|tomorrow)\b"
)
_PRESENT = re.compile(
    r"\b(?:flies|travels|heads|meets|(?<!did )sits?(?= down)|hosts|holds|arrives|opens|resumes|visits|goes|leaves|"
    r"convenes?|begins|receives|(?<!not )(?<!to )(?<!will )(?<!would )(?<!should )(?<!could )meet|(?<=we )(?:begin|"
    r"start|hold))\b"
)
_BEGINS = re.compile(r"\b(?:begins?|starts?)\b")
_TRUCE_BEHIND = re.compile(
    r"[\s-]days?\s+(?:[\w-]+\s+){0,2}?(?:truce|ceasefire|cease-fire|pause|halt|deadline|ultimatum|extension)\b"
)
_SHOT_DOWN = re.compile(
    rf"(?:shot down|brought down|intercepted|downed|destroyed)\s+(?P<number>{NUMERAL})(?=\s*(?:[,.;]|$)|\s+(?:of them|"
    rf"and|over|in|near)\b)"
)
_WERE_DOWNED = re.compile(
    rf"\b(?P<number>{NUMERAL})\s+(?:of\s+(?:them|those|these|which)\s+)?(?:was|were|had been|have been)\s+"
    r"(?:shot down|brought down|intercepted|downed|destroyed)\b"
)
_SENT = ("drones", "missiles", "munitions", "aircraft")
_SENT_AT = re.compile(
    r"\b(?:launch\w*|fired|sent|unleash\w*|hurled|rained)\b[^,;.]{3,60}\b(?:at|against|on|towards?|into|across)\s+$"
)
_BY_WHOM = re.compile(r"\bby\s+(?:the\s+|an?\s+)?$")
_TIMES = re.compile(
    rf"\b{NUMERAL}\s+(?:[\w-]+\s+){{0,2}}?(?:times|attempts?|attacks?|assaults?|clashes|battles|engagements|strikes|"
    r"air ?strikes|raids|blows|barrages|shellings|bombardments|explosions|hits)\b"
)
_BROUGHT_BY = re.compile(
    r"\b(?:mediated|brokered|facilitated|hosted|chaired|convened|sponsored|overseen|arranged)(?: jointly)? by\b"
    r"(?:\s+(?!and\b|between\b)[\w'-]+){0,3}?(?:\s+and(?:\s+the)?)?\s+$"
)
_BRINGS_BACK = re.compile(
    r"\bmediators?\s+(?:now\s+)?(?:wants?|expects?|hopes?|seeks?|urged?|asked|invited|called)\b[^.;]*?\b(?:both|"
    r"the two|"
    r"the|all)\s+(?:\w+\s+)?(?:delegations|sides|governments|parties|teams)\b"
)
_HOSTS_TALKS = re.compile(
    r"(?:\s+said\s+(?:that\s+)?it)?\s+(?:will\s+|would\s+|is to\s+|is\s+|was\s+|has\s+|had\s+)?host(?:s|ed|ing)?\b"
    r"[^.;]{0,40}?\b(?:talks|negotiations|meeting|round|summit)\s+(?:between|of)\b"
)
_PART_OF = re.compile(r"\s+(?:[\w-]+\s+)?(?:city|town|port|capital|resort|province|region|island|village|border)\b")
_OF_STATE = re.compile(r"\b(?:ministry|army|military|general staff|spokes\w+|presidency|government|command|navy)\b")
_SUFFERED = re.compile(
    r"\b(?:its|their|our|his)\s+(?:own\s+)?(?:[\w-]+\s+){0,3}(?:was|were|had been|has been|have been)\b"
)
_OBJECT = re.compile(r"(?:\s+on\s+\w+day)?\s+(?:(?:an?|the|its)\s+)?(?:[\w-]+\s+)?")
_HERE = re.compile(r"^[^;.]{0,60}\b(?:in|at|near|outside|over|above|on)\s+(?:the\s+)?(?:[\w'-]+\s+){0,6}$")
_BETWEEN_PLACES = re.compile(r"\bbetween\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")
_NEXT_DAY = re.compile(r"\s+(?:a day later|the next day|the following day|the day after)\b")
_OTHERS = re.compile(
    r"\b(?:delegations|delegates|negotiators|envoys|sides|parties|groups|teams|leaders|presidents|ministers|governments)\b"
)
_CALENDAR = frozenset({"iso", "dotted", "slashed", "full", "monthday", "noyear"})
_DEAD_IN = re.compile(r"(?:\s+[\w'-]+){0,6}?\s+(?:in|at|near|across)\s+(?:the\s+)?")
_OVERRAN_POST = re.compile(
    r"(?:overran|overrun|overrunning|storm(?:ed|ing))\s+an?\s+(?:[\w-]+\s+){0,3}?(?:post|camp|base|outpost|barracks|checkpoint|garrison)\b"
)
"""An attack, whoever holds the place after it: "overran an army post"."""
_PAST_VERB = re.compile(r"\b(?:struck|hit|fell|shot|took|sank|blew|flew|[a-z]{3,}ed)\b")
_NEXT = 2  # characters between a place and its own day
_MOST = 4  # states that take part
_SEAT_WORDS = 80  # characters
_MUTUAL = re.compile(
    r"\b(?:trad(?:e|es|ed|ing)|exchang(?:e|es|ed|ing)|clash(?:ed|es)?|fought|each other|one another)\b"
)
_BETWEEN = re.compile(r"\s+(?:[\w-]+\s+){0,3}?between\s")
_AND_STATE = re.compile(
    r"(?:'s)?(?:\s+(?:army|forces|troops|soldiers|patrols))?\s*(?:,|and|with|against)\s+(?:the\s+)?"
)
_BRINGS = re.compile(
    r"(?:'s?\s+(?:invitation|mediation|good offices)|[- ](?:mediated|brokered|hosted|facilitated|sponsored)\b|"
    r"(?:\s+and\s+\w+)?\s+(?:is |was )?mediat(?:es|ed|ing|ion|or|ors)\b)"
)
_FREED_AFTER = re.compile(
    r"(?:\s+(?!(?:officials|authorities|government|forces|army|troops|and|frees?|freed|releas\w+|let|set)\b)[\w-]+){1,3}?\s+(?:held|seized|kidnapped|"
    r"abducted|captured|detained|jailed|taken|(?:was|were|has been|have been|had been)\s+(?:\w+\s+)?(?:freed|released|"
    r"let go|handed|returned|set free))\b"
)
_TAKEN = re.compile(
    r"(?<!was )(?<!were )\b(?:held|seized|captured|kidnapped|abducted|detained|jailed|arrested|snatched|captive|"
    r"hostage|imprisoned|missing)\b(?:\s+(?!(?:was|were|freed|released|returned|swapped|exchanged)\b)[\w'-]+){0,5}\s*$"
)


def draft_events(  # what was found in the one sentence
    story: Story,
    scene: Scene,
    hit: Hit,
    counts: list[Quantity],
    sayings: list[Saying],
    hits: Sequence[Hit],
) -> list[Draft]:
    """
    Read what one hit tells.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    hit
        The words that tell it.
    counts
        The numbers of the sentence that are its own.
    sayings
        Who says what in the sentence.
    hits
        All hits of the sentence: what belongs to another is not this one's.

    Returns
    -------
    drafts
        One, or one for each place of a list.
    """
    layer = hit.trigger.layer
    draft = Draft(
        layer, subtype_of(story, scene, hit), hit, scene.index, [Span(scene.sentence.start, scene.sentence.end)]
    )
    draft.cues.append(Cue("layer", hit.span.start, hit.span.end, hit.trigger.name))
    weapon = weapon_of(story, scene, hit) if layer in VIOLENT else None
    if weapon is not None:
        draft.weapon = story.text_of(weapon)
        draft.cues.append(Cue("weapon", weapon.start, weapon.end, "beside the words that tell it"))
    if draft.subtype == "advance" and _OVERRAN_POST.search(story.norm, hit.span.start, hit.window.end):
        draft.subtype = "attack"
    draft.add_counts([count for count in counts if not _is_of_truce(story, draft, count)])
    draft.add_counts(_of_those(story, scene, draft))
    draft.saying = saying_for(sayings, hit.span)
    times = _times_for(story, scene, hit, hits)
    _settle_modality(story, scene, draft, times)
    draft.dating = _date(story, scene, draft, times)
    if layer == "statement":
        draft.modality = "actual"  # it was said, whatever it was about
    reference = story.document.date
    if draft.modality == "actual" and draft.dating.start is not None and reference is not None:
        done = _PAST_VERB.search(story.norm, hit.span.start, hit.span.end) is not None
        if draft.dating.start > reference and layer in VIOLENT and done:
            draft.warnings.append("date_after_report")
        elif draft.dating.start > reference:
            draft.modality = "planned"
    _find_parties(story, scene, draft)
    others = [other.window for other in hits if other.window != hit.window]
    seats = [seat for one in sayings if (seat := _seat(one, hit)) is not None]
    places = find_places(story, scene, hit, others=others, seats=seats)
    if layer == "talks" and not places:
        places = _host(story, scene)
    draft.borrowed = bool(places) and not names_own_place(hit.window, places)
    whole = _sent_at_land(story, scene, draft, places)
    return _spread(story, draft, places) if whole is None else [whole, *_spread(story, draft, places)]


def _sent_at_land(story: Story, scene: Scene, draft: Draft, places: Sequence[EventPlace]) -> Draft | None:
    """As in "launched 112 drones at Ukraine overnight, killing two people in Kharkiv": the 112 are not Kharkiv's."""
    window, sent = draft.hit.window, [count for count in draft.counts if count.kind in _SENT]
    lands = (
        at
        for at in scene.resolutions
        if at.place is not None and at.place.kind == "country" and window.start <= at.mention.start < window.end
    )
    at = next((at for at in lands if _SENT_AT.search(story.norm, window.start, at.mention.start)), None)
    if draft.layer != "strike" or not sent or not places or at is None or at.place is None:
        return None
    begins = [where.mention.start for where in places if where.mention is not None and contains(at.place, where.place)]
    if len(begins) < len(places) or "," not in story.norm[at.mention.end : max(at.mention.end, min(begins))]:
        return None
    draft.counts = [count for count in draft.counts if count.kind not in _SENT]
    return replace(
        draft,
        places=[EventPlace(at.place, at.geo_precision, at.mention)],
        counts=sent,
        evidence=list(draft.evidence),
        warnings=list(draft.warnings),
        cues=list(draft.cues),
        borrowed=False,
    )


def _settle_modality(story: Story, scene: Scene, draft: Draft, times: list[TimeWords]) -> None:
    """How real it is, by the words around it, and by what can be said of such an event at all."""
    hit, layer = draft.hit, draft.layer
    draft.modality, words = read_modality(story, scene, hit.window, hit.span, times, is_noun=hit.trigger.noun)
    if is_attempt(story, hit.window, hit.span):
        _make_attempt(draft)
    said = "" if words is None else story.text_of(words).lower()
    ahead = _is_ahead(story, times)
    if layer == "talks":
        inside = words is not None and hit.span.start < words.start < hit.span.end
        if hit.definite and not inside and draft.modality in ("hypothetical", "planned"):
            draft.modality, words = ("planned" if ahead else "actual"), None
        if draft.modality == "hypothetical" and said.startswith(("want", "expect", "hop", "should")) and ahead:
            draft.modality = "planned" if story.names_militants else "hypothetical"
    if layer in VIOLENT and draft.modality == "planned" and words is not None and not _WILL.search(said):
        draft.modality, words = "actual", None  # "began to", "ahead of talks": said of what was already done
    comes = _goes_ahead(story, hit, times) or _COMING.search(story.norm, hit.window.start, hit.window.end) is not None
    if layer in (*TWO_SIDED, "humanitarian") and draft.modality == "actual" and comes and ahead:
        draft.modality = "planned"
    if words is not None:
        draft.cues.append(Cue("modality", words.start, words.end, draft.modality))


def _make_attempt(draft: Draft) -> None:
    """As in "tried to capture the town": an attack on it; "tried to free them": nobody was freed."""
    if draft.layer not in VIOLENT:
        draft.modality = "hypothetical"
    elif draft.subtype in ("advance", "withdrawal"):
        draft.subtype = "attack"


def _seat(saying: Saying, hit: Hit) -> Span | None:
    """As in "the defence ministry, in Maputo, said": the words that name a state's office and where it sits."""
    if saying.trailing and saying.claimant.start >= saying.end > hit.span.end:
        return Span(saying.start, saying.claimant.end)
    seat = Span(saying.claimant.start, max(saying.claimant.end, saying.start))
    apart = seat.end <= hit.span.start or hit.span.end <= seat.start
    return seat if apart and seat.end - seat.start < _SEAT_WORDS and _OF_STATE.search(saying.name.lower()) else None


def _of_those(story: Story, scene: Scene, draft: Draft) -> list[Quantity]:
    """As in "The army said it shot down four.": of the drones or missiles told of before."""
    if draft.layer != "air_defence" or draft.counts:
        return []
    found = _SHOT_DOWN.match(story.norm, draft.hit.span.start, scene.sentence.end) or _WERE_DOWNED.search(
        story.norm, draft.hit.window.start, draft.hit.window.end
    )
    numeral = found and next(iter(find_numerals(story.norm, found.start("number"), found.end("number"))), None)
    if not numeral:
        return []
    around = story.scenes[max(0, scene.index - 1) : scene.index + 1]
    sent = [one for scene in around for one in scene.counts if one.kind in ("drones", "missiles")]
    kinds = {one.kind for one in sent if one.value >= numeral.value}
    if not sent:
        words: tuple[tuple[str, QuantityKind], ...] = (("drone", "drones"), ("missile", "missiles"))
        told = story.lexicon.words
        kinds = {kind for name, kind in words if any(one.phrases.search(told[name]) for one in around)}
    if len(kinds) != 1:
        return []
    kind: QuantityKind = "drones" if kinds == {"drones"} else "missiles"
    return [Quantity(kind, numeral.op, numeral.value, kind, Span(numeral.start, numeral.end))]


def _is_of_truce(story: Story, draft: Draft, count: Quantity) -> bool:
    """As in "talks on a 60-day truce": how long the truce is to be, not the talks."""
    if draft.layer != "talks" or draft.subtype == "ceasefire" or count.kind != "duration_days" or count.span is None:
        return False
    return _TRUCE_BEHIND.match(story.norm, count.span.end) is not None


def _is_ahead(story: Story, times: list[TimeWords]) -> bool:
    """Whether the days named lie after the report: "Monday's meeting" on a Sunday."""
    reference = story.document.date
    if reference is None:
        return False
    days = [
        read_time(words, story.document.text, reference, ahead=True).start
        for words in times
        if not is_of_saying(story.norm, words)
    ]
    return any(day is not None and day > reference for day in days)


def _goes_ahead(story: Story, hit: Hit, times: list[TimeWords]) -> bool:
    """As in "A team flies to Cairo on Tuesday", said on a Monday: the present tense of a day still to come."""
    begins = hit.trigger.layer == "humanitarian" and _BEGINS.search(story.norm, hit.window.start, hit.span.start)
    tells = begins or _PRESENT.search(story.norm, hit.span.start, hit.span.end)
    return tells is not None and bool(tells) and _is_ahead(story, times)


def _host(story: Story, scene: Scene) -> list[EventPlace]:
    """As in "Saudi Arabia will host": a country that hosts is where talks are."""
    for at in scene.resolutions:
        if at.place is not None and _HOSTS.match(story.norm, at.mention.end):
            return [EventPlace(at.place, at.geo_precision or at.place.geo_precision, at.mention)]
    return []


def _times_for(story: Story, scene: Scene, hit: Hit, hits: Sequence[Hit]) -> list[TimeWords]:
    """The words that say when for this hit: its window's, else those in no other hit's window."""
    freed = hit.trigger.layer == "prisoner_exchange"
    known = [
        words
        for words in scene.times
        if not (freed and _is_of_capture(story, words)) and not scene.is_aside(words.start, hit.span.start)
    ]
    known = [words for words in known if words.rule != "daysafter" or _follows(hit, words)]
    inside = [words for words in known if hit.window.start <= words.start < hit.window.end]
    if inside:
        return inside
    since = [words for words in known if words.rule == "daysafter"]
    if since:
        return since
    others = [other.window for other in hits if other is not hit]
    return [
        words
        for words in known
        if not any(one.start <= words.start < one.end for one in others) and _reaches(story, scene, hit, words)
    ]


def _follows(hit: Hit, words: TimeWords) -> bool:
    """As in "came two days after ministers met": the words say how long ago what follows them was."""
    return hit.window.start - 1 <= words.end - len("after") <= hit.window.start + 1


def _is_of_capture(story: Story, words: TimeWords) -> bool:
    """As in "two truckers held since August were freed": when those now free were taken."""
    return _TAKEN.search(story.norm, max(0, words.start - 60), words.start) is not None


def _reaches(story: Story, scene: Scene, hit: Hit, words: TimeWords) -> bool:
    """Whether a time outside a hit's clause can be its own: at the sentence's head, the saying's, or next to it."""
    if words.start - scene.sentence.start < 25 or is_of_saying(story.norm, words):
        return True
    if hit.trigger.noun and hit.definite:
        return False
    clauses = scene.clauses
    distance = abs(clauses.index(scene.clause_at(words.start)) - clauses.index(scene.clause_at(hit.span.start)))
    home = scene.clause_at(words.start)
    relative = _RELATIVE_CLAUSE.match(story.norm, home.start) is not None
    return distance <= 1 and (not relative or _CLOSED.search(story.norm, home.start + 1, words.start) is not None)


def _date(story: Story, scene: Scene, draft: Draft, times: list[TimeWords]) -> Dating:
    usable = [
        words
        for words in times
        if words.rule not in ("since", "past") and not _is_long(words) and not _is_record(story, words)
    ]
    if draft.modality not in ("historical", "habitual"):
        usable = [words for words in usable if words.rule not in ("year", "bareyear")]
    years = [words for words in times if _is_of_years(words)] if draft.modality == "historical" else []
    usable = years or usable  # "Five years ago on Thursday"
    if not usable:
        return Dating()
    hit = draft.hit.span
    said = [words for words in usable if is_of_saying(story.norm, words)]
    own = [words for words in usable if words not in said] or ([] if draft.modality == "planned" else usable)
    if not own:
        return Dating()
    nearest = min(own, key=lambda words: min(abs(words.start - hit.end), abs(hit.start - words.end)))
    if nearest.rule == "weekday":  # "on Monday, 2 June"
        nearest = next(
            (words for words in own if words.rule in _CALENDAR and _are_side_by_side(story, words, nearest)), nearest
        )
    ahead = draft.modality == "planned"
    reference = story.document.date
    dating = read_time(nearest, story.document.text, reference, ahead=ahead)
    if nearest.rule in ("overnight", "samenight", "lastday", "today"):
        for words in scene.times:
            based = words in usable or is_of_saying(story.norm, words)
            if words.rule == "weekday" and based and reference is not None:
                day = read_time(words, story.document.text, reference, ahead=ahead).start
                dating = read_time(nearest, story.document.text, day, ahead=ahead)
    draft.cues.append(Cue("date", nearest.start, nearest.end, nearest.rule))
    if nearest.rule in _CALENDAR:
        _doubt_date(story, scene, draft, nearest, dating)
    return dating


def _is_of_years(words: TimeWords) -> bool:
    """As in "five years ago", "last year"."""
    return (words.rule == "dayago" and words.found["unit"] == "year") or words.found.group() == "last year"


def _doubt_date(story: Story, scene: Scene, draft: Draft, words: TimeWords, dating: Dating) -> None:
    """Warn of a day that no calendar has, and of a weekday named beside a day that is another."""
    if dating.start is None:
        if words.rule != "monthday" or story.document.date is not None:
            draft.warnings.append("date_unreadable")
        return
    for beside in scene.times:
        other = beside.rule == "weekday" and WEEKDAYS[beside.found["weekday"]] != dating.start.weekday()
        if other and _are_side_by_side(story, words, beside):
            draft.warnings.append("weekday_differs")


def _are_side_by_side(story: Story, one: TimeWords, other: TimeWords) -> bool:
    return re.fullmatch(r"\W{0,3}", story.norm[min(one.end, other.end) : max(one.start, other.start)]) is not None


def _is_long(words: TimeWords) -> bool:
    """As in "Over the past 18 months" says how long something went on, not when this happened."""
    return words.rule == "span" and words.found["unit"] in ("month", "year")


def _is_record(story: Story, words: TimeWords) -> bool:
    """As in "the first such exchange since November" says when the last one was, not this one."""
    since = story.norm.startswith("since", words.start) or story.norm.endswith("since ", 0, words.start)
    return since and _RECORD.search(story.norm, max(0, words.start - 80), words.start) is not None


def _find_parties(story: Story, scene: Scene, draft: Draft) -> None:
    hit = draft.hit
    if draft.layer in TWO_SIDED:
        found = [
            party
            for party in parties(story, scene, scene.sentence.start, scene.sentence.end)
            if _takes_part(scene, party.start)
            and not _only_speaks(story, draft, party)
            and not _holds_place(story, scene, party)
        ]
        if draft.subtype == "mediation" and _BRINGS_BACK.search(story.norm, hit.window.start, hit.window.end):
            draft.subtype = "negotiation"  # of those whom the mediators want back
        found = [
            party
            for party in found
            if not (draft.subtype != "mediation" and _brings_together(story, scene, party))
            and not (draft.subtype == "release" and _FREED_AFTER.match(story.norm, party.end))
        ]
        if draft.subtype == "release":
            found = [party for party in found if not _is_freed(story, party, hit)]
        if draft.subtype in ("visit", "delegation_travel"):
            found = [party for party in found if party.start < hit.span.end]
        draft.actor = "; ".join(dict.fromkeys(party.name for party in found[:4]))
        draft.actor_isos = tuple(states(found))[:_MOST]
        return
    mutual = _mutual(story, scene, draft)
    if mutual:
        draft.actor, draft.actor_isos = "; ".join(one.name for one in mutual), tuple(states(mutual))
    else:
        _find_doer(story, scene, draft)


def _find_doer(story: Story, scene: Scene, draft: Draft) -> None:
    """Who did it, or whose the dead are, and to whom."""
    hit = draft.hit
    defending = draft.layer == "air_defence"
    actor = find_actor(story, scene, hit.window, hit.span, defending=defending)
    if actor is None and draft.layer == "ground":
        actor = force_between(story, hit.window, hit.span)
    if draft.layer == "casualties":
        _find_victims(story, scene, draft)
    elif draft.saying is not None and (
        draft.saying.verb == "claimed by" or ((actor is None or not actor.iso) and _is_own_deed(story, draft))
    ):
        draft.actor, draft.actor_isos, draft.actor_key = draft.saying.name, draft.saying.isos[:1], draft.saying.key
    elif actor is not None:
        draft.actor, draft.actor_key = actor.name, actor.key
        draft.actor_isos = (actor.iso,) if actor.iso else ()
        draft.cues.append(Cue("actor", actor.start, actor.end, "named"))
    after = [
        party
        for party in parties(story, scene, hit.span.start, hit.window.end)
        if party.iso and party.iso not in draft.actor_isos and not is_aside(scene, party) and not _speaks(draft, party)
    ]
    if after and draft.layer in VIOLENT:
        draft.target, draft.target_iso = after[0].name, after[0].iso
        draft.cues.append(Cue("target", after[0].start, after[0].end, "named behind them"))


def _speaks(draft: Draft, party: Party) -> bool:
    saying = draft.saying
    return saying is not None and saying.claimant.start <= party.start < max(saying.claimant.end, saying.start)


def _is_freed(story: Story, party: Party, hit: Hit) -> bool:
    """As in "freed an Indonesian captain": a people named as whose the freed are."""
    number = re.compile(rf"\b(?:an?|{NUMERAL})\s+(?:[\w-]+\s+)?$")
    return party.start >= hit.span.start and number.search(story.norm, hit.span.start, party.start) is not None


def _mutual(story: Story, scene: Scene, draft: Draft) -> list[Party]:
    """As in "Indian and Pakistani troops traded fire", "clashes between Thai and Cambodian patrols": both states."""
    hit = draft.hit
    if draft.layer not in ("ground", "shelling", "strike") or not _MUTUAL.search(
        story.norm, hit.window.start, hit.span.end
    ):
        between = _BETWEEN.match(story.norm, hit.span.end, hit.window.end) if draft.layer == "ground" else None
        if between is None:
            return []
        found = parties(story, scene, between.end() - 1, hit.window.end)
    else:
        found = parties(story, scene, hit.window.start, hit.span.end)
    for one, other in pairwise(found):
        joined = _AND_STATE.fullmatch(story.norm, one.end, other.start)
        if joined and (one.iso or other.iso) and one.iso != other.iso:
            return [one, other]
    return []


def _only_speaks(story: Story, draft: Draft, party: Party) -> bool:
    """As in "Negotiators will meet on Monday, Turkey's foreign minister said": a source of what others do."""
    saying = draft.saying
    if saying is None:
        return False
    if saying.trailing:
        return saying.claimant.start <= party.start
    inside = saying.claimant.start <= party.start < saying.claimant.end
    lead = story.norm[saying.end : draft.hit.span.end]
    return inside and saying.end <= draft.hit.span.start and _OTHERS.search(lead) is not None


def _holds_place(story: Story, scene: Scene, party: Party) -> bool:
    """As in "in Belarus's Gomel region", "in the Chinese city of Kunming": a country that only says where."""
    for before, at in pairwise(scene.resolutions):
        town = before.place is not None and before.place.country_code == party.iso
        beside = story.norm[before.mention.end : party.start] == ", "
        if at.mention.start == party.start and at.mention.kind != "demonym" and town and beside:
            return True
    if _PART_OF.match(story.norm, party.end):
        return True
    after = next((at for at in scene.resolutions if at.mention.start > party.end), None)
    if after is None or after.place is None or after.place.country_code != party.iso:
        return False
    return re.fullmatch(r"'s?\s+(?:[a-z-]+\s+){0,2}", story.norm[party.end : after.mention.start]) is not None


def _brings_together(story: Story, scene: Scene, party: Party) -> bool:
    """As in "talks mediated by Washington", "at Georgia's invitation", "Oman will host talks between"."""
    before = _BROUGHT_BY.search(story.norm, max(scene.sentence.start, party.start - 50), party.start)
    brings = _BRINGS.match(story.norm, party.end) or _HOSTS_TALKS.match(story.norm, party.end)
    return before is not None or brings is not None


def _find_victims(story: Story, scene: Scene, draft: Draft) -> None:
    """As in "Russia claimed more than 1,400 Ukrainian troops were killed": the people named are whose dead they are."""
    named = [party for party in parties(story, scene, draft.hit.window.start, draft.hit.window.end) if party.iso]
    speaker = draft.saying.isos[:1] if draft.saying is not None else ()
    source = draft.saying.claimant if draft.saying is not None else Span(0, 0)
    doer = next((party for party in named if _BY_WHOM.search(story.norm, max(0, party.start - 8), party.start)), None)
    if doer is not None and doer.iso not in speaker:
        draft.actor, draft.actor_isos, draft.actor_key = doer.name, (doer.iso,), doer.key
        draft.cues.append(Cue("actor", doer.start, doer.end, "named"))
        named = [party for party in named if party.iso != doer.iso]
        speaker = ()
    victims = [party for party in named if party.iso not in speaker and not source.start <= party.start < source.end]
    if victims:
        draft.target, draft.target_iso = victims[0].name, victims[0].iso
        draft.cues.append(Cue("target", victims[0].start, victims[0].end, "whose dead they are"))
        if draft.saying is not None and speaker and not is_news(draft.saying.name):
            draft.actor, draft.actor_isos = draft.saying.name, speaker


def _takes_part(scene: Scene, start: int) -> bool:
    at = next((one for one in scene.resolutions if one.mention.start == start), None)
    if at is not None and at.mention.role == "relative":
        return False
    return (
        at is None or at.mention.kind in ("demonym", "country", "capital_metonym", None) or at.mention.role == "metonym"
    )


def _is_own_deed(story: Story, draft: Draft) -> bool:
    """As in "Ukraine said it had hit ...", "claimed its drones burned": the speaker is the doer."""
    saying = draft.saying
    if saying is None or not saying.key:
        return False
    if draft.layer == "air_defence":
        return True
    lead = story.norm[saying.end : draft.hit.span.start]
    if saying.verb in ("announced", "claimed") and draft.hit.trigger.noun and _OBJECT.fullmatch(lead):
        others = story.norm.startswith(" by ", draft.hit.span.end)
        return draft.layer in ("strike", "ground", "explosion") and not others
    if draft.layer not in ("strike", "shelling", "ground", "explosion"):
        return False
    lead = story.norm[max(saying.end, story.scenes[draft.scene].sentence.start) : draft.hit.span.end]
    if _SUFFERED.search(lead):
        return False
    return OWN_DEED.search(lead) is not None or lead.startswith(" to have")


def _is_counted(story: Story, draft: Draft) -> bool:
    """As in "41 attacks near A, B and C": a number of occurrences that the places share."""
    window = draft.hit.window
    return _TIMES.search(story.norm, window.start, window.end) is not None


def _spread(story: Story, draft: Draft, places: list[EventPlace]) -> list[Draft]:
    """One event a place, unless a number is shared by several places: then one with all of them."""
    apart = ("villages", "sites") if draft.hit.trigger.lists else ("villages",)
    by_count = _counted_apart(places, draft.counts)
    days = [_day_behind(story, draft, where) for where in places] if len(places) > 1 else []
    if not places or not all(days):
        days = [None] * len(places)
    own = by_count or any(days) or are_apart(story, places) or _has_place_again(story, draft, places)
    whole = not own and ([count for count in draft.counts if count.kind not in apart] or _is_counted(story, draft))
    if _is_between(story, places):
        draft.places = places
        return [draft]
    journeys = draft.subtype in ("visit", "delegation_travel")
    if journeys and len(places) > 1:
        return _stops(story, draft, places)
    once = draft.layer in ("talks", "prisoner_exchange", "air_defence", "casualties") and not by_count
    if len(places) <= 1 or whole or once:
        draft.places = places
        return [draft]
    copies = [
        replace(
            draft,
            places=[where],
            counts=[],
            evidence=list(draft.evidence),
            warnings=list(draft.warnings),
            cues=list(draft.cues),
            borrowed=False,
            recalled=False,
        )
        for where in places
    ]
    for copy, words in zip(copies, days, strict=True):
        if words is not None:
            copy.dating = _read_day(story, draft, words)
    for count in draft.counts if own else ():
        again = _place_of_count(story, draft, count)
        there = next((one for one in copies if again in one.place_ids), None)
        (there or _whose(story, copies, draft.counts, count)).add_counts([count])
    return copies


def _day_behind(story: Story, draft: Draft, where: EventPlace) -> TimeWords | None:
    """As in "hit A on Monday and B on Tuesday": the day right behind a place."""
    mention = where.mention
    if mention is None:
        return None
    close = (words for words in story.scenes[draft.scene].times if 0 < words.start - mention.end <= _NEXT)
    return next((words for words in close if words.rule in _CALENDAR or words.rule == "weekday"), None)


def _read_day(story: Story, draft: Draft, words: TimeWords) -> Dating:
    return read_time(words, story.document.text, story.document.date, ahead=draft.modality == "planned")


def _has_place_again(story: Story, draft: Draft, places: Sequence[EventPlace]) -> bool:
    """As in "rounds fell on A and B, with one schoolgirl dead in B": a number said to be of one of the places."""
    return len(places) > 1 and any(_place_of_count(story, draft, count) in _ids(places) for count in draft.counts)


def _place_of_count(story: Story, draft: Draft, count: Quantity) -> str:
    """The place right behind what a number counts, in the same sentence; empty for none."""
    if count.span is None:
        return ""
    for at in story.scenes[draft.scene].resolutions:
        behind = count.span.end <= at.mention.start and at.place is not None
        if behind and _DEAD_IN.fullmatch(story.norm, count.span.end, at.mention.start):
            return at.place.place_id if at.place is not None else ""
    return ""


def _ids(places: Sequence[EventPlace]) -> set[str]:
    return {where.place.place_id for where in places}


def _counted_apart(places: Sequence[EventPlace], counts: Sequence[Quantity]) -> bool:
    """As in "28 drones over A and 19 over B": as many numbers of a kind as places, each before its own."""
    at = [where.mention.start for where in places if where.mention is not None]
    for kind in {count.kind for count in counts}:
        begins = [count.span.start for count in counts if count.kind == kind and count.span and not count.subset]
        order = [offset for pair in zip(begins, at, strict=False) for offset in pair]
        if len(begins) == len(at) == len(places) > 1 and order == sorted(order):
            return True
    return False


def _is_between(story: Story, places: Sequence[EventPlace]) -> bool:
    """As in "an ambush between A and B": one event near both."""
    first = places[0].mention if len(places) == 2 else None
    return first is not None and _BETWEEN_PLACES.search(story.norm, max(0, first.start - 30), first.start) is not None


def _stops(story: Story, draft: Draft, places: Sequence[EventPlace]) -> list[Draft]:
    """As in "is due in A on Friday and in B a day later": a visit to each."""
    stops = []
    for where in places:
        stop = replace(draft, places=[where], cues=list(draft.cues), counts=list(draft.counts))
        start, behind = draft.dating.start, where.mention
        if start is not None and behind is not None and _NEXT_DAY.match(story.norm, behind.end):
            stop.dating = replace(draft.dating, start=start + timedelta(days=1), end=start + timedelta(days=1))
        stops.append(stop)
    return stops


def _whose(story: Story, copies: Sequence[Draft], counts: Sequence[Quantity], count: Quantity) -> Draft:
    """As in "killed three in A and two in B": the place right behind a number, else the last one before it."""
    if count.span is None:
        return copies[0]
    start, end = count.span.start, count.span.end
    later = [other.span.start for other in counts if other.span is not None and other.span.start > start]
    before = copies[0]
    for copy in copies:
        mention = copy.places[0].mention
        if mention is None:
            continue
        if mention.start > end:
            between = story.norm[end : mention.start]
            close = mention.start < min(later, default=mention.start + 1) and _HERE.search(between) is not None
            return copy if close or copy is copies[0] else before
        before = copy
    return before
