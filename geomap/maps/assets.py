"""The files that stand in for what folium's elements would fetch: built into geomap/maps/static."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from geomap.errors import MapError


@cache
def read_static(name: str) -> str:
    """
    Return a built file's text.

    Raises
    ------
    MapError
        If the package was never built.
    """
    path = files("geomap.maps").joinpath("static", name)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = (
            f"geomap's page was not built: {name!r} is missing; run `pip install -e .` or `python hatch_build.py build`"
        )
        raise MapError(message) from error


@cache
def _parts() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(read_static("assets.json")))


def part_for(address: str) -> str | None:
    """Return the name of the part that stands in for a script's or style's web address; None if there is none."""
    plain = address.partition("?")[0]
    return next((part["name"] for part in _parts() if any(fnmatchcase(plain, glob) for glob in part["urls"])), None)


def part_source(name: str, suffix: str) -> str:
    """Return a part's script (`suffix` "js") or style ("css"); empty where it has none."""
    part = next(part for part in _parts() if part["name"] == name)
    return read_static(f"part-{name}.{suffix}") if suffix in part["has"] else ""
