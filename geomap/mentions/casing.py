"""Texts in odd casing: headlines in capitals and messages in lower case, brought to ordinary casing for reading."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Protocol

from geomap.mentions.tokens import Tokens, capital_indexes
from geomap.mentions.words import read_words

_SHOUTED = 0.7  # share of upper-case letters from which a sentence is in capitals
_LONG = 4  # shorter words of a sentence in capitals may be acronyms
_FEW_CAPITALS = 0.02  # share of capitalised words below which a whole text is in lower case


class KnowsNames(Protocol):
    """Tells whether some words are a place's name; the name index does."""

    def longest(self, forms: list[str], first: int, last: int) -> int:
        """Return one past the last token of the longest place name that begins at `first`, or `first` if none."""
        ...


def regular_forms(tokens: Tokens, names: KnowsNames) -> Tokens:
    """
    Return the tokens with `forms` in ordinary casing; texts and offsets stay as they are.

    A sentence in capitals is read in title case. Where nearly no word of a document is capitalised, place names are,
    unless they are also ordinary words.
    """
    forms = list(tokens.texts)
    shouted = [i for i in tokens.capitals if forms[i].isupper()]
    for begin, stop in tokens.bounds:
        if bisect_left(shouted, stop) - bisect_left(shouted, begin) > 2 and _is_shouted(forms[begin:stop]):
            forms[begin:stop] = [_calmed(form) for form in forms[begin:stop]]
    if _may_be_lower(tokens) and _is_lower(forms):
        _raise_names(forms, tokens.bounds, names)
    if forms == tokens.texts:
        return tokens
    return replace(tokens, forms=forms, lowers=list(map(str.lower, forms)), capitals=capital_indexes(forms))


def _is_shouted(forms: list[str]) -> bool:
    words = [form for form in forms if len(form) > 1 and form.isalpha()]
    upper = sum(map(str.isupper, words))
    return len(words) > 2 and upper >= _SHOUTED * len(words)


def _calmed(form: str) -> str:
    """Title case for a word in capitals; verbs, function words and kinds of places in lower case."""
    if not form.isupper() or "." in form:
        return form
    words, lower = read_words(), form.lower()
    plain = lower in words.ordinary or lower in words.speech or lower in words.harm or lower in words.war
    if plain or lower in words.place_prepositions:
        return lower
    return form if len(form) < _LONG else form[0] + lower[1:]


def _may_be_lower(tokens: Tokens) -> bool:
    """Whether long capitalised words are few enough as they are written, or in capitals; cheaper than to count all."""
    texts = tokens.texts
    long = sum(len(texts[i]) > 2 and not texts[i].isupper() for i in tokens.capitals)
    return long <= _FEW_CAPITALS * len(texts)


def _is_lower(forms: list[str]) -> bool:
    words = [form for form in forms if len(form) > 2 and form[0].isalpha()]
    capitalised = sum(not form[0].islower() for form in words)
    return len(words) >= 5 and capitalised <= _FEW_CAPITALS * len(words)


def _raise_names(forms: list[str], bounds: list[tuple[int, int]], names: KnowsNames) -> None:
    """Capitalise, in place, the place names of a text in lower case."""
    words = read_words()
    for begin, stop in bounds:
        i = begin
        while i < stop:
            end = names.longest(forms, i, stop) if len(forms[i]) > 3 and forms[i] not in words.ordinary else i
            if end == i or (end == i + 1 and forms[i] in words.speech):
                i += 1
                continue
            forms[i:end] = [form[0].upper() + form[1:] for form in forms[i:end]]
            i = end
