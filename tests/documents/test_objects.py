from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geomap.documents import documents_of
from geomap.errors import DocumentError
from geomap.model import Document


def ids(found):
    return [document.id for document in found.documents]


def test_a_folder_is_read_as_inputs_are(tmp_path):
    (tmp_path / "a.txt").write_text("A")
    for source in (tmp_path, str(tmp_path), f"{tmp_path}/", [tmp_path / "a.txt"]):
        assert ids(documents_of(source)) == ["a"]


def test_a_text_is_a_document():
    [document] = documents_of("Date: 2025-06-01\n\nDrones hit Sumy.").documents
    assert (document.id, document.date, document.body_start) == ("text-1", date(2025, 6, 1), 18)


def test_texts_are_numbered():
    assert ids(documents_of(["Drones hit Sumy.", "Talks in Istanbul."])) == ["text-1", "text-2"]


def test_one_word_is_a_path_mistyped_and_not_a_report():
    assert "No such file" in documents_of("seedz").failures[0][1]


def test_a_text_without_blanks_longer_than_a_file_name_is_a_text():
    assert ids(documents_of("\u57fa\u8f85" * 100)) == ["text-1"]
    assert ids(documents_of("Sumy," * 60)) == ["text-1"]


def test_half_a_surrogate_pair_is_no_path():
    assert "half a surrogate pair" in documents_of("\ud800").failures[0][1]


def test_one_word_among_texts_is_a_text():
    assert ids(documents_of(["Boom!", "Drones hit Sumy.", ""])) == ["text-1", "text-2", "text-3"]


def test_a_text_that_no_file_system_takes_is_a_text():
    assert ids(documents_of("Sumy " * 2000)) == ["text-1"]
    assert ids(documents_of("Sumy " * 100)) == ["text-1"]
    assert ids(documents_of("a\0b c")) == ["text-1"]


def test_documents_are_kept_and_dated_by_the_fallback():
    dated = Document("a", "x", date(2020, 1, 1))
    found = documents_of([dated, Document("b", "y")], date="2025-06-01")
    assert found.documents == (dated, Document("b", "y", date(2025, 6, 1)))


def test_paths_texts_and_documents_mix_in_order(tmp_path):
    (tmp_path / "a.txt").write_text("A")
    assert ids(documents_of([Document("z", "x"), tmp_path, "Drones hit Sumy."])) == ["z", "a", "text-1"]


def test_two_documents_of_one_id_are_refused():
    with pytest.raises(DocumentError, match="two documents have the id 'a'"):
        documents_of([Document("a", "x"), Document("a", "y")])


def test_a_dataframe_gives_a_document_a_row():
    frame = pd.DataFrame(
        {
            "text": ["Drones hit Sumy.", "Talks."],
            "id": ["a", "b"],
            "date": [pd.Timestamp("2025-06-01 10:00"), pd.NaT],
            "title": [None, np.nan],
            "other": [1, 2],
        },
        index=[10, 10],
    )
    found = documents_of(frame, date="2025-06-03")
    assert found.documents == (
        Document("a", "Drones hit Sumy.", date(2025, 6, 1)),
        Document("b", "Talks.", date(2025, 6, 3)),
    )


def test_rows_without_ids_are_numbered():
    assert ids(documents_of(pd.DataFrame({"text": ["x", "y"]}))) == ["row-1", "row-2"]


def test_a_dataframe_without_texts_lists_its_columns():
    with pytest.raises(DocumentError, match=r"no column 'text'; it has \['body'\]"):
        documents_of(pd.DataFrame({"body": ["x"]}))


def test_a_row_without_a_text_is_named():
    with pytest.raises(DocumentError, match="row 2 of the dataframe has text nan"):
        documents_of(pd.DataFrame({"text": ["x", np.nan]}))


@pytest.mark.parametrize("source", [7, b"bytes", {"text": "x"}, None, [7], [["x y"]]])
def test_what_is_no_source_is_refused(source):
    with pytest.raises(DocumentError, match="is no source"):
        documents_of(source)


def test_a_list_of_paths_settles_ids_over_all_of_them(tmp_path):
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
    paths = [Path(tmp_path, name, "a.txt") for name in ("x", "y")]
    assert ids(documents_of(paths)) == [path.as_posix() for path in paths]
