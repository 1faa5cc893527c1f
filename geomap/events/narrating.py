"""From hits to events: sentence after sentence, each question asked of the sentence, then of what was told before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events.actors import find_actor, is_state_force, parties, states
from geomap.events.claims import Saying, find_sayings, is_news, saying_for
from geomap.events.dates import TimeWords, read_time
from geomap.events.drafts import VIOLENT, Draft
from geomap.events.locating import contains, find_places, points_back
from geomap.events.modality import read_modality
from geomap.events.story import Scene, Story
from geomap.events.triggers import Hit, find_hits, subtype_of, weapon_of
from geomap.model import Cue, Dating, EventPlace, Quantity, Span

_UNVERIFIED = re.compile(
    r"\b(?:not|n't|unable|without|impossible|no)\b[^.;]{0,60}\b(?:verif\w+|check\w*|confirm\w*|corroborat\w+)\b[^.;]{0,60}|\bunverified\b|\bindependent(?:ly)? (?:confirm\w*|verif\w*)\b"
)
_COULD_NOT = re.compile(
    r"\b(?:independent\w*|could not be|not been|not able to|unable to|unverified|not immediately)\b"
)
_DENIAL = re.compile(
    r"\b(?:denied|denies|rejected the claim|dismissed the claim|did not confirm|not confirm|disputed|refuted|admitted only|acknowledged only|called the claim|contradicted)\b"
)
_ADMISSION = re.compile(r"\b(?:admi(?:t|ts|tted|ssion)|acknowledge[ds]?|conceded)\b")
_CONFIRMED = re.compile(r"\bconfirmed\b")
_TWO_SIDED = frozenset({"talks", "prisoner_exchange"})


def narrate(story: Story) -> list[Draft]:
    """
    Read a whole document.

    Parameters
    ----------
    story
        The document laid out.

    Returns
    -------
    drafts
        Its events in text order, each once.
    """
    told: list[Draft] = []
    last_saying: Saying | None = None
    for index, scene in enumerate(story.scenes):
        sayings = find_sayings(story, scene, last_saying)
        hits = find_hits(story, scene)
        shares = _share_counts(scene, hits, story)
        fresh: list[Draft] = []
        for hit, counts in zip(hits, shares, strict=True):
            fresh.extend(_drafts(story, scene, index, hit, counts, sayings, hits))
        for draft in fresh:
            _tell(story, draft, told)
        _leftover_counts(story, scene, index, hits, told)
        _doubt(story, scene, index, told)
        last_saying = sayings[-1] if sayings else last_saying
    kept = [draft for draft in told if _is_worth(story, draft)]
    _infer_actors(story, kept)
    for draft in kept:
        _settle_claim(story, draft)
    return kept


def _share_counts(scene: Scene, hits: Sequence[Hit], story: Story) -> list[list[Quantity]]:
    """Give each number of a sentence to the nearest hit whose layer can have it."""
    shares: list[list[Quantity]] = [[] for _ in hits]
    for count in scene.counts:
        if count.span is None:
            continue
        fit = [
            number for number, hit in enumerate(hits) if count.kind in story.lexicon.counts.get(hit.trigger.layer, ())
        ]
        if not fit:
            continue
        begin = count.span.start

        def distance(number: int, begin: int = begin) -> tuple[bool, int]:
            hit = hits[number]
            inside = hit.window.start <= begin < hit.window.end
            return (not inside, abs(hit.span.start - begin))

        shares[min(fit, key=distance)].append(count)
    return shares


def _drafts(
    story: Story, scene: Scene, index: int, hit: Hit, counts: list[Quantity], sayings: list[Saying], hits: Sequence[Hit]
) -> list[Draft]:
    layer = hit.trigger.layer
    draft = Draft(layer, subtype_of(story, scene, hit), hit, index, [Span(scene.sentence.start, scene.sentence.end)])
    draft.cues.append(Cue("layer", hit.span.start, hit.span.end, hit.trigger.name))
    draft.weapon = weapon_of(story, hit) if layer in VIOLENT else ""
    draft.add_counts(counts)
    draft.saying = saying_for(sayings, hit.span)
    times = _times_for(scene, hit, hits)
    draft.modality, words = read_modality(story, hit.window, hit.span, times)
    if words is not None:
        draft.cues.append(Cue("modality", words.start, words.end, draft.modality))
    draft.dating = _date(story, draft, times)
    _find_parties(story, scene, draft)
    places = find_places(story, scene, hit.window, hit.span, layer)
    if layer == "talks" and not places:
        places = _host(story, scene)
    return _spread(draft, places)


def _host(story: Story, scene: Scene) -> list[EventPlace]:
    """ "Saudi Arabia will host": a country that hosts is where talks are."""
    for at in scene.resolutions:
        if at.place is not None and at.place.kind == "country":
            if re.compile(r"\s+(?:will\s+|is\s+|was\s+|has\s+|would\s+|had\s+)?(?:host|hosts|hosted|hosting)\b").match(
                story.norm, at.mention.end
            ):
                return [EventPlace(at.place, 4, at.mention)]
    return []


def _times_for(scene: Scene, hit: Hit, hits: Sequence[Hit]) -> list[TimeWords]:
    """The words that say when for this hit: its window's, else those in no other hit's window."""
    inside = [words for words in scene.times if hit.window.start <= words.start < hit.window.end]
    if inside:
        return inside
    others = [other.window for other in hits if other is not hit]
    return [words for words in scene.times if not any(one.start <= words.start < one.end for one in others)]


def _date(story: Story, draft: Draft, times: list[TimeWords]) -> Dating:
    usable = [words for words in times if words.rule not in ("since", "past")]
    if draft.modality not in ("historical", "habitual"):
        usable = [words for words in usable if words.rule != "year"]
    if not usable:
        return Dating()
    hit = draft.hit.span
    said = [words for words in usable if _is_of_saying(story, words)]
    own = [words for words in usable if words not in said] or usable
    nearest = min(own, key=lambda words: min(abs(words.start - hit.end), abs(hit.start - words.end)))
    ahead = draft.modality == "planned"
    reference = story.document.date
    dating = read_time(nearest, story.document.text, reference, ahead=ahead)
    if nearest.rule in ("overnight", "samenight", "lastday", "today"):
        for words in usable:
            if words.rule == "weekday" and reference is not None:
                day = read_time(words, story.document.text, reference, ahead=ahead).start
                dating = read_time(nearest, story.document.text, day, ahead=ahead)
    draft.cues.append(Cue("date", nearest.start, nearest.end, nearest.rule))
    return dating


def _is_of_saying(story: Story, words: TimeWords) -> bool:
    return (
        re.compile(
            r"\b(?:said|saying|told|announced|reported|claimed|stated|statement)(?:\s+\w+)?(?:\s+on)?\s*$"
        ).search(story.norm, max(0, words.start - 30), words.start)
        is not None
    )


def _find_parties(story: Story, scene: Scene, draft: Draft) -> None:
    hit = draft.hit
    if draft.layer in _TWO_SIDED:
        found = [
            party
            for party in parties(story, scene, scene.sentence.start, scene.sentence.end)
            if _takes_part(scene, party.start)
        ]
        draft.actor = "; ".join(dict.fromkeys(party.name for party in found[:4]))
        draft.actor_isos = tuple(states(found))[:3]
        return
    defending = draft.layer == "air_defence"
    actor = find_actor(story, scene, hit.window, hit.span, defending=defending)
    if actor is None and draft.saying is not None and _is_own_deed(story, draft):
        draft.actor, draft.actor_isos = draft.saying.name, draft.saying.isos[:1]
    elif actor is not None:
        draft.actor = actor.name
        draft.actor_isos = (actor.iso,) if actor.iso else ()
        draft.cues.append(Cue("actor", actor.start, actor.end, "named"))
    after = [
        party
        for party in parties(story, scene, hit.span.start, hit.window.end)
        if party.iso and party.iso not in draft.actor_isos
    ]
    if after and draft.layer in VIOLENT:
        draft.target, draft.target_iso = after[0].name, after[0].iso


def _takes_part(scene: Scene, start: int) -> bool:
    at = next((one for one in scene.resolutions if one.mention.start == start), None)
    return (
        at is None or at.mention.kind in ("demonym", "country", "capital_metonym", None) or at.mention.role == "metonym"
    )


def _is_own_deed(story: Story, draft: Draft) -> bool:
    """ "Ukraine said it had hit ...", "claimed its drones burned": the speaker is the doer."""
    saying = draft.saying
    if saying is None or not saying.isos:
        return False
    if draft.layer == "air_defence":
        return True
    lead = story.norm[saying.end : draft.hit.span.end]
    return re.search(
        r"\b(?:it|its|they|their|we|our|he)\b(?:\s+(?:had|has|have|also))?(?!\s+(?:had |has |have )?(?:been|was|were)\b)",
        lead,
    ) is not None or lead.startswith(" to have")


def _spread(draft: Draft, places: list[EventPlace]) -> list[Draft]:
    """One event a place, unless a number is shared by several places: then one with all of them."""
    whole = [count for count in draft.counts if count.kind not in ("villages",)]
    if len(places) <= 1 or whole or draft.layer in ("talks", "prisoner_exchange", "air_defence", "casualties"):
        draft.places = places
        return [draft]
    copies = []
    for where in places:
        copy = Draft(draft.layer, draft.subtype, draft.hit, draft.scene, list(draft.evidence))
        for name in ("dating", "modality", "actor", "actor_isos", "target", "target_iso", "weapon", "saying"):
            setattr(copy, name, getattr(draft, name))
        copy.cues, copy.places = list(draft.cues), [where]
        copies.append(copy)
    return copies


def _tell(story: Story, draft: Draft, told: list[Draft]) -> None:
    """Join a draft to what was told before where it is the same, else tell it anew."""
    _inherit_place(story, draft, told)
    known = _told_before(story, draft, told)
    if known is not None:
        _join(known, draft)
        return
    _inherit_date(story, draft, told)
    told.append(draft)


def _inherit_place(story: Story, draft: Draft, told: Sequence[Draft]) -> None:
    if draft.places:
        return
    scene = story.scenes[draft.scene]
    if points_back(story, Span(scene.sentence.start, scene.sentence.end)):
        for earlier in reversed(told):
            if draft.scene - earlier.scene <= 2 and earlier.places and earlier.precision <= 3:
                draft.places = list(earlier.places)
                draft.cues.append(Cue("place", scene.sentence.start, scene.sentence.end, "named before"))
                return
    if draft.hit.definite or draft.layer in ("talks", "prisoner_exchange"):
        return
    country = _country_of(story, draft)
    if country is not None and country in story.countries:
        draft.places = [EventPlace(story.countries[country], 4, None)]


def _country_of(story: Story, draft: Draft) -> str | None:
    """The country it must have been in when no place is named: the attacked one's, or the defender's."""
    if draft.layer == "air_defence":
        return draft.actor_isos[0] if draft.actor_isos else None
    if draft.target_iso:
        return draft.target_iso
    saying = draft.saying
    if saying is not None and saying.isos and draft.actor_isos and saying.isos[0] not in draft.actor_isos:
        return saying.isos[0]
    return None


def _told_before(story: Story, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    if draft.layer == "casualties" or (draft.hit.definite and draft.precision > 3):
        for earlier in reversed(told):
            if draft.scene - earlier.scene > 4 and not draft.places:
                break
            if (
                _is_same_family(earlier, draft, loose=True)
                and _places_agree(earlier, draft)
                and _dates_agree(earlier, draft)
            ):
                return earlier
    for earlier in reversed(told):
        if _is_same(earlier, draft):
            return earlier
    return None


def _is_same_family(one: Draft, other: Draft, *, loose: bool) -> bool:
    if other.layer == "casualties":
        return one.layer in VIOLENT
    if one.layer != other.layer:
        return loose and {one.layer, other.layer} <= {"strike", "explosion", "shelling"}
    if one.layer in ("ground", "talks", "humanitarian"):
        return _phase(one) == _phase(other)
    return True


def _phase(draft: Draft) -> str:
    phases = {
        "negotiation": "talks",
        "meeting": "talks",
        "mediation": "talks",
        "clash": "fight",
        "attack": "fight",
        "advance": "fight" if draft.hit.definite else "advance",
    }
    return phases.get(draft.subtype, draft.subtype)


def _is_same(one: Draft, other: Draft) -> bool:
    if not _is_same_family(one, other, loose=False) or not _dates_agree(one, other):
        return False
    if one.modality != other.modality and not {one.modality, other.modality} <= {"actual", "planned"}:
        return False
    if one.modality != other.modality and one.layer != "talks":
        return False
    if set(one.actor_isos) and set(other.actor_isos) and set(one.actor_isos).isdisjoint(other.actor_isos):
        return False
    if one.layer in _TWO_SIDED:
        return _places_agree(one, other)
    if not one.places or not other.places:
        return not one.places and not other.places
    return one.place_ids == other.place_ids and one.precision == other.precision and not _counts_differ(one, other)


def _counts_differ(one: Draft, other: Draft) -> bool:
    if one.scene == other.scene:
        return True
    mine = {count.kind: count.value for count in one.counts if not count.subset}
    return (
        any(count.kind in mine and mine[count.kind] != count.value and not count.subset for count in other.counts)
        and one.precision >= 3
    )


def _places_agree(one: Draft, other: Draft) -> bool:
    if not one.places or not other.places:
        return True
    for first in one.places:
        for second in other.places:
            if (
                first.place.place_id == second.place.place_id
                or contains(first.place, second.place)
                or contains(second.place, first.place)
            ):
                return True
    return False


def _dates_agree(one: Draft, other: Draft) -> bool:
    if not one.is_dated or not other.is_dated or one.dating.start is None or other.dating.start is None:
        return True
    first_end, second_end = one.dating.end or one.dating.start, other.dating.end or other.dating.start
    return one.dating.start <= second_end and other.dating.start <= first_end


def _join(known: Draft, draft: Draft) -> None:
    known.add_counts(draft.counts)
    for span in draft.evidence:
        if span not in known.evidence:
            known.evidence.append(span)
    if draft.precision < known.precision and (known.layer in _TWO_SIDED or not known.places or known.precision >= 4):
        known.places = draft.places
    if not known.is_dated and draft.is_dated:
        known.dating = draft.dating
    if known.modality == "planned" and draft.modality == "actual" and known.layer in _TWO_SIDED and draft.places:
        known.modality = "actual"
    if not known.actor_isos or (known.layer in _TWO_SIDED and len(draft.actor_isos) > len(known.actor_isos)):
        known.actor, known.actor_isos = draft.actor or known.actor, draft.actor_isos or known.actor_isos
    if known.saying is None:
        known.saying = draft.saying
    if known.subtype == "unspecified" and draft.layer == "strike":
        known.subtype = draft.subtype
    known.weapon = known.weapon or draft.weapon
    known.cues.extend(draft.cues)
    known.scene = draft.scene


def _inherit_date(story: Story, draft: Draft, told: Sequence[Draft]) -> None:
    if draft.dating.start is not None or draft.modality in ("historical", "habitual", "hypothetical", "negated"):
        return
    scene = story.scenes[draft.scene]
    for earlier in reversed(told):
        close = draft.scene - earlier.scene <= 1 and (draft.scene == earlier.scene or not scene.opens_paragraph)
        if close and earlier.is_dated and earlier.modality == draft.modality and earlier.dating.start is not None:
            draft.dating = Dating(
                earlier.dating.start,
                earlier.dating.end,
                draft.dating.text,
                earlier.dating.precision,
                "inferred_from_context",
            )
            return
    day = story.document.date
    if day is None:
        draft.warnings.append("no_date")
    elif draft.modality == "actual":
        draft.dating = Dating(day, day, draft.dating.text, 1, "inferred_from_reference")


def _leftover_counts(story: Story, scene: Scene, index: int, hits: Sequence[Hit], told: list[Draft]) -> None:
    """Numbers of a sentence that tells no such event itself go to the event told before that can have them."""
    layers = {hit.trigger.layer for hit in hits}
    for count in scene.counts:
        if count.span is None or any(count.kind in story.lexicon.counts.get(layer, ()) for layer in layers):
            continue
        named = [
            at
            for at in scene.resolutions
            if at.place is not None and at.mention.literal and at.mention.start < count.span.start
        ]
        for draft in reversed(told):
            if index - draft.scene > 1 or count.kind not in story.lexicon.counts.get(draft.layer, ()):
                continue
            here = {where.place.place_id for where in draft.places}
            if (
                named
                and named[-1].place is not None
                and named[-1].place.kind != "country"
                and named[-1].place.place_id not in here
            ):
                continue
            draft.add_counts([count])
            draft.evidence.append(Span(scene.sentence.start, scene.sentence.end))
            break


def _doubt(story: Story, scene: Scene, index: int, told: list[Draft]) -> None:
    """A sentence that says the claims before it were not verified, or that the other side denies them."""
    start, end = scene.sentence.start, scene.sentence.end
    if _UNVERIFIED.search(story.norm, start, end) and _COULD_NOT.search(story.norm, start, end):
        near = [draft for draft in told if index - 3 <= draft.scene <= index and draft.saying is not None]
        if near:
            name = near[-1].saying.isos if near[-1].saying else ()
            for draft in reversed(near):
                if draft.saying is None or draft.saying.isos != name:
                    break
                draft.verification = "claimed_explicitly_unverified"
    elif _DENIAL.search(story.norm, start, end):
        near = [
            draft
            for draft in told
            if index - 2 <= draft.scene < index and draft.layer in VIOLENT and draft.saying is not None
        ]
        speaker = set(states(parties(story, scene, start, end)))
        for draft in near[-1:]:
            if not speaker or draft.saying is None or speaker - set(draft.saying.isos):
                draft.verification = "disputed"


def _is_worth(story: Story, draft: Draft) -> bool:
    """Whether enough is known to call it an event: a place, or numbers, or a day and a party."""
    if draft.modality in ("hypothetical", "habitual", "negated", "historical"):
        return draft.precision <= 3 and draft.modality != "hypothetical"
    if draft.layer == "statement":
        return True
    if draft.hit.definite and not draft.counts and draft.precision >= 4:
        return False
    if draft.layer == "casualties":
        return bool(draft.counts) and bool(draft.places)
    if draft.layer in _TWO_SIDED:
        return bool(draft.places) or bool(draft.counts) or bool(draft.actor_isos)
    return draft.precision <= 4 or bool(draft.counts)


def _infer_actors(story: Story, drafts: Sequence[Draft]) -> None:
    """A state's own forces act for the place's country; a war of two told throughout names the other side."""
    against: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.layer in ("strike", "shelling", "ground") and draft.actor_isos:
            for where in draft.places:
                if where.place.country_code and where.place.country_code not in draft.actor_isos:
                    against.setdefault(where.place.country_code, set()).add(draft.actor_isos[0])
    for draft in drafts:
        lands = {where.place.country_code for where in draft.places if where.place.country_code}
        if draft.actor_isos or len(lands) != 1:
            continue
        land = next(iter(lands))
        if draft.actor and is_state_force(draft.actor) and land:
            draft.actor_isos = (land,)
        elif not draft.actor and draft.layer in ("strike", "shelling") and len(against.get(land or "", ())) == 1:
            draft.actor_isos = tuple(against[land or ""])
            draft.warnings.append("actor_inferred")


def _settle_claim(story: Story, draft: Draft) -> None:
    saying = draft.saying
    lands = {where.place.country_code for where in draft.places if where.place.country_code}
    if saying is None or is_news(saying.name):
        draft.side = "media"
    else:
        draft.side = _side(draft, saying, lands)
    if (
        draft.verification == "reported"
        and saying is not None
        and draft.side in ("perpetrator", "target", "third_party")
    ):
        start = draft.evidence[0].start
        if draft.side == "target" and _ADMISSION.search(story.norm, start, draft.evidence[0].end):
            draft.verification = "admitted"
        elif (
            draft.layer in ("strike", "shelling", "ground", "air_defence", "casualties")
            and draft.subtype != "activation"
        ):
            draft.verification = "claimed"


def _side(draft: Draft, saying: Saying, lands: set[str]) -> str:
    speaker = saying.isos[0] if saying.isos else (next(iter(lands)) if len(lands) == 1 else "")
    if draft.layer in _TWO_SIDED:
        return "both" if speaker in draft.actor_isos else "third_party" if speaker else "media"
    if draft.layer == "air_defence":
        return "perpetrator" if False else ("target" if False else _defence_side(speaker, draft))
    if speaker and speaker in draft.actor_isos:
        return "perpetrator"
    if speaker and (speaker in lands or speaker == draft.target_iso):
        return "target"
    return "third_party" if speaker else "media"


def _defence_side(speaker: str, draft: Draft) -> str:
    return "target" if speaker in draft.actor_isos and draft.subtype == "activation" else "perpetrator"
