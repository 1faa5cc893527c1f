"""The four tables to a folder of CSV or Parquet files with a description beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from geomap.atomic import replaced, written
from geomap.errors import FrameError
from geomap.export.attribution import ATTRIBUTION, LICENCE_NOTES
from geomap.export.cells import defused, encodable
from geomap.export.interchange import to_line
from geomap.model import ParsedDocument
from geomap.tables import COLUMNS, SCHEMA, Column, Tables, check_tables

if TYPE_CHECKING:
    import pandas as pd

TableFormat = Literal["csv", "parquet"]

DESCRIPTION = "datapackage.json"
"""The file that says what the others of a folder are (Frictionless Data's Tabular Data Package)."""

SENTENCES = "sentences.jsonl"
"""The file of a folder that holds the mentions' sentences."""

_FIELD_TYPES = {"string[python]": "string", "float64": "number", "bool": "boolean", "object": "array"}


def write_tables(
    tables: Tables,
    folder: Path | str,
    table_format: TableFormat = "csv",
    *,
    parsed: Iterable[ParsedDocument] = (),
) -> list[Path]:
    """
    Write mentions, places, events and reports, one file each, and a `datapackage.json` that describes them.

    Parameters
    ----------
    tables
        Checked first.
    folder
        Made if it is not there; each file is replaced only once its successor is whole.
    table_format
        "csv": UTF-8, every text in quotes and defused, lists as JSON, days as YYYY-MM-DD, missing as nothing;
        "parquet" (extra `geo`): pandas' own types, lists as JSON, schema and attribution in the file's metadata.
    parsed
        Where the sentences of the mentions are from: they go into `sentences.jsonl`, for `geomap review` to show.

    Returns
    -------
    paths
        The files written.

    Raises
    ------
    FrameError
        If the tables break the contract, or pyarrow is not installed.
    """
    check_tables(tables)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    description, sentences = target / DESCRIPTION, target / SENTENCES
    # It goes first and comes back last: a folder without it was left half-written.
    description.unlink(missing_ok=True)
    paths = []
    for name, frame in tables.items():
        path = target / f"{name}.{table_format}"
        write_frame(flat(name, frame), path)
        paths.append(path)
    with written(sentences) as file:
        file.writelines(to_line(row) for one in parsed for row in _sentences(one))
    with written(description) as file:
        file.write(json.dumps(_description(table_format), indent=1, ensure_ascii=False).encode())
    return [*paths, sentences, description]


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """
    Write one flat frame as CSV or Parquet, as the suffix of `path` says.

    Parameters
    ----------
    frame
        No lists or dictionaries in it.
    path
        Ends in .csv or .parquet.

    Raises
    ------
    FrameError
        If pyarrow is needed and not installed.
    """
    texts = [name for name in frame.columns if str(frame[name].dtype) in {"string", "str", "object"}]
    frame = frame.assign(**{name: frame[name].map(encodable, na_action="ignore") for name in texts})
    if path.suffix.lower() == ".parquet":
        _write_parquet(frame, path)
        return
    frame = frame.assign(**{name: frame[name].map(defused, na_action="ignore") for name in texts})
    with replaced(path) as fresh:
        frame.to_csv(
            fresh, index=False, quoting=csv.QUOTE_NONNUMERIC, date_format="%Y-%m-%d", lineterminator="\n", na_rep=""
        )


def flat(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """
    Return a table as flat files hold it.

    Parameters
    ----------
    name
        Of the table, in `geomap.tables.COLUMNS`.
    frame
        The table.

    Returns
    -------
    frame
        Only the contract's columns, lists as JSON texts.
    """
    wanted = frame[[column.name for column in COLUMNS[name]]]
    lists = {column.name for column in COLUMNS[name] if column.dtype == "object"}
    return wanted.assign(**{key: wanted[key].map(_as_json) for key in lists})


def _sentences(parsed: ParsedDocument) -> Iterator[dict[str, object]]:
    """Yield the sentences that hold a mention."""
    used = {found.mention.sentence for found in parsed.resolutions}
    for sentence in parsed.sentences:
        if sentence.index in used:
            yield {
                "schema": SCHEMA,
                "doc_id": parsed.document.id,
                "sentence_id": sentence.index,
                "start": sentence.start,
                "end": sentence.end,
                "text": parsed.document.text[sentence.start : sentence.end],
            }


def _as_json(cell: object) -> str:
    # In JSON the escape of half a surrogate pair is that half again.
    return encodable(json.dumps(cell, ensure_ascii=False, allow_nan=False))


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise FrameError("Parquet files need pyarrow, of an extra: pip install 'geomap[geo]'") from error
    table = pa.Table.from_pandas(frame, preserve_index=False)
    stated = {"schema": SCHEMA, "attribution": ATTRIBUTION, **(table.schema.metadata or {})}
    with replaced(path) as fresh:
        pq.write_table(table.replace_schema_metadata(stated), fresh)


def _description(table_format: TableFormat) -> Mapping[str, object]:
    return {
        "profile": "tabular-data-package" if table_format == "csv" else "data-package",
        "name": "geomap",
        "schema": SCHEMA,
        "attribution": ATTRIBUTION,
        "sources": [{"title": note.title, "path": note.url, "licence": note.licence} for note in LICENCE_NOTES],
        "resources": [
            {
                "name": name,
                "path": f"{name}.{table_format}",
                "encoding": "utf-8",
                "schema": {"fields": [_described_field(column) for column in columns]},
            }
            for name, columns in COLUMNS.items()
        ],
    }


def _described_field(column: Column) -> Mapping[str, object]:
    kind = "date" if column.dtype.startswith("datetime") else _FIELD_TYPES.get(column.dtype, "integer")
    field: dict[str, object] = {"name": column.name, "type": kind}
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = [word for word in column.words if word]
    if constraints:
        field["constraints"] = constraints
    return field
