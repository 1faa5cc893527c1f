"""What a caller of the Python API may pass instead of inputs: texts, Documents, a dataframe, or a mix in a list."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - `date` is an option here
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geomap.documents.lines import document_of_row
from geomap.documents.plain import document_of_text, fallback_day
from geomap.documents.reading import READABLE, Reading, read_documents
from geomap.errors import DocumentError
from geomap.model import Document

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_PATH = 4096
_LONGEST_NAME = 255  # bytes, on every file system in use


def documents_of(source: object, *, date: Day | str | None = None, given_mentions: bool = False) -> Reading:
    """
    Read whatever a caller has.

    Parameters
    ----------
    source
        A path (a `Path`, or a str that names a file or folder or looks like it; a lone word is a name mistyped), a
        text (any other str), a Document,
        a dataframe with a column `text` and if wanted `id`, `date`, `title`, `source`, `url`, or an iterable of paths,
        texts and Documents.
    date
        For documents that state no date.
    given_mentions
        As for `read_documents`.

    Returns
    -------
    reading
        As `read_documents` gives it. Texts are named "text-1", "text-2" and so on, rows without `id` "row-1" ...

    Raises
    ------
    DocumentError
        If `source` is none of these, `date` is no date, a dataframe has no column `text`, or two ids are equal.
    """
    day = fallback_day(date)
    if hasattr(source, "columns") and hasattr(source, "itertuples"):
        return Reading(_unique(_rows(cast("pd.DataFrame", source), day)))
    if isinstance(source, str) and _is_word(source):
        return read_documents([source], date=day, given_mentions=given_mentions)
    if isinstance(source, str | os.PathLike | Document):
        return _of_many([source], day, given_mentions=given_mentions)
    if isinstance(source, Iterable) and not isinstance(source, bytes | dict):
        return _of_many(list(source), day, given_mentions=given_mentions)
    raise DocumentError(
        f"{type(source).__name__} {str(source)[:80]!r} is no source; a path, a text, a Document, a dataframe with a "
        "column 'text', or a list of these is needed"
    )


def _of_many(sources: list[Any], date: Day | None, *, given_mentions: bool) -> Reading:
    paths = [one for one in sources if _is_path(one)]
    if len(paths) == len(sources):
        return read_documents(paths, date=date, given_mentions=given_mentions)
    # Ids of files depend on all files, so these are read together; the caller's order is then restored.
    parts: list[Reading] = []
    texts = 0
    for one in sources:
        if isinstance(one, Document):
            parts.append(Reading((one if one.date else replace(one, date=date),)))
        elif _is_path(one):
            parts.append(read_documents([one], date=date, given_mentions=given_mentions))
        elif isinstance(one, str):
            texts += 1
            parts.append(Reading((document_of_text(one, name=f"text-{texts}", fallback=date),)))
        else:
            raise DocumentError(f"{type(one).__name__} {str(one)[:80]!r} is no source; a path, a text or a Document is")
    return Reading(
        _unique(document for part in parts for document in part.documents),
        tuple(failure for part in parts for failure in part.failures),
        tuple(path for part in parts for path in part.passed_over),
    )


def _is_path(source: object) -> bool:
    if not isinstance(source, str):
        return isinstance(source, os.PathLike)
    if source == "-":
        return True
    if not source or len(source) > _LONGEST_PATH or "\n" in source or "\0" in source:
        return False
    return Path(source).suffix.lower() in READABLE or source.endswith(("/", os.sep)) or os.path.exists(source)  # noqa: PTH110 - a text too long for a name is none


def _is_word(source: str) -> bool:
    """Tell a name mistyped from a report: an error beats an empty map. No file's name is so long as a report."""
    short = all(len(part.encode(errors="replace")) <= _LONGEST_NAME for part in source.split("/"))
    return bool(source) and short and not any(char.isspace() for char in source)


def _rows(frame: pd.DataFrame, date: Day | None) -> Iterable[Document]:
    if "text" not in frame.columns:
        raise DocumentError(f"the dataframe has no column 'text'; it has {[str(name) for name in frame.columns]}")
    for number, row in enumerate(frame.to_dict("records"), 1):
        fields = {str(key): value for key, value in row.items() if not _is_missing(value)}
        if not isinstance(fields.get("text"), str):
            raise DocumentError(f"row {number} of the dataframe has text {row['text']!r}; a string is needed")
        yield document_of_row(fields, name=str(fields.get("id", f"row-{number}")), fallback=date)


def _is_missing(value: object) -> bool:
    import pandas as pd  # noqa: PLC0415 - loaded already where a dataframe is at hand

    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN alone differs


def _unique(documents: Iterable[Document]) -> tuple[Document, ...]:
    found: dict[str, Document] = {}
    for document in documents:
        if document.id in found:
            raise DocumentError(f"two documents have the id {document.id!r}; ids name rows in every table")
        found[document.id] = document
    return tuple(found.values())
