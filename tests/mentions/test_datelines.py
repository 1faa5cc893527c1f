import pytest
from mention_samples import tokens_of

from geomap.mentions.combine import NameSpan
from geomap.mentions.datelines import count_items, is_dateline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JUBA \u2014 Rockets hit two villages on Tuesday.", True),
        ("JUBA (Wire) Rockets hit two villages on Tuesday.", True),
        ("Juba, March 3 \u2014 Rockets hit two villages.", True),
        ("Juba, the capital, was hit by rockets.", False),
        ("Juba was hit by rockets on Tuesday.", False),
    ],
)
def test_a_dateline_opens_a_report(text, expected):
    tokens = tokens_of(text)
    assert is_dateline(tokens, 0, 1, tokens.bounds[0], items=1) is expected


def test_several_are_a_list_of_places():
    tokens = tokens_of("Mosul - A bomb killed two.\n\nKirkuk - Gunmen shot at an army post.")
    assert count_items(tokens, [NameSpan(0, 1, "1", 1.0), NameSpan(7, 8, "1", 1.0)]) == 2
    assert not is_dateline(tokens, 0, 1, tokens.bounds[0], items=2)
