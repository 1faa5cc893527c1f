"""Names for the base map: countries, capitals and main towns."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_labels() -> dict[str, list[list[Any]]]:
    """
    Return the base map's names, the most important first.

    Returns
    -------
    labels
        `towns`, rows of name, lat, lon and 1 for a capital, 0 for another town; `countries`, rows of ISO 3166-1
        alpha-2 code, lat, lon, English name. Positions are WGS 84 degrees.
    """
    towns = [
        [row["name"], float(row["lat"]), float(row["lon"]), int(row["kind"] == "capital")]
        for row in _rows("maps", "labels.csv")
    ]
    countries = [
        [row["iso2"], float(row["lat"]), float(row["lon"]), row["name"]]
        for row in _rows("data", "countries.csv")
        if row["lat"]
    ]
    return {"towns": towns, "countries": countries}


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    text = files("geomap").joinpath(folder, name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
