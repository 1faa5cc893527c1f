import numpy as np
import pytest

from geomap.model import Candidate, Place
from geomap.resolution.context import CONTEXT_FEATURES, context_features, relate
from geomap.resolution.groups import Group
from geomap.resolution.table import CandidateTable


def group(name, *places):
    one = Group(name, [0], set(), set(), [])
    one.candidates = tuple(Candidate(place, "exact", name) for place in places)
    return one


NEAR = Place("a", "A", "city", 10.0, 10.0, "AA", "One", "AA-1")
BESIDE = Place("b", "B", "city", 10.0, 10.0, "AA", "One", "AA-1")
FAR = Place("c", "C", "city", -40.0, 100.0, "CC", "Two", "CC-2")


def features(groups, sentences):
    table = CandidateTable(groups)
    shares = np.ones(len(table.places)) / np.bincount(table.owner)[table.owner]
    return context_features(table, shares, relate(table, sentences))


def test_what_shares_its_country_and_lies_near_is_told():
    rows = features([group("x", NEAR, FAR), group("y", BESIDE)], [frozenset({0}), frozenset({0})])
    near = dict(zip(CONTEXT_FEATURES, rows[0], strict=True))
    assert (near["country_share"], near["region_share"], near["near_best"]) == pytest.approx((1.0, 1.0, 1.0))
    assert rows[1][CONTEXT_FEATURES.index("country_share")] == 0.0


def test_sentences_count_only_where_shared():
    rows = features([group("x", NEAR), group("y", BESIDE)], [frozenset({0}), frozenset({1})])
    assert rows[0][CONTEXT_FEATURES.index("near_sentence")] == 0.0


def test_a_single_name_has_no_context():
    assert not features([group("x", NEAR, FAR)], [frozenset({0})]).any()


def test_a_country_named_is_told_to_its_towns():
    country = Place("country:AA", "AA", "country", 0.0, 0.0, "AA")
    rows = features([group("x", NEAR, FAR), group("y", country)], [frozenset({0}), frozenset({0})])
    assert rows[:, CONTEXT_FEATURES.index("country_named")].tolist() == [1.0, 0.0, 0.0]
