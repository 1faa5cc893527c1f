"""Inputs to Documents one at a time, for more documents than fit in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date as Day  # noqa: N812 - `date` is an option here
from pathlib import Path

from geomap.documents.lines import LineReader
from geomap.documents.plain import fallback_day
from geomap.documents.reading import JSONL, read_documents
from geomap.errors import DocumentError
from geomap.model import Document


def stream_documents(
    inputs: Iterable[str | os.PathLike[str]], *, date: Day | str | None = None, given_mentions: bool = False
) -> Iterator[Document | DocumentError]:
    """
    Read inputs one document at a time.

    Parameters
    ----------
    inputs
        A JSONL that is named is read line by line; everything else as `read_documents` reads it, an input at a time.
    date, given_mentions
        As for `read_documents`.

    Yields
    ------
    outcome
        A document, or the error that says what could not be read; an id seen before is one. Of all documents only
        the ids are kept.

    Raises
    ------
    DocumentError
        If `date` is no date.
    """
    day = fallback_day(date)
    seen: set[str] = set()
    for one in inputs:
        for outcome in _outcomes(Path(one), day, given_mentions=given_mentions):
            if isinstance(outcome, Document) and outcome.id in seen:
                yield DocumentError(f"id {outcome.id!r} is already that of another document", path=Path(one))
                continue
            if isinstance(outcome, Document):
                seen.add(outcome.id)
            yield outcome


def _outcomes(path: Path, day: Day | None, *, given_mentions: bool) -> Iterator[Document | DocumentError]:
    if path.suffix.lower() not in JSONL:
        reading = read_documents([path], date=day, given_mentions=given_mentions)
        yield from (DocumentError(message) for _, message in reading.failures)
        yield from reading.documents
        return
    try:
        with path.open("rb") as lines:
            yield from LineReader(str(path), day, given_mentions).read(lines)
    except OSError as error:
        yield DocumentError(f"cannot be read: {error.strerror or error}", path=path)
