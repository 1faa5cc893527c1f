"""What a place name does in its sentence: where something happened, or a government, a source, a direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.mentions.combine import NameSpan, is_street
from geomap.mentions.datelines import count_items, is_dateline
from geomap.mentions.role_words import (
    ABOUT,
    ARTICLES,
    BANDS,
    BE,
    BRIEFINGS,
    BROADCASTERS,
    GROUND,
    HEADS,
    INSIDE,
    MEASURES,
    MISSIONS,
    OFFICES,
    ORIGIN_VERBS,
    PASSIVE,
    PEOPLE,
    PREPOSITIONS,
    REPORTS,
    SEAT_NOUNS,
    SKIPPED,
    TALKS,
)
from geomap.mentions.tokens import Tokens
from geomap.mentions.words import read_words
from geomap.model import MentionKind, Role


class Reading(NamedTuple):
    """Role and kind of a mention, whether the place itself is meant, and why."""

    role: Role
    literal: bool
    kind: MentionKind | None
    reason: str


_UNDER = frozenset("attack fire bombardment shelling".split())  # what a place comes under
_AWAY = frozenset("km kilometers kilometres miles away far".split())
_SAYS = frozenset("says said counts".split())
_SEATED_SAYS = frozenset(
    "counted acknowledged admitted denied put called listed blamed accused insisted estimated warned spoke dismissed "
    "disputed rejected registered recorded".split()
)
_ROADS = frozenset("road highway motorway railway".split())
_LEAVING = frozenset("left leave leaving leaves fled flee fleeing quit evacuated".split())
_GONE = frozenset("fled crossed arrived left reached poured streamed trekked walked gone".split())
_BORDERS = frozenset("border frontier boundary".split())
_AT_PLACES = frozenset("at near outside in".split())
_LANDS = frozenset("states countries nations governments presidents".split())
_DRIVEN = frozenset("drove driven driving ousted expelled dislodged flushed".split())
_MOVES = frozenset(
    "evacuate evacuates evacuated evacuating displaced displacing bused bussed airlifted relocated".split()
)
_TOLD = frozenset("said told confirmed informed reported declared announced added stated communicated".split())
_AFFAIRS = frozenset("defense defence affairs".split())
_HAPPENING = frozenset({"event_location", "container", "travel", "relative"})


def _is_filler(word: str) -> bool:
    """Whether a word may stand between what governs a name and the name: an article, a direction, "occupied"."""
    return word in ARTICLES or word in SKIPPED or word in read_words().directions


class RoleReader:
    """
    Reads the role of each place name of one document from the words around it.

    Parameters
    ----------
    tokens
        Tokens of the document.
    spans
        Its place names in text order.
    powers
        For each span, whether its name can stand for a government: "country", "capital", "seat" or "".
    topic
        For each sentence, whether what it places can be an event of a conflict (`topic.conflict_sentences`).
    """

    def __init__(self, tokens: Tokens, spans: Sequence[NameSpan], powers: Sequence[str], topic: Sequence[bool]) -> None:
        self._tokens = tokens
        self._at_war = topic
        self.forms = tokens.forms
        self.lowers = tokens.lowers
        self.texts = tokens.texts
        self.spans = spans
        self.powers = powers
        self._ending = {span.last: k for k, span in enumerate(spans)}
        self._beginning = {span.first: k for k, span in enumerate(spans)}
        self._sentence: list[tuple[int, int]] = []
        for bounds in tokens.bounds:
            self._sentence.extend([bounds] * (bounds[1] - bounds[0]))
        self._items = count_items(tokens, spans)

    def read(self, k: int, sentence: int) -> Reading:
        """Return the role of span `k`, which stands in a sentence; without a conflict a place is only context."""
        reading = self._read(k)
        if reading.literal and reading.role in _HAPPENING and not self._at_war[sentence]:
            return Reading("context", True, reading.kind, f"{reading.reason}, of no conflict")
        if reading.role == "relative" and reading.literal and self._is_alone(k, sentence):
            return Reading("event_location", True, reading.kind, f"{reading.reason}, the nearest that is named")
        return reading

    def _is_alone(self, k: int, sentence: int) -> bool:
        """Whether a sentence names no other town, region or site than span `k`."""
        begin, stop = self._tokens.bounds[sentence]
        name = self.lowers[self.spans[k].first]
        others = [
            span
            for i, span in enumerate(self.spans)
            if i != k and begin <= span.first < stop and self.lowers[span.first] != name
        ]
        return self.spans[k].code[:1] not in {"C", "W", "R"} and all(span.code[:1] in {"C", "N"} for span in others)

    def _read(self, k: int) -> Reading:
        span, power = self.spans[k], self.powers[k]
        kind = self._kind(span)
        if span.code[:1] == "N":
            return Reading("affiliation", False, "demonym", "a people or adjective")
        if is_dateline(self._tokens, span.first, span.last, self._sentence[span.first], items=self._items):
            return Reading("dateline", True, kind, "dateline")
        if span.nested:
            return Reading("affiliation", False, kind, "part of an organisation's name")
        return (
            self._from_hyphen(span, kind)
            or (None if power == "seat" else self._from_harm(span, kind))
            or (None if self._begins_with_from(span) else self._from_follower(k, kind))
            or self._from_possessive(k, kind)
            or self._from_preposition(k, kind)
            or self._from_rest(k, power, kind)
        )

    def _begins_with_from(self, span: NameSpan) -> bool:
        """As in "From Druzhkivka police took out 86 people", where what follows is not the town's."""
        return span.first == self._sentence[span.first][0] + 1 and self._word(span.first - 1, span.first) == "from"

    def _word(self, i: int, like: int) -> str:
        """The lower-case token at `i`, "" outside the sentence of token `like`."""
        begin, stop = self._sentence[like]
        return self.lowers[i] if begin <= i < stop else ""

    def _kind(self, span: NameSpan) -> MentionKind | None:
        """What the words beside a name call it: "the Kursk region", "Saky airfield", "the village of Kamianske"."""
        kinds = read_words().kinds
        if is_street(self.forms, span.first, span.last):
            return "line"
        inner = self.lowers[span.last - 1] if span.last - span.first > 1 else ""
        after = self._word(span.last, span.first)
        if after in {"air", "military", "naval", "army"} and self._word(span.last + 1, span.first) in {
            "base",
            "bases",
            "airfield",
        }:
            return "airbase" if after in {"air", "military"} else "facility"
        for word in (inner, after):
            if word in kinds and kinds[word] != "line":
                return kinds[word]
        before, earlier = self._word(span.first - 1, span.first), self._word(span.first - 2, span.first)
        if before == "of" and earlier in kinds and kinds[earlier] != "line":
            return kinds[earlier]
        if before in kinds and kinds[before] in {"city", "village", "airbase"}:
            return kinds[before]
        return None

    def _from_hyphen(self, span: NameSpan, kind: MentionKind | None) -> Reading | None:
        if self._word(span.last, span.first) == "-" and self._is_glued(span.last):
            joined = self._word(span.last + 1, span.first)
            if joined == "bound":
                return Reading("travel", True, kind, "a destination")
            if joined == "area":
                return Reading("event_location", True, kind, "the area of a place")
            if joined.isalpha() and not self._is_road(span.last + 2, span.first):
                return Reading("affiliation", False, kind, "part of a compound")
        if self._is_road(span.last, span.first):
            return None
        joined = self._word(span.first - 2, span.first)
        if self._word(span.first - 1, span.first) == "-" and joined.isalpha() and self._is_glued(span.first - 1):
            return Reading("metonym", False, kind, "part of a compound")
        return None

    def _is_road(self, i: int, first: int) -> bool:
        """Whether "road" or the like stands at a token or the one after it: "the Homs-Palmyra desert road"."""
        return not _ROADS.isdisjoint((self._word(i, first), self._word(i + 1, first)))

    def _is_glued(self, i: int) -> bool:
        """Whether a hyphen joins its neighbours; one with spaces around is a dash."""
        tokens = self._tokens
        return (
            tokens.ends[i - 1] == tokens.start(i) and i + 1 < len(tokens.ends) and tokens.ends[i] == tokens.start(i + 1)
        )

    def _from_harm(self, span: NameSpan, kind: MentionKind | None) -> Reading | None:
        """A town that is hit, or the object of an attack, is itself, also where it is a capital."""
        harm = read_words().harm
        i, passive = span.last, False
        while (follow := self._word(i, span.first)) in BE:
            passive = passive or follow in PASSIVE
            i += 1
        passive = passive and (follow in harm or follow in _UNDER)
        before = self._word(span.first - 1, span.first)
        if before in ARTICLES:
            before = self._word(span.first - 2, span.first)
        if passive or before in harm:
            return Reading("event_location", True, kind, "what was attacked")
        return None

    def _from_follower(self, k: int, kind: MentionKind | None) -> Reading | None:
        """What a name only describes: "the Tigray leader", "Garissa county police", "Doha talks"."""
        span = self.spans[k]
        i = span.last
        if self._word(i, span.first) in read_words().kinds and span.code[:1] != "C":
            i += 1
        follow = self._word(i, span.first)
        if self.powers[k] == "capital" and follow in TALKS:
            return Reading("event_location", True, kind, "where there are talks")
        if follow in BROADCASTERS:
            return Reading("source", False, kind, "a paper or station")
        if follow in _LANDS and not self.powers[k]:
            return Reading("context", True, kind, "what countries are called by")
        if follow in BANDS:
            return Reading("affiliation", False, kind, "part of a group's name")
        if follow in HEADS and not self.powers[k]:
            return Reading("affiliation", False, kind, "somebody's office")
        return None

    def _from_possessive(self, k: int, kind: MentionKind | None) -> Reading | None:
        span, power = self.spans[k], self.powers[k]
        if self._word(span.last, span.first) not in {"'s", "\u2019s"}:
            return None
        i = span.last + 1
        while _is_filler(owned := self._word(i, span.first)):
            i += 1
        follow = self._beginning.get(i)
        if follow is not None and self.spans[follow].code[:1] != "N" and not self.spans[follow].nested:
            return Reading("container", True, kind, "the country or region of a place")
        if power in {"capital", "seat"} and owned not in GROUND:
            return Reading(
                "metonym", False, "capital_metonym" if power == "capital" else kind, "a government named by its seat"
            )
        if power == "country":
            return Reading("affiliation", False, kind, "a country's people or bodies")
        if owned in OFFICES or owned in read_words().titles:
            return Reading("affiliation", False, kind, "somebody's office")
        return None

    def _governor(self, k: int) -> tuple[str, int]:
        """Return the preposition that governs span `k` and its token, across lists and descriptions; "" if none."""
        words = read_words()
        i = self.spans[k].first - 1
        begin = self._sentence[self.spans[k].first][0]
        passed_list = False
        for _ in range(14):
            if i < begin:
                return "", i
            word = self.lowers[i]
            if i + 1 in self._ending and (passed_list or self.forms[i + 1] in {"'s", "\u2019s"}):
                i = self.spans[self._ending[i + 1]].first - 1
                passed_list = False
                continue
            if word == "of" and self._word(i - 1, i) in words.kinds and words.kinds[self._word(i - 1, i)] != "facility":
                i -= 2
            elif word in PREPOSITIONS:
                return word, i
            elif word in {",", "and", "or", "&"}:
                passed_list = True
                i -= 1
            elif self._is_skipped(i, word):
                i -= 1
            else:
                return "", i
        return "", i

    def _is_skipped(self, i: int, word: str) -> bool:
        """Whether a word may stand between a preposition and its name: an article, a direction, a demonym."""
        if _is_filler(word) or word in read_words().kinds:
            return True
        if word in {"'s", "\u2019s"}:
            return True
        return i in self._beginning and self.spans[self._beginning[i]].code[:1] == "N"

    def _from_preposition(self, k: int, kind: MentionKind | None) -> Reading | None:
        preposition, at = self._governor(k)
        if not preposition:
            return None
        if preposition in {"in", "at"} and self._word(at - 1, at) in _TOLD and self._word(at - 2, at) == ",":
            return Reading("source", True, kind, "where somebody speaks")
        if preposition in {"in", "at"} and self._word(at - 1, at) in BRIEFINGS and kind not in {"facility", "airbase"}:
            return Reading("context", True, kind, "where somebody speaks")
        if preposition == "of" and self._word(at - 1, at) == "out":
            return Reading("event_location", True, kind, "out of a place")
        return (
            self._from_side(preposition, at, kind)
            or self._from_way(k, preposition, at, kind)
            or self._from_power(k, preposition, at, kind)
            or self._from_office(preposition, at, kind)
        )

    def _from_side(self, preposition: str, at: int, kind: MentionKind | None) -> Reading | None:
        """Somewhere beside the place: "east of X", "the border with X", "bordering X"."""
        before = self._word(at - 1, at)
        if preposition == "of" and (before in read_words().directions or before in MEASURES):
            return Reading("relative", True, kind, f"{before} of a place")
        of_border = before in _BORDERS and preposition not in _AT_PLACES
        if of_border or preposition == "bordering" or (before == "crossing" and preposition == "with"):
            return Reading("relative", True, kind, "the border of a place")
        return None

    def _from_way(self, k: int, preposition: str, at: int, kind: MentionKind | None) -> Reading | None:
        """In, from or to the place."""
        if preposition in INSIDE:
            return self._inside(k, preposition, at, kind)
        if preposition == "from":
            return self._from_place(k, at, kind)
        goes = self._verb_near(at, read_words().travel) or (preposition == "to" and self._word(at - 1, at) in MISSIONS)
        if preposition in {"to", "toward", "towards", "via", "for"} and goes:
            return Reading("travel", True, kind, "a destination")
        return None

    def _from_power(self, k: int, preposition: str, at: int, kind: MentionKind | None) -> Reading | None:
        """With, by or against whoever governs from the place."""
        power = self.powers[k]
        part = preposition == "of" and self._word(at - 1, at) in GROUND
        if power == "country" and part and self._word(at - 1, at) == "territory":
            return Reading("event_location", True, kind, "on a country's territory")
        if power == "capital" and (part or self._is_ground(k, kind)):
            return Reading("event_location", True, kind, "called a city, or part of one")
        return self._metonym(power, kind) if power else None

    def _from_office(self, preposition: str, at: int, kind: MentionKind | None) -> Reading | None:
        if kind in {"admin1", "admin2"}:
            return None
        before = self._word(at - 1, at)
        if preposition in {"of", "for"} and (before in OFFICES or before in read_words().titles):
            return Reading("affiliation", False, kind, "somebody's office")
        if preposition == "between":
            return Reading("relative", True, kind, "between places")
        return None

    def _inside(self, k: int, preposition: str, at: int, kind: MentionKind | None) -> Reading | None:
        span, power = self.spans[k], self.powers[k]
        before = self._word(at - 1, span.first)
        if preposition in {"in", "at"} and self._speaks_there(span, seated=before in SEAT_NOUNS or before in _AFFAIRS):
            return Reading("source", True, kind, "where a source sits")
        if preposition in {"near", "outside", "beyond"} and power == "country":
            return Reading("relative", True, kind, "near a country")
        if preposition == "on" and power and before in ABOUT:
            return self._metonym(power, kind)
        if preposition == "under" and power == "country":
            return None
        return Reading("event_location", True, kind, f"{preposition} a place")

    def _speaks_there(self, span: NameSpan, *, seated: bool) -> bool:
        """Whether somebody is quoted right after a place, or soon after it where an office sits."""
        report = read_words().report
        follow = self._word(span.last, span.first)
        if follow in report or follow in _SAYS:
            return True
        if follow in {"the", "its"}:  # "in Bucharest the interior ministry called it invention"
            told = [self._word(i, span.first) for i in range(span.last + 1, span.last + 5)]
            body = next((i for i, word in enumerate(told) if word in SEAT_NOUNS), len(told))
            return any(word in read_words().speech for word in told[body + 1 : body + 2])
        near = [self._word(i, span.first) for i in range(span.last, span.last + 3)]
        return seated and (near[0] in _SEATED_SAYS or any(word in report for word in near[1:]))

    def _from_place(self, k: int, at: int, kind: MentionKind | None) -> Reading | None:
        span, power = self.spans[k], self.powers[k]
        before = self._word(at - 1, span.first)
        if before in read_words().directions or before in _AWAY:
            return Reading("relative", True, kind, "a distance from a place")
        if before in PEOPLE:
            gone = any(self._word(i, span.first) in _GONE for i in range(span.last, span.last + 3))
            moved = any(self._word(i, span.first) in _MOVES for i in range(at - 7, at - 1))
            if (gone or moved) and not power:
                return Reading("event_location", True, kind, "where people left")
            return Reading("affiliation", False, kind, "where people are from")
        if before in REPORTS or before in read_words().report:
            return Reading("source", True, kind, "where a report comes from")
        return self._left_place(k, at, kind)

    def _left_place(self, k: int, at: int, kind: MentionKind | None) -> Reading | None:
        power = self.powers[k]
        if self._verb_near(at, _DRIVEN):
            return Reading("event_location", True, kind, "where somebody was driven out")
        if power == "capital" and self._is_ground(k, kind):
            return Reading("event_location", True, kind, "called a city, or part of one")
        return self._departure(power, kind, leaves=self._verb_near(at, ORIGIN_VERBS))

    def _departure(self, power: str, kind: MentionKind | None, *, leaves: bool) -> Reading:
        if leaves:
            return Reading("travel", True, kind, "where somebody came from")
        if power in {"capital", "seat"}:
            return self._metonym(power, kind)
        if power == "country":
            return Reading("context", True, kind, "from a country")
        return Reading("event_location", True, kind, "from a place")

    def _verb_near(self, at: int, verbs: frozenset[str]) -> bool:
        return any(self._word(i, at) in verbs for i in range(at - 4, at))

    def _from_rest(self, k: int, power: str, kind: MentionKind | None) -> Reading:
        if power == "capital" and self._is_ground(k, kind):
            return Reading("event_location", True, kind, "called a city, or part of one")
        if power:
            return self._metonym(power, kind)
        following = self._word(self.spans[k].last, self.spans[k].first)
        silent = following in {"did", "has"} and self._word(self.spans[k].last + 1, self.spans[k].first) == "not"
        if following in read_words().report or silent:
            return Reading("metonym", False, kind, "who says something")
        return Reading("event_location", True, kind, "a place")

    def _is_ground(self, k: int, kind: MentionKind | None) -> bool:
        """Whether a capital itself is meant: "the capital Moscow", "Sanaa airport", "left Kyiv", "Tripoli, a port"."""
        span = self.spans[k]
        if kind in {"airbase", "admin1", "admin2"} or self._word(span.last, span.first) in GROUND:
            return True
        before = self._word(span.first - 1, span.first)
        if before in {"capital", "city"} or before in _LEAVING:
            return True
        follow = self._beginning.get(span.last + 1)
        if follow is None or self._word(span.last, span.first) != ",":
            return False
        after = self.spans[follow].last
        return self._word(after, span.first) in {"'s", "\u2019s", ","} and self.powers[follow] == "country"

    def _metonym(self, power: str, kind: MentionKind | None) -> Reading:
        if power == "capital":
            return Reading("metonym", False, "capital_metonym", "a government named by its capital")
        return Reading(
            "metonym", False, kind, "a state as an actor" if power == "country" else "an office named by its seat"
        )
