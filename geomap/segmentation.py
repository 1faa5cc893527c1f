"""Document text -> sentences. Offsets are code points of the text as read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.model import Sentence, Span

_NEW_LINE = r"[\r\n](?:(?<=\r)\n)?+"
_BLANK_LINE = re.compile(rf"{_NEW_LINE}[ \t\u00a0]*+{_NEW_LINE}\s*+")
_LINE_BREAK = re.compile(r"[\r\n\u2028\u2029]\s*+")
_STOPS = r"[.!?\u2026\u3002\u061f\u06d4]"
# A stop, looked for before what stands around it: most characters are none.
_BREAK = re.compile(rf"{_STOPS}(?<!{_STOPS}{_STOPS}){_STOPS}*+[\"'\u201d\u2019\u00bb)\]]*+(?=\s)")
_LONGEST = 1_000  # characters: no sentence of prose is longer, and what reads sentences may look at all pairs in one
_LONGEST_WORD = 40
# Blanks and ornaments: so many in a row part two cells of a table, and no pattern should try each of them.
_RUN = re.compile(r"[\s*\"\u00ab\u00bb\u201c-\u201e]{24,}+")
_WRAP_WIDTH = (45, 100)  # columns that typewriters, mail and PDF pages wrap at
_WORD_AHEAD = re.compile(r"\s*+[\"'\u201c\u2018\u00ab(\[\u201e]*+(\S{0,12})")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cpl sgt adm cmdr brig gov sen rep pres st sr jr mt ft no vs etc inc ltd co "
    "corp approx est jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "calif conn fla ill ind mass mich minn miss mo okla ore pa tenn tex va wash wis ala ariz ark colo del ga kan ky "
    "la md me neb nev".split()
)
_PLAIN_LETTERS = max(map(len, _ABBREVIATIONS)) + 1  # before a dot: so many letters are no abbreviation
_STARTERS = frozenset(
    "The A An In On At He She It They We But And Its His Her Their This That These Those As When If After".split()
)


def split_sentences(text: str, start: int = 0) -> list[Sentence]:
    """
    Split a text into sentences; a line break ends one unless it only wraps the line.

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
    for block in _pieces(text, start, len(text), _BLANK_LINE):
        lines = list(_pieces(text, block.start, block.end, _LINE_BREAK))
        for part in [block] if _is_wrapped(text, lines) else lines:
            spans.extend(_split_line(text, part.start, part.end))
    return [Sentence(index, span.start, span.end) for index, span in enumerate(spans)]


def _pieces(text: str, start: int, end: int, gap: re.Pattern[str]) -> Iterator[Span]:
    position = start
    for match in gap.finditer(text, start, end):
        yield Span(position, match.start())
        position = match.end()
    yield Span(position, end)


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether these lines are one text cut at a fixed width, as mailed wire copy and PDF pages are."""
    full = lines[:-1]
    if not full or not all(_WRAP_WIDTH[0] <= line.end - line.start <= _WRAP_WIDTH[1] for line in full):
        return False
    return any(text[after.start : after.start + 1].islower() for after in lines[1:])


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in _BREAK.finditer(text, start, end):
        if _ends_sentence(text, begin, stop, end):
            yield from _cut(text, begin, stop.end())
            begin = stop.end()
    yield from _cut(text, begin, end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a stretch as it is, or cut where it is too long to be one sentence and at rows of blanks or ornaments."""
    for run in _RUN.finditer(text, start, end):
        yield from _shortened(text, start, run.start())
        yield from _shortened(text, run.start(), run.end())
        start = run.end()
    yield from _shortened(text, start, end)


def _shortened(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        space = max(text.rfind(" ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        middle = space if space > start else start + _LONGEST
        yield from _trimmed(text, start, middle)
        start = middle
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    following = _WORD_AHEAD.match(text, stop.end(), end)
    after = following[1] if following else ""
    if not after:
        return True
    if after[0].islower():
        return False
    return stop.group()[0] != "." or not _is_abbreviation(text, begin, stop.start(), after)


def _is_abbreviation(text: str, begin: int, dot: int, after: str) -> bool:
    if text[max(dot - _PLAIN_LETTERS, 0) : dot].isalpha() and dot - _PLAIN_LETTERS >= begin:
        return False
    start = dot
    while start > max(begin, dot - _LONGEST_WORD) and (text[start - 1].isalnum() or text[start - 1] in ".'\u2019-"):
        start -= 1
    word = text[start:dot]
    if _DOTTED.fullmatch(word):
        return after not in _STARTERS
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    if word == "no" or (word.islower() and after in _STARTERS):
        return after[0].isdigit()
    return is_initial or word.lower() in _ABBREVIATIONS
