"""Texts made to take long: rows of blanks, commas, numbers, brackets, lists and names without end."""

from __future__ import annotations

from time import perf_counter

import pytest

from geomap import geoparse

HEAD = "Russian drones hit Sumy on Monday, killing 12 people. "
UNITS = {
    "blanks": " ",
    "blank lines": "\n ",
    "commas": ", ",
    "numbers": "12 ",
    "sums": "two hundred and ",
    "brackets": "(a) ",
    "ornaments": "* ",
    "dashes": "a-",
    "names": "Sumy, ",
    "and": "Sumy and ",
    "of the": "of the ",
    "killed": "killed 12 ",
    "said": "he said ",
    "quotes": '" ',
    "drones": "drones hit ",
    "days": "on Monday ",
    "capitals": "Aa Bbb ",
    "one word": "x",
    "dots": ". ",
}
SECONDS = 12


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_text_of_one_thing_over_and_over_is_read_in_time(unit: str) -> None:
    text = HEAD + unit * (4000 // len(unit)) + " soldiers were wounded in Kharkiv."
    begin = perf_counter()
    atlas = geoparse(text, date="2025-06-04")
    assert perf_counter() - begin < SECONDS
    assert "Sumy" in set(atlas.mentions.text)


def test_a_word_without_end_is_read_in_time() -> None:
    begin = perf_counter()
    geoparse(HEAD + "a" * 400_000, date="2025-06-04")
    assert perf_counter() - begin < SECONDS
