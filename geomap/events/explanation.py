"""Why an event is what it is: its sentence, with the words that gave each field."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.model import Cue, Document, Event, Span

_SHOWN = 400  # characters of a sentence; longer ones are cut around the first cue


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    An event with the sentences that tell it and the words that gave its fields.

    Parameters
    ----------
    event
        The event, as `read_events` gave it.
    document
        The document it is from: `event.doc_id == document.id`.
    others
        The reports of other documents that are one row with this one.
    joined
        What joined them; empty for an event of one report.

    Notes
    -----
    `str()` gives lines for a terminal, a notebook shows the same with the words marked. All text of the document is
    escaped in HTML.
    """

    event: Event
    document: Document
    others: tuple[Explanation, ...] = ()
    joined: str = ""

    def __str__(self) -> str:
        """Return the fields, then each sentence, then the words that decided; other reports of the event below."""
        told = "\n".join(self._lines())
        return "\n\n".join([told, *([f"joined by: {self.joined}"] if self.joined else []), *map(str, self.others)])

    def _lines(self) -> list[str]:
        lines = [f"{name}: {value}" for name, value in self.fields().items() if value]
        lines += [f"evidence [{span.start}:{span.end}]: {self._sentence(span)}" for span in self.event.evidence]
        lines += [
            f"  {cue.field} from {self._words(cue)!r} [{cue.start}:{cue.end}] by {cue.rule}" for cue in self._cues()
        ]
        return lines

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>"
            for name, value in self.fields().items()
            if value
        )
        told = "".join(f"<blockquote>{self._marked(span)}</blockquote>" for span in self.event.evidence)
        joined = f"<p>joined by: {html.escape(self.joined)}</p>" if self.joined else ""
        return f"<table>{rows}</table>{told}{joined}" + "".join(one._repr_html_() for one in self.others)

    def fields(self) -> dict[str, str]:
        """
        Give the event's fields in words.

        Returns
        -------
        fields
            Name to text, empty where the event has nothing: document, what, where, when, who, how many, who says so.
        """
        event = self.event
        days = [str(day) for day in (event.dating.start, event.dating.end) if day is not None]
        return {
            "event": event.event_id,
            "document": event.doc_id,
            "what": f"{event.layer}/{event.subtype}, {event.modality}",
            "where": "; ".join(
                f"{where.place.name} (precision {where.geo_precision or 'none'})" for where in event.places
            ),
            "when": " to ".join(dict.fromkeys(days)) + (f" ({event.dating.basis})" if days else ""),
            "actor": " ".join(filter(None, (event.actor, event.actor_iso and f"[{event.actor_iso}]"))),
            "target": " ".join(filter(None, (event.target, event.target_iso and f"[{event.target_iso}]"))),
            "weapon": event.weapon,
            "how many": ", ".join(
                f"{count.kind} {count.op} {count.value:g}{' (part)' if count.subset else ''}"
                for count in event.quantities
            ),
            "who says so": ", ".join(
                filter(None, (event.claim.claimed_by, event.claim.side, event.claim.verification))
            ),
            "warnings": ", ".join(event.warnings),
        }

    def _cues(self) -> list[Cue]:
        """The words that decided, numbers included, in text order."""
        counts = [
            Cue(f"quantity:{count.kind}", count.span.start, count.span.end, f"{count.op} {count.value:g}")
            for count in self.event.quantities
            if count.span is not None
        ]
        places = [
            Cue("place", where.mention.start, where.mention.end, where.place.name)
            for where in self.event.places
            if where.mention is not None
        ]
        return sorted({*self.event.cues, *counts, *places}, key=lambda cue: (cue.start, cue.end, cue.field))

    def _words(self, cue: Cue) -> str:
        return " ".join(self.document.text[cue.start : cue.end].split())[:_SHOWN]

    def _sentence(self, span: Span) -> str:
        return " ".join(self.document.text[span.start : span.end].split())[:_SHOWN]

    def _marked(self, span: Span) -> str:
        """A sentence as HTML, the deciding words marked with the field they gave."""
        text, position, parts = self.document.text, span.start, []
        for cue in self._cues():
            if position <= cue.start and cue.end <= span.end and cue.end > cue.start:
                parts.append(html.escape(text[position : cue.start]))
                title = html.escape(f"{cue.field}: {cue.rule}", quote=True)
                parts.append(f'<mark title="{title}">{html.escape(text[cue.start : cue.end])}</mark>')
                position = cue.end
        parts.append(html.escape(text[position : span.end]))
        return "".join(parts)


def explain(event: Event, document: Document, *, others: Iterable[Explanation] = (), joined: str = "") -> Explanation:
    """
    Explain an event of a document.

    Parameters
    ----------
    event
        The event, as `read_events` gave it.
    document
        The document it was read from.
    others
        Explanations of the other reports of the same event.
    joined
        What joined them, in words.

    Returns
    -------
    explanation
        For a terminal with `str()`, for a notebook by itself.

    Raises
    ------
    ValueError
        If the event is another document's.
    """
    if event.doc_id != document.id:
        message = f"event {event.event_id!r} is from document {event.doc_id!r}, not from {document.id!r}"
        raise ValueError(message)
    return Explanation(event, document, tuple(others), joined)
