"""geoparse: the one place where the stages meet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from geomap.model import (
    Correction,
    Document,
    Event,
    Mention,
    MergedEvent,
    ParsedDocument,
    Resolution,
    Sentence,
)
from geomap.segmentation import split_sentences
from geomap.tables import Tables, build_tables

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.gazetteer import Gazetteer
    from geomap.resolution import CandidateSource, Hints

_SURROGATE = re.compile("[\ud800-\udfff]")


class FindMentions(Protocol):
    """Find the place names of one document; spans are in text order and do not overlap."""

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> list[Mention]:
        """Return the mentions of `document`."""
        ...


class ResolveMentions(Protocol):
    """Choose a place for each mention: one resolution a mention, in the same order."""

    def __call__(
        self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> list[Resolution]:
        """Return the resolutions of `mentions`."""
        ...


class ReadEvents(Protocol):
    """Work out what happened in one document."""

    def __call__(
        self, document: Document, sentences: Sequence[Sentence], resolutions: Sequence[Resolution]
    ) -> list[Event]:
        """Return the events of `document` in text order."""
        ...


MergeEvents = Callable[[Sequence[Event]], list[MergedEvent]]


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of one run; any of them can be swapped for a callable of the same shape."""

    find: FindMentions
    resolve: ResolveMentions
    read_events: ReadEvents
    merge: MergeEvents


def default_stages(
    *,
    gazetteer: Gazetteer | None = None,
    source: CandidateSource | None = None,
    hints: Hints | None = None,
    corrections: Sequence[Correction] = (),
    lexicon: Path | str | None = None,
) -> Stages:
    """
    Return geomap's own stages.

    Parameters
    ----------
    gazetteer
        Where names are looked up; the user's index by default, built on first use.
    source
        Where a mention's candidates come from, such as `geomap.geocoding.FallbackSource`; the gazetteer by default.
    hints
        What the caller knows: likely countries, a place nearby, the least score.
    corrections
        A reader's corrections, honoured before anything else.
    lexicon
        A file of words that tell events, added to geomap's own: see `geomap.events.read_lexicon`.

    Raises
    ------
    GazetteerError
        If the index cannot be opened or built.
    LexiconError
        If the lexicon cannot be used.
    """
    from geomap.events import merge_events, read_events, read_lexicon  # noqa: PLC0415 - a swapped stage is never loaded
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415
    from geomap.mentions import Recognizer  # noqa: PLC0415
    from geomap.resolution import Hints, resolve  # noqa: PLC0415

    names = gazetteer or open_gazetteer()
    return Stages(
        find=Recognizer(names).find,
        resolve=partial(resolve, source=source or names, hints=hints or Hints(), corrections=corrections),
        read_events=read_events if lexicon is None else partial(read_events, lexicon=read_lexicon(lexicon)),
        merge=merge_events,
    )


def geoparse_documents(documents: Iterable[Document], stages: Stages) -> Iterator[ParsedDocument]:
    """
    Run documents through the stages, one at a time.

    Parameters
    ----------
    documents
        Read by `geomap.documents`.
    stages
        What finds, places and reads; `default_stages` gives geomap's own.

    Yields
    ------
    parsed
        One record a document, in order, also where nothing was found.
    """
    for document in documents:
        yield parse_document(document, stages)


def parse_document(document: Document, stages: Stages) -> ParsedDocument:
    """Run one document through the stages; see `geoparse_documents`."""
    # A lone surrogate is no character: libraries refuse it, and its stand-in takes as much room.
    read = replace(document, text=_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", document.text))
    sentences = split_sentences(read.text, read.body_start)
    mentions = _given(read, sentences) if read.given is not None else stages.find(read, sentences)
    resolutions = stages.resolve(read, sentences, mentions)
    events = stages.read_events(read, sentences, resolutions)
    undated = sum(event.dating.start is None for event in events) if document.date is None else 0
    warnings = (f"no date is stated: the days of {undated} events stay empty",) if undated else ()
    return ParsedDocument(
        document=document,
        sentences=tuple(sentences),
        resolutions=tuple(_with_events(resolutions, events)),
        events=tuple(events),
        warnings=(*document.warnings, *warnings),
    )


def _with_events(resolutions: Sequence[Resolution], events: Sequence[Event]) -> Iterator[Resolution]:
    """Yield resolutions, those that an event shown on the map stands at mapped as well."""
    shown = {
        at.mention.start
        for event in events
        if event.modality in {"actual", "planned"}
        for at in event.places
        if at.mention is not None and at.geo_precision in {1, 2, 3}
    }
    for found in resolutions:
        is_shown = found.mention.start in shown and found.place is not None and found.mention.literal
        yield replace(found, mapped=True) if is_shown and not found.mapped else found


def _given(document: Document, sentences: Sequence[Sentence]) -> list[Mention]:
    starts = [sentence.start for sentence in sentences]
    return [
        Mention(
            start=span.start,
            end=span.end,
            text=document.text[span.start : span.end],
            sentence=max(bisect_right(starts, span.start) - 1, 0),
            reason="given",
        )
        for span in document.given or ()
    ]


def tabulate(parsed: Sequence[ParsedDocument], merge: MergeEvents) -> Tables:
    """
    Merge events across documents and lay everything out as the four tables.

    Parameters
    ----------
    parsed
        What `geoparse_documents` gave.
    merge
        The stage that merges events.

    Raises
    ------
    FrameError
        If a stage gave a value outside the column contract.
    """
    from geomap.events import event_codes  # noqa: PLC0415 - as above
    from geomap.gazetteer import country_iso3  # noqa: PLC0415

    merged = merge([event for one in parsed for event in one.events])
    return build_tables(parsed, merged, codes=event_codes, iso3=country_iso3())
