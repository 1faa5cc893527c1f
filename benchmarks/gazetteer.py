"""
Measure the gazetteer: building, opening, memory, look-ups, names to check, and the share of corpora's names it knows.

    python benchmarks/gazetteer.py [names] [speed] [build] [corpora]

All parts by default. `corpora` needs $GEOMAP_SHARED and scores with its tools/score_gazetteer.py; the halves called
report are for this alone.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geopy.distance import great_circle

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer

HERE = Path(__file__).parent
CORPORA = ("lgl_dev", "lgl_report", "trnews_dev", "trnews_report")
COUNT = 100_000
RUNS = 5


def resident_mb() -> float:
    """Return this process's resident memory in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def names() -> None:
    """Print the names of gazetteer_names.csv with their first candidate and whether it is the one meant."""
    from geomap.gazetteer import lookup, open_gazetteer  # noqa: PLC0415 - speed() measures this import

    gazetteer = open_gazetteer()
    text = (HERE / "gazetteer_names.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in text if not line.startswith("#")))
    right = 0
    print("| name | asked with | meant | first candidate | match | |\n|---|---|---|---|---|---|")
    for row in rows:
        near = lookup(gazetteer, row["near"], limit=1)[0].place if row["near"] else None
        countries = [row["country"]] if row["country"] else None
        found = lookup(gazetteer, row["name"], near=near, countries=countries, limit=1)
        place = found[0].place if found else None
        good = (
            place is not None
            and place.lat is not None
            and great_circle((place.lat, place.lon), (float(row["lat"]), float(row["lon"]))).km <= float(row["km"])
        )
        right += good
        asked = ", ".join(part for part in (row["country"], row["near"] and f"near {row['near']}") if part)
        said = "none" if place is None else f"{place.name}, {place.admin1 or ''} {place.country_code or ''}"
        method = found[0].match_method if found else ""
        print(f"| {row['name']} | {asked} | {row['meant']} | {said} | {method} | {'right' if good else 'WRONG'} |")
    print(f"\n{right} of {len(rows)} right")


def speed() -> None:
    """Print opening time, memory and look-ups a second."""
    bare = resident_mb()
    begin = time.perf_counter()
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - measured

    imported = time.perf_counter()
    gazetteer = open_gazetteer()
    opened = time.perf_counter()
    print(f"import {1e3 * (imported - begin):.0f} ms, open {1e3 * (opened - imported):.0f} ms (files hashed)")
    chance = random.Random(1)  # noqa: S311 - nothing secret
    rows = chance.sample(range(len(gazetteer.store)), 2 * COUNT)
    asked = list(dict.fromkeys(map(gazetteer.store.name, rows)))[:COUNT]
    for name in asked[:1000]:
        gazetteer.candidates(name)
    print(f"memory after 1,000 look-ups: {resident_mb() - bare:.0f} MB over the bare interpreter")
    read = sum(len(gazetteer.candidates(name)) for name in asked) / len(asked)
    print(f"exact look-ups, {len(asked):,} names, no two the same, {read:.1f} candidates read each:", rate(asked, 10))
    print("of the same, the first candidate alone:", rate(asked, 1))
    known = asked[:5000] * 20
    read_all(gazetteer, known, 10)
    print(
        f"exact look-ups, 5,000 names, each 20 times: {COUNT / seconds(partial(read_all, gazetteer, known, 10)):,.0f}"
    )
    print(f"is_name: {COUNT / seconds(lambda: [gazetteer.is_name(name) for name in asked]):,.0f} a second")
    fuzzy(gazetteer)


def read_all(gazetteer: Gazetteer, toponyms: list[str], limit: int) -> int:
    """Look every name up and read each candidate's latitude; return how many have one."""
    return sum(
        candidate.place.lat is not None for name in toponyms for candidate in gazetteer.candidates(name, limit=limit)
    )


def rate(toponyms: list[str], limit: int) -> str:
    """Return look-ups a second of CPU, each name new to a gazetteer just opened: the median of `RUNS`, and the best."""
    from geomap.folding import fold  # noqa: PLC0415 - speed() measures this import
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - as above

    rates = []
    for _ in range(RUNS):
        gazetteer = open_gazetteer()
        fold.cache_clear()
        begin = time.process_time()
        read_all(gazetteer, toponyms, limit)
        rates.append(len(toponyms) / (time.process_time() - begin))
    return f"median {statistics.median(rates):,.0f} a second, best {max(rates):,.0f}"


def fuzzy(gazetteer: Gazetteer) -> None:
    """Print the time of a fuzzy look-up within a region: of its towns' names, the third letter left out."""
    for code in ("UA-59", "RU-IRK", "US-TX"):
        region = gazetteer.place(f"iso3166-2:{code}")
        lat, lon = region.lat or 0.0, region.lon or 0.0
        towns = gazetteer.nearest(lat, lon, limit=300, max_km=region.uncertainty_km or 100.0)
        asked = [place.name[:2] + place.name[3:] for place, _ in towns if place.admin1_code == code]
        times = [seconds(partial(gazetteer.fuzzy, name, within=region)) for name in asked]
        middle = 1e3 * statistics.median(times)
        print(f"fuzzy within {region.name}, {len(asked)} names: median {middle:.2f} ms, first {1e3 * times[0]:.0f} ms")


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def build() -> None:
    """Print the time and memory of building the default index, in a process of its own."""
    script = "import sys; from geomap.gazetteer import build_gazetteer; build_gazetteer(sys.argv[1])"
    with tempfile.TemporaryDirectory() as folder:
        took = seconds(
            lambda: subprocess.run([sys.executable, "-c", script, folder], check=True, stderr=subprocess.DEVNULL)
        )
        size = sum(path.stat().st_size for path in Path(folder).glob("index-*/*"))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print(f"build: {took:.1f} s ({cpu:.1f} s of CPU), peak {used.ru_maxrss / 1024:.0f} MB, index {size / 1e6:.0f} MB")


def corpora() -> None:
    """Print how many of each corpus's names have a candidate, and one near the gold point."""
    from geomap.gazetteer import lookup_all, open_gazetteer  # noqa: PLC0415 - speed() measures this import

    shared = Path(os.environ["GEOMAP_SHARED"])
    tool = shared / "tools" / "score_gazetteer.py"
    gazetteer = open_gazetteer()
    for name in CORPORA:
        gold = shared / "corpora" / f"{name}.jsonl"
        listed = subprocess.run([sys.executable, tool, gold, "--names"], check=True, capture_output=True, text=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
            for record in lookup_all(gazetteer, listed.stdout.split("\n")[:-1], limit=0):
                file.write(json.dumps(record) + "\n")
            file.flush()
            scored = subprocess.run([sys.executable, tool, gold, file.name], check=True, capture_output=True, text=True)
        print(f"{name}: {scored.stdout.strip()}")


PARTS = {"names": names, "speed": speed, "build": build, "corpora": corpora}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
