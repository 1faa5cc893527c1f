"""What a source of places gives the index: one row a place, each of its names with how good a name it is."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from geomap.model import GeoPrecision, MentionKind

KINDS: tuple[MentionKind, ...] = (
    "country",
    "admin1",
    "admin2",
    "city",
    "village",
    "airbase",
    "facility",
    "macro_region",
    "continent",
    "water",
    "line",
)
"""The kinds a place can have, in the order that the index numbers them."""


class NameClass(IntEnum):
    """How good a name is for a place: the index ranks candidates for a name by this before population."""

    OWN = 0
    """The name the place goes by."""
    SPELLING = 1
    """The own name spelt otherwise: "Odessa" for Odesa."""
    ESTABLISHED = 2
    """Another name that a curated table gives."""
    ALTERNATE = 3
    """A name among others in a gazetteer."""
    STRAY = 4
    """An alternate that is short or an abbreviation."""
    RELAXED = 5
    """A name with its generic word dropped: "Belaya" of "Belaya Air Base"."""
    TRANSLITERATED = 6
    """A skeleton shared across transliterations."""
    DEMONYM = 7
    """The people or adjective: "Russian"."""
    ABBREVIATION = 8
    """Read only where it is written as one, with dots or in capitals: "Ga.", "US"."""
    ID = 9
    """The place's id."""


ID_KEY = "\x02"
PREFIXES = {NameClass.DEMONYM: "\x03", NameClass.ABBREVIATION: "\x04", NameClass.TRANSLITERATED: "\x05"}
"""Names of these classes are kept apart from plain ones by the first character of their key."""
PLAIN = 0x80
"""Set on a posting's class where folding changed nothing but case."""


class Name(NamedTuple):
    """One name of a place."""

    text: str
    quality: NameClass


class Row(NamedTuple):
    """
    One place of a source, before it is indexed.

    `place_id`, `kind`, `geo_precision` and `uncertainty_km` are as in `geomap.model.Place`; `lat` and `lon` are WGS 84
    degrees, NaN for a place without a point; `admin1` is the ISO 3166-2 code of the first-order region, or empty;
    `prominence` adds to the rank that population gives, in powers of ten of it.
    """

    place_id: str
    name: str
    kind: MentionKind
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    geo_precision: GeoPrecision | None = 2
    uncertainty_km: float = 0.0
    feature_code: str = ""
    source: str = ""
    prominence: float = 0.0
    names: tuple[Name, ...] = ()


class OtherName(NamedTuple):
    """One more name for the place with a GeoNames id."""

    number: int
    name: Name
