"""The tagger: names of places, people and organisations in running text, by a linear-chain CRF that ships here."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, cast

from geomap.mentions.features import run_features
from geomap.mentions.tokens import Run, Tokens, name_runs
from geomap.mentions.words import read_words

EntityLabel = Literal["LOC", "FAC", "NORP", "PER", "ORG"]
"""A place, a site, a people or nationality, a person, an organisation."""


class Entity(NamedTuple):
    """Tokens `[first, last)` tagged as one name; `score` is the tagger's trust in it, 0 to 1."""

    first: int
    last: int
    label: EntityLabel
    score: float


class Tagger(Protocol):
    """Finds names; whatever offers `tag` can stand in for the CRF."""

    def tag(self, tokens: Tokens, classes: Sequence[str]) -> list[Entity]:
        """
        Return the names of a document in text order, none overlapping.

        Parameters
        ----------
        tokens
            Tokens of the document.
        classes
            For each token "" or a short code of what the gazetteer knows under that name.
        """
        ...


def decode(labels: Sequence[str], scores: Sequence[float], offset: int) -> list[Entity]:
    """Join BIO labels of one run into entities; `offset` is its first token, an entity scores as its worst token."""
    entities: list[Entity] = []
    for i, label in enumerate(labels):
        if label == "O":
            continue
        kind = cast(EntityLabel, label[2:])
        if label[0] == "I" and entities and entities[-1].last == offset + i and entities[-1].label == kind:
            previous = entities.pop()
            entities.append(Entity(previous.first, offset + i + 1, kind, min(previous.score, scores[i])))
        else:
            entities.append(Entity(offset + i, offset + i + 1, kind, scores[i]))
    return entities


class CrfTagger:
    """
    A linear-chain CRF (CRFsuite), trained by scripts/train_tagger.py; the model card is in geomap/data.

    Parameters
    ----------
    path
        Weights in CRFsuite's format; the ones that ship with geomap by default.
    """

    def __init__(self, path: Path | None = None) -> None:
        import pycrfsuite  # noqa: PLC0415 - loaded when something is tagged, not on import

        self._tagger = pycrfsuite.Tagger()
        if path is not None:
            self._tagger.open(str(path))
            return
        with as_file(files("geomap.data").joinpath("tagger.crfsuite")) as shipped:
            self._weights = shipped.read_bytes()  # CRFsuite reads from these bytes, and does not keep them alive
        self._tagger.open_inmemory(self._weights)

    def tag(self, tokens: Tokens, classes: Sequence[str]) -> list[Entity]:
        """Return the names of a document in text order; see `Tagger`."""
        written = frozenset(tokens.forms)
        entities: list[Entity] = []
        tagger = self._tagger
        for run in name_runs(tokens):
            if run.last == run.first + 1 and _is_plain(tokens, run, written, classes):
                continue
            tagger.set(run_features(tokens, run, written, classes))
            labels = tagger.tag()
            if labels.count("O") == len(labels):
                continue
            scores = [tagger.marginal(label, i) if label != "O" else 1.0 for i, label in enumerate(labels)]
            entities += decode(labels, scores, run.first)
        return entities


def _is_plain(tokens: Tokens, run: Run, written: frozenset[str], classes: Sequence[str]) -> bool:
    """Whether a run is but an ordinary word, or opens a sentence and is elsewhere in lower case: it names no place."""
    if classes[run.first]:
        return False
    word = tokens.lowers[run.first]
    shouted = tokens.forms[run.first].isupper()  # "US" is no pronoun
    return (word in read_words().ordinary and not shouted) or (run.first == run.begin and word in written)
