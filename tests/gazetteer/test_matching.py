from __future__ import annotations

import pytest
from gazetteer_samples import open_small

from geomap.gazetteer.matching import Matcher, is_abbreviated


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    return Matcher(open_small(tmp_path_factory.mktemp("small")).store)


@pytest.mark.parametrize("text", ["U.S.", "US", "UAE", "Ga.", "W.Va."])
def test_abbreviated(text):
    assert is_abbreviated(text)


@pytest.mark.parametrize("text", ["us", "Us", "KYIVSKA", "Kyiv", ""])
def test_not_abbreviated(text):
    assert not is_abbreviated(text)


def test_a_hit_says_the_form_that_found_it(matcher):
    assert matcher.hits("Irkutsk region")[0][2] == "irkutsk"


def test_a_misspelling_is_no_hit(matcher):
    assert matcher.hits("Irkusk") == []
    assert not matcher.has("Irkusk")


def test_a_word_is_a_demonym_of_one_row_or_of_none(matcher):
    assert matcher.demonym("RUSSIANS") is not None
    assert matcher.demonym("Russia") is None
