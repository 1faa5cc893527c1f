"""How much of each document's text goes into the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from geomap.maps.encoding import pack_if_smaller
from geomap.model import Document
from geomap.segmentation import split_sentences

if TYPE_CHECKING:
    import pandas as pd

DocumentsMode = Literal["evidence", "full", "none"]

Spans = Sequence[tuple[int, int]]


def document_entries(
    doc_ids: Sequence[str],
    documents: Iterable[Document],
    mentions: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    places: Mapping[str, int],
    mode: DocumentsMode,
) -> list[dict[str, Any]]:
    """
    Describe the documents for the page.

    Parameters
    ----------
    doc_ids
        Which, in order; one that is not among `documents` gets its id alone.
    documents
        The documents themselves.
    mentions, reports
        The tables of those names: place names and quoted sentences to mark.
    places
        Index of each place by its id.
    mode
        "evidence" for the quoted sentences and a sentence either side, "full" or "none".

    Returns
    -------
    entries
        `id`, what is known of `title`, `source`, `url`, `date`, and `text`: mentions as `[start, end, place or -1]`,
        passages as `{"start", "text"}`, packed where that is smaller.
    """
    known = {document.id: document for document in documents}
    names = _names(mentions, places)
    spans = _spans(reports) if known or names else {}
    entries = []
    for key in doc_ids:
        document, quoted = known.get(key), spans.get(key, [])
        passages = _passages(document, quoted, mode) if document else []
        marks = names.get(key, [])
        if mode == "none":
            marks = _within(marks, quoted)
        text = pack_if_smaller({"mentions": marks, "passages": passages})
        entries.append({"id": key, **(_about(document) if document else {}), "text": text})
    return entries


def _about(document: Document) -> dict[str, str]:
    date = document.date.isoformat() if document.date else None
    about = {"title": document.title, "source": document.source, "url": document.url, "date": date}
    return {name: value for name, value in about.items() if value}


def _names(mentions: pd.DataFrame, places: Mapping[str, int]) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = {}
    indexes = [places.get(place_id, -1) for place_id in mentions["place_id"].tolist()]
    columns = (mentions["doc_id"].tolist(), mentions["start"].tolist(), mentions["end"].tolist(), indexes)
    for doc_id, *span in zip(*columns, strict=True):
        found.setdefault(doc_id, []).append(span)
    for spans in found.values():
        spans.sort()
    return found


def _spans(reports: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    columns = (reports["doc_id"].tolist(), reports["ev_start"].tolist(), reports["ev_end"].tolist())
    for doc_id, start, end in zip(*columns, strict=True):
        spans.setdefault(doc_id, []).append((start, end))
    return spans


def _within(marks: Iterable[list[int]], quoted: Spans) -> list[list[int]]:
    """Names in the quoted sentences: what a page without texts has any use for."""
    ordered = sorted(quoted)
    starts = [start for start, _ in ordered]
    kept = []
    for mark in marks:
        at = bisect_right(starts, mark[0]) - 1
        if at >= 0 and mark[1] <= ordered[at][1]:
            kept.append(mark)
    return kept


def _passages(document: Document, quoted: Spans, mode: DocumentsMode) -> list[dict[str, Any]]:
    if mode == "full":
        return [{"start": 0, "text": document.text}]
    stretches = _around(document, quoted) if mode == "evidence" else []
    return [{"start": start, "text": document.text[start:end]} for start, end in stretches]


def _around(document: Document, quoted: Spans) -> list[tuple[int, int]]:
    """Return stretches that hold the quoted spans and a sentence either side, joined where they meet."""
    sentences = split_sentences(document.text, document.body_start)
    starts = [sentence.start for sentence in sentences]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(quoted):
        first = max(bisect_right(starts, start) - 2, 0)
        last = min(bisect_right(starts, max(end - 1, start)), len(sentences) - 1)
        stretch = (min(start, sentences[first].start), max(end, sentences[last].end)) if sentences else (start, end)
        if joined and stretch[0] <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stretch[1]))
        else:
            joined.append(stretch)
    return joined
