"""One skeleton for the many ways in which a Russian, Ukrainian or Arabic name is written in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

# What BGN/PCGN, ISO 9, the press and German or French habit write for one consonant, longest first, and the Ukrainian
# and Russian halves of one sound (h/g). Of vowels only their place counts: i/o/e, y/i/j and a/o differ by language.
_STEPS = {
    "shch": "s", "tsch": "c", "sch": "s", "tch": "c", "dzh": "j", "dsch": "j", "dj": "j", "kh": "h", "zh": "z",
    "sh": "s", "ch": "c", "ts": "c", "tz": "c", "cz": "c", "ph": "f", "gh": "g", "th": "t", "dh": "d", "ck": "k",
    "x": "ks", "q": "k", "h": "g", "w": "v",
}  # fmt: skip
_VOWELS = re.compile(r"(?:aw(?![aeiouy])|[aeiouyj])+")
_CONSONANTS = re.compile("|".join(sorted(_STEPS, key=len, reverse=True)))
_ARTICLE = re.compile(r"^(?:al|el|ar|er|as|es|ash|esh|at|et|ad|ed|az|ez|an|en) (?=...)")
_FEMININE = re.compile(r"(?<=[ae])h(?= |$)")  # written or not: Raqqa, Raqqah
_DOUBLED = re.compile(r"([^ ])\1+")
LEAST_LENGTH = 6  # of a skeleton: three consonants and their vowels
LEAST_ALIKE = 60.0  # rapidfuzz ratio of the names: "lugansk"/"luhansk" 86, "krivoy rog"/"kryvyi rih" 60
# Of a short name that is not listed: of 30,000 names of other countries 675 of up to 8 letters have a stranger's
# skeleton and are 60 alike, 374 are 70 alike; of GeoNames' own pairs of spellings that short, one in seven is less so.
SHORT, LEAST_ALIKE_SHORT = 8, 70.0

# Where names reach English through another script, so that one place has many Latin spellings.
COUNTRIES = frozenset(
    """RU UA BY KZ KG UZ TM TJ AZ AM GE MD BG MK RS ME BA MN SY IQ IR LB JO IL PS YE SA OM AE QA BH KW EG LY TN DZ MA
    SD SS TD ER ET SO DJ AF PK""".split()
)


@lru_cache(maxsize=1_024)
def skeleton(folded: str) -> str:
    """
    Return what a folded Latin name keeps whichever way it was transliterated: its consonants, and where vowels stand.

    Examples
    --------
    >>> skeleton("luhansk"), skeleton("lugansk"), skeleton("krivoy rog"), skeleton("kryvyi rih")
    ('lagansk', 'lagansk', 'krava rag', 'krava rag')
    """
    heard = without_article(folded)
    if "h" in heard:
        heard = _FEMININE.sub("", heard)
    return _DOUBLED.sub(r"\1", _CONSONANTS.sub(_step, _VOWELS.sub("a", heard)))


def _step(match: re.Match[str]) -> str:
    return _STEPS[match[0]]


def least_alike(bare: str) -> float:
    """
    Return how alike, in rapidfuzz's ratio, a listed name must be to a name without its article that is not listed.

    Examples
    --------
    >>> least_alike("minova"), least_alike("krivoy rog")
    (70.0, 60.0)
    """
    return LEAST_ALIKE_SHORT if len(bare) <= SHORT else LEAST_ALIKE


def same_name(own: str) -> Callable[[str], bool]:
    """
    Return what tells whether another folded Latin name is a folded one in another spelling.

    Examples
    --------
    >>> is_kryvyi_rih = same_name("kryvyi rih")
    >>> is_kryvyi_rih("krivoy rog"), is_kryvyi_rih("krasny liman")
    (True, False)
    """
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - an exact look-up needs none

    bare = without_article(own)

    def same(folded: str) -> bool:
        # Cheapest first: few names are alike.
        return (
            folded.isascii()
            and ratio(without_article(folded), bare, score_cutoff=LEAST_ALIKE) > 0
            and skeleton(folded) == skeleton(own)
        )

    return same


def without_article(folded: str) -> str:
    """Return a folded name without the Arabic article before it ("al qamishli": "qamishli")."""
    return _ARTICLE.sub("", folded, count=1) if " " in folded else folded
