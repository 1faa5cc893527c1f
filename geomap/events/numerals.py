"""Numbers in words and digits: their value, and how exactly the text states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

from geomap.model import QuantityOp

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = {
    name: 10 * value for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SMALL = {name: value for value, name in enumerate(_UNITS)} | _TENS
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000}
_VAGUE = {
    "several": 3,
    "tens": 20,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "several dozen": 36,
    "several hundred": 300,
    "several thousand": 3_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
}
"""A vague number as the lowest it can mean: more than one of the unit, "several" of it three."""

_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|bn"
_IN_WORDS = rf"(?:(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_UNITS[1:10])})|{_WORD})(?!\w)"
_EXACT = (
    r"(?:half a dozen|an? (?:pair|couple) of|(?:a|one|two|three|four) dozen|"
    rf"a (?:hundred|thousand|million|billion)(?:\s(?:and\s)?{_IN_WORDS})?|"
    r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,3}(?:\.\d{3})+(?=\s[a-z])|\d+(?:\.\d+)?|"
    rf"{_IN_WORDS})(?:[\s-](?:{_SCALE})(?!\w)(?:\s(?:and\s)?{_IN_WORDS})?)*)"
)
_VAGUE_WORDS = "|".join(sorted(_VAGUE, key=len, reverse=True))
NUMERAL = rf"(?:{_EXACT}|(?:{_VAGUE_WORDS})(?:\s+of)?)"
_OPS: tuple[tuple[QuantityOp, str], ...] = (
    (">=", r"at least|no fewer than|no less than|not less than|a minimum of|minimum of|not fewer than"),
    ("<=", r"up to|at most|as many as|no more than|a maximum of|not more than"),
    (
        ">",
        (
            r"more than|better than|(?<!handed )(?<!handing )(?<!hand )(?<!turned )(?<!took )over|above|upwards of|"
            r"well over|"
            r"in excess of|exceeding"
        ),
    ),
    ("<", r"fewer than|less than|under|nearly|almost|close to"),
    (
        "~",
        (
            r"(?<!told )(?<!known )(?<!speaks )(?<!spoke )(?<!speak )about|around|some|approximately|est\.?|roughly|"
            r"an estimated|estimated|circa"
        ),
    ),
)
_OP_BEFORE = re.compile(
    r"(?:\b(?:"
    + "|".join(f"(?P<op{i}>{words})" for i, (_, words) in enumerate(_OPS))
    + r")\s+(?:another\s+|a\s+further\s+|a\s+total\s+of\s+)?)$"
)
_OR_MORE = re.compile(r"\+|-plus\b|\s+(?:or|and)\s+more\b")
_OR_SO = re.compile(r"\s+or so\b")
_RANGE = re.compile(r"\s?-\s?|\s+(?:to|or)\s+")
_AND = re.compile(r"\s+and\s+")
_BETWEEN = re.compile(r"\bbetween\s+$")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept?|oct"
_NUMBER = re.compile(
    rf"(?<![\w.,$€£:])(?<!\D-)(?<!\d\d\d\d-)(?<!-\d\d-)(?P<money>\$|usd\s?|us\$)?\s?(?:(?P<vague>{_VAGUE_WORDS})(?:\s+of)?|(?P<number>{_EXACT}))"
    r"(?!\w)(?!\.\d)(?!,\d)(?!:\d)(?![\s-]?(?:year|month|week|metre|meter|kilomet|mile|ton|mm|km|hour|minute|storey|"
    rf"story|per cent|percent|%))(?!\s(?:{_MONTH}|nov|dec)\b(?!\s(?:\w+ed|have|be)\b))"
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_AFTER_MONTH = re.compile(rf"\b(?:{_MONTH}|nov|dec|jul|jun|apr)\.?\s$")
_MONEY_NUMBER = re.compile(
    rf"(?:us)?\$\s?(?P<number>{_EXACT})(?:\s?(?P<scale>[mb]n|[mbk]))?(?!\w)(?![.,]\d)"
    rf"|(?<!\w)usd\s?(?P<usd>{_EXACT})(?:\s?(?P<usd_scale>[mb]n|[mbk]))?(?!\w)(?![.,]\d)"
    rf"|(?<![\w.,$])(?P<dollars>{_EXACT})(?:\s?(?P<dollars_scale>[mb]n))?\s(?:u\.?s\.?\s|american\s)?dollars(?!\w)"
)
_MONEY_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Numeral:
    """
    A number at `[start, end)`.

    `lead` is where the words before it end once its operator is left out; `vague` marks "dozens" and its like, whose
    value is what they mean at least.
    """

    start: int
    end: int
    lead: int
    value: float
    op: QuantityOp
    vague: bool = False


def find_numerals(norm: str, start: int, end: int) -> list[Numeral]:
    """
    Find the numbers of a sentence but those of money.

    Parameters
    ----------
    norm
        The document's text in small letters.
    start, end
        Where to look.

    Returns
    -------
    numerals
        In text order. "Dozens" and its like are what they mean at least; of "20 to 30" the first is a lower bound and
        the second an upper one. A number too large for a float is none.
    """
    found = [
        _numeral(norm, match, start)
        for match in _NUMBER.finditer(norm, start, end)
        if not match["money"] and not _AFTER_MONTH.search(norm, max(0, match.start() - 12), match.start())
    ]
    found = [one for one in found if isfinite(one.value)]
    return [_in_range(norm, found, index) for index in range(len(found))]


def find_money(norm: str, start: int, end: int) -> list[Numeral]:
    """
    Find sums of dollars.

    Parameters
    ----------
    norm
        The document's text in small letters.
    start, end
        Where to look.

    Returns
    -------
    sums
        In text order, in dollars.
    """
    found = []
    for match in _MONEY_NUMBER.finditer(norm, start, end):
        op, lead = _op(norm, match.start(), start)
        number = match["number"] or match["usd"] or match["dollars"]
        scale = match["scale"] or match["usd_scale"] or match["dollars_scale"]
        value = _value(number) * _MONEY_SCALES.get(scale, 1)
        found.append(Numeral(match.start(), match.end(), lead, value, op))
    return [one for one in found if isfinite(one.value)]


def _numeral(norm: str, match: re.Match[str], floor: int) -> Numeral:
    name = "vague" if match["vague"] else "number"
    begin = match.start(name)
    op, lead = _op(norm, begin, floor)
    if match["vague"]:
        return Numeral(begin, match.end(), lead, _VAGUE[match["vague"]], ">=", vague=True)
    more = _OR_MORE.match(norm, match.end())
    if more is not None:
        return Numeral(begin, more.end(), lead, _value(match["number"]), ">=")
    so = _OR_SO.match(norm, match.end())
    if so is not None and op == "=":
        return Numeral(begin, so.end(), lead, _value(match["number"]), "~")
    return Numeral(begin, match.end(), lead, _value(match["number"]), op)


def _in_range(norm: str, found: list[Numeral], index: int) -> Numeral:
    one = found[index]
    if one.op != "=":
        return one
    follows = found[index + 1] if index + 1 < len(found) else None
    if follows is not None and _is_range(norm, one, follows):
        return Numeral(one.start, follows.end, one.lead, one.value, ">=")
    before = found[index - 1] if index else None
    if before is not None and _is_range(norm, before, one):
        return Numeral(one.start, one.end, before.lead, one.value, "<=")
    return one


def _is_range(norm: str, low: Numeral, high: Numeral) -> bool:
    if low.value >= high.value:
        return False
    if _AND.fullmatch(norm, low.end, high.start):
        return _BETWEEN.search(norm, max(0, low.start - 9), low.start) is not None
    return _RANGE.fullmatch(norm, low.end, high.start) is not None


def _op(norm: str, begin: int, floor: int) -> tuple[QuantityOp, int]:
    found = _OP_BEFORE.search(norm, max(floor, begin - 40), begin)
    if found is None or found.lastgroup is None:
        return "=", begin
    return _OPS[int(found.lastgroup[2:])][0], found.start()


def _value(words: str) -> float:
    """Digits or words to a number: "15 thousand", "half a dozen", "twenty-two", "1,400"."""
    if "dozen" in words:
        first = words.split(maxsplit=1)[0]
        return 6 if first == "half" else 12 * _SMALL.get(first, 1)
    if words.endswith((" pair of", " couple of")):
        return 2
    if _DOTTED.fullmatch(words):
        return float(words.replace(".", ""))
    total, group = 0.0, 0.0
    for word in re.split(r"[\s\u00a0\u202f-]+", re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})", "", words)):
        if word == "hundred":
            group = max(group, 1) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0.0
        elif word in _SMALL:
            group += _SMALL[word]
        elif word not in ("a", "and", ""):
            group += float(word)
    return total + group
