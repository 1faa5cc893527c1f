"""geomap's own tables of places, as rows of text."""

from __future__ import annotations

import csv
from importlib.resources import files

TABLES = ("places.csv", "macro_regions.csv", "waters.csv")
"""The tables of places: columns name, aliases, kind, lat, lon, country, admin1, uncertainty_km."""


def data_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table of geomap/data, empty when the table is not there."""
    path = files("geomap").joinpath("data", name)
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def split_aliases(text: str) -> list[str]:
    """Return the names of a table's cell, parted by `|` or `;`."""
    return [part.strip() for part in text.replace(";", "|").split("|") if part.strip()]
