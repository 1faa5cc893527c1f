"""A document laid out for reading events: small letters of the same length, sentences with their clauses and places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from geomap.events.dates import read_time
from geomap.events.lexicon import Lexicon
from geomap.events.phrases import PhraseIndex
from geomap.events.quantities import find_counts
from geomap.events.times import TimeWords, find_times
from geomap.model import Document, Place, Quantity, Resolution, Sentence, Span

_FLATTEN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'")
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys('\u201c\u201d\u201e\u00ab\u00bb\u00a0"*\n\r\t', " ")
    | {"\u2014": ";"}
)
_FLAT = re.compile("[" + "".join(map(re.escape, map(chr, _FLATTEN))) + "]+")
_CUT = re.compile(
    r";|:\s|\s\u2013\s|\s--?\s"
    r"|,?\s(?=(?:while|whereas|although|though|but|when|which|who|whose|because|amid|until|unless)\s)|,\s(?=where\s)"
    r"|(?<!\bhave)(?<!\bhas)(?<!\bhad),?\s(?=(?:after|before|since|ahead of)\s(?!dawn|sunrise|noon|midnight|sunset|"
    r"nightfall|dark\b|the weekend|"
    r"being\b|reaching\b|hitting\b|(?:it|they)\s(?:could|reached|hit)|(?:late|early|mid|last|then|yesterday|\d{4}|[a-z]+day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b))"
    r"|,\s(?=adding\sthat\s)"
    r"|,\s(?=(?:and|then|so)\s(?!(?:in|at|on|near|over|around)\s))|,\s(?=as\s)"
    r"|\s(?=and\s(?:will|are\sto|is\sto|(?:are|is)\sdue|plans?\sto)\s)"
    r"|,\s(?=an?\s(?:assertion|claim|charge|allegation|account)\b)"
    r"|(?<!such)(?<!known)(?<!well)(?<!many)(?<!much)(?<!far)(?<!described)(?<!them)\s(?=as\s(?:the|it|"
    r"its|he|she|they|a|an|envoys|[a-z]+\s(?:were|was|are|is|got|forces|troops|said|[a-z]{3,}ed)|"
    r"[a-z]+\s[a-z]+\s(?:were|was|said|[a-z]{3,}ed))\b)"
)
YEAR_RULES = frozenset({"year", "bareyear", "monthyear", "full", "iso", "dotted"})
RECENT_RULES = frozenset(
    "weekday daysafter lastweekday nextweekday nightto nightfrom samenight overnight yesterday today tomorrow "
    "lastday week calendarweek recent endofweek monthday range ofmonth thismonth nights weekdaylastweek "
    "beforeyesterday".split()
)
_MARGIN = re.compile(r"\b(?:since|until|before|after)\s")
RELATIVE = re.compile(r"\s?(?:who|which|whose|where)\s")
"""What a relative clause begins with."""
_GOES_ON = re.compile(
    r",\s(?=(?:is|are|was|were|has|have|had|will|would|said|says|told|announced|claimed|reported|denied|confirmed|wrote|"
    r"warned|began|took|came|went|fell)\s)"
)
_AGENTS = (
    r"(?:jets?|planes?|warplanes?|aircraft|helicopters?|drones?|missiles?|rockets?|bombs?|bombers?|shells?|shelling|artillery|"
    r"troops|soldiers|forces|fighters|militants|militiamen|rebels|gunmen|insurgents|army|navy|police|settlers|raiders|"
    r"people|residents|civilians|villagers|families|households|man|woman|men|women|child|children)"
)
_DID = (
    r"(?:was|were|had|has|have|hit|hits|struck|took|fell|shot|fought|fled|tore|set|left|blew|lost|came|went|knocked|"
    r"(?!armed|combined|wounded|guided|retired|united|allied|displaced|hundred)[a-z]{2,}ed)"
)
_NEXT_DEED = re.compile(
    rf"\sand\s(?=(?!(?:was|were|had|has|have|then|also|[a-z]+ed|[a-z]+ing)\s)(?:[\w'-]+\s){{0,3}}?{_AGENTS}\s{_DID}\b)"
)
_DONE = re.compile(rf"\s{_DID}\s")
_SAID_THAT = "".join(
    f"(?<!{verb} )"
    for verb in "said says alleged claimed told reported announced insisted confirmed denied warned added acknowledged "
    "argued stated believed".split()
)
_ASIDE = re.compile(
    rf",\s(?:the|an?|its|his|her|their|once|home|now|long)\s[^,;.]{{2,70}}?\s(?:{_SAID_THAT}that|which|who|where|whose)\s"
    r"[^,;.]{3,90}(?=[,;.]|$)"
    r"|,\s(?:the|an?|its|his)\s[^,;.]{5,90}(?=,\s(?:said|says|claimed|announced|reported|denied|has|had|told|wrote|confirmed|"
    r"warned|vowed|accused)\b)"
)
_REPORT = 3  # sentences that a text with a headline has at least
_LINE, _NOTE, _SHORT = 200, 500, 2500
_LATELY = 60  # days
_DENSE = 7  # different words of war in a long text that is all about one
_SPARSE = 240  # characters to a word of war, in such a text
_YEAR = re.compile(r"(?<![\d,.-])((?:19|20)\d\d)(?![\d%]|,\d|\.\d)")
_QUOTED = re.compile(r"[\"\u201c\u00ab][^\"\u201c\u201d\u00ab\u00bb\n]{0,600}[\"\u201d\u00bb]")
_FIRST_PERSON = re.compile(
    r"\b(?:our|my) (?:troops|forces|soldiers|units|fighters|defenders|air defen[cs]e|region|district|"
    r"comrades)\b"
)
_ATTACKS = re.compile(
    r"\s+(?:has\s+|have\s+)?(?:struck|bombed|shelled|attacked|invaded|raided|hit)\s+(?:(?!(?:back|twice|first|late)\b)[\w'-]+\s+){0,5}"
)
_ARMED_DEEDS = re.compile(
    r"(?:'s)?\s+(?:[\w-]+\s+){0,2}?(?:shelling|bombardment|navy|gunboats?|marines|shells?\s+(?:hit|killed|struck)"
    r"|(?:gun)?fire\b(?!\s+(?:department|service|brigade|chief|engine|truck|station|season|alarm|fight)\w*)"
    r"|(?:strikes?|raids?)\s+(?:kill(?:ed|s)?|wounded|injured|destroyed|target(?:ed|s)|on\s+(?!(?:[a-z]{3,6})day\b))"
    r"|(?:sank|bombed|bombs|shelled|shells|invaded|invades)\s+(?!off\b|out\b))"
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z' ./-]+[^\n]{0,60}?\s(?:\u2014|\u2013|--?)\s")


def normalise(text: str) -> str:
    """Small letters, plain quotes and dashes, one character for each of `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return _FLAT.sub(_flattened, lowered)


def _flattened(match: re.Match[str]) -> str:
    return match.group().translate(_FLATTEN)


@dataclass
class Scene:
    """
    One sentence, each question about its words answered when first asked.

    Parameters
    ----------
    index, sentence
        Its number and where it stands.
    resolutions
        The places named in it.
    norm
        The document's text in small letters.
    begins
        Where it begins once a dateline is passed over.
    lexicon
        What tells an event.
    opens_paragraph
        Whether a paragraph begins with it.
    """

    @cached_property
    def tellings(self) -> PhraseIndex:
        """Where the words that tell an event stand in it."""
        return PhraseIndex(self.norm, self.lexicon.telling_openers, self.sentence.start, self.sentence.end)

    @cached_property
    def phrases(self) -> PhraseIndex:
        """Where the lexicon's other phrases stand in it."""
        return PhraseIndex(self.norm, self.lexicon.openers, self.sentence.start, self.sentence.end)

    index: int
    sentence: Sentence
    resolutions: tuple[Resolution, ...]
    norm: str = field(repr=False)
    begins: int
    lexicon: Lexicon = field(repr=False)
    opens_paragraph: bool = False

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """Its parts, cut where another subject or another thought may begin."""
        return tuple(_clauses(self.norm, self.sentence.start, self.sentence.end))

    @cached_property
    def asides(self) -> tuple[Span, ...]:
        """What it says by the way of a name: "Mogok, the mining town that rebels seized last year, ..."."""
        found = _ASIDE.finditer(self.norm, self.sentence.start, self.sentence.end)
        return tuple(Span(match.start(), match.end()) for match in found)

    def is_aside(self, offset: int, hit: int) -> bool:
        """Whether words at an offset are said by the way and those at another are not."""
        return any(one.start <= offset < one.end and not one.start <= hit < one.end for one in self.asides)

    @cached_property
    def times(self) -> list[TimeWords]:
        """The words that say when."""
        return find_times(self.norm, self.begins, self.sentence.end)

    @cached_property
    def counts(self) -> list[Quantity]:
        """What it counts."""
        return find_counts(self.norm, self.sentence.start, self.sentence.end)

    def clause_at(self, offset: int) -> Span:
        """The clause that holds an offset."""
        for clause in self.clauses:
            if offset < clause.end:
                return clause
        return self.clauses[-1]


class Story:
    """
    A document with everything found in its sentences.

    Parameters
    ----------
    document
        The document.
    sentences
        Its sentences, in text order.
    resolutions
        Its resolved mentions, in text order.
    lexicon
        What tells an event.
    """

    def __init__(
        self, document: Document, sentences: Sequence[Sentence], resolutions: Sequence[Resolution], lexicon: Lexicon
    ) -> None:
        self.document = document
        self.lexicon = lexicon
        self.norm = normalise(document.text)
        self.resolutions = tuple(resolutions)
        self._sentences = tuple(sentences)
        self._told: dict[tuple[int, str], int] = {}

    @cached_property
    def _topic(self) -> PhraseIndex:
        """Where words that say what the text is about stand in it: asked of every text, so that few need more."""
        return PhraseIndex(self.norm, self.lexicon.topic_openers)

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """A scene for each sentence."""
        return tuple(self._scenes())

    def _scenes(self) -> Iterator[Scene]:
        position, previous_end = 0, self.document.body_start
        for index, sentence in enumerate(self._sentences):
            inside = []
            while position < len(self.resolutions) and self.resolutions[position].mention.start < sentence.end:
                if self.resolutions[position].mention.start >= sentence.start:
                    inside.append(self.resolutions[position])
                position += 1
            gap = self.document.text[previous_end : sentence.start]
            previous_end = sentence.end
            yield Scene(
                index,
                sentence,
                tuple(inside),
                self.norm,
                self._after_dateline(sentence),
                self.lexicon,
                opens_paragraph="\n" in gap or "\r" in gap or index == 0,
            )

    def _after_dateline(self, sentence: Sentence) -> int:
        """Where a sentence begins once "KYIV, Aug. 21 -" is passed over: a dateline says when it was written."""
        begins = self.document.body_start
        if sentence.start > begins + 40:
            return sentence.start
        dateline = _DATELINE.match(self.document.text, begins)
        return max(sentence.start, min(dateline.end(), sentence.end)) if dateline else sentence.start

    @cached_property
    def conflict_score(self) -> int:
        """How many different words of war the document uses."""
        return len({self.norm[start:end] for start, end in self._war_words})

    @cached_property
    def _war_words(self) -> list[tuple[int, int]]:
        found = [match.span() for match in self._topic.finditer(self.lexicon.words["war"])]
        text = self.document.text
        named = self._topic.finditer(self.lexicon.armed_names)
        found += [match.span() for match in named if text[match.start()].isupper()]
        if len(self.norm) < _NOTE:
            found += self._armed_deeds
        return sorted([*found, *(self._attacks if self.is_line else ())])

    @property
    def _armed_deeds(self) -> list[tuple[int, int]]:
        """Where a people does what only an army does, as in "Israeli strikes killed": notes are short."""
        peoples = (one for one in self.resolutions if one.place is not None and one.place.kind == "country")
        found = (_ARMED_DEEDS.match(self.norm, one.mention.end) for one in peoples if not one.mention.literal)
        return [match.span() for match in found if match is not None]

    @cached_property
    def _attacks(self) -> list[tuple[int, int]]:
        """Where a state attacks a place, as in "Israel struck the Gaza Strip": of war, whatever else is said."""
        spans = []
        for one, other in pairwise(self.resolutions):
            match = _ATTACKS.fullmatch(self.norm, one.mention.end, other.mention.start)
            if match and one.place is not None and one.place.kind == "country" and not one.mention.literal:
                spans.append(match.span())
        return spans

    @cached_property
    def names_militants(self) -> bool:
        """Whether it tells of rebels or the like, or names an armed group."""
        named = any(self._topic.finditer(self.lexicon.words["militant"]))
        return named or self.names_armed_group

    @cached_property
    def names_armed_group(self) -> bool:
        """Whether it names an armed group."""
        named = self._topic.finditer(self.lexicon.armed_names)
        return any(self.document.text[match.start()].isupper() for match in named)

    @property
    def is_of_war(self) -> bool:
        """Whether so many words of war are used that the whole text is about one; fewer do in a short text."""
        least = 2 if len(self.norm) < _NOTE else 3 if len(self.norm) < _SHORT else 5
        return self.conflict_score >= least and not self.is_of_peace

    @property
    def is_all_war(self) -> bool:
        """Whether what else a phrase needs goes without saying."""
        dense = len(self._war_words) * _SPARSE > len(self.norm)
        return self.is_of_war and (len(self.norm) < _SHORT or (self.conflict_score >= _DENSE and dense))

    @property
    def is_steeped_in_war(self) -> bool:
        """Whether whatever it tells of a place and a weapon or a fighter is likely to be an event."""
        return self.is_all_war and self.conflict_score >= _DENSE

    def is_plain(self, scene: Scene) -> bool:
        """Whether bare words are believed in a sentence: the text is about a war and, if long, so is the sentence."""
        return self.is_of_war and (len(self.norm) < _SHORT or self.tells_of_war(scene.sentence))

    @property
    def is_war_enough(self) -> bool:
        """Whether a phrase that could mean something else is believed beside a word of war."""
        needed = 0 if self.is_line else 1 if len(self.norm) < _NOTE else 2
        return self.conflict_score >= needed and not self.is_of_peace

    @property
    def is_line(self) -> bool:
        """Whether the text is a line or two, which have no room to say that they are about a war."""
        return len(self.norm) < _LINE

    @cached_property
    def is_of_disaster(self) -> bool:
        """Whether the text tells of a natural disaster or an accident more than of a war."""
        return self._count("disaster") > len(self._war_words)

    @cached_property
    def is_of_peace(self) -> bool:
        """Whether the text tells of sport, business, work, crime or accidents more than of a war."""
        return self._count("civil") + self._count("disaster") > len(self._war_words)

    def _count(self, name: str) -> int:
        return sum(1 for _ in self._topic.finditer(self.lexicon.words[name]))

    def is_of_calamity(self, scene: Scene) -> bool:
        """Whether a sentence's paragraph tells of a natural disaster or an accident and not of a war or an attack."""
        told = self._told_in_paragraph(scene, "calamity")
        if told == 0 or told < self._war_in_paragraph(scene):
            return False
        return self._told_in_paragraph(scene, "blown") == 0

    def is_of_business(self, scene: Scene) -> bool:
        """Whether a sentence's paragraph tells of sport, business, work or crime more than of a war."""
        return self._told_in_paragraph(scene, "civil") > self._war_in_paragraph(scene)

    def _war_in_paragraph(self, scene: Scene) -> int:
        start, end = self._paragraph(scene)
        return bisect_left(self._war_words, (end, 0)) - bisect_left(self._war_words, (start, 0))

    def _told_in_paragraph(self, scene: Scene, name: str) -> int:
        start, end = self._paragraph(scene)
        found = self._told.get((start, name))
        if found is None:
            words = self.lexicon.words.get(name)
            found = sum(1 for _ in self._topic.finditer(words, start, end)) if words is not None else 0
            self._told[start, name] = found
        return found

    def _paragraph(self, scene: Scene) -> tuple[int, int]:
        after = bisect_right(self._openers, scene.index)
        last = self._openers[after] if after < len(self._openers) else len(self.scenes)
        return self.opener(scene).sentence.start, self.scenes[last - 1].sentence.end

    def opener(self, scene: Scene) -> Scene:
        """The first sentence of a sentence's paragraph."""
        return self.scenes[self._openers[bisect_right(self._openers, scene.index) - 1]]

    @cached_property
    def _openers(self) -> list[int]:
        return [scene.index for scene in self.scenes if scene.opens_paragraph]

    def tells_of_war(self, sentence: Sentence) -> bool:
        """Whether a word of war stands in a sentence."""
        first = bisect_left(self._war_words, (sentence.start, 0))
        return first < len(self._war_words) and self._war_words[first][0] < sentence.end

    @cached_property
    def present_year(self) -> int | None:
        """The year the report is of: its date's, else the latest it names; None when it names none."""
        if self.document.date is not None:
            return self.document.date.year
        return max((int(year) for year in _YEAR.findall(self.norm)), default=None)

    def year_told_of(self, index: int) -> int | None:
        """
        The last year named up to a sentence while no day of the report's own week is named.

        Three sentences back at most; in a document without a date as far as it goes.
        """
        first = max(0, index - 3) if self.document.date is not None else 0
        for scene in reversed(self.scenes[first : index + 1]):
            years = [
                int(words.found["year"])
                for words in scene.times
                if words.rule in YEAR_RULES
                and _MARGIN.search(self.norm, max(0, words.start - 8), words.start + 8) is None
                and not (scene.index == index and RELATIVE.match(self.norm, scene.clause_at(words.start).start))
            ]
            if years:
                return years[-1]
            if any(self.is_recent(words) for words in scene.times):
                return None
        return None

    def is_heading(self, scene: Scene) -> bool:
        """Whether a sentence is a headline: the first line, with no full stop, of a text that has more beneath it."""
        if scene.index > 0 or len(self.scenes) < _REPORT or self.norm[scene.sentence.end - 1] in ".!?:;,":
            return False
        return self.scenes[1].opens_paragraph and any(
            self.norm[one.sentence.end - 1] in ".!?" for one in self.scenes[1:]
        )

    def is_recent(self, words: TimeWords) -> bool:
        """Whether words name a day of the weeks before the report; a month and day with no year may be long ago."""
        if words.rule not in RECENT_RULES:
            return False
        day = self.document.date
        if day is None or words.rule not in ("monthday", "range"):
            return True
        read = read_time(words, self.document.text, day, ahead=False).start
        return read is None or day - read <= timedelta(days=_LATELY)

    @cached_property
    def countries(self) -> dict[str, Place]:
        """The country records that the document's names led to, by ISO code."""
        found: dict[str, Place] = {}
        for resolution in self.resolutions:
            place = resolution.place
            if place is not None and place.kind == "country" and place.country_code:
                found.setdefault(place.country_code, place)
        return found

    @cached_property
    def land(self) -> str:
        """The country in which most of its places lie; empty where it names none."""
        placed = Counter(
            at.place.country_code
            for at in self.resolutions
            if at.place is not None and at.place.country_code and at.mention.literal
        )
        return placed.most_common(1)[0][0] or "" if placed else ""

    @cached_property
    def is_in_first_person(self) -> bool:
        """As in "our troops hold their positions", said outside a quotation."""
        quoted = [match.span() for match in _QUOTED.finditer(self.document.text)]
        return any(
            not any(start <= match.start() < end for start, end in quoted)
            for match in _FIRST_PERSON.finditer(self.norm)
        )

    def text_of(self, span: Span) -> str:
        """The characters of a span."""
        return self.document.text[span.start : span.end]


def _clauses(norm: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for cut in (*_CUT.finditer(norm, start, end), None):
        stop = end if cut is None else cut.start()
        if stop <= begin:
            continue
        closed = _GOES_ON.search(norm, begin, stop) if RELATIVE.match(norm, begin) else None
        if closed is not None:  # "..., who met officials on Saturday, is due on Monday"
            yield Span(begin, closed.start())
            begin = closed.end()
        for deed in _NEXT_DEED.finditer(norm, begin, stop):
            if _DONE.search(norm, begin, deed.start()):  # "bombers struck A and jets hit B"
                yield Span(begin, deed.start())
                begin = deed.end()
        yield Span(begin, stop)
        if cut is not None:
            begin = cut.end()
