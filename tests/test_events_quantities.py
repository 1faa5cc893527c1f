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
        ("dozens of people were killed", [("killed", ">=", 24)]),
        ("several hundred prisoners", [("prisoners", ">=", 300)]),
        ("scores hurt", [("wounded", ">=", 40)]),
        ("20 to 30 villagers were killed", [("killed", ">=", 20), ("killed", "<=", 30)]),
        ("50+ wounded", [("wounded", ">=", 50)]),
        ("between 40 and 60 people were killed", [("killed", ">=", 40), ("killed", "<=", 60)]),
        ("a gunman shot dead three people", [("killed", "=", 3)]),
        ("a teenager killed two soldiers", [("killed", "=", 2)]),
        ("a gunman wounded two guards", [("wounded", "=", 2)]),
        ("a soldier killed on monday was buried", [("killed", "=", 1)]),
        ("a strike killed 59 on monday", [("killed", "=", 59)]),
        ("a bomber killed himself and five others", [("killed", "=", 5)]),
        ("killing 14 shepherds, a teacher and two guards", [("killed", "=", 14), ("killed", "=", 2)]),
        ("12 drones and three people", [("drones", "=", 12)]),
        ("a mine blast cost a de-miner his leg", [("wounded", "=", 1)]),
        ("one mortar round landed in an orchard", [("munitions", "=", 1)]),
        ("the shelling killed a married couple", [("killed", "=", 2)]),
        ("from 78 drones it knocked down 64 over the town", [("drones", "=", 78), ("drones", "=", 64)]),
        ("three civilians left there their lives", [("killed", "=", 3)]),
        ("killed a monk and eight displaced people", [("killed", "=", 1), ("killed", "=", 8)]),
        ("at least nine passengers and three guards lost their lives", [("killed", ">=", 9), ("killed", "=", 3)]),
        ("the ministry put the dead at nine and the injured at 27", [("killed", "=", 9), ("wounded", "=", 27)]),
        ("three strikes killed five people", [("killed", "=", 5)]),
        ("three women have shrapnel wounds", [("wounded", "=", 3)]),
        ("the death of a family of five", [("killed", "=", 5)]),
        ("destroyed 38 members of the group", [("killed", "=", 38)]),
        ("destroyed 41 bomber aircraft", [("aircraft", "=", 41)]),
        ("eleven aircraft bombs", [("munitions", "=", 11)]),
        ("destroyed four drones and a cargo plane", [("aircraft", "=", 1), ("drones", "=", 4)]),
        ("two missiles and a boat drone", [("missiles", "=", 2), ("drones", "=", 1)]),
        ("17 students led away", [("hostages", "=", 17)]),
        ("four men were arrested", [("prisoners", "=", 4)]),
        ("some 380 inmates of a camp near the town were shifted to the next valley", [("evacuated", "~", 380)]),
        ("about 700 rohingya left the town and landed", [("displaced", "~", 700)]),
        ("hundreds of households fled", [("families", ">=", 200)]),
        (
            "there is no light in 4 settlements, 1,870 people",
            [("settlements", "=", 4), ("people_without_power", "=", 1870)],
        ),
        ("raids on four villages", []),
        ("two suicide bombers blew themselves up", [("killed", "=", 2)]),
        ("about 120 homes lost power", [("people_without_power", "~", 120)]),
        ("a car bomb killed a police officer and two passers-by", [("killed", "=", 1), ("killed", "=", 2)]),
        ("a woman and her two children were killed", [("killed", "=", 1), ("killed", "=", 2)]),
        ("no fewer than 15 rebels surrendered", [("prisoners", ">=", 15)]),
        ("tens of thousands of people have been displaced", [("displaced", ">=", 20000)]),
        ("07:40 - jets", []),
        ("a 2016 drone strike", []),
        ("a 15-year-old was hurt", [("wounded", "=", 1)]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("intercepted 27 of some 40 drones", [("drones", "=", 27), ("drones", "~", 40)]),
        ("12,300 people, 7,100 of them children, who fled", [("displaced", "=", 12_300), ("displaced", "=", 7_100)]),
        ("at least 30 soldiers and auxiliaries died", [("killed", ">=", 30)]),
        ("another 640 or so have crossed the river", [("displaced", "~", 640)]),
        ("two traders seized in may were set free", [("hostages", "=", 2)]),
        ("shot dead 14 smugglers", [("killed", "=", 14)]),
        ("killed 14 goats", []),
        ("acknowledged the loss of three soldiers", [("killed", "=", 3)]),
        ("leaving some 300,000 people there in the dark", [("people_without_power", "~", 300_000)]),
        ("emptied the camps of more than 40,000 people", [("displaced", ">", 40_000)]),
        ("28 drones over bryansk and 19 over kaluga", [("drones", "=", 28), ("drones", "=", 19)]),
        ("perished a woman of 62 years", [("killed", "=", 1)]),
        ("the mayor speaks about seven wounded", [("wounded", "=", 7)]),
        ("the exchange by formula 185 on 185", [("prisoners", "=", 185)]),
        ("wounding six people, including a child", [("wounded", "=", 6)]),
    ],
)
def test_what_reports_of_a_day_count(text, expected):
    assert read(text) == expected
