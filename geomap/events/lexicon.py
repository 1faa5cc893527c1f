"""The lexicon file: phrases a person can read and extend, compiled into patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from geomap.events.phrases import LexiconError, Openers, Phrases, PhraseWriter, names
from geomap.model import SUBTYPES, Layer

TOPICS = ("war", "disaster", "civil", "militant", "calamity", "blown")
"""The word lists that say what a whole text is about."""

_BY_WEAPON = "by weapon"


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
    say: Phrases
    needs: Phrases | None = None
    beside: Phrases | None = None
    unless: Phrases | None = None
    weak: bool = False
    noun: bool = False
    names_place: bool = False
    lists: bool = False
    plain: bool = False
    last: bool = False
    parties: int = 0
    rank: int = 0

    def conditions(self) -> list[Phrases]:
        """What must and must not stand beside its words."""
        return [one for one in (self.needs, self.beside, self.unless) if one is not None]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The triggers, the word lists as patterns, which counts a layer can have, and who acts for which state."""

    triggers: tuple[Trigger, ...]
    words: Mapping[str, Phrases]
    counts: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, str]
    actor_names: Phrases
    armed_names: Phrases
    told_by: Mapping[Phrases, int]
    """The number of each trigger, by its telling words."""
    telling_openers: Openers
    openers: Openers
    topic_openers: Openers


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
    shipped = _shipped_actors()
    own = {name.lower(): str(iso) for name, iso in data.get("actors", {}).items()}
    actors = {**{name: iso for name, (iso, _) in shipped.items()}, **own}
    armed = [name for name, (_, kind) in shipped.items() if kind == "armed"] + [name for name in own if not own[name]]
    writer = PhraseWriter({**data.get("words", {}), "armed": armed}, data.get("verbs", {}), source)
    triggers = tuple(_trigger(row, writer, source) for row in data.get("trigger", []))
    words = {name: writer.phrases([f"{{{name}}}"]) for name in data.get("words", {})}
    actor_names, armed_names = names(list(actors)), names(armed)
    asked = (phrases for trigger in triggers for phrases in trigger.conditions())
    return Lexicon(
        triggers=triggers,
        words=words,
        counts={layer: tuple(kinds) for layer, kinds in data.get("counts", {}).items()},
        actors=actors,
        actor_names=actor_names,
        armed_names=armed_names,
        told_by={trigger.say: number for number, trigger in enumerate(triggers)},
        telling_openers=Openers([trigger.say for trigger in triggers]),
        openers=Openers([*asked, *words.values(), actor_names, armed_names]),
        topic_openers=Openers([*(words[name] for name in TOPICS if name in words), armed_names]),
    )


def _trigger(row: Mapping[str, object], writer: PhraseWriter, source: str) -> Trigger:
    layer, subtype = str(row.get("layer")), str(row.get("subtype"))
    known = dict[str, tuple[str, ...]]((key, value) for key, value in SUBTYPES.items())
    if layer not in known or subtype not in (*known[layer], _BY_WEAPON):
        raise LexiconError(f"{source}: trigger of layer {layer!r}, subtype {subtype!r}: not in {sorted(known)}")
    phrases = {key: _phrases(row, key, source) for key in ("say", "needs", "beside", "unless")}
    return Trigger(
        name=f"{layer}/{subtype}",
        layer=layer,  # type: ignore[arg-type]  # checked above
        subtype=subtype,
        say=writer.phrases(phrases["say"]),
        needs=writer.phrases(phrases["needs"]) if phrases["needs"] else None,
        beside=writer.phrases(phrases["beside"]) if phrases["beside"] else None,
        unless=writer.phrases(phrases["unless"]) if phrases["unless"] else None,
        weak=bool(row.get("weak", False)),
        noun=bool(row.get("noun", False)),
        names_place=bool(row.get("names_place", False)),
        lists=bool(row.get("lists", False)),
        plain=bool(row.get("plain", False)),
        last=bool(row.get("last", False)),
        parties=int(str(row.get("parties", 0))),
        rank=int(str(row.get("rank", 0))),
    )


def _phrases(row: Mapping[str, object], key: str, source: str) -> list[str]:
    phrases = row.get(key, [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise LexiconError(f"{source}: {key!r} must be a list of phrases, not {phrases!r}")
    return phrases
