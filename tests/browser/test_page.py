from __future__ import annotations

import json

import folium
import pytest
from chromium import watch
from folium.plugins import Fullscreen, HeatMap, MarkerCluster
from map_samples import sample

from geomap.maps import EventMap, safe_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "map.html"
    tables, documents = sample()
    EventMap(tables, documents).save(path)
    return path


def drawn(page) -> int:
    """Pixels of the marks' canvas that are not empty."""
    return page.evaluate(
        """() => {
            const canvas = document.querySelector('.leaflet-geomap-marks-pane canvas');
            const copy = new OffscreenCanvas(canvas.width, canvas.height)
                .getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
            let n = 0;
            for (let i = 3; i < data.length; i += 4) n += data[i] > 0;
            return n;
        }"""
    )


def click_place(page, name):
    """Click the map where a place is, as its data says."""
    page.evaluate(
        """(name) => {
            const data = JSON.parse(document.getElementById('geomap-data').textContent);
            const place = data.places.find(p => p.name === name);
            const map = Object.values(window).find(value => value instanceof L.Map);
            map.setView([place.lat, place.lon], 8, { animate: false });
        }""",
        name,
    )
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_the_data_block_is_the_contract_s(saved, visit):
    page = visit.open(saved)
    data = json.loads(page.locator("#geomap-data").text_content())
    assert data["schema"] == "geomap/1"
    assert {"schema", "layers", "events", "documents", "places"} <= data.keys()
    assert len(data["events"]) == 8
    assert len(data["layers"]) >= 3


def test_the_map_is_not_blank_with_no_network(saved, visit):
    page = visit.open(saved)
    colours = page.evaluate(
        """() => {
            const canvas = document.querySelector('.leaflet-geomap-base-pane canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    assert colours > 10
    assert drawn(page) > 1000


def test_each_layer_of_the_legend_switches_off_and_on(saved, visit):
    page = visit.open(saved)
    boxes = page.locator("#geomap-legend input[data-layer]")
    assert boxes.count() == 6
    for i in range(boxes.count()):
        if not boxes.nth(i).is_checked():
            assert boxes.nth(i).get_attribute("data-layer") == "statement"
            continue
        before, all_pixels = page.locator("#geomap-count").text_content(), drawn(page)
        boxes.nth(i).uncheck()
        assert page.locator("#geomap-count").text_content() != before
        assert drawn(page) != all_pixels
        boxes.nth(i).check()
        assert page.locator("#geomap-count").text_content() == before
        assert drawn(page) == all_pixels


def test_a_click_on_a_mark_shows_the_sentence_its_source_and_who_claims_it(saved, visit):
    page = visit.open(saved)
    click_place(page, "Belaya")
    panel = page.locator("#geomap-event")
    panel.locator("blockquote").wait_for()
    assert "Drones struck the Belaya air base" in panel.locator("blockquote").first.text_content()
    assert panel.locator("blockquote mark").all_text_contents() == ["Belaya"]
    assert "Example Wire" in panel.locator("figcaption").first.text_content()
    assert "Ukraine's SBU" in panel.text_content()
    assert "claimed, said to be unverified" in panel.text_content()


def test_a_click_on_a_region_lists_what_happened_somewhere_in_it(saved, visit):
    page = visit.open(saved)
    click_place(page, "Bryansk Oblast")
    panel = page.locator("#geomap-event")
    panel.locator("blockquote").wait_for()
    assert "A bridge in Bryansk region" in panel.locator("blockquote").first.text_content()
    assert "exact place is not said" in panel.text_content()


def test_a_phone_s_map_opens_on_the_events_as_closely_as_they_fit(saved, browser):
    visit = watch(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = visit.open(saved)
    page.wait_for_timeout(400)
    room = page.evaluate(
        """() => {
            const map = Object.values(window).find(value => value instanceof L.Map);
            const { x, y } = map.getSize();
            const data = JSON.parse(document.getElementById('geomap-data').textContent);
            const points = data.places.filter(place => place.kind !== 'country' && place.lat !== undefined)
                .map(place => map.latLngToContainerPoint([place.lat, place.lon]));
            const scale = document.querySelector('.leaflet-control-scale').getBoundingClientRect().height;
            const [left, right] = [Math.min(...points.map(p => p.x)), Math.max(...points.map(p => p.x))];
            return { height: y, share: (right - left) / x, inside: left > 0 && right < x &&
                points.every(p => p.y > 0 && p.y < y - scale) };
        }"""
    )
    assert room["inside"]
    assert room["share"] > 0.7
    assert room["height"] > 350
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    visit.page.context.close()
    visit.check()


def test_paper_gets_the_map_s_pixels_in_light_colours(saved, browser):
    visit = watch(browser, color_scheme="dark")
    page = visit.open(saved)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    copies = page.locator("canvas.geomap-copy")
    assert copies.count() == 2
    colours = page.evaluate(
        """() => {
            const copy = document.querySelector('.leaflet-geomap-base-pane canvas.geomap-copy');
            const { data } = copy.getContext('2d').getImageData(0, 0, copy.width, copy.height);
            let light = 0;
            for (let i = 0; i < data.length; i += 4) light += data[i] > 230 && data[i + 3] > 250;
            return light / (data.length / 4);
        }"""
    )
    assert colours > 0.2
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert copies.count() == 0
    assert page.locator(".leaflet-geomap-base-pane canvas").is_visible()
    visit.page.context.close()
    visit.check()


def test_folium_s_markers_popups_and_plugins_work_beside_the_layers(tmp_path, visit):
    tables, documents = sample()
    event_map = EventMap(tables, documents)
    folium.Marker([50.45, 30.52], popup=folium.Popup("<b>Kyiv</b>, my note"), tooltip="Kyiv").add_to(event_map)
    folium.Marker([55.75, 37.6], popup=safe_text("`${alert(1)}` </script>"), icon=folium.Icon("red")).add_to(event_map)
    cluster = MarkerCluster().add_to(event_map)
    for lat in range(40, 50):
        folium.Marker([lat, 20.0]).add_to(cluster)
    Fullscreen().add_to(event_map)
    HeatMap([[50, 30, 1], [51, 31, 1]]).add_to(event_map)
    folium.LayerControl().add_to(event_map)
    path = tmp_path / "map.html"
    event_map.save(path)
    page = visit.open(path)
    page.evaluate("Object.values(window).find(v => v instanceof L.Map).setView([50.45, 30.52], 6, {animate: false})")
    # The view that the page starts with may still be settling, so the mark is hit wherever it is by now.
    page.locator("img.leaflet-marker-icon").first.dispatch_event("click")
    page.locator(".leaflet-popup-content").wait_for()
    assert "my note" in page.locator(".leaflet-popup-content").text_content()
    assert page.locator(".fullscreen-icon").count() == 1
    assert page.locator("#geomap-legend input[data-layer]").count() == 6


def test_plain_folium_draws_nothing_without_the_network(tmp_path, browser):
    path = tmp_path / "plain.html"
    folium.Map([50, 30]).save(path)
    visit = watch(browser)
    visit.page.goto(path.as_uri())
    assert visit.page.locator(".leaflet-container").count() == 0
    assert visit.requests
    visit.page.context.close()


def test_a_map_of_no_events_is_an_honest_empty_map(tmp_path, visit):
    tables, documents = sample()
    empty = type(tables)(*(frame.iloc[:0] for _, frame in tables.items()))
    EventMap(empty, documents).save(tmp_path / "map.html")
    page = visit.open(tmp_path / "map.html")
    assert page.locator("#geomap-count").text_content() == "0 events"
    assert page.locator("#geomap-legend input").count() == 0
    page.locator("#geomap-tab-table").click()
    page.locator("#geomap-tab-text").click()


def test_a_user_s_layer_control_and_ours_are_of_one_mind(tmp_path, visit):
    tables, documents = sample()
    event_map = EventMap(tables, documents)
    event_map.save(tmp_path / "map.html")
    page = visit.open(tmp_path / "map.html")
    page.evaluate(
        """() => {
            const name = Object.keys(window).find((key) => key.startsWith('event_layer_') && window[key].remove);
            window[name].remove();
        }"""
    )
    page.get_by_text("5 of 8 events").wait_for()
    assert not page.locator("input[data-layer=strike]").is_checked()
