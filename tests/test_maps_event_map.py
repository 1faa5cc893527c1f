from __future__ import annotations

import dataclasses
import io
import json
import re

import folium
import pandas as pd
import pytest
import xyzservices.providers
from folium.plugins import Draw, MarkerCluster, MeasureControl, MiniMap, TimestampedGeoJson
from map_samples import sample

from geomap.errors import MapError
from geomap.maps import EventLayer, EventMap


@pytest.fixture
def event_map():
    tables, documents = sample()
    return EventMap(tables, documents)


def page_of(event_map) -> str:
    return event_map.get_root().render()


def test_it_is_a_folium_map_with_one_feature_group_a_layer_that_holds_its_rows(event_map):
    assert isinstance(event_map, folium.Map)
    layers = event_map.event_layers()
    assert [layer.kind for layer in layers] == [
        "strike", "shelling", "explosion", "air_defence", "talks", "statement",
    ]  # fmt: skip
    assert all(isinstance(layer, folium.FeatureGroup) for layer in layers)
    assert len(layers[0].rows) == 2


def test_statements_are_off_at_first(event_map):
    assert [layer.kind for layer in event_map.event_layers() if not layer.show] == ["statement"]


def test_the_page_names_no_address_to_load_from(event_map):
    page = page_of(event_map)
    assert re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?http", page) == []


def test_the_policy_comes_first_in_the_head_and_lets_no_other_script_run(event_map):
    page = page_of(event_map)
    head = page[page.index("<head>") + len("<head>") :].lstrip()
    assert head.startswith('<meta http-equiv="Content-Security-Policy"')
    policy = head[: head.index(">")]
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'sha256-" in policy


def test_the_same_tables_give_the_same_bytes(event_map):
    tables, documents = sample()
    assert page_of(event_map) == page_of(EventMap(tables, documents)) == page_of(event_map)


def test_a_plugin_s_files_come_from_the_package_and_once(event_map):
    MarkerCluster().add_to(event_map)
    MarkerCluster().add_to(event_map)
    page = page_of(event_map)
    assert page.count("/*! leaflet.markercluster 1.5.3, MIT */") == 1


def test_jquery_is_brought_for_a_popup_and_not_otherwise(event_map):
    assert "jQuery v3" not in page_of(event_map)
    folium.Marker([50, 30], popup="note").add_to(event_map)
    assert "jQuery v3" in page_of(event_map)


def test_what_only_the_network_has_is_refused_by_name(event_map, tmp_path):
    Draw().add_to(event_map)
    with pytest.raises(MapError, match=r"leaflet\.draw"):
        event_map.save(tmp_path / "map.html")
    assert list(tmp_path.iterdir()) == []


def test_the_network_may_be_allowed_and_the_policy_says_which_hosts(event_map, tmp_path):
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", attr="Example").add_to(event_map)
    event_map.save(tmp_path / "map.html", allow_remote=True)
    assert "img-src data: blob: https://*.tiles.example.org" in (tmp_path / "map.html").read_text(encoding="utf-8")
    with pytest.raises(MapError, match=r"tiles\.example\.org"):
        event_map.save(tmp_path / "again.html")


def test_an_element_added_to_one_map_s_assets_does_not_reach_the_next(event_map):
    event_map.add_js_link("mine", "https://example.org/mine.js")
    tables, documents = sample()
    assert "example.org/mine.js" not in page_of(EventMap(tables, documents))


def test_an_unknown_suffix_is_refused(event_map, tmp_path):
    with pytest.raises(MapError, match=r"'map\.docx' is no name for a map"):
        event_map.save(tmp_path / "map.docx")


def test_a_binary_file_gets_html(event_map):
    file = io.BytesIO()
    event_map.save(file, close_file=False)
    assert file.getvalue().startswith(b"<!DOCTYPE html>")


def test_a_file_that_cannot_be_written_leaves_the_old_one(event_map, tmp_path):
    path = tmp_path / "absent" / "map.html"
    with pytest.raises(OSError, match="absent"):
        event_map.save(path)


def test_a_full_disk_or_a_folder_in_the_way_names_the_file_that_was_asked_for(event_map, tmp_path):
    path = tmp_path / "map.html"
    path.mkdir()
    with pytest.raises(OSError, match="directory") as caught:
        event_map.save(path)
    assert caught.value.filename == str(path)


def test_an_unknown_documents_mode_is_refused():
    tables, documents = sample()
    with pytest.raises(MapError, match="'all' is none of"):
        EventMap(tables, documents, documents_mode="all")


def test_a_layer_s_name_is_never_a_template():
    layer = EventLayer('{{7*7}}{% raw %}"</script>', sample()[0].events)
    script = layer.script_name()
    assert json.loads(script) == '{{7*7}}{% raw %}"</script>'
    assert not set("{}%<>") & set(script)


def test_a_notebook_gets_a_table_before_a_sandboxed_frame_without_same_origin(event_map):
    bundle = event_map._repr_mimebundle_()
    html = bundle["text/html"]
    assert html.index("<table>") < html.index("<iframe")
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in html
    assert "Kharkiv" in html[: html.index("<iframe")]
    assert bundle["image/svg+xml"].startswith("<svg")


def test_a_notebook_s_table_says_both_ends_of_a_span_and_what_is_a_region():
    tables, documents = sample()
    events = tables.events.assign(date_end=tables.events["date_start"] + pd.Timedelta(days=3))
    events.loc[events.layer == "explosion", "date_start"] = pd.Timestamp("2025-05-01")
    places = tables.places.assign(name=tables.places["name"].replace("Bryansk Oblast", "Bryansk"))
    html = EventMap(dataclasses.replace(tables, events=events, places=places), documents)._repr_html_()
    table = html[: html.index("<iframe")]
    assert "<td>Explosion</td><td>Bryansk (region)</td><td>2025-05-01 – 2025-06-03</td>" in table


def test_a_location_is_opened_instead_of_the_events():
    tables, documents = sample()
    assert not EventMap(tables, documents, location=[50, 30], zoom_start=6).fits_data()
    event_map = EventMap(tables, documents)
    assert event_map.fits_data()
    event_map.fit_bounds([[40, 20], [60, 40]])
    assert not event_map.fits_data()


def test_tiles_of_a_provider_may_send_pictures_and_nothing_else():
    tables, documents = sample()
    remote = EventMap(tables, documents, tiles=xyzservices.providers.OpenStreetMap.Mapnik, allow_remote=True)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page_of(remote))[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["img-src"] == "data: blob: https://tile.openstreetmap.org"
    assert not [name for name, rule in rules.items() if name != "img-src" and "openstreetmap" in rule]


@pytest.mark.parametrize(
    "tiles", ["OpenStreetMap", xyzservices.providers.OpenStreetMap.Mapnik], ids=["name", "provider"]
)
def test_tiles_that_nobody_allowed_are_an_error_that_names_their_host(tiles):
    tables, documents = sample()
    with pytest.raises(MapError, match=r"tile\.openstreetmap\.org"):
        page_of(EventMap(tables, documents, tiles=tiles))


@pytest.mark.parametrize(
    "plugin", [MiniMap, MeasureControl, lambda: TimestampedGeoJson({"type": "FeatureCollection", "features": []})]
)
def test_a_plugin_that_only_the_network_can_feed_is_an_error_that_says_so(event_map, plugin):
    plugin().add_to(event_map)
    with pytest.raises(MapError, match="allow_remote=True"):
        page_of(event_map)
