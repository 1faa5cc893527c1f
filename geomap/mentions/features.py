"""What the tagger sees of a token: short byte strings, cached a word, so that a token costs a few list joins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from geomap.mentions.tokens import Tokens
from geomap.mentions.words import read_words


class WordFeatures(NamedTuple):
    """Features that one word gives at its own place (`here`) and to its neighbours."""

    shape: bytes
    here: tuple[bytes, ...]
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]


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


@cache
def _marks() -> dict[str, str]:
    """Return each listed word's flags, one letter a list; titles, which may have a full stop, are told apart."""
    words = read_words()
    lists = (
        ("o", words.organisations),
        ("k", words.kinds),
        ("s", words.speech),
        ("p", words.place_prepositions),
        ("d", words.directions),
        ("g", words.given_names),
        ("c", words.common),
    )
    marks: dict[str, str] = {}
    for mark, listed in lists:
        for word in listed:
            marks[word] = marks.get(word, "") + mark
    return marks


def _flags(lower: str) -> str:
    title = "t" if lower.rstrip(".") in read_words().titles else ""
    return title + _marks().get(lower, "")


@lru_cache(maxsize=50_000)
def word_features(form: str) -> WordFeatures:
    """Return the features of a word in ordinary casing."""
    if form == _EDGE:
        return WordFeatures(b"#", (b"#",), (b"a#",), (b"c#",))
    lower = form.lower().replace("\u2019", "'")
    shape = shape_of(form)
    flags = _flags(lower)
    look = f"{shape}{flags}"
    return WordFeatures(
        shape.encode(),
        _encoded(f"w{lower}", f"h{look}", f"p{lower[:3]}", f"t{lower[-3:]}"),
        _encoded(f"a{lower}", f"A{look}"),
        _encoded(f"c{lower}", f"C{look}"),
    )


def _encoded(*features: str) -> tuple[bytes, ...]:
    """CRFsuite reads bytes; encoding once a word saves it once a token."""
    return tuple(feature.encode("utf-8", "replace") for feature in features)


def run_features(
    tokens: Tokens, run: tuple[int, int], bounds: tuple[int, int], lowered: frozenset[str], classes: Sequence[str]
) -> list[list[bytes]]:
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
        word_features(forms[i]) if begin <= i < stop else word_features(_EDGE) for i in range(first - 1, last + 1)
    ]
    rows = []
    for i in range(first, last):
        at = i - first + 1
        word, left, right = window[at], window[at - 1], window[at + 1]
        row = [*word.here, *left.before, *right.after]
        row.append(b"S" + left.shape + word.shape + right.shape)
        code = classes[i].encode()
        if code:
            row.append(b"G" + code)
            row.append(b"H" + code + left.before[0])
            row.append(b"J" + code + right.after[0])
        if i + 1 < stop and classes[i + 1]:
            row.append(b"K" + classes[i + 1].encode())
        if i > begin and classes[i - 1]:
            row.append(b"L" + classes[i - 1].encode())
        if forms[i].lower() in lowered:
            row.append(b"l")
        if i == begin:
            row.append(b"^" + code)
        rows.append(row)
    return rows
