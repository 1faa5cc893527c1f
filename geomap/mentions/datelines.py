"""Datelines: "JUBA, March 3 \u2014 Rockets hit", told apart from the items of a list of places."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.mentions.combine import NameSpan
from geomap.mentions.role_words import MONTHS
from geomap.mentions.tokens import Tokens

_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


def is_dateline(tokens: Tokens, first: int, last: int, bounds: tuple[int, int], *, items: int) -> bool:
    """
    Tell whether a name says where a report was written.

    Parameters
    ----------
    tokens
        Tokens of the document.
    first, last
        The name: tokens `[first, last)`.
    bounds
        First and one-past-last token of its sentence.
    items
        How many sentences open so, of `count_items`.
    """
    begin, stop = bounds
    joined = "/" in tokens.texts[begin:first] and all(
        text.isupper() or text == "/" for text in tokens.texts[begin:first]
    )
    if (first != begin and not joined) or stop - last < 2:
        return False
    window = tokens.lowers[last : last + 9]
    shouted = tokens.texts[first].isupper() and len(tokens.texts[first]) > 3
    if window[0] == "/" or stop - last < 4:
        return shouted and _closes_a_line(window)
    if window[0] in _DASHES or (window[0] == ":" and shouted):
        return items < 2 or window[0] == ":"
    if window[0] == "(":
        return (")" in window and not _DASHES.isdisjoint(window)) or shouted
    if window[0] == ",":
        dashed = any(mark in window for mark in ("\u2014", "\u2013", "--"))
        return (dashed or shouted) and (shouted or any(word.rstrip(".") in MONTHS for word in window))
    return False


def _closes_a_line(window: Sequence[str]) -> bool:
    """As in "SRINAGAR, Oct 11" alone on its line, "DUBAI/JERUSALEM, March 17 \u2014", "PESHAWAR/QUETTA:"."""
    return (window[0] == "/" and not (_DASHES | {":"}).isdisjoint(window)) or (
        window[0] == "," and window[1].rstrip(".") in MONTHS
    )


def count_items(tokens: Tokens, spans: Sequence[NameSpan]) -> int:
    """Count the sentences that open with a name and a dash: more than one make a list of events."""
    openings = {begin for begin, _ in tokens.bounds}
    return sum(
        span.first in openings and span.last < len(tokens.lowers) and tokens.lowers[span.last] in _DASHES
        for span in spans
    )
