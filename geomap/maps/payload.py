"""Tables and documents -> the page's data, as the contract's "The page" has it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from geomap.model import Document
from geomap.segmentation import split_sentences

if TYPE_CHECKING:
    import pandas as pd

    from geomap.tables import Tables

SCHEMA = "geomap/1"
DocumentsMode = Literal["evidence", "full", "none"]

_STRENGTH = (
    "confirmed_by_both",
    "confirmed_by_target",
    "admitted",
    "disputed",
    "denied",
    "reported",
    "claimed",
    "claimed_explicitly_unverified",
)
"""An event's status is that of its report that comes first here."""

_LISTS = frozenset({"place_ids", "warnings", "quantities"})


def build_payload(
    tables: Tables, documents: Sequence[Document], *, layers: Sequence[Mapping[str, Any]], mode: DocumentsMode
) -> dict[str, Any]:
    """
    Lay the page's data out.

    Parameters
    ----------
    tables
        The four frames of `geomap.tables`; only events of `layers` are taken.
    documents
        Those that the reports name; others are left out.
    layers
        `{"name", "label", "shown"}` each, in the order of the legend.
    mode
        How much of the texts goes in: "evidence" a sentence either side of what is quoted, "full" all, "none" nothing
        but the quoted sentence.

    Returns
    -------
    payload
        `schema`, `layers`, `events`, `documents`, `places`: plain JSON values.
    """
    names = {layer["name"] for layer in layers}
    events = tables.events[tables.events["layer"].isin(names)]
    reports = tables.reports[tables.reports["event_id"].isin(events["event_id"])]
    by_id = {document.id: document for document in documents}
    doc_ids = list(dict.fromkeys([*(one.id for one in documents if mode == "full"), *map(str, reports["doc_id"])]))
    places = _places(tables.places)
    numbers = {place["id"]: number for number, place in enumerate(places)}
    mentions = _mentions(tables.mentions, numbers)
    spans = _spans(reports)
    return {
        "schema": SCHEMA,
        "layers": list(layers),
        "events": _events(events, reports, places, numbers, tables.mentions, doc_ids),
        "documents": [
            _document(key, by_id.get(key), mentions.get(key, []), spans.get(key, []), mode) for key in doc_ids
        ],
        "places": places,
    }


def _rows(frame: pd.DataFrame, columns: Iterable[str]) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain values, without what is missing."""
    kept = [column for column in columns if column in frame.columns]
    plain = {column: _plain(frame[column]) for column in kept}
    return [
        {column: plain[column][row] for column in kept if plain[column][row] is not None} for row in range(len(frame))
    ]


def _plain(values: pd.Series) -> list[Any]:
    import pandas as pd  # noqa: PLC0415 - half a second that other imports need not pay

    if values.name in _LISTS:
        return [list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [] for value in values]
    if pd.api.types.is_datetime64_any_dtype(values):
        return [None if value is pd.NaT else value.date().isoformat() for value in values]
    if pd.api.types.is_float_dtype(values):
        return [None if value != value else _number(value) for value in map(float, values.fillna(float("nan")))]  # noqa: PLR0124 - NaN
    if pd.api.types.is_integer_dtype(values):
        return [None if value is pd.NA else int(value) for value in values]
    return [None if pd.isna(value) else str(value) for value in values]


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else round(value, 5)


def _places(frame: pd.DataFrame) -> list[dict[str, Any]]:
    named = {"place_id": "id", "uncertainty_km": "radius_km"}
    columns = ("place_id", "name", "kind", "iso2", "admin1", "lat", "lon", "geo_precision", "uncertainty_km")
    return [{named.get(key, key): value for key, value in row.items()} for row in _rows(frame, columns)]


def _events(
    events: pd.DataFrame,
    reports: pd.DataFrame,
    places: Sequence[Mapping[str, Any]],
    numbers: Mapping[str, int],
    mentions: pd.DataFrame,
    doc_ids: Sequence[str],
) -> list[dict[str, Any]]:
    told: dict[str, list[dict[str, Any]]] = {}
    index = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    for row in _rows(reports, reports.columns):
        row.update(doc=index[row.pop("doc_id")], start=row.pop("ev_start"), end=row.pop("ev_end"))
        told.setdefault(row.pop("event_id"), []).append(row)
    known = _mention_index(mentions)
    rows = _rows(events, events.columns)
    for row in rows:
        row["reports"] = told.get(row["event_id"], [])
        found = [known.get((doc_ids[one["doc"]], place), ()) for one in row["reports"] for place in row["place_ids"]]
        scores = [score for group in found for score, _ in group]
        if scores:
            row["score"] = round(min(scores), 3)
        row["status"] = min((one["verification"] for one in row["reports"]), key=_STRENGTH.index, default="reported")
        row["places"] = _event_places(row, places, numbers, known, doc_ids)
    return rows


MentionIndex = Mapping[tuple[str, str], Sequence[tuple[float, int]]]


def _mention_index(mentions: pd.DataFrame) -> MentionIndex:
    """Score and precision of the mapped mentions of each place in each document."""
    index: dict[tuple[str, str], list[tuple[float, int]]] = {}
    columns = ("doc_id", "place_id", "score", "geo_precision", "mapped")
    for doc_id, place_id, score, precision, mapped in zip(*(_plain(mentions[name]) for name in columns), strict=True):
        if mapped == "True" and place_id is not None:
            index.setdefault((doc_id, place_id), []).append((score or 0.0, precision or 0))
    return index


def _event_places(
    row: Mapping[str, Any],
    places: Sequence[Mapping[str, Any]],
    numbers: Mapping[str, int],
    known: MentionIndex,
    doc_ids: Sequence[str],
) -> list[dict[str, int]]:
    """Give each place of an event a precision no finer than the text: its own, its mentions' or the event's."""
    found = []
    for place_id in row["place_ids"]:
        if place_id not in numbers:
            continue
        own = places[numbers[place_id]].get("geo_precision", 0)
        said = [precision for one in row["reports"] for _, precision in known.get((doc_ids[one["doc"]], place_id), ())]
        precision = row.get("geo_precision", 0) if len(row["place_ids"]) == 1 else max([own, *said]) if own else 0
        found.append({"place": numbers[place_id], "precision": precision})
    return found


def _mentions(frame: pd.DataFrame, numbers: Mapping[str, int]) -> dict[str, list[list[int]]]:
    by_document: dict[str, list[list[int]]] = {}
    columns = ("doc_id", "start", "end", "place_id")
    for doc_id, start, end, place_id in zip(*(_plain(frame[name]) for name in columns), strict=True):
        by_document.setdefault(doc_id, []).append([start, end, numbers.get(place_id, -1)])
    for spans in by_document.values():
        spans.sort()
    return by_document


def _spans(reports: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for doc_id, start, end in zip(reports["doc_id"], reports["ev_start"], reports["ev_end"], strict=True):
        spans.setdefault(str(doc_id), []).append((int(start), int(end)))
    return spans


def _document(
    key: str,
    document: Document | None,
    mentions: Sequence[Sequence[int]],
    spans: Sequence[tuple[int, int]],
    mode: DocumentsMode,
) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": key, "mentions": list(mentions), "passages": []}
    if document is None:
        return entry
    about = {"title": document.title, "source": document.source, "url": document.url}
    entry |= {name: value for name, value in about.items() if value}
    if document.date is not None:
        entry["date"] = document.date.isoformat()
    if mode == "full":
        entry["passages"] = [{"start": 0, "text": document.text}]
    elif mode == "evidence":
        entry["passages"] = [{"start": a, "text": document.text[a:b]} for a, b in _around(document, spans)]
    return entry


def _around(document: Document, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches of text that hold the spans and a sentence either side, joined where they meet."""
    sentences = split_sentences(document.text, document.body_start)
    starts = [sentence.start for sentence in sentences]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        first = max(bisect_right(starts, start) - 2, 0)
        last = min(bisect_right(starts, max(end - 1, start)), len(sentences) - 1)
        stretch = (min(start, sentences[first].start), max(end, sentences[last].end)) if sentences else (start, end)
        if joined and stretch[0] <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stretch[1]))
        else:
            joined.append(stretch)
    return joined
