from __future__ import annotations

import csv

import pandas as pd
import pytest
from export_samples import HOSTILE, parsed, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import FrameError
from geomap.export import frames, read_sentences, read_tables, write_tables
from geomap.tables import COLUMNS, build_tables


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


def test_a_cell_with_line_ends_and_quotes_reads_back(tmp_path):
    text = 'Eng"els,\r\nthe\rbase\n'
    write_tables(tables(parsed(text=text)), tmp_path)
    assert read_tables(tmp_path).mentions.loc[0, "text"] == text


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
