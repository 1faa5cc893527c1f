"""Records -> rows -> dataframes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from geomap.model import Event, EventCodes, MergedEvent, ParsedDocument, Place, Quantity, Resolution
from geomap.tables.contract import COLUMNS, COUNT_COLUMNS, Tables, check_tables

if TYPE_CHECKING:
    import pandas as pd


def build_tables(
    parsed: Sequence[ParsedDocument],
    merged: Sequence[MergedEvent],
    *,
    codes: Callable[[Event], EventCodes] = lambda event: EventCodes(),  # noqa: ARG005 - the shape of a coder
    iso3: Mapping[str, str] | None = None,
) -> Tables:
    """
    Lay records out as the four tables.

    Parameters
    ----------
    parsed
        One record a document, in input order.
    merged
        The occurrences across those documents.
    codes
        Gives the ACLED, CAMEO and PLOVER codes of an event.
    iso3
        ISO 3166-1 alpha-3 by alpha-2 code.

    Returns
    -------
    tables
        Checked against `COLUMNS`.

    Raises
    ------
    FrameError
        If a record holds a value outside the contract.
    """
    tables = Tables(
        mentions=_frame("mentions", [_mention_row(one, found) for one in parsed for found in one.resolutions]),
        places=_frame("places", _place_rows(parsed, merged, iso3 or {})),
        events=_frame("events", [_event_row(one, codes(one.event)) for one in merged]),
        reports=_frame("reports", _report_rows(parsed, merged)),
    )
    check_tables(tables)
    return tables


def _frame(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - half a second that a look-up need not pay

    columns = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=column.dtype) for column in COLUMNS[name]
    }
    return pd.DataFrame(columns)


def _mention_row(parsed: ParsedDocument, found: Resolution) -> dict[str, object]:
    mention, place = found.mention, found.place
    return {
        "mention_id": f"{parsed.document.id}:{mention.start}-{mention.end}",
        "doc_id": parsed.document.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "role": mention.role,
        "literal": mention.literal,
        "mapped": found.mapped,
        "place_id": place.place_id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "iso2": place.country_code if place else None,
        "geo_precision": found.geo_precision,
        "match_method": found.match_method,
        "score": found.score,
        "reason": found.reason or None,
        "alternatives": [other.place_id for other in found.alternatives],
        "sentence_id": mention.sentence,
        "warning": found.warning or None,
    }


def _place_rows(
    parsed: Sequence[ParsedDocument], merged: Sequence[MergedEvent], iso3: Mapping[str, str]
) -> list[dict[str, object]]:
    places: dict[str, Place] = {}
    forms: dict[str, dict[str, None]] = {}
    n_mentions: Counter[str] = Counter()
    n_events: Counter[str] = Counter()
    for found in (found for one in parsed for found in one.resolutions):
        if found.place is not None:
            places.setdefault(found.place.place_id, found.place)
            forms.setdefault(found.place.place_id, {})[found.mention.text] = None
            n_mentions[found.place.place_id] += 1
    for one in merged:
        for place in {at.place.place_id: at.place for at in one.event.places}.values():
            places.setdefault(place.place_id, place)
            n_events[place.place_id] += 1
    return [
        {
            "place_id": key,
            "name": place.name,
            "kind": place.kind,
            "iso2": place.country_code,
            "iso3": iso3.get(place.country_code or ""),
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
            "geo_precision": place.geo_precision,
            "uncertainty_km": place.uncertainty_km,
            "source": place.source or None,
            "source_id": place.source_id or None,
            "surface_forms": list(forms.get(key, ())),
            "n_mentions": n_mentions[key],
            "n_events": n_events[key],
        }
        for key, place in places.items()
    ]


def _event_row(one: MergedEvent, codes: EventCodes) -> dict[str, object]:
    event = one.event
    precisions = [at.geo_precision for at in event.places if at.geo_precision is not None]
    precision = max(precisions) if precisions and len(precisions) == len(event.places) else None
    first = event.places[0].place if event.places and precision in {1, 2, 3} else None
    if first is not None and first.kind == "country":
        first = None  # "northern Ukraine": finer than the country, but its label point is nowhere
    row: dict[str, object] = {
        "event_id": event.event_id,
        "parent_id": event.parent_id,
        "layer": event.layer,
        "subtype": event.subtype,
        "place_ids": [at.place.place_id for at in event.places],
        "place_raw": event.place_raw or None,
        "lat": first.lat if first else None,
        "lon": first.lon if first else None,
        "geo_precision": precision,
        "date_start": event.dating.start,
        "date_end": event.dating.end,
        "date_text": event.dating.text or None,
        "date_precision": event.dating.precision,
        "date_basis": event.dating.basis,
        "modality": event.modality,
        "actor": event.actor or None,
        "actor_iso": event.actor_iso or None,
        "target": event.target or None,
        "target_iso": event.target_iso or None,
        "weapon": event.weapon or None,
        "n_reports": len(one.reports),
        "acled_event_type": codes.acled_event_type or None,
        "acled_sub_event_type": codes.acled_sub_event_type or None,
        "cameo": codes.cameo or None,
        "plover": codes.plover or None,
        "warnings": list(event.warnings),
    }
    for kind in COUNT_COLUMNS:
        chosen = _headline(event.quantities, kind)
        row[kind] = chosen.value if chosen else None
        row[f"{kind}_op"] = chosen.op if chosen else None
    return row


def _headline(quantities: Sequence[Quantity], kind: str) -> Quantity | None:
    """Return the number a column shows: never a part of another, and of several dead counts the lowest (ACLED)."""
    whole = [quantity for quantity in quantities if quantity.kind == kind and not quantity.subset]
    if kind == "killed":
        return min(whole, key=lambda quantity: quantity.value, default=None)
    return next(iter(whole), None)


def _report_rows(parsed: Sequence[ParsedDocument], merged: Sequence[MergedEvent]) -> list[dict[str, object]]:
    texts = {one.document.id: one.document.text for one in parsed}
    return [
        {
            "event_id": one.event.event_id,
            "doc_id": told.doc_id,
            "ev_start": told.evidence[0].start,
            "ev_end": told.evidence[0].end,
            "evidence": texts[told.doc_id][told.evidence[0].start : told.evidence[0].end],
            "claimed_by": told.claim.claimed_by or None,
            "claim_side": told.claim.side or None,
            "verification": told.claim.verification,
            "quantities": [_quantity_row(quantity) for quantity in told.quantities],
        }
        for one in merged
        for told in one.reports
    ]


def _quantity_row(quantity: Quantity) -> dict[str, object]:
    return {
        "kind": quantity.kind,
        "op": quantity.op,
        "value": quantity.value,
        "unit": quantity.unit or None,
        "subset": quantity.subset,
        "start": quantity.span.start if quantity.span else None,
        "end": quantity.span.end if quantity.span else None,
    }
