"""Gold corpora and predictions: JSON lines of documents with mentions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import DocumentError
from geomap.evaluation.scoring import Named


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document's id, its text where the file has it, and its mentions in the file's order."""

    id: str
    text: str
    mentions: Sequence[Named]


def read_annotated(path: Path | str, *, is_demonym: Callable[[str], bool] | None = None) -> dict[str, Annotated]:
    """
    Read a corpus.

    Parameters
    ----------
    path
        JSONL of {"id", "text"?, "mentions": [{"start", "end", "lat"?, "lon"?, "kind"?, "score"?, "eval"?}]}; offsets
        are code points, end exclusive; mentions with `"eval": false` are not counted.
    is_demonym
        Tells from a mention's text; without it, its `kind` does.

    Returns
    -------
    documents
        By id, in the file's order.

    Raises
    ------
    DocumentError
        If the file cannot be read or a line is no such document, naming the line.
    """
    found: dict[str, Annotated] = {}
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}", path=path) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = annotated(json.loads(line), is_demonym=is_demonym)
        except (ValueError, RecursionError) as error:
            raise DocumentError(f"no annotated document: {error}", path=path, line=number) from error
        if document.id in found:
            raise DocumentError(f"id {document.id!r} for the second time", path=path, line=number)
        found[document.id] = document
    return found


def annotated(row: object, *, is_demonym: Callable[[str], bool] | None = None) -> Annotated:
    """
    Make a document of a line, an interchange file's too.

    Parameters
    ----------
    row
        As in `read_annotated`.
    is_demonym
        As in `read_annotated`.

    Raises
    ------
    ValueError
        If it is no such document.
    """
    if not isinstance(row, Mapping) or not isinstance(row.get("id"), str):
        raise ValueError('an object with a string "id" is needed')  # noqa: TRY004 - a file's content, not a type
    text = row.get("text", "")
    mentions = row.get("mentions", [])
    if not isinstance(text, str) or not isinstance(mentions, Iterable):
        raise ValueError('"text" is a string, "mentions" a list')  # noqa: TRY004
    counted = [one for one in mentions if not (isinstance(one, Mapping) and one.get("eval") is False)]
    return Annotated(row["id"], text, [_named(one, text, is_demonym) for one in counted])


def _named(row: object, text: str, is_demonym: Callable[[str], bool] | None) -> Named:
    if not isinstance(row, Mapping):
        raise ValueError(f"mention {row!r} is no object")  # noqa: TRY004
    start, end, lat, lon = (row.get(name) for name in ("start", "end", "lat", "lon"))
    if not isinstance(start, int) or not isinstance(end, int):
        raise ValueError(f"mention {row!r} has no start and end")  # noqa: TRY004
    if not (isinstance(lat, int | float) and isinstance(lon, int | float)):
        lat = lon = None
    elif not (abs(lat) <= 90 and abs(lon) <= 180):  # so that NaN is refused, too
        raise ValueError(f"mention {row!r} lies nowhere: WGS 84 degrees are needed")
    demonym = is_demonym(text[start:end]) if is_demonym and text else row.get("kind") == "demonym"
    score = row.get("score")
    return Named(start, end, lat, lon, demonym, float(score) if isinstance(score, int | float) else None)
