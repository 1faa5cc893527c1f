"""geomap's own tables of places, as rows of text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.resources import files

from geomap.gazetteer.records import Name, NameClass

TABLES = ("places.csv", "settlements.csv", "macro_regions.csv", "waters.csv")
"""The tables of places: columns name, aliases, kind, lat, lon, country, admin1, uncertainty_km."""


def data_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table of geomap/data, empty when the table is not there."""
    path = files("geomap").joinpath("data", name)
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def split_aliases(text: str) -> list[str]:
    """Return the names of a table's cell, parted by `|` or `;`."""
    return [part.strip() for part in text.replace(";", "|").split("|") if part.strip()]


def named_by() -> dict[str, list[Name]]:
    """Return what the tables of demonyms, spellings and abbreviations call each place, by its id."""
    names: dict[str, list[Name]] = {}
    for row in data_rows("demonyms.csv"):
        names.setdefault(row["place_id"], []).append(Name(row["word"], NameClass.DEMONYM))
    for row in data_rows("spellings.csv"):
        names.setdefault(row["place_id"], []).append(Name(row["spelling"], NameClass.ESTABLISHED))
    for row in data_rows("abbreviations.csv"):
        for text in split_aliases(row["abbreviations"]):
            names.setdefault(row["place_id"], []).extend(_abbreviation(text))
    return names


def _abbreviation(text: str) -> list[Name]:
    """Return an abbreviation as a name; four letters or more of one word ("Calif") are also read without the dot."""
    names = [Name(text, NameClass.ABBREVIATION)]
    if len(text) > 4 and " " not in text and text.count(".") == 1:
        names.append(Name(text, NameClass.ALTERNATE))
    return names


def alias(text: str) -> Name:
    """Return a table's other name, an abbreviation when it is a few capitals ("UK", "U.A.E.")."""
    letters = text.replace(".", "")
    short = len(letters) <= 4 and letters.isupper()
    return Name(text, NameClass.ABBREVIATION if short else NameClass.ESTABLISHED)


def respelt_sites() -> Callable[[str, str], list[str]]:
    """
    Return what writes the name of a site with the other spellings of the place that it begins with, by its country.

    Examples
    --------
    >>> "Zaporozhye NPP" in respelt_sites()("Zaporizhzhia NPP", "UA")
    True
    """
    groups: dict[str, dict[str, None]] = {}
    spellings: dict[tuple[str, str], dict[str, None]] = {}
    for row in data_rows("spellings.csv"):
        group = groups.setdefault(row["place_id"], {})
        for text in (row["name"], row["spelling"]):
            group[text] = None
            spellings[row["country"], text] = group

    def respelt(name: str, country: str) -> list[str]:
        words = name.split(" ")
        heads = (" ".join(words[:size]) for size in range(1, len(words)))
        return [
            f"{spelling}{name[len(head) :]}"
            for head in heads
            for spelling in spellings.get((country, head), ())
            if spelling.isascii() and spelling != head
        ]

    return respelt


def region_codes() -> dict[str, str]:
    """Return GeoNames' first-order regions as ISO 3166-2 codes: "UA.21" to "UA-59"."""
    return {row["geonames"]: row["code"] for row in data_rows("regions.csv") if row["geonames"]}
