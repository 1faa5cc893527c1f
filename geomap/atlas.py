"""Atlas: what a user holds after geoparsing: the tables, the map, the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - `date` is an option here
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geomap.documents import documents_of, read_day
from geomap.errors import DocumentError, GeomapError
from geomap.model import Correction, Document, ParsedDocument
from geomap.pipeline import Stages, default_stages, geoparse_documents, tabulate

if TYPE_CHECKING:
    import pandas as pd

    from geomap.events import Explanation
    from geomap.maps import EventMap
    from geomap.resolution import Hints
    from geomap.tables import Tables

DocumentsMode = Literal["evidence", "full", "none"]


def geoparse(  # noqa: PLR0913 - what a run can be told
    inputs: object,
    *,
    date: Day | str | None = None,
    corrections: Sequence[Correction] | Path | str = (),
    hints: Hints | None = None,
    lexicon: Path | str | None = None,
    stages: Stages | None = None,
    progress: bool = False,
) -> Atlas:
    """
    Read reports, find and place the names in them, work out the events.

    Parameters
    ----------
    inputs
        A file, a folder, a list of those, a text, `Document` records, or a dataframe with a `text` column.
    date
        The day of publication of documents that state none ("2025-06-01"): weekdays are read from it.
    corrections
        Records, or the path of a corrections file.
    hints
        What you know beforehand: likely countries, a place nearby, the least score.
    lexicon
        A TOML file of words that tell events, added to geomap's own (`geomap.events.read_lexicon`).
    stages
        Stages of your own (`geomap.pipeline.default_stages`), in place of `hints`, `corrections` and `lexicon`.
    progress
        Show a bar on standard error.

    Returns
    -------
    atlas
        The tables and the map. Inputs that could not be read are in `atlas.failures`.

    Raises
    ------
    DocumentError
        If nothing could be read, or `date` is no date.
    GazetteerError
        If the index cannot be opened or built.
    LexiconError
        If the lexicon cannot be used.

    Examples
    --------
    >>> atlas = geoparse("Two drones hit a depot in Bryansk on Sunday.", date="2025-06-03")  # doctest: +SKIP
    >>> atlas.events[["layer", "date_start"]]  # doctest: +SKIP
    """
    reading = documents_of(inputs, date=_day(date))
    if not reading.documents:
        raise DocumentError("; ".join(message for _, message in reading.failures) or "no document to read")
    run = stages or default_stages(hints=hints, corrections=_corrections(corrections), lexicon=lexicon)
    parsed = geoparse_documents(_with_bar(reading.documents, shown=progress), run)
    return Atlas(parsed=tuple(parsed), stages=run, failures=tuple(reading.failures))


def _day(given: Day | str | None) -> Day | None:
    if not isinstance(given, str):
        return given
    day = read_day(given)
    if day is None:
        raise DocumentError(f"date {given!r} is no date; write it as 2025-06-01")
    return day


def _corrections(given: Sequence[Correction] | Path | str) -> Sequence[Correction]:
    if not isinstance(given, Path | str):
        return given
    from geomap.review import read_corrections  # noqa: PLC0415 - most runs have none

    return read_corrections(Path(given))


def _with_bar(documents: Sequence[Document], *, shown: bool) -> Iterable[Document]:
    if not shown:
        return documents
    from tqdm.auto import tqdm  # noqa: PLC0415 - only where a bar is shown

    bar: Iterable[Document] = tqdm(documents, unit="document", desc="geoparsing")
    return bar


@dataclass(frozen=True, repr=False)
class Atlas:
    """
    What a set of reports says happened, as tables and as a map.

    Parameters
    ----------
    parsed
        One record a document, in input order.
    stages
        The stages that made them; their `merge` makes `events` out of what each document tells.
    failures
        Inputs that could not be read: path and message.
    """

    parsed: tuple[ParsedDocument, ...]
    stages: Stages
    failures: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        found = sum(len(one.resolutions) for one in self.parsed)
        told = sum(len(one.events) for one in self.parsed)
        return f"<Atlas: {len(self.parsed)} documents, {found} mentions, {told} reports of events>"

    @cached_property
    def tables(self) -> Tables:
        """The four dataframes; see `geomap.tables.COLUMNS`."""
        return tabulate(self.parsed, self.stages.merge)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents read, in order."""
        return tuple(one.document for one in self.parsed)

    @property
    def mentions(self) -> pd.DataFrame:
        """One row a place mention; `lat`, `lon` are WGS 84 degrees, NaN where unresolved."""
        return self.tables.mentions

    @property
    def places(self) -> pd.DataFrame:
        """One row a place that a mention or an event uses."""
        return self.tables.places

    @property
    def events(self) -> pd.DataFrame:
        """One row an occurrence, merged across documents."""
        return self.tables.events

    @property
    def reports(self) -> pd.DataFrame:
        """One row a document that reports an event."""
        return self.tables.reports

    def map(self, *, documents: DocumentsMode = "full", **options: Any) -> EventMap:
        """
        Draw the events as a `folium.Map` of layers; add your own layers to it.

        Parameters
        ----------
        documents
            How much of the texts the page holds: "evidence" (a sentence either side), "full" or "none".
        options
            Passed to `geomap.maps.EventMap`.
        """
        from geomap.maps import EventMap  # noqa: PLC0415 - folium takes a second to import

        return EventMap(self.tables, self.documents, documents_mode=documents, **options)

    def save(self, path: Path | str, *, documents: DocumentsMode = "evidence", **options: Any) -> Path:
        """
        Write the map as one file; the suffix says which: .html works offline, .svg, .png and .pdf are pictures.

        Parameters
        ----------
        path
            Where to write; replaced only once the new file is whole.
        documents
            As for `map`; files hold a sentence either side by default, since an article is someone's copyright.
        options
            Passed to `geomap.maps.EventMap`.

        Raises
        ------
        MapError
            If the suffix is none of these, or a picture needs a browser that is not there.
        """
        target = Path(path)
        self.map(documents=documents, **options).save(target)
        return target

    def explain(self, event_id: str) -> Explanation:
        """
        Show the sentences of an event with the words that gave each field, in every report of it.

        Parameters
        ----------
        event_id
            From `events` or `reports`, or the id that one document's own event has in an interchange file.

        Raises
        ------
        GeomapError
            If no event has that id.
        """
        from geomap.events import explain  # noqa: PLC0415 - on demand

        documents = {one.id: one for one in self.documents}
        for row in self.stages.merge([event for one in self.parsed for event in one.events]):
            asked = next((event for event in row.reports if event.event_id == event_id), None)
            if asked is not None:
                others = [explain(event, documents[event.doc_id]) for event in row.reports if event is not asked]
                joined = f"{row.reason} (score {row.score:g})" if others else ""
                return explain(asked, documents[asked.doc_id], others=others, joined=joined)
        raise GeomapError(f"no event {event_id!r}; the ids are in column event_id of the events table")

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """Show the map in a notebook, with a plain table for front ends that strip frames."""
        bundle: dict[str, object] = self.map()._repr_mimebundle_()
        return bundle
