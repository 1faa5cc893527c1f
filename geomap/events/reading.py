"""A document's sentences and places -> its events: the order in which the questions are asked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from geomap.events.claims import Saying
from geomap.events.drafts import Draft
from geomap.events.lexicon import Lexicon, read_lexicon
from geomap.events.narrating import narrate
from geomap.events.story import Story
from geomap.model import Claim, Cue, Document, Event, Resolution, Sentence, Span


def read_events(
    document: Document,
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolution],
    *,
    lexicon: Lexicon | None = None,
) -> list[Event]:
    """
    Read the events that a document tells.

    Parameters
    ----------
    document
        The document; weekdays are read from its date, and stay without a day where it has none.
    sentences
        Its sentences, in text order.
    resolutions
        Its mentions with their places, in text order.
    lexicon
        What tells an event; None for the one that geomap ships.

    Returns
    -------
    events
        In order of their first evidence, each told once however often the document repeats it. An event whose place
        nobody names has no `places`; one that is only feared, denied, past or habitual says so in `modality`.
    """
    story = Story(document, sentences, resolutions, lexicon if lexicon is not None else read_lexicon())
    drafts = narrate(story)
    ids = _event_ids(document.id, drafts)
    return [_event(story, draft, ids) for draft in drafts]


def _event_ids(doc_id: str, drafts: Sequence[Draft]) -> dict[int, str]:
    """`id` of each draft to a hash of document, evidence, layer and places; of those alike, with their number."""
    seen: Counter[str] = Counter()
    ids = {}
    for draft in drafts:
        main = draft.evidence[0]
        key = f"{doc_id}|{main.start}-{main.end}|{draft.layer}|{'+'.join(draft.place_ids)}"
        seen[key] += 1
        told = key if seen[key] == 1 else f"{key}|{seen[key]}"
        ids[id(draft)] = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return ids


def _claim_cues(story: Story, saying: Saying | None) -> list[Cue]:
    """The words that name who says so; where it is only "it", the words of saying."""
    if saying is None:
        return []
    who = saying.claimant if saying.claimant.start < saying.claimant.end else Span(saying.start, saying.end)
    blanks = len(words := story.norm[who.start : who.end]) - len(words.lstrip())
    return [Cue("claimed_by", who.start + blanks, who.end, saying.name)]


def _event(story: Story, draft: Draft, ids: Mapping[int, str]) -> Event:
    doc_id = story.document.id
    saying = draft.saying
    return Event(
        event_id=ids[id(draft)],
        doc_id=doc_id,
        layer=draft.layer,
        subtype=draft.subtype,
        evidence=tuple(draft.evidence),
        places=tuple(draft.places),
        place_raw=", ".join(where.mention.text for where in draft.places if where.mention is not None),
        dating=draft.dating,
        modality=draft.modality,
        actor=draft.actor,
        actor_iso=";".join(draft.actor_isos),
        target=draft.target,
        target_iso=draft.target_iso,
        weapon=draft.weapon,
        quantities=tuple(draft.counts),
        claim=Claim(saying.name if saying else "", draft.side, draft.verification),
        parent_id=ids.get(id(draft.parent)) if draft.parent is not None else None,
        warnings=tuple(draft.warnings),
        cues=(*draft.cues, *_claim_cues(story, saying)),
    )
