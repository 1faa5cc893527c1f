"""Mentions + candidates -> resolutions: names taken together, context built up in rounds, garbled names last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geomap.model import Candidate, Correction, Document, Mention, Place, Resolution, Sentence
from geomap.resolution.calibration import calibrated
from geomap.resolution.clues import Clues, read_clues
from geomap.resolution.corrections import Corrections
from geomap.resolution.garbled import Area, find_garbled
from geomap.resolution.groups import Group, group_mentions
from geomap.resolution.ranking import Context, Scene, features, is_inside, probabilities
from geomap.resolution.records import CandidateSource, Hints
from geomap.resolution.settling import IMPLAUSIBLE, Choice, settle, unresolved

_LIMIT = 25  # candidates a name; what lies further down is never right in the development corpora
_ALTERNATIVES = 3
_ROUNDS = 2
_REGIONS = frozenset({"admin1", "admin2"})


def resolve(  # noqa: PLR0913 - three records of one document and three ways to steer
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

    def __init__(  # noqa: PLR0913 - as resolve
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
        self.tables: list[list[float]] = [[] for _ in self.groups]
        self._regions = [clue.kinds & _REGIONS for clue in self.clues]

    def resolutions(self) -> list[Resolution]:
        """Return one resolution a mention."""
        for group in self.groups:
            self._look_up(group)
        self._drop_false_containers()
        context = Context()
        for _ in range(_ROUNDS):
            context = self._context()
            for g, group in enumerate(self.groups):
                self._rank(g, group, context)
        for g, group in enumerate(self.groups):
            self._repair(g, group, context)
        return [self._settled(k) for k in range(len(self.mentions))]

    def _look_up(self, group: Group) -> None:
        mention = self.mentions[group.members[0]]
        if mention.kind == "line":
            return
        if mention.kind == "demonym" or mention.kind is None:
            place = self.source.demonym(group.name)
            if place is not None and mention.kind == "demonym":
                group.candidates = (Candidate(place, "exact", group.name),)
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
        if not found and group.name[:4].lower() == "the ":
            found = self.source.candidates(group.name[4:], limit=_LIMIT)
        return found

    def _drop_false_containers(self) -> None:
        """Forget containers that hold no candidate of what stands before them: "Belgorod, Saratov" is a list."""
        held = set()
        for group in self.groups:
            kept = []
            for k in group.containers:
                places = self._container_places({self.group_of[k]})
                if any(is_inside(one.place, place) for one in group.candidates for place in places) or (
                    places and places[0].kind in {"country", "admin1"} and self.groups[self.group_of[k]].kinds
                ):
                    kept.append(k)
                    held.add(self.group_of[k])
            group.containers = kept
        for g, group in enumerate(self.groups):
            group.holds = g in held

    def _context(self) -> Context:
        """Sum up where the document plays from what is chosen so far; before the first round, from what is sure."""
        countries, regions = Counter[str](), Counter[str]()
        context = Context()
        for g, group in enumerate(self.groups):
            place, trust = self._likely(g, group)
            if place is None:
                continue
            context.anchors[g] = place
            if place.country_code:
                countries[place.country_code] += trust
            if place.admin1_code:
                regions[place.admin1_code] += trust
            if place.kind == "country" and place.country_code:
                context.named.add(place.country_code)
            elif place.kind == "admin1" and place.admin1_code:
                context.named.add(place.admin1_code)
        total = sum(countries.values())
        context.countries = {code: weight / total for code, weight in countries.items()} if total else {}
        context.regions = {code: weight / total for code, weight in regions.items()} if total else {}
        return context

    def _likely(self, g: int, group: Group) -> tuple[Place | None, float]:
        choice = self.choices[g]
        if choice is not None:
            return choice.place, choice.score
        if not group.candidates:
            return None, 0.0
        best = group.candidates[0].place
        sure = len(group.candidates) == 1 or best.kind == "country" or best.population > 1_000_000
        return (best, 0.7) if sure else (None, 0.0)

    def _scene(self, g: int, group: Group, context: Context) -> Scene:
        containers = {self.group_of[k] for k in group.containers if self.group_of[k] != g}
        sentence_ids = {self.mentions[k].sentence for k in group.members}
        neighbours = {
            self.group_of[k] for k, other in enumerate(self.mentions) if other.sentence in sentence_ids
        } - {g}
        own = context.anchors.get(g)
        return Scene(
            context=context,
            containers=tuple(self._container_places(containers)),
            sentence=tuple(context.anchors[n] for n in sorted(neighbours) if n in context.anchors),
            hints=self.hints,
            own=own,
        )

    def _container_places(self, containers: set[int]) -> list[Place]:
        places = []
        for c in sorted(containers):
            places.extend(
                one.place for one in self.groups[c].candidates[:6] if one.place.kind in _REGIONS | {"country"}
            )
        return places

    def _rank(self, g: int, group: Group, context: Context) -> None:
        if not group.candidates:
            return
        scene = self._scene(g, group, context)
        rows = [features(one, rank, group, scene) for rank, one in enumerate(group.candidates)]
        shares = probabilities(rows)
        order = sorted(range(len(shares)), key=lambda i: (-shares[i], i))
        best = group.candidates[order[0]]
        self.tables[g] = [shares[i] for i in order]
        self.choices[g] = Choice(
            place=best.place,
            score=calibrated(shares[order[0]], best, rows[order[0]]),
            match_method=best.match_method,
            reason=_reason(rows[order[0]], len(group.candidates)),
            alternatives=tuple(group.candidates[i].place for i in order[1 : 1 + _ALTERNATIVES]),
        )

    def _repair(self, g: int, group: Group, context: Context) -> None:
        """Look for a garbled name where no candidate lies where the text says."""
        mention = self.mentions[group.members[0]]
        if mention.kind in {"demonym", "line", "water", "macro_region"} or group.is_metonym or not self._is_literal(group):
            return
        choice = self.choices[g]
        areas = self._areas(g, group, context)
        if choice is not None and self._fits(choice, group, areas):
            self._doubt(g, group, choice, context)
            return
        found = find_garbled(group, areas, self.source, exact=None if choice is None else choice.place)
        if found is None:
            if choice is not None:
                self._doubt(g, group, choice, context)
            return
        candidate, area = found
        alternatives = () if choice is None else (choice.place, *choice.alternatives)[:_ALTERNATIVES]
        self.choices[g] = Choice(
            place=candidate.place,
            score=round(0.75 * candidate.similarity, 4),
            match_method="fuzzy",
            reason=f"spelt like {candidate.matched_name!r} in {area.place.name}",
            alternatives=alternatives,
            warning="garbled_name",
        )

    def _is_literal(self, group: Group) -> bool:
        return any(self.mentions[k].literal for k in group.members)

    def _areas(self, g: int, group: Group, context: Context) -> list[Area]:
        """Return where the text says a name lies: its containers, regions of its sentences, its country."""
        containers = {self.group_of[k] for k in group.containers} - {g}
        areas = [Area(context.anchors[c], "container") for c in sorted(containers) if c in context.anchors]
        sentences = {self.mentions[k].sentence for k in group.members}
        others = [
            context.anchors[self.group_of[k]]
            for k, other in enumerate(self.mentions)
            if other.sentence in sentences and self.group_of[k] != g and self.group_of[k] in context.anchors
        ]
        areas += [Area(place, "region") for place in others if place.kind == "admin1"]
        areas += [Area(place, "country") for place in others if place.kind == "country"]
        if context.countries:
            main = sorted(context.countries.items(), key=lambda item: (-item[1], item[0]))
            countries = {p.country_code: p for p in context.anchors.values() if p.kind == "country"}
            areas += [Area(countries[code], "country") for code, _ in main[:3] if code in countries]
        unique = {(area.place.place_id): area for area in reversed(areas)}
        return [area for area in dict.fromkeys(areas) if unique.get(area.place.place_id) is not None]

    def _fits(self, choice: Choice, group: Group, areas: Sequence[Area]) -> bool:
        place = choice.place
        held = [area for area in areas if area.basis == "container" and area.place.kind in {"country", "admin1"}]
        if held:
            return any(is_inside(place, area.place) or place.place_id == area.place.place_id for area in held)
        if place.kind in {"country", "continent", "macro_region", "water"}:
            return True
        if "airbase" in group.kinds and place.kind not in {"airbase", "facility"}:
            return False
        countries = {area.place.country_code for area in areas}
        return not countries or place.country_code in countries or place.population > 100_000

    def _doubt(self, g: int, group: Group, choice: Choice, context: Context) -> None:
        """Flag a town that the text calls a region, and offer the document's regions of that country instead."""
        if "admin1" not in group.kinds or choice.place.kind not in {"city", "village"}:
            return
        likelier = [
            place
            for place in context.anchors.values()
            if place.kind == "admin1" and place.country_code == choice.place.country_code
        ]
        self.choices[g] = replace(
            choice,
            warning=IMPLAUSIBLE,
            score=round(choice.score * 0.6, 4),
            alternatives=(*likelier, *choice.alternatives)[:_ALTERNATIVES],
            reason="called a region; only a town has this name",
        )

    def _settled(self, k: int) -> Resolution:
        mention, clues = self.mentions[k], self.clues[k]
        choice = self.choices[self.group_of[k]]
        corrected = self.corrections.apply(mention, self.document.id, choice, self.source)
        if isinstance(corrected, str):
            return unresolved(mention, corrected)
        if corrected is None:
            reason = "a street or road" if mention.kind == "line" else "no place of this name in the gazetteer"
            return unresolved(mention, reason)
        if corrected.score < self.hints.min_score:
            others = (corrected.place, *corrected.alternatives)[:_ALTERNATIVES]
            return unresolved(mention, f"not sure enough: {corrected.reason}", others, corrected.score)
        if not self.groups[self.group_of[k]].holds and clues.holds is not None:
            clues = replace(clues, holds=None)
        return settle(mention, clues, corrected, is_capital=self.source.capital_of(corrected.place) is not None)


_REASONS = (
    ("in_container", "inside the place named with it"),
    ("kind_agrees", "of the kind the text calls it"),
    ("hint_near", "near the hinted place"),
    ("hint_country", "in a hinted country"),
    ("near_sentence", "near other places of the sentence"),
    ("region_share", "in a region the document is about"),
    ("near_document", "near other places of the document"),
    ("country_share", "in a country the document is about"),
)


def _reason(row: dict[str, float], count: int) -> str:
    if count == 1:
        return "the only place of this name"
    return next((text for name, text in _REASONS if row.get(name, 0.0) > 0.3), "the most prominent of its name")
