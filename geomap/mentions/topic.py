"""Whether a document, and each of its sentences, is about armed conflict: elsewhere a place is only context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from geomap.mentions.role_words import MONTHS
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import read_words

_SOFT = 0.5  # weight of a word of violence, or of crime, that other matters use too
_ASIDE = 1.3  # how much more such words must be than those of other matters
_FEW = 1  # words of other matters that a text with no word of war may have
_TOKENS = 150  # tokens for which a text must have one word of war
_ENOUGH = 4.0  # weight of words of war that is enough for a text of any length
_PAST = range(1000, 1975)  # years of which a sentence tells no news
_STOPS = frozenset(". , ; : )".split())


def conflict_sentences(tokens: Tokens) -> list[bool]:
    """
    Return for each sentence whether what it places can be an event of a conflict.

    A document with hardly a word of war for its length has none ("a hostile takeover", "a shoot-out" after a match are
    none); in another, sentences about an earthquake, an epidemic, a match or a market have none unless they speak of
    war too, and sentences dated before 1975. In a text of a sentence or two one word of violence is enough.
    """
    words = read_words()
    lowered = tokens.lowers
    counts = Counter(lowered)
    war = _count(counts, words.war)
    violence = war + _SOFT * _count(counts, words.violence)
    asides = _count(counts, words.asides) + _SOFT * _count(counts, words.crimes) if violence else 0
    least = min(max(len(lowered) / _TOKENS, _SOFT), _ENOUGH)
    if violence < least or violence <= _ASIDE * asides or (not war and asides > _FEW):
        return [False] * len(tokens.bounds)
    hard = words.war | words.violence
    told = [lowered[begin:stop] for begin, stop in tokens.bounds]
    dated = any(map(_is_past, counts))
    return [
        (words.disasters.isdisjoint(one) or not hard.isdisjoint(one)) and not (dated and _is_history(one))
        for one in told
    ]


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
