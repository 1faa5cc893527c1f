"""The exceptions geomap raises: one tree, so that `except GeomapError` catches all of it."""

from __future__ import annotations

from pathlib import Path


class GeomapError(Exception):
    """Root of every error that geomap raises on purpose; its message says what, where and what would be right."""


class DocumentError(GeomapError, ValueError):
    """
    An input could not be read as a document.

    Parameters
    ----------
    message
        What is wrong and what would be right.
    path
        The file, where there is one.
    line
        Its line, counted from 1, where one is to blame.
    """

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(where + message)
        self.path = path
        self.line = line


class GazetteerError(GeomapError):
    """The gazetteer's index or one of its sources is missing, damaged or cannot be written."""


class FrameError(GeomapError, ValueError):
    """
    A dataframe does not keep the column contract.

    Parameters
    ----------
    message
        What is wrong and what would be right.
    column
        The column, where one is to blame.
    rows
        Labels of the first rows that break it.
    """

    def __init__(self, message: str, *, column: str | None = None, rows: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.column = column
        self.rows = rows


class GeocodingError(GeomapError):
    """
    An online geocoder failed; geopy's own error is the cause.

    Parameters
    ----------
    message
        What is wrong and what would be right.
    query
        The name that was asked for.
    retry_after
        Seconds to wait, where the service said so.
    """

    def __init__(self, message: str, *, query: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.query = query
        self.retry_after = retry_after


class MapError(GeomapError):
    """A map cannot be drawn or saved as asked: an asset only a CDN has, a picture without a browser."""
