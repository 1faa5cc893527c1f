"""The word lists of geomap/data/tagger_words.toml, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from geomap.model import MentionKind


@dataclass(frozen=True, slots=True)
class Words:
    """
    Lower-case word lists, one field a purpose; the file says what each is for.

    `kinds` maps a word such as "oblast" or "airfield" to the kind of place it announces; `ordinary` are all words that
    alone are hardly ever a place.
    """

    titles: frozenset[str]
    organisations: frozenset[str]
    publications: frozenset[str]
    kinds: dict[str, MentionKind]
    speech: frozenset[str]
    report: frozenset[str]
    harm: frozenset[str]
    travel: frozenset[str]
    war: frozenset[str]
    violence: frozenset[str]
    disasters: frozenset[str]
    asides: frozenset[str]
    sections: frozenset[str]
    crimes: frozenset[str]
    phrases: frozenset[str]
    place_prepositions: frozenset[str]
    relative_prepositions: frozenset[str]
    directions: frozenset[str]
    parts: frozenset[str]
    given_names: frozenset[str]
    common: frozenset[str]
    seats: frozenset[str]
    ordinary: frozenset[str]
    locals: frozenset[str]
    calendar: frozenset[str]
    public: frozenset[str]


@cache
def read_words() -> Words:
    """Read the word lists that ship with geomap."""
    table = tomllib.loads(files("geomap.data").joinpath("tagger_words.toml").read_text(encoding="utf-8"))

    def listed(*keys: str) -> frozenset[str]:
        value = table
        for key in keys:
            value = value[key]
        return frozenset(cast(str, value).split())

    kinds: dict[str, MentionKind] = {}
    for kind in table["kinds"]:
        for word in listed("kinds", kind):
            kinds.setdefault(word, kind)
    kind_words = frozenset(kinds)
    return Words(
        ordinary=listed("common", "words")
        | listed("organisations")
        | listed("common", "calendar")
        | listed("people", "weapons")
        | listed("people", "groups")
        | kind_words,
        calendar=listed("common", "calendar"),
        locals=listed("people", "locals"),
        public=listed("people", "public"),
        titles=listed("titles"),
        organisations=listed("organisations"),
        publications=listed("publications"),
        kinds=kinds,
        speech=listed("verbs", "speech"),
        report=listed("verbs", "report"),
        harm=listed("verbs", "harm"),
        travel=listed("verbs", "travel"),
        place_prepositions=listed("prepositions", "place"),
        relative_prepositions=listed("prepositions", "relative"),
        directions=listed("directions", "words"),
        parts=listed("directions", "parts"),
        given_names=listed("people", "given"),
        common=listed("common", "words"),
        war=listed("topic", "war"),
        violence=listed("topic", "violence"),
        disasters=listed("topic", "disasters"),
        crimes=listed("topic", "crimes"),
        sections=listed("topic", "sections"),
        asides=listed("topic", "asides") | listed("topic", "disasters"),
        phrases=frozenset(table["people"]["phrases"].split("|")),
        seats=frozenset(name.strip() for name in table["power"]["seats"].split("|")),
    )
