"""
Forms of a folded toponym: relaxed of its generic words, reduced to a skeleton across transliterations.

Pure functions of strings; the index applies the same ones to its names and to what it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from geomap.model import MentionKind

_ADMIN1: tuple[MentionKind, ...] = ("admin1",)
_ADMIN2: tuple[MentionKind, ...] = ("admin2",)
_TOWN: tuple[MentionKind, ...] = ("city", "village")
_AIRBASE: tuple[MentionKind, ...] = ("airbase", "facility")
_WATER: tuple[MentionKind, ...] = ("water",)
_ANY_REGION: tuple[MentionKind, ...] = ("admin1", "admin2", "macro_region")

_SUFFIXES: dict[str, tuple[MentionKind, ...]] = {
    **dict.fromkeys(
        (
            "oblast", "oblasts", "region", "regions", "province", "provinces", "governorate", "governorates", "krai",
            "kray", "republic", "state", "prefecture", "voivodeship", "okrug", "wilaya", "muhafazah", "emirate",
            "autonomous region", "autonomous oblast", "autonomous republic", "autonomous okrug", "canton", "department",
        ),
        _ADMIN1,
    ),
    **dict.fromkeys(
        ("county", "counties", "parish", "borough", "district", "districts", "raion", "rayon", "subdistrict",
         "co", "township", "municipality", "commune"),
        _ADMIN2,
    ),
    **dict.fromkeys(("city", "town", "village", "settlement", "hromada", "refugee camp", "camp"), _TOWN),
    **dict.fromkeys(
        ("air base", "airbase", "airfield", "aerodrome", "airport", "international airport", "air force base", "afb",
         "air station", "military airfield", "military air base", "airstrip", "regional airport", "naval air base"),
        _AIRBASE,
    ),
    **dict.fromkeys(("river", "sea", "lake", "bay", "strait", "gulf", "reservoir", "canal", "ocean"), _WATER),
    **dict.fromkeys(("peninsula", "valley", "island", "islands", "area", "territory"), _ANY_REGION),
}  # fmt: skip
_PREFIXES: dict[str, tuple[MentionKind, ...]] = {
    **dict.fromkeys(("city of", "town of", "village of", "settlement of", "greater", "downtown", "old"), _TOWN),
    **dict.fromkeys(
        ("province of", "region of", "state of", "republic of", "governorate of", "oblast of",
         "autonomous republic of"),
        _ADMIN1,
    ),
    **dict.fromkeys(("county of", "district of", "county", "parish of"), _ADMIN2),
    **dict.fromkeys(("lake", "river", "gulf of", "sea of", "strait of", "bay of"), _WATER),
    **dict.fromkeys(
        (
            "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeastern",
            "northwestern", "southeastern", "southwestern", "northeast", "northwest", "southeast", "southwest", "upper",
            "lower", "rural", "the", "outer", "inner",
        ),
        (),
    ),
}  # fmt: skip
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point", "n": "north", "s": "south",
          "e": "east", "w": "west", "mtn": "mountain", "twp": "township", "hts": "heights", "spgs": "springs",
          "is": "island", "intl": "international", "gen": "general", "sta": "santa", "sto": "santo"}  # fmt: skip
_LONG = {long: short for short, long in _SHORT.items() if short in {"st", "ste", "mt", "ft"}}
_SPELT = frozenset((*_SHORT, *_LONG))
_WORDS = _SPELT.union(*(phrase.split() for phrase in (*_SUFFIXES, *_PREFIXES)))


def _sizes(phrases: Iterable[str], end: int) -> dict[str, list[int]]:
    """Return how many words the phrases have that begin (0) or end (-1) with a word, longest first, for each word."""
    sizes: dict[str, set[int]] = {}
    for words in map(str.split, phrases):
        sizes.setdefault(words[end], set()).add(len(words))
    return {word: sorted(found, reverse=True) for word, found in sizes.items()}


_LAST_WORDS = _sizes(_SUFFIXES, -1)
_FIRST_WORDS = _sizes(_PREFIXES, 0)


def relaxed_forms(folded: str) -> list[tuple[str, tuple[MentionKind, ...]]]:
    """
    Return what else a folded name may be listed as, nearest form first.

    Parameters
    ----------
    folded
        A name as `fold` returns it.

    Returns
    -------
    forms
        Pairs of a folded form and the kinds that its dropped word speaks for ("irkutsk region": "irkutsk", admin1);
        no kinds when it speaks for none. Empty when no word of the name is generic.

    Examples
    --------
    >>> relaxed_forms("irkutsk region")
    [('irkutsk', ('admin1',))]
    >>> relaxed_forms("mt vernon")
    [('mount vernon', ())]
    """
    words = folded.split()
    if len(words) < 2 or _WORDS.isdisjoint(words):
        return []
    forms: dict[str, tuple[MentionKind, ...]] = {}
    if _SPELT.isdisjoint(words):
        _strip(words, forms)
        return list(forms.items())
    forms.update(dict.fromkeys(sorted(respellings(folded)), ()))
    _strip(words, forms)
    for form in list(forms):
        for respelt in sorted(respellings(form)):
            forms.setdefault(respelt, forms[form])
    forms.pop(folded, None)
    return list(forms.items())


def bare_forms(folded: str) -> list[tuple[str, tuple[MentionKind, ...]]]:
    """
    Return a listed name without its generic last word, as `relaxed_forms` does for a name of a text.

    A word in front stays: "East Timor" is not listed under "timor".

    Examples
    --------
    >>> bare_forms("belaya air base")
    [('belaya', ('airbase', 'facility'))]
    """
    forms: dict[str, tuple[MentionKind, ...]] = {}
    words = folded.split()
    if words and words[-1] in _LAST_WORDS:
        _strip_back(words, forms)
    return list(forms.items())


def respellings(folded: str) -> set[str]:
    """
    Return a folded name with its short words written out and its long ones shortened ("st": "saint").

    Examples
    --------
    >>> respellings("saint petersburg")
    {'st petersburg'}
    """
    words = folded.split()
    if _SPELT.isdisjoint(words):
        return set()
    found = {" ".join(spelling.get(word, word) for word in words) for spelling in (_SHORT, _LONG)}
    return found - {folded}


def _strip(words: list[str], forms: dict[str, tuple[MentionKind, ...]]) -> None:
    """Add the name without its generic words: at the back, then at the front of that and of the whole."""
    rest, kinds = _strip_back(words, forms)
    if rest:
        _strip_front(rest, kinds, forms)
    _strip_front(words, (), forms)


def _strip_back(
    words: list[str], forms: dict[str, tuple[MentionKind, ...]]
) -> tuple[list[str], tuple[MentionKind, ...]]:
    for size in _LAST_WORDS.get(words[-1], ()):
        rest, tail = words[:-size], " ".join(words[-size:])
        if rest and tail in _SUFFIXES:
            forms.setdefault(" ".join(rest), _SUFFIXES[tail])
            return rest, _SUFFIXES[tail]
    return [], ()


def _strip_front(words: list[str], kinds: tuple[MentionKind, ...], forms: dict[str, tuple[MentionKind, ...]]) -> None:
    for size in _FIRST_WORDS.get(words[0], ()):
        head, rest = " ".join(words[:size]), words[size:]
        if rest and head in _PREFIXES:
            forms.setdefault(" ".join(rest), kinds or _PREFIXES[head])
            return
