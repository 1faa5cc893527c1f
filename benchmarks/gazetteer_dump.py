"""
Time and memory of building the index from a generated GeoNames dump.

    python benchmarks/gazetteer_dump.py [ROWS]

Writes a zip of ROWS (2,000,000) lines in the format of allCountries.zip, from syllables and a fixed seed, three other
names a place, then builds it with `build_gazetteer` in a process of its own; prints its seconds and peak memory.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

SYLLABLES = "ba ka ro vi lo shi mu ne tar gor ov sk da el in ush pe ri zhy no".split()
FEATURES = ("P\tPPL",) * 6 + ("S\tSCH", "H\tSTM", "T\tMT", "L\tPRK")
COUNTRIES = ("UA\t12", "RU\t20", "US\tTX", "IN\t07", "SY\t09", "DE\t02", "FR\t11", "SD\t29")
BUILD = """
import sys
from geomap.gazetteer import build_gazetteer
build_gazetteer(sys.argv[2], geonames=sys.argv[1])
"""


def name(chance: random.Random) -> str:
    """Return a made-up name of two to four syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def write(path: Path, rows: int) -> None:
    """Write a dump of made-up places."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w", force_zip64=True) as file,
    ):
        for number in range(1, rows + 1):
            own = name(chance)
            others = ",".join(name(chance) for _ in range(3))
            country, _, admin1 = chance.choice(COUNTRIES).partition("\t")
            point = f"{chance.uniform(-60, 70):.5f}\t{chance.uniform(-180, 180):.5f}"
            population = int(chance.paretovariate(0.6)) * 100
            line = f"{number}\t{own}\t{own}\t{others}\t{point}\t{chance.choice(FEATURES)}\t{country}\t\t{admin1}"
            file.write(f"{line}\t\t\t\t{min(population, 10**7)}\t\t100\tUTC\t2024-01-01\n".encode())


def main(rows: int) -> None:
    """Write the dump, build it, print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "allCountries.zip"
        write(path, rows)
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", BUILD, path, folder], check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = sum(file.stat().st_size for file in Path(folder).glob("geonames-*/*"))
        print(f"{rows} rows: {seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of CPU")
        print(f"peak memory {used.ru_maxrss / 1024:.0f} MB, index {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
