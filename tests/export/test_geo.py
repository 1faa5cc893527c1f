from __future__ import annotations

import csv
import json
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from export_samples import ENGELS, EVENT, IN_COUNTRY, parsed, tables

from geomap.errors import FrameError
from geomap.export import write, write_tables
from geomap.model import EventPlace
from geomap.tables import build_tables


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


def test_geojson_has_no_geometry_where_no_place_or_only_a_sea_is_named(tmp_path):
    sea = replace(ENGELS, place_id="geomap:black-sea", kind="water", geo_precision=None)
    events = (replace(EVENT, places=()), replace(EVENT, event_id="s", places=(EventPlace(sea, None),)))
    assert [feature["geometry"] for feature in geojson(tmp_path, parsed(events=events))["features"]] == [None, None]


def test_geojson_draws_an_event_of_two_places_as_finely_as_the_coarser_is_known(tmp_path):
    parts = geojson(tmp_path)["features"][3]["geometry"]
    assert parts["type"] == "GeometryCollection"
    assert all("Polygon" in part["type"] for part in parts["geometries"])


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

    monkeypatch.setitem(sys.modules, "geopandas", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FrameError, match=r"geomap\[geo\]"):
        write(tables(), tmp_path / "events.gpkg")
    with pytest.raises(FrameError, match=r"geomap\[geo\]"):
        write_tables(tables(), tmp_path, "parquet")
    assert not Path(tmp_path / "events.gpkg").exists()
