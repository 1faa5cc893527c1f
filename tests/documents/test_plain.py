from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.plain import decode, document_of_text, fallback_day, read_day, with_date
from geomap.errors import DocumentError
from geomap.model import Document

HEADER = "Title: Bridge down\nDate: 2025-06-01\nSource: Wire\nUrl: https://example.org/a\n\n"


def body(document):
    return document.text[document.body_start :]


def test_line_ends_are_kept_as_they_are():
    assert decode(b"one\r\ntwo\rthree\n", path="a.txt") == ("one\r\ntwo\rthree\n", ())


def test_a_byte_order_mark_is_no_character_of_the_text_and_is_reported():
    text, warnings = decode(b"\xef\xbb\xbfKyiv", path="a.txt")
    assert text == "Kyiv"
    assert warnings == ("began with a byte-order mark, which is no part of its text",)


def test_a_byte_that_is_not_utf8_is_named_with_offset_line_and_remedy():
    with pytest.raises(
        DocumentError, match=r"a\.txt:2: not UTF-8: byte 0xE9 at byte offset 6; save it as UTF-8"
    ) as raised:
        decode(b"Kyiv\ns\xe9", path="a.txt")
    assert raised.value.line == 2


def test_the_offset_of_a_wrong_byte_counts_the_byte_order_mark():
    with pytest.raises(DocumentError, match="0xFF at byte offset 4"):
        decode(b"\xef\xbb\xbfa\xff", path="a.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be"])
def test_utf16_and_utf32_are_named(encoding):
    data = b"\x00\x00\xfe\xff" + "Kyiv".encode(encoding) if encoding == "utf-32-be" else "Kyiv".encode(encoding)
    with pytest.raises(DocumentError, match=f"iconv -f {encoding[:6]} -t utf-8"):
        decode(data, path="a.txt")


@given(st.text())
def test_every_text_is_decoded_exactly(text):
    plain = text.removeprefix("\ufeff")
    encodable = plain.encode("utf-8", "ignore").decode()
    assert decode(encodable.encode(), path="a.txt")[0] == encodable.removeprefix("\ufeff")


def test_a_header_gives_title_date_source_and_url_and_stays_in_the_text():
    document = document_of_text(HEADER + "Drones hit Sumy.", name="d")
    assert (document.title, document.date, document.source, document.url) == (
        "Bridge down",
        date(2025, 6, 1),
        "Wire",
        "https://example.org/a",
    )
    assert document.text.startswith("Title: ")
    assert body(document) == "Drones hit Sumy."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_header_may_have_any_line_ends(end):
    document = document_of_text(f"date: 2025-06-01{end}TITLE:x{end}{end}Sumy", name="d")
    assert (document.date, document.title, body(document)) == (date(2025, 6, 1), "x", "Sumy")


def test_a_header_alone_is_an_empty_body():
    document = document_of_text("Title: x\n", name="d")
    assert (document.title, body(document)) == ("x", "")


def test_the_first_of_two_equal_header_lines_holds():
    assert document_of_text("Title: a\nTitle: b\n\nx", name="d").title == "a"


def test_a_header_without_a_blank_line_is_text_and_says_so():
    document = document_of_text("Source: officials in Kyiv\nsaid so.", name="d")
    assert (document.source, document.body_start) == (None, 0)
    assert document.warnings == ("begins like a header (source) but no blank line closes it: not read as one",)


def test_header_words_inside_a_text_are_text():
    document = document_of_text("Drones hit Sumy.\nDate: 2025-06-01\n\nMore.", name="d")
    assert (document.date, document.body_start) == (None, 0)


def test_a_documents_own_date_wins_over_the_fallback():
    assert document_of_text(HEADER, name="d", fallback=date(2020, 1, 1)).date == date(2025, 6, 1)


def test_without_a_date_the_fallback_is_taken():
    assert document_of_text("Title: x\n\ny", name="d", fallback=date(2020, 1, 1)).date == date(2020, 1, 1)


def test_a_date_that_is_no_date_is_a_warning_and_the_fallback_is_taken():
    document = document_of_text("Date: last week\n\nx", name="d", fallback=date(2020, 1, 1))
    assert document.date == date(2020, 1, 1)
    assert document.warnings == (
        "date 'last week' is no date that can be read; write it as 2025-06-01; 2020-01-01 is taken",
    )


def test_a_date_that_is_no_date_leaves_a_document_undated():
    document = with_date(Document("d", "x"), "2025-02-30", None)
    assert document.date is None
    assert document.warnings[0].endswith("the document is left undated")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-06-01", date(2025, 6, 1)),
        (" 2025-06-01T23:59:59+03:00 ", date(2025, 6, 1)),
        ("2009-03-20 12:24:52.002364-05", date(2009, 3, 20)),
        ("20250601", date(2025, 6, 1)),
        ("June 1, 2025", date(2025, 6, 1)),
        ("1 June 2025", date(2025, 6, 1)),
        ("Sunday, 1 June 2025", date(2025, 6, 1)),
        ("Sun, 01 Jun 2025 10:00:00 GMT", date(2025, 6, 1)),
        ("Sunday, June 1st, 2025, 10:00 EST", date(2025, 6, 1)),
        ("01-Jun-2025", date(2025, 6, 1)),
        ("2025/6/1", date(2025, 6, 1)),
        ("2025.06.01", date(2025, 6, 1)),
        ("13/06/2025", date(2025, 6, 13)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_whole_date_is_read(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "",
        "June 2025",
        "2025",
        "2025-06",
        "Monday",
        "1 June",
        "01/06/2025",
        "01.06.2025",
        "2025/13/01",
        "2025-13-01",
        "2025-02-30",
        "0001-01-01",
        "9999-12-31",
        "yesterday",
        "1" * 400,
        "١٤٤٦",
        "2025-06-01-07",
    ],
)
def test_what_is_no_one_whole_date_is_not_read(written):
    assert read_day(written) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_dates(written):
    assert read_day(written) is None or isinstance(read_day(written), date)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_every_iso_day_is_read(day):
    assert read_day(day.isoformat()) == day


def test_a_callers_date_that_is_no_date_is_an_error():
    assert fallback_day("June 1, 2025") == date(2025, 6, 1)
    assert fallback_day(None) is None
    with pytest.raises(DocumentError, match="date 'soon' is no date"):
        fallback_day("soon")


@given(st.text())
def test_a_text_is_kept_exactly_whatever_it_begins_with(text):
    document = document_of_text(text, name="d")
    assert document.text == text
    assert 0 <= document.body_start <= len(text)
