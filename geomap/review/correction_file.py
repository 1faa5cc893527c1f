"""The file that holds a reader's corrections: found, read, checked, written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs

from geomap.atomic import written
from geomap.errors import DocumentError
from geomap.export import defused, restored
from geomap.model import Correction

NOT_A_PLACE = "not a place"
"""What stands in the column place_id where a name is no place at all."""

ANSWERS = ("toponym", "document", "country", "place_id", "lat", "lon")
"""The columns of a corrections file that are read."""

_COUNTRY = re.compile(r"[A-Z]{2}")


def find_corrections() -> Path | None:
    """Return the corrections file in the user's config folder, or None where there is none."""
    path = platformdirs.user_config_path("geomap") / "corrections.csv"
    return path if path.is_file() else None


def read_corrections(path: Path | str) -> list[Correction]:
    """
    Read a corrections file.

    Parameters
    ----------
    path
        CSV in UTF-8, separated by commas, or by semicolons as spreadsheets of many countries write it, then also with
        decimal commas. Columns `toponym`; `document` and `country`, which narrow it and may be empty or missing;
        `place_id` (or "not a place"), or `lat` and `lon` in WGS 84 degrees. Other columns are not read.

    Returns
    -------
    corrections
        One a row that is filled in, in order; rows without an answer are questions still open.

    Raises
    ------
    DocumentError
        If the file cannot be read, or a row is no correction or contradicts another, naming the line.
    """
    name = str(path)
    try:
        content = Path(path).read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}", path=path) from error
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte offset {error.start}; save it as CSV UTF-8"
        raise DocumentError(message, path=path) from error
    first: dict[tuple[str, str, str], tuple[int, Correction]] = {}
    for line, row in _rows(text, name):
        correction = _correction(row, name, line)
        if correction is None:
            continue
        key = (correction.toponym.casefold(), correction.document, correction.country)
        earlier, other = first.setdefault(key, (line, correction))
        if replace(other, toponym=correction.toponym) != correction:
            raise DocumentError(
                f"{correction.toponym!r} is corrected otherwise in line {earlier}", path=path, line=line
            )
    return [correction for _, correction in first.values()]


def write_corrections(path: Path | str, corrections: Iterable[Correction]) -> None:
    """
    Write a corrections file that `read_corrections` reads back as it was.

    Parameters
    ----------
    path
        Replaced only once the new file is whole.
    corrections
        One row each; cells are defused against spreadsheets that run formulas.
    """
    write_rows(path, ANSWERS, map(to_answer, corrections))


def to_answer(one: Correction) -> dict[str, str]:
    """Return a correction as a row of the file: `ANSWERS` and their cells, not yet defused."""
    return {
        "toponym": one.toponym,
        "document": one.document,
        "country": one.country,
        "place_id": NOT_A_PLACE if one.not_a_place else one.place_id,
        "lat": "" if one.lat is None else repr(one.lat),
        "lon": "" if one.lon is None else repr(one.lon),
    }


def write_rows(path: Path | str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """
    Write rows as CSV, cells defused against spreadsheets that run formulas.

    Parameters
    ----------
    path
        Replaced only once the new file is whole.
    columns
        In order.
    rows
        Cells by column; a missing one is left empty.
    """
    with written(Path(path)) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows([defused(row.get(name, "")) for name in columns] for row in rows)
        text.flush()
        text.detach()


def _rows(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    separator = ";" if text.split("\n", 1)[0].count(";") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        if "toponym" not in header:
            raise DocumentError(f"no column 'toponym' in {header}; {', '.join(ANSWERS)} are read", path=path, line=1)
        for cells in lines:
            row = {name: restored(cell).strip() for name, cell in zip(header, cells, strict=False)}
            if separator == ";":
                row |= {name: row.get(name, "").replace(",", ".") for name in ("lat", "lon")}
            yield lines.line_num, row
    except csv.Error as error:
        raise DocumentError(f"no table: {error}", path=path, line=lines.line_num) from error


def _correction(row: Mapping[str, str], path: str, line: int) -> Correction | None:
    place_id, lat, lon = row.get("place_id", ""), row.get("lat", ""), row.get("lon", "")
    if not (place_id or lat or lon):
        return None
    if not row["toponym"]:
        raise DocumentError("an answer without a toponym", path=path, line=line)
    country = row.get("country", "").upper()
    if country and not _COUNTRY.fullmatch(country):
        raise DocumentError(f"country {country!r} is no ISO 3166-1 alpha-2 code such as UA", path=path, line=line)
    if place_id and (lat or lon):
        raise DocumentError(f"place_id {place_id!r} and lat, lon; one of the two is needed", path=path, line=line)
    not_a_place = place_id.lower() == NOT_A_PLACE
    return Correction(
        toponym=row["toponym"],
        document=row.get("document", ""),
        country=country,
        place_id="" if not_a_place else place_id,
        lat=None if place_id else _degrees("lat", lat, 90, path, line),
        lon=None if place_id else _degrees("lon", lon, 180, path, line),
        not_a_place=not_a_place,
    )


def _degrees(name: str, written: str, most: int, path: str, line: int) -> float:
    try:
        degrees = float(written)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        message = f"{name} {written!r}; WGS 84 degrees from {-most} to {most} are needed, lat and lon both"
        raise DocumentError(message, path=path, line=line)
    return degrees
