"""Place names of the gazetteer in running text: the longest that begins at each capitalised token."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from geomap.folding import fold
from geomap.mentions.tokens import Tokens, is_capitalised
from geomap.mentions.words import read_words
from geomap.model import Candidate, MentionKind, Place

_MAX_TOKENS = 7
_LONGEST_SMALL = 5  # letters of a word in lower case inside a name: "upon", "under", "della"
_DATELINE = frozenset(", ( : - -- \u2013 \u2014".split())
_ALIKE = 0.85  # similarity from which an unknown name may be a known one misspelt
_ALIKE_KINDS: tuple[MentionKind, ...] = ("city", "village", "airbase", "admin1")
_SIZES = ((500_000, "1"), (50_000, "2"), (5_000, "3"))


class NameSource(Protocol):
    """What finding names needs of a gazetteer."""

    def candidates(self, toponym: str, *, countries: Collection[str] | None = None, limit: int = 10) -> list[Candidate]:
        """Return the places that a toponym could mean, best first."""
        ...

    def demonym(self, word: str) -> Place | None:
        """Return the country or region whose people or adjective a word is."""
        ...

    def is_name(self, toponym: str) -> bool:
        """Tell whether some place has this name."""
        ...

    def fuzzy(
        self, toponym: str, *, within: Place | None = None, kinds: Collection[MentionKind] | None = None, limit: int = 5
    ) -> list[Candidate]:
        """Return places of an area whose names are like a toponym, most alike first."""
        ...

    def containers(self, place: Place) -> tuple[Place | None, Place | None]:
        """Return the country and the first-order region that hold a place."""
        ...

    def capital_of(self, place: Place) -> str | None:
        """Return the country whose capital a place is."""
        ...

    def is_prefix(self, folded_words: str) -> bool:
        """Tell whether some place's name begins with these words, folded."""
        ...


_LEADING = frozenset(
    "tal tel tell jabal jebel wadi umm abu beit bayt deir dayr khan kafr kfar ras ain ayn bir nahr bab burj qasr "
    "khirbet "
    "tall".split()
)  # words that a name in Arabic begins with: "Tal Hadid" is not Tal


class NameMatch(NamedTuple):
    """Tokens `[first, last)` are a name in the gazetteer; `code` says of what, as `NameIndex.code` does."""

    first: int
    last: int
    code: str


def surface(forms: Sequence[str], first: int, last: int) -> str:
    """Return tokens as a name is written: no space before a possessive or around a hyphen."""
    if last == first + 1:
        return forms[first]
    return " ".join(forms[first:last]).replace(" 's", "'s").replace(" \u2019s", "\u2019s").replace(" - ", "-")


class NameIndex:
    """
    The gazetteer as finding names sees it: which words begin a name, and in a code what the name is of.

    Parameters
    ----------
    source
        A gazetteer.
    """

    def __init__(self, source: NameSource) -> None:
        self.source = source
        self._codes: dict[str, str] = {}
        self._best: dict[str, Candidate | None] = {}
        self._prefixes: dict[str, bool] = {}
        self._countries: dict[str, Place | None] = {}
        self._inside: dict[tuple[str, str], bool] = {}
        self._alike: dict[tuple[str, str], bool] = {}

    def code(self, name: str) -> str:
        """
        Return what a name is of.

        "C" a country or continent, "A" a first-order region, "D" a second-order one, "1" to "4" towns from big to
        small, "F" a site, "W" water, "R" a vague region, "N" a demonym, "S" a seat of government, "" nothing; "c" goes
        behind for a name that is an ordinary word too.
        """
        known = self._codes.get(name)
        if known is None:
            known = self._codes[name] = self._look_up(name)
        return known

    def country(self, name: str) -> Place | None:
        """Return the country that a name or demonym most likely stands for or lies in, None if in none."""
        if name not in self._countries:
            place = self.source.demonym(name)
            found = self.best(name) if place is None else None
            place = found.place if found is not None else place
            lies_in = self.source.containers(place)[0] if place is not None else None
            self._countries[name] = place if place is not None and place.kind == "country" else lies_in
        return self._countries[name]

    def lies_in(self, name: str, area: Place) -> bool:
        """Whether some place of a country has a name."""
        key = (name, area.place_id)
        if key not in self._inside:
            found = self.source.candidates(name, countries=[area.country_code or ""], limit=1)
            self._inside[key] = bool(found) and found[0].match_method != "relaxed"
        return self._inside[key]

    def is_capital(self, name: str) -> bool:
        """Whether a name is most likely a national capital's."""
        found = self.best(name)
        return found is not None and self.source.capital_of(found.place) is not None

    def best(self, name: str) -> Candidate | None:
        """Return the place that a name by itself most likely means, None if no place has it."""
        if name not in self._best:
            self._best[name] = next(iter(self.source.candidates(name, limit=1)), None)
        return self._best[name]

    def is_alike(self, name: str, area: Place) -> bool:
        """Whether a name is spelt much like some place's of an area."""
        key = (name, area.place_id)
        known = self._alike.get(key)
        if known is None:
            hits = self.source.fuzzy(name, within=area, kinds=_ALIKE_KINDS, limit=1)
            known = self._alike[key] = bool(hits) and hits[0].similarity >= _ALIKE
        return known

    def longest(self, forms: list[str], first: int, last: int) -> int:
        """
        Return one past the last token of the longest place name that begins at `first`, or `first` if none.

        A name that begins with a capital ends with one or a digit, and has only short words in lower case in it, or
        such as stand behind a hyphen ("Indian-administered Kashmir").
        """
        best = end = first
        last = min(last, first + _MAX_TOKENS)
        if first >= last:
            return first
        name = forms[first]
        lower = name.islower()
        while end < last:
            form = forms[end]
            end += 1
            small = not lower and form.islower()
            if small and len(form) > _LONGEST_SMALL and forms[end - 2] != "-":
                break
            if end > first + 1:
                name = surface(forms, first, end)
            ends = not small or (end > first + 2 and forms[end - 2] == "-")  # "Hpa-an"
            if ends and form[0].isalnum() and self.code(name):
                best = end
            if not self._begins(name):
                break
        return best

    def matches(self, tokens: Tokens) -> list[NameMatch]:
        """Return the longest names in text order, none overlapping; each begins and ends with a capital or a digit."""
        found = []
        forms = tokens.forms
        sentences = iter(tokens.bounds)
        begin = stop = done = 0
        for i in tokens.capitals:
            if i < done:
                continue
            while i >= stop:
                begin, stop = next(sentences)
            done = end = self.longest(forms, i, stop)
            if end == i or (forms[i] == "The" and self.longest(forms, i + 1, stop) == end):
                done = i
                continue
            while end > i + 1 and not _can_end(forms, end):
                end -= 1
            code = self.code(surface(forms, i, end))
            part = end == i + 1 and forms[i].lower() in _LEADING and end < stop and is_capitalised(forms[end])
            if code and not part and not _is_word(forms, i, end, code, begin):
                found.append(NameMatch(i, end, code))
        return found

    def classes(self, tokens: Tokens, matches: Sequence[NameMatch] | None = None) -> list[str]:
        """Return for each token what name it is part of: a code, with "+" after the name's first token, or ""."""
        classes = [""] * len(tokens.texts)
        for match in self.matches(tokens) if matches is None else matches:
            classes[match.first] = match.code
            for i in range(match.first + 1, match.last):
                classes[i] = match.code + "+"
        return classes

    def _begins(self, name: str) -> bool:
        known = self._prefixes.get(name)
        if known is None:
            known = self._prefixes[name] = self.source.is_prefix(fold(name))
        return known

    def _look_up(self, name: str) -> str:
        if len(name) < 2 or name.lower() in read_words().phrases:
            return ""
        if name.lower() in read_words().seats:
            return "S"
        # Only an abbreviation is listed otherwise than as the words that begin some name.
        listed = (self._begins(name) or "." in name or name.isupper()) and self.source.is_name(name)
        best = self.best(name) if listed else None
        code = "" if best is None else _code_of(best.place)
        other = best is not None and best.matched_name.casefold() != best.place.name.casefold()
        if (code in {"", "3", "4", "F"} or other) and self.source.demonym(name) is not None:
            return "N"
        if other and (code in {"2", "3"} or (code == "1" and len(name) < 4)):
            code = "4"  # a short other name of a town is as often an acronym or an ordinary word
        if code and name.lower() in read_words().common:
            return code + "c"
        return code


def _can_end(forms: Sequence[str], end: int) -> bool:
    """Whether a name can end before a token: on a capital, a digit, or what a hyphen joins to it."""
    return is_capitalised(forms[end - 1]) or forms[end - 1].isdigit() or forms[end - 2] == "-"


def _is_word(forms: Sequence[str], first: int, last: int, code: str, begin: int) -> bool:
    """
    Whether a single word is rather an acronym, a title or an ordinary word: "NATO", "Sen.", "Council" and "May" are
    names of places too. A state's postal code counts only after a comma: "Tulsa, OK", and a longer one after a
    preposition as well: "across NSW".
    """
    if last - first > 1 or code in {"C", "S"}:
        return False
    form = forms[first]
    lower = form.lower().rstrip(".")
    words = read_words()
    if lower in words.ordinary and not (code[0] == "A" and form.endswith(".")):
        return True
    if not (form.isupper() and len(form) < 6 and form.isalpha()):
        return lower in words.titles or lower in {"co", "inc", "corp"}
    if first == begin and len(form) > 3 and last < len(forms) and forms[last] in _DATELINE:
        return False
    if code[0] == "A" and len(form) < 5:
        before = forms[first - 1] if first > begin else ""
        return before != "," and (len(form) == 2 or before not in words.place_prepositions)
    return code[0] not in "CA1NS"


def _code_of(place: Place) -> str:
    if place.kind in {"city", "village"}:
        return next((code for size, code in _SIZES if place.population >= size), "4")
    return {
        "country": "C",
        "admin1": "A",
        "admin2": "D",
        "airbase": "F",
        "facility": "F",
        "water": "W",
        "line": "W",
        "macro_region": "R",
        "continent": "C",
    }.get(place.kind, "4")
