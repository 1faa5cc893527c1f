"""Records that the tests of the exports write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geomap.model import (
    Claim,
    Dating,
    Document,
    Event,
    EventPlace,
    Mention,
    MergedEvent,
    ParsedDocument,
    Place,
    Quantity,
    Resolution,
    Sentence,
    Span,
)
from geomap.tables import build_tables

TEXT = "Drones hit Engels and Sumy region, aides in Ukraine said."
ENGELS = Place("geonames:563464", "Engels", "city", 51.50043, 46.12232, "RU", "Saratov", geo_precision=2)
SUMY_REGION = Place(
    "iso3166-2:UA-59", "Sumy", "admin1", 51.0, 34.0, "UA", "Sumy", "UA-59", geo_precision=3, uncertainty_km=87.0
)
UKRAINE = Place("country:UA", "Ukraine", "country", 49.0, 32.0, "UA", geo_precision=4)
EVENT = Event(
    event_id="a1",
    doc_id="d",
    layer="strike",
    subtype="drone",
    evidence=(Span(0, 34),),
    places=(EventPlace(ENGELS, 2),),
    dating=Dating(date(2025, 6, 1), date(2025, 6, 2), "overnight", 1, "overnight"),
    actor_iso="UA",
    quantities=(Quantity("killed", ">=", 12.0), Quantity("cost_usd", "~", 2.5)),
    claim=Claim("aides", "perpetrator", "claimed"),
)
IN_REGION = replace(EVENT, event_id="b2", places=(EventPlace(SUMY_REGION, 3),), parent_id="a1")
IN_COUNTRY = replace(EVENT, event_id="c3", places=(EventPlace(UKRAINE, 4),), dating=Dating())
IN_TWO = replace(EVENT, event_id="d4", places=(EventPlace(ENGELS, 2), EventPlace(SUMY_REGION, 3)))
EVENTS = (EVENT, IN_REGION, IN_COUNTRY, IN_TWO)
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1", "''+1"]


def resolutions(text="Engels"):
    return (
        Resolution(Mention(11, 17, text, "city", "event_location"), ENGELS, 2, mapped=True, score=0.9),
        Resolution(Mention(22, 26, "Sumy", "admin1", "event_location"), SUMY_REGION, 3, True, 0.75, "exact"),
        Resolution(Mention(44, 51, "Ukraine"), reason="=unsure", alternatives=(UKRAINE, ENGELS)),
    )


def parsed(text="Engels", events=EVENTS, name="d"):
    told = tuple(replace(event, doc_id=name) for event in events)
    return ParsedDocument(Document(name, TEXT), (Sentence(0, 0, len(TEXT)),), resolutions(text), told, ("no date",))


def tables(one=None):
    one = one or parsed()
    return build_tables([one], [MergedEvent(event, (event,)) for event in one.events])
