from __future__ import annotations

from datetime import date

import folium
import pandas as pd
import pytest

import geomap
from geomap.model import Correction, Document

REPORT = (
    "Two people were killed when a Russian drone hit an apartment block in Kharkiv on Sunday, the mayor said. "
    "Delegations will meet for talks in Istanbul on Monday."
)


@pytest.fixture(scope="module")
def atlas():
    return geomap.geoparse(REPORT, date="2025-06-01")


def test_the_four_tables_hold_what_the_report_says(atlas):
    strike = atlas.events[atlas.events.layer == "strike"].iloc[0]
    talks = atlas.events[atlas.events.layer == "talks"].iloc[0]
    assert list(strike.place_ids) == ["geonames:706483"]
    assert (strike.killed, strike.date_start) == (2, pd.Timestamp("2025-06-01"))
    assert (list(talks.place_ids), talks.modality) == (["geonames:745044"], "planned")
    assert talks.date_start == pd.Timestamp("2025-06-02")
    assert set(atlas.reports.event_id) == set(atlas.events.event_id)
    assert {"Kharkiv", "Istanbul"} <= set(atlas.places.name)


def test_every_span_indexes_back_into_the_text(atlas):
    [document] = atlas.documents
    for mention in atlas.mentions.itertuples():
        assert document.text[mention.start : mention.end] == mention.text
    for report in atlas.reports.itertuples():
        assert document.text[report.ev_start : report.ev_end] == report.evidence


def test_the_map_is_a_folium_map_that_takes_a_users_layer(atlas):
    drawn = atlas.map()
    assert isinstance(drawn, folium.Map)
    folium.Marker([50, 36], popup="mine").add_to(drawn)
    assert "L.marker" in drawn.get_root().render()


def test_saving_writes_one_page(atlas, tmp_path):
    path = atlas.save(tmp_path / "map.html")
    assert path.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert [one.name for one in tmp_path.iterdir()] == ["map.html"]


def test_an_unknown_suffix_is_refused(atlas, tmp_path):
    with pytest.raises(geomap.MapError, match=r"\.docx"):
        atlas.save(tmp_path / "map.docx")


def test_an_event_explains_itself(atlas):
    event_id = atlas.events.event_id[0]
    assert "Kharkiv" in str(atlas.explain(event_id))


def test_an_event_of_two_reports_explains_what_each_said_and_what_joined_them():
    later = Document("later", "The drone that struck Kharkiv on Sunday killed 3 people, police said.", date(2025, 6, 2))
    atlas = geomap.geoparse([Document("first", REPORT, date(2025, 6, 1)), later])
    event_id = atlas.events.event_id[atlas.events.layer == "strike"].item()
    explained = atlas.explain(event_id)
    assert [explained.document.id, *(one.document.id for one in explained.others)] == ["first", "later"]
    shown = str(explained)
    assert "killed = 2" in shown
    assert "killed = 3" in shown
    assert "joined by: layer and day, same place" in shown
    assert shown.index("document: first") < shown.index("joined by") < shown.index("document: later")
    assert explained._repr_html_().count("<table>") == 2


def test_explaining_an_unknown_event_says_where_the_ids_are(atlas):
    with pytest.raises(geomap.GeomapError, match="column event_id"):
        atlas.explain("nothing")


def test_a_dataframe_of_reports_is_read_row_by_row():
    frame = pd.DataFrame({"id": ["a", "b"], "text": [REPORT, "Nothing happened."], "date": [date(2025, 6, 1)] * 2})
    atlas = geomap.geoparse(frame)
    assert [one.id for one in atlas.documents] == ["a", "b"]
    assert set(atlas.mentions.doc_id) == {"a"}


def test_a_text_without_a_place_gives_empty_tables_and_a_map(tmp_path):
    atlas = geomap.geoparse("Nothing happened today, and nobody came.")
    assert atlas.events.empty
    assert atlas.save(tmp_path / "map.html").exists()


def test_without_a_date_relative_days_stay_empty(atlas):
    undated = geomap.geoparse(REPORT)
    assert undated.events.date_start.isna().all()
    assert len(undated.events) == len(atlas.events)


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one.html", "two.html"):
        geomap.geoparse(REPORT, date="2025-06-01").save(tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_correction_is_honoured():
    fix = Correction(toponym="Kharkiv", lat=10.0, lon=20.0)
    atlas = geomap.geoparse(REPORT, date="2025-06-01", corrections=[fix])
    row = atlas.mentions[atlas.mentions.text == "Kharkiv"].iloc[0]
    assert (row.lat, row.lon, row.match_method) == (10.0, 20.0, "corrected")


def test_nothing_to_read_is_an_error_that_says_why(tmp_path):
    with pytest.raises(geomap.DocumentError, match="nowhere"):
        geomap.geoparse(tmp_path / "nowhere.txt")


def test_a_date_that_is_none_is_refused():
    with pytest.raises(geomap.DocumentError, match="2025-06-01"):
        geomap.geoparse(REPORT, date="the other day")


def test_it_names_itself_without_its_texts(atlas):
    assert repr(atlas) == "<Atlas: 1 documents, 3 mentions, 2 reports of events>"
