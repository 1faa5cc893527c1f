"""Frames -> columns of plain values, whole columns at a time: words and their numbers where values repeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Column = dict[str, Any]


def encode_frame(frame: pd.DataFrame, *, skip: frozenset[str] = frozenset()) -> dict[str, Column]:
    """
    Encode a frame's columns, leaving out those without a value.

    Parameters
    ----------
    frame
        Any frame; list-valued columns are those of dtype object.
    skip
        Columns to leave out.

    Returns
    -------
    columns
        By name, `{"values": [...]}` with None where missing, or `{"words": [...], "codes": [...]}` where a code is 0
        for missing and otherwise one more than its word's index.
    """
    encoded = {str(name): encode(frame[name]) for name in frame.columns if name not in skip}
    return {name: column for name, column in encoded.items() if column is not None}


def encode(values: pd.Series) -> Column | None:
    """Encode one column; None where it holds nothing."""
    import pandas as pd  # noqa: PLC0415 - half a second that other imports need not pay

    if values.isna().all():
        return None
    if pd.api.types.is_object_dtype(values.dtype):
        lists = [value if isinstance(value, list) else [] for value in values.tolist()]
        return {"values": lists} if any(lists) else None
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        codes, days = values.factorize()
        words = pd.DatetimeIndex(days).strftime("%Y-%m-%d").tolist()
        return _dictionary([words[code] if code >= 0 else None for code in codes.tolist()])
    if pd.api.types.is_bool_dtype(values.dtype):
        return {"values": values.astype(bool).tolist()}
    if pd.api.types.is_numeric_dtype(values.dtype):
        return {"values": numbers(values)}
    return _dictionary(values.array.to_numpy("object", na_value=None).tolist())


def numbers(values: pd.Series) -> list[float | int | None]:
    """Return numbers to the fifth decimal, a metre in degrees; whole ones as integers, None where missing."""
    floats: np.ndarray[Any, Any] = values.astype("float64").round(5).to_numpy(copy=True)
    missing = values.isna().to_numpy()
    whole = bool(((floats == floats.round()) | missing).all())  # 7, not 7.0: less to write and to read
    if whole:
        floats[missing] = 0
        found: list[Any] = floats.astype("int64").tolist()
    else:
        found = floats.tolist()
    return [None if gone else value for value, gone in zip(found, missing, strict=True)] if missing.any() else found


def _dictionary(values: list[str | None]) -> Column:
    """Return words and codes, or the values where most are their own word; a quarter of the time of `factorize`."""
    words = dict.fromkeys(values)
    words.pop(None, None)
    if len(words) * 2 > len(values):
        return {"values": values}
    codes = {None: 0} | {word: code for code, word in enumerate(words, 1)}
    return {"words": list(words), "codes": list(map(codes.__getitem__, values))}


def decode(column: Column) -> list[Any]:
    """Undo `encode`."""
    if "values" in column:
        values: list[Any] = column["values"]
        return values
    words = [None, *column["words"]]
    return [words[code] for code in column["codes"]]


def shorten(columns: Mapping[str, Column]) -> dict[str, Column]:
    """
    Return columns in the quickest form to read.

    That is `{"same": value}`, `{"lines": text}`, `{"values": whole numbers, "per": ten, a hundred ...}` or as they are.
    """
    return {name: _shortest(column) for name, column in columns.items()}


def _shortest(column: Column) -> Column:
    values = column["values"] if "values" in column else column["codes"]
    if not values or isinstance(values[0], list):
        return column
    if values.count(values[0]) == len(values):
        return {"same": decode({**column, **{key: column[key][:1] for key in ("values", "codes") if key in column}})[0]}
    if "codes" in column or None in values:
        return column
    if isinstance(values[0], float):
        return _whole(values)
    if not isinstance(values[0], str):
        return column
    lines = "\n".join(values)
    return {"lines": lines} if lines.count("\n") == len(values) - 1 else column


def _whole(values: list[float]) -> Column:
    """Return decimal fractions as whole numbers, which take a third of the time to write and to read."""
    import numpy as np  # noqa: PLC0415 - half a second that other imports need not pay

    fractions = np.array(values)
    for per in (10, 100, 1_000, 10_000, 100_000):
        whole = np.rint(fractions * per)
        if (whole / per == fractions).all():
            return {"values": whole.astype("int64").tolist(), "per": per}
    return {"values": values}


def of_some(column: Column, rows: list[int]) -> Column:
    """Return a column's values of these rows alone: `{"rows": [...], "values": [...]}`."""
    values = decode(column)
    return {"rows": rows, "values": [values[row] for row in rows]}


def one_for_all(numbers: list[int]) -> list[int] | int:
    """Return the one number that all are, or the list."""
    return numbers[0] if numbers and numbers.count(numbers[0]) == len(numbers) else numbers


def to_rows(columns: Mapping[str, Column], count: int) -> list[dict[str, Any]]:
    """Return rows as dictionaries without what is missing."""
    plain = {name: decode(column) for name, column in columns.items()}
    return [
        {name: values[row] for name, values in plain.items() if values[row] is not None and values[row] != []}
        for row in range(count)
    ]
