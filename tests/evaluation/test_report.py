from __future__ import annotations

import importlib.util
import json
import random
from types import SimpleNamespace

import pytest

from geomap.errors import DocumentError
from geomap.evaluation import Annotated, Named, evaluate, evaluate_files
from geomap.export import write_jsonl
from geomap.model import Document, Mention, ParsedDocument, Place, Resolution

TEXT = "Dutch and Ukrainian envoys met in Kyiv, not in Lviv."
KYIV, LVIV, NETHERLANDS = (50.45, 30.52), (49.84, 24.03), (52.25, 5.75)
GOLD = {
    "a": Annotated("a", TEXT, [Named(0, 5, *NETHERLANDS), Named(34, 38, *KYIV), Named(47, 51, *LVIV)]),
    "b": Annotated("b", "Kyiv", [Named(0, 4, *KYIV)]),
}
PREDICTED = {
    "a": Annotated("a", "", [Named(0, 5, *NETHERLANDS, demonym=True), Named(34, 38, *LVIV), Named(20, 26)]),
    "c": Annotated("c", "", []),
}


def write(path, documents):
    rows = (
        {
            "id": one.id,
            "text": one.text,
            "mentions": [{"start": m.start, "end": m.end, "lat": m.lat, "lon": m.lon} for m in one.mentions],
        }
        for one in documents.values()
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_document_without_predictions_counts_as_empty():
    found = evaluate(GOLD, PREDICTED)
    assert (found.figures.documents, found.figures.gold, found.figures.predicted) == (2, 4, 3)
    assert found.figures.exact.recall == 2 / 4
    assert found.figures.end_to_end.recall == 1 / 4


def test_without_demonyms_neither_side_counts_them():
    found = evaluate(GOLD, PREDICTED).without_demonyms
    assert (found.gold, found.predicted, found.exact.recall) == (3, 2, 1 / 3)


def test_what_is_paired_to_a_gold_demonym_counts_nowhere_without_demonyms():
    gold = {"a": Annotated("a", TEXT, [Named(0, 5, *NETHERLANDS, demonym=True), Named(34, 38, *KYIV)])}
    predicted = {"a": Annotated("a", "", [Named(0, 5, *NETHERLANDS), Named(34, 38, *KYIV)])}
    found = evaluate(gold, predicted).without_demonyms
    assert (found.gold, found.predicted, found.exact.f1) == (1, 1, 1.0)


def test_predicted_documents_that_are_not_in_the_corpus_are_named():
    found = evaluate(GOLD, PREDICTED)
    assert found.unmatched == ["c"]
    assert "1 predicted documents are not in the gold corpus" in str(found)


def test_mistakes_are_listed_by_kind_with_their_context():
    mistakes = {one.text: one for one in evaluate(GOLD, PREDICTED).mistakes if one.doc_id == "a"}
    assert {text: one.kind for text, one in mistakes.items()} == {
        "Kyiv": "far",
        "Lviv": "missed",
        "envoys": "false alarm",
    }
    assert mistakes["Kyiv"].km == pytest.approx(468, abs=1)
    assert "envoys met in Kyiv, not in Lviv." in mistakes["Kyiv"].context


def test_a_report_is_text_that_names_the_worst_errors():
    text = str(evaluate(GOLD, PREDICTED))
    assert "exact span        P 0.6667  R 0.5000  F1 0.5714" in text
    assert "far: 1\n  Kyiv (467 km, a): " in text
    assert "missed: 2\n  Lviv (1 times)\n  Kyiv (1 times)" in text


def test_with_given_spans_only_the_placing_is_reported():
    found = evaluate(GOLD, PREDICTED, given=True)
    assert found.figures.placing.within_161km == 1 / 4
    assert "exact span" not in str(found)
    assert list(found.intervals) == ["within_161km"]


def test_intervals_hold_the_figure_and_are_the_same_each_time():
    found, again = (evaluate(GOLD, PREDICTED, samples=200) for _ in range(2))
    low, high = found.intervals["overlap_f1"]
    assert low <= found.figures.overlap.f1 <= high
    assert found.intervals == again.intervals


def test_an_empty_corpus_has_no_intervals():
    assert evaluate({}, {}).intervals == {}
    assert "0 documents" in str(evaluate({}, {}))


def test_an_interchange_file_is_scored(tmp_path):
    place = Place("geonames:703448", "Kyiv", "city", *KYIV)
    parsed = ParsedDocument(Document("b", "Kyiv"), resolutions=(Resolution(Mention(0, 4, "Kyiv"), place, score=0.8),))
    write_jsonl(tmp_path / "out.jsonl", [parsed])
    found = evaluate_files(write(tmp_path / "gold.jsonl", GOLD), tmp_path / "out.jsonl")
    assert found.figures.end_to_end.precision == 1.0
    assert found.figures.calibration_error == pytest.approx(0.2)


def test_without_predictions_the_corpus_is_parsed_now(tmp_path):
    rows = [{"id": "b", "mentions": [{"start": 0, "end": 4, "lat": KYIV[0], "lon": KYIV[1]}]}]
    gold = write(tmp_path / "gold.jsonl", GOLD)
    assert evaluate_files(gold, None, parse=lambda path: rows if path == gold else []).figures.exact.recall == 1 / 4
    with pytest.raises(ValueError, match="predictions are needed"):
        evaluate_files(gold, None)


def test_a_missing_corpus_is_an_error(tmp_path):
    with pytest.raises(DocumentError, match="cannot be read"):
        evaluate_files(tmp_path / "gold.jsonl", None)


def test_figures_are_json():
    assert json.loads(json.dumps(evaluate(GOLD, PREDICTED).as_dict()))["mistakes"] == {
        "far": 1,
        "missed": 2,
        "false alarm": 1,
    }


def noisy(document, rng):
    """Predictions with some spans lost, shifted or invented, and some positions lost or moved."""
    for one in document["mentions"]:
        start, end = one["start"], one["end"]
        if rng.random() < 0.2:
            continue
        if rng.random() < 0.2:
            start, end = max(0, start + rng.randint(-6, 4)), end + rng.randint(-2, 8)
        lost = one["lat"] is None or rng.random() < 0.1
        lat = None if lost else max(-90.0, min(90.0, one["lat"] + rng.gauss(0, 2)))
        if end > start:
            yield {"start": start, "end": end, "lat": lat, "lon": None if lost else one["lon"]}
        if rng.random() < 0.1:
            yield {"start": start, "end": start + rng.randint(1, 50), "lat": 1.0, "lon": 2.0}


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["lgl_dev", "trnews_dev"])
@pytest.mark.parametrize("given", [False, True])
def test_figures_are_those_of_the_reference_scorer(shared, tmp_path, corpus, given):
    spec = importlib.util.spec_from_file_location("score_places", shared / "tools" / "score_places.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    gold, predicted = shared / "corpora" / f"{corpus}.jsonl", tmp_path / "predicted.jsonl"
    rng = random.Random(3)  # noqa: S311 - noise, not a secret
    with gold.open(encoding="utf-8") as lines, predicted.open("w") as out:
        for row in map(json.loads, lines):
            out.write(json.dumps({"id": row["id"], "mentions": list(noisy(row, rng))}) + "\n")
    options = SimpleNamespace(oracle=given, types=None, dont_care=False)
    wanted = reference.total(reference.evaluate(reference.load(gold), reference.load(predicted), options), given)
    found = evaluate_files(gold, predicted, given=given, samples=0).figures
    names = {"acc161": "within_161km", "acc20": "within_20km", "median": "median_km", "mean": "mean_km", "auc": "auc"}
    for name, ours in names.items():
        assert getattr(found.placing, ours) == pytest.approx(wanted["resolution"][name], abs=5e-4), name
    if not given:
        for name, rates in (("exact", found.exact), ("overlap", found.overlap), ("end_to_end_161km", found.end_to_end)):
            got = (rates.precision, rates.recall, rates.f1)
            assert got == pytest.approx([wanted[name][key] for key in ("p", "r", "f1")], abs=5e-4), name
