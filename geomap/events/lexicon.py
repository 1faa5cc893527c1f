"""The lexicon file: phrases a person can read and extend, compiled into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from geomap.events.phrases import LexiconError, Openers, Phrases, PhraseWriter, names
from geomap.model import SUBTYPES, Layer, QuantityKind

TOPICS = ("war", "disaster", "civil", "militant", "calamity", "blown")
"""The word lists that say what a whole text is about."""

_BY_WEAPON = "by weapon"
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("layer", "subtype"), str),
    **dict.fromkeys(("say", "needs", "beside", "unless"), list),
    **dict.fromkeys(("weak", "noun", "names_place", "lists", "plain", "last"), bool),
    **dict.fromkeys(("parties", "rank"), int),
}
"""What a trigger can have, and of which kind."""
_PARTS = ("words", "verbs", "counts", "actors", "trigger")
_ISO = re.compile(r"[A-Z]{2}")
_WRITTEN = ("say", "needs", "beside", "unless")


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
        A TOML file laid out as geomap/data/lexicon.toml; None for that file itself. Its triggers and words are added to
        geomap's, or with `replace = true` at its head stand in place of them; a word list, verb, count or actor that it
        does not have is geomap's own.

    Returns
    -------
    lexicon
        Ready for `read_events`.

    Raises
    ------
    LexiconError
        If the file cannot be read, is no TOML in UTF-8, has a phrase that cannot be read, or names what geomap does not
        know: a part, a field, a layer, a subtype, a word list, a kind of count.
    """
    if path is None:
        return _shipped()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is no UTF-8: {error}; save it as UTF-8") from error
    except OSError as error:
        raise LexiconError(f"{path} cannot be read: {error.strerror}") from error
    own, replaces = _parsed(text, str(path))
    return _compile(_with_shipped(own, replaces=replaces), str(path))


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    return _compile(_parsed(_shipped_text(), "lexicon.toml")[0], "lexicon.toml")


def _shipped_text() -> str:
    return (resources.files("geomap") / "data" / "lexicon.toml").read_text(encoding="utf-8")


def _parsed(text: str, source: str) -> tuple[dict[str, Any], bool]:
    """A lexicon's parts, and whether they stand in place of the shipped ones."""
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise LexiconError(f"{source} is no readable TOML: its brackets stand too deep") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{source} is no readable TOML: {error}") from error
    replaces = data.pop("replace", False)
    if not isinstance(replaces, bool):
        raise LexiconError(f"{source}: replace = {replaces!r}: true, or left out")
    for part in data:
        if part not in _PARTS:
            raise LexiconError(f"{source}: no part of a lexicon is called {part!r}; there are {', '.join(_PARTS)}")
        if not isinstance(data[part], list if part == "trigger" else dict):
            begin = "[[trigger]]" if part == "trigger" else f"[{part}]"
            raise LexiconError(f"{source}: the part {part!r} is laid out otherwise; it begins with {begin}")
    _check_tables(data, source)
    return data, replaces


def _check_tables(data: dict[str, Any], source: str) -> None:
    for row in data.get("trigger", []):
        if not isinstance(row, dict):
            raise LexiconError(f"{source}: trigger = {row!r}: a trigger is a table that begins with [[trigger]]")
    for name, phrases in data.get("words", {}).items():
        _check_list(f"{source}: the word list {name!r}", phrases)
        data["words"][name] = [phrase.lower() for phrase in phrases]
    for layer, kinds in data.get("counts", {}).items():
        _check_list(f"{source}: the counts of {layer!r}", kinds)
        wrong = [kind for kind in kinds if kind not in get_args(QuantityKind)]
        if wrong or layer not in SUBTYPES:
            raise LexiconError(f"{source}: [counts] {layer} = {kinds!r}: no such layer, or no such kind as {wrong}")
    for verb, forms in data.get("verbs", {}).items():
        if not isinstance(forms, str) or not forms.split():
            raise LexiconError(f'{source}: [verbs] {verb} = {forms!r}: the forms of the past, as in "fell fallen"')


def _with_shipped(data: dict[str, Any], *, replaces: bool) -> dict[str, Any]:
    shipped = tomllib.loads(_shipped_text())
    own = data.get("words", {})
    whole = dict(data)
    for part in ("words", "verbs", "counts"):
        whole[part] = {**shipped[part], **data.get(part, {})}
    if not replaces:
        whole["words"] |= {name: [*shipped["words"].get(name, ()), *phrases] for name, phrases in own.items()}
        whole["trigger"] = [*shipped["trigger"], *data.get("trigger", [])]
    return whole


def _check_list(what: str, found: object) -> None:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise LexiconError(f"{what} must be a list of phrases, not {found!r}")


@lru_cache(maxsize=1)
def _shipped_actors() -> Mapping[str, tuple[str, str]]:
    """Name in small letters -> ISO 3166-1 alpha-2 of the state behind it, empty for none, and its kind."""
    rows = (resources.files("geomap") / "data" / "lexicon_actors.csv").read_text(encoding="utf-8").splitlines()
    found = (row.split(",") for row in rows[1:] if row and not row.startswith("#"))
    return {name.strip().lower(): (iso.strip(), kind.strip()) for name, iso, kind in found}


def _compile(data: Mapping[str, Any], source: str) -> Lexicon:
    shipped = _shipped_actors()
    own = {name.lower(): iso for name, iso in data.get("actors", {}).items()}
    for name, iso in own.items():
        if not isinstance(iso, str) or (iso and not _ISO.fullmatch(iso)):
            raise LexiconError(f'{source}: [actors] {name!r} = {iso!r}: a code such as "UA", or "" for no state')
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


def _trigger(row: Mapping[str, Any], writer: PhraseWriter, source: str) -> Trigger:
    layer, subtype = str(row.get("layer")), str(row.get("subtype"))
    what = f"{source}: trigger of layer {layer!r}, subtype {subtype!r}"
    known = dict[str, tuple[str, ...]]((key, value) for key, value in SUBTYPES.items())
    if layer not in known or subtype not in (*known[layer], _BY_WEAPON):
        raise LexiconError(f"{what}: not in {sorted(known)}")
    if subtype == _BY_WEAPON and layer != "strike":
        raise LexiconError(f"{what}: only a strike is told apart by its weapon; there are {', '.join(known[layer])}")
    for field, value in row.items():
        if field not in _KINDS:
            raise LexiconError(f"{what}: no field is called {field!r}; there are {', '.join(_KINDS)}")
        if _KINDS[field] is list:
            _check_list(f"{what}: {field!r}", value)
        elif type(value) is not _KINDS[field]:
            raise LexiconError(f"{what}: {field!r} must be of kind {_KINDS[field].__name__}, not {value!r}")
    if not row.get("say"):
        raise LexiconError(f"{what}: 'say' must have a phrase that tells it")
    written = {key: writer.phrases([text.lower() for text in row[key]]) for key in _WRITTEN if row.get(key)}
    plain = {key: value for key, value in row.items() if _KINDS[key] in (bool, int)}
    return Trigger(f"{layer}/{subtype}", layer, subtype, **written, **plain)  # type: ignore[arg-type]  # checked above
