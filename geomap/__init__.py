"""Reports about a conflict in; a table of what happened where, and a layered folium map, out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.atlas import Atlas, geoparse
    from geomap.documents import read_documents
    from geomap.errors import (
        DocumentError,
        FrameError,
        GazetteerError,
        GeocodingError,
        GeomapError,
        MapError,
    )
    from geomap.gazetteer import Gazetteer, open_gazetteer
    from geomap.maps import EventMap
    from geomap.model import Correction, Document
    from geomap.resolution import Hints

_HOME = {
    "Atlas": "atlas",
    "Correction": "model",
    "Document": "model",
    "DocumentError": "errors",
    "EventMap": "maps",
    "FrameError": "errors",
    "Gazetteer": "gazetteer",
    "GazetteerError": "errors",
    "GeocodingError": "errors",
    "GeomapError": "errors",
    "Hints": "resolution",
    "MapError": "errors",
    "geoparse": "atlas",
    "open_gazetteer": "gazetteer",
    "read_documents": "documents",
}

__all__ = [
    "Atlas",
    "Correction",
    "Document",
    "DocumentError",
    "EventMap",
    "FrameError",
    "Gazetteer",
    "GazetteerError",
    "GeocodingError",
    "GeomapError",
    "Hints",
    "MapError",
    "geoparse",
    "open_gazetteer",
    "read_documents",
]


def __getattr__(name: str) -> object:
    """Load a public name on first use: importing geomap costs nothing."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - reads the installed metadata

        return version("geomap")
    if name not in _HOME:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    value = getattr(import_module(f"geomap.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Every public name, loaded or not."""
    return sorted([*globals(), *__all__, "__version__"])
