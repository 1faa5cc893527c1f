from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from geomap.corpus import geoparse_corpus
from geomap.documents import stream_documents
from geomap.errors import GeomapError
from geomap.export import write_jsonl
from geomap.model import Document, Mention, ParsedDocument, Resolution

TEXTS = [f"Report {number}: drones hit Sumy {'again ' * number}." for number in range(10)]
DOCUMENTS = [Document(f"d{number}", text) for number, text in enumerate(TEXTS)]


def parse(document, log):
    """Find "Sumy"; a worker's log shows which documents it was given."""
    if "refused" in document.text:
        raise GeomapError("no such thing")
    if "broken" in document.text:
        raise RuntimeError("the stage broke")
    with Path(log).open("a") as lines:
        lines.write(document.id + "\n")
    start = document.text.find("Sumy")
    return ParsedDocument(document, resolutions=(Resolution(Mention(start, start + 4, "Sumy")),))


def make_parse(log):
    with Path(f"{log}.made").open("a") as lines:
        lines.write("made\n")
    return partial(parse, log=log)


def make_pipeline():
    from geomap.pipeline import default_stages, parse_document

    return partial(parse_document, stages=default_stages())


@pytest.fixture(scope="module")
def client():
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log"
    path.touch()
    return path


def run(client, tmp_path, log, documents=DOCUMENTS, **options):
    return geoparse_corpus(
        documents, tmp_path / "out", partial(make_parse, str(log)), workers=client, partition_size=3, **options
    )


def logged(log):
    return sorted(log.read_text().split())


def test_a_corpus_gives_the_bytes_that_one_process_gives(client, tmp_path, log):
    done = run(client, tmp_path, log)
    write_jsonl(tmp_path / "alone.jsonl", (parse(document, log) for document in DOCUMENTS))
    assert done.path.read_bytes() == (tmp_path / "alone.jsonl").read_bytes()
    assert (done.documents, done.reused, done.failures) == (10, 0, ())


def test_the_pipeline_gives_the_same_in_two_processes_as_in_one(client, tmp_path, gazetteer):
    from geomap.pipeline import default_stages, geoparse_documents

    seeds = list(stream_documents([Path(__file__).parents[1] / "seeds"]))
    write_jsonl(tmp_path / "alone.jsonl", geoparse_documents(seeds, default_stages(gazetteer=gazetteer)))
    done = geoparse_corpus(seeds, tmp_path / "out", make_pipeline, workers=client, partition_size=2)
    assert done.path.read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


def test_each_worker_makes_one_parser(client, tmp_path, log):
    run(client, tmp_path, log)
    assert 1 <= len(Path(f"{log}.made").read_text().split()) <= 2


def test_a_second_run_does_nothing_anew(client, tmp_path, log):
    run(client, tmp_path, log)
    before = logged(log)
    assert run(client, tmp_path, log).reused == 10
    assert logged(log) == before


def test_a_run_that_was_stopped_goes_on(client, tmp_path, log):
    broken = [*DOCUMENTS[:9], Document("d9", "broken")]
    with pytest.raises(RuntimeError, match="the stage broke") as raised:
        run(client, tmp_path, log, broken)
    assert "in document 'd9'" in raised.value.__notes__
    assert not (tmp_path / "out" / "parsed.jsonl").exists()
    assert run(client, tmp_path, log).reused == 9


def test_a_changed_document_is_done_anew_with_its_partition_only(client, tmp_path, log):
    run(client, tmp_path, log)
    changed = [*DOCUMENTS[:4], Document("d4", "Sumy, changed"), *DOCUMENTS[5:]]
    log.write_text("")
    done = run(client, tmp_path, log, changed)
    assert (done.reused, logged(log)) == (7, ["d3", "d4", "d5"])
    assert len(list((tmp_path / "out" / "parts").iterdir())) == 4


def test_another_key_does_everything_anew(client, tmp_path, log):
    run(client, tmp_path, log)
    assert run(client, tmp_path, log, key="min-score 0.5").reused == 0


def test_a_document_that_a_stage_refuses_is_a_failure_and_an_empty_line(client, tmp_path, log):
    documents = [Document("a", "Sumy"), Document("b", "refused"), Document("c", "Sumy")]
    for _ in ("first", "again"):
        done = run(client, tmp_path, log, documents)
        assert done.failures == ("b: not parsed: no such thing",)
    rows = [json.loads(line) for line in done.path.read_bytes().splitlines()]
    assert [(row["id"], len(row["mentions"])) for row in rows] == [("a", 1), ("b", 0), ("c", 1)]


def test_inputs_that_cannot_be_read_are_failures(client, tmp_path, log):
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Sumy"}\nnonsense\n')
    done = run(client, tmp_path, log, stream_documents([tmp_path / "in.jsonl"]))
    assert done.documents == 1
    assert "in.jsonl:2: not JSON" in done.failures[0]


def test_few_documents_are_read_ahead(client, tmp_path, log):
    read = []

    def documents():
        for document in DOCUMENTS * 10:
            read.append(document.id)
            done = len(logged(log))
            assert len(read) - done <= 3 * (2 * 2 + 2)
            yield Document(f"{document.id}-{len(read)}", document.text)

    assert run(client, tmp_path, log, documents()).documents == 100


def test_an_empty_corpus_is_an_empty_file(client, tmp_path, log):
    assert run(client, tmp_path, log, []).path.read_bytes() == b""


def test_processes_are_started_when_their_number_is_given(tmp_path, log):
    done = geoparse_corpus(DOCUMENTS[:4], tmp_path / "out", partial(make_parse, str(log)), workers=2, partition_size=2)
    assert (done.documents, logged(log)) == (4, ["d0", "d1", "d2", "d3"])


def test_without_the_extra_the_error_names_it(tmp_path, log, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GeomapError, match=r"geomap\[scale\]"):
        geoparse_corpus([], tmp_path, partial(make_parse, str(log)))
