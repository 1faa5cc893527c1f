"""The commands on place names: lookup, gazetteer info and build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import CountryOption, country_codes, place_named
from geomap.cli.voice import FAILED, USAGE, Voice, plain, reported

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Candidate, Place

gazetteer_app = typer.Typer(no_args_is_help=True, help="The offline index of place names.")

FUZZY_KM = 500.0
"""How far from `--near` a name spelt alike is still sought."""


def lookup(  # noqa: PLR0913 - one option an argument
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Place names.")] = None,
    *,
    file: Annotated[Path | None, typer.Option("--file", help="Names to look up, one a line.")] = None,
    near: Annotated[str | None, typer.Option("--near", help="Nearest first, and names spelt alike near it.")] = None,
    country: CountryOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Candidates a name; 0 for all.")] = 5,
    jsonl: Annotated[Path | None, typer.Option("--jsonl", help="One line a name; `-` for standard output.")] = None,
) -> None:
    """Show which places a name could mean, and why."""
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - --help need not load it

    with reported():
        wanted = [*(names or ()), *_lines(file)]
        if not wanted:
            Voice().error("no name to look up: give some, or a --file with one a line")
            raise typer.Exit(USAGE)
        gazetteer = open_gazetteer()
        around = place_named(gazetteer, near)
        found = [(name, _candidates(gazetteer, name, around, country_codes(country), limit)) for name in wanted]
        if jsonl is not None:
            _write_candidates(jsonl, found)
        else:
            _show_candidates(found)
        raise typer.Exit(0 if any(candidates for _, candidates in found) else FAILED)


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    return file.read_text(encoding="utf-8").splitlines()


def _candidates(
    gazetteer: Gazetteer, name: str, around: Place | None, countries: Sequence[str], limit: int
) -> list[Candidate]:
    return gazetteer.candidates(name, countries=countries or None, limit=limit)


def _write_candidates(path: Path, found: Iterable[tuple[str, list[Candidate]]]) -> None:
    from geomap.atomic import written  # noqa: PLC0415 - --help need not load it
    from geomap.export.interchange import to_line  # noqa: PLC0415

    with written(path) as file:
        file.writelines(to_line({"query": name, "candidates": list(map(_row, some))}) for name, some in found)


def _row(candidate: Candidate) -> dict[str, object]:
    place = candidate.place
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "iso2": place.country_code,
        "admin1": place.admin1,
        "geo_precision": place.geo_precision,
        "population": place.population or None,
        "match_method": candidate.match_method,
        "matched_name": candidate.matched_name,
        "similarity": candidate.similarity,
        "source": place.source,
    }


def _show_candidates(found: Iterable[tuple[str, list[Candidate]]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for a terminal table
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table()
    for heading in ("name asked", "place", "kind", "region", "country", "lat", "lon", "match", "place_id"):
        table.add_column(heading)
    for name, candidates in found:
        if not candidates:
            table.add_row(Text(plain(name)), "not found")
        for candidate in candidates:
            place = candidate.place
            degrees = ("" if value is None else f"{value:.4f}" for value in (place.lat, place.lon))
            row = (name, place.name, place.kind, place.admin1 or "", place.country_code or "", *degrees)
            table.add_row(*(Text(plain(cell)) for cell in (*row, _why(candidate), place.place_id)))
    Console().print(table)


def _why(candidate: Candidate) -> str:
    if candidate.match_method == "exact":
        return "exact"
    return f"{candidate.match_method}: {candidate.matched_name}"


@gazetteer_app.command(epilog="Example: geomap gazetteer info")
def info() -> None:
    """Show the index's layers with counts, versions, licences and attributions."""
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - --help need not load it

    with reported():
        for key, value in open_gazetteer().about().items():
            print(plain(f"{key}: {value}"))


@gazetteer_app.command(epilog="Example: geomap gazetteer build")
def build(*, force: Annotated[bool, typer.Option("--force", help="Build anew.")] = False) -> None:
    """Build the index of the installed sources."""
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - --help need not load it

    with reported():
        open_gazetteer()
