"""Records made by hand for the map's tests: what two short reports say, laid out by geomap.tables itself."""

from __future__ import annotations

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
    Span,
)
from geomap.segmentation import split_sentences
from geomap.tables import Tables, build_tables

TEXT = (
    "Drones struck the Belaya air base in Irkutsk region on Sunday, Ukraine's SBU said. "
    "Irkutsk's governor confirmed a drone attack on a village next to the base. "
    "A bridge in Bryansk region was blown up on Saturday, killing seven people. "
    "Two missiles hit Kharkiv before dawn on Monday and wounded six, Ukrainian officials said. "
    "Shells fell on Kharkiv later that day. "
    "Delegations met in Istanbul on Monday. "
    "A third round is planned in Istanbul. "
    "Russia's ministry said it shot down 316 drones over Russia. "
    "Officials in Kyiv said nothing new."
)
OTHER = "Moscow denied that missiles hit Kharkiv on Monday. Six people were hurt, Kharkiv's mayor said."

BELAYA = Place("airport:UIIB", "Belaya", "airbase", 52.915, 103.575, "RU", "Irkutsk Oblast", "RU-IRK", geo_precision=1)
BRYANSK = Place("iso3166-2:RU-BRY", "Bryansk Oblast", "admin1", 53.0, 33.5, "RU", geo_precision=3)
KHARKIV = Place("geonames:706483", "Kharkiv", "city", 49.98, 36.25, "UA", geo_precision=2, uncertainty_km=12.0)
ISTANBUL = Place("geonames:745044", "Istanbul", "city", 41.01, 28.95, "TR", geo_precision=2, uncertainty_km=20.0)
RUSSIA = Place("country:RU", "Russia", "country", 60.0, 100.0, "RU", geo_precision=4)

DOCUMENT = Document("first", TEXT, date(2025, 6, 2), "Strikes and talks", "Example Wire", "https://example.org/first")
SECOND = Document("second", OTHER, date(2025, 6, 3), "Denials", "Second Source", None)


def _sentence(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return next(Span(one.start, one.end) for one in split_sentences(document.text) if one.start <= start < one.end)


def event(document: Document, words: str, layer: str, subtype: str, places=(), day=None, **more) -> Event:
    found = tuple(EventPlace(place, place.geo_precision) for place in places)
    dating = Dating(day, day, "", 1, "weekday") if day else Dating()
    key = f"{layer[:4]}-{document.id}-{document.text.index(words)}"
    return Event(key, document.id, layer, subtype, (_sentence(document, words),), found, dating=dating, **more)


def sentence_event(document: Document, start: int, end: int, place: Place, **more) -> Event:
    """A drone strike told by the characters `[start, end)` of a document."""
    places = (EventPlace(place, place.geo_precision),)
    key = f"{document.id}-{start}"
    return Event(key, document.id, "strike", "drone", (Span(start, end),), places, **more)


def _mention(document: Document, place: Place, name: str, score: float = 0.9) -> list[Resolution]:
    found, position = [], document.text.find(name)
    while position >= 0:
        mention = Mention(position, position + len(name), name, place.kind, "event_location")
        found.append(Resolution(mention, place, place.geo_precision, mapped=True, score=score, match_method="exact"))
        position = document.text.find(name, position + 1)
    return found


def sample_events() -> list[Event]:
    sunday, saturday, monday = date(2025, 6, 1), date(2025, 5, 31), date(2025, 6, 2)
    sbu = Claim("Ukraine's SBU", "perpetrator", "claimed_explicitly_unverified")
    return [
        event(DOCUMENT, "Drones struck", "strike", "drone", [BELAYA], sunday, claim=sbu, actor="SBU", actor_iso="UA"),
        event(
            DOCUMENT, "A bridge", "explosion", "unexplained", [BRYANSK], saturday,
            quantities=(Quantity("killed", "=", 7.0, "people"),),
        ),
        event(
            DOCUMENT, "Two missiles", "strike", "missile", [KHARKIV], monday,
            quantities=(Quantity("wounded", ">=", 6.0, "people"), Quantity("missiles", "=", 2.0)),
            claim=Claim("Ukrainian officials", "target", "confirmed_by_target"),
        ),
        event(DOCUMENT, "Shells fell", "shelling", "artillery", [KHARKIV], monday),
        event(DOCUMENT, "Delegations met", "talks", "negotiation", [ISTANBUL], monday),
        event(DOCUMENT, "A third round", "talks", "negotiation", [ISTANBUL], modality="planned"),
        event(
            DOCUMENT, "Russia's ministry", "air_defence", "interception", [RUSSIA], monday,
            quantities=(Quantity("drones", "=", 316.0),), claim=Claim("Russia's ministry", "target", "claimed"),
        ),
        event(DOCUMENT, "Officials in Kyiv", "statement", "comment"),
    ]  # fmt: skip


def sample() -> tuple[Tables, list[Document]]:
    """Tables and documents: eight events in six layers, one told by two documents."""
    events = sample_events()
    denial = event(
        SECOND,
        "Moscow denied",
        "strike",
        "missile",
        [KHARKIV],
        date(2025, 6, 2),
        claim=Claim("Moscow", "perpetrator", "denied"),
    )
    merged = [MergedEvent(one, (one, denial) if one.subtype == "missile" else (one,)) for one in events]
    resolutions = [
        *_mention(DOCUMENT, BELAYA, "Belaya", 0.4),
        *_mention(DOCUMENT, BRYANSK, "Bryansk"),
        *_mention(DOCUMENT, KHARKIV, "Kharkiv"),
        *_mention(DOCUMENT, ISTANBUL, "Istanbul"),
    ]
    parsed = [
        ParsedDocument(DOCUMENT, tuple(split_sentences(TEXT)), tuple(resolutions), tuple(events)),
        ParsedDocument(SECOND, tuple(split_sentences(OTHER)), tuple(_mention(SECOND, KHARKIV, "Kharkiv")), (denial,)),
    ]
    return build_tables(parsed, merged), [DOCUMENT, SECOND]
