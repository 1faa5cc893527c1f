"""Numbers in words and digits, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.quantities import find_counts


def read(text: str) -> list[tuple[str, str, float]]:
    return [(count.kind, count.op, count.value) for count in find_counts(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 12 soldiers were killed", [("killed", ">=", 12)]),
        ("more than 60 wounded", [("wounded", ">", 60)]),
        ("killing seven people", [("killed", "=", 7)]),
        ("a dozen soldiers were killed", [("killed", "=", 12)]),
        ("472 drones and seven missiles", [("drones", "=", 472), ("missiles", "=", 7)]),
        ("88 of 112 drones", [("drones", "=", 88), ("drones", "=", 112)]),
        ("$2 billion worth of damage", [("cost_usd", "=", 2e9)]),
        ("more than 50,000 troops", [("troops", ">", 50_000)]),
        ("about 1,000 captured civilians and prisoners of war", [("prisoners", "~", 1000)]),
        ("drove some 340 residents from their homes", [("displaced", "~", 340)]),
        ("15 thousand subscribers without power", [("people_without_power", "=", 15_000)]),
        ("a 30-day ceasefire", [("duration_days", "=", 30)]),
        ("abducted 40 worshippers", [("hostages", "=", 40)]),
        ("twenty-two people died", [("killed", "=", 22)]),
        ("injuring the driver", [("wounded", "=", 1)]),
        ("dozens of people were killed", []),
        ("a 2016 drone strike", []),
        ("a 15-year-old was hurt", []),
        ("no one was injured", []),
        ("suicide bombers", []),
    ],
)
def test_counts(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert read(text) == expected


def test_a_part_of_a_count_is_marked() -> None:
    (count,) = find_counts("205 of those drones were hit", 0, 28)
    assert count.subset


def test_the_span_holds_the_number() -> None:
    text = "they said at least 12 soldiers were killed"
    (count,) = find_counts(text, 0, len(text))
    assert count.span is not None
    assert text[count.span.start : count.span.end] == "12"


@given(st.integers(2, 9_999_999).filter(lambda number: not 1900 <= number <= 2099))
def test_grouped_digits_read_back(number: int) -> None:
    assert read(f"{number:,} drones") == [("drones", "=", number)]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    find_counts(text.lower()[: len(text)], 0, min(len(text), len(text.lower())))
