"""Corrections: the file that holds them, the doubtful rows a person is asked about, and what each one changed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from geomap.atomic import written
from geomap.errors import DocumentError
from geomap.export import defused, read_sentences, read_tables, restored
from geomap.model import Correction, ParsedDocument

if TYPE_CHECKING:
    import pandas as pd

NOT_A_PLACE = "not a place"
"""What stands in the column place_id where a name is no place at all."""

ANSWERS = ("toponym", "document", "country", "place_id", "lat", "lon")
"""The columns of a corrections file that are read."""

CONTEXT = ("placed_at", "score", "why", "sentence", "alternatives")
"""The columns that `write_review` adds for the person who fills the file in; they are never read."""

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
        key = (correction.toponym, correction.document, correction.country)
        earlier, other = first.setdefault(key, (line, correction))
        if other != correction:
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
    rows = [
        {
            "toponym": one.toponym,
            "document": one.document,
            "country": one.country,
            "place_id": NOT_A_PLACE if one.not_a_place else one.place_id,
            "lat": "" if one.lat is None else repr(one.lat),
            "lon": "" if one.lon is None else repr(one.lon),
        }
        for one in corrections
    ]
    _write(path, ANSWERS, rows)


def write_review(tables: Path | str, output: Path | str, *, below: float = 0.5) -> int:
    """
    Write the doubtful names of a run to a corrections file for a person to fill in.

    Parameters
    ----------
    tables
        A folder that `geomap parse -o` wrote.
    output
        The file: the columns of a corrections file, the answer left empty, then what was placed where and how
        sure, why, the sentence, and the other places it could be. Never an input's folder: it is not read there.
    below
        Names whose score is lower are doubtful; so are unplaced, fuzzily matched and flagged ones.

    Returns
    -------
    count
        Rows written: one a name, document and place, those on the map first, then by score.

    Raises
    ------
    FrameError
        If `tables` holds no tables that geomap wrote.
    """
    frames = read_tables(tables)
    sentences = read_sentences(tables)
    names = dict(zip(frames.places["place_id"], frames.places["name"], strict=True))
    doubtful = _doubtful(frames.mentions, below)
    rows = [_question(mention, names, sentences) for mention in doubtful.to_dict("records")]
    _write(output, ANSWERS + CONTEXT, rows)
    return len(rows)


def describe_corrections(corrections: Sequence[Correction], parsed: Iterable[ParsedDocument]) -> list[str]:
    """
    Say what each correction changed in a run.

    Parameters
    ----------
    corrections
        Those the run honoured.
    parsed
        What the run made.

    Returns
    -------
    lines
        One a correction, in order: how many mentions of which documents it placed, or that it met no mention.
    """
    met: dict[int, dict[str, int]] = {}
    for one in parsed:
        for found in one.resolutions:
            if found.match_method != "corrected":
                continue
            for index, correction in enumerate(corrections):
                if _meets(correction, one.document.id, found.mention.text):
                    counts = met.setdefault(index, {})
                    counts[one.document.id] = counts.get(one.document.id, 0) + 1
                    break
    return [_change(correction, met.get(index, {})) for index, correction in enumerate(corrections)]


def _meets(correction: Correction, document: str, text: str) -> bool:
    return correction.document in {"", document} and correction.toponym.casefold() == text.casefold()


def _change(correction: Correction, counts: Mapping[str, int]) -> str:
    where = NOT_A_PLACE if correction.not_a_place else correction.place_id or f"{correction.lat}, {correction.lon}"
    if not counts:
        return f"correction {correction.toponym!r} -> {where}: met no mention"
    documents = ", ".join(f"{name} ({count})" for name, count in counts.items())
    return f"correction {correction.toponym!r} -> {where}: {sum(counts.values())} mentions, in {documents}"


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


def _doubtful(mentions: pd.DataFrame, below: float) -> pd.DataFrame:
    unplaced = mentions["place_id"].isna()
    unsure = (mentions["score"] < below) | (mentions["match_method"] == "fuzzy").fillna(value=False)
    flagged = mentions["warning"].notna()
    settled = (mentions["match_method"] == "corrected").fillna(value=False)
    chosen = mentions[(unplaced | unsure | flagged) & ~settled]
    ordered = chosen.sort_values(["mapped", "score"], ascending=[False, True], kind="stable")
    return ordered.drop_duplicates(["doc_id", "text", "place_id"])


def _question(
    mention: Mapping[str, object], names: Mapping[str, str], sentences: Mapping[tuple[str, int], str]
) -> dict[str, str]:
    place_id = mention["place_id"]
    placed = "" if not isinstance(place_id, str) else f"{names.get(place_id, '')} ({place_id})"
    reasons = [part for part in (mention["reason"], mention["warning"]) if isinstance(part, str)]
    number = mention["sentence_id"]
    alternatives = mention["alternatives"]
    return {
        "toponym": str(mention["text"]),
        "document": str(mention["doc_id"]),
        "country": "",
        "place_id": "",
        "lat": "",
        "lon": "",
        "placed_at": placed,
        "score": f"{mention['score']:.2f}",
        "why": "; ".join(reasons),
        "sentence": sentences.get((str(mention["doc_id"]), number if isinstance(number, int) else -1), ""),
        "alternatives": ", ".join(alternatives) if isinstance(alternatives, list) else json.dumps(alternatives),
    }


def _write(path: Path | str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with written(Path(path)) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows([defused(row[name]) for name in columns] for row in rows)
        text.flush()
        text.detach()
