"""From hits to events: sentence after sentence, what each tells, and what it adds to what was told before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events.actors import has_doer
from geomap.events.claims import Saying, find_head, find_sayings
from geomap.events.drafting import draft_events
from geomap.events.drafts import Draft
from geomap.events.joining import is_kin, tell
from geomap.events.locating import governed_places
from geomap.events.modality import is_unreal
from geomap.events.recalling import date_by_talks
from geomap.events.settling import fold_totals, infer_actors, is_worth, name_sides
from geomap.events.story import Scene, Story
from geomap.events.triggers import WHEN, Hit, find_hits
from geomap.events.vouching import confirm, doubt, settle_claim
from geomap.model import Layer, Quantity, Resolution, Span

_RESULTS = re.compile(
    r",\s+(?:and\s+)?(?:killing|wounding|injuring|leaving|hurting|displacing|trapping|burying|abducting|capturing)\b"
    r"(?:\s+[\w-]+){0,3}\s*(?:,\s+)?$"
)
_IN_WHICH = re.compile(r"\s*which\s+(?:at\s+least\s+|about\s+)?\s*$|\s*(?:killing|wounding|injuring)\b")
_HURT = frozenset({"killed", "wounded"})
_TOLD: frozenset[Layer] = frozenset({"strike", "shelling", "explosion", "ground", "air_defence", "humanitarian"})


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
    found = [find_hits(story, scene) for scene in story.scenes] if story.conflict_score else []
    if not any(found):
        return []
    told: list[Draft] = []
    heard: list[Saying] = []
    head: Saying | None = None
    for scene, hits in zip(story.scenes, found, strict=True):
        if scene.opens_paragraph:
            head = None if hits else find_head(story, scene)
        if not story.is_heading(scene):
            heard.extend(_read_scene(story, scene, hits, told, heard[-1] if heard else None, head=head))
    told[:0] = _read_heading(story, found[0], told)
    date_by_talks(story, told)
    kept = fold_totals(story, [draft for draft in told if is_worth(draft) or _is_told(draft)])
    infer_actors(story, kept, heard)
    name_sides(story, kept, heard)
    for draft in kept:
        settle_claim(story, draft)
    confirm(kept)
    return kept


def _read_scene(
    story: Story,
    scene: Scene,
    found: Sequence[Hit],
    told: list[Draft],
    last: Saying | None,
    *,
    head: Saying | None = None,
) -> list[Saying]:
    """Read one sentence, in a paragraph headed by who speaks, into what was told before; return who says what in it."""
    sayings = find_sayings(story, scene, last)
    if not found and not told:
        return sayings
    told_of = _take_subsets(story, scene, found, told)
    hits = [hit for hit in found if not any(_counts_only(hit, count) for count in told_of)]
    shares = _share_counts(scene, hits, story)
    fresh: list[Draft] = []
    for hit, counts in zip(hits, shares, strict=True):
        fresh.extend(draft_events(story, scene, hit, counts, sayings, hits))
    for draft in fresh:
        draft.saying = draft.saying or head
        tell(story, draft, told)
    _leftover_counts(story, scene, shares, told)
    doubt(story, scene, told)
    return sayings


def _read_heading(story: Story, found: Sequence[Hit], told: Sequence[Draft]) -> list[Draft]:
    """Read the heading last: of what it tells only what the text beneath it does not tell is an event of its own."""
    if not story.scenes or not story.is_heading(story.scenes[0]):
        return []
    fresh: list[Draft] = []
    _read_scene(story, story.scenes[0], found, fresh, None)
    return [draft for draft in fresh if not any(is_kin(draft, other) for other in told)]


def _is_told(draft: Draft) -> bool:
    """Whether an event is told so plainly that it is one even where its place is not known."""
    plainly = draft.layer in _TOLD and draft.modality == "actual" and not draft.hit.definite
    return plainly and draft.hit.trigger.rank >= 1 and (draft.is_dated or bool(draft.actor_isos))


def _reach(scene: Scene) -> int:
    """How many sentences back a number may belong: one, two inside a paragraph."""
    return 1 if scene.opens_paragraph else 2


def _take_subsets(story: Story, scene: Scene, hits: Sequence[Hit], told: Sequence[Draft]) -> list[Quantity]:
    """Give "205 of those drones" to the event that counts them all; return what was given."""
    given = []
    for count in scene.counts:
        if any(one.kind == count.kind and one.value > count.value and not one.subset for one in scene.counts):
            continue  # a part of a whole that its own sentence counts
        own = any(count.kind in story.lexicon.counts.get(hit.trigger.layer, ()) for hit in hits)
        downed = any(hit.trigger.layer == "air_defence" for hit in hits) and count.kind in ("drones", "missiles")
        if downed or (own and governed_places(story, scene, Span(scene.sentence.start, scene.sentence.end))):
            continue  # as in "Four of the dead were in X, where a missile ...": its own event's
        whole = next((draft for draft in reversed(told) if count.subset and _exceeds(draft, count)), None)
        if (
            whole is not None
            and count.span is not None
            and not any(one.start <= count.span.start < one.end for one in whole.evidence)
        ):
            whole.add_counts([count])
            whole.evidence.append(Span(scene.sentence.start, scene.sentence.end))
            given.append(count)
    return given


def _exceeds(draft: Draft, part: Quantity) -> bool:
    return any(one.kind == part.kind and one.value > part.value for one in draft.counts)


def _counts_only(hit: Hit, count: Quantity) -> bool:
    """Whether a hit only says what became of a part counted before."""
    return (
        count.span is not None
        and hit.window.start <= count.span.start < hit.window.end
        and 0 <= hit.span.start - count.span.end < 20
    )


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
        home = scene.clause_at(begin)
        apart = all(scene.clause_at(hits[number].span.start) != home for number in fit)
        apart = apart and not _hangs_on(story, home, begin)
        told_next = count.kind in ("killed", "wounded", "people_without_power") and any(
            WHEN.match(story.norm, clause.start) and home.end <= clause.start <= home.end + 2
            for clause in (scene.clause_at(hits[number].span.start) for number in fit)
        )
        if apart and not told_next and (governed_places(story, scene, home) or has_doer(story, scene, home)):
            continue

        def distance(number: int, begin: int = begin) -> tuple[bool, int]:
            hit = hits[number]
            inside = hit.window.start <= begin < hit.window.end
            return (not inside, abs(hit.span.start - begin))

        shares[min(fit, key=distance)].append(count)
    return shares


def _hangs_on(story: Story, clause: Span, offset: int) -> bool:
    """As in "a bomb went off as a bus pulled into X, wounding nine", "a gunfight in which seven rebels died"."""
    lead = story.norm[clause.start : offset]
    return _RESULTS.search(lead) is not None or _IN_WHICH.match(lead) is not None


def _is_object(at: Resolution, clause: Span) -> bool:
    """As in "they had attacked Dori": a place without a preposition."""
    inside = clause.start <= at.mention.start < clause.end and at.mapped
    return inside and at.mention.role == "event_location" and at.place is not None and at.place.kind != "country"


def _leftover_counts(story: Story, scene: Scene, shares: Sequence[Sequence[Quantity]], told: Sequence[Draft]) -> None:
    """Numbers that no event of their sentence took go to the one told before that can have them."""
    taken = {count.span for share in shares for count in share}
    for count in scene.counts:
        if count.span is None or count.span in taken:
            continue
        home = scene.clause_at(count.span.start)
        if is_unreal(story, home):
            continue
        named = {at.place.place_id for at in governed_places(story, scene, home) if at.place is not None}
        named |= {at.place.place_id for at in scene.resolutions if at.place is not None and _is_object(at, home)}
        own = Span(scene.sentence.start, scene.sentence.end)
        fit = [
            draft
            for draft in reversed(told)
            if count.kind in story.lexicon.counts.get(draft.layer, ())
            and draft.modality in ("actual", "planned")
            and (draft.evidence[0] != own or (named & set(draft.place_ids) and len(draft.places) == 1))
            and (named & set(draft.place_ids) or (not named and scene.index - draft.scene <= _reach(scene)))
        ]
        hurt = [draft for draft in fit if any(one.kind in _HURT for one in draft.counts)]
        for draft in (hurt if count.kind in _HURT and hurt else fit)[:1]:
            draft.add_counts([count])
            draft.add_evidence([own])
