"""The page's words and looks, for what Python writes itself: pictures and the table of a notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from geomap.maps.assets import read_static


@cache
def words_of(lang: str) -> dict[str, Any]:
    """Return the words of a BCP 47 tag's language, English where the page does not speak it."""
    languages: dict[str, dict[str, Any]] = json.loads(read_static("words.json"))
    return languages.get(lang.partition("-")[0].lower(), languages["en"])


def area_name(words: Mapping[str, Any], place: Mapping[str, Any]) -> str:
    """Return the name of a place that is drawn as an area: a region is told apart from the town it is named after."""
    name: str = place["name"]
    if place["kind"] == "country" or not name:
        return name
    if set(re.findall(r"[^\W\d_]+", name.lower())) & set(words["regionWords"].split("|")):
        return name
    form: str = words["region" if place["kind"].startswith("admin") else "area"]
    return form.replace("{name}", name)


@cache
def _style() -> dict[str, Any]:
    style: dict[str, Any] = json.loads(read_static("style.json"))
    return style


def style_of(layer: str) -> dict[str, str]:
    """Return a layer's `colour`, `edge` (darker, for lines) and `shape`."""
    layers: dict[str, dict[str, str]] = _style()["layers"]
    return layers.get(layer, layers[""])


def corners_of(shape: str) -> list[list[float]]:
    """Return a shape's corners around (0, 0), of radius about 1; none for a circle."""
    corners: list[list[float]] = _style()["shapes"].get(shape, [])
    return corners


def look_of(verification: str) -> str:
    """Return which of four looks a mark has: reported, claimed, disputed or confirmed."""
    if verification.startswith("claimed"):
        return "claimed"
    if verification in {"disputed", "denied"}:
        return "disputed"
    return "confirmed" if verification == "admitted" or verification.startswith("confirmed") else "reported"
