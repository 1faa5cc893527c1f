from __future__ import annotations

import pytest

from geomap.documents import read_documents, stream_documents
from geomap.errors import DocumentError
from geomap.model import Document


def test_a_jsonl_is_read_a_line_at_a_time(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "x"}\nnonsense\n{"id": "2", "text": "y"}\n')
    outcomes = stream_documents([path])
    assert next(outcomes) == Document("1", "x")
    assert isinstance(next(outcomes), DocumentError)
    assert next(outcomes) == Document("2", "y")


def test_streaming_gives_what_reading_gives(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Date: 2025-06-01\n\nSumy")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "Kursk"}')
    inputs = [tmp_path / "texts", tmp_path / "b.jsonl"]
    assert tuple(stream_documents(inputs, date="2020-01-01")) == read_documents(inputs, date="2020-01-01").documents


def test_an_id_seen_before_is_an_error(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text('{"id": "1", "text": "x"}')
    _, second = stream_documents([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert f"{tmp_path}/b.jsonl: id '1' is already that of another document" in str(second)


@pytest.mark.parametrize("name", ["gone.jsonl", "gone.txt"])
def test_a_missing_input_is_an_error_and_the_rest_is_read(tmp_path, name):
    (tmp_path / "a.txt").write_text("Sumy")
    error, document = stream_documents([tmp_path / name, tmp_path / "a.txt"])
    assert "No such file" in str(error)
    assert document.id == "a"
