"""What the tagger sees of a token: short strings, cached a word, so that a token costs a few list joins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from geomap.mentions.tokens import Tokens
from geomap.mentions.words import read_words


class WordFeatures(NamedTuple):
    """Features that one word gives at its own place (`here`) and to its neighbours at distance 1 and 2."""

    shape: str
    here: tuple[str, ...]
    before: tuple[str, ...]
    before2: tuple[str, ...]
    after: tuple[str, ...]
    after2: tuple[str, ...]


_EDGE = "\x00"


def shape_of(form: str) -> str:
    """Return a word's shape in one to three characters: "X" all capitals, "Xx" capitalised, "x" lower, "d" digits."""
    if form.isdigit():
        return "d"
    if form.islower():
        return "x"
    if "." in form and len(form) > 1:
        return "X."
    if form.isupper():
        return "I" if len(form) == 1 else "X"
    if form[0].isupper():
        return "Xx" if form[1:].islower() else "XxX"
    return form if len(form) == 1 else "m"


def _flags(lower: str) -> str:
    words = read_words()
    bare = lower.rstrip(".")
    marks = (
        ("t", bare in words.titles),
        ("o", lower in words.organisations),
        ("k", lower in words.kinds),
        ("s", lower in words.speech),
        ("p", lower in words.place_prepositions),
        ("d", lower in words.directions),
        ("g", lower in words.given_names),
        ("c", lower in words.common),
    )
    return "".join(mark for mark, holds in marks if holds)


@lru_cache(maxsize=50_000)
def word_features(form: str) -> WordFeatures:
    """Return the features of a word in ordinary casing."""
    if form == _EDGE:
        return WordFeatures("#", ("#",), ("a#",), ("b#",), ("c#",), ("d#",))
    lower = form.lower().replace("\u2019", "'")
    shape = shape_of(form)
    flags = _flags(lower)
    here = (f"w{lower}", f"h{shape}{flags}", f"p{lower[:3]}", f"t{lower[-3:]}", f"u{lower[-4:]}")
    return WordFeatures(
        shape,
        here,
        (f"a{lower}", f"A{shape}{flags}"),
        (f"b{lower}",),
        (f"c{lower}", f"C{shape}{flags}", f"E{lower[-3:]}"),
        (f"d{lower}",),
    )


def run_features(
    tokens: Tokens, run: tuple[int, int], bounds: tuple[int, int], lowered: frozenset[str], classes: Sequence[str]
) -> list[list[str]]:
    """
    Return one list of features for each token of a run.

    Parameters
    ----------
    tokens
        Tokens of the document.
    run
        First and one-past-last token, of `name_runs`.
    bounds
        First and one-past-last token of the run's sentence.
    lowered
        Words that the document also writes in lower case.
    classes
        What the gazetteer knows of each token of the document: "" or a short code.
    """
    first, last = run
    begin, stop = bounds
    forms = tokens.forms
    window = [
        word_features(forms[i]) if begin <= i < stop else word_features(_EDGE) for i in range(first - 2, last + 2)
    ]
    rows = []
    for i in range(first, last):
        at = i - first + 2
        word, left, right = window[at], window[at - 1], window[at + 1]
        row = [*word.here, *left.before, *window[at - 2].before2, *right.after, *window[at + 2].after2]
        row.append(f"S{left.shape}{word.shape}{right.shape}")
        code = classes[i]
        if code:
            row.append("G" + code)
            row.append("H" + code + left.before[0])
            row.append("J" + code + right.after[0])
        if i + 1 < stop and classes[i + 1]:
            row.append("K" + classes[i + 1])
        if i > begin and classes[i - 1]:
            row.append("L" + classes[i - 1])
        if forms[i].lower() in lowered:
            row.append("l")
        if i == begin:
            row.append("^" + code)
        rows.append(row)
    return rows
