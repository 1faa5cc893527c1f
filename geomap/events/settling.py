"""Last questions, asked once a whole document is read: who, on whose word, and is it an event at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geomap.events.actors import forces_named, is_aside, is_opponent, is_state_force, parties
from geomap.events.claims import Saying
from geomap.events.drafts import VIOLENT, Draft
from geomap.events.joining import dates_agree
from geomap.events.story import Story
from geomap.events.triggers import TWO_SIDED, is_verbal

_SIDES = re.compile(
    r"\b(?:two|both|warring|opposing|each)\s+(?:sides?|countries|nations|parties|delegations|states|"
    r"armies|leaders|presidents|foreign ministers|prime ministers|governments|neighbou?rs|militaries)\b|"
    r"\bdelegations\b|\bnegotiators\b|\bbetween the (?:sides|two)\b"
)
_BY_NOBODY = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+|also\s+|all\s+)?(?:evacuated|moved|taken|brought|bused|bussed|flown|led|"
    r"shifted|relocated|airlifted|ferried|driven|escorted|carried|rescued)\b"
)
_STATE_SIDE = re.compile(
    rf"{_SIDES.pattern}|\b(?:the|its)\s+(?:junta|government|army|military|regime|state|council)\b(?!'s? (?:spokes|"
    rf"building))"
)
_DID_IT = re.compile(
    r"\b(?:it|its (?:forces|jets|troops|aircraft|soldiers|planes|warplanes|drones|artillery)) (?:had |has |have )?"
    r"(?:also )?(?:targeted|struck|hit|killed|attacked|fired|bombed|raided|destroyed|eliminated|carried out|launched|"
    r"shelled|dismantled|was looking into|were looking into|is looking into|seized|captured|arrested|detained)\b"
)
_HOME = re.compile(r"\b(?:government|regime|junta|state|council|security forces)\b")
_MILITARY = re.compile(r"\b(?:ministry|military|army|defen[cs]e|general staff|armed forces|air force|kremlin|media)\b")
_FLOWN = re.compile(
    r"\b(?:jets?|warplanes?|planes?|bombers?|helicopters?|gunships?|gunboats?|paramotors?|aviation|navy)\b"
)
_ENEMY = re.compile(r"\b(?:enemy|occupiers?|aggressor|invaders?|adversary)\b")
_COUNTRY = 4  # precision
_OFTEN = 3
_MANY = 2  # lands attacked, from which who attacks another is open
_UNREAL = frozenset({"hypothetical", "habitual", "negated", "historical"})


def belligerents(story: Story) -> tuple[str, ...]:
    """
    Name the two states a text is about, in order of their first mention.

    Parameters
    ----------
    story
        The document.

    Returns
    -------
    isos
        Two codes, or none where no two states are named three times or more; once is enough where a text that calls one
        of them the enemy names no third.
    """
    found = [
        party
        for scene in story.scenes
        for party in parties(story, scene, scene.sentence.start, scene.sentence.end)
        if party.iso and not is_aside(scene, party)
    ]
    counted = Counter(party.iso for party in found)
    least = 1 if len(counted) == 2 and _ENEMY.search(story.norm) else _OFTEN
    most = [iso for iso, count in counted.most_common(2) if count >= least]
    return tuple(iso for iso in dict.fromkeys(party.iso for party in found) if iso in most) if len(most) == 2 else ()


def name_sides(story: Story, drafts: Sequence[Draft], sayings: Sequence[Saying]) -> None:
    """
    Name the sides that the telling leaves open, in a text about two states.

    Talks and exchanges are between both where the telling names one or "both". A strike or shelling that nobody is
    named for, in the land of one, is the other's, with the warning "actor_inferred", where no armed group is named.

    Parameters
    ----------
    story
        The document.
    drafts
        Its events; changed.
    sayings
        Everything anybody says in it: of the two sides the one that speaks more is named first.
    """
    _adopt_sources(drafts, sayings)
    voices = Counter(iso for saying in sayings for iso in saying.isos[:1])
    sides = tuple(sorted(belligerents(story), key=lambda iso: (-voices[iso], iso)))
    _name_enemies(drafts, sides)
    _name_opponents(story, drafts, sides)
    others_at_war = story.names_armed_group
    for draft in drafts:
        if (draft.layer, draft.subtype) == ("ground", "clash") and not draft.actor_isos and not draft.actor:
            draft.actor_isos = () if story.names_militants else sides
        if draft.layer not in TWO_SIDED or draft.subtype in ("visit", "delegation_travel", "release") or not sides:
            continue
        if draft.subtype == "mediation" and draft.actor_isos:
            continue
        told_of = any(_SIDES.search(story.norm, span.start, span.end) for span in draft.evidence)
        others = len(draft.actor_isos) > 1 and not set(draft.actor_isos) <= set(sides)
        fighting = set(sides) <= {iso for one in drafts if one.layer in VIOLENT for iso in one.actor_isos}
        if (told_of and (fighting or not others_at_war)) or (set(draft.actor_isos) & set(sides) and not others):
            if set(draft.actor_isos) == set(sides) and draft.layer == "prisoner_exchange":
                continue
            speaker = draft.saying.isos[:1] if draft.saying is not None else ()
            draft.actor_isos = tuple(sorted(sides, key=lambda iso: (iso not in speaker, sides.index(iso))))


def _adopt_sources(drafts: Sequence[Draft], sayings: Sequence[Saying]) -> None:
    """Who counts the dead in a later sentence vouches for what nobody else is named for."""
    for draft in drafts:
        counted = [count.span for count in draft.counts if count.span is not None]
        later = [span for span in draft.evidence[1:] if any(span.start <= one.start < span.end for one in counted)]
        heard = [one for one in sayings if any(span.start <= one.start < span.end for span in later)]
        if draft.saying is None and heard:
            draft.saying = heard[0]


def _name_enemies(drafts: Sequence[Draft], sides: tuple[str, ...]) -> None:
    """As in "the enemy shelled Sumy": the side that neither speaks nor, where nobody speaks, holds the place."""
    for draft in drafts:
        if draft.actor_isos or not is_opponent(draft.actor):
            continue
        speakers = set(draft.saying.isos[:1]) if draft.saying is not None else set()
        others = [side for side in sides if side not in (speakers & set(sides) or draft.lands)]
        if len(others) == 1:
            draft.actor_isos = tuple(others)
            draft.warnings.append("actor_inferred")


def _name_opponents(story: Story, drafts: Sequence[Draft], sides: tuple[str, ...]) -> None:
    if len(sides) != 2 or story.names_militants:
        return
    for draft in drafts:
        lands = draft.lands
        open_end = draft.layer in ("strike", "shelling") and draft.modality == "actual" and not draft.actor
        if open_end and not draft.actor_isos and len(lands) == 1 and lands <= set(sides):
            draft.actor_isos = tuple(side for side in sides if side not in lands)
            draft.warnings.append("actor_inferred")


def infer_actors(story: Story, drafts: Sequence[Draft], sayings: Sequence[Saying]) -> None:
    """
    Settle actors that the telling leaves open but the document does not.

    Parameters
    ----------
    story
        The document.
    drafts
        Its events; changed. An unnamed army or junta is the place's state's, or that of the one state whose army alone
        speaks or fights there; so are jets and warships where rebels fight and no other state does; a strike or
        shelling of a country that one state alone attacks throughout is that
        state's, with the warning "actor_inferred". Talks of "the sides" of a war inside one country are that state's.
    sayings
        Everything anybody says in it.
    """
    armies = {one.isos[0] for one in sayings if one.isos and _tells_own_deed(story, one)}
    against: dict[str, set[str]] = {}
    for draft in drafts:
        attack = draft.layer in ("strike", "shelling", "ground") and draft.subtype not in ("buildup", "withdrawal")
        if attack and draft.actor_isos and draft.modality == "actual":
            for land in draft.lands - set(draft.actor_isos):
                against.setdefault(land, set()).add(draft.actor_isos[0])
    named = forces_named(story)
    attackers = {isos for land in against.values() for isos in land}
    gunners = {one.actor_isos[0] for one in drafts if one.layer in ("shelling", "ground") and one.actor_isos}
    _name_state_in_talks(story, drafts)
    for draft in drafts:
        lands = draft.lands
        if draft.actor_isos or len(lands) != 1:
            continue
        land = next(iter(lands))
        foreign = (against.get(land, set()) & named) or (armies - {land} if len(armies) == 1 else set())
        invaded = len(foreign) == 1 and land not in attackers | armies
        if draft.actor and is_state_force(draft.actor):
            saying = draft.saying
            own = saying is not None and _MILITARY.search(saying.name.lower()) is not None
            abroad = invaded and draft.layer != "air_defence" and not _HOME.search(draft.actor.lower())
            whose = tuple(foreign) if abroad else (land,)
            draft.actor_isos = saying.isos[:1] if saying is not None and own and saying.isos else whose
        elif not draft.actor and _is_of_the_land(story, draft, land):
            draft.actor_isos = (land,)
            draft.warnings.append("actor_inferred")
        elif not draft.actor and draft.layer in ("strike", "shelling"):
            foe = (
                against.get(land)
                or (attackers if land not in attackers and len(against) < _MANY else set())
                or (foreign if invaded else set())
            )
            near = draft.layer != "shelling" or not story.names_militants or foe <= gunners
            if len(foe) == 1 and near:
                draft.actor_isos = tuple(foe)
                draft.warnings.append("actor_inferred")


def _flies(draft: Draft) -> bool:
    """Whether it was done with what only states have: jets, warships."""
    return draft.layer in ("strike", "shelling") and _FLOWN.search(draft.weapon.lower()) is not None


def _tells_own_deed(story: Story, saying: Saying) -> bool:
    """As in "The Israeli military says it targeted ...": an army that speaks of what it did itself."""
    army = _MILITARY.search(saying.name.lower()) is not None
    return army and _DID_IT.search(story.norm, saying.end, min(saying.scope_end, saying.end + 80)) is not None


def _name_state_in_talks(story: Story, drafts: Sequence[Draft]) -> None:
    """As in "Delegations from both sides returned to Doha" of a war inside one country: that country's state."""
    lands = Counter(land for one in drafts if one.layer in VIOLENT for land in one.lands)
    if not lands or not story.names_militants:
        return
    (home, most), *rest = lands.most_common(2)
    if rest and rest[0][1] * 2 > most:
        return
    for draft in drafts:
        told = any(_STATE_SIDE.search(story.norm, span.start, span.end) for span in draft.evidence)
        if draft.layer in TWO_SIDED and not draft.actor_isos and told:
            draft.actor_isos = (home,)
            draft.warnings.append("actor_inferred")


def _is_of_the_land(story: Story, draft: Draft, land: str) -> bool:
    """
    Whether only those who hold a place do such a thing there.

    They shoot at what flies over it and take its people out, unless all that is said is that these "were evacuated";
    where rebels fight and no other state's forces are named they alone have jets.
    """
    if story.names_militants and _flies(draft):
        return forces_named(story) <= {land}
    if draft.layer == "air_defence":
        return draft.subtype != "aircraft_loss" and draft.precision <= 3
    if (draft.layer, draft.subtype) != ("humanitarian", "evacuation") or draft.saying is not None:
        return False
    return _BY_NOBODY.search(story.norm, draft.hit.window.start, draft.hit.span.end) is None


def is_worth(draft: Draft) -> bool:
    """
    Say whether enough is known to call it an event.

    Parameters
    ----------
    draft
        The event.

    Returns
    -------
    worth
        Whether it has a place, or numbers, or for talks a day or parties; what only might be needs a place.
    """
    if draft.modality in _UNREAL:
        if draft.hit.trigger.last:
            return False
        undated = draft.modality == "historical" and (draft.dating.start is None or draft.borrowed)
        return draft.modality != "hypothetical" and draft.precision <= 3 and not undated
    bare = draft.precision >= _COUNTRY and draft.modality == "actual" and not draft.counts and not draft.is_dated
    if bare and (draft.layer, draft.subtype) == ("ground", "clash"):
        return False  # "problems Russia faces fighting in Ukraine" is the war, and no event of it
    vague = draft.hit.definite and not draft.counts and draft.precision >= 4 and not draft.is_dated
    needs = {
        "statement": bool(draft.actor_isos or draft.places or draft.saying),
        "casualties": bool(draft.counts) and bool(draft.places or (draft.saying is not None and draft.saying.isos)),
        "prisoner_exchange": bool(draft.places or draft.counts) or draft.modality == "planned",
        "talks": bool(draft.places) or (draft.is_dated and not draft.hit.definite) or _is_pact(draft),
    }
    return needs.get(draft.layer, bool(draft.places or draft.counts)) and (draft.layer == "statement" or not vague)


def _is_pact(draft: Draft) -> bool:
    """As in "Pakistan and Afghanistan agreed to a truce": two states, whatever the day and the place."""
    return draft.subtype in ("ceasefire", "agreement") and len(draft.actor_isos) > 1 and not draft.hit.definite


def fold_totals(story: Story, drafts: Sequence[Draft]) -> list[Draft]:
    """
    Drop what only sums up events that the text tells one by one.

    Parameters
    ----------
    story
        The document.
    drafts
        Its events.

    Returns
    -------
    kept
        Without those known by country alone whose number is that of the finer ones ("two bridges"), or that have no
        number at all while a finer one of the same side and day is told; their sentences go to the finer ones.
    """
    kept = []
    for draft in drafts:
        if draft.precision < _COUNTRY:
            kept.append(draft)
            continue
        finer = [other for other in drafts if other is not draft and _is_part(draft, other)]
        alone = [count for count in draft.counts if not count.subset]
        sums_up = finer and (
            not alone
            or (len(alone) == 1 and alone[0].value == len(finer) and alone[0].kind in ("bridges", "sites", "villages"))
        )
        summary = draft.layer in VIOLENT and not is_verbal(story, draft.hit.span)
        if summary and sums_up and (not alone or len(finer) > 1):
            for other in finer:
                _hand_down(draft, other)
            continue
        for other in finer if len(finer) > 1 else ():
            other.parent = draft
            _hand_down(draft, other, evidence=False)
        kept.append(draft)
    return kept


def _hand_down(whole: Draft, part: Draft, *, evidence: bool = True) -> None:
    """What is said of all is said of each: who, and when."""
    if evidence:
        part.evidence.extend(span for span in whole.evidence if span not in part.evidence)
    if not part.actor_isos and part.layer != "explosion":
        part.actor, part.actor_isos = whole.actor, whole.actor_isos
    part.saying = part.saying or whole.saying
    if not part.is_dated and whole.is_dated:
        part.dating = replace(whole.dating, basis="inferred_from_context")
    if part.layer == "strike" and part.subtype == "unspecified":
        part.subtype = whole.subtype


def _is_part(whole: Draft, part: Draft) -> bool:
    if (
        part.precision > 3
        or part.layer != whole.layer
        or part.modality != whole.modality
        or not dates_agree(whole, part)
    ):
        return False
    if whole.actor_isos and part.actor_isos and set(whole.actor_isos).isdisjoint(part.actor_isos):
        return False
    lands = whole.lands
    return bool(lands & part.lands) if whole.places else whole.scene <= part.scene
