from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.lines import LineReader
from geomap.errors import DocumentError
from geomap.model import Document, Span


def read(*rows, **options):
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows]
    return list(LineReader("in.jsonl", **options).read(lines))


def failure(*rows, **options):
    [error] = [outcome for outcome in read(*rows, **options) if isinstance(outcome, DocumentError)]
    return str(error)


def test_a_line_becomes_a_document():
    row = {"id": "a", "text": "Sumy\r\n", "date": "2025-06-01", "title": "t", "source": "s", "url": "u"}
    assert read(row) == [Document("a", "Sumy\r\n", date(2025, 6, 1), "t", "s", "u")]


def test_fields_may_be_null_or_absent():
    assert read({"id": "a", "text": "", "date": None, "title": None}) == [Document("a", "")]


def test_a_number_is_taken_as_an_id_and_kept_as_text():
    assert read({"id": 7, "text": "x"})[0].id == "7"


def test_a_date_that_is_no_date_is_a_warning():
    [document] = read({"id": "a", "text": "x", "date": "someday"})
    assert document.date is None
    assert "date 'someday' is no date" in document.warnings[0]


def test_a_field_that_is_no_text_is_left_out_with_a_warning():
    [document] = read({"id": "a", "text": "x", "title": 7, "date": 20250601})
    assert document.title is None
    assert document.warnings == ("title 7 is no string and is left out", "date 20250601 is no string and is left out")


def test_the_fallback_dates_what_is_undated():
    assert read({"id": "a", "text": "x"}, fallback=date(2025, 6, 1))[0].date == date(2025, 6, 1)


def test_blank_lines_are_passed_over_and_counted():
    assert failure(b"\n", b"  \r\n", b"{\n").startswith("in.jsonl:3: not JSON")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "x"}, '"id" is None; a string that is not empty is needed'),
        ({"id": "", "text": "x"}, "\"id\" is ''"),
        ({"id": True, "text": "x"}, '"id" is True'),
        ({"id": "a"}, '"text" is None; a string is needed'),
        ({"id": "a", "text": ["x"]}, "\"text\" is ['x']"),
        ([1], 'list found; an object with "id" and "text" is needed'),
        (b"{'id': 1}\n", "not JSON"),
        (b'{"id": "a", "text": "\xff"}\n', "not UTF-8: byte 0xFF at byte offset 21"),
        (b"[" * 100_000, "not JSON"),
        (b"9" * 5000, "not JSON"),
    ],
)
def test_a_line_that_is_no_document_is_named(row, message):
    found = failure({"id": "first", "text": "x"}, row)
    assert found.startswith("in.jsonl:2: ")
    assert message in found


def test_the_lines_after_a_wrong_one_are_read():
    outcomes = read({"id": "a", "text": "x"}, b"nonsense\n", {"id": "b", "text": "y"})
    assert [outcome.id for outcome in outcomes if isinstance(outcome, Document)] == ["a", "b"]


def test_an_id_given_twice_is_refused_with_both_lines():
    assert "in.jsonl:2: id 'a' was already given in line 1" in failure(
        {"id": "a", "text": "x"}, {"id": "a", "text": "y"}
    )


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it():
    assert read(b'\xef\xbb\xbf{"id": "a", "text": "x"}\n') == [Document("a", "x")]


def test_a_lone_surrogate_is_kept():
    assert read(b'{"id": "a", "text": "\\ud800"}\n')[0].text == "\ud800"


def test_mentions_are_ignored_unless_they_are_asked_for():
    assert read({"id": "a", "text": "Sumy", "mentions": "nonsense"})[0].given is None


def test_given_mentions_are_taken_in_text_order():
    row = {"id": "a", "text": "Sumy and Kursk", "mentions": [{"start": 9, "end": 14}, {"start": 0, "end": 4}]}
    assert read(row, given_mentions=True)[0].given == (Span(0, 4), Span(9, 14))


def test_no_given_mentions_are_none_and_not_unasked():
    assert read({"id": "a", "text": "Sumy", "mentions": []}, given_mentions=True)[0].given == ()


@pytest.mark.parametrize(
    "mention",
    [
        {"start": 0, "end": 5},
        {"start": -1, "end": 2},
        {"start": 2, "end": 2},
        {"start": 3, "end": 1},
        {"start": "0", "end": "4"},
        {"start": 0.0, "end": 4.0},
        {"start": False, "end": True},
        {"start": 0},
        7,
    ],
)
def test_a_given_mention_that_is_no_span_of_the_text_is_refused(mention):
    message = failure({"id": "a", "text": "Sumy", "mentions": [mention]}, given_mentions=True)
    assert message.startswith("in.jsonl:1: mention ")
    assert "0 <= start < end <= 4" in message


def test_given_mentions_that_are_missing_are_named():
    assert '"mentions" is None' in failure({"id": "a", "text": "x"}, given_mentions=True)


@given(st.text(min_size=1), st.text())
def test_every_id_and_text_come_through_verbatim(name, text):
    assert read({"id": name, "text": text}) == [Document(name, text)]


@given(st.binary())
def test_no_bytes_break_the_reader(line):
    assert all(isinstance(outcome, Document | DocumentError) for outcome in read(line))
