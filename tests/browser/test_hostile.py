from __future__ import annotations

import json
from datetime import date

import pytest
from map_samples import sentence_event

from geomap.maps import EventMap, safe_text
from geomap.model import Claim, Document, MergedEvent, ParsedDocument, Place, Quantity
from geomap.tables import build_tables

pytestmark = pytest.mark.browser

RUN = "window.hacked=1"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<!--<script>{RUN}</script>-->",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<a href='javascript:{RUN}'>link</a>",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "${" + RUN + "}",
    "`${" + RUN + "}`",
    "`",
    "\\",
    "\\u",
    "\\u003cscript\\u003e",
    f"';{RUN};//",
    f'";{RUN};//',
    f'" onmouseover="{RUN}',
    f"' onfocus='{RUN}' autofocus='",
    "{{7*7}}{% raw %}",
    "{{ this.__init__ }}",
    "]]>",
    "<![CDATA[x]]>",
    "&lt;b&gt;&amp;&#39;&#x27;",
    "<style>*{display:none}</style>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "--><b>",
    "\u202eright to left\u202c",
    "\u2066isolate\u2069",
    "nul \x00 inside",
    "bell \x07 \x1b[31m",
    "line\u2028separator\u2029paragraph\r\nend",
    "lone \ud800 surrogate",
    "__proto__",
    "constructor",
    '=HYPERLINK("https://example.org","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "N" * 1_000_000,
]  # fmt: skip


def in_frame(text: str) -> str:
    """As a column of strings holds it: without lone surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@pytest.fixture(scope="module")
def hostile_map():
    parsed, merged = [], []
    for number, raw in enumerate(HOSTILE):
        text = in_frame(raw)
        place = Place(f"test:{text[:50]}", text, "city", 45 + number / 10, 20 + number / 2, "UA", admin1=text)
        document = Document(f"{number} {text[:50]}", f"{text} was hit. More.", date(2025, 6, 1), raw, raw, raw)
        event = sentence_event(document, 0, len(text) + 9, place, actor=text, target=text, weapon=text,
                               claim=Claim(text, "target", "claimed"),
                               quantities=(Quantity("killed", "=", 3.0),))  # fmt: skip
        parsed.append(ParsedDocument(document, events=(event,)))
        merged.append(MergedEvent(event, (event,)))
    tables = build_tables(parsed, merged)
    return EventMap(tables, [one.document for one in parsed], documents_mode="full", title=HOSTILE[1])


def test_hostile_text_is_shown_as_text_and_never_runs(hostile_map, tmp_path, visit):
    dialogs = []
    visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    path = tmp_path / "map.html"
    hostile_map.save(path)
    page = visit.open(path)
    assert page.locator("#geomap-count").text_content() == f"{len(HOSTILE)} events"
    assert page.locator("h1").text_content() == HOSTILE[1]
    page.locator("#geomap-tab-table").click()
    cells = page.locator("tbody td:nth-child(3)").all_text_contents()
    assert sorted(cells) == sorted(in_frame(text) for text in HOSTILE)
    for number, raw in enumerate(HOSTILE[:-1]):
        page.evaluate("(row) => document.querySelector(`[data-row='${row}'] .row`).click()", number)
        page.locator("#geomap-event blockquote").wait_for()
        text = in_frame(raw)
        assert page.locator("#geomap-event blockquote").text_content() == f"{text} was hit."
        assert text in page.locator("#geomap-event figcaption").text_content()
        assert page.locator("#geomap-event dd").all_text_contents().count(text) == 3
        page.locator("#geomap-event .report button").click()
        page.locator("#geomap-text .passage").wait_for()
        assert page.locator("#geomap-text h2").text_content() == text
    assert page.locator("a[href]:not([href^=http]):not([href='#'])").count() == 0
    assert page.evaluate("window.hacked") is None
    assert dialogs == []


def test_layers_and_ids_of_one_s_own_are_text_too(hostile_map, tmp_path, visit):
    tables = hostile_map.tables
    names = [in_frame(text)[:200] for text in HOSTILE]
    renamed = type(tables)(
        tables.mentions, tables.places, tables.events.assign(layer=names, subtype=names), tables.reports
    )
    path = tmp_path / "</script><script>window.hacked=1<.html".replace("/", "")
    EventMap(renamed, hostile_map.documents).save(path)
    page = visit.open(path)
    shown = page.locator(".layer .name").all_text_contents()
    assert sorted(shown) == sorted(set(names))
    assert page.evaluate("window.hacked") is None


def test_a_picture_of_hostile_names_is_well_formed_and_holds_no_script(hostile_map):
    from xml.etree import ElementTree as ET

    root = ET.fromstring(hostile_map.to_svg())  # noqa: S314 - our own picture
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "defs", "pattern", "path", "rect", "circle", "text"}


def test_the_notebook_s_table_is_text(hostile_map, visit):
    html = hostile_map._repr_html_()
    visit.page.set_content(html)
    cells = visit.page.locator("td").all_text_contents()
    assert any(HOSTILE[0] == cell for cell in cells)
    assert visit.page.evaluate("window.hacked") is None


def test_the_page_s_csv_has_no_cell_that_a_spreadsheet_runs(hostile_map, tmp_path, visit):
    path = tmp_path / "map.html"
    hostile_map.save(path)
    page = visit.open(path)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    import csv

    csv.field_size_limit(3_000_000)
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        rows = list(csv.reader(file))
    assert len(rows) == len(HOSTILE) + 1
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in {"=", "+", "@"} or cell.lstrip()[:1] == "-"]


def test_safe_text_keeps_folium_s_own_popups_from_running(hostile_map, tmp_path, visit):
    import folium

    tables = hostile_map.tables
    event_map = EventMap(tables, documents_mode="none")
    for number, text in enumerate(HOSTILE[:-1]):
        folium.Marker([30 + number / 3, 0], popup=safe_text(text), tooltip=safe_text(text)).add_to(event_map)
    path = tmp_path / "map.html"
    event_map.save(path)
    page = visit.open(path)
    assert page.locator("img.leaflet-marker-icon").count() == len(HOSTILE) - 1
    assert page.evaluate("window.hacked") is None


def test_exported_json_is_json(hostile_map, tmp_path, visit):
    path = tmp_path / "map.html"
    hostile_map.save(path)
    page = visit.open(path)
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON").click()
    collection = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert len(collection["features"]) == len(HOSTILE)
    names = {feature["properties"]["place"] for feature in collection["features"]}
    assert names == {in_frame(text) for text in HOSTILE}
