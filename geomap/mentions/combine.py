"""Tagged names and gazetteer names -> spans of place names, without people, newspapers and organisations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.mentions.evidence import Surroundings
from geomap.mentions.name_index import NameIndex, NameMatch, surface
from geomap.mentions.tagger import Entity
from geomap.mentions.tokens import Tokens, is_capitalised
from geomap.mentions.unknown import UnknownNames
from geomap.mentions.words import read_words

_ACRONYM = 6  # letters; a shorter word in capitals before "checkpoint" is a group: "an SDF checkpoint"
_STRONG = ("C", "A", "1")  # codes of names that need no context: countries, regions, big towns
_SURE = 0.9  # trust in a tagged place from which it needs neither gazetteer nor context
_SURE_AT_WAR = 0.35  # the same in a report of war, whose villages are in no gazetteer
_NARROW = frozenset("in near around outside".split())
_QUALIFIERS = frozenset(
    "metro metropolitan historic greater downtown central old new inner outer northern southern eastern western north "
    "south east west northeast northwest southeast southwest upper lower two three four".split()
)
_HALLS = frozenset("hall jail courthouse centre center office town building college church".split())
_FEATURES = frozenset(
    "Pass River Valley Bridge Mountain Mountains Hills Heights Forest Strait Canal Dam Lake Island Crossing".split()
)
_PLACES = frozenset({"LOC", "FAC", "NORP"})
_CERTAIN = 0.6  # trust in a person or organisation from which context does not turn it into a place
_PARTICLE = 3  # longest small word in a person's name: "van", "bin"
_STATE_BODIES = frozenset(
    "ministry force forces army police government navy president parliament military defence defense intelligence "
    "embassy delegation interior foreign state court guard guards command commander staff troops security council air "
    "senate congress minister prime authority authorities republic corps border coast officials service".split()
)
_ARMIES = frozenset("army front movement liberation brigade brigades resistance insurgents party rebels state".split())
_COMPANIES = frozenset("company corp corporation inc inc. ltd ltd. llc co co. plc group holdings airlines".split())
_ARABIC = frozenset("al el as ad ar at az an ash".split())
_STORMS = frozenset("storm hurricane cyclone typhoon".split())
_BODIES = frozenset("un u.n. u.n au a.u nato osce asean ecowas igad".split())
_BREAKS = frozenset(", ( ) ; / in near at from to with as for towards toward into through via".split())
_SIDES = frozenset(
    "sector north south east west northeast northwest southeast southwest north-east north-west south-east "
    "south-west".split()
)
_DASHES = frozenset("- -- \u2013 \u2014".split())
_SITES = frozenset(
    "airport airfield airbase hospital hospitals market markets port harbour mayor governor outskirts suburbs streets "
    "residents centre center station refinery garrison barracks university prison cathedral mosque main old "
    "city".split()
)
_LOCATIVE = frozenset("in at near inside outside around throughout across from into over".split())


class NameSpan(NamedTuple):
    """
    Tokens `[first, last)` name a place, a street or a people.

    `code` is what the gazetteer knows of the name (`NameIndex.code`), "" for nothing; `nested` marks a name inside an
    organisation's.
    """

    first: int
    last: int
    code: str
    score: float
    nested: bool = False
    reason: str = ""


class Combiner:
    """
    Joins what the tagger and the gazetteer found in one document.

    Parameters
    ----------
    tokens
        Tokens of the document.
    names
        The gazetteer's names.
    entities, matches
        What was tagged and what was matched, each in text order.
    at_war
        Whether the document is about a conflict.
    """

    def __init__(
        self,
        tokens: Tokens,
        names: NameIndex,
        entities: Sequence[Entity],
        matches: Sequence[NameMatch],
        *,
        at_war: bool,
    ) -> None:
        self.forms = tokens.forms
        self.tokens = tokens
        self.names = names
        self.entities = entities
        self.matches = matches
        self._owner: dict[int, Entity] = {i: one for one in entities for i in range(one.first, one.last)}
        self._starts = [one.first for one in matches]
        self._spans: dict[int, NameSpan] = {}
        self._taken: set[int] = set()
        self._unknown = UnknownNames(tokens, names, matches, self._owner, at_war=at_war)
        self._around = Surroundings(tokens, names, matches, self._owner, self._unknown)
        self._capitals = tokens.capitals

    def spans(self) -> list[NameSpan]:
        """Return the place names of the document in text order, none overlapping."""
        for entity in self.entities:
            if entity.label in {"LOC", "FAC"}:
                for span in self._of_place(entity):
                    self._add(span)
        for entity in self.entities:
            if entity.label == "ORG":
                for span in self._of_organisation(entity):
                    self._add(span)
        for match in self.matches:
            if match.first not in self._taken:
                self._add_match(match)
        self._add_called()
        self._add_unknown()
        self._add_repeated()
        people = self._surnames()
        kept = [span for span in self._spans.values() if not self._is_person(span, people)]
        return sorted(kept, key=lambda span: span.first)

    def _add(self, span: NameSpan) -> None:
        """Add a name, with the article that a hyphen joins to it, unless some of its tokens belong to one already."""
        i = span.first
        if span.last == i + 1 and self._is_no_place(i):
            return
        if i > 1 and self.forms[i - 1] == "-" and self.forms[i - 2] in _ARABIC:
            span = span._replace(first=i - 2)
        tokens = range(span.first, span.last)
        if tokens and self._taken.isdisjoint(tokens):
            self._spans[span.first] = span
            self._taken.update(tokens)

    def _is_no_place(self, i: int) -> bool:
        """As "Irene" in "Storm Irene", "South" in "South of X", "U.N."."""
        follow = self.forms[i + 1] if i + 1 < len(self.forms) else ""
        side = follow == "of" and self.tokens.lowers[i] in read_words().directions
        return side or self.tokens.lowers[i] in _BODIES or (i > 0 and self.tokens.lowers[i - 1] in _STORMS)

    def _of_place(self, entity: Entity) -> Iterator[NameSpan]:
        """Split "Paris, France" and "Dublin and London"; keep the rest whole, without articles and directions."""
        first = entity.first
        for i in range(entity.first, entity.last + 1):
            if i < entity.last and not self._splits(first, i, entity.last):
                continue
            yield from self._trimmed(first, i, entity)
            first = i + 1

    def _splits(self, first: int, i: int, last: int) -> bool:
        form = self.forms[i]
        if form in _BREAKS or self._is_part_of(first, i, last):
            return True
        if form in _DASHES and self.tokens.start(i) > self.tokens.ends[i - 1]:
            return True
        if form in {"'s", "\u2019s"} and i + 1 < last:
            return not self.names.code(surface(self.forms, first, last)) and bool(
                self.names.code(surface(self.forms, first, i))
            )
        if form in {"and", "&"}:
            return not self.names.code(surface(self.forms, first, last))
        return (form == "of" and self._is_holder(first, i, last)) or (form == "-" and self._joins_two(first, i, last))

    def _is_holder(self, first: int, i: int, last: int) -> bool:
        """As in "Shebekino of Belgorod oblast", not "City of London"."""
        ends = self.names.code(surface(self.forms, first, i)) and self.names.code(surface(self.forms, i + 1, last))
        return bool(ends) and not self.names.code(surface(self.forms, first, last))

    def _joins_two(self, first: int, i: int, last: int) -> bool:
        """As in "US-Iran" and "Homs-Palmyra", not "Kermanshah-e Bala"."""
        if i != first + 1:
            return False
        left, right = self.forms[first], surface(self.forms, i + 1, last)
        ends = self.names.code(left) and self.names.code(right) and not self.names.code(f"{left}-{right}")
        return (left.isupper() and len(left) < 4) or bool(ends)

    def _is_part_of(self, first: int, i: int, last: int) -> bool:
        """As in "Karnah sector of Kupwara", "Nile south of Malakal", "the Thai province Surin"."""
        form, kinds = self.forms[i], read_words().kinds
        if i + 1 < last and self.forms[i + 1] == "of":
            return form in kinds or form in _SIDES
        return i == first + 1 and form in kinds and self.names.code(self.forms[first]) == "N"

    def _trimmed(self, first: int, last: int, entity: Entity) -> Iterator[NameSpan]:
        forms = self.forms
        while first < last and (forms[first] == "The" or not is_capitalised(forms[first])):
            first += 1
        while last > first and not is_capitalised(forms[last - 1]) and not forms[last - 1].isdigit():
            last -= 1
        if first == last:
            return
        if not is_street(forms, first, last):
            while last > first + 1 and (forms[last - 1].isdigit() or forms[last - 1].lower() in read_words().calendar):
                last -= 1
        first, last = self._widened(first, last)
        code = self.names.code(surface(forms, first, last))
        lower, words = self.tokens.lowers[first], read_words()
        plain = lower in words.ordinary or lower in words.war or lower in words.violence
        if last - first == 1 and plain and code[:1] not in {"C", "A", "1"}:
            return
        if not code and last - first > 1:
            first, last, code = self._narrowed(first, last)
        if code or self._is_worth(first, last, entity):
            alike = not code and self._unknown.is_alike(first, last)
            reason = "tagged as a place, spelt like a place" if alike else "tagged as a place"
            yield NameSpan(first, last, code, entity.score, reason=reason)

    def _narrowed(self, first: int, last: int) -> tuple[int, int, str]:
        """Take the place that a site is named by: "Paris" of "Paris City Hall", "Dublin" of "Historic Dublin"."""
        called = read_words().kinds.get(self.forms[last - 1].lower())
        if called in {"admin1", "admin2", "airbase"} or is_street(self.forms, first, last):
            return first, last, ""
        for match in self.matches:
            if match.first < first or match.last > last or match.code.endswith("c"):
                continue
            leads = match.first == first or self.forms[first].lower() in _QUALIFIERS
            rest = {form.lower() for form in self.forms[match.last : last]}
            listed = all(form in read_words().ordinary or form in _QUALIFIERS for form in rest)
            known = match.code[0] in "CAD" or (match.code[0] in "12" and (listed or not self._around.at_war))
            known = known or bool(rest & (read_words().public | _HALLS)) or not rest
            if leads and known:
                return match.first, match.last, match.code
        return first, last, ""

    def _is_worth(self, first: int, last: int, entity: Entity) -> bool:
        """Whether a name that no gazetteer knows is kept: it is sure, or the words beside it call it a place."""
        lower = self.forms[first].lower()
        if last - first == 1 and (lower in read_words().ordinary or lower in read_words().given_names):
            return False
        kinds = read_words().kinds
        named = is_street(self.forms, first, last) or self.forms[last - 1].lower() in kinds
        near = (
            self._around.before(first) in _NARROW
            or self._around.before(first) in read_words().harm
            or self._around.is_called(first, last)
            or self._goes_on(first)
        )
        sure = entity.label == "LOC" and entity.score >= (_SURE_AT_WAR if self._around.at_war else _SURE)
        return named or near or sure or self._unknown.is_alike(first, last)

    def _goes_on(self, first: int) -> bool:
        """Whether a name goes on a list of places: "in Ivanovo and Diaghilev"."""
        i = first - 1
        while i > 0 and self.forms[i] in {",", "and", "or", "&"}:
            i -= 1
        return i < first - 1 and i in self._taken and i + 1 not in self._taken

    def _widened(self, first: int, last: int) -> tuple[int, int]:
        """Take the gazetteer's name where it holds the tagged one."""
        for match in self.matches[: bisect_left(self._starts, first + 1)][-1:]:
            if match.last > last and not any(self._is(i, "PER", "ORG") for i in range(last, match.last)):
                return match.first, match.last
        return first, last

    def _is(self, i: int, *labels: str) -> bool:
        owner = self._owner.get(i)
        return owner is not None and owner.label in labels

    def _of_organisation(self, entity: Entity) -> Iterator[NameSpan]:
        begin = bisect_left(self._starts, entity.first)
        stop = bisect_left(self._starts, entity.last, begin)
        inside = [one for one in self.matches[begin:stop] if one.last <= entity.last]
        if not inside:
            return
        final = self.forms[entity.last - 1].lower()
        if final in read_words().publications and entity.last - entity.first > 1:
            return
        for match in inside:
            if match.last - match.first == entity.last - entity.first:
                if match.code[0] in "CA1" or self._around.before(match.first) in _LOCATIVE:
                    yield NameSpan(
                        match.first, match.last, match.code, 0.5, reason="a place named like an organisation"
                    )
            elif match.last == entity.last and self._around.before(match.first) in {"in", "at", "near"}:
                yield NameSpan(match.first, match.last, match.code, 0.5, reason="where an organisation is")
            elif self._is_nested_place(match, entity):
                yield NameSpan(
                    match.first, match.last, match.code, 0.5, nested=True, reason="inside an organisation's name"
                )

    def _is_nested_place(self, match: NameMatch, entity: Entity) -> bool:
        """Whether an organisation is named by where it is: "Kharkiv Regional Prosecutors", "University of Michigan"."""
        rest = {form.lower() for form in self.forms[match.last : entity.last + 1]}
        code = match.code[0]
        if code == "N":
            return bool(rest & _STATE_BODIES)
        foreign = match.code != "C" and bool(rest & _ARMIES)
        if match.code.endswith("c") or foreign or (code not in "CA" and rest & _COMPANIES):
            return False
        before = self._around.before(match.first)
        if before == "of":
            return code in "CA12D" and "bank" not in self._around.before(match.first - 1)
        leads = match.first == entity.first or before in {"the", "in", "at", "for"}
        if not leads:
            return code in "CAD" and match.last - match.first > 1
        return code in "CAD1" or bool(rest & read_words().public) or self._is_known(match)

    def _is_known(self, match: NameMatch) -> bool:
        """Whether the document names the same place outside of organisations."""
        form = self.forms[match.first]
        return any(self.forms[span.first] == form and not span.nested for span in self._spans.values())

    def _add_match(self, match: NameMatch) -> None:
        owners = [self._owner[i] for i in range(match.first, match.last) if i in self._owner]
        labels = {one.label for one in owners} - _PLACES
        trust = max([one.score for one in owners], default=0.0)
        if match.code[0] == "N":
            if not labels:
                self._add(NameSpan(match.first, match.last, match.code, 0.9, reason="a demonym"))
        elif not labels:
            self._add_untagged(self._with_feature(match))
        elif (
            match.code == "S"
            or self._around.is_country(match)
            or self._around.is_local_alone(match)
            or self._around.is_placed(match)
            or self._around.is_called(match.first, match.last)
            or self._around.is_struck(match)
            or self._owns_site(match)
            or (trust < _CERTAIN and self._is_seat(match))
            or ("PER" in labels and trust < _CERTAIN and self._around.is_located(match))
        ):
            self._add(NameSpan(match.first, match.last, match.code, 0.4, reason="a known name in context"))

    def _with_feature(self, match: NameMatch) -> NameMatch:
        """Return a small town's name with the word that makes it another place's: "Bolan Pass" is not Bolan."""
        follow = self.forms[match.last] if match.last < len(self.forms) else ""
        if match.code[0] in "34" and follow in _FEATURES and match.last not in self._owner:
            return NameMatch(match.first, match.last + 1, "F")
        return match

    def _is_seat(self, match: NameMatch) -> bool:
        """Whether a name in a report of war is a capital's: "Doha hosted talks"."""
        known = match.code == "2" and self._around.at_war
        return known and self.names.is_capital(surface(self.forms, match.first, match.last))

    def _owns_site(self, match: NameMatch) -> bool:
        """Whether a report of war speaks of a name's airport, market or mayor: "Goma's airport"."""
        after = self.forms[match.last : match.last + 2]
        if len(after) < 2 or after[0] not in {"'s", "\u2019s"} or not self._around.at_war:
            return False
        return match.code[0] in "123" and after[1].lower() in _SITES

    def _add_untagged(self, match: NameMatch) -> None:
        if match.code.endswith("c") and not self._around.is_called(match.first, match.last):
            return
        several = match.last - match.first > 1
        if not several and match.code[0] in "234" and self._goes_on_as_name(match.last):
            return
        if not several and self.tokens.lowers[match.first] in read_words().war and not self._is_put(match):
            return
        if (
            match.code[0] in _STRONG
            or match.code == "S"
            or several
            or self._around.is_located(match)
            or self._around.in_chain(match)
            or self._around.is_local(match)
            or self._around.before(match.first) in read_words().harm
            or self._around.is_at_war_there(match)
            or self._is_seat(match)
            or self._owns_site(match)
            or self._around.is_struck(match)
        ):
            self._add(NameSpan(match.first, match.last, match.code, 0.5, reason="a known name in context"))

    def _goes_on_as_name(self, i: int) -> bool:
        """As in "Ram Navami": a capitalised word that is none of the language and no place's stands right behind."""
        form = self.forms[i] if i < len(self.forms) else ""
        if len(form) < 4 or not form.istitle() or self.tokens.start(i) == self.tokens.ends[i - 1]:
            return False
        words, lower = read_words(), form.lower()
        known = lower in words.ordinary or lower in words.titles or lower in words.calendar or lower in words.kinds
        return not known and not self.names.code(form)

    def _is_put(self, match: NameMatch) -> bool:
        """Whether what is a word of war too is said to be a place: "in Tank", "Tank district", no "Artillery fire"."""
        return self._around.before(match.first) in _LOCATIVE or self._around.is_called(match.first, match.last)

    def _add_called(self) -> None:
        """Add names that nothing else knows but the words beside them call places."""
        words = read_words()
        for i in self._capitals:
            if i in self._taken or not self._around.is_called(i, i + 1):
                continue
            form, lower, owner = self.forms[i], self.tokens.lowers[i], self._owner.get(i)
            if (
                (owner is not None and owner.label == "PER")
                or not form.isalpha()
                or (form.isupper() and len(form) < _ACRONYM)
                or is_capitalised(self._around.after(i))
            ):
                continue
            if lower not in words.common and lower not in words.titles and lower not in words.kinds:
                self._add(NameSpan(i, i + 1, self.names.code(form), 0.5, reason="called a place"))

    def _add_unknown(self) -> None:
        """Add misspelt names."""
        ends = {span.last for span in self._spans.values() if span.code[:1] != "N"}
        for first, last in self._unknown.find(self._taken.copy(), ends):
            self._add(NameSpan(first, last, "", 0.4, reason="spelt like a place"))

    def _add_repeated(self) -> None:
        """Add what is a place elsewhere in the document and is nothing here."""
        known = {self.forms[span.first]: span for span in self._spans.values() if _is_plain(span)}
        for i in self._capitals:
            span = known.get(self.forms[i])
            if span is None or (i in self._owner and self._owner[i].last - self._owner[i].first > 1):
                continue
            self._add(NameSpan(i, i + 1, span.code, 0.5, reason="a place elsewhere in the text"))

    def _surnames(self) -> set[str]:
        """Return the last words of people named in full or by title."""
        found = set()
        for one in self.entities:
            titled = self._around.before(one.first).rstrip(".") in read_words().titles
            plain = any(form.islower() and len(form) > _PARTICLE for form in self.forms[one.first : one.last])
            if one.label == "PER" and not plain and (one.last - one.first > 1 or titled):
                found.add(self.forms[one.last - 1])
        return found

    def _is_person(self, span: NameSpan, people: set[str]) -> bool:
        """Whether a name alone is the surname of somebody whom the document names in full."""
        if span.last - span.first > 1 or self.forms[span.first] not in people or span.nested:
            return False
        return span.code[:1] != "C" and self._around.before(span.first) not in _LOCATIVE


def _is_plain(span: NameSpan) -> bool:
    return span.last - span.first == 1 and not span.nested and span.code[:1] != "N" and "tagged" in span.reason


def is_street(forms: Sequence[str], first: int, last: int) -> bool:
    """Whether tokens name a street or road: the last, or the first before a number, says so."""
    kinds = read_words().kinds
    ends = forms[last - 1].lower().rstrip(".")
    starts = forms[first].lower()
    numbered = last - first > 1 and forms[last - 1].isdigit() and kinds.get(starts) == "line"
    return last - first > 1 and is_capitalised(forms[last - 1]) and (kinds.get(ends) == "line" or numbered)
