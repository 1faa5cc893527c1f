"""Bytes to text to a Document: decoding, the small header, and days written in words or digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from geomap.errors import DocumentError
from geomap.model import Document

_SIGNATURES = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\x00\x00\xfe\xff": "utf-32"}
_BOM = b"\xef\xbb\xbf"
_LINE = r"(?:\r\n|\r|\n)"
_HEADER_LINE = re.compile(rf"(title|date|source|url):[ \t]*([^\r\n]*?)[ \t]*({_LINE}|\Z)", re.IGNORECASE)
_BLANK = re.compile(rf"(?:[ \t]*{_LINE})+|[ \t]*\Z")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[T ].*)?", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_LONGEST_DATE = 80
_FIRST_YEAR, _LAST_YEAR = 1000, 9998


def decode(data: bytes, *, path: str) -> tuple[str, tuple[str, ...]]:
    """
    Read bytes as UTF-8, changing nothing.

    Parameters
    ----------
    data
        The file's content.
    path
        Named in errors.

    Returns
    -------
    text, warnings
        Line ends stay as they are. A byte-order mark is a mark of the encoding, not a character of the text: it is
        left out, offsets count from the character after it, and a warning says so.

    Raises
    ------
    DocumentError
        Where the bytes are not UTF-8, naming the offset of the first that is not and how to convert the file.
    """
    for signature, encoding in _SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(
                f"not UTF-8 but {encoding.upper()}, by its first bytes {signature!r}; {_how_to_convert(encoding)}",
                path=path,
            )
    marked = data.startswith(_BOM)
    try:
        text = data.decode("utf-8-sig" if marked else "utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if marked else 0)
        raise DocumentError(
            f"not UTF-8: byte 0x{data[offset]:02X} at byte offset {offset}; {_how_to_convert('cp1252')}",
            path=path,
            line=data.count(b"\n", 0, offset) + 1,
        ) from error
    return text, ("began with a byte-order mark, which is no part of its text",) if marked else ()


def document_of_text(text: str, *, name: str, fallback: date | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """
    Make a Document of a text that may begin with a header.

    Parameters
    ----------
    text
        Kept exactly as it is, header included.
    name
        The document's id.
    fallback
        Its date where the header gives none.
    warnings
        What is already known to be odd.

    Returns
    -------
    document
        Lines `Title:`, `Date:`, `Source:` and `Url:` at the very start, in any order and case, closed by a blank line,
        are its header: `body_start` is where the text after them begins.
    """
    fields, end = _header(text)
    closing = _BLANK.match(text, end) if fields else None
    if closing is None:
        found = (f"begins like a header ({', '.join(fields)}) but no blank line closes it: not read as one",)
        return Document(name, text, fallback, warnings=warnings + (found if fields else ()))
    document = Document(
        name,
        text,
        title=fields.get("title") or None,
        source=fields.get("source") or None,
        url=fields.get("url") or None,
        body_start=closing.end(),
        warnings=warnings,
    )
    return with_date(document, fields.get("date"), fallback)


def with_date(document: Document, written: str | None, fallback: date | None) -> Document:
    """
    Give a document the day that is written for it, else the fallback.

    Parameters
    ----------
    document
        Any document; its own date is replaced.
    written
        A date as somebody wrote it; None or blank when nobody did.
    fallback
        The day to take where `written` is none, or cannot be read.

    Returns
    -------
    document
        With a warning where `written` is no whole date.
    """
    if not (written and written.strip()):
        return replace(document, date=fallback)
    day = read_day(written)
    if day is not None:
        return replace(document, date=day)
    instead = f"{fallback} is taken" if fallback else "the document is left undated"
    warning = f"date {_short(written)} is no date that can be read; write it as 2025-06-01; {instead}"
    return replace(document, date=fallback, warnings=(*document.warnings, warning))


def fallback_day(given: date | str | None) -> date | None:
    """
    Read the day a caller gives for documents that state none.

    Raises
    ------
    DocumentError
        Where it is a text that is no whole date: the caller can mend it at once.
    """
    if not isinstance(given, str):
        return given.date() if isinstance(given, datetime) else given
    day = read_day(given)
    if day is None:
        raise DocumentError(f"date {_short(given)} is no date that can be read; write it as 2025-06-01")
    return day


def read_day(written: str) -> date | None:
    """
    Read a whole date.

    Parameters
    ----------
    written
        ISO 8601 first ("2025-06-01", "2025-06-01 12:24:52-05"; "2025/6/1" is read so too), then what dateutil reads
        ("June 1, 2025", "Sun, 01 Jun 2025 10:00:00 GMT").

    Returns
    -------
    day
        The calendar day as written, in the writer's own time zone. None where day, month or year is missing
        ("June 2025"), where two readings are possible ("01/06/2025"), or outside the years 1000 to 9998.

    Examples
    --------
    >>> read_day("June 1, 2025")
    datetime.date(2025, 6, 1)
    >>> read_day("01/06/2025") is None
    True
    """
    written = written.strip()
    if parts := _YEAR_FIRST.fullmatch(written):
        written = f"{parts[1]}-{parts[3]:0>2}-{parts[4]:0>2}"
    iso = _ISO_DAY.fullmatch(written)
    try:
        readings = {date.fromisoformat(iso.group(1))} if iso else set(_dateutil_readings(written))
    except (ValueError, OverflowError):
        return None
    if len(readings) != 1:
        return None
    day = readings.pop()
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _dateutil_readings(written: str) -> Iterator[date]:
    """Read with each order of day and month, over two defaults: what they differ in was not written."""
    from dateutil import parser  # noqa: PLC0415 - only an odd date needs it

    if len(written) > _LONGEST_DATE:
        return
    for day_first in (False, True):
        for default in (datetime(2001, 1, 11), datetime(2004, 2, 12)):  # noqa: DTZ001 - a day has no zone
            yield parser.parse(written, default=default, dayfirst=day_first, ignoretz=True).date()


def _header(text: str) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    end = 0
    while (line := _HEADER_LINE.match(text, end)) and line.end() > end:
        fields.setdefault(line.group(1).lower(), line.group(2))
        end = line.end()
    return fields, end


def _how_to_convert(encoding: str) -> str:
    return f"save it as UTF-8, for example with: iconv -f {encoding} -t utf-8"


def _short(written: str) -> str:
    return repr(written if len(written) <= _LONGEST_DATE else written[:_LONGEST_DATE] + "…")
