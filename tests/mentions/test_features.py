import pytest
from mention_samples import tokens_of

from geomap.mentions.features import features_after, run_features, shape_of
from geomap.mentions.tokens import Run


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("Goma", "Xx"),
        ("UN", "X"),
        ("U.S.", "X."),
        ("the", "x"),
        ("2025", "d"),
        ("McAllen", "XxX"),
        ("A", "I"),
        (",", ","),
    ],
)
def test_shapes(form, shape):
    assert shape_of(form) == shape


def test_a_kind_of_place_is_told_to_the_name_before_it():
    assert any(b"k" in feature for feature in features_after("airfield"))


def test_the_gazetteer_is_told_to_the_tagger():
    tokens = tokens_of("Rebels took Goma on Friday.")
    with_it = run_features(tokens, Run(2, 3, 0, 6), frozenset(), ["", "", "2", "", "", ""])
    without = run_features(tokens, Run(2, 3, 0, 6), frozenset(), [""] * 6)
    assert set(with_it[0]) - set(without[0]) == {b"G2", b"H2atook", b"J2con"}


def test_one_row_a_token():
    tokens = tokens_of("In Port Sudan shells fell.")
    assert len(run_features(tokens, Run(0, 3, 0, 6), frozenset(), [""] * 6)) == 3


def test_a_word_that_comes_in_lower_case_too_is_marked():
    tokens = tokens_of("Port calls ended at the port.")
    [row] = run_features(tokens, Run(0, 1, 0, 7), frozenset(tokens.forms), [""] * 7)
    assert b"l" in row
