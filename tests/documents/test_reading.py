from __future__ import annotations

import io
import json
import os
from datetime import date

import pytest

from geomap.documents import reading
from geomap.documents.reading import Reading, read_documents
from geomap.errors import DocumentError
from geomap.export.interchange import to_interchange, to_line
from geomap.model import Document, ParsedDocument


def ids(found):
    return [document.id for document in found.documents]


def put(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_a_folder_is_read_in_order_of_paths(tmp_path):
    put(tmp_path, b_txt="B", a_txt="A", sub__c_txt="C")
    found = read_documents([tmp_path])
    assert [(document.id, document.text) for document in found.documents] == [("a", "A"), ("b", "B"), ("c", "C")]


def test_text_is_exactly_as_read(tmp_path):
    put(tmp_path, a_txt=b" \xc3\xa9\r\n\r\ne\xcc\x81 \t\n")
    assert read_documents([tmp_path]).documents[0].text == " \u00e9\r\n\r\ne\u0301 \t\n"


def test_stems_that_clash_become_relative_paths(tmp_path):
    put(tmp_path, one__a_txt="1", two__a_txt="2", b_txt="3")
    assert ids(read_documents([tmp_path])) == ["b", "one/a.txt", "two/a.txt"]


def test_relative_paths_that_clash_too_become_paths_as_given(tmp_path, monkeypatch):
    put(tmp_path, x__a_txt="1", y__a_txt="2")
    monkeypatch.chdir(tmp_path)
    assert ids(read_documents(["x", "y"])) == ["x/a.txt", "y/a.txt"]


def test_a_stem_that_is_a_given_id_makes_way(tmp_path):
    put(tmp_path, a_txt="1", b_jsonl='{"id": "a", "text": "2"}')
    assert ids(read_documents([tmp_path])) == ["a.txt", "a"]


def test_readmes_licences_hidden_and_corrections_files_are_passed_over_and_named(tmp_path):
    put(tmp_path, a_txt="A", README_md="r", readme_txt="r", LICENSE_txt="l", corrections_csv="toponym\n", photo_jpg="j")
    put(tmp_path, _hidden_txt="h", _git__config_txt="h")
    found = read_documents([tmp_path])
    assert ids(found) == ["a"]
    names = [os.path.relpath(path, tmp_path) for path in found.passed_over]
    assert names == [".git", ".hidden.txt", "LICENSE.txt", "README.md", "corrections.csv", "photo.jpg", "readme.txt"]


def test_a_report_about_corrections_is_read(tmp_path):
    put(tmp_path, corrections_txt="Earlier figures were wrong.")
    assert ids(read_documents([tmp_path])) == ["corrections"]


def test_a_file_name_that_is_not_utf8_is_an_id_that_survives_the_interchange_file(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"\xff.txt"), "w") as file:  # noqa: PTH118, PTH123 - a name in bytes
        file.write("Sumy")
    [document] = read_documents([tmp_path]).documents
    assert document.id == "\udcff"
    assert json.loads(to_line(to_interchange(ParsedDocument(document))))["id"] == "\udcff"


def test_a_readme_that_is_named_is_read(tmp_path):
    put(tmp_path, README_txt="Drones hit Sumy.")
    assert ids(read_documents([tmp_path / "README.txt"])) == ["README"]


def test_an_empty_folder_is_a_failure_that_says_what_is_needed(tmp_path):
    [(path, message)] = read_documents([tmp_path]).failures
    assert path == str(tmp_path)
    assert message == f"{tmp_path}: the folder holds no document; a .txt or .jsonl file is needed"


def test_a_missing_path_is_a_failure(tmp_path):
    [(path, message)] = read_documents([tmp_path / "nowhere.txt"]).failures
    assert path == str(tmp_path / "nowhere.txt")
    assert "cannot be read: No such file or directory" in message


def test_one_failure_leaves_the_rest(tmp_path):
    put(tmp_path, a_txt="A", b_txt=b"\xff\xfe", c_txt="C")
    found = read_documents([tmp_path, tmp_path / "gone"])
    assert ids(found) == ["a", "c"]
    assert ["UTF-16" in message or "No such" in message for _, message in found.failures] == [True, True]


def test_a_file_that_is_not_utf8_is_named_with_the_byte(tmp_path):
    put(tmp_path, a_txt="Сумы".encode("cp1251"))
    [(_, message)] = read_documents([tmp_path]).failures
    assert f"{tmp_path}/a.txt:1: not UTF-8: byte 0xD1 at byte offset 0" in message


def test_a_file_of_nul_bytes_is_no_text(tmp_path):
    put(tmp_path, a_txt=b"ab\0c")
    [(_, message)] = read_documents([tmp_path]).failures
    assert "byte 0x00 at byte offset 2" in message


def test_an_empty_document_is_a_document(tmp_path):
    put(tmp_path, a_txt="")
    assert [(document.id, document.text) for document in read_documents([tmp_path]).documents] == [("a", "")]


def test_a_document_of_fifty_megabytes_is_read_whole(tmp_path):
    text = "Drones hit Sumy on Sunday. \r\n" * (50 * 1024 * 1024 // 29)
    put(tmp_path, big_txt=text)
    assert read_documents([tmp_path]).documents[0].text == text


def test_a_file_above_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    put(tmp_path, a_txt="x" * 11)
    [(_, message)] = read_documents([tmp_path]).failures
    assert "larger than 10 bytes; split it" in message


def test_an_endless_device_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    [(_, message)] = read_documents(["/dev/zero"]).failures
    assert "larger than 1000 bytes" in message


def test_a_link_to_its_own_folder_is_followed_once(tmp_path):
    put(tmp_path, sub__a_txt="A")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = read_documents([tmp_path])
    assert (ids(found), found.passed_over) == (["a"], ())


def test_a_linked_folder_is_read(tmp_path):
    put(tmp_path, real__a_txt="A", box__b_txt="B")
    (tmp_path / "box" / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert ids(read_documents([tmp_path / "box"])) == ["b", "a"]


def test_a_broken_link_is_a_failure(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "No such file" in read_documents([tmp_path]).failures[0][1]


def test_a_pipe_in_a_folder_is_passed_over_and_not_waited_for(tmp_path):
    put(tmp_path, a_txt="A")
    os.mkfifo(tmp_path / "pipe.txt")
    found = read_documents([tmp_path])
    assert (ids(found), found.passed_over) == (["a"], (str(tmp_path / "pipe.txt"),))


def test_a_file_named_twice_is_read_once(tmp_path):
    put(tmp_path, a_txt="A")
    found = read_documents([tmp_path, tmp_path / "a.txt"])
    assert (ids(found), found.passed_over) == (["a"], (str(tmp_path / "a.txt"),))


def test_a_named_file_without_a_suffix_is_a_text(tmp_path):
    (tmp_path / "report").write_text("Date: 2025-06-01\n\nSumy")
    [document] = read_documents([tmp_path / "report"]).documents
    assert (document.id, document.date) == ("report", date(2025, 6, 1))


def test_the_fallback_date_may_be_written_and_must_be_one(tmp_path):
    put(tmp_path, a_txt="A")
    assert read_documents([tmp_path], date="1 June 2025").documents[0].date == date(2025, 6, 1)
    with pytest.raises(DocumentError, match="'soon' is no date"):
        read_documents([tmp_path], date="soon")


def test_jsonl_failures_name_their_lines_and_the_rest_is_read(tmp_path):
    put(tmp_path, a_jsonl='{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}\n\n{"id": 2}\n{"id": "3", "text": "z"}\n')
    found = read_documents([tmp_path])
    assert ids(found) == ["1", "3"]
    assert [message.split(": ")[0][-2:] for _, message in found.failures] == [":2", ":4"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.rss"])
def test_a_named_file_of_no_documents_is_a_failure(tmp_path, name):
    contents = {"a.jsonl": " \n\n", "a.csv": "id,text\n", "a.rss": '<rss version="2.0"><channel></channel></rss>'}
    (tmp_path / name).write_text(contents[name])
    found = read_documents([tmp_path / name])
    assert found.documents == ()
    assert len(found.failures) == 1


def test_an_id_of_two_jsonl_files_is_refused_the_second_time(tmp_path):
    put(tmp_path, a_jsonl='{"id": "1", "text": "x"}', b_jsonl='{"id": "1", "text": "y"}')
    found = read_documents([tmp_path])
    assert [document.text for document in found.documents] == ["x"]
    assert f"id '1' is already that of a document from {tmp_path}/a.jsonl" in found.failures[0][1]


def test_standard_input_may_be_a_text():
    [document] = read_documents(["-"], stdin=io.BytesIO(b"Title: x\r\n\r\nSumy")).documents
    assert (document.id, document.title, document.text[document.body_start :]) == ("stdin", "x", "Sumy")


def test_standard_input_may_be_jsonl():
    found = read_documents(
        ["-"], stdin=io.BytesIO(b'\xef\xbb\xbf{"id": "a", "text": "\\u2028x"}\n{"id": "b", "text": ""}')
    )
    assert ids(found) == ["a", "b"]


def test_standard_input_that_is_not_utf8_is_named():
    [(path, message)] = read_documents(["-"], stdin=io.BytesIO(b"\xff")).failures
    assert (path, message[:27]) == ("-", "standard input:1: not UTF-8")


def test_given_mentions_come_from_jsonl_only(tmp_path):
    row = {"id": "a", "text": "Sumy", "mentions": [{"start": 0, "end": 4}]}
    put(tmp_path, a_jsonl=json.dumps(row), b_txt="Sumy")
    found = read_documents([tmp_path], given_mentions=True)
    assert [len(document.given) for document in found.documents] == [1]
    assert "given mentions come in the lines of a .jsonl file only" in found.failures[0][1]


def test_a_path_with_a_nul_is_a_failure():
    assert read_documents(["a\0b"]).failures == (("a\0b", "'a\\x00b' is no path: no file system takes a NUL"),)


def test_no_inputs_give_an_empty_reading():
    assert read_documents([]) == Reading()


def test_a_folder_that_may_not_be_read_is_a_failure(tmp_path):
    put(tmp_path, a_txt="A")
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)
    found = read_documents([folder])
    folder.chmod(0o700)
    assert found.documents == ()
    assert len(found.failures) == 1


def test_a_name_of_odd_characters_is_an_id_as_it_is(tmp_path):
    (tmp_path / "<b>=1+1`${x}'.txt").write_text("A")
    assert ids(read_documents([tmp_path])) == ["<b>=1+1`${x}'"]


def test_what_an_earlier_run_left_is_passed_over_in_a_folder_and_named(tmp_path):
    line = to_line(to_interchange(ParsedDocument(Document("a", "A"))))
    page = b'<html><script type="application/json" id="geomap-data">{}</script></html>'
    put(tmp_path, a_txt="A", out_jsonl=line, map_html=page)
    found = read_documents([tmp_path])
    assert ids(found) == ["a"]
    assert found.failures == ()
    assert found.passed_over == (str(tmp_path / "map.html"), str(tmp_path / "out.jsonl"))


def test_an_empty_path_is_a_failure_and_not_the_folder_one_is_in(tmp_path, monkeypatch):
    monkeypatch.chdir(put(tmp_path, a_txt="A"))
    found = read_documents([""])
    assert found.documents == ()
    assert "'' is no path" in found.failures[0][1]


def test_a_closed_standard_input_is_a_failure(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert "standard input is closed" in read_documents(["-"]).failures[0][1]
