"""How well a candidate fits: readable features of name, place and context, weighted and summed."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, log10

from geomap.model import Candidate, MatchMethod, Place
from geomap.resolution.distance import distance_km, points_km
from geomap.resolution.groups import Group
from geomap.resolution.records import Hints

_METHOD: dict[MatchMethod, str] = {"folded": "folded", "relaxed": "relaxed", "transliterated": "transliterated"}
_REGIONS = frozenset({"country", "admin1", "admin2"})
_SETTLED = frozenset({"city", "village"})


@cache
def read_weights() -> dict[str, float]:
    """Return the weight of each feature: geomap/data/tagger_ranker.toml, fitted by scripts/train_ranker.py."""
    table = tomllib.loads(files("geomap.data").joinpath("tagger_ranker.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in table["weights"].items()}


@dataclass(slots=True)
class Context:
    """
    What a document has said so far about where it plays.

    Parameters
    ----------
    countries, regions
        Share of the document's names, 0 to 1, in each country (ISO 3166-1) and first-order region (ISO 3166-2).
    named
        Codes of countries and regions that the document names.
    anchors
        For each group index the place it most likely is.
    """

    countries: dict[str, float] = field(default_factory=dict)
    regions: dict[str, float] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    anchors: dict[int, Place] = field(default_factory=dict)


def features(candidate: Candidate, rank: int, group: Group, scene: Scene) -> dict[str, float]:
    """
    Return what speaks for and against one candidate of a group.

    Parameters
    ----------
    candidate, rank
        The candidate and its place, from 0, in the gazetteer's order.
    group
        The mentions it would place.
    scene
        What surrounds them.
    """
    place = candidate.place
    values = {
        "population": log10(1 + place.population),
        "first": 1.0 if rank == 0 else 0.0,
        "rank": float(min(rank, 10)),
        f"kind_{place.kind}": 1.0,
    }
    if candidate.match_method in _METHOD:
        values[_METHOD[candidate.match_method]] = 1.0
    if candidate.matched_name != place.name:
        values["other_name"] = 1.0
    if place.feature_code == "PPLC":
        values["capital"] = 1.0
    if place.kind == "admin1" and not group.kinds and any(
        other.place.kind == "city" and other.place.admin1_code == place.admin1_code for other in group.candidates
    ):
        values["region_of_town"] = 1.0
    if group.is_metonym and place.feature_code == "PPLC":
        values["capital_metonym"] = 1.0
    _kind_features(values, place, group)
    _container_features(values, place, group, scene)
    _context_features(values, place, scene)
    _hint_features(values, place, scene.hints)
    return values


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds a group: the document's context, its containers' likely places, its neighbours', the hints."""

    context: Context
    containers: tuple[Place, ...]
    sentence: tuple[Place, ...]
    hints: Hints
    own: Place | None = None


def _kind_features(values: dict[str, float], place: Place, group: Group) -> None:
    kinds = group.kinds
    if kinds:
        settled = place.kind in _SETTLED and bool(kinds & _SETTLED)
        agrees = place.kind in kinds or settled or ("airbase" in kinds and place.kind == "facility")
        values["kind_agrees" if agrees else "kind_differs"] = 1.0
        if kinds == {"village"} and place.kind == "city":
            values["village_is_city"] = 1.0
    if group.listed and place.kind in group.listed:
        values["listed_kind"] = 1.0
    if group.holds:
        values["holds_region" if place.kind in _REGIONS else "holds_other"] = 1.0


def is_inside(place: Place, container: Place) -> bool:
    """Whether a place lies in a country or first-order region, by codes; for other containers within 100 km."""
    if place.place_id == container.place_id:
        return False
    if container.kind == "country":
        return place.country_code == container.country_code
    if container.kind == "admin1":
        return place.admin1_code == container.admin1_code and place.kind != "country"
    return distance_km(place, container) < 100


def _container_features(values: dict[str, float], place: Place, group: Group, scene: Scene) -> None:
    if not scene.containers:
        return
    inside = any(is_inside(place, container) for container in scene.containers)
    values["in_container" if inside else "out_of_container"] = 1.0


def _context_features(values: dict[str, float], place: Place, scene: Scene) -> None:
    context = scene.context
    country, region = place.country_code or "", place.admin1_code or ""
    values["country_share"] = context.countries.get(country, 0.0)
    if place.kind != "country":
        values["region_share"] = context.regions.get(region, 0.0)
        if country in context.named:
            values["country_named"] = 1.0
        if region in context.named:
            values["region_named"] = 1.0
    others = [other for other in context.anchors.values() if other is not scene.own and other.kind != "country"]
    if others and place.kind != "country":
        nearest = min(distance_km(place, other) for other in others[:40])
        values["near_document"] = exp(-nearest / 100)
        values["far_document"] = min(nearest, 5000) / 1000
    close = [other for other in scene.sentence if other.kind != "country"]
    if close and place.kind != "country":
        values["near_sentence"] = exp(-min(distance_km(place, other) for other in close) / 100)
    if country and any(other.country_code == country for other in scene.sentence):
        values["country_in_sentence"] = 1.0


def _hint_features(values: dict[str, float], place: Place, hints: Hints) -> None:
    if hints.countries:
        values["hint_country"] = 1.0 if place.country_code in hints.countries else 0.0
    if hints.near is not None and place.lat is not None and place.lon is not None:
        values["hint_near"] = exp(-points_km(hints.near, (place.lat, place.lon)) / 100)


def probabilities(rows: Sequence[dict[str, float]]) -> list[float]:
    """Return the share of trust that each candidate of a group gets: a softmax of the weighted features."""
    weights = read_weights()
    sums = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    top = max(sums, default=0.0)
    raised = [exp(one - top) for one in sums]
    total = sum(raised)
    return [one / total for one in raised]
