"""Numbers in words and digits: value, operator and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.numerals import find_money, find_numerals


def read(text: str) -> list[tuple[str, float]]:
    return [(numeral.op, numeral.value) for numeral in find_numerals(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fifteen thousand homes", [("=", 15_000)]),
        ("half a dozen men", [("=", 6)]),
        ("no fewer than 63 men", [(">=", 63)]),
        ("as many as 2,000 men", [("<=", 2000)]),
        ("over 31,000 people", [(">", 31_000)]),
        ("fewer than 5,000 people", [("<", 5000)]),
        ("an estimated 430 people", [("~", 430)]),
        ("several hundred people", [(">=", 300)]),
        ("20-30 people", [(">=", 20), ("<=", 30)]),
        ("12 or more people", [(">=", 12)]),
        ("at 07:40 they came", []),
        ("on 12 march they came", []),
        ("a 15 km front", []),
        ("64 per cent of them", []),
    ],
)
def test_numerals(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


def test_money_is_read_apart() -> None:
    text = "more than $7 billion"
    assert [(one.op, one.value) for one in find_money(text, 0, len(text))] == [(">", 7e9)]
    assert read(text) == []


@given(st.text(max_size=200))
def test_every_numeral_lies_in_the_text(text: str) -> None:
    for numeral in find_numerals(text, 0, len(text)):
        assert 0 <= numeral.lead <= numeral.start < numeral.end <= len(text)
