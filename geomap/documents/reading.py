"""Files, folders and standard input to Documents: what is read, what is passed over, and what each is called."""

from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - `date` is an option here
from functools import partial
from pathlib import Path
from typing import BinaryIO

from geomap.documents.formats import PAGES, ROWS
from geomap.documents.lines import LineReader
from geomap.documents.plain import decode, document_of_text, fallback_day
from geomap.errors import DocumentError
from geomap.model import Document

MAX_BYTES = 256 * 1024 * 1024
"""The largest file read whole, in bytes; a JSONL is read by lines and may be larger."""

_TEXTS = frozenset({".txt", ".text", ".md"})
JSONL = frozenset({".jsonl", ".ndjson"})
"""Suffixes of files that hold one object a line."""

READABLE = _TEXTS | JSONL | PAGES.keys() | ROWS.keys()
"""Suffixes, in lower case with their dot, of the files that are read from a folder."""

_NOT_DOCUMENTS = re.compile(r"\.|readme|licen[cs]e|corrections.*\.[ct]sv$", re.IGNORECASE)


_OUR_LINE, _OUR_PAGE = b'{"schema":"geomap/', b'id="geomap-data"'


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What became of the inputs.

    Parameters
    ----------
    documents
        In the order of the inputs; files of a folder by relative path. Every id is there once.
    failures
        Path and message of each input, or line of one, that could not be read; the rest was.
    passed_over
        Paths in folders that are not meant as documents: README*, LICENSE*, hidden and corrections files, what
        geomap wrote, files of other kinds; and a file reached a second time.
    """

    documents: tuple[Document, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document whose id is not settled: the names it may take, shortest first, and where it is from."""

    document: Document
    names: tuple[str, ...]
    origin: str


def read_documents(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    date: Day | str | None = None,
    given_mentions: bool = False,
    stdin: BinaryIO | None = None,
) -> Reading:
    """
    Read everything that the inputs name.

    Parameters
    ----------
    inputs
        Files, folders (with those below them; links are followed, to each folder once), and "-" for standard input,
        which may hold a text or JSONL. A file's suffix says what it is: .txt, .text, .md a text; .jsonl, .ndjson one
        object a line; .html, .pdf, .docx, .csv, .tsv, .rss, .atom, .xml what the `readers` extra reads. A file that
        is named, not found in a folder, is read as a text when its suffix says nothing.
    date
        For documents that state no date.
    given_mentions
        Take the spans to resolve from each JSONL line; only JSONL can then be read.
    stdin
        Where "-" reads from; the process's own standard input if not given.

    Returns
    -------
    reading
        Documents, failures and what was passed over; no input raises.

    Raises
    ------
    DocumentError
        If `date` is no date.

    Notes
    -----
    A file's id is its stem; where two clash, the path below the folder that was named, then the path as given. Ids
    inside a JSONL, a table or a feed are verbatim, and the second of two equal ones is a failure.
    """
    reader = _Reader(fallback_day(date), given_mentions=given_mentions, stdin=stdin)
    for one in inputs:
        reader.take(os.fspath(one))
    return reader.reading()


class _Reader:
    """Gathers drafts in input order; ids are settled at the end, when all of them are known."""

    def __init__(self, fallback: Day | None, *, given_mentions: bool, stdin: BinaryIO | None) -> None:
        self._fallback = fallback
        self._given_mentions = given_mentions
        self._stdin = stdin
        self._drafts: list[_Draft] = []
        self._failures: list[tuple[str, str]] = []
        self._passed_over: list[str] = []
        self._seen: set[str] = set()

    def take(self, name: str) -> None:
        path = Path(name)
        if not name:
            self._failures.append((name, "'' is no path: name a file or a folder; the one you are in is '.'"))
        elif "\0" in name or not _is_encodable(name):
            what = "a NUL" if "\0" in name else "half a surrogate pair"
            self._failures.append((name, f"{name!r} is no path: no file system takes {what}"))
        elif name == "-":
            self._attempt(name, self._take_stdin)
        elif path.is_dir():
            self._attempt(name, partial(self._take_folder, path))
        else:
            self._attempt(name, partial(self._take_file, path, (path.stem, path.as_posix()), named=True))

    def reading(self) -> Reading:
        documents: list[Document] = []
        origins: dict[str, str] = {}
        for draft, name in zip(self._drafts, _settled_names(self._drafts), strict=True):
            if name in origins:
                message = f"{draft.origin}: id {name!r} is already that of a document from {origins[name]}"
                self._failures.append((draft.origin, message))
                continue
            origins[name] = draft.origin
            documents.append(replace(draft.document, id=name))
        return Reading(tuple(documents), tuple(self._failures), tuple(self._passed_over))

    def _attempt(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except DocumentError as error:
            self._failures.append((name, str(error)))
        except OSError as error:
            self._failures.append((name, f"{name}: cannot be read: {error.strerror or error}"))

    def _take_folder(self, folder: Path) -> None:
        found = len(self._drafts) + len(self._failures)
        for path in _walk(folder, self._passed_over):
            below = path.relative_to(folder).as_posix()
            names = (path.stem, below, path.as_posix())
            self._attempt(str(path), partial(self._take_file, path, names, named=False))
        if len(self._drafts) + len(self._failures) == found:
            raise DocumentError("the folder holds no document; a .txt or .jsonl file is needed", path=folder)

    def _take_file(self, path: Path, names: tuple[str, ...], *, named: bool) -> None:
        real = os.path.realpath(path)
        if real in self._seen:
            self._passed_over.append(str(path))
            return
        self._seen.add(real)
        suffix = path.suffix.lower()
        if not named and _is_ours(path, suffix):
            self._passed_over.append(str(path))
        elif suffix in JSONL:
            with path.open("rb") as lines:
                self._take_lines(lines, str(path))
        elif self._given_mentions:
            raise DocumentError("given mentions come in the lines of a .jsonl file only", path=path)
        elif suffix in ROWS:
            self._take_rows(path, named=named)
        else:
            read = PAGES.get(suffix, _read_text)
            document = read(_content(path), str(path), self._fallback)
            self._drafts.append(_Draft(document, names, str(path)))

    def _take_rows(self, path: Path, *, named: bool) -> None:
        documents = ROWS[path.suffix.lower()](_content(path), str(path), self._fallback)
        if documents:
            self._drafts.extend(_Draft(document, (document.id,), str(path)) for document in documents)
        elif named:
            raise DocumentError("no table with a column 'text' and rows, and no feed with entries", path=path)
        else:
            self._passed_over.append(str(path))

    def _take_lines(self, lines: Iterable[bytes], path: str) -> None:
        found = len(self._drafts) + len(self._failures)
        reader = LineReader(path, self._fallback, self._given_mentions)
        for outcome in reader.read(lines):
            if isinstance(outcome, Document):
                self._drafts.append(_Draft(outcome, (outcome.id,), path))
            else:
                self._failures.append((path, str(outcome)))
        if len(self._drafts) + len(self._failures) == found:
            raise DocumentError("holds no document; one JSON object a line is needed", path=path)

    def _take_stdin(self) -> None:
        stdin = self._stdin or getattr(sys.stdin, "buffer", None)
        if stdin is None:
            raise DocumentError("standard input is closed; name a file or a folder")
        content = _bounded(stdin, "standard input")
        if self._given_mentions or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"'):
            self._take_lines(io.BytesIO(content), "standard input")
        else:
            document = _read_text(content, "standard input", self._fallback)
            self._drafts.append(_Draft(document, ("stdin", "-"), "standard input"))


def _walk(folder: Path, passed_over: list[str]) -> Iterator[Path]:
    """Yield the files below a folder that are meant as documents, by relative path; each real folder once."""
    seen: set[str] = set()
    found: list[Path] = []
    for root, folders, files in os.walk(folder, followlinks=True, onerror=_raise):
        if os.path.realpath(root) in seen:
            folders.clear()
            continue
        seen.add(os.path.realpath(root))
        hidden = [name for name in folders if name.startswith(".")]
        passed_over.extend(os.path.join(root, name) for name in hidden)  # noqa: PTH118 - str in, str out
        folders[:] = sorted(set(folders).difference(hidden))
        for path in (Path(root, name) for name in files):
            if _is_meant(path):
                found.append(path)
            else:
                passed_over.append(str(path))
    passed_over.sort()
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _is_meant(path: Path) -> bool:
    # A broken link is meant: reading it fails and says so. A pipe or device would wait for ever.
    readable = path.is_file() or (path.is_symlink() and not path.exists())
    return readable and path.suffix.lower() in READABLE and not _NOT_DOCUMENTS.match(path.name)


def _is_ours(path: Path, suffix: str) -> bool:
    """Tell an interchange file, the sentences beside tables and a map, which an earlier run may have left here."""
    if suffix in JSONL:
        with path.open("rb") as lines:
            return lines.read(len(_OUR_LINE)) == _OUR_LINE
    return suffix in {".html", ".htm"} and _OUR_PAGE in _content(path)


def _raise(error: OSError) -> None:
    raise error


def _settled_names(drafts: Sequence[_Draft]) -> list[str]:
    """Give every draft its shortest name that no other takes; of equal last names all stay."""
    levels = [0] * len(drafts)
    while True:
        names = [draft.names[level] for draft, level in zip(drafts, levels, strict=True)]
        counts = Counter(names)
        moving = [
            index
            for index, (draft, name) in enumerate(zip(drafts, names, strict=True))
            if counts[name] > 1 and levels[index] + 1 < len(draft.names)
        ]
        if not moving:
            return names
        for index in moving:
            levels[index] += 1


def _read_text(content: bytes, path: str, fallback: Day | None) -> Document:
    text, warnings = decode(content, path=path)
    if "\0" in text:
        offset = content.index(b"\0")
        raise DocumentError(f"no text: byte 0x00 at byte offset {offset}; a UTF-8 text is needed", path=path)
    return document_of_text(text, name=Path(path).stem, fallback=fallback, warnings=warnings)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return _bounded(file, str(path))


def _bounded(file: BinaryIO, path: str) -> bytes:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES} bytes; split it, or make it lines of a .jsonl file", path=path)
    return content


def _is_encodable(name: str) -> bool:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True
