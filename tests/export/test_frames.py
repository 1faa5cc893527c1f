from __future__ import annotations

import csv
import json

import pandas as pd
import pytest
from export_samples import HOSTILE, TEXT, parsed, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import FrameError
from geomap.export import defused, frames, read_sentences, read_tables, restored, write_tables
from geomap.tables import COLUMNS, build_tables


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
    with pytest.raises(FrameError, match=r"holds no whole set of tables .*geomap parse -o"):
        read_tables(tmp_path)


def test_a_folder_that_was_left_half_written_is_not_taken_for_whole(tmp_path, monkeypatch):
    write_tables(tables(), tmp_path)
    monkeypatch.setattr(frames, "_sentences", None)
    with pytest.raises(TypeError):
        write_tables(tables(), tmp_path, parsed=[parsed()])
    with pytest.raises(FrameError, match="holds no whole set of tables"):
        read_tables(tmp_path)


def test_a_description_of_another_program_is_refused(tmp_path):
    write_tables(tables(), tmp_path)
    (tmp_path / "datapackage.json").write_text("[]")
    with pytest.raises(FrameError, match="is no description that geomap wrote"):
        read_tables(tmp_path)


def test_a_missing_table_is_named(tmp_path):
    write_tables(tables(), tmp_path)
    (tmp_path / "places.csv").unlink()
    with pytest.raises(FrameError, match=r"places\.csv is no table that geomap wrote"):
        read_tables(tmp_path)


@pytest.mark.parametrize(("column", "cell"), [("start", "eleven"), ("literal", "maybe"), ("alternatives", "{")])
def test_a_cell_of_the_wrong_kind_is_refused_with_its_column(tmp_path, column, cell):
    write_tables(tables(), tmp_path)
    frame = pd.read_csv(tmp_path / "mentions.csv", dtype=str)
    frame.loc[0, column] = cell
    frame.to_csv(tmp_path / "mentions.csv", index=False)
    with pytest.raises(FrameError, match=f"column '{column}'"):
        read_tables(tmp_path)


def test_sentences_of_another_program_are_refused(tmp_path):
    (tmp_path / "sentences.jsonl").write_text("[1]\n")
    with pytest.raises(FrameError, match="holds no sentences that geomap wrote"):
        read_sentences(tmp_path)


@settings(deadline=None, max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_reads_back_from_every_format(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("tables")
    written = tables(parsed(text=text, name=text))
    for table_format in ("csv", "parquet"):
        write_tables(written, folder, table_format)
        pd.testing.assert_frame_equal(written.mentions, read_tables(folder).mentions)


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
