"""Mentions + candidates -> resolutions: names taken together, context built up in rounds, garbled names last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from geomap.folding import fold
from geomap.model import Candidate, Correction, Document, Mention, Place, Resolution, Sentence
from geomap.resolution.calibration import calibrated, evidence
from geomap.resolution.clues import read_clues
from geomap.resolution.corrections import Corrections
from geomap.resolution.garbled import Area, find_garbled
from geomap.resolution.groups import Group, group_mentions
from geomap.resolution.hints import CandidateSource, Hints
from geomap.resolution.home import home_country
from geomap.resolution.inside import is_inside
from geomap.resolution.ranking import LOCAL_FEATURES, local_features, rank
from geomap.resolution.settling import IMPLAUSIBLE, Choice, settle, unresolved
from geomap.resolution.table import CandidateTable, Floats

_LIMIT = 15  # candidates a name; what lies further down is right once in a thousand in the development corpora
_ALTERNATIVES = 3
_SAME_NAME = 0.99  # similarity from which a name is not misspelt, only listed under a longer one
_GARBLED_SCORE = 0.75  # share right among garbled names made from place names at random: benchmarks/geoparse.md
_REGIONS = frozenset({"admin1", "admin2"})
_TOWNS = frozenset({"city", "village"})
_ACRONYM = 3  # letters in capitals that are a country's before they are a village's: "US" is no village in France
_WATERS = frozenset("river sea lake bay strait gulf reservoir canal ocean creek".split())
_WIDE = frozenset({"country", "continent", "macro_region", "water"})
_OWNS = re.compile("['\u2019]s?\\s")
_LARGE = 100_000  # people of a town that is meant also where the text is about another country


def resolve(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    source: CandidateSource,
    *,
    hints: Hints | None = None,
    corrections: Sequence[Correction] = (),
) -> list[Resolution]:
    """
    Choose one place for each mention of a document.

    Parameters
    ----------
    document
        What was read.
    sentences
        Its sentences.
    mentions
        Its mentions in text order; offsets are code points, end exclusive.
    source
        Where candidates come from, best first: a gazetteer.
    hints
        What the caller knows: countries, a place nearby, the least score.
    corrections
        A reader's corrections, honoured before anything else.

    Returns
    -------
    resolutions
        As many as `mentions`, in the same order. `place.lat` (-90 to 90) and `place.lon` (-180 to 180) are WGS 84
        decimal degrees, EPSG:4326. Where no place is left `place` is None and `reason` says why.
    """
    return Resolver(document, sentences, mentions, source, hints or Hints(), Corrections(corrections)).resolutions()


class Resolver:
    """The state of resolving one document; parameters as of `resolve`."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        source: CandidateSource,
        hints: Hints,
        corrections: Corrections,
    ) -> None:
        self.document = document
        self.mentions = mentions
        self.source = source
        self.hints = hints
        self.corrections = corrections
        self.clues = read_clues(document.text, sentences, mentions)
        self.groups = group_mentions(mentions, self.clues)
        self.group_of = {k: g for g, group in enumerate(self.groups) for k in group.members}
        self.choices: list[Choice | None] = [None] * len(self.groups)
        self.anchors: dict[int, Place] = {}

    def resolutions(self) -> list[Resolution]:
        """Return one resolution a mention."""
        table, sentences = self.prepare()
        local = local_features(table, self.hints, home_country(self.document))
        self._choose(table, local, rank(table, local, sentences))
        for g, group in enumerate(self.groups):
            self._repair(g, group)
        return [self._settled(k) for k in range(len(self.mentions))]

    def prepare(self) -> tuple[CandidateTable, list[frozenset[int]]]:
        """Look every name up; return the candidates and the sentences of each group that has some."""
        for group in self.groups:
            self._look_up(group)
        self._link_containers()
        table = CandidateTable(self.groups)
        return table, [frozenset(self.mentions[k].sentence for k in self.groups[g].members) for g in table.filled]

    def _look_up(self, group: Group) -> None:
        mention = self.mentions[group.members[0]]
        if mention.kind == "line":
            return
        if mention.kind == "demonym" and (people := self.source.demonym(group.name)) is not None:
            group.candidates = (Candidate(people, "exact", group.name),)
            return
        found = {one.place.place_id: one for one in self._candidates(group)}
        if not found and mention.kind is None:
            place = self.source.demonym(group.name)
            found = {} if place is None else {place.place_id: Candidate(place, "exact", group.name)}
        group.candidates = tuple(found.values())

    def _candidates(self, group: Group) -> list[Candidate]:
        found = self.source.candidates(group.name, limit=_LIMIT)
        if group.kinds & _REGIONS and not any(one.place.kind in _REGIONS for one in found):
            found = [*self.source.candidates(group.name, kinds=("admin1", "admin2"), limit=5), *found]
        if "admin1" in group.kinds and found and not any(one.place.kind in _REGIONS for one in found):
            found = [*self._region_of_town(found[0]), *found]
        if not found and group.name[:4].lower() == "the ":
            found = self.source.candidates(group.name[4:], limit=_LIMIT)
        if len(group.name) <= _ACRONYM and group.name.isupper():
            return [one for one in found if one.place.kind == "country"] or found
        return found

    def _region_of_town(self, town: Candidate) -> list[Candidate]:
        """The region that is called by its chief town, whichever of the town's names stands before "region"."""
        region = self.source.containers(town.place)[1] if town.place.kind in _TOWNS else None
        if region is None or fold(region.name) != fold(town.place.name):
            return []
        return [replace(town, place=region)]

    def _link_containers(self) -> None:
        """Keep the containers that hold a candidate of what stands before them: "Belgorod, Saratov" is a list."""
        held = set()
        for group in self.groups:
            for k in group.containers:
                owner = self.groups[self.group_of[k]]
                places = [one.place for one in owner.candidates[:6] if one.place.kind in _REGIONS | {"country"}]
                if not owner.kinds and any(one.place.kind in _TOWNS for one in owner.candidates[:6]):
                    places = [place for place in places if place.kind != "admin2"]  # "Amritsar, Pathankot" is a list
                holding = [p for p in places if any(is_inside(one.place, p) for one in group.candidates)]
                owns = _OWNS.match(self.document.text, self.mentions[k].end)  # "off Hodeidah, Britain's navy said"
                if not holding and places and not owns and (owner.kinds & _REGIONS or places[0].kind == "country"):
                    holding = places[:1]
                if holding:
                    group.container_places.extend(holding)
                    held.add(self.group_of[k])
        for g, group in enumerate(self.groups):
            group.holds = g in held

    def _choose(self, table: CandidateTable, local: Floats, shares: Floats) -> None:
        """Take the likeliest candidate of each group."""
        for at, g in enumerate(table.filled):
            rows = table.rows_of(at)
            trust: list[float] = shares[rows].tolist()
            own = self.groups[g].candidates
            first = max(range(len(own)), key=trust.__getitem__)
            town = _town_of_district(own, first, self.groups[g])
            if town is not None:
                trust[first], trust[town] = trust[town], trust[first]
            order = sorted(range(len(trust)), key=trust.__getitem__, reverse=True)
            best = own[order[0]]
            row = local[rows.start + order[0]]
            self.choices[g] = Choice(
                place=best.place,
                score=calibrated(evidence(own, trust, order[0], row, len(table.filled))),
                match_method=best.match_method,
                reason=_reason(row, len(own)),
                alternatives=tuple(own[i].place for i in order[1 : 1 + _ALTERNATIVES]),
            )
            self.anchors[g] = best.place

    def _repair(self, g: int, group: Group) -> None:
        """Look for a garbled name where no candidate lies where the text says."""
        choice = self.choices[g]
        if choice is not None and self._is_namesake(g, choice):
            choice = self.choices[g] = None
        mention = self.mentions[group.members[0]]
        if (
            mention.kind in {"demonym", "line", "water", "macro_region"}
            or group.is_metonym
            or not self._is_literal(group)
        ):
            return
        if choice is not None and _is_evident(choice, group):
            self._doubt(g, group, choice)
            return
        areas = self._areas(g, group)
        if choice is not None and self._fits(choice, group, areas):
            self._doubt(g, group, choice)
            return
        exact = None if choice is None else choice.place
        found = find_garbled(group, areas, self.source, located=self._is_located(group), exact=exact)
        if found is None:
            if choice is not None and self._is_far_fetched(g, choice, areas):
                self.choices[g] = None
            elif choice is not None:
                self._doubt(g, group, choice)
            return
        candidate, area = found
        alternatives = () if choice is None else (choice.place, *choice.alternatives)[:_ALTERNATIVES]
        same = candidate.similarity >= _SAME_NAME
        self.choices[g] = Choice(
            place=candidate.place,
            score=round(_GARBLED_SCORE * candidate.similarity, 4),
            match_method="relaxed" if same else "fuzzy",
            reason=f"{'named' if same else 'spelt like'} {candidate.matched_name!r} in {area.place.name}",
            alternatives=alternatives,
            warning="" if same else "garbled_name",
        )

    def _is_far_fetched(self, g: int, choice: Choice, areas: Sequence[Area]) -> bool:
        """Whether a place is no answer: "Mal'ta, Irkutsk Region" is no country, nor is a name of Kivu in Galicia."""
        if areas and areas[0].basis == "container" and choice.place.kind == "country":
            return True
        name = self.groups[g].name
        code = len(name) <= _ACRONYM and fold(name) != fold(choice.place.name)  # of an airport: "Luq" of San Luis
        loose = choice.match_method in {"transliterated", "relaxed"} or (code and choice.place.kind in _TOWNS)
        return loose and sum(self._elsewhere(g).values()) > 2 and choice.place.country_code not in self._elsewhere(g)

    def _is_namesake(self, g: int, choice: Choice) -> bool:
        """A bare name is no airport's of a country that the text is not about, nor a river a village of its name."""
        group = self.groups[g]
        others = {
            one.country_code for h, one in self.anchors.items() if h != g and one.place_id != choice.place.place_id
        }
        loose = choice.match_method == "relaxed"
        airport = loose and choice.place.kind == "airbase" and "airbase" not in group.kinds | group.listed
        river = choice.place.kind in _TOWNS and group.name.rpartition(" ")[2].lower() in _WATERS
        return (airport or river) and bool(others) and choice.place.country_code not in others

    def _elsewhere(self, g: int) -> Counter[str | None]:
        """How often the other names of the document led to each country."""
        return Counter(place.country_code for h, place in self.anchors.items() if h != g)

    def _is_located(self, group: Group) -> bool:
        """Whether the words beside a name, such as a preposition, say that it is a place."""
        reasons = {self.mentions[k].reason.partition(";")[0] for k in group.members}
        if all(reason.endswith("of no conflict") for reason in reasons):
            return False  # names of a street or a shop there are not misspelt towns
        if group.kinds or group.listed or group.containers:
            return True
        spelt = any(self.mentions[k].reason.endswith("spelt like a place") for k in group.members)
        return spelt or bool(reasons - {"a place", "given", "part of a compound"})

    def _is_literal(self, group: Group) -> bool:
        return any(self.mentions[k].literal for k in group.members)

    def _areas(self, g: int, group: Group) -> list[Area]:
        """Return where the text says a name lies: its containers, regions of its sentences, its country."""
        areas = [Area(place, "container") for place in group.container_places]
        if areas:
            return areas
        others = dict.fromkeys(h for k in group.members for h in self._beside[self.mentions[k].sentence] if h != g)
        near = [self.anchors[h] for h in others if h in self.anchors]
        areas += [Area(place, "region") for place in near if place.kind == "admin1"]
        areas += [Area(place, "document") for place in self._regions_of_document]
        areas += [Area(place, "country") for place in near if place.kind == "country"]
        areas += [Area(place, "country") for place in self._countries_of_document]
        unique: dict[str, Area] = {}
        for area in areas:
            unique.setdefault(area.place.place_id, area)
        return list(unique.values())

    @cached_property
    def _beside(self) -> dict[int, list[int]]:
        """The groups of each sentence."""
        beside: dict[int, list[int]] = {}
        for k, mention in enumerate(self.mentions):
            beside.setdefault(mention.sentence, []).append(self.group_of[k])
        return beside

    @cached_property
    def _regions_of_document(self) -> list[Place]:
        """The first-order regions that the document names most, by name or through towns."""
        counts = Counter(
            p.admin1_code for h, p in self.anchors.items() for _ in self.groups[h].members if p.admin1_code
        )
        named = {p.admin1_code: p for p in self.anchors.values() if p.kind == "admin1"}
        return [named[code] for code, _ in counts.most_common(4) if code in named]

    @cached_property
    def _countries_of_document(self) -> list[Place]:
        """The two countries that the document names most, by name or through what lies there."""
        counts = Counter(p.country_code for h, p in self.anchors.items() for _ in self.groups[h].members)
        found = []
        for code, _ in counts.most_common(2):
            held = next(p for p in self.anchors.values() if p.country_code == code)
            country = held if held.kind == "country" else self.source.containers(held)[0]
            found += [] if country is None else [country]
        return found

    def _fits(self, choice: Choice, group: Group, areas: Sequence[Area]) -> bool:
        place = choice.place
        held = [area for area in areas if area.basis == "container" and area.place.kind in {"country", "admin1"}]
        if held:
            return any(is_inside(place, area.place) or place.place_id == area.place.place_id for area in held)
        if "airbase" in group.kinds:
            regions = [area.place for area in areas if area.basis == "region"]
            there = not regions or any(is_inside(place, region) for region in regions)
            if place.kind not in {"airbase", "facility"} or not there:
                return False
        countries = {area.place.country_code for area in areas}
        return not countries or place.country_code in countries or place.population > _LARGE or place.kind in _WIDE

    def _doubt(self, g: int, group: Group, choice: Choice) -> None:
        """Flag a town that the text calls a region, and offer the document's regions of that country instead."""
        if "admin1" not in group.kinds or choice.place.kind not in {"city", "village"}:
            return
        likelier = [
            place
            for place in self.anchors.values()
            if place.kind == "admin1" and place.country_code == choice.place.country_code
        ]
        self.choices[g] = replace(
            choice,
            warning=IMPLAUSIBLE,
            score=round(choice.score * 0.6, 4),
            alternatives=(*likelier, *choice.alternatives)[:_ALTERNATIVES],
            reason="called a region; only a town has this name",
        )

    def _only_names(self, place: Place, site_in: int | None) -> bool:
        """Whether a place far away only gave its name to a site: "the Santa Cruz bus terminal in Trujillo"."""
        there = None if site_in is None else self.choices[self.group_of[site_in]]
        return there is not None and place != there.place and not is_inside(place, there.place)

    def _settled(self, k: int) -> Resolution:
        mention, clues = self.mentions[k], self.clues[k]
        choice = self.choices[self.group_of[k]]
        corrected = self.corrections.apply(mention, self.document.id, choice, self.source)
        if isinstance(corrected, str):
            return unresolved(mention, corrected)
        if corrected is None:
            reason = "a street or road" if mention.kind == "line" else "no place of this name in the gazetteer"
            return unresolved(mention, reason)
        if corrected is choice and self._only_names(corrected.place, clues.site_in):
            return unresolved(mention, "what a site in another place is called", (corrected.place,))
        if corrected.score < self.hints.min_score:
            others = (corrected.place, *corrected.alternatives)[:_ALTERNATIVES]
            return unresolved(mention, f"not sure enough: {corrected.reason}", others, corrected.score)
        if not self.groups[self.group_of[k]].holds and clues.holds is not None:
            clues = replace(clues, holds=None)
        return settle(mention, clues, corrected, is_capital=self.source.capital_of(corrected.place) is not None)


_FIRST = LOCAL_FEATURES.index("first")
_REASONS = tuple(
    (LOCAL_FEATURES.index(name), text)
    for name, text in (
        ("in_container", "inside the place named with it"),
        ("kind_agrees", "of the kind the text calls it"),
        ("capital_metonym", "a capital, for a government"),
        ("hint_near", "near the hinted place"),
        ("hint_country", "in a hinted country"),
    )
)


def _town_of_district(candidates: Sequence[Candidate], district: int, group: Group) -> int | None:
    """The town that a district is called by, unless the text calls the name a district; None without one."""
    if candidates[district].place.kind != "admin2" or group.kinds or group.listed or group.holds:
        return None
    area, name = candidates[district].place, fold(candidates[district].matched_name)
    for i, candidate in enumerate(candidates):
        place = candidate.place
        within = (place.country_code, place.admin1_code) == (area.country_code, area.admin1_code)
        if place.kind in _TOWNS and within and fold(candidate.matched_name) == name:
            return i
    return None


def _is_evident(choice: Choice, group: Group) -> bool:
    """Whether a choice stands wherever the text may say that it lies: it says nothing, and the place is a large one."""
    place = choice.place
    if place.kind in {"country", "continent"} and choice.match_method == "exact":
        return True
    large = place.population > _LARGE and "airbase" not in group.kinds
    return not group.container_places and (place.kind in _WIDE or large)


def _reason(row: Floats, count: int) -> str:
    if count == 1:
        return "the only place of this name"
    for at, text in _REASONS:
        if row[at] > 0.3:
            return text
    if row[_FIRST]:
        return "the most prominent of its name"
    return "nearest to the rest of the document"
