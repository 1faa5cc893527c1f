"""Names that nothing knows, as misspelt and badly translated ones are: kept where words and spelling make a place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from geomap.mentions.name_index import NameIndex, NameMatch, surface
from geomap.mentions.tagger import Entity
from geomap.mentions.tokens import Tokens, is_capitalised
from geomap.mentions.words import read_words
from geomap.model import Place

_WORDS = 3  # words that a misspelt name has at most
_TITLED = 0.7  # share of capitalised words from which a sentence is a headline
_AREAS = 2  # countries of a document that are searched
_PART = 0.2  # of all that a document names in countries
# Countries with over 10,000 listed towns: something there is spelt like anything.
_CROWDED = frozenset({"US", "MX", "CN", "FR", "DE", "IT"})
_TELLING = frozenset("C N A 1 2".split())  # codes of names that tell a document's country
_INSIDE = frozenset("in near around outside".split())
_TOWARD = frozenset("at on to from over toward towards into through onto across against".split())
_PARTS = frozenset(
    "outskirts suburbs suburb "
    "capture control seizure fall loss siege battle part shelling bombardment residents people "
    "streets centre center north south east west direction capital mayor".split()
)


def document_areas(names: NameIndex, tokens: Tokens, matches: Sequence[NameMatch]) -> list[Place]:
    """
    Return the countries that a document is about, but for the crowded ones.

    They are those that it names most, through people and towns too: twice at least, and in a good part of all that it
    names.
    """
    counts: Counter[str] = Counter()
    places: dict[str, Place] = {}
    for match in matches:
        if match.code not in _TELLING:
            continue
        place = names.country(surface(tokens.forms, match.first, match.last))
        if place is not None and place.country_code:
            counts[place.country_code] += 1
            places.setdefault(place.country_code, place)
    least = max(2.0, _PART * counts.total())
    own = [code for code, count in counts.most_common() if count >= least and code not in _CROWDED]
    return [places[code] for code in own[:_AREAS]]


def _headlines(tokens: Tokens) -> frozenset[int]:
    """Tokens of sentences in title case, where a capital tells nothing."""
    capitals = set(tokens.capitals)
    found: set[int] = set()
    for begin, stop in tokens.bounds:
        words = [i for i in range(begin, stop) if tokens.forms[i].isalpha() and len(tokens.forms[i]) > 3]
        if len(words) > 3 and sum(i in capitals for i in words) > _TITLED * len(words):
            found.update(words)
    return frozenset(found)


class UnknownNames:
    """
    Looks for unknown names of places in one document.

    Parameters
    ----------
    tokens
        Tokens of the document.
    names
        The gazetteer's names.
    matches, owners
        What was matched, and what each token was tagged as.
    at_war
        Whether the document is about a conflict; elsewhere no name is taken for a misspelt one.
    """

    def __init__(
        self,
        tokens: Tokens,
        names: NameIndex,
        matches: Sequence[NameMatch],
        owners: Mapping[int, Entity],
        *,
        at_war: bool,
    ) -> None:
        self.at_war = at_war
        self._forms = tokens.forms
        self._tokens = tokens
        self._names = names
        self._owners = owners
        self._matches = matches
        self._regions = {one.first for one in matches if one.code[0] in "CA"}
        self._headlines = _headlines(tokens) if at_war else frozenset()
        self._areas: list[Place] | None = None

    def is_alike(self, first: int, last: int) -> bool:
        """Whether tokens are spelt much like a place of the countries that the document is about."""
        name = surface(self._forms, first, last)
        if len(name) < 4 or last - first > _WORDS:
            return False
        return any(self._names.is_alike(name, area) for area in (*self.areas(), *self._named_beside(first)))

    def is_local(self, match: NameMatch) -> bool:
        """Whether a known name is of the countries that the document is about, and no part of a longer name."""
        forms = self._forms
        name = surface(forms, match.first, match.last)
        first = forms[match.first].lower()
        if len(name) < 4 or match.code.endswith("c") or first in read_words().given_names:
            return False
        alone = not (match.last < len(forms) and self._is_name(match.last))
        before = match.first - 1
        follows = before >= 0 and self._is_name(before) and before in self._owners
        titled = self._word(before).rstrip(".") in read_words().titles
        speaks = self._speaks(match.last) and not self._stands_inside(match.first)
        if not alone or follows or titled or match.first in self._headlines or speaks:
            return False
        return any(self._names.lies_in(name, area) for area in self.areas())

    def areas(self) -> list[Place]:
        """Return the countries that the document is about."""
        if self._areas is None:
            self._areas = document_areas(self._names, self._tokens, self._matches) if self.at_war else []
        return self._areas

    def _named_beside(self, i: int) -> list[Place]:
        """The countries named in a token's sentence, as in "In Somalia, a bomb exploded at a base in Qoryoley"."""
        at = bisect_right(self._tokens.bounds, i, key=lambda bound: bound[0]) - 1
        begin, stop = self._tokens.bounds[at]
        named = [one for one in self._matches if one.code[0] == "C" and begin <= one.first < stop]
        places = [self._names.country(surface(self._forms, one.first, one.last)) for one in named if self.at_war]
        return [place for place in places if place is not None and place.country_code not in _CROWDED]

    def find(self, taken: Collection[int], ends: Collection[int]) -> list[tuple[int, int]]:
        """
        Return the unknown names as token ranges.

        Parameters
        ----------
        taken
            Tokens that belong to names already.
        ends
            Tokens just behind the places found so far: a list may go on there.
        """
        found: list[tuple[int, int]] = []
        if not self.at_war:
            return found
        ends = set(ends)
        for i in self._tokens.capitals:
            if i in taken or (found and i < found[-1][1]):
                continue
            last = i + 2 if i + 1 not in taken and self._is_name(i + 1) else i + 1
            begins = self._is_name(i) and not self._is_name(i - 1)
            if begins and self._stands_as_place(i, last, ends) and self.is_alike(i, last):
                found.append((i, last))
                ends.add(last)
        return found

    def _is_name(self, i: int) -> bool:
        if not 0 <= i < len(self._forms):
            return False
        form, words = self._forms[i], read_words()
        lower = form.lower().rstrip(".")
        if not is_capitalised(form) or not form[-1].isalpha() or len(form) < 3:
            return False
        return lower not in words.ordinary and lower not in words.titles and lower not in words.given_names

    def _stands_as_place(self, first: int, last: int, ends: Collection[int]) -> bool:
        owner = self._owners.get(first)
        long_name = owner is not None and owner.label in {"PER", "ORG"} and owner.last - owner.first > last - first
        before, earlier = self._word(first - 1), self._word(first - 2)
        long_name = long_name and before not in _INSIDE  # "an African Union base in Qoryoley"
        if long_name or before.rstrip(".") in read_words().titles or self._speaks(last) or first in self._headlines:
            return False
        if before in {"the", "and", "or", ","}:
            before = earlier if before == "the" else "," if self._goes_on(first, ends) else before
        surely = before in _INSIDE or before in read_words().harm or before == "," or self._is_called(last)
        if owner is not None and owner.label == "PER":
            return surely
        toward = before in _TOWARD
        part = before == "of" and (earlier in _PARTS or earlier in read_words().kinds)
        chained = self._word(last) == "," and last + 1 in self._regions
        return surely or toward or part or chained

    def _speaks(self, last: int) -> bool:
        """Whether an agency is quoted: "in Kyiv, Interfax reported"."""
        return self._word(last) in read_words().report or self._word(last) in {"news", "agency", "television"}

    def _stands_inside(self, first: int) -> bool:
        """As in "officials in occupied Horlivka said"."""
        i = first - 1
        while self._word(i) in {"occupied", "nearby", "central", "besieged", "the"}:
            i -= 1
        return self._word(i) in _INSIDE

    def _goes_on(self, first: int, ends: Collection[int]) -> bool:
        i = first
        while i > 1 and self._forms[i - 1] in {",", "and", "or"}:
            i -= 1
        return i in ends

    def _is_called(self, last: int) -> bool:
        """Whether a kind of place follows, with a word between at most: "Saky airfield", "Saratov oil refinery"."""
        kinds = read_words().kinds
        after, later = (self._forms[i] if i < len(self._forms) else "" for i in (last, last + 1))
        return after in kinds or (after.islower() and after not in read_words().place_prepositions and later in kinds)

    def _word(self, i: int) -> str:
        return self._tokens.lowers[i] if 0 <= i < len(self._forms) else ""
