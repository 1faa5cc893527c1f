from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.evaluation.scoring import (
    FARTHEST_KM,
    Counts,
    Named,
    calibration_error,
    count,
    count_given,
    error_km,
    figures,
    pair,
    placing,
    rates,
)

KYIV, LVIV = (50.45, 30.52), (49.84, 24.03)
spans = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda one: Named(one[0], sum(one))), max_size=6)


def shares(one, other):
    return min(one.end, other.end) > max(one.start, other.start)


def test_the_distance_of_kyiv_and_lviv_is_468_km():
    assert error_km(Named(0, 1, *KYIV), Named(0, 1, *LVIV)) == pytest.approx(468, abs=1)


def test_a_quarter_of_a_meridian_is_10_008_km():
    assert error_km(Named(0, 1, 0, 0), Named(0, 1, 90, 0)) == pytest.approx(10_007.5, abs=0.1)


def test_a_missing_position_is_the_farthest_there_is():
    assert error_km(Named(0, 1, *KYIV), Named(0, 1)) == FARTHEST_KM


def test_equal_spans_are_paired_before_overlapping_ones():
    pairing = pair([Named(0, 4), Named(5, 9)], [Named(3, 9), Named(5, 9)])
    assert pairing.pairs == {0: 0, 1: 1}


def test_a_prediction_belongs_to_one_gold_mention():
    pairing = pair([Named(0, 4), Named(5, 9)], [Named(0, 9)])
    assert len(pairing.pairs) == 1


def test_pairs_move_where_that_makes_one_more():
    # The best overlap takes the prediction that alone could serve the other mention.
    pairing = pair([Named(0, 10), Named(10, 12)], [Named(0, 2), Named(1, 12)])
    assert pairing.pairs == {0: 0, 1: 1}


def test_of_equal_spans_one_counts_and_one_with_a_position_is_kept():
    pairing = pair([Named(0, 4)], [Named(0, 4), Named(0, 4, *KYIV), Named(2, 2)])
    assert pairing.predicted == [Named(0, 4, *KYIV)]


@given(spans, spans)
def test_a_pairing_is_one_to_one_over_overlaps_and_as_large_as_can_be(gold, predicted):
    pairing = pair(gold, predicted)
    assert len(set(pairing.pairs.values())) == len(pairing.pairs)
    assert all(shares(pairing.gold[i], pairing.predicted[j]) for i, j in pairing.pairs.items())
    # König: a maximum matching has as many pairs as the smallest set of mentions that touches every overlap.
    edges = [
        (i, j) for i, one in enumerate(pairing.gold) for j, other in enumerate(pairing.predicted) if shares(one, other)
    ]
    vertices = [("g", i) for i, _ in edges] + [("p", j) for _, j in edges]
    covers = (
        size
        for size in range(len(vertices) + 1)
        for cover in combinations(sorted(set(vertices)), size)
        if all(("g", i) in cover or ("p", j) in cover for i, j in edges)
    )
    assert len(pairing.pairs) == next(covers)


def test_a_document_is_counted_by_hand():
    gold = [Named(0, 4, *KYIV), Named(5, 9, *LVIV), Named(10, 15), Named(20, 25, *KYIV)]
    predicted = [Named(0, 4, *KYIV), Named(5, 10, *KYIV), Named(10, 15, *KYIV), Named(30, 31), Named(20, 25)]
    counted = count(pair(gold, predicted))
    assert (counted.gold, counted.gold_located, counted.predicted) == (4, 3, 5)
    assert (counted.exact, counted.overlapping) == (3, 4)
    assert (counted.right, counted.unplaced, counted.left_out) == (1, 1, 1)
    assert sorted(counted.errors_km) == [0.0, pytest.approx(468, abs=1), FARTHEST_KM]


def test_the_figures_of_a_corpus_are_those_of_its_sums():
    one = Counts(4, 3, 5, 3, 4, (0.0, 468.0, FARTHEST_KM), 1, 1, (None,) * 3)
    found = figures([one, one])
    assert (found.documents, found.gold, found.predicted) == (2, 8, 10)
    assert found.exact.precision == 6 / 10
    assert found.exact.recall == 6 / 8
    assert found.overlap.f1 == pytest.approx(2 * 0.8 * 1.0 / 1.8)
    assert (found.end_to_end.precision, found.end_to_end.recall) == (2 / 8, 2 / 6)
    assert found.placing.within_161km == 2 / 6
    assert math.isnan(found.calibration_error)


def test_placing_is_worked_out_by_hand():
    found = placing([0.0, 20.0, 161.0, 162.0])
    assert (found.within_161km, found.within_20km, found.median_km, found.mean_km) == (0.75, 0.5, 90.5, 85.75)
    logs = [math.log(error + 1) for error in (0, 20, 161, 162)]
    area = (logs[0] + logs[1]) / 2 + (logs[1] + logs[2]) / 2 + (logs[2] + logs[3]) / 2
    assert found.auc == pytest.approx(area / (3 * math.log(20_039)))


def test_no_pairs_have_no_placing():
    assert math.isnan(placing([]).within_161km)
    assert placing([0.0]).auc == 0.0


def test_nothing_predicted_is_zero_and_not_an_error():
    assert rates(0, 0, 5).f1 == 0.0
    assert rates(0, 0, 0).precision == 0.0


def test_with_given_spans_a_missing_answer_is_far_off():
    gold = [Named(0, 4, *KYIV), Named(5, 9, *LVIV), Named(10, 12)]
    counted = count_given(gold, [Named(0, 4, *KYIV)])
    assert counted.errors_km == (0.0, FARTHEST_KM)
    assert counted.unplaced == 1


def test_with_given_spans_the_same_span_answers_before_a_larger_overlap():
    counted = count_given([Named(5, 9, *KYIV)], [Named(0, 20, *LVIV), Named(5, 9, *KYIV)])
    assert counted.errors_km == (0.0,)


def test_scores_that_are_right_as_often_as_they_say_have_no_calibration_error():
    assert calibration_error([(0.5, True), (0.5, False)] * 50) == pytest.approx(0.0)


def test_the_calibration_error_is_the_mean_gap_of_the_bins():
    assert calibration_error([(0.9, True)] * 10 + [(0.9, False)] * 10, bins=1) == pytest.approx(0.4)
    assert calibration_error([(0.2, True)] * 10 + [(1.0, True)] * 10, bins=2) == pytest.approx(0.4)
    assert math.isnan(calibration_error([]))
