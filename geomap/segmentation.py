"""Document text -> sentences. Offsets are code points of the text as read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.model import Sentence, Span

_PARAGRAPH = re.compile(r"(?:\r\n?|\n)[ \t\u00a0]*(?:\r\n?|\n)\s*|\r\n?|\n|\u2029|\u2028")
_BREAK = re.compile(r"[.!?\u2026\u3002\u061f\u06d4]+[\"'\u201d\u2019\u00bb)\]]*(?=\s)")
_OPENERS = "\"'\u201c\u2018\u00ab([\u201e"
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cpl sgt adm cmdr brig gov sen rep pres st sr jr mt ft no vs etc inc ltd co "
    "corp approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "calif conn fla ill ind mass mich minn miss mo okla ore pa tenn tex va wash wis ala ariz ark colo del ga kan ky "
    "la md me neb nev".split()
)
_STARTERS = frozenset(
    "The A An In On At He She It They We But And Its His Her Their This That These Those As When If After".split()
)


def split_sentences(text: str, start: int = 0) -> list[Sentence]:
    """
    Split a text into sentences; line breaks always end one.

    Parameters
    ----------
    text
        The document's text as read.
    start
        Offset to begin at: `Document.body_start`.

    Returns
    -------
    sentences
        In text order, trimmed of white space, none empty; together they cover every non-space character.
    """
    spans: list[Span] = []
    position = start
    for gap in _PARAGRAPH.finditer(text, start):
        spans.extend(_split_line(text, position, gap.start()))
        position = gap.end()
    spans.extend(_split_line(text, position, len(text)))
    return [Sentence(index, span.start, span.end) for index, span in enumerate(spans)]


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in _BREAK.finditer(text, start, end):
        if _ends_sentence(text, begin, stop, end):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    following = stop.end()
    while following < end and text[following].isspace():
        following += 1
    after = text[following:end].lstrip(_OPENERS)[:12]
    if not after:
        return True
    if after[0].islower():
        return False
    return stop.group()[0] != "." or not _is_abbreviation(text, begin, stop.start(), after)


def _is_abbreviation(text: str, begin: int, dot: int, after: str) -> bool:
    start = dot
    while start > begin and (text[start - 1].isalnum() or text[start - 1] in ".'\u2019-"):
        start -= 1
    word = text[start:dot]
    if _DOTTED.fullmatch(word):
        return after.split(maxsplit=1)[0] not in _STARTERS
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    return is_initial or word.lower() in _ABBREVIATIONS
