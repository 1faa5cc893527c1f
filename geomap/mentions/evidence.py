"""What the words around a name say about whether it is a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geomap.mentions.name_index import NameIndex, NameMatch, surface
from geomap.mentions.tagger import Entity
from geomap.mentions.tokens import Tokens, is_capitalised
from geomap.mentions.unknown import UnknownNames
from geomap.mentions.words import read_words

_LOCATIVE = frozenset("in at near inside outside around throughout across from into over".split())
# Kinds of place that a name beside them is surely of; "port" or "state" go beside other names as well.
_PLAIN_KINDS = frozenset(
    "region oblast province governorate raion district city town village hamlet settlement airbase airfield airport "
    "base peninsula county villages towns dam crossing refinery camp checkpoint prison".split()
)
# articles before a hyphen: al-Bab, ar-Raqqa
_NARROW = frozenset("in near around outside".split())
_DOUBTED = 0.5  # trust in a tagged name below which the words around it count for more
_DASHES = frozenset("- -- \u2013 \u2014".split())
_TOWARD = frozenset("from toward towards into onto on against at near around outside over across through via".split())
# What "of" or "for" makes part of a place, or done to it.
_PARTS = frozenset(
    "out outskirts suburbs suburb districts quarter heights approaches direction area vicinity edge entrance capture "
    "recapture control seizure fall loss liberation occupation siege encirclement blockade battle battles fight "
    "fighting part parts shelling shellings bombardment bombardments bombing bombings evacuation defence defense "
    "residents people inhabitants civilians streets centre center north south east west mayor defenders".split()
)
_FLIGHT = frozenset(
    "flee flees fled fleeing leave leaves left leaving reach reaches reaching quit quits enter escaped abandon "
    "abandons abandoned shell shelling strike strikes rocks shakes shut shuts blockade blockaded visits visited defend "
    "defends defended defending recapture recaptures".split()
)
_GROUND = frozenset("border front frontline direction sector axis pocket enclave suburbs outskirts".split())
_FATES = frozenset("falls fell fallen under besieged encircled shelled bombed".split())
_BE = frozenset("was were is are has have had been being came comes again".split())


class Surroundings:
    """
    The words around the names of one document.

    Parameters
    ----------
    tokens
        Tokens of the document.
    names
        The gazetteer's names.
    matches, owners
        What was matched, and what each token was tagged as.
    unknown
        Tells names of the countries that the document is about.
    """

    def __init__(
        self,
        tokens: Tokens,
        names: NameIndex,
        matches: Sequence[NameMatch],
        owners: Mapping[int, Entity],
        unknown: UnknownNames,
    ) -> None:
        self.forms = tokens.forms
        self.tokens = tokens
        self.names = names
        self.matches = matches
        self._owner = owners
        self._unknown = unknown
        self._openings = {begin for begin, _ in tokens.bounds}
        self.at_war = unknown.at_war

    def before(self, i: int) -> str:
        """Return the lower-case token before token `i`, "" at the start."""
        return self.tokens.lowers[i - 1] if i > 0 else ""

    def after(self, i: int) -> str:
        """Return the token after token `i`, a full stop at the end."""
        return self.forms[i + 1] if i + 1 < len(self.forms) else "."

    def is_located(self, match: NameMatch) -> bool:
        """Whether a preposition of place or a word for a place goes with a name."""
        before = self.before(match.first)
        if before == "the":
            before = self.before(match.first - 1)
        return before in _LOCATIVE or self.is_called(match.first, match.last)

    def is_called(self, first: int, last: int) -> bool:
        """Whether the words beside a name call it a place: "the city of X", "X airfield", "X air base"."""
        forms, kinds = self.forms, _PLAIN_KINDS
        after = forms[last] if last < len(forms) else ""
        if after in kinds or (after in {"air", "military"} and last + 1 < len(forms) and forms[last + 1] in kinds):
            return True
        before = self.before(first)
        return before in kinds or (before == "of" and first > 1 and forms[first - 2] in kinds)

    def in_chain(self, match: NameMatch) -> bool:
        """Whether a region or country follows after a comma: "Redding, Calif."."""
        follow = match.last + 1
        if follow >= len(self.forms) or self.forms[match.last] != ",":
            return False
        return any(one.first == follow and one.code[0] in "AC" for one in self.matches)

    def is_local(self, match: NameMatch) -> bool:
        """Whether people or bodies are said to be of it, it follows a party or an age, or it opens a dispatch."""
        after = self.forms[match.last] if match.last < len(self.forms) else "."
        if after in read_words().locals:
            return True
        later = self.forms[match.last + 1].lower() if match.last + 1 < len(self.forms) else ""
        dated = after == "," and later.rstrip(".") in read_words().calendar
        if (after in _DASHES or dated) and self.opens_item(match):
            return True
        before = self.before(match.first)
        earlier = self.before(match.first - 1)
        if before == "-" and len(earlier) < 4 and earlier in {"r", "d", "i", "dfl"}:
            return True
        return before == "of" and (earlier == "," or earlier.isdigit())

    def opens_item(self, match: NameMatch) -> bool:
        """Whether a name opens a dispatch or an item of a list: "RUTBA - ", "* Houla - Thursday night:"."""
        texts, first = self.tokens.texts, match.first
        bullet = first > 0 and texts[first - 1] in {"*", "\u2022", "-", "\u2013"} and first - 1 in self._openings
        return bullet or (first in self._openings and texts[first].isupper())

    def speaks(self, match: NameMatch) -> bool:
        """Whether a name is said to say something."""
        return match.last < len(self.forms) and self.forms[match.last] in read_words().report

    def is_capital(self, match: NameMatch) -> bool:
        """Whether a name is most likely a capital's."""
        return self.names.is_capital(surface(self.forms, match.first, match.last))

    def is_country(self, match: NameMatch) -> bool:
        """Whether a name alone, though tagged as a person, is a country's: "Jordan said", not "Jordan Lagos"."""
        owner = self._owner.get(match.first)
        alone = owner is not None and owner.last - owner.first == match.last - match.first
        titled = self.before(match.first).rstrip(".") in read_words().titles
        power = match.code == "C" or (match.code == "1" and self.speaks(match) and self.is_capital(match))
        return power and alone and not titled

    def is_local_alone(self, match: NameMatch) -> bool:
        """Whether a name of the countries at war is tagged as a person or organisation, but by itself."""
        owner = self._owner.get(match.first)
        alone = owner is not None and owner.last - owner.first == match.last - match.first
        return self.at_war and alone and match.code[0] in "CAD1234" and self._unknown.is_local(match)

    def is_at_war_there(self, match: NameMatch) -> bool:
        """Whether the document is about a conflict and the name is of its countries."""
        return self.at_war and self._unknown.is_local(match)

    def is_placed(self, match: NameMatch) -> bool:
        """Whether a whole tagged name stands where people hardly do: "in X", "shelled X"."""
        owner = self._owner.get(match.first)
        alone = owner is not None and owner.first == match.first and owner.last == match.last
        before = self.before(match.first)
        return alone and (before in _NARROW or before in read_words().harm)

    def is_struck(self, match: NameMatch) -> bool:
        """
        Whether in a report of war a name stands where only places do.

        It heads a line ("Kherson: two dead"), is fled, reached or fought for, or was taken or hit.
        """
        owner = self._owner.get(match.first)
        alone = owner is None or owner.score < _DOUBTED or (owner.first == match.first and owner.last == match.last)
        before = self.forms[match.first - 1] if match.first > 0 else ""
        goes_on = match.last < len(self.forms) and is_capitalised(self.forms[match.last])
        verb = before in _FLIGHT or before in read_words().harm
        alone = alone or (verb and not goes_on)  # no name holds a verb
        if not self.at_war or not alone or match.code.endswith("c") or match.code[0] not in "CAD1234F":
            return False
        if match.last - match.first == 1 and self.forms[match.first].lower() in read_words().given_names:
            return False
        return self._heads_line(match) or self._is_goal(match.first) or self._meets_fate(match.last)

    def _heads_line(self, match: NameMatch) -> bool:
        """Whether a name opens a sentence and a colon follows soon: "Kherson, past day: three dead"."""
        after = self.forms[match.last : match.last + 5]
        return match.first in self._openings and after[:1] in ([":"], [","]) and ":" in after

    def _is_goal(self, first: int) -> bool:
        """Whether what goes before a name is done to places, or leads there."""
        before = self.before(first)
        if before in {"of", "for"}:
            return self.before(first - 1) in _PARTS
        return before in _TOWARD or before in _FLIGHT or before in read_words().harm

    def _meets_fate(self, last: int) -> bool:
        """Whether what follows a name happens to places: "was shelled", "has fallen", "border"."""
        if last < len(self.forms) and self.forms[last] in _GROUND:
            return True
        follows = [form.lower() for form in self.forms[last : last + 4]]
        passive = False
        while follows and follows[0] in _BE:
            passive, follows = True, follows[1:]
        return bool(follows) and (follows[0] in _FATES or (passive and follows[0] in read_words().harm))
