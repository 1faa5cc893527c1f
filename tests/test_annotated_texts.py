"""The annotated texts hold what their README says; a new case is two files and no code."""

import hashlib
import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from geomap.model import (
    SUBTYPES,
    ClaimSide,
    DateBasis,
    MentionKind,
    Modality,
    QuantityKind,
    QuantityOp,
    Role,
    Verification,
)

GOLD = Path(__file__).parent / "data" / "gold"
HALVES = ("tuning", "held_out")
CASES = sorted(path for half in HALVES for path in (GOLD / half).glob("*.json"))
VOCABULARIES = {
    "modality": get_args(Modality),
    "date_basis": get_args(DateBasis),
    "claim_side": get_args(ClaimSide),
    "verification": get_args(Verification),
    "date_precision": (1, 2, 3, 4),
    "scored": ("core", "optional", "negative"),
}


class Case:
    def __init__(self, path):
        self.gold = json.loads(path.read_text(encoding="utf-8"))
        self.text = (path.parent / self.gold["text_path"]).read_bytes().decode("utf-8")
        self.mentions, self.events, self.non_places = (self.gold[key] for key in ("mentions", "events", "non_places"))

    def places(self):
        for event in self.events:
            yield from event["places"] + event["accept_places"]


@pytest.fixture(params=CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def case(request):
    return Case(request.param)


def indexes_back(text, spans):
    return [span for span in spans if text[span["start"] : span["end"]] != span["text"] or not span["text"]]


def overlapping(spans):
    in_order = sorted(spans, key=lambda span: span["start"])
    return [(a["text"], b["text"]) for a, b in pairwise(in_order) if b["start"] < a["end"]]


def well_placed(place):
    lat, lon, radius = place["lat"], place["lon"], place["tol_km"]
    if place["geo_precision"] == 4:
        return radius is None and len(place["iso2"]) == 2
    if lat is None or lon is None:
        return lat is lon is radius is place["geo_precision"] is None
    return -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0) and 0 < radius <= 500


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_cases_and_every_text_its_annotation(half):
    texts = {path.stem for path in (GOLD / half).glob("*.txt")}
    annotations = {path.stem for path in (GOLD / half).glob("*.json")}
    assert texts
    assert texts == annotations


def test_no_text_is_in_both_halves():
    assert len({path.stem for path in CASES}) == len(CASES)


def test_the_text_is_the_one_that_was_annotated(case, request):
    gold = case.gold
    assert gold["schema"] == "geomap-gold/1"
    assert gold["text_path"] == f"{gold['doc_id']}.txt"
    assert gold["doc_id"] in request.node.name
    assert gold["text_sha256"] == hashlib.sha256(case.text.encode("utf-8")).hexdigest()
    assert gold["n_chars"] == len(case.text)
    assert 90 <= gold["n_words"] <= 300
    assert date.fromisoformat(gold["reference_date"])


def test_every_span_indexes_back(case):
    evidence = [span for event in case.events for span in event["evidence"]]
    assert indexes_back(case.text, case.mentions + case.non_places + evidence) == []


def test_mentions_and_non_places_do_not_overlap(case):
    assert overlapping(case.mentions + case.non_places) == []


def test_a_mention_lies_within_the_largest_span_still_right(case):
    for mention in case.mentions:
        assert mention["ext_start"] <= mention["start"] < mention["end"] <= mention["ext_end"], mention["text"]
        assert mention["text"].strip() == mention["text"]


def test_mention_words_are_in_the_vocabulary(case):
    for mention in case.mentions:
        assert mention["kind"] in get_args(MentionKind), mention["text"]
        assert mention["role"] in get_args(Role), mention["text"]
        assert mention["pin"] in {"pin", "optional", "no"}, mention["text"]
        assert mention["geo_precision"] in {1, 2, 3, 4, None}, mention["text"]


def test_what_does_not_name_a_place_itself_is_never_mapped(case):
    for mention in case.mentions:
        if not mention["literal"] or mention["kind"] in {"demonym", "water", "continent", "line"}:
            assert mention["pin"] == "no", mention["text"]
        if mention["kind"] in {"demonym", "capital_metonym"}:
            assert not mention["literal"], mention["text"]


def test_positions_and_radii_are_possible(case):
    assert [place["canonical"] for place in [*case.mentions, *case.places()] if not well_placed(place)] == []


def test_one_place_id_is_one_position(case):
    seen = {}
    for place in [*case.mentions, *case.places(), *case.gold["places"]]:
        position = (place["canonical"], place["iso2"], place["lat"], place["lon"], place["tol_km"])
        assert seen.setdefault(place["place_id"], position) == position


def test_event_words_are_in_the_vocabulary(case):
    for event in case.events:
        assert event["subtype"] in SUBTYPES[event["layer"]], event["title"]
        assert set(event["accept_layers"]) <= set(SUBTYPES), event["title"]
        assert set(event["accept_claim_sides"]) <= set(get_args(ClaimSide)), event["title"]
        for field, words in VOCABULARIES.items():
            assert event[field] in words, (event["title"], field)


def test_quantities_are_numbers_of_known_kinds_said_in_the_text(case):
    for event in case.events:
        for quantity in event["quantities"]:
            assert quantity["kind"] in get_args(QuantityKind), event["title"]
            assert quantity["op"] in get_args(QuantityOp), event["title"]
            assert quantity["value"] > 0
            assert quantity["text"] in case.text, event["title"]


def test_every_event_has_evidence_and_dates_in_order(case):
    for event in case.events:
        assert event["evidence"], event["title"]
        start, end = event["date_start"], event["date_end"]
        assert (start is None) == (end is None), event["title"]
        assert start is None or date.fromisoformat(start) <= date.fromisoformat(end), event["title"]


def test_an_event_at_a_named_place_has_a_mention_of_it_or_of_what_is_accepted(case):
    mentioned = {mention["place_id"] for mention in case.mentions}
    for event in case.events:
        places = {place["place_id"] for place in event["places"] + event["accept_places"]}
        assert not places or places & mentioned, event["title"]


def test_ids_are_unique(case):
    for records in (case.mentions, case.events):
        ids = [record["id"] for record in records]
        assert len(set(ids)) == len(ids)


@pytest.fixture
def scoring(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[1])
    from benchmarks import gold_scoring

    return gold_scoring


def as_predicted(case):
    mentions = [{**mention, "pin": mention["pin"] == "pin", "name": mention["canonical"]} for mention in case.mentions]
    return {"mentions": mentions, "events": [dict(event) for event in case.events if event["scored"] != "negative"]}


def test_an_annotation_scored_against_itself_is_perfect(case, scoring):
    result = scoring.score(case.gold, as_predicted(case))
    assert result.faults == []
    assert set(result.figures().values()) <= {1.0, None}


def test_nothing_found_is_no_precision_and_no_recall(case, scoring):
    figures = scoring.score(case.gold, {}).figures()
    assert figures["mention R"] == 0
    assert figures["mention P"] is figures["pin P"] is figures["event P"] is None


def test_an_event_told_twice_counts_once(case, scoring):
    core = [event for event in case.events if event["scored"] == "core"]
    result = scoring.score(case.gold, {"events": core + core})
    assert result.counts["core found"] == result.counts["core"] == len(core)
    assert result.counts["duplicates"] + result.counts["false events"] <= len(core)


def test_what_a_text_denies_is_false_as_a_fact_and_right_as_a_denial(case, scoring):
    denied = [event for event in case.events if event["scored"] == "negative"]
    assert scoring.score(case.gold, {"events": denied}).counts["false events"] == 0
    stated = [{**event, "modality": "actual", "date_start": "2031-01-01"} for event in denied]
    assert scoring.score(case.gold, {"events": stated}).counts["false events"] == len(denied)


def test_everything_mapped_at_one_wrong_place_has_no_right_pin(case, scoring):
    astray = [{**mention, "pin": True, "lat": -54.8, "lon": -68.3, "iso2": "XX"} for mention in case.mentions]
    result = scoring.score(case.gold, {"mentions": astray})
    assert result.counts["pins right"] == 0
    assert result.counts["false pins"] == len(astray)
