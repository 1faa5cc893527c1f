from __future__ import annotations

import csv
import json
import math
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import FrameError
from geomap.export import (
    defused,
    read_sentences,
    read_tables,
    restored,
    to_interchange,
    write,
    write_jsonl,
    write_tables,
)
from geomap.model import (
    Claim,
    Dating,
    Document,
    Event,
    EventPlace,
    Mention,
    MergedEvent,
    ParsedDocument,
    Place,
    Quantity,
    Resolution,
    Sentence,
    Span,
)
from geomap.tables import COLUMNS, build_tables

TEXT = "Drones hit Engels and Sumy region, aides in Ukraine said."
ENGELS = Place("geonames:563464", "Engels", "city", 51.50043, 46.12232, "RU", "Saratov", geo_precision=2)
SUMY_REGION = Place(
    "iso3166-2:UA-59", "Sumy", "admin1", 51.0, 34.0, "UA", "Sumy", "UA-59", geo_precision=3, uncertainty_km=87.0
)
UKRAINE = Place("country:UA", "Ukraine", "country", 49.0, 32.0, "UA", geo_precision=4)
EVENT = Event(
    event_id="a1",
    doc_id="d",
    layer="strike",
    subtype="drone",
    evidence=(Span(0, 34),),
    places=(EventPlace(ENGELS, 2),),
    dating=Dating(date(2025, 6, 1), date(2025, 6, 2), "overnight", 1, "overnight"),
    actor_iso="UA",
    quantities=(Quantity("killed", ">=", 12.0), Quantity("cost_usd", "~", 2.5)),
    claim=Claim("aides", "perpetrator", "claimed"),
)
IN_REGION = replace(EVENT, event_id="b2", places=(EventPlace(SUMY_REGION, 3),), parent_id="a1")
IN_COUNTRY = replace(EVENT, event_id="c3", places=(EventPlace(UKRAINE, 4),), dating=Dating())
IN_TWO = replace(EVENT, event_id="d4", places=(EventPlace(ENGELS, 2), EventPlace(SUMY_REGION, 3)))
EVENTS = (EVENT, IN_REGION, IN_COUNTRY, IN_TWO)
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1", "''+1"]


def resolutions(text="Engels"):
    return (
        Resolution(Mention(11, 17, text, "city", "event_location"), ENGELS, 2, mapped=True, score=0.9),
        Resolution(Mention(22, 26, "Sumy", "admin1", "event_location"), SUMY_REGION, 3, True, 0.75, "exact"),
        Resolution(Mention(44, 51, "Ukraine"), reason="=unsure", alternatives=(UKRAINE, ENGELS)),
    )


def parsed(text="Engels", events=EVENTS, name="d"):
    told = tuple(replace(event, doc_id=name) for event in events)
    return ParsedDocument(Document(name, TEXT), (Sentence(0, 0, len(TEXT)),), resolutions(text), told, ("no date",))


def tables(one=None):
    one = one or parsed()
    return build_tables([one], [MergedEvent(event, (event,)) for event in one.events])


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


def test_a_folder_of_tables_holds_the_four_and_their_description(tmp_path):
    write_tables(tables(), tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").glob("*.csv"))
    assert names == ["events.csv", "mentions.csv", "places.csv", "reports.csv"]
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert described["schema"] == "geomap/1"
    assert "GeoNames" in described["attribution"]
    assert [one["path"] for one in described["resources"]] == [f"{name}.csv" for name in COLUMNS]


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_tables_read_back_are_the_tables_written(tmp_path, table_format):
    written = tables()
    write_tables(written, tmp_path, table_format)
    for (name, before), (_, after) in zip(written.items(), read_tables(tmp_path).items(), strict=True):
        pd.testing.assert_frame_equal(before, after, obj=name)


def test_empty_tables_read_back(tmp_path):
    empty = build_tables([], [])
    write_tables(empty, tmp_path)
    for (name, before), (_, after) in zip(empty.items(), read_tables(tmp_path).items(), strict=True):
        pd.testing.assert_frame_equal(before, after, obj=name)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_begins_a_formula_and_all_read_back(tmp_path, text):
    written = tables(parsed(text=text, name=text))
    write_tables(written, tmp_path)
    for name in COLUMNS:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        numbers = {column.name for column in COLUMNS[name] if column.dtype in {"float64", "int64", "Int64"}}
        for row in rows:
            for key, cell in row.items():
                assert key in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), (key, cell)
    pd.testing.assert_frame_equal(written.mentions, read_tables(tmp_path).mentions)


@given(st.text())
def test_defusing_is_undone_exactly(text):
    assert restored(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_lone_surrogate_is_spelt_out_in_tables(tmp_path):
    for table_format in ("csv", "parquet"):
        write_tables(tables(parsed(text="Eng\ud800ls")), tmp_path / table_format, table_format)
        assert read_tables(tmp_path / table_format).mentions.loc[0, "text"] == r"Eng\ud800ls"


def test_a_cell_with_line_ends_and_quotes_reads_back(tmp_path):
    text = 'Eng"els,\r\nthe\rbase\n'
    write_tables(tables(parsed(text=text)), tmp_path)
    assert read_tables(tmp_path).mentions.loc[0, "text"] == text


def test_sentences_of_mentions_lie_beside_the_tables(tmp_path):
    one = parsed()
    write_tables(tables(one), tmp_path, parsed=[one])
    assert read_sentences(tmp_path) == {("d", 0): TEXT}


def test_tables_without_sentences_have_none(tmp_path):
    assert read_sentences(tmp_path) == {}


def test_a_folder_without_tables_is_named(tmp_path):
    with pytest.raises(FrameError, match=r"mentions\.parquet is no table"):
        read_tables(tmp_path)


def test_a_table_of_another_program_is_refused(tmp_path):
    write_tables(tables(), tmp_path)
    (tmp_path / "mentions.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FrameError, match="lacks column 'mention_id'"):
        read_tables(tmp_path)


def test_parquet_states_schema_and_attribution(tmp_path):
    import pyarrow.parquet as pq

    write_tables(tables(), tmp_path, "parquet")
    stated = pq.read_schema(tmp_path / "events.parquet").metadata
    assert stated[b"schema"] == b"geomap/1"
    assert b"GeoNames" in stated[b"attribution"]


def geojson(tmp_path, one=None):
    write(tables(one), tmp_path / "events.geojson")
    return json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))


def test_geojson_states_schema_and_attribution(tmp_path):
    collection = geojson(tmp_path)
    assert (collection["type"], collection["schema"]) == ("FeatureCollection", "geomap/1")
    assert "GeoNames" in collection["attribution"]


def test_geojson_has_a_point_longitude_first_where_the_text_names_a_town(tmp_path):
    feature = geojson(tmp_path)["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [46.12232, 51.50043]}
    assert feature["id"] == "a1"


def test_geojson_draws_a_region_as_a_region_that_holds_its_capital(tmp_path):
    import shapely

    outline = shapely.geometry.shape(geojson(tmp_path)["features"][1]["geometry"])
    assert outline.geom_type in {"Polygon", "MultiPolygon"}
    assert outline.contains(shapely.Point(34.80, 50.92))
    assert not outline.contains(shapely.Point(46.1, 51.5))


def test_geojson_has_no_geometry_for_a_country(tmp_path):
    assert geojson(tmp_path)["features"][2]["geometry"] is None


def test_geojson_draws_each_place_of_an_event_as_finely_as_it_is_known(tmp_path):
    parts = geojson(tmp_path)["features"][3]["geometry"]
    assert parts["type"] == "GeometryCollection"
    assert parts["geometries"][0]["type"] == "Point"
    assert "Polygon" in parts["geometries"][1]["type"]


def test_geojson_properties_are_the_columns_with_null_for_what_is_missing(tmp_path):
    found = geojson(tmp_path)["features"][1]["properties"]
    assert found["place_names"] == ["Sumy"]
    assert (found["killed"], found["killed_op"], found["wounded"]) == (12, ">=", None)
    assert (found["date_start"], found["evidence"]) == ("2025-06-01", "Drones hit Engels and Sumy region,")
    assert (found["uncertainty_km"], found["verification"]) == (87.0, "claimed")


def test_geojson_holds_a_lone_surrogate(tmp_path):
    odd = replace(EVENT, actor="\udc00")
    assert geojson(tmp_path, parsed(events=(odd,)))["features"][0]["properties"]["actor"] == "\udc00"


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_a_gis_file_reads_back_with_its_geometries(tmp_path, suffix):
    import geopandas

    path = write(tables(), tmp_path / f"events{suffix}")
    frame = geopandas.read_parquet(path) if suffix == ".parquet" else geopandas.read_file(path, layer="events")
    assert list(frame["event_id"]) == ["a1", "b2", "c3", "d4"]
    assert frame.crs.to_epsg() == 4326
    assert (frame.geometry[0].x, frame.geometry[0].y) == (46.12232, 51.50043)
    assert frame.geometry[2] is None
    assert json.loads(frame["place_names"][1]) == ["Sumy"]


def test_a_geopackage_holds_the_other_tables_and_says_where_places_are_from(tmp_path):
    path = write(tables(), tmp_path / "events.gpkg")
    with sqlite3.connect(path) as database:
        assert database.execute("select count(*) from mentions").fetchone() == (3,)
        assert database.execute("select name from places order by name").fetchall() == [
            ("Engels",),
            ("Sumy",),
            ("Ukraine",),
        ]
        stated = " ".join(row[0] for row in database.execute("select metadata from gpkg_metadata"))
    database.close()
    assert "geomap/1" in stated
    assert "GeoNames" in stated


def test_kml_has_a_placemark_an_event_and_its_texts_are_no_markup(tmp_path):
    place = replace(ENGELS, place_id="geomap:x", name="<script>alert(1)</script>")
    one = parsed(events=(replace(EVENT, places=(EventPlace(place, 2),)), IN_COUNTRY))
    path = write(tables(one), tmp_path / "events.kml")
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = root.findall(".//k:Placemark", space)
    assert len(marks) == 2
    assert "&lt;script&gt;" in marks[0].find("k:name", space).text
    assert marks[0].find(".//k:coordinates", space).text.strip().startswith("46.12232,51.50043")
    assert marks[1].find(".//k:coordinates", space) is None
    assert "GeoNames" in root.find(".//k:description", space).text


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet", ".kml", ".csv"])
def test_control_characters_and_no_events_break_no_format(tmp_path, suffix):
    odd = replace(EVENT, actor="a\x00b\x01\x1f\ufffe\ud800", weapon="]]><b>")
    assert write(tables(parsed(events=(odd,))), tmp_path / f"odd{suffix}").stat().st_size
    assert write(build_tables([], []), tmp_path / f"none{suffix}").stat().st_size
    if suffix == ".kml":
        ET.parse(tmp_path / "odd.kml")  # noqa: S314 - our own file


def test_an_unknown_suffix_lists_the_formats(tmp_path):
    with pytest.raises(FrameError, match=r"'.shp' is no format; .geojson"):
        write(tables(), tmp_path / "events.shp")


def test_csv_of_events_is_flat(tmp_path):
    write(tables(), tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["lat"], rows[2]["lat"], rows[1]["place_ids"]) == ("51.50043", "", '["iso3166-2:UA-59"]')


def test_without_the_extra_the_error_names_it(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "geopandas", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FrameError, match=r"geomap\[geo\]"):
        write(tables(), tmp_path / "events.gpkg")
    with pytest.raises(FrameError, match=r"geomap\[geo\]"):
        write_tables(tables(), tmp_path, "parquet")
    assert not Path(tmp_path / "events.gpkg").exists()
