"""The options that several commands share, and the stages they choose."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.voice import Voice

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.geocoding import FallbackSource
    from geomap.model import Correction, Place
    from geomap.resolution import Hints

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, `-` for standard input, JSONL.")]
DateOption = Annotated[str | None, typer.Option("--date", help="Day of publication where a document states none.")]
CorrectionsOption = Annotated[Path | None, typer.Option("--corrections", help="A corrections.csv to honour.")]
LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", help="A TOML file of words of your own that tell events, laid out as geomap's."),
]
CountryOption = Annotated[str | None, typer.Option("--country", help="Likely countries: UA,RU.")]
NearOption = Annotated[str | None, typer.Option("--near", help="A place the reports are likely near.")]
MinScoreOption = Annotated[float, typer.Option("--min-score", min=0.0, max=1.0, help="Below it a name stays unplaced.")]
GeocoderOption = Annotated[
    str | None, typer.Option("--geocoder", help="Ask this geopy service for names that the gazetteer lacks: nominatim.")
]
UserAgentOption = Annotated[str, typer.Option("--user-agent", help="Who asks the service: a name, a way to reach you.")]
DomainOption = Annotated[str | None, typer.Option("--geocoder-domain", help="A server of your own: localhost:8080.")]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")]
VerboseOption = Annotated[
    bool, typer.Option("-v", "--verbose", help="Details, too: what is passed over, which index is open.")
]


class DocumentsMode(StrEnum):
    """How much of the texts a page holds."""

    evidence = "evidence"
    full = "full"
    none = "none"


class TableFormat(StrEnum):
    """File format of tables."""

    csv = "csv"
    parquet = "parquet"


def country_codes(option: str | None, named: str = "--country") -> tuple[str, ...]:
    """Return the codes of "UA,RU", upper case."""
    codes = tuple(code.strip().upper() for code in (option or "").split(",") if code.strip())
    for code in codes:
        if len(code) != 2 or not code.isalpha():
            raise typer.BadParameter(f"{code!r} is no ISO 3166-1 alpha-2 code such as UA", param_hint=named)
    return codes


def known_countries(gazetteer: Gazetteer, option: str | None) -> tuple[str, ...]:
    """Return the codes of "UA,RU", each a country's in the gazetteer."""
    codes = country_codes(option)
    for code in codes:
        if gazetteer.find(f"country:{code}") is None:
            raise typer.BadParameter(f"{code!r} is no country's code; Ukraine's is UA", param_hint="--country")
    return codes


def open_index(voice: Voice) -> Gazetteer:
    """Open the user's index, built first where there is none."""
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - --help need not load it

    with voice.hushed():
        gazetteer = open_gazetteer()
    voice.detail(f"the gazetteer is in {gazetteer.store.folder}")
    return gazetteer


def place_named(gazetteer: Gazetteer, toponym: str | None) -> Place | None:
    """Return the likeliest place of a name given on the command line."""
    if toponym is None:
        return None
    found = gazetteer.candidates(toponym, limit=1)
    if not found:
        raise typer.BadParameter(f"{toponym!r} is no name in the gazetteer", param_hint="--near")
    return found[0].place


def make_hints(gazetteer: Gazetteer, country: str | None, near: str | None, min_score: float) -> Hints:
    """Return what the user knows beforehand."""
    from geomap.resolution import Hints  # noqa: PLC0415 - --help need not load it

    place = place_named(gazetteer, near)
    around = (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None
    return Hints(countries=known_countries(gazetteer, country), near=around, min_score=min_score)


def open_source(
    gazetteer: Gazetteer, service: str | None, user_agent: str, domain: str | None
) -> FallbackSource | None:
    """Return the gazetteer with an online service behind it, None where no service is asked for."""
    if service is None:
        return None
    from geomap.geocoding import FallbackSource, open_service  # noqa: PLC0415 - geopy is for these runs only

    options: dict[str, Any] = {}
    if domain is not None:
        scheme, _, host = domain.rpartition("://")
        options = {"domain": host, "scheme": scheme or "https"}
    return FallbackSource(gazetteer, open_service(service, user_agent=user_agent, **options))


def chosen_corrections(path: Path | None) -> Sequence[Correction]:
    """Return the corrections of a file, else of the one in the user's config folder."""
    from geomap.review import find_corrections, read_corrections  # noqa: PLC0415 - --help need not load it

    found = path or find_corrections()
    return read_corrections(found) if found else ()
