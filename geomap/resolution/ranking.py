"""How well each candidate fits: readable features of name, place and words around, weighted and summed."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, log10
from typing import get_args

import numpy as np

from geomap.model import Candidate, MatchMethod, MentionKind, Place
from geomap.resolution.context import CONTEXT_FEATURES, context_features, relate
from geomap.resolution.distance import points_km
from geomap.resolution.groups import Group
from geomap.resolution.hints import Hints
from geomap.resolution.inside import is_inside
from geomap.resolution.table import CandidateTable, Floats

_REGIONS = frozenset({"country", "admin1", "admin2"})
_SETTLED: frozenset[MentionKind] = frozenset({"city", "village"})
LOCAL_FEATURES = (
    "population", "unpopulated", "first", "rank", "alone",
    "kind_country", "kind_admin1", "kind_admin2", "kind_village", "kind_airbase", "kind_facility", "kind_water",
    "kind_line", "kind_macro_region", "kind_continent",
    "capital", "folded", "relaxed", "transliterated", "other_name", "region_of_town", "capital_metonym",
    "kind_agrees", "kind_differs", "village_is_city", "listed_kind", "unannounced_admin2",
    "in_container", "out_of_container", "holds_region", "hint_country", "hint_near", "home_country",
)  # fmt: skip
FEATURES = (*LOCAL_FEATURES, *CONTEXT_FEATURES)
_AT = {name: i for i, name in enumerate(LOCAL_FEATURES)}
_KIND_AT: dict[MentionKind, int] = {
    kind: _AT[f"kind_{kind}"] for kind in get_args(MentionKind) if f"kind_{kind}" in _AT
}
_METHOD_AT: dict[MatchMethod, int] = {method: _AT[method] for method in get_args(MatchMethod) if method in _AT}
_POPULATION, _UNPOPULATED, _FIRST, _RANK, _ALONE, _CAPITAL, _OTHER_NAME = (
    _AT[name] for name in ("population", "unpopulated", "first", "rank", "alone", "capital", "other_name")
)
_ROUNDS = 2


@cache
def read_weights() -> tuple[Floats, Floats]:
    """
    Return the weights of the features: before anything is known of the document, and once something is.

    From geomap/data/tagger_ranker.toml, fitted by scripts/train_ranker.py; a feature that it does not name weighs 0.
    """
    table = tomllib.loads(files("geomap.data").joinpath("tagger_ranker.toml").read_text(encoding="utf-8"))
    first = np.array([table["first"].get(name, 0.0) for name in LOCAL_FEATURES])
    later = np.array([table["later"].get(name, 0.0) for name in FEATURES])
    return first, later


def rank(table: CandidateTable, local: Floats, sentences: Sequence[frozenset[int]]) -> Floats:
    """
    Return each candidate's share of trust within its group, the document's context built up in rounds.

    Parameters
    ----------
    table
        The document's candidates.
    local
        Their local features, of `local_features`.
    sentences
        For each group that has candidates, the sentences that it stands in.
    """
    first, later = read_weights()
    shares = table.softmax(local @ first)
    if len(table.filled) < 2:
        return table.softmax(local @ later[: len(LOCAL_FEATURES)])
    relations = relate(table, sentences)
    alone = local @ later[: len(LOCAL_FEATURES)]
    for _ in range(_ROUNDS):
        context = context_features(table, shares, relations)
        shares = table.softmax(alone + context @ later[len(LOCAL_FEATURES) :])
    return shares


def local_features(table: CandidateTable, hints: Hints, home: str | None) -> Floats:
    """
    Return what speaks for and against each candidate by itself: one row a candidate, one column a feature.

    Parameters
    ----------
    table
        The document's candidates.
    hints
        What the caller knows.
    home
        ISO 3166-1 code of the country where the document was published, None if unknown.
    """
    rows = []
    for g in table.filled:
        group = table.groups[g]
        # A town listed as "New York City" is told apart from the region by that; Kharkiv and Kharkiv are not.
        towns = {
            one.place.admin1_code
            for one in group.candidates
            if one.place.kind == "city" and not one.place.name.endswith(" City")
        }
        for position, candidate in enumerate(group.candidates):
            row = [0.0] * len(LOCAL_FEATURES)
            _describe(row, candidate, position, group)
            _fit(row, candidate, group, towns)
            _hint(row, candidate.place, hints, home)
            rows.append(row)
    return np.array(rows, dtype=np.float64).reshape(-1, len(LOCAL_FEATURES))


def _describe(row: list[float], candidate: Candidate, position: int, group: Group) -> None:
    """The candidate itself: size, kind, how its name matched."""
    place, method = candidate.place, candidate.match_method
    if place.population:
        row[_POPULATION] = log10(1 + place.population)
    else:
        row[_UNPOPULATED] = 1.0
    if position:
        row[_RANK] = log10(1 + position)
    else:
        row[_FIRST] = 1.0
        row[_ALONE] = float(len(group.candidates) == 1)
    if place.kind in _KIND_AT:
        row[_KIND_AT[place.kind]] = 1.0
    if place.feature_code == "PPLC":
        row[_CAPITAL] = 1.0
    if method in _METHOD_AT:
        row[_METHOD_AT[method]] = 1.0
    name, matched = place.name, candidate.matched_name
    if matched.casefold() != name.casefold() and not _is_short(candidate):
        row[_OTHER_NAME] = 1.0


def _is_short(candidate: Candidate) -> bool:
    """Whether a region goes by the first words of its name: "Gaza" is the Gaza Strip as often as its chief town."""
    return candidate.place.kind == "admin1" and candidate.place.name.startswith(f"{candidate.matched_name} ")


def _fit(row: list[float], candidate: Candidate, group: Group, towns: set[str | None]) -> None:
    """The candidate against what the words beside the name say."""
    place, kinds = candidate.place, group.kinds
    if place.kind == "admin1" and not kinds and place.admin1_code in towns and not _is_short(candidate):
        row[_AT["region_of_town"]] = 1.0
    if group.is_metonym and place.feature_code == "PPLC" and not group.container_places:
        row[_AT["capital_metonym"]] = 1.0
    if kinds:
        settled = place.kind in _SETTLED and bool(kinds & _SETTLED)
        agrees = place.kind in kinds or settled or ("airbase" in kinds and place.kind == "facility")
        row[_AT["kind_agrees" if agrees else "kind_differs"]] = 1.0
        row[_AT["village_is_city"]] = float(kinds == {"village"} and place.kind == "city")
    elif place.kind == "admin2":
        row[_AT["unannounced_admin2"]] = 1.0
    if place.kind in group.listed:
        row[_AT["listed_kind"]] = 1.0
    if group.holds and place.kind in _REGIONS:
        row[_AT["holds_region"]] = 1.0
    if group.container_places:
        inside = any(is_inside(place, container) for container in group.container_places)
        row[_AT["in_container" if inside else "out_of_container"]] = 1.0


def _hint(row: list[float], place: Place, hints: Hints, home: str | None) -> None:
    if place.country_code in hints.countries:
        row[_AT["hint_country"]] = 1.0
    if home is not None and place.country_code == home:
        row[_AT["home_country"]] = 1.0
    if hints.near is not None and place.lat is not None and place.lon is not None:
        row[_AT["hint_near"]] = exp(-points_km(hints.near, (place.lat, place.lon)) / 100)
