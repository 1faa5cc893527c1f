"""JSONL to Documents: one object a line, read line by line so that a corpus need not fit in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from geomap.documents.plain import decode, with_date
from geomap.errors import DocumentError
from geomap.model import Document, Span


@dataclass(frozen=True, slots=True)
class LineReader:
    """
    How the lines of a JSONL file become documents.

    Parameters
    ----------
    path
        Named in errors.
    fallback
        The date of documents that state none.
    given_mentions
        Whether every line must carry `mentions` and exactly those are to be resolved; else they are ignored.
    """

    path: str
    fallback: date | None = None
    given_mentions: bool = False

    def read(self, lines: Iterable[bytes]) -> Iterator[Document | DocumentError]:
        """
        Read lines one at a time.

        Parameters
        ----------
        lines
            Each as bytes, line end included; blank ones are passed over.

        Yields
        ------
        outcome
            The line's document, or the error that says which line is wrong and how; the next line follows either way.
            An id seen before is an error: ids name rows in every table.
        """
        seen: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                document = self._document(line, number)
                if document.id in seen:
                    raise self._error(number, f"id {document.id!r} was already given in line {seen[document.id]}")
            except DocumentError as error:
                yield error
                continue
            seen[document.id] = number
            yield document

    def _document(self, line: bytes, number: int) -> Document:
        row = self._row(line, number)
        name, text = row.get("id"), row.get("text")
        if isinstance(name, int) and not isinstance(name, bool):
            name = str(name)
        if not isinstance(name, str) or not name:
            raise self._error(number, f'"id" is {name!r}; a string that is not empty is needed')
        if not isinstance(text, str):
            raise self._error(number, f'"text" is {text!r}; a string is needed')
        return document_of_row(row, name=name, fallback=self.fallback, given=self._given(row, len(text), number))

    def _row(self, line: bytes, number: int) -> Mapping[str, object]:
        try:
            text, _ = decode(line, path=self.path)
            row = json.loads(text)
        except DocumentError as error:
            raise self._error(number, str(error).removeprefix(f"{self.path}:1: ")) from error
        except (ValueError, RecursionError) as error:
            raise self._error(number, f"not JSON: {error}; one object a line is needed") from error
        if not isinstance(row, dict):
            raise self._error(number, f'{type(row).__name__} found; an object with "id" and "text" is needed')
        return row

    def _given(self, row: Mapping[str, object], length: int, number: int) -> tuple[Span, ...] | None:
        if not self.given_mentions:
            return None
        mentions = row.get("mentions")
        if not isinstance(mentions, list):
            raise self._error(number, f'"mentions" is {mentions!r}; with given mentions a list of them is needed')
        spans = {self._span(mention, length, number) for mention in mentions}
        return tuple(sorted(spans, key=lambda span: (span.start, span.end)))

    def _span(self, mention: object, length: int, number: int) -> Span:
        start, end = (mention.get("start"), mention.get("end")) if isinstance(mention, dict) else (None, None)
        if type(start) is int and type(end) is int and 0 <= start < end <= length:
            return Span(start, end)
        raise self._error(
            number, f"mention {mention!r} is no span; 0 <= start < end <= {length} is needed, in code points"
        )

    def _error(self, number: int, message: str) -> DocumentError:
        return DocumentError(message, path=self.path, line=number)


def document_of_row(
    row: Mapping[str, object], *, name: str, fallback: date | None, given: tuple[Span, ...] | None = None
) -> Document:
    """
    Make a Document of a row that names its fields: a JSONL line, a row of a table.

    Parameters
    ----------
    row
        `text` and, if wanted, `date`, `title`, `source`, `url`; a field that is no string is left out with a warning,
        None and "" without one.
    name
        The document's id.
    fallback
        Its date where the row has none.
    given
        Spans to resolve instead of finding mentions.
    """
    fields: dict[str, str | None] = {}
    warnings: list[str] = []
    for key in ("title", "source", "url", "date"):
        value = row.get(key)
        if isinstance(value, date):
            value = value.isoformat()
        fields[key] = value if isinstance(value, str) and value else None
        if value is not None and not isinstance(value, str):
            warnings.append(f"{key} {value!r} is no string and is left out")
    text = row["text"]
    document = Document(
        name,
        text if isinstance(text, str) else str(text),
        title=fields["title"],
        source=fields["source"],
        url=fields["url"],
        given=given,
        warnings=tuple(warnings),
    )
    return with_date(document, fields["date"], fallback)
