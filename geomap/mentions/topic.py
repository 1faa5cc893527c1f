"""Whether a document, and each of its sentences, is about armed conflict: elsewhere a place is only context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, pairwise

from geomap.mentions.role_words import MONTHS
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import read_words

_SOFT = 0.5  # weight of a word of violence, or of crime, that other matters use too
_WHOLE = 1.0  # of a word of war, or of other matters
_ASIDE = 1.3  # how much more such words must be than those of other matters
_FEW = 1  # words of other matters that a text with no word of war may have
_TOKENS = 150  # tokens for which a text must have one word of war
_ENOUGH = 4.0  # weight of words of war that is enough for a text of any length
_PAST = range(1000, 1975)  # years of which a sentence tells no news
_HEADING = 4  # tokens that a heading has at most
_STOPS = frozenset(". , ; : )".split())


def conflict_sentences(tokens: Tokens, paragraphs: Sequence[int] = ()) -> list[bool]:
    """
    Return for each sentence whether what it places can be an event of a conflict.

    A document with hardly a word of war for its length has none ("a hostile takeover", "a shoot-out" after a match are
    none); in another, what stands below a heading such as "Sport", paragraphs and sentences about an earthquake, a
    match, a vote or a market have none unless they speak more of war, and sentences dated before 1975. In a text of a
    sentence or two one word of violence is enough.

    Parameters
    ----------
    tokens
        Tokens of the document.
    paragraphs
        Index of the first sentence of each paragraph, from 0; without it the document is one.
    """
    words = read_words()
    told = [tokens.lowers[begin:stop] for begin, stop in tokens.bounds]
    counts = Counter(tokens.lowers)
    war = _count(counts, words.war)
    violence = war + _SOFT * _count(counts, words.violence)
    least = min(max(len(tokens.lowers) / _TOKENS, _SOFT), _ENOUGH)
    if violence < least or _is_aside(counts, _SOFT):
        return [False] * len(told)
    hard = words.war | words.violence
    dated = any(map(_is_past, counts))
    of_war = [
        (words.asides.isdisjoint(one) or not hard.isdisjoint(one)) and not (dated and _is_history(one)) for one in told
    ]
    section = False
    for first, last in pairwise((*paragraphs, len(told))):
        if last == first + 1 and len(told[first]) <= _HEADING and told[first][-1] not in _STOPS:
            section = not words.sections.isdisjoint(told[first])
        if section or _is_aside(Counter(chain.from_iterable(told[first:last])), _WHOLE):
            of_war[first:last] = [False] * (last - first)
    return of_war


def _is_aside(counts: Counter[str], least: float) -> bool:
    """Whether a text speaks more of other matters than of war, if it has their words in this weight at least."""
    words = read_words()
    war = _count(counts, words.war)
    violence = war + _SOFT * _count(counts, words.violence)
    asides = _count(counts, words.asides) + _SOFT * _count(counts, words.crimes)
    return (asides >= least and violence <= _ASIDE * asides) or (not war and asides > _FEW)


def _count(counts: Counter[str], words: AbstractSet[str]) -> int:
    return sum(counts[word] for word in counts.keys() & words)


def _is_past(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and int(word) in _PAST


def _is_history(lowered: Sequence[str]) -> bool:
    """Whether a sentence names a year long past: "in 1916", "September 1812", "of 1941."."""
    for i in range(1, len(lowered)):
        if _is_past(lowered[i]):
            before, after = lowered[i - 1], lowered[i + 1] if i + 1 < len(lowered) else "."
            if before in MONTHS or (before in {"in", "of", "since"} and after in _STOPS) or (before == "in" and i == 1):
                return True
    return False
