"""What the tagger sees of a token: short byte strings, cached a word, so that a token costs a few list joins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from geomap.mentions.tokens import Run, Tokens
from geomap.mentions.words import read_words

_EDGE_BEFORE, _EDGE_AFTER = (b"a#",), (b"c#",)  # what stands before and after a sentence


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
    """Return each listed word's flags, one letter a list; a title may have a full stop."""
    words = read_words()
    lists = (
        ("t", words.titles | {f"{title}." for title in words.titles}),
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


@lru_cache(maxsize=50_000)
def _word_and_look(form: str) -> tuple[bytes, bytes]:
    """Return a word in lower case, and its shape with its flags."""
    lower = form.lower().replace("\u2019", "'")
    look = shape_of(form) + _marks().get(lower, "")
    return lower.encode("utf-8", "replace"), look.encode("utf-8", "replace")


@lru_cache(maxsize=50_000)
def own_features(form: str) -> tuple[bytes, ...]:
    """Return what a word in ordinary casing says of itself: the word, its look, its beginning and end."""
    word, look = _word_and_look(form)
    return b"w" + word, b"h" + look, b"p" + word[:3], b"t" + word[-3:]


@lru_cache(maxsize=50_000)
def features_before(form: str) -> tuple[bytes, ...]:
    """Return what a word says of the token behind it."""
    word, look = _word_and_look(form)
    return b"a" + word, b"A" + look


@lru_cache(maxsize=50_000)
def features_after(form: str) -> tuple[bytes, ...]:
    """Return what a word says of the token before it."""
    word, look = _word_and_look(form)
    return b"c" + word, b"C" + look


def run_features(tokens: Tokens, run: Run, written: frozenset[str], classes: Sequence[str]) -> list[list[bytes]]:
    """
    Return one list of features for each token of a run.

    Parameters
    ----------
    tokens
        Tokens of the document.
    run
        Of `name_runs`.
    written
        The words of the document as it writes them: whether a word comes in lower case as well.
    classes
        What the gazetteer knows of each token of the document: "" or a short code.
    """
    first, last, begin, stop = run
    forms, lowers = tokens.forms, tokens.lowers
    rows = []
    for i in range(first, last):
        before = features_before(forms[i - 1]) if i > begin else _EDGE_BEFORE
        after = features_after(forms[i + 1]) if i + 1 < stop else _EDGE_AFTER
        row = [*own_features(forms[i]), *before, *after]
        code = classes[i]
        if code:
            known = code.encode()
            row += (b"G" + known, b"H" + known + before[0], b"J" + known + after[0])
        if i + 1 < stop and classes[i + 1]:
            row.append(b"K" + classes[i + 1].encode())
        if i > begin and classes[i - 1]:
            row.append(b"L" + classes[i - 1].encode())
        if lowers[i] in written:
            row.append(b"l")
        if i == begin:
            row.append(b"^" + code.encode())
        rows.append(row)
    return rows
