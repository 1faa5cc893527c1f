"""One skeleton for the many ways in which a Russian, Ukrainian or Arabic name is written in Latin letters."""

from __future__ import annotations

import re

_RULES: tuple[tuple[str, str], ...] = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("tsch", "c"), ("dzh", "j"), ("dj", "j"), ("kh", "h"), ("zh", "z"),
    ("sh", "s"), ("ch", "c"), ("ts", "c"), ("tz", "c"), ("cz", "c"), ("ph", "f"), ("gh", "g"), ("th", "t"),
    ("dh", "d"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("j", "y"), ("iy", "i"), ("yi", "i"), ("yy", "i"), ("ye", "e"), ("ie", "e"), ("yo", "o"), ("io", "o"), ("yu", "u"),
    ("iu", "u"), ("ya", "a"), ("ia", "a"), ("y", "i"), ("h", "g"),
)  # fmt: skip
_STEPS = dict(_RULES)
_PATTERN = re.compile("|".join(sorted(map(re.escape, _STEPS), key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(folded: str) -> str:
    """
    Return what a folded Latin name keeps whichever way it was transliterated.

    Examples
    --------
    >>> skeleton("luhansk") == skeleton("lugansk")
    True
    """
    return _DOUBLED.sub(r"\1", _PATTERN.sub(lambda match: _STEPS[match[0]], folded)).replace("v", "v")


def is_same_name(folded: str, own: str) -> bool:
    """Return whether two folded names are one name in two spellings."""
    if not folded or not own or folded[0] != own[0] and not folded.isascii():
        return False
    return skeleton(folded) == skeleton(own)
