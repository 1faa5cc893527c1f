from __future__ import annotations

from pathlib import Path

import pytest

import geomap
from geomap import errors


def test_every_error_is_a_geomap_error():
    names = [name for name in geomap.__all__ if name.endswith("Error")]
    assert all(issubclass(getattr(geomap, name), geomap.GeomapError) for name in names)
    assert {name for name in vars(errors) if name.endswith("Error")} == set(names)


def test_a_document_error_says_where():
    error = errors.DocumentError("not UTF-8", path=Path("a.txt"), line=3)
    assert str(error) == "a.txt:3: not UTF-8"
    assert (error.path, error.line) == (Path("a.txt"), 3)
    with pytest.raises(ValueError, match="not UTF-8"):
        raise error


def test_a_frame_error_names_column_and_rows():
    error = errors.FrameError("bad", column="lat", rows=(1, 2))
    assert (error.column, error.rows) == ("lat", (1, 2))


def test_a_geocoding_error_says_when_to_ask_again():
    error = errors.GeocodingError("too many requests", query="Sumy", retry_after=5.0)
    assert (error.query, error.retry_after) == ("Sumy", 5.0)
