"""Tables and documents -> the page's data, as the contract's "The page" has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from geomap.maps.columns import Column, encode_frame, numbers, to_rows
from geomap.maps.encoding import pack
from geomap.maps.passages import DocumentsMode, document_entries
from geomap.model import Document

if TYPE_CHECKING:
    import pandas as pd

    from geomap.tables import Tables

SCHEMA = "geomap/1"
READABLE_EVENTS = 500
"""Up to so many events are rows that people and scripts read as they stand; more are packed columns."""

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
        Those that the reports name; others are taken only where `mode` is "full".
    layers
        `{"name", "label", "shown"}` each, in the order of the legend.
    mode
        How much of the texts goes in: "evidence" a sentence either side of what is quoted, "full" all, "none" nothing
        but the quoted sentence.

    Returns
    -------
    payload
        `schema`, `layers`, `events`, `documents`, `places`: plain JSON values; events as columns, see `event_rows`.
    """
    events = tables.events[tables.events["layer"].isin([layer["name"] for layer in layers])].reset_index(drop=True)
    reports = _in_order(tables.reports, events)
    doc_ids = list(dict.fromkeys([*(one.id for one in documents if mode == "full"), *map(str, reports["doc_id"])]))
    places = _places(tables.places)
    index = {place["id"]: number for number, place in enumerate(places)}
    return {
        "schema": SCHEMA,
        "layers": [{key: value for key, value in layer.items() if value is not None} for layer in layers],
        "events": _events(events, reports, tables.mentions, places=tables.places, doc_ids=doc_ids),
        "documents": document_entries(doc_ids, documents, tables.mentions, reports, places=index, mode=mode),
        "places": places,
    }


def compact(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload as the page holds it: events, places and documents packed where there are many events."""
    events = payload["events"]
    if events["rows"] <= READABLE_EVENTS:
        return {**payload, "events": event_rows(payload)}
    core = {"columns": events["columns"], "places": events["places"], "rows": events["rows"]}
    return {
        **payload,
        "events": {"rows": events["rows"], "core": pack(core), "reports": pack(events["reports"])},
        "documents": pack(payload["documents"]),
        "places": pack(payload["places"]),
    }


def event_rows(payload: Mapping[str, Any], limit: int | None = None) -> list[dict[str, Any]]:
    """Return the events, or the first `limit`, as rows: each with its `places` and `reports`."""
    events = payload["events"]
    count = events["rows"] if limit is None else min(limit, events["rows"])
    rows = to_rows(events["columns"], count)
    reports = iter(to_rows(events["reports"]["columns"], sum(events["reports"]["counts"][:count])))
    at = events["places"]
    places = iter(
        [{"place": place, "precision": fine} for place, fine in zip(at["place"], at["precision"], strict=True)]
    )
    for row, n_places, n_reports in zip(rows, at["counts"], events["reports"]["counts"], strict=False):
        row["places"] = list(islice(places, n_places))
        row["reports"] = list(islice(reports, n_reports))
    return rows


def _in_order(reports: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the reports of these events, in the events' order, with the event's number as `event`."""
    numbered = reports.assign(event=reports["event_id"].map(dict(zip(events["event_id"], events.index, strict=True))))
    kept = numbered[numbered["event"].notna()]
    return kept.astype({"event": "int64"}).sort_values("event", kind="stable")


def _places(frame: pd.DataFrame) -> list[dict[str, Any]]:
    names = {"place_id": "id", "uncertainty_km": "radius_km"}
    columns = ["place_id", "name", "kind", "iso2", "admin1", "lat", "lon", "uncertainty_km"]
    return to_rows(encode_frame(frame[columns].rename(columns=names)), len(frame))


def _events(
    events: pd.DataFrame,
    reports: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    places: pd.DataFrame,
    doc_ids: Sequence[str],
) -> dict[str, Any]:
    """Return `rows`, `columns`, `places` and `reports`, the last two with how many each event has as `counts`."""
    located = _located(events, reports, mentions, places)
    columns = encode_frame(events, skip=frozenset({"place_ids"}))
    scores = located.groupby("event")["score"].min().reindex(events.index)
    if scores.notna().any():
        columns["score"] = {"values": numbers(scores.round(2))}
    columns["status"] = _statuses(reports, len(events))
    placed = located[located["place"].notna()]
    return {
        "rows": len(events),
        "columns": columns,
        "places": {
            "counts": _counts(placed, len(events)),
            "place": placed["place"].astype("int64").tolist(),
            "precision": placed["precision"].astype("int64").tolist(),
        },
        "reports": _reports(reports, len(events), doc_ids),
    }


def _located(events: pd.DataFrame, reports: pd.DataFrame, mentions: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """
    Return one row an event and place: `event`, `place`, `precision` (0 where it cannot be drawn) and `score`.

    An event of one place has its own precision. Of several, each has the coarsest of its place's own and of what the
    names in the event's documents gave: never finer than the text.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that other imports need not pay

    lists = [list(ids) if isinstance(ids, list | tuple) else [] for ids in events["place_ids"]]
    counts = [len(ids) for ids in lists]
    located = pd.DataFrame({"event": events.index.repeat(counts), "place_id": list(chain.from_iterable(lists))})
    located["single"] = [count == 1 for count in counts for _ in range(count)]
    by_id = pd.Series(range(len(places)), index=places["place_id"].astype(object), dtype="float64")
    located["place"] = located["place_id"].map(by_id)
    own = pd.Series(places["geo_precision"].astype("float64").to_numpy(), index=places["place_id"].astype(object))
    said = _said(located, reports, mentions)
    stated = located["event"].map(events["geo_precision"].astype("float64"))
    coarsest = pd.concat([located["place_id"].map(own), said["precision"]], axis=1).max(axis=1)
    coarsest = coarsest.where(located["place_id"].map(own).notna())
    located["precision"] = stated.where(located["single"], coarsest).fillna(0)
    located["score"] = said["score"]
    return located


def _said(located: pd.DataFrame, reports: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the lowest score and coarsest precision of the mapped names of each event's place in its documents."""
    import pandas as pd  # noqa: PLC0415 - as above

    mapped = mentions[mentions["mapped"].fillna(value=False).astype(bool) & mentions["place_id"].notna()]
    if mapped.empty or located.empty:
        return pd.DataFrame({"score": float("nan"), "precision": float("nan")}, index=located.index)
    keys = ["doc_id", "place_id"]
    plain = mapped.assign(precision=mapped["geo_precision"].astype("float64")).astype(dict.fromkeys(keys, object))
    best = plain.groupby(keys).agg(score=("score", "max"), precision=("precision", "max")).reset_index()
    told = reports[["event", "doc_id"]].astype({"doc_id": object})
    pairs = located.reset_index(names="pair")[["pair", "event", "place_id"]].merge(told, on="event")
    found = pairs.merge(best, on=keys)
    return found.groupby("pair").agg(score=("score", "max"), precision=("precision", "max")).reindex(located.index)


def _statuses(reports: pd.DataFrame, count: int) -> Column:
    ranks = reports["verification"].map({word: rank for rank, word in enumerate(_STRENGTH)})
    best = ranks.groupby(reports["event"]).min().reindex(range(count)).fillna(_STRENGTH.index("reported"))
    return {"words": list(_STRENGTH), "codes": (best.astype("int64") + 1).tolist()}


def _counts(frame: pd.DataFrame, count: int) -> list[int]:
    sizes: list[int] = frame["event"].value_counts().reindex(range(count), fill_value=0).tolist()
    return sizes


def _reports(reports: pd.DataFrame, count: int, doc_ids: Sequence[str]) -> dict[str, Any]:
    named = reports.rename(columns={"ev_start": "start", "ev_end": "end"})
    columns = encode_frame(named, skip=frozenset({"event_id", "doc_id", "event"}))
    index = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    columns["doc"] = {"values": [index[doc_id] for doc_id in reports["doc_id"].astype(str)]}
    return {"counts": _counts(reports, count), "columns": columns}
