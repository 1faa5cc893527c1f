"""The tables in a folder, read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import FrameError
from geomap.export.cells import restored
from geomap.export.frames import DESCRIPTION, SENTENCES
from geomap.tables import COLUMNS, Column, Tables, check_tables

if TYPE_CHECKING:
    import pandas as pd

_FROM_TEXT: Mapping[str, Callable[[str], object]] = {
    "float64": float,
    "int64": int,
    "Int64": int,
    "bool": {"True": True, "False": False}.__getitem__,
}


def read_tables(folder: Path | str) -> Tables:
    """
    Read back what `write_tables` wrote.

    Parameters
    ----------
    folder
        With the four files and the description, which says whether they are .csv or .parquet.

    Returns
    -------
    tables
        With the columns and types of `geomap.tables.COLUMNS`.

    Raises
    ------
    FrameError
        If a file is missing, is none that geomap wrote, or breaks the contract; or writing was stopped midway.
    """
    source = Path(folder)
    suffix = _suffix(source)
    frames = {name: _typed(name, _read_frame(source / f"{name}{suffix}")) for name in COLUMNS}
    tables = Tables(**frames)
    check_tables(tables)
    return tables


def read_sentences(folder: Path | str) -> dict[tuple[str, int], str]:
    """
    Read back the sentences that `write_tables` wrote.

    Parameters
    ----------
    folder
        With the tables.

    Returns
    -------
    sentences
        Their texts by doc_id and sentence_id; empty where none were written.

    Raises
    ------
    FrameError
        If the file is none that geomap wrote.
    """
    path = Path(folder) / SENTENCES
    try:
        rows = [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
        return {(row["doc_id"], row["sentence_id"]): row["text"] for row in rows}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError) as error:
        raise FrameError(f"{path} holds no sentences that geomap wrote: {error!r}") from error


def _suffix(folder: Path) -> str:
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        return Path(described["resources"][0]["path"]).suffix
    except OSError as error:
        raise FrameError(
            f"{folder} holds no whole set of tables ({DESCRIPTION}: {error.strerror}); make one with: geomap parse -o"
        ) from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise FrameError(f"{folder / DESCRIPTION} is no description that geomap wrote: {error!r}") from error


def _read_frame(path: Path) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - half a second that a look-up need not pay

    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        frame = pd.read_csv(path, dtype="string[python]", keep_default_na=False, na_values=[""], encoding="utf-8")
    except (OSError, ValueError) as error:
        raise FrameError(f"{path} is no table that geomap wrote: {error}; make it with: geomap parse -o") from error
    cells = {name: frame[name].map(restored, na_action="ignore").astype("string[python]") for name in frame.columns}
    return pd.DataFrame(cells)


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - as above

    columns: dict[str, Any] = {}
    for column in COLUMNS[name]:
        if column.name not in frame.columns:
            raise FrameError(f"table {name!r} lacks column {column.name!r}", column=column.name)
        columns[column.name] = _typed_column(frame[column.name], column)
    return pd.DataFrame(columns)


def _typed_column(cells: Any, column: Column) -> Any:
    # Any: pandas-stubs know no dtype that is named by a variable.
    import pandas as pd  # noqa: PLC0415 - as above

    try:
        if column.dtype == "object":
            return cells.map(json.loads).astype("object")
        if str(cells.dtype) == "string" and column.dtype in _FROM_TEXT:
            read = _FROM_TEXT[column.dtype]
            missing = cells.isna()
            values = [None if lost else read(cell) for cell, lost in zip(cells, missing, strict=True)]
            return pd.Series(values, dtype=column.dtype)
        return cells.astype(column.dtype)
    except (ValueError, TypeError, KeyError) as error:
        raise FrameError(f"column {column.name!r}: {error}; {column.dtype} is needed", column=column.name) from error
