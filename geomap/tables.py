"""Records -> dataframes: the one column contract, and its check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from geomap.errors import FrameError
from geomap.model import (
    SUBTYPES,
    ClaimSide,
    DateBasis,
    Event,
    EventCodes,
    Layer,
    MatchMethod,
    MentionKind,
    MergedEvent,
    Modality,
    ParsedDocument,
    Place,
    Quantity,
    Resolution,
    Role,
    Verification,
)

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "geomap/1"
"""Version of the columns, vocabularies and files; every file geomap writes states it."""

COUNT_COLUMNS = (
    "killed",
    "wounded",
    "prisoners",
    "displaced",
    "troops",
    "aircraft",
    "drones",
    "missiles",
    "villages",
    "cost_usd",
)
"""Quantity kinds with a column of their own in events, each beside one named `<kind>_op`."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of a table.

    `dtype` is pandas' name for it; `object` columns hold lists. `words` is the closed vocabulary, if any; where
    `required`, no row may lack a value.
    """

    name: str
    dtype: str = "string[python]"  # Arrow's strings are UTF-8: half a surrogate pair in a text would raise
    words: tuple[str, ...] = ()
    required: bool = False


def _words(name: str, vocabulary: object, *, required: bool = False) -> Column:
    return Column(name, words=get_args(vocabulary), required=required)


_POSITION = (Column("lat", "float64"), Column("lon", "float64"))
_PRECISION = Column("geo_precision", "Int64")

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "mentions": (
        Column("mention_id", required=True),
        Column("doc_id", required=True),
        Column("start", "int64"),
        Column("end", "int64"),
        Column("text", required=True),
        _words("kind", MentionKind),
        _words("role", Role, required=True),
        Column("literal", "bool"),
        Column("mapped", "bool"),
        Column("place_id"),
        *_POSITION,
        Column("iso2"),
        _PRECISION,
        _words("match_method", MatchMethod),
        Column("score", "float64"),
        Column("reason"),
        Column("alternatives", "object"),
        Column("sentence_id", "int64"),
        Column("warning"),
    ),
    "places": (
        Column("place_id", required=True),
        Column("name", required=True),
        _words("kind", MentionKind, required=True),
        Column("iso2"),
        Column("iso3"),
        Column("admin1"),
        *_POSITION,
        _PRECISION,
        Column("uncertainty_km", "float64"),
        Column("source"),
        Column("source_id"),
        Column("surface_forms", "object"),
        Column("n_mentions", "int64"),
        Column("n_events", "int64"),
    ),
    "events": (
        Column("event_id", required=True),
        Column("parent_id"),
        _words("layer", Layer, required=True),
        Column("subtype", words=tuple(sorted({word for words in SUBTYPES.values() for word in words})), required=True),
        Column("place_ids", "object"),
        Column("place_raw"),
        *_POSITION,
        _PRECISION,
        Column("date_start", "datetime64[s]"),
        Column("date_end", "datetime64[s]"),
        Column("date_text"),
        Column("date_precision", "Int64"),
        _words("date_basis", DateBasis, required=True),
        _words("modality", Modality, required=True),
        Column("actor"),
        Column("actor_iso"),
        Column("target"),
        Column("target_iso"),
        Column("weapon"),
        *(column for kind in COUNT_COLUMNS for column in (Column(kind, "float64"), Column(f"{kind}_op"))),
        Column("n_reports", "int64"),
        Column("acled_event_type"),
        Column("acled_sub_event_type"),
        Column("cameo"),
        Column("plover"),
        Column("warnings", "object"),
    ),
    "reports": (
        Column("event_id", required=True),
        Column("doc_id", required=True),
        Column("ev_start", "int64"),
        Column("ev_end", "int64"),
        Column("evidence", required=True),
        Column("claimed_by"),
        _words("claim_side", ClaimSide),
        _words("verification", Verification, required=True),
        Column("quantities", "object"),
    ),
}
"""Every table's columns in order."""


@dataclass(frozen=True, slots=True)
class Tables:
    """
    The four dataframes, with the columns that `COLUMNS` states.

    Parameters
    ----------
    mentions
        One row a place mention. `lat`, `lon` float64 WGS 84 degrees, NaN where unresolved.
    places
        One row a place that a mention or an event uses.
    events
        One row an occurrence, merged across documents. `lat`, `lon` are of the first place and NaN where
        `geo_precision` is 4 or missing; `place_ids` lists them all.
    reports
        One row a document that reports an event; `quantities` lists its numbers as dictionaries.
    """

    mentions: pd.DataFrame
    places: pd.DataFrame
    events: pd.DataFrame
    reports: pd.DataFrame

    def items(self) -> Iterable[tuple[str, pd.DataFrame]]:
        """Name and frame of each table, in the contract's order."""
        return [(name, getattr(self, name)) for name in COLUMNS]


def build_tables(
    parsed: Sequence[ParsedDocument],
    merged: Sequence[MergedEvent],
    *,
    codes: Callable[[Event], EventCodes] = lambda event: EventCodes(),  # noqa: ARG005 - the shape of a coder
    iso3: Mapping[str, str] | None = None,
) -> Tables:
    """
    Lay records out as the four tables.

    Parameters
    ----------
    parsed
        One record a document, in input order.
    merged
        The occurrences across those documents.
    codes
        Gives the ACLED, CAMEO and PLOVER codes of an event.
    iso3
        ISO 3166-1 alpha-3 by alpha-2 code.

    Returns
    -------
    tables
        Checked against `COLUMNS`.

    Raises
    ------
    FrameError
        If a record holds a value outside the contract.
    """
    tables = Tables(
        mentions=_frame("mentions", [_mention_row(one, found) for one in parsed for found in one.resolutions]),
        places=_frame("places", _place_rows(parsed, merged, iso3 or {})),
        events=_frame("events", [_event_row(one, codes(one.event)) for one in merged]),
        reports=_frame("reports", _report_rows(parsed, merged)),
    )
    check_tables(tables)
    return tables


def check_tables(tables: Tables) -> None:
    """
    Hold four frames against the column contract.

    Raises
    ------
    FrameError
        Naming the table, column and first rows that break it.
    """
    for name, frame in tables.items():
        _check_columns(name, frame)
        for column in COLUMNS[name]:
            _check_column(name, frame, column)
    for name in ("mentions", "places", "events"):
        _check_positions(name, getattr(tables, name))
    known = set(tables.events["event_id"])
    _refuse("reports", "event_id", tables.reports, ~tables.reports["event_id"].isin(known), "no such event")
    for layer, words in SUBTYPES.items():
        off = (tables.events["layer"] == layer) & ~tables.events["subtype"].isin(words)
        _refuse("events", "subtype", tables.events, off, f"layer {layer!r} has {', '.join(words)}")


def _check_columns(name: str, frame: pd.DataFrame) -> None:
    wanted = [column.name for column in COLUMNS[name]]
    missing = [column for column in wanted if column not in frame.columns]
    if missing:
        raise FrameError(f"table {name!r} lacks column {missing[0]!r}; it has {list(frame.columns)}", column=missing[0])


def _check_column(name: str, frame: pd.DataFrame, column: Column) -> None:
    values = frame[column.name]
    if column.required:
        _refuse(name, column.name, frame, values.isna(), "a value is needed")
    if column.words:
        off = values.notna() & ~values.isin([*column.words, ""])
        _refuse(name, column.name, frame, off, f"the words are {', '.join(word for word in column.words if word)}")


def _check_positions(name: str, frame: pd.DataFrame) -> None:
    _refuse(name, "lat", frame, frame["lat"].notna() & ~frame["lat"].between(-90, 90), "degrees from -90 to 90")
    _refuse(name, "lon", frame, frame["lon"].notna() & ~frame["lon"].between(-180, 180), "degrees from -180 to 180")
    _refuse(name, "lon", frame, frame["lat"].isna() != frame["lon"].isna(), "lat and lon come together")
    precision = frame["geo_precision"]
    _refuse(name, "geo_precision", frame, precision.notna() & ~precision.isin([1, 2, 3, 4]), "1, 2, 3, 4 or missing")
    if name == "events":
        drawn = frame["lat"].notna() & (precision.isna() | (precision == 4).fillna(value=False))
        _refuse(name, "lat", frame, drawn, "no point where geo_precision is 4 or missing")


def _refuse(name: str, column: str, frame: pd.DataFrame, off: pd.Series, right: str) -> None:
    broken = off.fillna(value=False).astype(bool)
    if not broken.any():
        return
    rows = tuple(frame.index[broken][:3])
    value = frame.loc[rows[0], column]
    raise FrameError(
        f"table {name!r}, column {column!r}, row {rows[0]!r}: {value!r} is not allowed: {right}",
        column=column,
        rows=rows,
    )


def _frame(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - half a second that a look-up need not pay

    columns = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=column.dtype) for column in COLUMNS[name]
    }
    return pd.DataFrame(columns)


def _mention_row(parsed: ParsedDocument, found: Resolution) -> dict[str, object]:
    mention, place = found.mention, found.place
    return {
        "mention_id": f"{parsed.document.id}:{mention.start}-{mention.end}",
        "doc_id": parsed.document.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "role": mention.role,
        "literal": mention.literal,
        "mapped": found.mapped,
        "place_id": place.place_id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "iso2": place.country_code if place else None,
        "geo_precision": found.geo_precision,
        "match_method": found.match_method,
        "score": found.score,
        "reason": found.reason or None,
        "alternatives": [other.place_id for other in found.alternatives],
        "sentence_id": mention.sentence,
        "warning": found.warning or None,
    }


def _place_rows(
    parsed: Sequence[ParsedDocument], merged: Sequence[MergedEvent], iso3: Mapping[str, str]
) -> list[dict[str, object]]:
    places: dict[str, Place] = {}
    forms: dict[str, dict[str, None]] = {}
    n_mentions: Counter[str] = Counter()
    n_events: Counter[str] = Counter()
    for found in (found for one in parsed for found in one.resolutions):
        if found.place is not None:
            places.setdefault(found.place.place_id, found.place)
            forms.setdefault(found.place.place_id, {})[found.mention.text] = None
            n_mentions[found.place.place_id] += 1
    for one in merged:
        for place in {at.place.place_id: at.place for at in one.event.places}.values():
            places.setdefault(place.place_id, place)
            n_events[place.place_id] += 1
    return [
        {
            "place_id": key,
            "name": place.name,
            "kind": place.kind,
            "iso2": place.country_code,
            "iso3": iso3.get(place.country_code or ""),
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
            "geo_precision": place.geo_precision,
            "uncertainty_km": place.uncertainty_km,
            "source": place.source or None,
            "source_id": place.source_id or None,
            "surface_forms": list(forms.get(key, ())),
            "n_mentions": n_mentions[key],
            "n_events": n_events[key],
        }
        for key, place in places.items()
    ]


def _event_row(one: MergedEvent, codes: EventCodes) -> dict[str, object]:
    event = one.event
    precisions = [at.geo_precision for at in event.places if at.geo_precision is not None]
    precision = max(precisions) if precisions and len(precisions) == len(event.places) else None
    first = event.places[0].place if event.places and precision in {1, 2, 3} else None
    row: dict[str, object] = {
        "event_id": event.event_id,
        "parent_id": event.parent_id,
        "layer": event.layer,
        "subtype": event.subtype,
        "place_ids": [at.place.place_id for at in event.places],
        "place_raw": event.place_raw or None,
        "lat": first.lat if first else None,
        "lon": first.lon if first else None,
        "geo_precision": precision,
        "date_start": event.dating.start,
        "date_end": event.dating.end,
        "date_text": event.dating.text or None,
        "date_precision": event.dating.precision,
        "date_basis": event.dating.basis,
        "modality": event.modality,
        "actor": event.actor or None,
        "actor_iso": event.actor_iso or None,
        "target": event.target or None,
        "target_iso": event.target_iso or None,
        "weapon": event.weapon or None,
        "n_reports": len(one.reports),
        "acled_event_type": codes.acled_event_type or None,
        "acled_sub_event_type": codes.acled_sub_event_type or None,
        "cameo": codes.cameo or None,
        "plover": codes.plover or None,
        "warnings": list(event.warnings),
    }
    for kind in COUNT_COLUMNS:
        chosen = _headline(event.quantities, kind)
        row[kind] = chosen.value if chosen else None
        row[f"{kind}_op"] = chosen.op if chosen else None
    return row


def _headline(quantities: Sequence[Quantity], kind: str) -> Quantity | None:
    """Return the number a column shows: never a part of another, and of several dead counts the lowest (ACLED)."""
    whole = [quantity for quantity in quantities if quantity.kind == kind and not quantity.subset]
    if kind == "killed":
        return min(whole, key=lambda quantity: quantity.value, default=None)
    return next(iter(whole), None)


def _report_rows(parsed: Sequence[ParsedDocument], merged: Sequence[MergedEvent]) -> list[dict[str, object]]:
    texts = {one.document.id: one.document.text for one in parsed}
    return [
        {
            "event_id": one.event.event_id,
            "doc_id": told.doc_id,
            "ev_start": told.evidence[0].start,
            "ev_end": told.evidence[0].end,
            "evidence": texts[told.doc_id][told.evidence[0].start : told.evidence[0].end],
            "claimed_by": told.claim.claimed_by or None,
            "claim_side": told.claim.side or None,
            "verification": told.claim.verification,
            "quantities": [_quantity_row(quantity) for quantity in told.quantities],
        }
        for one in merged
        for told in one.reports
    ]


def _quantity_row(quantity: Quantity) -> dict[str, object]:
    return {
        "kind": quantity.kind,
        "op": quantity.op,
        "value": quantity.value,
        "unit": quantity.unit or None,
        "subset": quantity.subset,
        "start": quantity.span.start if quantity.span else None,
        "end": quantity.span.end if quantity.span else None,
    }
