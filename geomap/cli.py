"""The command line: the only module that prints or picks an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from geomap.atlas import Atlas
    from geomap.documents import Reading
    from geomap.gazetteer import Gazetteer
    from geomap.model import Place
    from geomap.pipeline import Stages

FAILED, USAGE = 1, 2
ItemT = TypeVar("ItemT")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Reports about a conflict in; tables and an offline map of what happened where, out.\n\n"
    "Example: `geomap map seeds/ -o map.html`",
)
gazetteer_app = typer.Typer(no_args_is_help=True, help="The offline index of place names.")
app.add_typer(gazetteer_app, name="gazetteer")


class DocumentsMode(StrEnum):
    """How much of the texts a page holds."""

    evidence = "evidence"
    full = "full"
    none = "none"


class TableFormat(StrEnum):
    """File format of tables."""

    csv = "csv"
    parquet = "parquet"


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, `-` for standard input, JSONL.")]
DateOption = Annotated[str | None, typer.Option("--date", help="Day of publication where a document states none.")]
CorrectionsOption = Annotated[Path | None, typer.Option("--corrections", help="A corrections.csv to honour.")]
CountryOption = Annotated[str | None, typer.Option("--country", help="Likely countries: UA,RU.")]
NearOption = Annotated[str | None, typer.Option("--near", help="A place the reports are likely near.")]
MinScoreOption = Annotated[float, typer.Option("--min-score", min=0.0, max=1.0, help="Below it a name stays unplaced.")]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")]
VerboseOption = Annotated[bool, typer.Option("-v", "--verbose", help="Name what is passed over, too.")]


class _Voice:
    """What a run says on standard error."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self.quiet = quiet
        self.verbose = verbose

    def error(self, message: str) -> None:
        print(f"error: {_plain(message)}", file=sys.stderr)

    def warn(self, message: str) -> None:
        if not self.quiet:
            print(f"warning: {_plain(message)}", file=sys.stderr)

    def info(self, message: str) -> None:
        if not self.quiet:
            print(_plain(message), file=sys.stderr)

    def detail(self, message: str) -> None:
        if self.verbose:
            print(_plain(message), file=sys.stderr)

    def bar(self, items: Iterable[ItemT], total: int) -> Iterable[ItemT]:
        from tqdm import tqdm  # noqa: PLC0415 - --help need not load it

        shown: Iterable[ItemT] = tqdm(
            items, total=total, unit="document", disable=self.quiet or not sys.stderr.isatty(), file=sys.stderr
        )
        return shown


def _plain(message: str) -> str:
    """Return a message that cannot steer a terminal: control characters of file names and texts are spelt out."""
    return "".join(char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in message)


@contextmanager
def _reported() -> Iterator[None]:
    """Turn an expected error into one line and an exit status."""
    try:
        yield
    except GeomapError as error:
        _Voice(quiet=False, verbose=False).error(str(error))
        raise typer.Exit(FAILED) from None
    except OSError as error:
        _Voice(quiet=False, verbose=False).error(f"{error.filename or 'file system'}: {error.strerror or error}")
        raise typer.Exit(FAILED) from None


def _status(reading: Reading) -> int:
    return FAILED if reading.failures else 0


@app.callback(invoke_without_command=True)
def main(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Set up one run."""
    if version:
        from geomap import __version__  # noqa: PLC0415 - reads the installed metadata

        print(__version__)
        raise typer.Exit


@app.command("map", epilog="Example: geomap map seeds/ -o map.html")
def map_command(  # noqa: PLR0913 - one option an argument
    inputs: Inputs,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help=".html, .svg, .png or .pdf")] = Path("map.html"),
    date: DateOption = None,
    corrections: CorrectionsOption = None,
    documents: Annotated[DocumentsMode, typer.Option(help="How much of the texts goes in.")] = DocumentsMode.evidence,
    title: Annotated[str | None, typer.Option(help="The map's title.")] = None,
    country: CountryOption = None,
    near: NearOption = None,
    min_score: MinScoreOption = 0.0,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Draw reports as one layered map in one file that works offline."""
    with _reported():
        say = _Voice(quiet=quiet, verbose=verbose)
        stages = _stages(country=country, near=near, min_score=min_score, corrections=corrections)
        atlas, reading = _geoparse(inputs, date, stages, say)
        options = {} if title is None else {"title": title}
        path = atlas.save(output, documents=documents.value, **options)
        say.info(f"{len(atlas.events)} events in {len(atlas.documents)} documents -> {path}")
        _count(reading, say)
    raise typer.Exit(_status(reading))


@app.command(epilog="Example: geomap parse seeds/ -o tables/ --jsonl parsed.jsonl")
def parse(  # noqa: PLR0913 - one option an argument
    inputs: Inputs,
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A folder for the four tables.")] = None,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="The interchange file; `-` for standard output.")
    ] = None,
    date: DateOption = None,
    corrections: CorrectionsOption = None,
    given_mentions: Annotated[
        bool, typer.Option("--given-mentions", help="Resolve the mentions each JSONL line gives, and no others.")
    ] = False,
    table_format: Annotated[TableFormat, typer.Option("--format", help="Of the tables.")] = TableFormat.csv,
    country: CountryOption = None,
    near: NearOption = None,
    min_score: MinScoreOption = 0.0,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write what reports say as tables: mentions, places, events, reports."""
    from geomap.export import write_jsonl, write_tables  # noqa: PLC0415 - --help need not load pandas

    with _reported():
        say = _Voice(quiet=quiet, verbose=verbose)
        stages = _stages(country=country, near=near, min_score=min_score, corrections=corrections)
        atlas, reading = _geoparse(inputs, date, stages, say, given=given_mentions)
        if jsonl is not None:
            write_jsonl(jsonl, atlas.parsed)
        if output is not None:
            write_tables(atlas.tables, output, table_format.value)
        if jsonl is None and output is None:
            _show_events(atlas)
        _count(reading, say)
    raise typer.Exit(_status(reading))


def _geoparse(
    inputs: list[str], date: str | None, stages: Stages, say: _Voice, *, given: bool = False
) -> tuple[Atlas, Reading]:
    from geomap.atlas import Atlas  # noqa: PLC0415 - --help need not load it
    from geomap.documents import read_day, read_documents  # noqa: PLC0415
    from geomap.pipeline import geoparse_documents  # noqa: PLC0415

    day = read_day(date) if date else None
    if date and day is None:
        say.warn(f"--date {date!r} is no date and is left out; write it as 2025-06-01")
    reading = read_documents(inputs, date=day, given_mentions=given)
    for _, message in reading.failures:
        say.error(message)
    for path in reading.passed_over:
        say.detail(f"passed over {path}")
    if not reading.documents:
        say.error("nothing readable" + (f": {len(reading.failures)} inputs failed" if reading.failures else ""))
        raise typer.Exit(USAGE)
    parsed = list(say.bar(geoparse_documents(reading.documents, stages), len(reading.documents)))
    for one in parsed:
        for warning in one.warnings:
            say.warn(f"{one.document.id}: {warning}")
    return Atlas(parsed=tuple(parsed), stages=stages, failures=tuple(reading.failures)), reading


def _count(reading: Reading, say: _Voice) -> None:
    failed = f"; {len(reading.failures)} inputs failed" if reading.failures else ""
    say.info(f"{len(reading.documents)} documents read{failed}")


def _stages(*, country: str | None, near: str | None, min_score: float, corrections: Path | None) -> Stages:
    from geomap.gazetteer import open_gazetteer  # noqa: PLC0415 - --help need not load it
    from geomap.pipeline import default_stages  # noqa: PLC0415
    from geomap.resolution import Hints  # noqa: PLC0415
    from geomap.review import find_corrections, read_corrections  # noqa: PLC0415

    gazetteer = open_gazetteer()
    hints = Hints(
        countries=tuple(code.strip().upper() for code in (country or "").split(",") if code.strip()),
        near=_near(gazetteer, near),
        min_score=min_score,
    )
    path = corrections or find_corrections()
    return default_stages(gazetteer=gazetteer, hints=hints, corrections=read_corrections(path) if path else ())


def _near(gazetteer: Gazetteer, toponym: str | None) -> Place | None:
    if toponym is None:
        return None
    found = gazetteer.candidates(toponym, limit=1)
    if not found:
        raise typer.BadParameter(f"{toponym!r} is no name in the gazetteer", param_hint="--near")
    return found[0].place


def _show_events(atlas: Atlas) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for a terminal table
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    names = atlas.places.set_index("place_id")["name"]
    table = Table(title=None)
    for heading in ("date", "layer", "subtype", "place", "modality", "reports", "event_id"):
        table.add_column(heading)
    for event in atlas.events.itertuples():
        day = "" if event.date_start is None or event.date_start != event.date_start else f"{event.date_start:%Y-%m-%d}"  # noqa: PLR0124 - NaT is unequal to itself
        where = ", ".join(names.get(place_id, place_id) for place_id in event.place_ids)
        row = (day, event.layer, event.subtype, where, event.modality, str(event.n_reports), event.event_id)
        table.add_row(*(Text(_plain(cell)) for cell in row))
    Console().print(table)


@app.command(epilog="Example: geomap explain seeds/ --event 3f2a91c0")
def explain(
    inputs: Inputs,
    *,
    event: Annotated[str, typer.Option("--event", help="An event_id of the tables.")],
    date: DateOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Show an event's sentence with the words that gave each field."""
    with _reported():
        stages = _stages(country=None, near=None, min_score=0.0, corrections=corrections)
        atlas, reading = _geoparse(inputs, date, stages, _Voice(quiet=True, verbose=False))
        print(_plain(str(atlas.explain(event))))
    raise typer.Exit(_status(reading))


@app.command(epilog="Example: geomap review tables/ -o corrections.csv")
def review(
    tables: Annotated[Path, typer.Argument(metavar="TABLES/", help="A folder that `geomap parse -o` wrote.")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to fill in.")] = Path("corrections.csv"),
    below: Annotated[float, typer.Option("--below", min=0.0, max=1.0, help="Scores under this are doubtful.")] = 0.5,
) -> None:
    """Write the doubtful rows to a corrections file for a person to fill in."""
    from geomap.review import write_review  # noqa: PLC0415 - --help need not load pandas

    with _reported():
        count = write_review(tables, output, below=below)
        print(f"{count} doubtful names -> {output}", file=sys.stderr)


@app.command(epilog="Example: geomap evaluate gold.jsonl --pred parsed.jsonl")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Documents with annotated mentions.")],
    *,
    pred: Annotated[
        Path | None, typer.Option("--pred", help="An interchange file; geomap's own run by default.")
    ] = None,
) -> None:
    """Score mentions and their places against a gold corpus."""
    from geomap.evaluation import evaluate_files  # noqa: PLC0415 - --help need not load it

    with _reported():
        print(evaluate_files(gold, pred, parse=_parse_gold))
