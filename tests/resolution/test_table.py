import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import Candidate, Place
from geomap.resolution.groups import Group
from geomap.resolution.table import CandidateTable


def table(*sizes):
    groups = []
    for g, size in enumerate(sizes):
        one = Group(str(g), [g], set(), set(), [])
        one.candidates = tuple(
            Candidate(Place(f"{g}-{i}", "X", "city", 0.0, 90.0, "AA"), "exact", "X") for i in range(size)
        )
        groups.append(one)
    return CandidateTable(groups)


def test_groups_without_candidates_have_no_rows():
    made = table(2, 0, 1)
    assert (made.filled, made.owner.tolist(), made.rows_of(1)) == ([0, 2], [0, 0, 1], slice(2, 3))


def test_points_are_on_the_unit_sphere():
    assert table(1).points[0] == pytest.approx([0.0, 1.0, 0.0], abs=1e-9)


def test_an_empty_document_has_an_empty_table():
    assert len(table().softmax(np.zeros(0))) == 0


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.integers(0, 10**6))
def test_shares_sum_to_one_a_group(sizes, seed):
    made = table(*sizes)
    shares = made.softmax(np.random.default_rng(seed).normal(size=sum(sizes)) * 50)
    assert np.add.reduceat(shares, made.starts) == pytest.approx(np.ones(len(sizes)))
