"""Document -> mentions: the tagger's names and the gazetteer's, joined, each with the role it plays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from geomap.mentions.casing import regular_forms
from geomap.mentions.combine import Combiner, NameSpan
from geomap.mentions.name_index import NameIndex, NameSource, surface
from geomap.mentions.roles import Reading, RoleReader
from geomap.mentions.tagger import CrfTagger, Tagger
from geomap.mentions.tokens import Tokens, tokenize
from geomap.mentions.topic import conflict_sentences
from geomap.mentions.words import read_words
from geomap.model import Document, Mention, MentionKind, Place, Sentence

_KINDS: dict[str, MentionKind] = {"C": "country", "A": "admin1", "D": "admin2", "W": "water", "R": "macro_region"}


class PlaceSource(NameSource, Protocol):
    """What the recognizer needs of a gazetteer."""

    def capital_of(self, place: Place) -> str | None:
        """Return the country whose capital a place is."""
        ...


class Recognizer:
    """
    Finds the place names of documents.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    tagger
        What tags names in running text; the CRF that ships with geomap by default.
    """

    def __init__(self, gazetteer: PlaceSource, tagger: Tagger | None = None) -> None:
        self.gazetteer = gazetteer
        self.names = NameIndex(gazetteer)
        self.tagger = tagger or CrfTagger()
        read_words()  # with the weights, not with the first document

    def find(self, document: Document, sentences: Sequence[Sentence]) -> list[Mention]:
        """
        Find the place names of one document.

        Parameters
        ----------
        document
            What to read.
        sentences
            Its sentences, of `segmentation.split_sentences`.

        Returns
        -------
        mentions
            In text order; spans are code points of `document.text`, end exclusive, and do not overlap.
        """
        tokens = regular_forms(tokenize(document.text, sentences), self.names)
        matches = self.names.matches(tokens)
        entities = self.tagger.tag(tokens, self.names.classes(tokens, matches))
        topic = conflict_sentences(tokens, _paragraphs(document.text, sentences))
        spans = Combiner(tokens, self.names, entities, matches, at_war=any(topic)).spans()
        return self._mentions(document.text, tokens, spans, topic)

    def _mentions(self, text: str, tokens: Tokens, spans: Sequence[NameSpan], topic: Sequence[bool]) -> list[Mention]:
        powers = [self._power(surface(tokens.forms, span.first, span.last), span) for span in spans]
        reader = RoleReader(tokens, spans, powers, topic)
        mentions = []
        index = 0
        for k, span in enumerate(spans):
            while span.first >= tokens.bounds[index][1]:
                index += 1
            mentions.append(_mention(text, tokens, span, reader.read(k, index), index))
        return mentions

    def _power(self, name: str, span: NameSpan) -> str:
        """Tell whether a name can stand for a government: "country", "capital", "seat" or ""."""
        if span.code[:1] == "C":
            return "country"
        if name.lower() in read_words().seats:
            return "seat"
        if span.code[:1] not in {"1", "2", "3"}:
            return ""
        return "capital" if self.names.is_capital(name) else ""


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the index of the first sentence of each paragraph; lines are ones where no blank line sets them apart."""
    gaps = [text.count("\n", one.end, other.start) for one, other in pairwise(sentences)]
    least = 2 if 2 in gaps else 1
    return [0, *(k for k, gap in enumerate(gaps, 1) if gap >= least)] if sentences else []


def _mention(text: str, tokens: Tokens, span: NameSpan, reading: Reading, sentence: int) -> Mention:
    start, end = tokens.start(span.first), tokens.ends[span.last - 1]
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        kind=reading.kind or _KINDS.get(span.code[:1]),
        role=reading.role,
        literal=reading.literal,
        sentence=sentence,
        score=round(span.score, 4),
        reason=reading.reason if not span.reason else f"{reading.reason}; {span.reason}",
    )
