"""The official GeoNames dumps, read as streams: allCountries.zip (or a country's file) and alternateNamesV2.zip."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from geomap.errors import GazetteerError
from geomap.gazetteer.curated import named_by, region_codes
from geomap.gazetteer.records import Name, NameClass, OtherName, Row
from geomap.gazetteer.sources import PRECISION, Gathered, graded, town_row, with_names
from geomap.model import MentionKind

# https://download.geonames.org/export/dump/readme.txt; names had no dates before 2018.
PLACE_COLUMNS = (19,)
NAME_COLUMNS = (10, 8)
# Countries, first-order regions and continents come from geomap's own tables: with polygons and label points.
SKIPPED_CODES = frozenset(
    {"PCLI", "PCLD", "PCLF", "PCLIX", "PCLS", "PCLH", "PCL", "ADM1", "ADM1H", "CONT", "ZN", "TERR"}
)
AIRFIELD_CODES = frozenset({"AIRP", "AIRB", "AIRF", "AIRH", "AIRQ"})
HISTORIC_CODES = frozenset({"PPLH", "PPLQ", "PPLW", "AIRQ", "ADM2H", "ADM3H", "ADM4H"})
KIND_OF_CLASS: dict[str, MentionKind] = {
    "A": "admin2", "H": "water", "L": "facility", "R": "line", "S": "facility", "T": "macro_region", "U": "water",
    "V": "facility",
}  # fmt: skip
RADIUS_KM: dict[MentionKind, float] = {"admin2": 15.0, "facility": 1.0, "airbase": 3.0, "macro_region": 20.0}
HISTORIC_PROMINENCE = -1.0
SITE_PROMINENCE = -0.5
PROGRESS_LINES = 1_000
LONGEST_NAME = 1_000  # bytes; GeoNames' own limit is 200 characters
NO_NAMES = frozenset(
    {"link", "post", "wkdt", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny", "fr_1793", "abbr_x"}
)


def read_places(path: Path, countries: Collection[str] | None, gathered: Gathered) -> Iterator[Row]:
    """
    Yield the places of a GeoNames dump.

    Parameters
    ----------
    path
        allCountries.zip, a country's zip ("UA.zip"), or the text file of either.
    countries
        ISO 3166-1 alpha-2 codes to keep; all when None.
    gathered
        Counts the towns for their regions and countries.

    Raises
    ------
    GazetteerError
        If the file is missing, damaged, or not in GeoNames' format: with the line that shows it.
    """
    regions = region_codes()
    called = named_by()
    for line, columns in _lines(path, PLACE_COLUMNS):
        if countries is not None and columns[8] not in countries:
            continue
        try:
            row = _place(columns, regions)
        except ValueError as error:
            raise GazetteerError(f"{path}:{line}: {error}; is it a GeoNames dump?") from error
        if row is not None:
            if row.kind in {"city", "village"}:
                gathered.add(row)
            yield with_names(row, called, gathered)


def _place(columns: list[str], regions: dict[str, str]) -> Row | None:
    number, name, other_names = int(columns[0]), columns[1], columns[3]
    lat, lon = float(columns[4]), float(columns[5])
    if not 0 < number < 2**32:
        raise ValueError(f"{number} is no GeoNames id")
    if len(name.encode()) > LONGEST_NAME:
        raise ValueError(f"a name of {len(name)} characters")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"({lat}, {lon}) is no point in degrees")
    feature_class, code, country = columns[6], columns[7], columns[8]
    if code in SKIPPED_CODES or not name or len(country) not in {0, 2}:
        return None
    alternates = other_names.split(",") if other_names else []
    admin1 = regions.get(f"{country}.{columns[10]}", "")
    population = min(max(int(columns[14] or 0), 0), 2**32 - 1)
    if feature_class == "P":
        town = town_row(
            number=number,
            name=name,
            point=(lat, lon),
            country=country,
            admin1=admin1,
            population=population,
            feature_code=code or "PPL",
            alternates=alternates,
        )
        return town._replace(prominence=HISTORIC_PROMINENCE) if code in HISTORIC_CODES else town
    kind = "airbase" if code in AIRFIELD_CODES else KIND_OF_CLASS.get(feature_class)
    if kind is None:
        return None
    return Row(
        place_id=f"geonames:{number}",
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        population=population,
        geo_precision=PRECISION[kind],
        uncertainty_km=RADIUS_KM.get(kind, 0.0),
        feature_code=code,
        source="geonames",
        prominence=HISTORIC_PROMINENCE if code in HISTORIC_CODES else SITE_PROMINENCE,
        names=tuple(graded(name, alternates)),
    )


def read_other_names(path: Path) -> Iterator[OtherName]:
    """
    Yield the names of alternateNamesV2.zip, less links, post codes and the like.

    Parameters
    ----------
    path
        The zip, or its text file.

    Raises
    ------
    GazetteerError
        If the file is missing, damaged, or not in GeoNames' format.
    """
    for line, columns in _lines(path, NAME_COLUMNS):
        language, text = columns[2], columns[3]
        if language in NO_NAMES or not text:
            continue
        if not columns[1].isdigit():
            raise GazetteerError(f"{path}:{line}: {columns[1]!r} is no GeoNames id; is it alternateNamesV2?")
        yield OtherName(int(columns[1]), Name(text, _quality(language, preferred=columns[4], historic=columns[7])))


def _quality(language: str, *, preferred: str, historic: str) -> NameClass:
    if language == "abbr":
        return NameClass.ABBREVIATION
    if language == "en" and preferred == "1" and historic != "1":
        return NameClass.ESTABLISHED
    return NameClass.ALTERNATE


def _lines(path: Path, wanted: tuple[int, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbered lines of a dump, split into as many columns as `wanted` allows; progress is by bytes read."""
    with _opened(path) as (file, size):
        from tqdm import tqdm  # noqa: PLC0415 - only a build shows progress

        with tqdm(
            total=size, desc=f"reading {path.name}", unit="B", unit_scale=True, mininterval=0.5, file=sys.stderr
        ) as bar:
            read = 0
            for number, raw in enumerate(file, 1):
                read += len(raw)
                if not number % PROGRESS_LINES:
                    bar.update(read)
                    read = 0
                yield number, _columns(raw, path, number, wanted)


def check_places(path: Path) -> None:
    """Raise a GazetteerError where a file does not begin as a dump of places: before hours of reading the whole."""
    _check_start(path, PLACE_COLUMNS)


def check_other_names(path: Path) -> None:
    """Raise a GazetteerError where a file does not begin as a dump of other names."""
    _check_start(path, NAME_COLUMNS)


def _check_start(path: Path, wanted: tuple[int, ...]) -> None:
    with _opened(path) as (file, _):
        _columns(file.readline(), path, 1, wanted)


def _columns(raw: bytes, path: Path, number: int, wanted: tuple[int, ...]) -> list[str]:
    try:
        columns = raw.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}:{number}: not UTF-8 ({error.reason}); is it a GeoNames dump?") from error
    if len(columns) not in wanted:
        raise GazetteerError(
            f"{path}:{number}: {len(columns)} columns, a line of this GeoNames dump has {wanted[0]}; is the file whole?"
        )
    return columns


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a dump's text and say how many bytes it has; errors on the way become one that names the file."""
    try:
        if not zipfile.is_zipfile(path):
            if path.suffix == ".zip":
                raise GazetteerError(f"{path} is no whole zip file; download it again")
            with path.open("rb") as file:
                yield file, path.stat().st_size
            return
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, path)
            with archive.open(member) as stream:
                yield io.BufferedReader(stream, 1 << 20), member.file_size  # type: ignore[type-var]
    except (zipfile.BadZipFile, EOFError) as error:
        raise GazetteerError(f"{path} is damaged ({error}); download it again") from error
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read: {error.strerror or error}") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    texts = [info for info in archive.infolist() if info.filename.endswith(".txt") and "readme" not in info.filename]
    named = [info for info in texts if Path(info.filename).stem == path.stem]
    if not texts:
        raise GazetteerError(f"{path} holds no text file of GeoNames")
    return (named or sorted(texts, key=lambda info: info.file_size))[-1]
