from __future__ import annotations

import json

import pytest

from geomap.errors import DocumentError
from geomap.evaluation import Named, read_annotated


def read(path, *rows, **options):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return read_annotated(path, **options)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "gold.jsonl"


def test_a_corpus_is_read_in_its_order(path):
    found = read(
        path, {"id": "b", "text": "Kyiv", "mentions": [{"start": 0, "end": 4, "lat": 50.45, "lon": 30.52}]}, {"id": "a"}
    )
    assert list(found) == ["b", "a"]
    assert found["b"].mentions == [Named(0, 4, 50.45, 30.52)]
    assert found["a"].mentions == []


def test_mentions_that_are_not_evaluated_are_left_out(path):
    rows = [{"start": 0, "end": 1, "eval": False}, {"start": 2, "end": 3, "eval": True}]
    assert read(path, {"id": "a", "mentions": rows})["a"].mentions == [Named(2, 3)]


def test_half_a_position_is_none(path):
    assert (
        not read(path, {"id": "a", "mentions": [{"start": 0, "end": 1, "lat": 1.0, "lon": None}]})["a"]
        .mentions[0]
        .located
    )


def test_a_demonym_is_told_by_its_kind_or_by_its_text(path):
    row = {"id": "a", "text": "Dutch", "mentions": [{"start": 0, "end": 5, "kind": "demonym", "score": 1}]}
    assert read(path, row)["a"].mentions == [Named(0, 5, demonym=True, score=1.0)]
    assert not read(path, row, is_demonym={"Welsh"}.__contains__)["a"].mentions[0].demonym
    assert read(path, row, is_demonym={"Dutch"}.__contains__)["a"].mentions[0].demonym


@pytest.mark.parametrize(
    "row",
    [
        "nonsense",
        "[]",
        {"text": "x"},
        {"id": 7},
        {"id": "a", "text": 7},
        {"id": "a", "mentions": 7},
        {"id": "a", "mentions": [7]},
        {"id": "a", "mentions": [{"start": "0", "end": 1}]},
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_annotated_document_is_named(path, row):
    with pytest.raises(DocumentError, match=r"gold\.jsonl:3: no annotated document"):
        read(path, {"id": "first"}, "", row)


def test_an_id_given_twice_is_refused(path):
    with pytest.raises(DocumentError, match=r":2: id 'a' for the second time"):
        read(path, {"id": "a"}, {"id": "a"})


def test_a_missing_corpus_is_named(path):
    with pytest.raises(DocumentError, match=r"gold\.jsonl: cannot be read"):
        read_annotated(path)


@pytest.mark.parametrize("lat", [float("inf"), float("nan"), 95])
def test_a_position_that_is_nowhere_is_refused_with_its_line(path, lat):
    with pytest.raises(DocumentError, match=r"gold\.jsonl:1: .* lies nowhere"):
        read(path, {"id": "a", "mentions": [{"start": 0, "end": 4, "lat": lat, "lon": 30.5}]})
