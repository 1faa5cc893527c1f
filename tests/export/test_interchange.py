from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from export_samples import EVENT, parsed

from geomap.export import to_interchange, write_jsonl
from geomap.model import Document, ParsedDocument, Quantity


def lines(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_line_has_the_contracts_keys():
    line = to_interchange(parsed())
    assert list(line) == ["schema", "id", "mentions", "events", "warnings"]
    assert (line["schema"], line["id"], line["warnings"]) == ("geomap/1", "d", ["no date"])
    assert line["mentions"][0] == {
        "start": 11,
        "end": 17,
        "text": "Engels",
        "kind": "city",
        "role": "event_location",
        "pin": True,
        "name": "Engels",
        "place_id": "geonames:563464",
        "lat": 51.50043,
        "lon": 46.12232,
        "iso2": "RU",
        "geo_precision": 2,
        "score": 0.9,
    }
    assert line["events"][1] == {
        "event_id": "b2",
        "parent_id": "a1",
        "layer": "strike",
        "subtype": "drone",
        "places": [{"name": "Sumy", "lat": 51.0, "lon": 34.0, "iso2": "UA", "geo_precision": 3}],
        "date_start": "2025-06-01",
        "date_end": "2025-06-02",
        "modality": "actual",
        "actor_iso": "UA",
        "claim_side": "perpetrator",
        "verification": "claimed",
        "quantities": [{"kind": "killed", "op": ">=", "value": 12}, {"kind": "cost_usd", "op": "~", "value": 2.5}],
        "evidence": [{"start": 0, "end": 34}],
    }


def test_what_is_missing_is_null_in_a_line():
    line = to_interchange(parsed())
    lost = line["mentions"][2]
    assert lost["pin"] is False
    assert [lost[key] for key in ("name", "place_id", "lat", "lon", "iso2", "geo_precision")] == [None] * 6
    assert (line["events"][2]["date_start"], line["events"][2]["date_end"]) == (None, None)


def test_jsonl_has_one_line_a_document_in_order_empty_ones_too(tmp_path):
    path = tmp_path / "out.jsonl"
    empty = ParsedDocument(Document("empty", ""))
    assert write_jsonl(path, iter([parsed(), empty, parsed(name="e")])) == 3
    assert [line["id"] for line in lines(path)] == ["d", "empty", "e"]
    assert lines(path)[1]["mentions"] == []


def test_a_lone_surrogate_survives_the_interchange_file(tmp_path):
    write_jsonl(tmp_path / "out.jsonl", [parsed(text="Eng\ud800ls")])
    assert lines(tmp_path / "out.jsonl")[0]["mentions"][0]["text"] == "Eng\ud800ls"


def test_an_interchange_file_that_fails_midway_leaves_the_old_one(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    def failing():
        yield parsed()
        raise RuntimeError("the stage broke")

    with pytest.raises(RuntimeError, match="the stage broke"):
        write_jsonl(path, failing())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_infinite_number_is_refused(tmp_path):
    endless = replace(EVENT, quantities=(Quantity("killed", "=", math.inf),))
    with pytest.raises(ValueError, match="JSON compliant"):
        write_jsonl(tmp_path / "out.jsonl", [parsed(events=(endless,))])
