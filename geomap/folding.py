"""The one form of a toponym that names are compared in: what a text spells, folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = "'’‘ʼʹʻ`´′″\"“”„ʾʿ‛＇ˈ"
_SPACES = "-‐‑‒–—―−_/,;:()[]{}|·•،\u00a0\u2009\u202f\u200e\u200f~"
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h",
    "ŋ": "ng", "ə": "a", "ɛ": "e", "ɔ": "o", "ɗ": "d", "ɓ": "b", "ƙ": "k", "ǝ": "e",
}  # fmt: skip
_TABLE = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES + ".", ""),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(map(chr, (*range(32), 127, *range(0xD800, 0xE000))), " "),  # controls, halves of characters
        **_LETTERS,
        "&": " and ",
    }
)
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


class _Letters(dict[str, str]):
    """The folded form of every letter that was met in a name that is not all ASCII."""

    def __missing__(self, letter: str) -> str:
        # Compatibility letters ("𝕬") fold to capitals, and some capitals to letters that decompose again.
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
        bare = "".join([char for char in decomposed if not unicodedata.combining(char)])
        self[letter] = folded = bare.translate(_TABLE)
        return folded


_folded_letter = _Letters().__getitem__


def fold_once(toponym: str) -> str:
    """
    Return the form of a name that the index is keyed by.

    Case, diacritics, apostrophes of every kind and dots go; hyphens, commas and slashes become one space; letters
    that Unicode does not decompose ("ł", "ø") become their usual plain ones.

    Examples
    --------
    >>> fold("Slov'yans'k"), fold("Ivano-Frankivsk"), fold("St. Pölten"), fold("W.Va.")
    ('slovyansk', 'ivano frankivsk', 'st polten', 'wva')
    """
    lowered = toponym.casefold()
    if not lowered.isascii():
        lowered = "".join(map(_folded_letter, lowered))
        if not lowered.isascii():
            lowered = unicodedata.normalize("NFC", lowered)
    elif lowered.isalnum() or _PLAIN.fullmatch(lowered):
        return lowered
    else:
        lowered = lowered.translate(_TABLE)
    return " ".join(lowered.split())


fold = lru_cache(maxsize=65_536)(fold_once)
"""`fold_once` that remembers; a name that is new to it takes half as long again."""
