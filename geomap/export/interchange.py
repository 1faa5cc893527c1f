"""The interchange file: one JSON line a document, before merging, as other programs read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geomap.atomic import written
from geomap.model import Event, EventPlace, ParsedDocument, Quantity, Resolution
from geomap.tables import SCHEMA


def to_interchange(parsed: ParsedDocument) -> dict[str, object]:
    """
    Lay one document's records out as a line of the interchange file.

    Parameters
    ----------
    parsed
        A document with what the stages made of it.

    Returns
    -------
    line
        JSON's own types only. `lat`, `lon` are WGS 84 degrees; what is missing is None; a number without a fraction
        is an int.
    """
    return {
        "schema": SCHEMA,
        "id": parsed.document.id,
        "mentions": [_mention(found) for found in parsed.resolutions],
        "events": [_event(event) for event in parsed.events],
        "warnings": list(parsed.warnings),
    }


def write_jsonl(path: Path | str, parsed: Iterable[ParsedDocument]) -> int:
    """
    Write the interchange file, a line as soon as its document is parsed.

    Parameters
    ----------
    path
        "-" for standard output; a file appears only when it is whole.
    parsed
        In input order; may be a generator, of which one record at a time is held.

    Returns
    -------
    count
        Lines written.
    """
    count = 0
    with written(Path(path)) as file:
        for count, one in enumerate(parsed, 1):  # noqa: B007 - the last is returned
            file.write(to_line(to_interchange(one)))
    return count


def to_line(row: object) -> bytes:
    """
    Write a row as one line of JSON in UTF-8.

    Parameters
    ----------
    row
        JSON's own types; no NaN or infinity.

    Returns
    -------
    line
        With its line end. Half of a surrogate pair, which UTF-8 cannot hold, makes the whole line ASCII with
        escapes, so that reading it gives the same text.

    Raises
    ------
    ValueError
        Where a number is NaN or infinite.
    """
    try:
        return _dump(row, ascii_only=False).encode("utf-8")
    except UnicodeEncodeError:
        return _dump(row, ascii_only=True).encode("ascii")


def _dump(row: object, *, ascii_only: bool) -> str:
    return json.dumps(row, ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":")) + "\n"


def _mention(found: Resolution) -> dict[str, object]:
    mention, place = found.mention, found.place
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "role": mention.role,
        "pin": found.mapped,
        "name": place.name if place else None,
        "place_id": place.place_id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "iso2": place.country_code if place else None,
        "geo_precision": found.geo_precision,
        "score": found.score,
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "event_id": event.event_id,
        "parent_id": event.parent_id,
        "layer": event.layer,
        "subtype": event.subtype,
        "places": [_place(at) for at in event.places],
        "date_start": _day(event.dating.start),
        "date_end": _day(event.dating.end),
        "modality": event.modality,
        "actor_iso": event.actor_iso,
        "claim_side": event.claim.side,
        "verification": event.claim.verification,
        "quantities": [_quantity(quantity) for quantity in event.quantities],
        "evidence": [{"start": span.start, "end": span.end} for span in event.evidence],
    }


def _place(at: EventPlace) -> dict[str, object]:
    return {
        "name": at.place.name,
        "lat": at.place.lat,
        "lon": at.place.lon,
        "iso2": at.place.country_code,
        "geo_precision": at.geo_precision,
    }


def _quantity(quantity: Quantity) -> dict[str, object]:
    value = float(quantity.value)
    return {"kind": quantity.kind, "op": quantity.op, "value": int(value) if value.is_integer() else value}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
