from __future__ import annotations

import csv
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from geomap.errors import DocumentError, FrameError
from geomap.export import write_tables
from geomap.model import Document, Mention, ParsedDocument, Place, Resolution, Sentence
from geomap.review import read_corrections, write_review
from geomap.tables import build_tables

TEXT = "Fires broke out at Belyay. =Sydney Cork said so in Paris, and Paris agreed with Odesa."
BELAYA = Place("icao:UIIB", "Belaya Air Base", "airbase", 52.91, 103.57, "RU")
PARIS = Place("geonames:2988507", "Paris", "city", 48.85, 2.35, "FR")
PARIS_TEXAS = Place("geonames:4717560", "Paris", "city", 33.66, -95.56, "US")
ODESA = Place("geonames:698740", "Odesa", "city", 46.48, 30.73, "UA")


def at(word, start=0):
    start = TEXT.index(word, start)
    return Mention(start, start + len(word), word, sentence=0 if start < 26 else 1)


RESOLUTIONS = (
    Resolution(at("Belyay"), BELAYA, 1, True, 0.62, "fuzzy", "spelt like 'belaya' in Irkutsk", warning="garbled_name"),
    Resolution(at("=Sydney"), reason="no place of this name"),
    Resolution(at("Paris"), PARIS, 2, False, 0.4, "exact", "the most prominent of its name", (PARIS_TEXAS,)),
    Resolution(at("Paris", TEXT.index("and Paris")), PARIS, 2, False, 0.4, "exact", "the most prominent of its name"),
    Resolution(at("Odesa"), ODESA, 2, True, 0.97, "exact", "the only place of this name"),
)


@pytest.fixture
def folder(tmp_path):
    one = ParsedDocument(Document("d", TEXT), (Sentence(0, 0, 26), Sentence(1, 27, len(TEXT))), RESOLUTIONS)
    write_tables(build_tables([one], []), tmp_path / "tables", parsed=[one])
    return tmp_path / "tables"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_doubtful_names_are_asked_about_once_those_on_the_map_first(folder, tmp_path):
    assert write_review(folder, tmp_path / "c.csv") == 3
    assert [row["toponym"] for row in rows(tmp_path / "c.csv")] == ["Belyay", "'=Sydney", "Paris"]


def test_a_question_shows_place_score_reason_sentence_and_alternatives(folder, tmp_path):
    write_review(folder, tmp_path / "c.csv")
    first, _, third = rows(tmp_path / "c.csv")
    assert first["placed_at"] == "Belaya Air Base (icao:UIIB)"
    assert (first["score"], first["why"]) == ("0.62", "spelt like 'belaya' in Irkutsk; garbled_name")
    assert first["sentence"] == "Fires broke out at Belyay."
    assert third["alternatives"] == "geonames:4717560"


def test_alternatives_are_named_where_names_are_at_hand(folder, tmp_path):
    write_review(folder, tmp_path / "c.csv", name_of={"geonames:4717560": "Paris, Texas"}.get)
    assert rows(tmp_path / "c.csv")[2]["alternatives"] == "Paris, Texas (geonames:4717560)"


def test_unanswered_questions_are_no_corrections(folder, tmp_path):
    write_review(folder, tmp_path / "c.csv")
    assert read_corrections(tmp_path / "c.csv") == []


def test_a_filled_in_question_reads_back_with_its_own_spelling(folder, tmp_path):
    write_review(folder, tmp_path / "c.csv")
    asked = (tmp_path / "c.csv").read_text(encoding="utf-8")
    filled = asked.replace('"\'=Sydney","d","",""', '"\'=Sydney","d","","not a place"')
    assert filled != asked
    (tmp_path / "c.csv").write_text(filled, encoding="utf-8")
    [correction] = read_corrections(tmp_path / "c.csv")
    assert (correction.toponym, correction.not_a_place) == ("=Sydney", True)


def test_answers_already_given_are_kept_and_not_asked_again(folder, tmp_path):
    (tmp_path / "c.csv").write_text("toponym,place_id\nBelyay,icao:UIIB\nOld,icao:UIII\n")
    assert write_review(folder, tmp_path / "c.csv") == 2
    assert [one.toponym for one in read_corrections(tmp_path / "c.csv")] == ["Belyay", "Old"]


def test_a_file_that_is_something_else_is_not_replaced(folder, tmp_path):
    (tmp_path / "c.csv").write_text("my,own,table\n")
    with pytest.raises(DocumentError, match="no column 'toponym'"):
        write_review(folder, tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text() == "my,own,table\n"


def test_a_higher_bar_asks_about_more(folder, tmp_path):
    assert write_review(folder, tmp_path / "c.csv", below=0.99) == 4


def test_a_name_that_was_corrected_is_not_asked_about(tmp_path):
    corrected = Resolution(at("Belyay"), BELAYA, 1, True, 0.1, "corrected", "a reader's correction", warning="x")
    one = ParsedDocument(Document("d", TEXT), (), (corrected,))
    write_tables(build_tables([one], []), tmp_path / "tables")
    assert write_review(tmp_path / "tables", tmp_path / "c.csv") == 0


def test_tables_without_sentences_are_asked_about_without_them(tmp_path):
    one = ParsedDocument(Document("d", TEXT), (), RESOLUTIONS)
    write_tables(build_tables([one], []), tmp_path / "tables")
    write_review(tmp_path / "tables", tmp_path / "c.csv")
    assert {row["sentence"] for row in rows(tmp_path / "c.csv")} == {""}


def test_a_folder_without_tables_is_an_error(tmp_path):
    with pytest.raises(FrameError, match="holds no whole set of tables"):
        write_review(tmp_path, tmp_path / "c.csv")


@pytest.mark.timeout(20)
def test_a_pipe_to_write_to_is_not_read_for_answers(folder, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_text, "utf-8")
        assert write_review(folder, pipe) == 3
        assert "Belyay" in read.result()
