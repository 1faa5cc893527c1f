"""Whether a document, and each of its sentences, is about armed conflict: elsewhere a place is only context."""

from __future__ import annotations

from geomap.mentions.tokens import Tokens
from geomap.mentions.words import read_words

_SOFT = 0.5  # weight of a word of violence that other matters use too
_ASIDE = 1.3  # how much more such words must be than those of other matters
_FEW = 1  # words of other matters that a text with no word of war may have


def conflict_sentences(tokens: Tokens) -> list[bool]:
    """
    Return for each sentence whether what it places can be an event of a conflict.

    A document with hardly a word of war has none ("a hostile takeover", "a shoot-out" after a match are none); in
    another, sentences about an earthquake, an epidemic, a match or a market have none unless they speak of war too.
    """
    words = read_words()
    lowered = list(map(str.lower, tokens.forms))
    war = sum(map(words.war.__contains__, lowered))
    violence = war + _SOFT * sum(map(words.violence.__contains__, lowered))
    asides = sum(map(words.asides.__contains__, lowered)) if violence >= 1 else 0
    if violence <= _ASIDE * asides or violence < 1 or (not war and asides > _FEW):
        return [False] * len(tokens.bounds)
    hard = words.war | words.violence
    return [
        words.disasters.isdisjoint(lowered[begin:stop]) or not hard.isdisjoint(lowered[begin:stop])
        for begin, stop in tokens.bounds
    ]
