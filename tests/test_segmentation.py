from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.segmentation import split_sentences


def pieces(text, start=0):
    return [text[s.start : s.end] for s in split_sentences(text, start)]


def test_sentences_end_at_stops_and_line_ends():
    text = "Drones hit Sumy. “Two died,” he said.\nTalks in Istanbul"
    assert pieces(text) == ["Drones hit Sumy.", "“Two died,” he said.", "Talks in Istanbul"]


def test_titles_initials_and_clock_times_do_not_end_a_sentence():
    text = "Gov. J. Smith spoke at 12:50 p.m. (0950 GMT) near St. Louis. U.S. President Lee left."
    assert pieces(text) == ["Gov. J. Smith spoke at 12:50 p.m. (0950 GMT) near St. Louis.", "U.S. President Lee left."]


def test_a_dotted_abbreviation_before_a_plain_opener_ends_a_sentence():
    assert pieces("Envoys left for the U.S. The talks failed.") == ["Envoys left for the U.S.", "The talks failed."]


def test_lines_wrapped_at_a_fixed_width_are_one_sentence():
    text = (
        "The ministry said that its troops had taken positions in the northern part of\n"
        "Kharkiv region on Monday, after fighting that lasted for several days and left\n"
        "many people dead."
    )
    assert pieces(text) == [text]


def test_short_lines_such_as_captions_stay_apart():
    assert pieces("Handout/Getty\nKyiv, June 2") == ["Handout/Getty", "Kyiv, June 2"]


def test_nothing_before_the_start_is_returned():
    text = "Title: Strike on Kursk\n\nA drone fell."
    assert pieces(text, text.index("A drone")) == ["A drone fell."]


def test_crlf_is_a_line_break_and_offsets_count_it():
    [first, second] = split_sentences("A fire.\r\n\r\nTwo died.")
    assert (first.start, first.end, second.start, second.end) == (0, 7, 11, 20)


@given(st.text(alphabet=st.characters(codec=None), max_size=400))
def test_sentences_cover_every_character_that_is_not_space(text):
    found = split_sentences(text)
    covered = {offset for s in found for offset in range(s.start, s.end)}
    assert {i for i, char in enumerate(text) if not char.isspace()} <= covered
    assert [s.index for s in found] == list(range(len(found)))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("unit", [" ", ".", "a. ", "a.a.", "Kyiv ", "x\n", "...' ", "St. ", "(\"'"])
def test_time_grows_with_the_text_and_not_with_its_square(unit):
    times = []
    for size in (50_000, 400_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        split_sentences(text)
        times.append(time.process_time() - start)
    assert times[1] < 40 * max(times[0], 0.01)


def test_what_is_too_long_for_a_sentence_is_cut_at_white_space():
    text = "Kyiv " * 1000
    found = pieces(text)
    assert all(len(one) <= 1000 for one in found)
    assert " ".join(found) == text.strip()


def test_lines_wrapped_with_crlf_are_one_sentence_too():
    text = (
        "The ministry said that its troops had taken positions in the northern part of\r\n"
        "Kharkiv region on Monday, after fighting that lasted for several days and left\r\n"
        "many people dead."
    )
    assert pieces(text) == [text]


def test_no_ends_a_sentence_unless_a_number_follows():
    assert pieces("Victims no. In Rostov burned a plant.") == ["Victims no.", "In Rostov burned a plant."]
    assert pieces("They live at No. 5 of the street.") == ["They live at No. 5 of the street."]


def test_small_words_that_are_abbreviations_too_end_a_sentence():
    assert pieces("Two men fell ill. The army left.") == ["Two men fell ill.", "The army left."]
