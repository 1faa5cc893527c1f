"""The commands on reports: map, parse, explain, review, evaluate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import (
    CorrectionsOption,
    CountryOption,
    DateOption,
    DocumentsMode,
    DomainOption,
    GeocoderOption,
    Inputs,
    LexiconOption,
    MinScoreOption,
    NearOption,
    QuietOption,
    TableFormat,
    UserAgentOption,
    VerboseOption,
    chosen_corrections,
    make_hints,
    open_index,
    open_source,
)
from geomap.cli.places import gazetteer_app, lookup
from geomap.cli.voice import FAILED, USAGE, Voice, plain, reported

if TYPE_CHECKING:
    from geomap.atlas import Atlas
    from geomap.geocoding import FallbackSource
    from geomap.model import Correction
    from geomap.pipeline import Stages

PICTURES = (".html", ".svg", ".png", ".pdf")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reports about a conflict in; tables and an offline map of what happened where, out.",
    epilog="Example: geomap map seeds/ -o map.html",
)
app.add_typer(gazetteer_app, name="gazetteer")
app.command(epilog='Example: geomap lookup Sumy "Kursk oblast" --country UA,RU')(lookup)


@app.callback(invoke_without_command=True)
def main(*, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Set up one run."""
    if version:
        from geomap import __version__  # noqa: PLC0415 - reads the installed metadata

        print(__version__)
        raise typer.Exit


@app.command("map", epilog="Example: geomap map seeds/ -o map.html")
def map_reports(  # noqa: PLR0913 - one option an argument
    inputs: Inputs,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help=".html, .svg, .png or .pdf")] = Path("map.html"),
    date: DateOption = None,
    corrections: CorrectionsOption = None,
    lexicon: LexiconOption = None,
    documents: Annotated[DocumentsMode, typer.Option(help="How much of the texts goes in.")] = DocumentsMode.evidence,
    title: Annotated[str | None, typer.Option(help="The map's title.")] = None,
    country: CountryOption = None,
    near: NearOption = None,
    min_score: MinScoreOption = 0.0,
    geocoder: GeocoderOption = None,
    user_agent: UserAgentOption = "",
    geocoder_domain: DomainOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Draw reports as one layered map in one file that works offline."""
    if output.suffix.lower() not in PICTURES:
        raise typer.BadParameter(f"{output.name!r} ends in none of {', '.join(PICTURES)}", param_hint="--output")
    with reported():
        run = _Run(Voice(quiet=quiet, verbose=verbose), chosen_corrections(corrections))
        run.choose(_Choice(country, near, min_score, geocoder, user_agent, geocoder_domain, lexicon))
        atlas = run.geoparse(inputs, date)
        options: dict[str, Any] = {} if title is None else {"title": title}
        path = atlas.save(output, documents=documents.value, **options)
        run.voice.info(f"{len(atlas.events)} events -> {path}")
        raise typer.Exit(run.finish(atlas))


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
    lexicon: LexiconOption = None,
    given_mentions: Annotated[
        bool, typer.Option("--given-mentions", help="Resolve the mentions each JSONL line gives, and no others.")
    ] = False,
    table_format: Annotated[TableFormat, typer.Option("--format", help="Of the tables.")] = TableFormat.csv,
    country: CountryOption = None,
    near: NearOption = None,
    min_score: MinScoreOption = 0.0,
    geocoder: GeocoderOption = None,
    user_agent: UserAgentOption = "",
    geocoder_domain: DomainOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write what reports say as tables: mentions, places, events, reports."""
    from geomap.export import write_jsonl, write_tables  # noqa: PLC0415 - --help need not load pandas

    with reported():
        run = _Run(Voice(quiet=quiet, verbose=verbose), chosen_corrections(corrections))
        run.choose(_Choice(country, near, min_score, geocoder, user_agent, geocoder_domain, lexicon))
        atlas = run.geoparse(inputs, date, given_mentions=given_mentions)
        if jsonl is not None:
            write_jsonl(jsonl, atlas.parsed)
        if output is not None:
            write_tables(atlas.tables, output, table_format.value, parsed=atlas.parsed)
        if jsonl is None and output is None:
            _show_events(atlas)
        raise typer.Exit(run.finish(atlas))


@app.command(epilog="Example: geomap explain seeds/ --event 3f2a91c0")
def explain(  # noqa: PLR0913 - one option an argument
    inputs: Inputs,
    *,
    event: Annotated[str, typer.Option("--event", help="An event_id of the tables.")],
    date: DateOption = None,
    corrections: CorrectionsOption = None,
    lexicon: LexiconOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Show an event's sentence with the words that gave each field."""
    with reported():
        run = _Run(Voice(quiet=quiet, verbose=verbose), chosen_corrections(corrections))
        run.choose(_Choice(lexicon=lexicon))
        atlas = run.geoparse(inputs, date)
        print(plain(str(atlas.explain(event))))
        raise typer.Exit(run.finish(atlas))


@app.command(epilog="Example: geomap review tables/ -o corrections.csv")
def review(
    tables: Annotated[Path, typer.Argument(metavar="TABLES/", help="A folder that `geomap parse -o` wrote.")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to fill in.")] = Path("corrections.csv"),
    below: Annotated[float, typer.Option("--below", min=0.0, max=1.0, help="Scores under this are doubtful.")] = 0.5,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write the doubtful names to a corrections file for a person to fill in."""
    from geomap.review import write_review  # noqa: PLC0415 - --help need not load pandas

    voice = Voice(quiet=quiet, verbose=verbose)
    with reported():
        gazetteer = open_index(voice)
        count = write_review(tables, output, below=below, name_of=lambda place_id: gazetteer.place(place_id).name)
        voice.info(f"{count} doubtful names -> {output}")


@app.command(epilog="Example: geomap evaluate gold.jsonl --pred parsed.jsonl")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Documents with annotated mentions.")],
    *,
    pred: Annotated[Path | None, typer.Option("--pred", help="An interchange file; a run made now by default.")] = None,
    given_mentions: Annotated[bool, typer.Option("--given-mentions", help="The gold spans were given.")] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Score mentions and their places against a gold corpus."""
    from geomap.evaluation import evaluate_files  # noqa: PLC0415 - --help need not load it
    from geomap.export import to_interchange  # noqa: PLC0415

    voice = Voice(quiet=quiet, verbose=verbose)

    def parse_gold(path: Path) -> Iterator[dict[str, object]]:
        run = _Run(voice)
        run.choose(_Choice())
        return map(to_interchange, run.geoparse([str(path)], None, given_mentions=given_mentions).parsed)

    with reported():
        gazetteer = open_index(voice)
        scores = evaluate_files(
            gold,
            pred,
            parse=parse_gold,
            is_demonym=lambda word: gazetteer.demonym(word) is not None,
            given=given_mentions,
        )
        print(plain(str(scores)))


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the options say of the stages."""

    country: str | None = None
    near: str | None = None
    min_score: float = 0.0
    geocoder: str | None = None
    user_agent: str = ""
    domain: str | None = None
    lexicon: Path | None = None


@dataclass(slots=True)
class _Run:
    """One run over reports: what it says, what it corrects, and the stages chosen."""

    voice: Voice
    corrections: Sequence[Correction] = ()
    stages: Stages | None = None
    source: FallbackSource | None = None

    def choose(self, choice: _Choice) -> None:
        from geomap.pipeline import default_stages  # noqa: PLC0415 - --help need not load it

        gazetteer = open_index(self.voice)
        self.source = open_source(gazetteer, choice.geocoder, choice.user_agent, choice.domain)
        self.stages = default_stages(
            gazetteer=gazetteer,
            source=self.source,
            hints=make_hints(gazetteer, choice.country, choice.near, choice.min_score),
            corrections=self.corrections,
            lexicon=choice.lexicon,
        )

    def geoparse(self, inputs: list[str], date: str | None, *, given_mentions: bool = False) -> Atlas:
        from geomap.atlas import Atlas  # noqa: PLC0415 - --help need not load it
        from geomap.documents import read_day, read_documents  # noqa: PLC0415
        from geomap.pipeline import geoparse_documents  # noqa: PLC0415

        day = read_day(date) if date else None
        if date and day is None:
            self.voice.warn(f"--date {date!r} is no date and is left out; write it as 2025-06-01")
        reading = read_documents(inputs, date=day, given_mentions=given_mentions)
        for _, message in reading.failures:
            self.voice.error(message)
        for path in reading.passed_over:
            self.voice.detail(f"passed over {path}")
        if not reading.documents or self.stages is None:
            self.voice.error("nothing readable: no document in the inputs")
            raise typer.Exit(USAGE)
        parsed = self.voice.bar(geoparse_documents(reading.documents, self.stages), len(reading.documents))
        return Atlas(parsed=tuple(parsed), stages=self.stages, failures=reading.failures)

    def finish(self, atlas: Atlas) -> int:
        """Say what is doubtful and how much was read; return the exit status."""
        from geomap.review import describe_corrections  # noqa: PLC0415 - --help need not load it

        for one in atlas.parsed:
            for warning in one.warnings:
                self.voice.warn(f"{one.document.id}: {warning}")
        for warning in self.source.warnings if self.source else ():
            self.voice.warn(warning)
        for line in describe_corrections(self.corrections, atlas.parsed):
            self.voice.info(line)
        failed = f"; {len(atlas.failures)} inputs failed" if atlas.failures else ""
        self.voice.info(f"{len(atlas.parsed)} documents read{failed}")
        return FAILED if atlas.failures else 0


def _show_events(atlas: Atlas) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for a terminal table
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    names = dict(zip(atlas.places["place_id"], atlas.places["name"], strict=True))
    days = atlas.events["date_start"].dt.strftime("%Y-%m-%d").fillna("")
    table = Table()
    for heading in ("date", "layer", "subtype", "place", "modality", "reports", "event_id"):
        table.add_column(heading, no_wrap=heading in {"date", "event_id"})
    for day, event in zip(days, atlas.events.to_dict("records"), strict=True):
        where = ", ".join(names[place_id] for place_id in event["place_ids"])
        cells = [event[name] for name in ("modality", "n_reports", "event_id")]
        row = (day, event["layer"], event["subtype"], where, *cells)
        table.add_row(*(Text(plain(str(cell))) for cell in row))
    Console().print(table)
