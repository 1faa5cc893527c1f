"""Texts in odd casing: headlines in capitals and messages in lower case, brought to ordinary casing for reading."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from geomap.mentions.tokens import Tokens
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
    for begin, stop in tokens.bounds:
        if _is_shouted(forms[begin:stop]):
            forms[begin:stop] = [_calmed(form) for form in forms[begin:stop]]
    tokens = replace(tokens, forms=forms)
    return _with_capitals(tokens, names) if _is_lower(forms) else tokens


def _is_shouted(forms: list[str]) -> bool:
    words = [form for form in forms if len(form) > 1 and form.isalpha()]
    upper = sum(form.isupper() for form in words)
    return len(words) > 2 and upper >= _SHOUTED * len(words)


def _calmed(form: str) -> str:
    """Title case for a word in capitals; function words and kinds of places in lower case."""
    if not form.isupper() or "." in form or (len(form) < _LONG and form.lower() not in read_words().common):
        return form
    lower = form.lower()
    return lower if lower in read_words().common or lower in read_words().speech else form[0] + lower[1:]


def _is_lower(forms: list[str]) -> bool:
    words = [form for form in forms if len(form) > 2 and form[0].isalpha()]
    capitalised = sum(not form[0].islower() for form in words)
    return len(words) >= 5 and capitalised <= _FEW_CAPITALS * len(words)


def _with_capitals(tokens: Tokens, names: KnowsNames) -> Tokens:
    words = read_words()
    forms = list(tokens.forms)
    for begin, stop in tokens.bounds:
        i = begin
        while i < stop:
            end = names.longest(forms, i, stop) if len(forms[i]) > 3 and forms[i] not in words.common else i
            if end == i or (end == i + 1 and (forms[i] in words.kinds or forms[i] in words.speech)):
                i += 1
                continue
            forms[i:end] = [form[0].upper() + form[1:] for form in forms[i:end]]
            i = end
    return replace(tokens, forms=forms)
