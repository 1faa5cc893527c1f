"""The same event told twice in a document: what makes two drafts one, and what each adds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events.actors import OWN_DEED, is_state_force
from geomap.events.claims import is_news
from geomap.events.drafts import REAL, VIOLENT, Draft
from geomap.events.locating import contains
from geomap.events.recalling import recall_date, recall_place
from geomap.events.story import Story
from geomap.events.triggers import TOLL_TIMES, TWO_SIDED
from geomap.model import Layer, Quantity

_REMOTE = frozenset({"strike", "explosion", "shelling"})
_PHASES = {"negotiation": "talks", "meeting": "talks", "mediation": "talks", "clash": "fight", "attack": "fight"}
_NOISES: tuple[set[Layer], ...] = ({"explosion", "strike"}, {"explosion", "shelling"})
OWN_LOSSES = re.compile(
    r"\b(?:its|their) (?:own )?(?:losses|dead|casualties)\b|\b(?:acknowledged|admitted|conceded) (?:the (?:loss|"
    r"death) of )?"
    r"[\w,-]+ (?:dead|deaths|killed|losses|fatalities)\b"
)
"""What a side says that it lost itself."""
_THE_SITE = re.compile(
    r"\b(?:at|through|inside|in|near|overran|stormed|seized|entered|on|into|blew open|breached) the (?:gates?|camp|"
    r"base|post|barracks|"
    r"compound|garrison|checkpoint|"
    r"entrance|perimeter|walls?|headquarters|building)\b(?!\s+(?:of|in|at|near|on)\b)"
)
_OWNING = re.compile(
    r"\b(?:claim(?:ed|s|ing)|revindicat(?:ed|es)|took|adopted)\s+(?:the\s+)?(?:responsibility|credit|attacks?|raids?|bombings?|"
    r"ambush(?:es)?|blasts?|operation)\b"
)
_THE_RAID = re.compile(
    r"\bthe\s+(?:(?!(?:of|in|on|at)\b)[\w-]+\s+){0,2}(?:raids?|attacks?|bombings?|bombardment|strikes?|shelling)\s+(?:on|against|in|at)\b"
)
_FELL = re.compile(r"\b(?:was|were|been) (?:also )?(?:killed|wounded|injured|hurt)$")
_LAYER_REACH = 2  # sentences


def tell(story: Story, draft: Draft, told: list[Draft]) -> None:
    """
    Join a draft to what was told before where it is the same, else tell it anew.

    Parameters
    ----------
    story
        The document.
    draft
        The newly read event.
    told
        The events so far, in text order; changed.
    """
    recall_place(story, draft, told)
    _take_layer(story, draft, told)
    if _is_denial(draft, told):
        return
    known = _told_before(story, draft, told)
    if known is not None:
        if _is_counterclaim(story, known, draft):
            draft.counts.clear()
        _join(known, draft)
        return
    recall_date(story, draft, told)
    told.append(draft)


def _is_denial(draft: Draft, told: Sequence[Draft]) -> bool:
    """As in "Baku denied shelling the area", after shelling was told of: a word on that, and no event of its own."""
    if draft.modality != "negated" or (draft.places and not draft.recalled):
        return False
    return any(
        draft.scene - one.scene <= _LAYER_REACH
        and one.modality == "actual"
        and _is_same_family(one, draft, loose=True)
        and (not draft.places or bool(set(one.place_ids) & set(draft.place_ids)))
        for one in told
    )


def _take_layer(story: Story, draft: Draft, told: Sequence[Draft]) -> None:
    """As in "A shop was hit in X", told after shells fell: by what the sentences before tell of."""
    last = told[-1] if told else None
    bare = draft.layer == "strike" and draft.subtype == "unspecified" and not draft.weapon and not draft.actor
    near = last is not None and not any(
        scene.opens_paragraph for scene in story.scenes[last.scene + 1 : draft.scene + 1]
    )
    if last is not None and bare and near and last.layer == "shelling" and draft.scene - last.scene <= _LAYER_REACH:
        draft.layer, draft.subtype = last.layer, last.subtype


def _told_before(story: Story, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    toll_of = _toll_of(story, draft, told) if draft.layer == "casualties" or _only_counts(story, draft) else None
    if toll_of is not None:
        return toll_of
    places = set(draft.place_ids)
    for earlier in reversed(told):
        if not _is_far(earlier, draft, places) and _is_same(earlier, draft):
            return earlier
    detail = _detail_of(story, draft, told)
    if detail is not None:
        return detail
    if draft.hit.definite and (draft.precision > 3 or draft.recalled) and draft.modality in REAL:
        for earlier in reversed(told):
            if _is_meant(earlier, draft):
                return earlier
    return None


def _is_counterclaim(story: Story, known: Draft, draft: Draft) -> bool:
    """As in "Al Shabaab said it had killed 57 soldiers", after the army killed 40 of it: the other side's own deed."""
    saying = draft.saying
    if saying is None or not saying.key or not known.actor_isos or saying.key in known.actor_isos:
        return False
    return OWN_DEED.search(story.norm, saying.end, draft.hit.span.end) is not None


def _is_far(earlier: Draft, draft: Draft, places: set[str]) -> bool:
    """Whether another place two sentences or more back rules out at once that two drafts are one."""
    if draft.layer in TWO_SIDED or draft.layer == "statement" or draft.scene - earlier.scene <= 1:
        return False
    return bool(places and earlier.places) and earlier.places[0].place.place_id not in places


def _detail_of(story: Story, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """As in "Car bombs went off at the gate", "the raid on Ras Isa": more of the violence told just before."""
    if draft.layer not in ("ground", "explosion") or draft.modality != "actual":
        return None
    window, sentence = draft.hit.window, story.scenes[draft.scene].sentence
    nowhere = not draft.places or draft.recalled
    inside = _THE_SITE.search(story.norm, window.start, window.end) or _OWNING.search(
        story.norm, sentence.start, sentence.end
    )
    again = _THE_RAID.search(story.norm, window.start, window.end)
    for earlier in reversed(told):
        near = draft.scene - earlier.scene <= (_LAYER_REACH if nowhere else 2 * _LAYER_REACH)
        if earlier.layer not in VIOLENT or earlier.modality != "actual" or not near or not dates_agree(earlier, draft):
            continue
        if _are_foes(earlier, draft) or earlier.layer == "air_defence":
            continue
        if nowhere and inside:
            return earlier
        if again and earlier.precision <= 3 and set(draft.place_ids) & set(earlier.place_ids):
            return earlier
    return None


def _are_foes(one: Draft, other: Draft) -> bool:
    return bool(one.actor_isos) and bool(other.actor_isos) and set(one.actor_isos).isdisjoint(other.actor_isos)


def _only_counts(story: Story, draft: Draft) -> bool:
    """As in "The group said it had killed 27 soldiers": a side's count of the dead of what was told before."""
    if draft.layer != "ground" or draft.is_dated:
        return False
    if draft.borrowed and not draft.actor and _FELL.search(story.norm, draft.hit.span.start, draft.hit.span.end):
        return True
    if draft.places or draft.saying is None:
        return False
    telling = story.norm[draft.hit.span.start : draft.hit.span.end]
    return telling.startswith(("kill", "it killed", "they killed")) or telling.split()[-1:] == ["killed"]


def _toll_of(story: Story, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The event whose dead a sentence counts: at the same place, or without one the last of this paragraph."""
    window = draft.hit.window
    own = not draft.places and OWN_LOSSES.search(story.norm, window.start, window.end) is not None
    if draft.dating.basis == "relative" or own or TOLL_TIMES.search(story.norm, window.start, window.end):
        return None
    for earlier in reversed(told):
        if earlier.layer not in VIOLENT or earlier.modality != draft.modality or not dates_agree(earlier, draft):
            continue
        if draft.places:
            if set(draft.place_ids) & set(earlier.place_ids) and earlier.precision <= 3:
                return earlier
        elif draft.scene - earlier.scene <= 1 or (draft.scene - earlier.scene <= 2 and not _new_topic(story, draft)):
            return earlier
    return None


def _new_topic(story: Story, draft: Draft) -> bool:
    return story.scenes[draft.scene].opens_paragraph


def _is_meant(earlier: Draft, draft: Draft) -> bool:
    """As in "The attack": one of its family told before, at a place and on days that do not speak against it."""
    if earlier.modality not in REAL or not _is_same_family(earlier, draft, loose=True):
        return False
    if _are_foes(earlier, draft) and draft.layer not in TWO_SIDED:
        return False
    if draft.layer != "talks" and draft.scene - earlier.scene > 8:
        return False
    return _places_agree(earlier, draft) and dates_agree(earlier, draft)


def is_kin(one: Draft, other: Draft) -> bool:
    """
    Say whether a heading's event can be one that the text tells.

    Parameters
    ----------
    one
        The heading's.
    other
        The text's.

    Returns
    -------
    kin
        Whether layer, modality and places do not speak against it; a toll is kin to any violence.
    """
    family = _is_same_family(one, other, loose=True) or (one.layer == "casualties" and other.layer in VIOLENT)
    modes = one.modality == other.modality or {one.modality, other.modality} <= REAL
    lands = {where.place.country_code for where in one.places} & {where.place.country_code for where in other.places}
    return family and modes and (bool(lands) or _places_agree(one, other))


def _is_same_family(one: Draft, other: Draft, *, loose: bool) -> bool:
    if one.layer != other.layer:
        return loose and {one.layer, other.layer} <= _REMOTE
    if one.layer in ("ground", "talks", "humanitarian", "statement"):
        return _PHASES.get(one.subtype, one.subtype) == _PHASES.get(other.subtype, other.subtype)
    if one.layer == "air_defence":
        return (one.subtype == "aircraft_loss") == (other.subtype == "aircraft_loss")
    return True


def _is_same(one: Draft, other: Draft) -> bool:
    if _is_heard(one, other) or _is_background(one, other) or _is_noise(one, other):
        return True
    if not _can_be_same(one, other):
        return False
    if one.scene == other.scene and one.subtype == other.subtype and (one.borrowed or other.borrowed):
        return True
    return _is_same_place(one, other)


def _can_be_same(one: Draft, other: Draft) -> bool:
    """Whether layer, day, modality and actors do not speak against it."""
    rivals = _are_foes(one, other)
    if one.layer in TWO_SIDED:
        rivals = rivals and min(len(one.actor_isos), len(other.actor_isos)) > 1
    one_mode = one.modality == other.modality or (one.layer in TWO_SIDED and {one.modality, other.modality} <= REAL)
    rivals = rivals or _at_home(one, other) or _at_home(other, one)
    return not rivals and one_mode and _is_same_family(one, other, loose=False) and dates_agree(one, other)


def _at_home(event: Draft, deed: Draft) -> bool:
    """Whether a state's own deed is set beside what its adversary tells of that state's land."""
    teller = event.saying.isos[:1] if event.saying is not None else ()
    if event.actor_isos or not teller or deed.saying is None or deed.places:
        return False
    lands = {where.place.country_code for where in event.places}
    return deed.actor_isos[:1] == deed.saying.isos[:1] != teller and lands == set(deed.actor_isos[:1])


def _are_rivals(one: Draft, other: Draft) -> bool:
    """Whether two sides each tell something of their own: "A lost 105 men. B has acknowledged 71 dead"."""
    first = set(one.saying.isos[:1]) if one.saying is not None else set()
    second = set(other.saying.isos[:1]) if other.saying is not None else set()
    return bool(first and second) and first.isdisjoint(second)


def _is_same_place(one: Draft, other: Draft) -> bool:
    if one.layer in TWO_SIDED:
        return _places_agree(one, other) and _is_one_meeting(one, other)
    if one.layer == "statement":
        return _places_agree(one, other)
    if not one.places and not other.places and (one.subtype != other.subtype or other.scene - one.scene > 2):
        return False
    if not one.places and not other.places and _are_rivals(one, other):
        return False
    if not one.places or not other.places:
        return one.precision >= 4 and other.precision >= 4 and _counts_match(one, other)
    same_place = one.place_ids == other.place_ids and one.precision == other.precision
    return same_place and (_counts_match(one, other) if one.precision >= 4 else not _counts_differ(one, other))


def _is_heard(one: Draft, other: Draft) -> bool:
    """Explosions over a town while its air defence works are the air defence at work."""
    pair = {(one.layer, one.subtype), (other.layer, other.subtype)}
    if pair != {("explosion", "unexplained"), ("air_defence", "activation")} or other.scene - one.scene > 1:
        return False
    return not one.places or not other.places or one.place_ids == other.place_ids


def _is_noise(one: Draft, other: Draft) -> bool:
    """As in "Explosions rocked X as jets hit a plant": of one sentence, a noise and the strike that made it."""
    pair = {one.layer: one, other.layer: other}
    if one.scene != other.scene or one.modality != other.modality or set(pair) not in _NOISES:
        return False
    noise = pair["explosion"]
    return noise.subtype == "unexplained" and (not one.places or not other.places or _is_same_place(one, other))


def _is_background(one: Draft, other: Draft) -> bool:
    """As in "entered the city after clashes": of two tellings in a sentence the one without a place of its own."""
    if (one.scene, one.layer, one.modality) != (other.scene, other.layer, other.modality) or one.layer not in VIOLENT:
        return False
    return bool(one.places) != bool(other.places) and not _counts_differ(one, other)


def _is_one_meeting(one: Draft, other: Draft) -> bool:
    """Two tellings of talks without a common place or day are two, unless the text goes on from one to the other."""
    if one.layer == "prisoner_exchange":
        return one.modality == other.modality
    if one.modality == other.modality:
        return True
    return bool(one.places and other.places) and one.is_dated and other.is_dated


def _counts_differ(one: Draft, other: Draft) -> bool:
    mine = {count.kind: count for count in one.counts if not count.subset}
    return any(count.kind in mine and not _agree(mine[count.kind], count) for count in other.counts if not count.subset)


def _counts_match(one: Draft, other: Draft) -> bool:
    """For events known only by country: no numbers on one side, or one in common."""
    if not one.counts or not other.counts:
        return True
    if any(count.subset for count in other.counts):
        return True
    mine = {(count.kind, count.value) for count in one.counts}
    shared = any(_agree(first, second) for first in one.counts for second in other.counts)
    one_side = bool(one.actor_isos) and one.actor_isos == other.actor_isos
    return shared or (
        {kind for kind, _ in mine}.isdisjoint(c.kind for c in other.counts)
        and one_side
        and other.layer == "strike"
        and _weapons_agree(one, other)
    )


def _agree(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers can be of one thing: the same, or "hundreds" or "at least 20" and a higher one."""
    if first.kind != second.kind or first.value == second.value:
        return first.kind == second.kind
    low = min(first, second, key=lambda count: count.value)
    return low.op in (">", ">=")


def _weapons_agree(one: Draft, other: Draft) -> bool:
    return "unspecified" in (one.subtype, other.subtype) or one.subtype == other.subtype


def _places_agree(one: Draft, other: Draft) -> bool:
    if not one.places or not other.places:
        return True
    return any(
        first.place.place_id == second.place.place_id
        or contains(first.place, second.place)
        or contains(second.place, first.place)
        or (
            first.place.country_code == second.place.country_code
            and "facility" in (first.place.kind, second.place.kind)
        )
        for first in one.places
        for second in other.places
    )


def dates_agree(one: Draft, other: Draft) -> bool:
    """
    Say whether two drafts can be of one day.

    Parameters
    ----------
    one, other
        Drafts; a day that the text does not state speaks against nothing.

    Returns
    -------
    agree
        False only where both have days of their own that do not meet.
    """
    if not one.is_dated or not other.is_dated or one.dating.start is None or other.dating.start is None:
        return True
    first_end, second_end = one.dating.end or one.dating.start, other.dating.end or other.dating.start
    return one.dating.start <= second_end and other.dating.start <= first_end


def _join(known: Draft, draft: Draft) -> None:
    if (known.layer, known.subtype) == ("explosion", "unexplained") and draft.layer == "air_defence":
        known.layer, known.subtype = draft.layer, draft.subtype
        known.saying = draft.saying or known.saying
    if (known.layer, known.subtype) == ("explosion", "unexplained") and draft.layer in ("strike", "shelling"):
        known.layer, known.subtype, known.hit = draft.layer, draft.subtype, draft.hit
    if (known.layer, known.subtype, draft.subtype) == ("air_defence", "activation", "interception"):
        known.subtype, known.hit = draft.subtype, draft.hit
    known.add_counts(draft.counts)
    known.add_evidence(draft.evidence)
    if draft.places and draft.precision < known.precision and (known.layer in TWO_SIDED or known.precision >= 4):
        known.places = draft.places
    if draft.is_dated and (not known.is_dated or (draft.dating.precision or 9) < (known.dating.precision or 9)):
        known.dating = draft.dating
    if known.modality == "planned" and draft.modality == "actual" and draft.places and draft.is_dated:
        known.modality = "actual"
    known.actor_key = known.actor_key or draft.actor_key
    unnamed = not known.actor_isos and (not known.actor or (known.actor.islower() and not is_state_force(draft.actor)))
    if unnamed or (known.layer in TWO_SIDED and len(draft.actor_isos) > len(known.actor_isos)):
        known.actor, known.actor_isos = draft.actor or known.actor, draft.actor_isos or known.actor_isos
    if draft.saying is not None and (known.saying is None or is_news(known.saying.name)):
        known.saying = draft.saying
    if (
        known.layer == "strike"
        and draft.layer == "strike"
        and known.subtype in ("unspecified", "air")
        and draft.subtype != "unspecified"
    ):
        known.subtype = draft.subtype
    known.weapon = known.weapon or draft.weapon
    known.target, known.target_iso = known.target or draft.target, known.target_iso or draft.target_iso
    known.cues.extend(draft.cues)
    known.scene = draft.scene
