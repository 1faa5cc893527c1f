"""Files that need a library of the `readers` extra: web pages, PDFs, Word files, tables and feeds."""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date as Day  # noqa: N812 - as the modules beside this one
from importlib import import_module
from pathlib import Path
from typing import Any

from geomap.documents.lines import document_of_row
from geomap.documents.plain import decode, with_date
from geomap.errors import DocumentError
from geomap.model import Document

PageReader = Callable[[bytes, str, Day | None], Document]
RowReader = Callable[[bytes, str, Day | None], list[Document] | None]

_LONGEST_UNPACKED = 512 * 1024 * 1024
# What these libraries let through from damaged files beside their own errors.
_DAMAGED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    SyntaxError,  # lxml's, of XML
    zlib.error,
    zipfile.BadZipFile,
)


def read_html(content: bytes, path: str, fallback: Day | None) -> Document:
    """
    Read a web page's main text, title, day, site and address with trafilatura.

    Parameters
    ----------
    content
        The page as saved.
    path
        Named in errors; its stem is the id.
    fallback
        Taken where the page states no date.

    Returns
    -------
    document
        Its text is what trafilatura extracts: offsets count in that, not in the page. A date is taken from the page's
        own metadata only, never guessed from its address or its copyright line.

    Raises
    ------
    DocumentError
        Where there is no text, the page is damaged, or the `readers` extra is not installed.
    """
    trafilatura = _needs("trafilatura", path)
    try:
        found = trafilatura.bare_extraction(
            content,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        text = (found.text if found else "") or trafilatura.html2txt(content)
    except _DAMAGED as error:
        raise DocumentError(f"the page is damaged: {error}", path=path) from error
    if not text:
        raise DocumentError("no text was found in the page", path=path)
    document = Document(
        Path(path).stem,
        text,
        title=(found.title if found else None) or None,
        source=(found.sitename if found else None) or None,
        url=(found.url if found else None) or None,
    )
    return with_date(document, found.date if found else None, fallback)


def read_pdf(content: bytes, path: str, fallback: Day | None) -> Document:
    """
    Read a PDF's text layer with pypdf, its pages joined by blank lines.

    Parameters
    ----------
    content
        The file.
    path
        Named in errors; its stem is the id.
    fallback
        The document's date: when a PDF was made is not when its text was written.

    Returns
    -------
    document
        With a warning where pages hold no text: scans, which need OCR first.

    Raises
    ------
    DocumentError
        Where the file is no PDF, is locked, or holds no text at all, or the `readers` extra is not installed.
    """
    pypdf = _needs("pypdf", path)
    # It says on the log what it mends in a damaged file; without a handler that would go to standard error.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        file = pypdf.PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in file.pages]
        title = file.metadata.title if file.metadata else None
    except (pypdf.errors.PyPdfError, *_DAMAGED) as error:
        raise DocumentError(f"the PDF cannot be read: {error}; a PDF without password is needed", path=path) from error
    empty = sum(not page.strip() for page in pages)
    if empty == len(pages):
        raise DocumentError("the PDF holds no text; a scan needs OCR first (for example ocrmypdf)", path=path)
    warnings = (f"{empty} of {len(pages)} pages hold no text",) if empty else ()
    return Document(Path(path).stem, "\n\n".join(pages), fallback, title=title or None, warnings=warnings)


def read_docx(content: bytes, path: str, fallback: Day | None) -> Document:
    """
    Read the paragraphs of a Word file with python-docx, one a line; tables, notes and headers are left out.

    Parameters
    ----------
    content
        The file.
    path
        Named in errors; its stem is the id.
    fallback
        The document's date.

    Raises
    ------
    DocumentError
        Where the file is no Word file, unpacks to more than 512 MiB, or the `readers` extra is not installed.
    """
    docx = _needs("docx", path)
    try:
        _check_unpacked(content, path)
        file = docx.Document(io.BytesIO(content))
        text = "\n".join(paragraph.text for paragraph in file.paragraphs)
        title = file.core_properties.title or None
    except DocumentError:
        raise
    except _DAMAGED as error:
        raise DocumentError(f"no Word file (.docx): {error}", path=path) from error
    return Document(Path(path).stem, text, fallback, title=title)


def _check_unpacked(content: bytes, path: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > _LONGEST_UNPACKED:
        raise DocumentError(f"unpacks to {size} bytes; {_LONGEST_UNPACKED} at most are read", path=path)


def read_table(content: bytes, path: str, fallback: Day | None) -> list[Document] | None:
    """
    Read a table with a column `text`, and if wanted `id`, `date`, `title`, `source`, `url`: one document a row.

    Parameters
    ----------
    content
        UTF-8, separated by commas, or by tabs where `path` ends in .tsv; the first row names the columns.
    path
        Named in errors; rows without an id are named by its stem and their number, from 1.
    fallback
        The date of rows without one.

    Returns
    -------
    documents
        None where no column is `text`, or the table is one that geomap wrote.

    Raises
    ------
    DocumentError
        Where the bytes are not UTF-8 or the table is damaged.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that other inputs need not pay

    decode(content, path=path)
    separator = "\t" if path.lower().endswith(".tsv") else ","
    try:
        rows = pd.read_csv(
            io.BytesIO(content), sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig", index_col=False
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DocumentError(f"no table: {error}", path=path) from error
    if "text" not in rows.columns or "mention_id" in rows.columns:
        return None
    stem = Path(path).stem
    return [
        document_of_row(
            {str(key): cell for key, cell in cells.items()},
            name=cells.get("id") or f"{stem}:{number}",
            fallback=fallback,
        )
        for number, cells in enumerate(rows.to_dict("records"), 1)
    ]


def read_feed(content: bytes, path: str, fallback: Day | None) -> list[Document] | None:
    """
    Read the entries of an RSS or Atom file with feedparser: one document an entry.

    Parameters
    ----------
    content
        The feed as saved; nothing is fetched.
    path
        Named in errors; entries without an id or address are named by its stem and their number, from 1.
    fallback
        The date of entries without one.

    Returns
    -------
    documents
        The text is the title, a blank line, and the entry's content (else its summary) without markup. None where the
        file is no feed.

    Raises
    ------
    DocumentError
        Where the feed is damaged, or the `readers` extra is not installed.
    """
    feedparser = _needs("feedparser", path)
    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=True)
        if not feed.get("version"):
            return None
        source = feed.feed.get("title")
        return [
            _document_of_entry(entry, f"{Path(path).stem}:{number}", source, fallback)
            for number, entry in enumerate(feed.entries, 1)
        ]
    except _DAMAGED as error:
        raise DocumentError(f"the feed is damaged: {error}", path=path) from error


def _document_of_entry(entry: Any, name: str, source: str | None, fallback: Day | None) -> Document:
    html = _needs("lxml.html", name)
    contents = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    bodies = [html.fromstring(f"<div>{part}</div>").text_content().strip() for part in contents if part.strip()]
    title = entry.get("title", "").strip()
    document = Document(
        entry.get("id") or entry.get("link") or name,
        "\n\n".join(part for part in (title, *bodies) if part),
        title=title or None,
        source=source or None,
        url=entry.get("link") or None,
    )
    return with_date(document, entry.get("published") or entry.get("updated"), fallback)


def _needs(package: str, path: str) -> Any:
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        raise DocumentError(
            f"this kind of file needs {package!r}, of an extra: pip install 'geomap[readers]'", path=path
        ) from error


PAGES: Mapping[str, PageReader] = {
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
"""By suffix, what reads a file that is one document."""

ROWS: Mapping[str, RowReader] = {
    ".csv": read_table,
    ".tsv": read_table,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
"""By suffix, what reads a file of many documents, or gives None where it holds none."""
