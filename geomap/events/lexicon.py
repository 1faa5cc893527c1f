"""The lexicon file: phrases a person can read and extend, compiled into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from geomap.errors import GeomapError
from geomap.model import SUBTYPES, Layer

_GAP = r"(?:[^\s;:]+\s+){0,10}?"
_NUMBER = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|"
    r"several|some|many)"
)
_BY_WEAPON = "by weapon"


class LexiconError(GeomapError, ValueError):
    """A lexicon file cannot be used: the message names the trigger and what would be right."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    One way of telling an event.

    `say`, `needs`, `beside` and `unless` are patterns over small letters: the telling words, what the sentence must
    hold, what the clause must not hold; see the head of lexicon.toml.
    """

    name: str
    layer: Layer
    subtype: str
    say: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    weak: bool = False
    noun: bool = False
    names_place: bool = False
    lists: bool = False
    plain: bool = False
    parties: int = 0
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The triggers, the word lists as patterns, which counts a layer can have, and who acts for which state."""

    triggers: tuple[Trigger, ...]
    words: Mapping[str, re.Pattern[str]]
    counts: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, str]
    actor_names: re.Pattern[str]
    armed_names: re.Pattern[str]


def read_lexicon(path: Path | str | None = None) -> Lexicon:
    """
    Read a lexicon file and compile its phrases.

    Parameters
    ----------
    path
        A TOML file laid out as geomap/data/lexicon.toml; None for that file itself.

    Returns
    -------
    lexicon
        Ready for `read_events`.

    Raises
    ------
    LexiconError
        If the file is no TOML, or a trigger names an unknown layer, subtype or word list.
    """
    if path is None:
        return _shipped()
    return _compile(Path(path).read_text(encoding="utf-8"), str(path))


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    folder = resources.files("geomap") / "data"
    return _compile((folder / "lexicon.toml").read_text(encoding="utf-8"), "lexicon.toml")


@lru_cache(maxsize=1)
def _shipped_actors() -> Mapping[str, tuple[str, str]]:
    """Name in small letters -> ISO 3166-1 alpha-2 of the state behind it, empty for none, and its kind."""
    rows = (resources.files("geomap") / "data" / "lexicon_actors.csv").read_text(encoding="utf-8").splitlines()
    found = (row.split(",") for row in rows[1:] if row and not row.startswith("#"))
    return {name.strip().lower(): (iso.strip(), kind.strip()) for name, iso, kind in found}


def _compile(text: str, source: str) -> Lexicon:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{source} is no readable TOML: {error}") from error
    lists = _WordLists(data.get("words", {}), source)
    shipped = _shipped_actors()
    own = {name.lower(): str(iso) for name, iso in data.get("actors", {}).items()}
    actors = {**{name: iso for name, (iso, _) in shipped.items()}, **own}
    armed = [name for name, (_, kind) in shipped.items() if kind == "armed"] + [name for name in own if not own[name]]
    names = sorted(actors, key=len, reverse=True)
    return Lexicon(
        triggers=tuple(_trigger(row, lists, source) for row in data.get("trigger", [])),
        words={name: lists.pattern([f"{{{name}}}"]) for name in data.get("words", {})},
        counts={layer: tuple(kinds) for layer, kinds in data.get("counts", {}).items()},
        actors=actors,
        actor_names=_any_of(names),
        armed_names=_any_of(sorted(armed, key=len, reverse=True)),
    )


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def _trigger(row: Mapping[str, object], lists: _WordLists, source: str) -> Trigger:
    layer, subtype = str(row.get("layer")), str(row.get("subtype"))
    known = dict[str, tuple[str, ...]]((key, value) for key, value in SUBTYPES.items())
    if layer not in known or subtype not in (*known[layer], _BY_WEAPON):
        raise LexiconError(f"{source}: trigger of layer {layer!r}, subtype {subtype!r}: not in {sorted(known)}")
    phrases = {key: _phrases(row, key, source) for key in ("say", "needs", "beside", "unless")}
    return Trigger(
        name=f"{layer}/{subtype}",
        layer=layer,  # type: ignore[arg-type]  # checked above
        subtype=subtype,
        say=lists.pattern(phrases["say"]),
        needs=lists.pattern(phrases["needs"]) if phrases["needs"] else None,
        beside=lists.pattern(phrases["beside"]) if phrases["beside"] else None,
        unless=lists.pattern(phrases["unless"]) if phrases["unless"] else None,
        weak=bool(row.get("weak", False)),
        noun=bool(row.get("noun", False)),
        names_place=bool(row.get("names_place", False)),
        lists=bool(row.get("lists", False)),
        plain=bool(row.get("plain", False)),
        parties=int(str(row.get("parties", 0))),
        rank=int(str(row.get("rank", 0))),
    )


def _phrases(row: Mapping[str, object], key: str, source: str) -> list[str]:
    phrases = row.get(key, [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise LexiconError(f"{source}: {key!r} must be a list of phrases, not {phrases!r}")
    return phrases


class _WordLists:
    """The named lists of a file, opened up inside phrases."""

    def __init__(self, lists: Mapping[str, Sequence[str]], source: str) -> None:
        self._lists = lists
        self._source = source
        self._opened: dict[str, str] = {}

    def pattern(self, phrases: Sequence[str]) -> re.Pattern[str]:
        """Any of the phrases, as whole words."""
        return re.compile(r"(?<!\w)(?:" + "|".join(self._phrase(phrase) for phrase in phrases) + r")(?!\w)")

    def _phrase(self, phrase: str) -> str:
        out, glue = "", ""
        for piece in _PIECE.findall(phrase):
            if piece == "...":
                glue = r",?\s+" + _GAP if out else ""
            elif piece in ")|":
                out, glue = out + piece, r"\s+" if piece == ")" else ""
            elif piece == "(":
                out, glue = out + glue + "(?:", ""
            elif piece == "[":
                out, glue = out + "(?:" + glue, ""
            elif piece == "]":
                out, glue = out + ")?", r"\s+"
            else:
                out, glue = out + glue + self._word(piece), r"\s+"
        return out

    def _word(self, word: str) -> str:
        if word.startswith("{"):
            return self._list(word[1:-1])
        if word == "#":
            return _NUMBER
        if word.startswith("*"):
            return r"\w*"
        return re.escape(word).replace(r"\*", r"\w*").replace(r"\-", r"[\s-]")

    def _list(self, name: str) -> str:
        if name not in self._opened:
            if name not in self._lists:
                raise LexiconError(f"{self._source}: no word list is named {name!r}; there are {sorted(self._lists)}")
            self._opened[name] = "(?:" + "|".join(self._phrase(phrase) for phrase in self._lists[name]) + ")"
        return self._opened[name]


_PIECE = re.compile(r"\.\.\.|\{\w+\}|[()|\[\]]|[^\s()|\[\]{}]+")
