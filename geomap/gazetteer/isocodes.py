"""ISO 3166-1 codes of countries."""

from __future__ import annotations

from geomap.gazetteer.curated import data_rows


def country_iso3() -> dict[str, str]:
    """Return each country's ISO 3166-1 alpha-3 code by its alpha-2 code."""
    return {row["iso2"]: row["iso3"] for row in data_rows("countries.csv")}
