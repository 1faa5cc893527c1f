"""The column contract of the four tables, and its check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from geomap.errors import FrameError
from geomap.model import (
    SUBTYPES,
    ClaimSide,
    DateBasis,
    Layer,
    MatchMethod,
    MentionKind,
    Modality,
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
        `geo_precision` is 4 or missing, or that place is a country; `place_ids` lists them all.
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
