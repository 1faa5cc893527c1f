"""One skeleton for the many ways in which a Russian, Ukrainian or Arabic name is written in Latin letters."""

from __future__ import annotations

import re

# What BGN/PCGN, ISO 9, the press and German or French habit write for one letter, longest first; then the Ukrainian
# and Russian halves of one sound (h/g). Vowels carry little: i/o/e, y/i/j and a/o differ between the languages.
_STEPS = {
    "shch": "s", "tsch": "c", "sch": "s", "tch": "c", "dzh": "j", "dsch": "j", "dj": "j", "kh": "h", "zh": "z",
    "sh": "s", "ch": "c", "ts": "c", "tz": "c", "cz": "c", "ph": "f", "gh": "g", "th": "t", "dh": "d", "ck": "k",
    "x": "ks", "q": "k", "h": "g", "aw": "", "ow": "", "w": "v", "j": "",
    "a": "", "e": "", "i": "", "o": "", "u": "", "y": "",
}  # fmt: skip
_PATTERN = re.compile("|".join(sorted(map(re.escape, _STEPS), key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiouy")
LEAST_CONSONANTS = 3
LEAST_ALIKE = 60.0  # rapidfuzz ratio: with one skeleton, "Lugansk"/"Luhansk" has 86, "Krivoy Rog"/"Kryvyi Rih" 60


def skeleton(folded: str) -> str:
    """
    Return the consonants that a folded Latin name keeps whichever way it was transliterated.

    Examples
    --------
    >>> skeleton("luhansk"), skeleton("lugansk"), skeleton("krivoy rog"), skeleton("kryvyi rih")
    ('lgnsk', 'lgnsk', 'krv rg', 'krv rg')
    """
    bones = _DOUBLED.sub(r"\1", _PATTERN.sub(_step, folded))
    return ("a" if folded[:1] in _VOWELS else "") + " ".join(bones.split())


def _step(match: re.Match[str]) -> str:
    return _STEPS[match[0]]


def is_same_name(folded: str, own: str) -> bool:
    """Return whether two folded Latin names are one name in two spellings."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - an exact look-up needs none

    if not folded.isascii() or (folded[:1] != own[:1] and not {folded[:1], own[:1]} <= _VOWELS):
        return False
    bones = skeleton(folded)
    return len(bones) >= LEAST_CONSONANTS and bones == skeleton(own) and ratio(folded, own) >= LEAST_ALIKE
