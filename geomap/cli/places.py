"""The commands on place names: lookup, gazetteer info and build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import CountryOption, QuietOption, country_codes, place_named
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
    return gazetteer.lookup(name, near=around, countries=countries or None, limit=limit)
