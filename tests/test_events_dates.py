"""Words that say when, from Sunday 1 June 2025."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.dates import read_time
from geomap.events.times import WEEKDAYS, find_times
from geomap.model import Dating

SUNDAY = date(2025, 6, 1)


def read(text: str, reference: date | None = SUNDAY, *, ahead: bool = False) -> Dating:
    (words,) = find_times(text, 0, len(text))
    return read_time(words, text, reference, ahead=ahead)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "basis"),
    [
        ("on sunday", date(2025, 6, 1), date(2025, 6, 1), 1, "weekday"),
        ("on saturday", date(2025, 5, 31), date(2025, 5, 31), 1, "weekday"),
        ("early monday", date(2025, 5, 26), date(2025, 5, 26), 1, "weekday"),
        ("last sunday", date(2025, 5, 25), date(2025, 5, 25), 1, "weekday"),
        ("overnight", date(2025, 5, 31), date(2025, 6, 1), 1, "overnight"),
        ("in the night to saturday", date(2025, 5, 30), date(2025, 5, 31), 1, "overnight"),
        ("yesterday", date(2025, 5, 31), date(2025, 5, 31), 1, "relative"),
        ("june 1, 2025", date(2025, 6, 1), date(2025, 6, 1), 1, "absolute"),
        ("1 june 2025", date(2025, 6, 1), date(2025, 6, 1), 1, "absolute"),
        ("2025-05-30", date(2025, 5, 30), date(2025, 5, 30), 1, "absolute"),
        ("may 30", date(2025, 5, 30), date(2025, 5, 30), 1, "absolute_no_year"),
        ("dec. 30", date(2024, 12, 30), date(2024, 12, 30), 1, "absolute_no_year"),
        ("in february 2022", date(2022, 2, 1), date(2022, 2, 28), 3, "absolute"),
        ("late last month", date(2025, 5, 21), date(2025, 5, 31), 3, "relative"),
        ("23/05/2025", date(2025, 5, 23), date(2025, 5, 23), 1, "absolute"),
        ("05/05/2025", date(2025, 5, 5), date(2025, 5, 5), 1, "absolute"),
        ("last year", date(2024, 1, 1), date(2024, 12, 31), 4, "relative"),
        ("in recent days", date(2025, 5, 25), date(2025, 6, 1), 2, "relative"),
        ("in recent weeks", date(2025, 5, 2), date(2025, 6, 1), 3, "relative"),
        ("over the past 24 hours", date(2025, 5, 31), date(2025, 6, 1), 1, "relative"),
        ("during the week", date(2025, 5, 25), date(2025, 6, 1), 2, "relative"),
        ("this week", date(2025, 5, 26), date(2025, 6, 1), 2, "relative"),
        ("last week", date(2025, 5, 19), date(2025, 5, 25), 2, "relative"),
        ("a fortnight ago", date(2025, 5, 15), date(2025, 5, 21), 2, "relative"),
        ("the night before", date(2025, 5, 31), date(2025, 6, 1), 1, "overnight"),
        ("may 14-15.", date(2025, 5, 14), date(2025, 5, 15), 1, "absolute_no_year"),
        ("from 12 to 16 may", date(2025, 5, 12), date(2025, 5, 16), 2, "absolute_no_year"),
        ("between 30 april and 2 may", date(2025, 4, 30), date(2025, 5, 2), 2, "absolute_no_year"),
        ("december 30 to january 2, 2025", date(2024, 12, 30), date(2025, 1, 2), 2, "absolute"),
        ("on the 29th", date(2025, 5, 29), date(2025, 5, 29), 1, "absolute_no_year"),
        ("on the 31st", date(2025, 5, 31), date(2025, 5, 31), 1, "absolute_no_year"),
        ("on christmas eve", date(2024, 12, 24), date(2024, 12, 24), 1, "absolute_no_year"),
        ("last winter", date(2024, 12, 1), date(2025, 2, 28), 4, "relative"),
        ("this spring", date(2025, 3, 1), date(2025, 5, 31), 4, "relative"),
        ("so far this year", date(2025, 1, 1), date(2025, 6, 1), 4, "relative"),
        ("the first week of may", date(2025, 5, 1), date(2025, 5, 7), 2, "absolute_no_year"),
        ("13-05-2025", date(2025, 5, 13), date(2025, 5, 13), 1, "absolute"),
    ],
)
def test_words_are_days(text: str, start: date, end: date, precision: int, basis: str) -> None:
    dating = read(text)
    assert (dating.start, dating.end, dating.precision, dating.basis) == (start, end, precision, basis)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on may 3 and 40 others", "may 3"),
        ("from may 11 to 14 soldiers", "may 11"),
        ("may 11 to 14,000 people", "may 11"),
        ("may 5 to 6 p.m.", "may 5"),
        ("on may 3 and 15 drones", "may 3"),
    ],
)
def test_what_is_counted_after_a_day_is_no_day(text: str, words: str) -> None:
    dating = read(text)
    assert (dating.text, dating.start) == (words, dating.end)


def test_a_planned_weekday_is_the_next_one() -> None:
    assert read("on friday", ahead=True).start == date(2025, 6, 6)


def test_a_day_that_does_not_exist_has_no_date() -> None:
    assert read("31 june 2025") == Dating(text="31 june 2025")


def test_without_a_reference_only_absolute_days_are_known() -> None:
    assert read("on monday", None).start is None
    assert read("june 1, 2025", None).start == SUNDAY


def test_years_within_numbers_are_no_times() -> None:
    assert find_times("12,2015 people", 0, 14) == []


@given(st.dates(date(2000, 1, 10), date(2090, 1, 1)), st.sampled_from(sorted(WEEKDAYS)))
def test_a_weekday_lies_within_the_week_before_or_after(reference: date, weekday: str) -> None:
    past, coming = read(weekday, reference).start, read(weekday, reference, ahead=True).start
    assert past is not None
    assert coming is not None
    assert past.weekday() == coming.weekday() == WEEKDAYS[weekday]
    assert timedelta(0) <= reference - past < timedelta(7)
    assert timedelta(0) <= coming - reference < timedelta(7)


@pytest.mark.parametrize("text", ["31 february", "01/02/2025", "5 march 9999", "march 5, 0900", "9999 years ago"])
def test_a_day_that_no_calendar_has_or_nobody_can_tell_is_none(text):
    assert read(text).start is None


@pytest.mark.parametrize("text", ["on palm sunday", "the heaviest raid in weeks", "bloody sunday"])
def test_what_only_sounds_like_a_day_of_the_week_is_none(text):
    assert find_times(text, 0, len(text)) == []
