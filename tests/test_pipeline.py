from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.export.interchange import to_interchange, to_line
from geomap.model import Document, Event, EventPlace, Mention, MergedEvent, Place, Resolution, Span
from geomap.pipeline import Stages, default_stages, geoparse_documents, parse_document, tabulate

SUMY = Place("geonames:692194", "Sumy", "city", 50.9216, 34.80029, country_code="UA")


def find(document, sentences):
    return [Mention(m.start(), m.end(), m.group(), sentence=0) for m in re.finditer("Sumy", document.text)]


def resolve(document, sentences, mentions):
    return [Resolution(mention, SUMY, 2, mapped=True, score=1.0, match_method="exact") for mention in mentions]


def read_events(document, sentences, resolutions):
    spans = [Span(r.mention.start, r.mention.end) for r in resolutions]
    return [Event(f"{document.id}-{n}", document.id, "strike", "drone", (span,)) for n, span in enumerate(spans)]


def merge(events):
    return [MergedEvent(event, (event,)) for event in events]


STAGES = Stages(find, resolve, read_events, merge)


def test_every_document_gives_a_record_also_where_nothing_is_found():
    documents = [Document("a", "A drone hit Sumy."), Document("b", ""), Document("c", "Nothing here.")]
    parsed = list(geoparse_documents(documents, STAGES))
    assert [one.document.id for one in parsed] == ["a", "b", "c"]
    assert [len(one.resolutions) for one in parsed] == [1, 0, 0]


def test_stages_of_ones_own_reach_the_tables():
    parsed = list(geoparse_documents([Document("a", "A drone hit Sumy.", date(2025, 6, 1))], STAGES))
    tables = tabulate(parsed, merge)
    assert list(tables.events.event_id) == ["a-0"]
    assert list(tables.places.place_id) == ["geonames:692194"]
    assert list(tables.reports.evidence) == ["Sumy"]


def test_given_spans_are_resolved_and_no_others_are_sought():
    text = "Sumy was quiet. A drone hit Konotop."
    document = Document("a", text, given=(Span(28, 35),))
    [found] = parse_document(document, STAGES).resolutions
    assert (found.mention.text, found.mention.sentence) == ("Konotop", 1)


def test_nothing_in_a_header_is_a_sentence():
    text = "Title: Sumy\n\nA drone fell."
    [sentence] = parse_document(Document("a", text, body_start=13), STAGES).sentences
    assert text[sentence.start : sentence.end] == "A drone fell."


@pytest.mark.parametrize("count", [0, 1, 3])
def test_documents_are_parsed_as_they_are_asked_for(count):
    seen = []

    def documents():
        for number in range(5):
            seen.append(number)
            yield Document(str(number), "Sumy")

    parsed = geoparse_documents(documents(), STAGES)
    for _ in range(count):
        next(parsed)
    assert len(seen) == count


def test_where_a_shown_event_stands_is_mapped():
    def unmapped(document, sentences, mentions):
        return [replace(found, mapped=False) for found in resolve(document, sentences, mentions)]

    def placed(modality):
        def read(document, sentences, resolutions):
            return [
                Event(
                    "e",
                    "a",
                    "strike",
                    "drone",
                    (Span(0, 4),),
                    places=(EventPlace(SUMY, 2, r.mention),),
                    modality=modality,
                )
                for r in resolutions
            ]

        return read

    for modality, mapped in (("actual", True), ("negated", False)):
        stages = Stages(find, unmapped, placed(modality), merge)
        [found] = parse_document(Document("a", "Sumy was hit."), stages).resolutions
        assert found.mapped is mapped


_PIECES = [
    *("The", "a", "of", "-", "'s", ",", ".", "(", "\u2019", "\x00", "\n\n"),
    *("drone hit", "Kyiv", "Read more:", "killed", "soldiers", "prisoners", "Sunday", "said", "million million"),
    "$" + "9" * 400,
    "9" * 5000,
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join))
def test_no_text_ends_a_run(text):
    parsed = parse_document(Document(id="x", text=text, date=date(2025, 6, 3)), default_stages())
    to_line(to_interchange(parsed))


@pytest.mark.parametrize("text", ["Read more: The", "They swap prisoners for $" + "9" * 400 + " in Kyiv on Sunday."])
def test_texts_that_once_ended_a_run(text):
    parsed = parse_document(Document(id="x", text=text, date=date(2025, 6, 3)), default_stages())
    to_line(to_interchange(parsed))
