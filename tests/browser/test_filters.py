"""One filter state drives the map, the table, the counts, the exports and the address."""

from __future__ import annotations

import json

import pytest
from map_samples import sample

from geomap.maps import EventMap, payload

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "map.html"
    tables, documents = sample()
    EventMap(tables, documents, documents_mode="full").save(path)
    return path


def rows(page) -> list[str]:
    page.locator("#geomap-tab-table").click()
    page.locator("tbody tr").first.wait_for()
    return page.locator("tbody tr td:nth-child(2)").all_text_contents()


def test_which_strikes_of_a_day_does_the_side_that_was_hit_confirm_takes_three_actions(saved, visit):
    page = visit.open(saved)
    page.get_by_role("button", name="only: Strikes").click()
    bars = page.locator(".bars").bounding_box()
    page.mouse.click(bars["x"] + bars["width"] * 5 / 6, bars["y"] + bars["height"] / 2)
    page.locator("#geomap-status").select_option("confirmed_by_target")
    assert page.locator("#geomap-count").text_content() == "1 of 8 events"
    assert rows(page) == ["Strike: missile"]


def test_a_table_of_nothing_says_so_and_offers_a_way_back(saved, visit):
    page = visit.open(saved)
    page.locator("#geomap-search").fill("no such thing")
    page.get_by_text("0 of 8 events").wait_for()
    page.locator("#geomap-tab-table").click()
    hint = page.locator("#geomap-table .hint")
    assert "No event is left" in hint.text_content()
    assert page.evaluate("Object.values(window).find(v => v instanceof L.Map).getZoom()") > 2  # and not the whole world
    hint.get_by_role("button").click()
    page.get_by_text("7 of 8 events").wait_for()
    assert not hint.is_visible()


def test_the_map_stays_where_it_is_when_a_filter_leaves_one_event(saved, visit):
    page = visit.open(saved)
    page.locator("#geomap-status").wait_for()
    view = "(({ lat, lng }, zoom) => [lat.toFixed(1), lng.toFixed(1), zoom])(m.getCenter(), m.getZoom())"
    where = f"(() => {{ const m = Object.values(window).find(v => v instanceof L.Map); return {view}; }})()"
    before, height = page.evaluate(where), page.locator(".geomap-head").bounding_box()["height"]
    page.locator("#geomap-status").select_option("confirmed_by_target")
    page.get_by_text("1 of 8 events").wait_for()
    assert page.locator(".geomap-head").bounding_box()["height"] == height
    page.get_by_role("button", name="Show everything").click()
    page.locator("input[data-layer=statement]").check()
    page.get_by_text("1 not on the map").wait_for()
    assert page.locator(".geomap-head").bounding_box()["height"] == height
    page.locator("input[data-layer=statement]").uncheck()
    page.locator("#geomap-tab-table").click()
    page.locator("#geomap-tab-layers").click()
    page.wait_for_timeout(300)
    assert page.evaluate(where) == before


def test_each_column_sorts_and_what_has_no_value_comes_last(saved, visit):
    page = visit.open(saved)
    page.locator("#geomap-tab-table").click()

    def column(name, n):
        page.locator("th button", has_text=name).click()
        cells = page.locator(f"tbody tr td:nth-child({n})").all_text_contents()
        return [cell.partition(":")[0] for cell in cells]

    for name, n in (("Date", 1), ("Killed", 5)):
        for _ in range(2):
            cells = column(name, n)
            blank = [cell in {"", "date not stated"} for cell in cells]
            assert blank == sorted(blank), (name, cells)
    assert column("Killed", 5)[0] == "7"
    for name, n in (("Event", 2), ("Place", 3), ("Claim status", 4)):
        once, again = column(name, n), column(name, n)
        assert once == sorted(once, key=str.lower), name
        assert [cell for cell in again if cell] == sorted(filter(None, once), key=str.lower, reverse=True)


def test_an_address_that_asks_for_what_no_event_has_says_so(saved, visit):
    page = visit.open(saved, fragment="#country=FI")
    page.locator("#geomap-country").wait_for()
    assert page.locator("#geomap-count").text_content() == "0 of 8 events"
    assert page.locator("#geomap-country option:checked").text_content() == "Finland"


def test_an_address_restores_filter_and_event(saved, visit):
    page = visit.open(saved)
    page.locator("#geomap-country").select_option("TR")
    page.locator("#geomap-tab-table").click()
    page.locator("tbody .row").first.click()
    page.locator("#geomap-event blockquote").wait_for()
    page.wait_for_timeout(500)
    fragment = page.evaluate("location.hash")
    assert "country=TR" in fragment
    page.goto("about:blank")
    page = visit.open(saved, fragment=fragment)
    assert page.locator("#geomap-count").text_content() == "2 of 8 events"
    assert "Delegations met" in page.locator("#geomap-event blockquote").text_content()


def test_search_narrows_the_table_and_the_export(saved, visit):
    page = visit.open(saved)
    page.locator("#geomap-search").fill("kharkiv")
    page.get_by_text("2 of 8 events").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON").click()
    features = json.loads(download.value.path().read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["place"] for feature in features} == {"Kharkiv"}


def test_a_region_has_no_point_in_the_export(saved, visit):
    page = visit.open(saved)
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON").click()
    features = json.loads(download.value.path().read_text(encoding="utf-8"))["features"]
    geometries = {feature["properties"].get("place"): feature["geometry"] for feature in features}
    assert geometries["Bryansk Oblast"] is None
    assert geometries["Russia"] is None
    assert geometries["Kharkiv"]["coordinates"] == [36.25, 49.98]


def test_the_view_as_a_picture(saved, visit):
    page = visit.open(saved)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_play_goes_through_the_days_and_ends(saved, visit):
    page = visit.open(saved)
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Stop").wait_for()
    page.get_by_role("button", name="Play").wait_for(timeout=10_000)
    assert page.locator("#geomap-time .span").text_content() == "2 Jun 2025"


def test_names_and_the_map_point_at_each_other(saved, visit):
    page = visit.open(saved)
    page.evaluate("Object.values(window).find(v => v instanceof L.Map).setView([49.98, 36.25], 8, {animate: false})")
    page.locator("#geomap-tab-text").click()
    page.locator("#geomap-text mark").first.wait_for()
    page.wait_for_timeout(300)
    box = page.locator(".folium-map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 15)
    page.locator("mark.pointed").first.wait_for()
    assert set(page.locator("mark.pointed").all_text_contents()) == {"Kharkiv"}


def test_the_packed_form_shows_the_same(tmp_path, visit, monkeypatch):
    monkeypatch.setattr(payload, "READABLE_EVENTS", 1)
    tables, documents = sample()
    EventMap(tables, documents).save(tmp_path / "map.html")
    page = visit.open(tmp_path / "map.html")
    assert page.locator("#geomap-count").text_content() == "7 of 8 events"
    assert rows(page)[:3] == ["Explosion: unexplained", "Strike: drone", "Strike: missile"]
    page.locator("tbody .row").nth(1).click()
    page.locator("#geomap-event blockquote").wait_for()
    assert page.locator("#geomap-event mark").all_text_contents() == ["Belaya"]
    assert "Belaya" in page.locator("#geomap-event .where").text_content()


def test_a_sandboxed_frame_works_without_same_origin(visit):
    tables, documents = sample()
    visit.page.set_content(EventMap(tables, documents)._repr_html_())
    frame = visit.page.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for()
    frame.locator("input[data-layer=talks]").uncheck()
    frame.get_by_text("5 of 8 events").wait_for()
    visit.page.wait_for_timeout(500)


def test_pictures_through_a_browser(tmp_path):
    tables, documents = sample()
    event_map = EventMap(tables, documents)
    event_map.save(tmp_path / "map.png")
    event_map.save(tmp_path / "map.pdf")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
