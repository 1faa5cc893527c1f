"""Rows in, the files of an index out; memory holds numbers, names go through a file."""

from __future__ import annotations

import json
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self, TextIO

import numpy as np
from numpy.typing import NDArray

from geomap.folding import fold
from geomap.gazetteer.files import (
    CELL_COLUMNS,
    CELL_DEGREES,
    COUNT_BITS,
    DEGREES,
    MANY,
    NO_POINT,
    RECORD,
    RECORD_DTYPE,
    ROW_BITS,
)
from geomap.gazetteer.names import bare_forms
from geomap.gazetteer.records import ID_KEY, KINDS, PLAIN, PREFIXES, Name, NameClass, OtherName, Row
from geomap.gazetteer.transliteration import skeleton

# In powers of ten of population: a bigger town's other name wins only over a place ten thousand times smaller.
WEIGHTS = {
    NameClass.OWN: 0.0,
    NameClass.SPELLING: -0.7,
    NameClass.ESTABLISHED: -0.5,
    NameClass.ALTERNATE: -4.0,
    NameClass.STRAY: -3.5,
    NameClass.RELAXED: -4.0,
    NameClass.TRANSLITERATED: -2.0,
    NameClass.DEMONYM: 0.0,
    NameClass.ABBREVIATION: 0.0,
    NameClass.ID: 0.0,
}
UNKNOWN_POPULATION = 300
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_PREFIX_OF = [PREFIXES.get(quality, "") for quality in NameClass]
_GRADE = PLAIN - 1


class _Numbering(dict[str, int]):
    """Strings numbered in the order they come."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


class IndexWriter:
    """
    Collects rows, then writes the files.

    Parameters
    ----------
    folder
        Where the files go; it exists and is empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}
        self._records = (folder / "places.bin").open("wb")
        self._strings = (folder / "strings.bin").open("wb")
        self._alike = (folder / "alike.bin").open("wb")
        self._alike_starts = array("I", [0])
        self._keys = (folder / "keys.tmp").open("w", encoding="utf-8", newline="\n")
        self._offset = 0
        self._rows = 0
        self._demonyms: set[str] = set()
        self._numbers = array("I")
        self._row_of: tuple[array[int], array[int]] | None = None
        self._posting_rows = array("I")
        self._posting_classes = array("B")
        self._tables = {name: _Numbering({"": 0}) for name in ("country", "admin1", "feature_code", "source")}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._records, self._strings, self._alike, self._keys):
            file.close()

    def add(self, row: Row) -> None:
        """Add one place and its names."""
        prefix, _, rest = row.place_id.partition(":")
        tables = self._tables
        number = int(rest) if prefix == "geonames" else 0
        name, identity = row.name.encode(), b"" if number else row.place_id.encode()
        has_point = not math.isnan(row.lat)
        self._records.write(
            RECORD.pack(
                round(row.lat * DEGREES) if has_point else NO_POINT,
                round(row.lon * DEGREES) if has_point else NO_POINT,
                row.population,
                round(row.uncertainty_km * 100),
                math.log10(max(row.population, UNKNOWN_POPULATION)) + row.prominence,
                _KIND_NUMBERS[row.kind],
                row.geo_precision or 0,
                tables["source"][row.source],
                tables["country"][row.country],
                tables["admin1"][row.admin1],
                tables["feature_code"][row.feature_code],
                number,
                self._offset,
                len(name),
                len(identity),
            )
        )
        self._strings.write(name + identity)
        self._offset += len(name) + len(identity)
        self._numbers.append(number)
        self._add_names(row, number)
        self._add_alike(fold(row.name))
        self.counts[row.source] = self.counts.get(row.source, 0) + 1
        self._rows += 1

    def _add_names(self, row: Row, number: int) -> None:
        best: dict[str, int] = {} if number else {ID_KEY + row.place_id: NameClass.ID}
        for text, quality in row.names:
            key = fold(text)
            prefix = _PREFIX_OF[quality]
            if prefix:
                if quality is NameClass.DEMONYM:
                    self._demonyms.add(key)
                key = prefix + (skeleton(key) if quality is NameClass.TRANSLITERATED else key)
            if key:
                plain = PLAIN if key == text.casefold() else 0
                known = best.get(key)
                # The best of a key's grades, and plain if any text of it was: "L'vov" and "Lvov" are one key.
                best[key] = quality | plain if known is None else min(known & _GRADE, quality) | (known & PLAIN) | plain
        if best:
            self._keys.write("\n".join(best) + "\n")
            self._posting_rows.extend([self._rows] * len(best))
            self._posting_classes.extend(best.values())

    def _add_alike(self, folded: str) -> None:
        """Write what a misspelt name is compared with: the name, also without a generic last word, and skeletons."""
        names = [folded, *(form for form, _ in bare_forms(folded))]
        lines = "".join(f"{name}\t{skeleton(name)}\t" for name in names).encode()
        self._alike.write(lines)
        self._alike_starts.append(self._alike_starts[-1] + len(lines))

    def add_other_name(self, number: int, name: Name) -> None:
        """Add a name to the place with a GeoNames id, once all places are in; an id that is not there is left out."""
        if self._row_of is None:
            numbers = np.array(self._numbers, dtype=np.uint32)
            order = np.argsort(numbers, kind="stable").astype(np.uint32)
            self._row_of = array("I", numbers[order].tobytes()), array("I", order.tobytes())
        numbers_in_order, rows = self._row_of
        at = bisect_left(numbers_in_order, number)
        key = fold(name.text)
        if number and key and at < len(rows) and numbers_in_order[at] == number:
            prefix = _PREFIX_OF[name.quality]
            self._keys.write(prefix + key + "\n")
            self._posting_rows.append(rows[at])
            self._posting_classes.append(name.quality | (PLAIN if key == name.text.casefold() else 0))

    def finish(self) -> None:
        """Write the trie, the postings, and the orders by cell, region and id."""
        self.__exit__()
        records = np.fromfile(self.folder / "places.bin", dtype=np.dtype(RECORD_DTYPE))
        self._save("alike_starts", np.frombuffer(self._alike_starts, dtype=np.uint32))
        self._write_names(records["rank"])
        self._write_orders(records)
        tables = {name: list(table) for name, table in self._tables.items()}
        tables["admin1_names"] = self._region_names(records, tables["admin1"])
        tables["demonyms"] = sorted(self._demonyms)
        (self.folder / "tables.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
        (self.folder / "keys.tmp").unlink()

    def _region_names(self, records: NDArray[Any], codes: list[str]) -> list[str]:
        kind = KINDS.index("admin1")
        names = [""] * len(codes)
        with (self.folder / "strings.bin").open("rb") as strings:
            for record in records[records["kind"] == kind]:
                strings.seek(int(record["offset"]))
                names[record["admin1"]] = strings.read(int(record["name_length"])).decode()
        return names

    def _write_names(self, rank: NDArray[np.float32]) -> None:
        import marisa_trie  # noqa: PLC0415 - only a build and an open need it

        path = self.folder / "keys.tmp"
        with path.open(encoding="utf-8", newline="\n") as file:
            # One trie within the other is a third smaller, and a look-up in it a fifth slower.
            trie = marisa_trie.Trie(_lines(file), num_tries=1, cache_size=marisa_trie.HUGE_CACHE)
        trie.save(str(self.folder / "names.marisa"))
        with path.open(encoding="utf-8", newline="\n") as file:
            ids = np.fromiter((trie[key] for key in _lines(file)), dtype=np.uint32, count=len(self._posting_rows))
        rows = np.frombuffer(self._posting_rows, dtype=np.uint32)
        classes = np.frombuffer(self._posting_classes, dtype=np.uint8)
        weights = np.array([WEIGHTS[quality] for quality in NameClass], dtype=np.float32)
        order = np.lexsort((rows, -(rank[rows] + weights[classes & _GRADE]), ids))
        postings = rows[order].astype(np.uint64) << ROW_BITS | classes[order]
        counts = np.bincount(ids, minlength=len(trie)).astype(np.uint64)
        many = np.where(counts > 1, counts, 0)
        begins = np.cumsum(many) - many
        listed = counts[ids[order]] > 1
        names = counts << COUNT_BITS | begins << ROW_BITS | MANY
        names[ids[order][~listed]] = postings[~listed]
        self._save("names", names)
        self._save("postings", postings[listed])

    def _write_orders(self, records: NDArray[Any]) -> None:
        located = np.flatnonzero(records["lat"] != NO_POINT).astype(np.uint32)
        lat, lon = records["lat"][located] / DEGREES, records["lon"][located] / DEGREES
        across = np.minimum((lat + 90) / CELL_DEGREES, 359).astype(np.uint32) * CELL_COLUMNS
        cells = across + (((lon + 180) / CELL_DEGREES).astype(np.uint32) % CELL_COLUMNS)
        self._save_order("cell", cells.astype(np.uint32), located)
        self._save_order("region", records["admin1"].astype(np.uint32), np.arange(len(records), dtype=np.uint32))
        numbered = np.flatnonzero(records["number"]).astype(np.uint32)
        self._save_order("number", records["number"][numbered].astype(np.uint32), numbered)

    def _save_order(self, name: str, keys: NDArray[np.uint32], rows: NDArray[np.uint32]) -> None:
        order = np.argsort(keys, kind="stable")
        self._save(f"{name}_keys", keys[order])
        self._save(f"{name}_rows", rows[order])

    def _save(self, name: str, values: NDArray[Any]) -> None:
        # Not `tofile`: on a full disk it does not say so.
        with (self.folder / f"{name}.bin").open("wb") as file:
            file.write(np.ascontiguousarray(values).data)


def _lines(file: TextIO) -> Iterator[str]:
    for line in file:
        yield line[:-1]


def write_rows(folder: Path, rows: Iterable[Row], other_names: Iterable[OtherName] = ()) -> dict[str, int]:
    """
    Write rows as the files of an index.

    Parameters
    ----------
    folder
        Exists and is empty.
    rows
        The places, in any order.
    other_names
        More names for places with a GeoNames id.

    Returns
    -------
    counts
        Rows of each source.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written.
    """
    with IndexWriter(folder) as writer:
        for row in rows:
            writer.add(row)
        for number, name in other_names:
            writer.add_other_name(number, name)
        writer.finish()
        return writer.counts
