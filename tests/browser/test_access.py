"""The page for people who do not see it, or do not use a mouse: axe-core's rules, and a walk by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import watch
from map_samples import sample

import geomap.maps
from geomap.maps import EventMap

pytestmark = pytest.mark.browser

AXE = Path(geomap.maps.__file__).parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "map.html"
    tables, documents = sample()
    EventMap(tables, documents).save(path)
    return path


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent || document.activeElement.id")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_any_tab(saved, browser, scheme, size):
    visit = watch(browser, viewport=size, color_scheme=scheme)
    page = visit.open(saved)
    page.locator("#geomap-exports button").first.wait_for()
    for tab in ("layers", "table", "event", "text"):
        if tab == "event":
            page.locator("tbody .row").first.click()
            page.locator("#geomap-event blockquote").first.wait_for()
        else:
            page.locator(f"#geomap-tab-{tab}").click()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then(found => found.violations)")
        assert [(tab, one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    page.context.close()
    visit.check()


def test_no_more_than_thirty_tab_stops(saved, visit):
    page = visit.open(saved)
    page.locator("#geomap-exports button").first.wait_for()
    for tab in ("layers", "table", "text"):
        page.locator(f"#geomap-tab-{tab}").click()
        page.wait_for_timeout(100)
        stops = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
                .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility()).length"""
        )
        assert stops <= 30


def test_a_walk_by_keyboard_through_layers_time_table_evidence_and_reader(saved, visit):
    page = visit.open(saved)
    keys = page.keyboard
    page.locator("#geomap-legend input").first.focus()
    keys.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.layer") == "shelling"
    keys.press("Space")
    assert page.locator("#geomap-count").text_content() == "6 of 8 events"
    page.locator("#geomap-time input").first.focus()
    keys.press("ArrowRight")
    assert page.locator("#geomap-count").text_content() == "4 of 8 events"
    page.locator("#geomap-tab-layers").focus()
    keys.press("End")
    assert focused(page) == "Table"
    page.locator("tbody .row[tabindex='0']").focus()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.locator("#geomap-event blockquote").first.wait_for()
    assert page.locator("#geomap-tab-event").get_attribute("aria-selected") == "true"
    assert page.evaluate("document.getElementById('geomap-event').contains(document.activeElement)")
    page.locator("#geomap-event .report button").first.focus()
    keys.press("Enter")
    page.locator("#geomap-text mark").first.wait_for()
    page.locator("#geomap-text [data-place][tabindex='0']").focus()
    keys.press("ArrowRight")
    assert page.evaluate("document.activeElement.tagName") == "MARK"


def test_counts_are_said_aloud(saved, visit):
    page = visit.open(saved)
    assert page.locator("[role=status][aria-live=polite]").text_content() == "7 of 8 events"


def test_landmarks_are_named_in_the_page_s_language(tmp_path, visit):
    tables, documents = sample()
    path = tmp_path / "map.html"
    EventMap(tables, documents, lang="uk").save(path)
    page = visit.open(path)
    assert page.locator("html").get_attribute("lang") == "uk"
    assert page.locator("main").get_attribute("aria-label") == "Карта подій"
    assert "Удари" in page.locator("#geomap-legend").text_content()


def test_right_to_left_sentences_and_names_are_read_from_the_right(tmp_path, visit):
    tables, documents = sample()
    tables.places["name"] = "חיפה"
    tables.reports["evidence"] = "כטב״מים תקפו את חיפה."
    EventMap(tables, documents, documents_mode="none").save(tmp_path / "map.html")
    page = visit.open(tmp_path / "map.html")
    page.locator("#geomap-tab-table").click()
    page.locator("tbody .row").first.click()
    quote = page.locator("#geomap-event blockquote").first
    quote.wait_for()
    assert quote.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("#geomap-event .where").evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('.geomap')).direction") == "ltr"
