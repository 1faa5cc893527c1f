"""
The records that flow between stages: frozen, hashable, free of behaviour that needs anything else.

Offsets are code points of `Document.text` exactly as read, end exclusive. Positions are WGS 84 decimal degrees
(EPSG:4326), always as two named fields, `lat` then `lon`. Vocabularies are closed: see the `Literal` types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

MentionKind = Literal[
    "country",
    "admin1",
    "admin2",
    "city",
    "village",
    "airbase",
    "facility",
    "capital_metonym",
    "demonym",
    "macro_region",
    "continent",
    "water",
    "line",
]
"""What a name names. A `Place` is never a capital_metonym or a demonym: those are ways of using a name."""

Role = Literal[
    "event_location", "container", "affiliation", "metonym", "relative", "travel", "source", "dateline", "context"
]
"""What a mention does in its sentence."""

GeoPrecision = Literal[1, 2, 3, 4]
"""1 the site, 2 a town or near it, 3 a region or part of a country, 4 a country; None for a sea or a vague region."""

MatchMethod = Literal["exact", "folded", "relaxed", "transliterated", "fuzzy", "given", "corrected", "geocoder"]

Layer = Literal[
    "strike",
    "shelling",
    "explosion",
    "ground",
    "air_defence",
    "casualties",
    "talks",
    "prisoner_exchange",
    "humanitarian",
    "statement",
]

SUBTYPES: dict[Layer, tuple[str, ...]] = {
    "strike": ("air", "drone", "missile", "combined", "unspecified"),
    "shelling": ("artillery",),
    "explosion": ("sabotage", "ied", "unexplained"),
    "ground": ("advance", "clash", "attack", "withdrawal", "buildup"),
    "air_defence": ("interception", "activation", "aircraft_loss"),
    "casualties": ("toll_claim",),
    "talks": ("negotiation", "meeting", "visit", "mediation", "delegation_travel", "agreement", "ceasefire"),
    "prisoner_exchange": ("swap", "release", "hostage_deal"),
    "humanitarian": ("evacuation", "displacement", "aid"),
    "statement": (
        "claim",
        "denial",
        "threat",
        "demand",
        "rejection",
        "accusation",
        "investigation",
        "resignation",
        "comment",
    ),
}
"""Every layer with its closed list of subtypes."""

Modality = Literal["actual", "planned", "hypothetical", "negated", "historical", "habitual"]
DatePrecision = Literal[1, 2, 3, 4]
"""1 a day, 2 a week, 3 a month, 4 other."""

DateBasis = Literal[
    "absolute",
    "absolute_no_year",
    "weekday",
    "relative",
    "overnight",
    "inferred_from_context",
    "inferred_from_reference",
    "absent",
]
ClaimSide = Literal["perpetrator", "target", "both", "third_party", "media", ""]
Verification = Literal[
    "reported",
    "claimed",
    "claimed_explicitly_unverified",
    "disputed",
    "denied",
    "admitted",
    "confirmed_by_target",
    "confirmed_by_both",
]
QuantityOp = Literal["=", ">", ">=", "<", "<=", "~"]
QuantityKind = Literal[
    "killed",
    "wounded",
    "prisoners",
    "hostages",
    "displaced",
    "evacuated",
    "families",
    "troops",
    "aircraft",
    "drones",
    "missiles",
    "munitions",
    "villages",
    "settlements",
    "bridges",
    "sites",
    "people_without_power",
    "duration_days",
    "cost_usd",
]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of one document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """
    One text with its id, date and source.

    Parameters
    ----------
    id
        Verbatim: a file's stem, its relative path where two stems clash, or the given id.
    text
        Exactly as read: never stripped, no Unicode or newline normalisation.
    date
        The day the text was published; weekdays and "yesterday" are read from it. None when nobody says.
    title, source, url
        From a header, a JSONL line or a page; None when absent.
    body_start
        Offset where the body begins, after header lines; nothing before it gives a mention.
    given
        Spans to resolve instead of finding mentions (`--given-mentions`); None to find them.
    warnings
        What was odd about reading it.
    """

    id: str
    text: str
    date: date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    body_start: int = 0
    given: tuple[Span, ...] | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: `index` counts from 0 in text order, offsets as everywhere."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One occurrence of a place name in a document: `document.text[start:end] == text`.

    Parameters
    ----------
    start, end, text
        The proper name alone: "Bryansk" of "Bryansk region", "Rapides Parish" whole.
    kind
        What it names as far as known; resolution settles it.
    role
        What it does in its sentence; resolution may settle it (a metonym needs a capital).
    literal
        Whether the place itself is meant, not a government, people or team named by it.
    sentence
        Index of its sentence.
    score
        Trust that this is a place name at all, 0 to 1.
    reason
        Why kind and role are what they are, in a few words.
    """

    start: int
    end: int
    text: str
    kind: MentionKind | None = None
    role: Role = "context"
    literal: bool = True
    sentence: int = 0
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """
    One entry of the gazetteer.

    Parameters
    ----------
    place_id
        Stable across builds: the source's prefix and id, "geonames:2013159", "iso3166-2:RU-IRK", "country:RU".
    name
        The name to show, in English where there is one.
    kind
        What it is, of `MentionKind`; never a demonym or metonym.
    lat, lon
        A town's point, a region's representative point, a country's label point; both None for a vague region.
    country_code
        ISO 3166-1 alpha-2, under ISO 3166's worldview; None for seas and continents.
    admin1, admin1_code
        Name and code (ISO 3166-2 where known, "RU-IRK") of the first-order region.
    feature_code
        GeoNames feature code or its nearest equal ("PPLC", "ADM1", "AIRB").
    population
        Inhabitants, 0 when unknown.
    geo_precision
        The finest precision this place can give an event.
    uncertainty_km
        Radius within which the named thing lies; for polygons the radius of the circle of equal area.
    source, source_id
        The package or table the row is from, and its id there.
    """

    place_id: str
    name: str
    kind: MentionKind
    lat: float | None
    lon: float | None
    country_code: str | None = None
    admin1: str | None = None
    admin1_code: str | None = None
    feature_code: str = ""
    population: int = 0
    geo_precision: GeoPrecision | None = 2
    uncertainty_km: float | None = None
    source: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym could mean: how its name matched, which name, and how alike (0 to 1, 1 but for fuzzy)."""

    place: Place
    match_method: MatchMethod
    matched_name: str
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """
    The place chosen for a mention, or None and why.

    Parameters
    ----------
    mention
        The mention, its kind and role now settled.
    place
        The choice; None when unresolved, and then `reason` says why.
    geo_precision
        How finely this *mention* fixes a place: "Sumy region" 3, "northern Ukraine" 3, "near Engels" 2.
    mapped
        Whether something happened here and the map shows it (the interchange file's `pin`).
    score
        Calibrated trust in `place`, 0 to 1.
    match_method
        How the name was matched.
    reason
        A few words: what decided.
    alternatives
        The next best places, best first.
    warning
        Such as "implausible_in_context"; empty when none.
    """

    mention: Mention
    place: Place | None = None
    geo_precision: GeoPrecision | None = None
    mapped: bool = False
    score: float = 0.0
    match_method: MatchMethod | None = None
    reason: str = ""
    alternatives: tuple[Place, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    One number of an event, never summed with another.

    `value` is in `unit` ("people", "USD", "days" ...); `span` is where it stands; `subset` marks a part of another
    count ("205 of those"), `vague` what words such as "dozens" mean at least.
    """

    kind: QuantityKind
    op: QuantityOp
    value: float
    unit: str = ""
    span: Span | None = None
    subset: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event happened: `geo_precision` is never finer than the text says, whatever the place could give."""

    place: Place
    geo_precision: GeoPrecision | None
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """When: both ends inclusive, None when unknown; `text` is the words that said so."""

    start: date | None = None
    end: date | None = None
    text: str = ""
    precision: DatePrecision | None = None
    basis: DateBasis = "absent"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says so, on which side they stand, and whether anyone confirmed it."""

    claimed_by: str = ""
    side: ClaimSide = ""
    verification: Verification = "reported"


@dataclass(frozen=True, slots=True)
class Cue:
    """The words `[start, end)` that gave an event's `field`, and the rule that read them: what `explain` shows."""

    field: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """
    One occurrence as one document tells it.

    `event_id` is a short hash of doc_id, evidence span, layer and place; `parent_id` names the event whose total
    contains this one. `evidence` are the spans that tell it, the main one first. Actor and target are empty when
    nobody is named; their ISO codes are of the state behind them.
    """

    event_id: str
    doc_id: str
    layer: Layer
    subtype: str
    evidence: tuple[Span, ...]
    places: tuple[EventPlace, ...] = ()
    place_raw: str = ""
    dating: Dating = Dating()
    modality: Modality = "actual"
    actor: str = ""
    actor_iso: str = ""
    target: str = ""
    target_iso: str = ""
    weapon: str = ""
    quantities: tuple[Quantity, ...] = ()
    claim: Claim = Claim()
    parent_id: str | None = None
    warnings: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """
    One occurrence across documents: a row of the events table.

    `event` carries the merged values (the lowest count of dead); `reports` are the events as told, one or more;
    `score` (0 to 1, 1 for a single report) and `reason` say how sure the merging is and what decided.
    """

    event: Event
    reports: tuple[Event, ...]
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What the stages made of one document: records in text order, before merging across documents."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventCodes:
    """The codes other event datasets give to a layer and subtype; empty where they have none."""

    acled_event_type: str = ""
    acled_sub_event_type: str = ""
    cameo: str = ""
    plover: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """
    What a reader says a toponym is: one row of a corrections file.

    Parameters
    ----------
    toponym
        The name as the text spells it.
    document
        Id of the only document it holds for; empty for every document.
    country
        ISO 3166-1 alpha-2: it holds only where the name would else be resolved to that country; empty for any.
    place_id
        The gazetteer's row that is meant; empty when `lat` and `lon` say it or it is no place.
    lat, lon
        Where it is, WGS 84 degrees; both None when `place_id` says it or it is no place.
    not_a_place
        Whether the name is no place here at all.
    """

    toponym: str
    document: str = ""
    country: str = ""
    place_id: str = ""
    lat: float | None = None
    lon: float | None = None
    not_a_place: bool = False
