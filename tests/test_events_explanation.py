"""What explains an event, for a terminal and for a notebook."""

from __future__ import annotations

import pytest

from geomap import geoparse
from geomap.events import explain
from geomap.model import Cue, Document, Event, EventPlace, Mention, Place, Quantity, Span

TEXT = "Drones <script>alert(1)</script> hit Odesa, killing 3 people."
PLACE = Place("geonames:1", "Odesa", "city", 46.5, 30.7, "UA")


def sample() -> Event:
    at = TEXT.index("Odesa")
    number = TEXT.index("3 people")
    return Event(
        "abc",
        "report",
        "strike",
        "drone",
        (Span(0, len(TEXT)),),
        (EventPlace(PLACE, 2, Mention(at, at + 5, "Odesa")),),
        quantities=(Quantity("killed", "=", 3, "people", Span(number, number + 1)),),
        cues=(Cue("layer", 0, 6, "strike/by weapon"),),
    )


def test_the_text_names_each_field_and_the_words_that_gave_it():
    shown = str(explain(sample(), Document("report", TEXT)))
    assert "what: strike/drone, actual" in shown
    assert "where: Odesa (precision 2)" in shown
    assert "how many: killed = 3" in shown
    assert "layer from 'Drones' [0:6] by strike/by weapon" in shown


def test_the_notebook_marks_the_words_and_escapes_the_document():
    shown = explain(sample(), Document("report", TEXT))._repr_html_()
    assert '<mark title="layer: strike/by weapon">Drones</mark>' in shown
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_an_event_of_another_document_is_refused():
    with pytest.raises(ValueError, match="'report', not from 'other'"):
        explain(sample(), Document("other", TEXT))


def test_every_field_of_a_claim_names_its_words():
    text = (
        "Azerbaijan said Armenian howitzers had shelled Kalbajar with mortars on Monday. "
        "Yerevan denied shelling the area."
    )
    atlas = geoparse(text, date="2025-06-04")
    explained = str(atlas.explain(atlas.events.event_id.iloc[0]))
    for line in (
        "claimed_by from 'Azerbaijan'",
        "actor from 'Armenian'",
        "weapon from 'howitzers'",
        "verification from 'denied'",
        "date from 'on Monday'",
    ):
        assert line in explained
