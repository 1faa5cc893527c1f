"""Last questions, asked once a whole document is read: who, on whose word, and is it an event at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geomap.events.actors import is_aside, is_state_force, parties, states
from geomap.events.claims import Saying, is_news
from geomap.events.drafts import TWO_SIDED, VIOLENT, Draft
from geomap.events.joining import dates_agree
from geomap.events.locating import contains
from geomap.events.story import Scene, Story
from geomap.events.triggers import is_verbal
from geomap.model import ClaimSide, Span

_UNVERIFIED = re.compile(
    r"\b(?:not|n't|unable|impossible|cannot)\b[^.;]{0,50}\b(?:verif\w+|check\w*|confirm\w*|"
    r"corroborat\w+)\b|\bunverified\b|\bno independent\b|\bwithout independent\b"
)
_OPEN = re.compile(
    r"\b(?:independent\w*|could not|cannot|have not been|has not been|not able to|unable to|unverified|"
    r"impossible|not immediately|not been)\b"
)
_DENIAL = re.compile(
    r"\b(?:denied|denies|deny|rejected the (?:claim|report|accusation)|dismissed the (?:claim|report)|"
    r"did not confirm|not confirm(?:ed)?|"
    r"disputed|refuted|admitted only|acknowledged only|contradicted|called the (?:claim|report)s?)\b"
)
_OWNED = re.compile(
    r"\b(?:claimed|claims|claiming|took|taken) (?:the )?responsibility\b|\bclaimed the (?:attack|raid|"
    r"bombing|ambush)\b"
)
_CONFIRMED = re.compile(
    r"\b(?:confirmed|confirms|acknowledged|claimed responsibility for) (?:the |it had |that it )(?:strike|"
    r"attack|raid|carried out|struck|bombing|operation)"
)
_ADMISSION = re.compile(r"\b(?:admi(?:t|ts|tted|ssion)|acknowledge[ds]?|acknowledging|conceded)\b")
_SIDES = re.compile(
    r"\b(?:two|both|warring|opposing|each)\s+(?:sides?|countries|nations|parties|delegations|states|"
    r"armies)\b|\bdelegations\b|\bbetween the (?:sides|two)\b"
)
_NEUTRAL = re.compile(
    r"\b(?:un|united nations|agency|monitors?|observatory|ngo|charity|aid (?:workers|groups|agencies)|"
    r"analysts?|maritime|human rights|"
    r"rights groups?|red cross|red crescent|unhcr|ocha|unicef|wfp|migration|relief|observers|researchers|"
    r"think tank|security sources|network|activists)\b"
)
_HEADING = 250
_BULLETIN = re.compile(r"\b(?:bulletin|situation report|sitrep|flash update|humanitarian update|information note)\b")
_OFFICIAL = re.compile(
    r"\b(?:communiqu[e\u00e9]|operational update|statement no|from the channel of|press release|"
    r"ministry of def|general staff)\b"
)
_FIRST_PERSON = re.compile(
    r"\b(?:our|my) (?:troops|forces|soldiers|units|fighters|defenders|air defen[cs]e|region|district|"
    r"comrades)\b"
)
_MILITARY = re.compile(r"\b(?:ministry|military|army|defen[cs]e|general staff|armed forces|air force|kremlin|media)\b")
_CLAIMABLE = frozenset({"strike", "shelling", "ground", "air_defence", "casualties"})
_UNREAL = frozenset({"hypothetical", "habitual", "negated", "historical"})
_REPORTS = frozenset({"activation", "clash"})


def doubt(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    """
    Mark what a sentence says about the claims before it: that nobody could verify them, or that they are denied.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    told
        The events so far; changed.
    """
    start, end = scene.sentence.start, scene.sentence.end
    owned = _OWNED.search(story.norm, start, end)
    if owned is not None:
        _own(story, scene, owned.start(), told)
    if _UNVERIFIED.search(story.norm, start, end) and _OPEN.search(story.norm, start, end):
        for draft in _last_claims(told, scene.index, reach=3, same_scene=True):
            draft.verification = "claimed_explicitly_unverified"
    elif _CONFIRMED.search(story.norm, start, end) and not _DENIAL.search(story.norm, start, end):
        speakers = set(states(parties(story, scene, start, end)))
        for draft in [draft for draft in told if draft.scene >= scene.index - 2 and draft.evidence[0].start < start]:
            if speakers & set(draft.actor_isos) and draft.saying is not None and not speakers & set(draft.saying.isos):
                draft.verification = "confirmed_by_both"
    elif _DENIAL.search(story.norm, start, end):
        speakers = set(states(parties(story, scene, start, end)))
        named = {
            at.place.place_id
            for at in scene.resolutions
            if at.place is not None and at.place.kind != "country" and at.mention.literal
        }
        for draft in _last_claims(told, scene.index, reach=2, same_scene=False):
            isos = set(draft.saying.isos) if draft.saying is not None else set()
            here = not named or named & set(draft.place_ids)
            if draft.layer in VIOLENT and here and (not speakers or speakers - isos):
                draft.verification = "disputed"


def _own(story: Story, scene: Scene, until: int, told: Sequence[Draft]) -> None:
    """As in "the group claimed responsibility for the attack": who did the last thing told that nobody has owned."""
    named = parties(story, scene, scene.sentence.start, until)
    near = [draft for draft in told if draft.scene >= scene.index - 2 and draft.layer in VIOLENT]
    if named and near and not near[-1].actor_isos and (not near[-1].actor or near[-1].actor.islower()):
        draft, owner = near[-1], named[-1]
        draft.actor, draft.actor_key = owner.name, owner.key
        draft.actor_isos = (owner.iso,) if owner.iso else ()


def _last_claims(told: Sequence[Draft], index: int, *, reach: int, same_scene: bool) -> list[Draft]:
    """The events that the last speaker before a sentence told."""
    near = [
        draft for draft in told if index - reach <= draft.scene <= index - (not same_scene) and draft.saying is not None
    ]
    last = max((draft.scene for draft in near), default=index)
    speakers = {draft.saying.name for draft in near if draft.scene == last and draft.saying is not None}
    if near or same_scene:
        return [draft for draft in near if draft.saying is not None and draft.saying.name in speakers]
    return [draft for draft in told if draft.scene == index - 1]


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
        Two codes, or none where no two states are named three times or more.
    """
    found = [
        party
        for scene in story.scenes
        for party in parties(story, scene, scene.sentence.start, scene.sentence.end)
        if party.iso and not is_aside(scene, party)
    ]
    counted = Counter(party.iso for party in found)
    most = [iso for iso, count in counted.most_common(2) if count >= 3]
    return tuple(iso for iso in dict.fromkeys(party.iso for party in found) if iso in most) if len(most) == 2 else ()


def name_sides(story: Story, drafts: Sequence[Draft], sayings: Sequence[Saying]) -> None:
    """
    Give talks and exchanges their sides: the two states the text is about, where the telling names one or "both".

    Parameters
    ----------
    story
        The document.
    drafts
        Its events; changed.
    sayings
        Everything anybody says in it: of the two sides the one that speaks more is named first.
    """
    voices = Counter(iso for saying in sayings for iso in saying.isos[:1])
    sides = tuple(sorted(belligerents(story), key=lambda iso: -voices[iso]))
    for draft in drafts:
        if draft.layer not in TWO_SIDED or draft.subtype in ("visit", "delegation_travel") or not sides:
            continue
        told_of = any(_SIDES.search(story.norm, span.start, span.end) for span in draft.evidence)
        if told_of or set(draft.actor_isos) & set(sides):
            speaker = draft.saying.isos[:1] if draft.saying is not None else ()
            draft.actor_isos = tuple(sorted(sides, key=lambda iso: (iso not in speaker, sides.index(iso))))


def infer_actors(drafts: Sequence[Draft]) -> None:
    """
    Settle actors that the telling leaves open but the document does not.

    Parameters
    ----------
    drafts
        Its events; changed. An unnamed army or junta is the place's state's; a strike or shelling of a country that one
        state alone attacks throughout is that state's, with the warning "actor_inferred".
    """
    against: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.layer in ("strike", "shelling", "ground") and draft.actor_isos:
            for land in _lands(draft) - set(draft.actor_isos):
                against.setdefault(land, set()).add(draft.actor_isos[0])
    for draft in drafts:
        lands = _lands(draft)
        if draft.actor_isos or len(lands) != 1:
            continue
        land = next(iter(lands))
        if draft.actor and is_state_force(draft.actor):
            saying = draft.saying
            own = saying is not None and _MILITARY.search(saying.name.lower()) is not None
            draft.actor_isos = saying.isos[:1] if saying is not None and own and saying.isos else (land,)
        elif not draft.actor and draft.layer == "air_defence" and draft.precision <= 3:
            draft.actor_isos = (land,)
            draft.warnings.append("actor_inferred")
        elif not draft.actor and draft.layer in ("strike", "shelling") and len(against.get(land, ())) == 1:
            draft.actor_isos = tuple(against[land])
            draft.warnings.append("actor_inferred")


def _lands(draft: Draft) -> set[str]:
    return {where.place.country_code for where in draft.places if where.place.country_code}


def settle_claim(story: Story, draft: Draft) -> None:
    """
    Say on which side an event's source stands, and what its word is worth.

    Parameters
    ----------
    story
        The document.
    draft
        The event; changed.
    """
    saying = draft.saying
    draft.side = "media" if saying is None or is_news(saying.name) else _side(draft, saying)
    if saying is None and draft.layer not in TWO_SIDED:
        _speak_as_author(story, draft)
    if draft.layer == "prisoner_exchange" and draft.side == "both" and draft.modality == "planned":
        draft.verification = "claimed"
    if draft.verification != "reported" or saying is None or draft.side in ("media", "both"):
        return
    lead = Span(draft.evidence[0].start, draft.hit.span.end)
    if draft.side == "target" and _ADMISSION.search(
        story.norm, min(lead.start, saying.start), max(saying.end, lead.start)
    ):
        draft.verification = "admitted"
    elif draft.layer in _CLAIMABLE and draft.subtype not in _REPORTS and draft.side != "third_party":
        draft.verification = "claimed"


def _speak_as_author(story: Story, draft: Draft) -> None:
    """In a bulletin or a communique what nobody is named for is its issuer's word."""
    head = story.norm[story.document.body_start : story.document.body_start + _HEADING]
    if _BULLETIN.search(head):
        draft.side = "third_party"
    elif _OFFICIAL.search(head) or _FIRST_PERSON.search(story.norm):
        home = next(iter(story.countries), "") if len(_lands(draft)) != 1 else next(iter(_lands(draft)))
        own = bool(draft.actor_isos) and draft.actor_isos[0] == home
        draft.side = "perpetrator" if own and draft.layer != "air_defence" else "target"
        if draft.layer in _CLAIMABLE and draft.subtype not in _REPORTS:
            draft.verification = "claimed" if draft.verification == "reported" else draft.verification


def _side(draft: Draft, saying: Saying) -> ClaimSide:
    lands = _lands(draft)
    speaker = saying.isos[0] if saying.isos else next(iter(lands)) if len(lands) == 1 else ""
    if draft.layer in TWO_SIDED:
        return "both" if speaker in draft.actor_isos else "third_party" if speaker else "media"
    if draft.layer == "air_defence":
        return _defence_side(draft, speaker, lands)
    if (speaker and speaker in draft.actor_isos) or (saying.key and saying.key == draft.actor_key):
        return "perpetrator"
    if _is_third_party(saying):
        return "third_party"
    if speaker and (speaker in lands or speaker == draft.target_iso):
        return "target"
    return "third_party" if speaker else "media"


def _is_third_party(saying: Saying) -> bool:
    return not saying.isos and _NEUTRAL.search(saying.name.lower()) is not None


def _defence_side(draft: Draft, speaker: str, lands: set[str]) -> ClaimSide:
    """Who counts what was sent against them tells an attack on them; who counts only what they shot down boasts."""
    kinds = [count.kind for count in draft.counts if not count.subset]
    if draft.subtype == "activation" or len(kinds) != len(set(kinds)):
        return "target"
    return "perpetrator" if speaker in draft.actor_isos or speaker in lands else "third_party" if speaker else "media"


def confirm(drafts: Sequence[Draft]) -> None:
    """
    Mark what the attacked side itself tells of an attack that the other side claims.

    Parameters
    ----------
    drafts
        The events of a document; changed.
    """
    for draft in drafts:
        if draft.side != "target" or draft.verification != "claimed" or draft.precision > 3:
            continue
        for other in drafts:
            alike = other.side == "perpetrator" and other.layer == draft.layer and draft.layer != "ground"
            if alike and _is_near(other, draft) and dates_agree(other, draft):
                draft.verification = "confirmed_by_target"


def _is_near(one: Draft, other: Draft) -> bool:
    return any(
        first.place.place_id == second.place.place_id or contains(second.place, first.place)
        for first in one.places
        for second in other.places
    )


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
        undated = draft.modality == "historical" and draft.dating.start is None
        return draft.modality != "hypothetical" and draft.precision <= 3 and not undated
    vague = draft.hit.definite and not draft.counts and draft.precision >= 4 and not draft.is_dated
    needs = {
        "statement": bool(draft.actor_isos or draft.places or draft.saying),
        "casualties": bool(draft.counts) and bool(draft.places or (draft.saying is not None and draft.saying.isos)),
        "prisoner_exchange": bool(draft.places or draft.counts) or draft.modality == "planned",
        "talks": bool(draft.places) or (draft.is_dated and not draft.hit.definite),
    }
    return needs.get(draft.layer, bool(draft.places or draft.counts)) and (draft.layer == "statement" or not vague)


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
        finer = [other for other in drafts if other is not draft and _is_part(draft, other)]
        alone = [count for count in draft.counts if not count.subset]
        sums_up = finer and (
            not alone
            or (len(alone) == 1 and alone[0].value == len(finer) and alone[0].kind in ("bridges", "sites", "villages"))
        )
        summary = draft.layer in VIOLENT and not is_verbal(story, draft.hit.span)
        if draft.precision >= 4 and summary and sums_up and (not alone or len(finer) > 1):
            for other in finer:
                _hand_down(draft, other)
        else:
            if draft.precision >= 4 and len(finer) > 1:
                for other in finer:
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
    lands = _lands(whole)
    return not whole.places or bool(lands & _lands(part))
