"""The commands on place names: lookup, gazetteer info and build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import (
    CountryOption,
    DomainOption,
    GeocoderOption,
    QuietOption,
    UserAgentOption,
    VerboseOption,
    country_codes,
    known_countries,
    open_index,
    open_source,
    place_named,
)
from geomap.cli.voice import FAILED, USAGE, Voice, plain, reported
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from geomap.model import Candidate

gazetteer_app = typer.Typer(
    no_args_is_help=True, help="The offline index of place names.", epilog="Example: geomap gazetteer info"
)


def lookup(  # noqa: PLR0913 - one option an argument
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Place names.")] = None,
    *,
    file: Annotated[Path | None, typer.Option("--file", help="Names to look up, one a line.")] = None,
    near: Annotated[str | None, typer.Option("--near", help="Nearest first, and names spelt alike near it.")] = None,
    country: CountryOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Candidates a name; 0 for all.")] = 5,
    jsonl: Annotated[Path | None, typer.Option("--jsonl", help="One line a name; `-` for standard output.")] = None,
    geocoder: GeocoderOption = None,
    user_agent: UserAgentOption = "",
    geocoder_domain: DomainOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show which places a name could mean, and why."""
    from geomap.gazetteer import lookup as look_up  # noqa: PLC0415 - --help need not load it
    from geomap.gazetteer import lookup_record  # noqa: PLC0415

    voice = Voice(quiet=quiet, verbose=verbose)
    with reported():
        wanted = [*(names or ()), *_lines(file)]
        if not wanted:
            voice.error("no name to look up: give some, or a --file with one a line")
            raise typer.Exit(USAGE)
        gazetteer = open_index(voice)
        countries = known_countries(gazetteer, country) or None
        around = place_named(gazetteer, near)
        service = open_source(gazetteer, geocoder, user_agent, geocoder_domain)
        source: Any = service or gazetteer
        found = [(name, look_up(source, name, near=around, countries=countries, limit=limit)) for name in wanted]
        if jsonl is not None:
            _write_records(jsonl, (lookup_record(name, candidates) for name, candidates in found))
        else:
            _show_candidates(found)
        for warning in service.warnings if service else ():
            voice.warn(warning)
        raise typer.Exit(0 if any(candidates for _, candidates in found) else FAILED)


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DocumentError(f"not UTF-8 at byte {error.start}; save the names as UTF-8", path=file) from error


def _write_records(path: Path, records: Iterable[dict[str, object]]) -> None:
    from geomap.atomic import written  # noqa: PLC0415 - --help need not load it
    from geomap.export.interchange import to_line  # noqa: PLC0415

    with written(path) as file:
        file.writelines(map(to_line, records))


def _show_candidates(found: Iterable[tuple[str, list[Candidate]]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for a terminal table
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table()
    for heading in ("name asked", "place", "kind", "in", "lat, lon", "match", "place_id"):
        table.add_column(heading, overflow="fold", no_wrap=heading in {"lat, lon", "kind"})
    for name, candidates in found:
        if not candidates:
            table.add_row(Text(plain(name)), "not found")
        for candidate in candidates:
            place = candidate.place
            within = ", ".join(part for part in (place.admin1, place.country_code) if part)
            point = "" if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
            row = (name, place.name, place.kind, within, point, _why(candidate), place.place_id)
            table.add_row(*(Text(plain(cell)) for cell in row))
    Console().print(table)


def _why(candidate: Candidate) -> str:
    if candidate.match_method == "exact":
        return "exact"
    return f"{candidate.match_method}: {candidate.matched_name}"


@gazetteer_app.command(epilog="Example: geomap gazetteer info")
def info(*, quiet: QuietOption = False, verbose: VerboseOption = False) -> None:
    """Show the index's layers with counts, versions, licences and attributions."""
    from rich.console import Console  # noqa: PLC0415 - only for a terminal table
    from rich.table import Table  # noqa: PLC0415

    from geomap.gazetteer import gazetteer_info  # noqa: PLC0415 - --help need not load it

    with reported():
        about = gazetteer_info(open_index(Voice(quiet=quiet, verbose=verbose)))
        table = Table()
        for heading in ("layer", "places", "version", "licence", "attribution"):
            table.add_column(heading)
        for layer in about.layers:
            table.add_row(layer.layer, f"{layer.places:,}", layer.version, layer.licence, layer.attribution)
        Console().print(table)
        print(plain(f"{about.folder} ({about.size / 1e6:.0f} MB)"))


@gazetteer_app.command(
    epilog="Example: geomap gazetteer build --geonames allCountries.zip --alternate-names alternateNamesV2.zip"
)
def build(  # noqa: PLR0913 - one option an argument
    *,
    geonames: Annotated[
        Path | None, typer.Option("--geonames", help="A GeoNames dump: allCountries.zip, UA.zip.")
    ] = None,
    alternate_names: Annotated[Path | None, typer.Option("--alternate-names", help="alternateNamesV2.zip.")] = None,
    countries: Annotated[str | None, typer.Option("--countries", help="Only these of the dump: UA,RU.")] = None,
    download: Annotated[
        Path | None, typer.Option("--download", help="Fetch both from GeoNames into this folder.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="A mirror of GeoNames' dumps.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Build anew even where the index is good.")] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Build the index of the installed sources, or with a GeoNames dump in it."""
    from geomap.gazetteer import build_gazetteer, download_geonames  # noqa: PLC0415 - as above

    if download is not None and (geonames or alternate_names):
        raise typer.BadParameter("it fetches both dumps: give no files with it", param_hint="--download")
    if base_url is not None and download is None:
        raise typer.BadParameter("it says where --download fetches from", param_hint="--base-url")
    voice = Voice(quiet=quiet, verbose=verbose)
    with reported():
        if download is not None:
            options: dict[str, Any] = {} if base_url is None else {"base_url": base_url}
            with voice.hushed():
                geonames, alternate_names = download_geonames(download, **options)
        if geonames is None and alternate_names is None and countries is None and not force:
            folder = open_index(voice).store.folder
        else:
            kept = country_codes(countries, "--countries") or None
            with voice.hushed():
                folder = build_gazetteer(geonames=geonames, alternate_names=alternate_names, countries=kept)
        voice.info(f"the gazetteer is in {folder}")
