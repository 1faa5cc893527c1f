"""Where and when, for events whose own sentence does not say."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap import geoparse
from geomap.model import Document

DAY = dt.date(2025, 6, 4)  # a Wednesday


def told(text: str) -> list[tuple[str, str, str]]:
    """Layer, first place and first day of each event of a text."""
    rows = geoparse([Document("d", text, date=DAY)]).events
    places = rows.place_raw.fillna("").str.split(", ").str[0]
    return list(zip(rows.layer, places, rows.date_start.astype(str).str[:10], strict=True))


def test_the_town_is_the_one_named_last() -> None:
    text = (
        "Rebel fighters advanced on Goma on Monday.\n\nMortar shells fell on the town at night, killing two people.\n"
    )
    assert ("shelling", "Goma") in {event[:2] for event in told(text)}


def test_a_sentence_takes_the_place_of_its_paragraph() -> None:
    text = "Air raid sirens sounded in Kharkiv on Tuesday. Many people slept in cellars. A missile hit a school."
    assert ("strike", "Kharkiv") in {event[:2] for event in told(text)}


def test_what_happened_elsewhere_takes_no_place_before() -> None:
    text = "A missile hit a school in Kharkiv on Tuesday. Elsewhere, a drone struck a bus, killing three people."
    assert [event[1] for event in told(text) if event[0] == "strike"].count("Kharkiv") == 1


def test_the_strip_is_no_town_when_none_is_named() -> None:
    text = (
        "Talks on the war opened in Doha. Militants released one hostage at an unnamed point in the Strip on Tuesday."
    )
    assert ("prisoner_exchange", "Doha") not in {event[:2] for event in told(text)}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("On the same day, shells fell on Goma", "2025-05-30"),
        ("The next day, shells fell on Goma", "2025-05-31"),
        ("A day earlier, shells fell on Goma", "2025-05-29"),
    ],
)
def test_days_are_counted_from_the_day_named_last(words: str, day: str) -> None:
    text = (
        f"Rebel fighters attacked an army base in Bukavu on Friday, killing two soldiers. {words}, killing four people."
    )
    assert ("shelling", "Goma", day) in told(text)


def test_a_question_dates_its_answer() -> None:
    text = "What happened on Monday?\n\nA drone hit a house in Kharkiv, killing five soldiers.\n"
    assert ("strike", "Kharkiv", "2025-06-02") in told(text)


def test_what_also_happened_is_of_the_day_just_told() -> None:
    text = "A drone hit a depot in Kharkiv on Sunday. Mortar rounds also landed in Odesa, killing a man."
    assert ("shelling", "Odesa", "2025-06-01") in told(text)


def test_an_unknown_town_is_no_other_town() -> None:
    text = (
        "Shells fell on Goma on Monday. In the town of Al Majar Al Kabir, Iraq, gunmen killed two soldiers on Tuesday."
    )
    assert ("ground", "Goma") not in {event[:2] for event in told(text)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Residents of Kyaukphyu said rebels were shelling a base outside the town.", "Kyaukphyu"),
        ("Police officials in Quetta said gunmen had killed two soldiers on Monday.", "Quetta"),
        ("A shell hit a bus not far from Goma on Monday, killing two.", "Goma"),
        ("A missile hit a ship 55 nautical miles west of Hodeidah on Monday, killing two.", "Hodeidah"),
        ("A bomb went off at the Santa Cruz bus terminal in Trujillo on Monday, killing two soldiers.", "Trujillo"),
        ("About 900 people fled the town of Jiribam on Monday for relief camps in Assam after attacks.", "Jiribam"),
    ],
)
def test_where_it_was_is_where_the_words_around_say(text: str, place: str) -> None:
    assert place in {event[1] for event in told("Rebels and the army fight in a war. " + text)}
