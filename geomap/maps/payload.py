"""Tables and documents -> the page's data, as the contract's "The page" has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from geomap.maps.columns import Column, decode, encode_frame, numbers, of_some, one_for_all, shorten, to_rows
from geomap.maps.encoding import QUICK, pack
from geomap.maps.passages import DocumentsMode, document_entries
from geomap.model import Document

if TYPE_CHECKING:
    import pandas as pd

    from geomap.tables import Tables

SCHEMA = "geomap/1"
READABLE_EVENTS = 500
"""Up to so many events are rows that people and scripts read as they stand; more are packed columns."""

REPORTS, NAMES = "geomap-reports", "geomap-names"
"""Ids of the blocks that hold the reports, and the places' names, of a page with more events."""

_DRAWN = frozenset({"layer", "status", "date_start", "date_end", "score", "modality"})
"""Columns that the map is drawn and filtered by; the page unpacks the others with the reports, when asked for."""

_NAMING = frozenset({"id", "name", "admin1"})
"""A place's columns that its mark is drawn without; an area is found and labelled by them."""

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
        `schema`, `layers`, `events`, `documents`, `places`: plain JSON values; events and places as columns,
        which `event_rows` and `place_rows` turn into rows.
    """
    events = tables.events[tables.events["layer"].isin([layer["name"] for layer in layers])].reset_index(drop=True)
    reports = _in_order(tables.reports, events)
    doc_ids = list(dict.fromkeys([*(one.id for one in documents if mode == "full"), *reports["doc_id"].tolist()]))
    index = {place_id: number for number, place_id in enumerate(tables.places["place_id"].tolist())}
    return {
        "schema": SCHEMA,
        "layers": [{key: value for key, value in layer.items() if value is not None} for layer in layers],
        "events": _events(events, reports, tables.mentions, places=tables.places, doc_ids=doc_ids),
        "documents": document_entries(doc_ids, documents, tables.mentions, reports, places=index, mode=mode),
        "places": _places(tables.places),
    }


def compact(payload: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """
    Return the payload as the page holds it, and the blocks that follow the page's script, by their ids.

    Up to `READABLE_EVENTS` events, events and places are rows, and nothing follows. More are columns, packed, without
    what follows from the rest: positions are the places', and a missing last day is the first. What the map is not
    drawn by, most of the page, is in blocks of its own that `events.reports` and `places.names` name: the map is drawn
    before the browser comes to them.
    """
    events, places = payload["events"], payload["places"]
    if events["rows"] <= READABLE_EVENTS:
        return {**payload, "events": event_rows(payload), "places": place_rows(payload)}, {}
    columns = {name: column for name, column in events["columns"].items() if name not in {"lat", "lon"}}
    if columns.get("date_end") == columns.get("date_start"):
        columns.pop("date_end", None)
    drawn = {name: columns.pop(name) for name in sorted(_DRAWN & columns.keys())}
    at, told = events["places"], events["reports"]
    located = {"counts": one_for_all(at["counts"]), "place": at["place"], "precision": one_for_all(at["precision"])}
    names = {name: column for name, column in places["columns"].items() if name in _NAMING}
    marked = {name: column for name, column in places["columns"].items() if name not in _NAMING}
    blocks = (
        {"counts": one_for_all(told["counts"]), "columns": shorten(told["columns"]), "events": shorten(columns)},
        shorten(names),
        {"columns": shorten(drawn), "places": located},
        shorten(marked) | {name: of_some(column, _areas(at)) for name, column in names.items()},
        payload["documents"],
    )
    with ThreadPoolExecutor() as pool:  # zlib lets other threads run
        reports, named, core, positions, documents = pool.map(partial(pack, level=QUICK), blocks)
    page = {
        **payload,
        "events": {"rows": events["rows"], "core": core, "reports": REPORTS},
        "documents": documents,
        "places": {"rows": places["rows"], "core": positions, "names": NAMES},
    }
    return page, {NAMES: named, REPORTS: reports}


def _areas(located: Mapping[str, Any]) -> list[int]:
    """Return the places that some event is at no more finely than as an area."""
    return sorted({place for place, fine in zip(located["place"], located["precision"], strict=True) if fine > 2})


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


def place_rows(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the places as rows."""
    return to_rows(payload["places"]["columns"], payload["places"]["rows"])


def regions_of(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of the regions among the places, sorted."""
    columns = payload["places"]["columns"]
    named = zip(decode(columns["id"]), decode(columns["kind"]), strict=True) if columns else ()
    return tuple(sorted(key.partition(":")[2] for key, kind in named if kind.startswith("admin")))


def _in_order(reports: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the reports of these events, in the events' order, with the event's number as `event`."""
    order = dict(zip(events["event_id"].tolist(), range(len(events)), strict=True))
    numbered = reports.assign(event=[order.get(event_id, -1) for event_id in reports["event_id"].tolist()])
    told = numbered[numbered["event"] >= 0]
    return told if told["event"].is_monotonic_increasing else told.sort_values("event", kind="stable")


def _places(frame: pd.DataFrame) -> dict[str, Any]:
    names = {"place_id": "id", "uncertainty_km": "radius_km"}
    columns = ["place_id", "name", "kind", "iso2", "admin1", "lat", "lon", "uncertainty_km"]
    return {"rows": len(frame), "columns": encode_frame(frame[columns].rename(columns=names))}


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
    return {
        "rows": len(events),
        "columns": columns,
        "places": {
            "counts": _counts(located, len(events)),
            "place": located["place"].tolist(),
            "precision": located["precision"].astype("int64").tolist(),
        },
        "reports": _reports(reports, len(events), doc_ids),
    }


def _located(events: pd.DataFrame, reports: pd.DataFrame, mentions: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """
    Return one row an event and place: `event`, `place`, `precision` (0 where it cannot be drawn) and `score`.

    An event of one place has its own precision. Of several, each has the coarsest of its place's own and of what the
    names in the event's documents gave: never finer than the text.
    """
    import numpy as np  # noqa: PLC0415 - half a second that other imports need not pay
    import pandas as pd  # noqa: PLC0415 - as above

    lists = [ids if isinstance(ids, list) else [] for ids in events["place_ids"].tolist()]
    counts = np.fromiter(map(len, lists), dtype="int64", count=len(lists))
    located = pd.DataFrame({"event": np.repeat(np.arange(len(lists)), counts)})
    located["place_id"] = pd.Series(list(chain.from_iterable(lists)), dtype=object)
    index = {place_id: number for number, place_id in enumerate(places["place_id"].tolist())}
    located["place"] = [index.get(place_id, -1) for place_id in located["place_id"]]
    located = located[located["place"] >= 0].reset_index(drop=True)
    own = places["geo_precision"].to_numpy("float64", na_value=np.nan)[located["place"]]
    stated = events["geo_precision"].to_numpy("float64", na_value=np.nan)[located["event"]]
    said = _said(located, reports, mentions)
    coarsest = np.where(np.isnan(own), np.nan, np.fmax(own, said["precision"].to_numpy()))
    located["precision"] = np.nan_to_num(np.where(counts[located["event"]] == 1, stated, coarsest))
    located["score"] = said["score"]
    return located


def _said(located: pd.DataFrame, reports: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the lowest score and coarsest precision of the mapped names of each event's place in its documents."""
    import pandas as pd  # noqa: PLC0415 - as above

    mapped = mentions[mentions["mapped"].fillna(value=False).astype(bool) & mentions["place_id"].notna()]
    if mapped.empty or located.empty:
        return pd.DataFrame({"score": float("nan"), "precision": float("nan")}, index=located.index)
    # Ids are joined as numbers: pandas would make Arrow's strings of them, which cannot hold every file name.
    documents = {doc_id: number for number, doc_id in enumerate(dict.fromkeys(mentions["doc_id"].tolist()))}
    keys = ["document", "place_id"]
    plain = mapped.assign(
        precision=mapped["geo_precision"].astype("float64"), document=_numbered(mapped["doc_id"], documents)
    )
    best = plain.groupby(keys).agg(score=("score", "max"), precision=("precision", "max")).reset_index()
    told = reports[["event"]].assign(document=_numbered(reports["doc_id"], documents))
    pairs = located.reset_index(names="pair")[["pair", "event", "place_id"]].merge(told, on="event")
    found = pairs.merge(best, on=keys)
    return found.groupby("pair").agg(score=("score", "max"), precision=("precision", "max")).reindex(located.index)


def _numbered(ids: pd.Series, numbers_of: dict[str, int]) -> list[int]:
    return [numbers_of.get(one, -1) for one in ids.tolist()]


def _statuses(reports: pd.DataFrame, count: int) -> Column:
    import numpy as np  # noqa: PLC0415 - half a second that other imports need not pay

    unknown = len(_STRENGTH)
    codes = {word: rank for rank, word in enumerate(_STRENGTH)}
    ranks = [codes.get(word, unknown) for word in reports["verification"].tolist()]
    best = np.full(count, unknown)
    np.minimum.at(best, reports["event"].to_numpy("int64"), ranks)
    best[best == unknown] = _STRENGTH.index("reported")
    return {"words": list(_STRENGTH), "codes": (best + 1).tolist()}


def _counts(frame: pd.DataFrame, count: int) -> list[int]:
    import numpy as np  # noqa: PLC0415 - half a second that other imports need not pay

    sizes: list[int] = np.bincount(frame["event"].to_numpy("int64"), minlength=count).tolist()
    return sizes


def _reports(reports: pd.DataFrame, count: int, doc_ids: Sequence[str]) -> dict[str, Any]:
    named = reports.rename(columns={"ev_start": "start", "ev_end": "end"})
    columns = encode_frame(named, skip=frozenset({"event_id", "doc_id", "event"}))
    index = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    columns["doc"] = {"values": [index[doc_id] for doc_id in reports["doc_id"].tolist()]}
    return {"counts": _counts(reports, count), "columns": columns}
