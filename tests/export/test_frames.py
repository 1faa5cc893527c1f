from __future__ import annotations

import json

from export_samples import TEXT, parsed, tables

from geomap.export import read_sentences, read_tables, write_tables
from geomap.tables import COLUMNS


def test_a_folder_of_tables_holds_the_four_and_their_description(tmp_path):
    write_tables(tables(), tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").glob("*.csv"))
    assert names == ["events.csv", "mentions.csv", "places.csv", "reports.csv"]
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert described["schema"] == "geomap/1"
    assert "GeoNames" in described["attribution"]
    assert [one["path"] for one in described["resources"]] == [f"{name}.csv" for name in COLUMNS]


def test_a_lone_surrogate_is_spelt_out_in_tables(tmp_path):
    for table_format in ("csv", "parquet"):
        write_tables(tables(parsed(text="Eng\ud800ls")), tmp_path / table_format, table_format)
        assert read_tables(tmp_path / table_format).mentions.loc[0, "text"] == r"Eng\ud800ls"


def test_sentences_of_mentions_lie_beside_the_tables(tmp_path):
    one = parsed()
    write_tables(tables(one), tmp_path, parsed=[one])
    assert read_sentences(tmp_path) == {("d", 0): TEXT}


def test_parquet_states_schema_and_attribution(tmp_path):
    import pyarrow.parquet as pq

    write_tables(tables(), tmp_path, "parquet")
    stated = pq.read_schema(tmp_path / "events.parquet").metadata
    assert stated[b"schema"] == b"geomap/1"
    assert b"GeoNames" in stated[b"attribution"]
