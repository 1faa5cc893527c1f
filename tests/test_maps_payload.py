from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from map_samples import DOCUMENT, TEXT, sample

from geomap.boundaries import all_regions
from geomap.maps import payload as payloads
from geomap.maps.assets import read_static
from geomap.maps.columns import shorten
from geomap.maps.encoding import data_block, unpack
from geomap.maps.ground import _lean, ground_block
from geomap.maps.payload import build_payload, compact, event_rows, place_rows, regions_of
from geomap.tables import Tables

LAYERS = [{"name": name, "label": None, "shown": True} for name in ("strike", "explosion", "talks", "statement")]


@pytest.fixture(scope="module")
def tables():
    return sample()[0]


def built(mode="evidence", tables=None):
    made, documents = sample()
    return build_payload(tables or made, documents, layers=LAYERS, mode=mode)


def row_of(payload, key):
    return next(row for row in event_rows(payload) if row["event_id"].startswith(key))


def test_only_events_of_the_map_s_layers_are_taken():
    assert {row["layer"] for row in event_rows(built())} == {"strike", "explosion", "talks", "statement"}


def test_an_event_of_one_place_has_the_event_s_precision():
    payload = built()
    bridge = row_of(payload, "expl")
    assert [at["precision"] for at in bridge["places"]] == [3]
    assert place_rows(payload)[bridge["places"][0]["place"]]["id"] == "iso3166-2:RU-BRY"


def test_of_several_places_none_is_finer_than_what_its_name_gave(tables):
    bridge = tables.events["event_id"].str.startswith("expl")
    both = ["iso3166-2:RU-BRY", "geonames:706483"]
    lists = [both if is_bridge else ids for is_bridge, ids in zip(bridge, tables.events["place_ids"], strict=True)]
    events = tables.events.assign(place_ids=lists)
    mentions = tables.mentions.copy()
    mentions.loc[(mentions["place_id"] == "geonames:706483"), "geo_precision"] = 3
    changed = SimpleNamespace(mentions=mentions, places=tables.places, events=events, reports=tables.reports)
    assert [at["precision"] for at in row_of(built(tables=changed), "expl")["places"]] == [3, 3]


def test_an_event_with_no_place_has_none():
    assert row_of(built(), "stat")["places"] == []


def test_tables_of_no_events_give_a_payload_of_none(tables):
    empty = SimpleNamespace(
        mentions=tables.mentions.iloc[:0],
        places=tables.places.iloc[:0],
        events=tables.events.iloc[:0],
        reports=tables.reports.iloc[:0],
    )
    assert compact(built(tables=empty))[0]["events"] == []


def test_an_event_s_score_is_that_of_its_least_certain_place():
    assert row_of(built(), "stri-first-0")["score"] == 0.4


def test_an_id_that_is_no_utf8_is_drawn_as_any_other(tables):
    odd = {DOCUMENT.id: "caf\udce9"}
    frames = {name: frame.copy() for name, frame in tables.items()}
    for name in ("mentions", "reports"):
        frames[name]["doc_id"] = frames[name]["doc_id"].replace(odd)
    _, documents = sample()
    renamed = [replace(one, id=odd.get(one.id, one.id)) for one in documents]
    payload = build_payload(Tables(**frames), renamed, layers=LAYERS, mode="none")
    assert [row.get("score") for row in event_rows(payload)] == [row.get("score") for row in event_rows(built("none"))]


def test_the_strongest_report_gives_an_event_s_status_and_both_reports_stay():
    missiles = row_of(built(), f"stri-first-{TEXT.index('Two missiles')}")
    assert missiles["status"] == "confirmed_by_target"
    assert [report["verification"] for report in missiles["reports"]] == ["confirmed_by_target", "denied"]
    assert missiles["reports"][0]["quantities"][0]["op"] == ">="


def passages(payload, key="first"):
    entry = next(entry for entry in payload["documents"] if entry["id"] == key)
    return unpack(entry["text"])["passages"]


def test_evidence_mode_holds_a_sentence_either_side_and_no_more(tables):
    only = SimpleNamespace(
        mentions=tables.mentions,
        places=tables.places,
        events=tables.events[tables.events["subtype"] == "missile"],
        reports=tables.reports,
    )
    [passage] = passages(built(tables=only))
    assert passage["text"].startswith("A bridge in Bryansk")
    assert passage["text"].endswith("Shells fell on Kharkiv later that day.")
    assert TEXT[passage["start"] :].startswith(passage["text"])


def test_full_mode_holds_all_and_none_mode_nothing_but_the_quoted_sentence():
    assert passages(built("full")) == [{"start": 0, "text": TEXT}]
    assert passages(built("none")) == []
    assert row_of(built("none"), "expl")["reports"][0]["evidence"].startswith("A bridge")


def test_names_are_marked_by_code_points_of_the_document():
    [entry] = [entry for entry in built()["documents"] if entry["id"] == "first"]
    marked = [DOCUMENT.text[start:end] for start, end, _ in unpack(entry["text"])["mentions"]]
    assert marked == ["Belaya", "Bryansk", "Kharkiv", "Kharkiv", "Istanbul", "Istanbul"]


def test_few_events_are_rows_that_read_as_they_stand():
    page, late = compact(built())
    assert late == {}
    assert isinstance(page["events"], list)
    assert page["events"][0]["places"]
    assert page["schema"] == "geomap/1"


def test_many_events_are_packed_and_unpack_to_the_same_columns(monkeypatch):
    payload = built()
    monkeypatch.setattr(payloads, "READABLE_EVENTS", 1)
    page, late = compact(payload)
    core = unpack(page["events"]["core"])
    assert page["events"]["rows"] == 6
    assert core["columns"]["layer"]["lines"].split("\n") == payload["events"]["columns"]["layer"]["values"]
    assert "lat" not in core["columns"]
    told = unpack(late[page["events"]["reports"]])["events"]["event_id"]
    assert told["lines"].split("\n") == payload["events"]["columns"]["event_id"]["values"]
    assert page["places"]["rows"] == len(place_rows(payload))


def test_of_many_places_the_areas_names_come_first_and_all_names_with_the_rest(monkeypatch):
    payload = built()
    monkeypatch.setattr(payloads, "READABLE_EVENTS", 1)
    page, late = compact(payload)
    first, names = unpack(page["places"]["core"]), unpack(late[page["places"]["names"]])
    kinds = [row["kind"] for row in place_rows(payload)]
    assert [kinds[row] for row in first["name"]["rows"]] == ["admin1"]
    assert first["name"]["values"] == ["Bryansk Oblast"]
    assert names["name"]["lines"].split("\n") == payload["places"]["columns"]["name"]["values"]


def test_a_column_takes_its_shortest_form():
    columns = {
        "all": {"words": ["UA"], "codes": [1, 1]},
        "none": {"words": ["UA"], "codes": [0, 0]},
        "texts": {"values": ["a", "b"]},
        "two lines": {"values": ["a\nb", "c"]},
        "some": {"values": ["a", None]},
        "degrees": {"values": [52.8646, -0.07, 3.0]},
        "thirds": {"values": [1 / 3, 0.5]},
        "empty": {"values": []},
    }
    short = shorten(columns)
    assert short["all"] == {"same": "UA"}
    assert short["none"] == {"same": None}
    assert short["texts"] == {"lines": "a\nb"}
    assert short["degrees"] == {"values": [528646, -700, 30000], "per": 10_000}
    assert all(short[name] == columns[name] for name in ("two lines", "some", "empty", "thirds"))


def test_regions_of_the_places_are_what_the_base_map_is_asked_for():
    assert regions_of(built()) == ("RU-BRY",)


def test_no_text_can_end_the_data_s_script_or_open_a_template():
    block = data_block("geomap-data", {"a": "</script><!--{{7*7}}{% x %}{# y #}", "b": {"c": {}}})
    inner = block[block.index(">") + 1 : block.rindex("</script>")]
    assert "<" not in inner
    assert not {"{{", "{%", "{#"} & {inner[i : i + 2] for i in range(len(inner))}
    assert json.loads(inner)["a"] == "</script><!--{{7*7}}{% x %}{# y #}"


def test_missing_values_are_left_out_and_never_nan(tables):
    text = json.dumps(compact(built())[0])
    assert "NaN" not in text
    assert "killed" not in row_of(built(), "talk")
    assert pd.isna(tables.events["killed"]).any()


def test_the_whole_world_with_every_region_is_less_than_1_2_megabytes_before_its_events():
    regions = tuple(sorted(code for code, *_ in all_regions()))
    assets = len(read_static("page.js").encode()) + len(read_static("page.css").encode())
    assert len(ground_block(regions)) + assets < 1_190_000


def test_coarser_outlines_keep_their_ends_and_are_never_a_point():
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {"countries": {"geometries": [{"type": "Polygon", "id": "UA", "arcs": [[0]], "properties": {}}]}},
        "arcs": [[(10, 20), (1, 1), (9, 9), (10, 0)], [(4, 4), (1, 0)]],
    }
    lean = _lean(topology, 10)
    assert lean["transform"]["scale"] == [10, 10]
    assert lean["arcs"] == [[1, 2, 1, 1, 1, 0], [0, 0, 0, 0]]
    assert lean["objects"]["countries"]["geometries"] == [{"type": "Polygon", "id": "UA", "arcs": [[0]]}]
