from __future__ import annotations

import dataclasses
import math
import shutil
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_samples import sample

from geomap.errors import MapError
from geomap.maps import EventMap, safe_text
from geomap.maps.browser import find_browser
from geomap.maps.lettering import Lettering, touches
from geomap.maps.marks import draw_mark
from geomap.maps.projection import fit
from geomap.maps.wording import area_name, words_of


@pytest.fixture(scope="module")
def svg():
    tables, documents = sample()
    return EventMap(tables, documents, title="Strikes & <talks>").to_svg()


def test_a_picture_is_well_formed_and_refers_to_nothing_outside(svg):
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    links = [value for element in root.iter() for name, value in element.attrib.items() if "href" in name]
    assert links == []
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_a_picture_says_its_title_its_layers_with_counts_and_its_worldview(svg):
    said = "".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own picture
    for words in ("Strikes & <talks>", "Strikes (2)", "Talks (2)", "ISO 3166", "Bryansk Oblast"):
        assert words in said
    assert "Statements" not in said


def test_a_picture_says_how_many_events_it_does_not_show(svg):
    assert "not on the map" not in svg  # a statement has no place, and its layer is off
    tables, documents = sample()
    nowhere = tables.events.assign(lat=None, lon=None)
    nowhere["place_ids"] = [[] for _ in range(len(nowhere))]
    shown = EventMap(dataclasses.replace(tables, events=nowhere), documents).to_svg()
    assert "7 not on the map" in shown


def test_places_with_marks_are_named_and_a_region_is_told_from_its_town(svg):
    said = "".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own picture
    for name in ("Belaya", "Kharkiv", "Istanbul"):
        assert name in said
    words = words_of("en")
    assert area_name(words, {"name": "Sumy", "kind": "admin1"}) == "Sumy (region)"
    assert area_name(words, {"name": "Bryansk Oblast", "kind": "admin1"}) == "Bryansk Oblast"
    assert area_name(words, {"name": "Mal'ta", "kind": "village"}) == "Mal'ta (area)"
    assert area_name(words, {"name": "Ukraine", "kind": "country"}) == "Ukraine"


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(0, 600), st.text(max_size=20)), max_size=25))
def test_no_name_touches_a_mark_or_another_name(places):
    marks = [(x - 9, y - 9, x + 9, y + 9) for x, y, _ in places]
    lettering = Lettering(900, 600, marks)
    for (x, y, name), box in zip(places, marks, strict=True):
        lettering.name_area(x, y, name)
        lettering.name_mark(box, name)
        lettering.name_town(x, y, name, is_capital=False)
    names = lettering.boxes()
    for i, box in enumerate(names):
        assert not touches(box, [*marks, *names[:i], *names[i + 1 :]])
        assert box[0] >= 0
        assert box[2] <= 900


def test_a_region_is_hatched(svg):
    assert 'fill="url(#hatch-' in svg


def test_claimed_planned_disputed_and_confirmed_marks_differ():
    rows = [
        {"layer": "strike", "status": status, "modality": modality}
        for status, modality in (
            ("reported", "actual"), ("claimed", "actual"), ("disputed", "actual"),
            ("confirmed_by_both", "actual"), ("reported", "planned"),
        )
    ]  # fmt: skip
    assert len({draw_mark(row, 0, 0) for row in rows}) == 5


def test_an_uncertain_place_has_a_dashed_ring():
    assert "stroke-dasharray" in draw_mark({"layer": "strike", "score": 0.3}, 0, 0)
    assert "stroke-dasharray" not in draw_mark({"layer": "strike", "score": 0.9}, 0, 0)


def test_svg_is_written_whole(tmp_path):
    tables, documents = sample()
    EventMap(tables, documents).save(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text(encoding="utf-8").endswith("</svg>")
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


def test_a_png_without_a_browser_is_a_clear_error(monkeypatch, tmp_path):
    monkeypatch.setenv("GEOMAP_BROWSER", "no-such-browser")
    tables, documents = sample()
    with pytest.raises(MapError, match="no-such-browser"):
        EventMap(tables, documents).save(tmp_path / "map.png")


def test_a_browser_on_the_path_is_found(monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.delenv("GEOMAP_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == shutil.which("chromium")


@given(st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), min_size=2, max_size=9))
def test_all_points_lie_in_the_frame_that_fits_them(points):
    frame = fit(points, 900, 600, margin=20)
    for lat, lon in points:
        x, y = frame.at(lat, lon)
        assert 19.9 <= x <= 880.1
        assert 19.9 <= y <= 580.1


def test_a_hundred_kilometres_are_as_long_as_they_are_in_degrees():
    frame = fit([(0, 0), (10, 10)], 800, 800)
    across = frame.at(0, 1)[0] - frame.at(0, 0)[0]
    assert math.isclose(frame.pixels(40_075 / 360, 0), across, rel_tol=1e-6)


@given(st.text())
def test_safe_text_has_nothing_that_html_or_a_template_reads(text):
    safe = safe_text(text)
    assert not set("<>\"'`\\${}\x00") & set(safe)
