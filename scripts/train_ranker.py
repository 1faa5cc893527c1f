"""
Fit the weights that choose between candidates, and the calibration of their score.

    python scripts/train_ranker.py CORPUS.jsonl... [-o geomap/data/tagger_ranker.toml] [--folds 10]

Each CORPUS holds documents {"id", "text", "source"?, "mentions": [{"start", "end", "lat", "lon", "fcode"?}]}. The
weights are a conditional logit over the candidates of each name, fitted by gradient ascent with an L2 penalty: once on
what a candidate shows by itself, then, with the document's context that this gives, on everything. `--folds` reports
the accuracy on documents held out; the calibration is fitted on the names that geomap finds in those, never on
documents that the weights saw.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geomap.evaluation.scoring import Named, pair
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.mentions import Recognizer
from geomap.model import Document, Mention, Place
from geomap.resolution import Hints
from geomap.resolution.calibration import TERMS, evidence
from geomap.resolution.context import Relations, context_features, relate
from geomap.resolution.corrections import Corrections
from geomap.resolution.distance import points_km
from geomap.resolution.home import home_country
from geomap.resolution.ranking import FEATURES, LOCAL_FEATURES, local_features
from geomap.resolution.resolver import Resolver
from geomap.resolution.table import CandidateTable, Floats
from geomap.segmentation import split_sentences

RIGHT_KM = 161.0
# Tried on documents held out, with an earlier tagger: log-loss .263 with 1, .264 with 3, .267 with 8.
RIDGE = 3.0
ROUNDS = 2
STEPS, RATE, PENALTY = 600, 0.1, 0.3
# Set, not fitted: the corpora show no caller's hints, and few governments, bases or villages of a war.
FIXED = {
    "home_country": 1.2,
    "kind_country": 2.5,
    "kind_continent": 3.0,
    "kind_macro_region": 2.0,
    "kind_water": 1.0,
    "kind_facility": 1.0,
    "hint_country": 6.0,
    "hint_near": 10.0,
    "capital_metonym": 1.5,
    "listed_kind": 2.5,
    "village_is_city": -3.0,
    "region_of_town": -6.0,
}
Gold = dict[str, Any]
_CLASSES = {"PPL": {"city", "village"}, "PCL": {"country"}, "ADM1": {"admin1"}, "ADM2": {"admin2"}}


@dataclass
class Example:
    """One document: its candidates, their local features, what is right, how often each name is scored."""

    table: CandidateTable
    relations: Relations
    local: Floats
    right: Floats
    weight: Floats
    scored: list[list[tuple[float, float]]]


def read_record(line: str) -> tuple[Document, list[Gold]]:
    """Read one document of a corpus and its mentions in text order."""
    record = json.loads(line)
    document = Document(record["id"], record["text"], source=record.get("source"), url=record.get("url"))
    return document, sorted(record["mentions"], key=lambda one: one["start"])


def given_example(line: str, source: Gazetteer) -> Example:
    """Look up the mentions that a document is annotated with."""
    document, gold = read_record(line)
    sentences = split_sentences(document.text)
    starts = [one.start for one in sentences]
    mentions = [
        Mention(one["start"], one["end"], document.text[one["start"] : one["end"]],
                sentence=max(bisect_right(starts, one["start"]) - 1, 0), reason="given")
        for one in gold
    ]  # fmt: skip
    return example(Resolver(document, sentences, mentions, source, Hints(), Corrections(())), gold)


def found_example(line: str, source: Gazetteer, recognizer: Recognizer) -> Example:
    """Look up the mentions that geomap finds; each is right where the annotated one that it overlaps lies."""
    document, gold = read_record(line)
    sentences = split_sentences(document.text)
    mentions = recognizer.find(document, sentences)
    pairing = pair(
        [Named(one["start"], one["end"], one["lat"], one["lon"]) for one in gold],
        [Named(one.start, one.end, None, None) for one in mentions],
    )
    owners = {pairing.predicted[j].start: pairing.gold[i] for i, j in pairing.pairs.items()}
    points: list[Gold] = [
        {"lat": owner.lat if owner else None, "lon": owner.lon if owner else None}
        for owner in (owners.get(one.start) for one in mentions)
    ]
    return example(Resolver(document, sentences, mentions, source, Hints(), Corrections(())), points)


def example(resolver: Resolver, gold: list[Gold]) -> Example:
    """Prepare a document; `gold` says of each of its mentions where it lies, if that is known."""
    table, spans = resolver.prepare()
    local = local_features(table, Hints(), home_country(resolver.document))
    right, weight = np.zeros(len(table.places)), np.zeros(len(table.filled))
    scored: list[list[tuple[float, float]]] = []
    for at, g in enumerate(table.filled):
        rows = table.rows_of(at)
        points = [
            (gold[k]["lat"], gold[k]["lon"], gold[k].get("fcode") or "") for k in table.groups[g].members
            if gold[k]["lat"] is not None
        ]  # fmt: skip
        scored.append([(lat, lon) for lat, lon, _ in points])
        if points:
            right[rows] = is_right(table.places[rows], *points[0])
            weight[at] = len(points)
    return Example(table, relate(table, spans), local, right, weight, scored)


def is_right(places: list[Place], lat: float, lon: float, fcode: str) -> list[float]:
    """Mark the candidates within reach of the gold point; where some are of its feature class, only those."""
    near = [
        place.lat is not None and place.lon is not None and points_km((lat, lon), (place.lat, place.lon)) <= RIGHT_KM
        for place in places
    ]
    kinds = next((kinds for code, kinds in _CLASSES.items() if fcode.startswith(code)), None)
    same = [ok and kinds is not None and place.kind in kinds for ok, place in zip(near, places, strict=True)]
    return [float(ok) for ok in (same if any(same) else near)]


def fit(examples: list[Example], matrices: list[Floats], names: tuple[str, ...]) -> Floats:
    """Fit a conditional logit: Adam on the mean log-likelihood of the right candidates, fixed features left alone."""
    rows = np.vstack(matrices)
    right = np.concatenate([one.right for one in examples])
    sizes = np.concatenate([np.bincount(one.table.owner, minlength=len(one.table.filled)) for one in examples])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(int)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    weight = np.concatenate([np.sqrt(one.weight) for one in examples])
    weight = weight * (np.add.reduceat(right, starts) > 0)
    beta = np.array([FIXED.get(name, 0.0) for name in names])
    free = np.array([name not in FIXED for name in names])
    mean, square = np.zeros_like(beta), np.zeros_like(beta)
    for step in range(1, STEPS + 1):
        shares = softmax(rows @ beta, starts, owner)
        hit = shares * right
        target = hit / np.maximum(np.add.reduceat(hit, starts), 1e-12)[owner]
        gradient = ((target - shares) * weight[owner]) @ rows / weight.sum() - PENALTY * beta / weight.sum()
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        move = RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        beta = beta + np.where(free, move, 0.0) * (1 - step / STEPS)
    return beta


def softmax(sums: Floats, starts: Floats, owner: Floats) -> Floats:
    """Return shares within each group."""
    raised = np.exp(sums - np.maximum.reduceat(sums, starts)[owner])
    return np.asarray(raised / np.add.reduceat(raised, starts)[owner])


def fit_both(examples: list[Example]) -> tuple[Floats, Floats]:
    """Fit the weights without context, then those with the context that the former give."""
    examples = [one for one in examples if one.table.filled]
    first = fit(examples, [one.local for one in examples], LOCAL_FEATURES)
    shares = [one.table.softmax(one.local @ first) for one in examples]
    later = np.zeros(len(FEATURES))
    for _ in range(ROUNDS):
        matrices = [full(one, own) for one, own in zip(examples, shares, strict=True)]
        later = fit(examples, matrices, FEATURES)
        shares = [one.table.softmax(matrix @ later) for one, matrix in zip(examples, matrices, strict=True)]
    return first, later


def full(one: Example, shares: Floats) -> Floats:
    """Return local and context features side by side."""
    context = context_features(one.table, shares, one.relations)
    return np.hstack((one.local, context))


def apply(one: Example, first: Floats, later: Floats) -> Floats:
    """Rank as the package does."""
    shares = one.table.softmax(one.local @ first)
    for _ in range(ROUNDS):
        shares = one.table.softmax(full(one, shares) @ later)
    return shares


def outcomes(one: Example, shares: Floats) -> list[tuple[list[float], bool]]:
    """Return what the score of each scored mention is made of, and whether its place is right."""
    found = []
    for at, g in enumerate(one.table.filled):
        rows = one.table.rows_of(at)
        best = int(np.argmax(shares[rows]))
        place = one.table.places[rows][best]
        values = evidence(
            one.table.groups[g].candidates, shares[rows].tolist(), best, one.local[rows][best], len(one.table.filled)
        )
        for lat, lon in one.scored[at]:
            near = place.lat is not None and place.lon is not None
            right = near and points_km((lat, lon), (place.lat or 0.0, place.lon or 0.0)) <= RIGHT_KM
            found.append((values, right))
    return found


def fit_calibration(found: list[tuple[list[float], bool]]) -> dict[str, float]:
    """Fit the logistic of `geomap.resolution.calibration` by Newton's method, all weights but the bias drawn to 0."""
    rows = np.array([values for values, _ in found])
    right = np.array([float(ok) for _, ok in found])
    drawn = np.diag([0.0] + [RIDGE] * (len(TERMS) - 1))
    beta = np.zeros(len(TERMS))
    for _ in range(30):
        share = 1 / (1 + np.exp(-rows @ beta))
        slope = rows.T @ (right - share) - drawn @ beta
        beta = beta + np.linalg.solve((rows * (share * (1 - share))[:, None]).T @ rows + drawn, slope)
    return dict(zip(TERMS, beta.tolist(), strict=True))


def cross_validate(
    given: list[Example], found: list[Example], folds: int
) -> tuple[list[tuple[list[float], bool]], list[tuple[list[float], bool]]]:
    """Rank each document, its mentions given and found, with weights that never saw it."""
    of_given, of_found = [], []
    for fold in range(folds):
        first, later = fit_both([one for i, one in enumerate(given) if i % folds != fold])
        for i in range(fold, len(given), folds):
            for examples, out in ((given, of_given), (found, of_found)):
                if examples[i].table.filled:
                    out.extend(outcomes(examples[i], apply(examples[i], first, later)))
    return of_given, of_found


def write(path: Path, first: Floats, later: Floats, calibration: dict[str, float]) -> None:
    """Write weights and terms as TOML, to three places."""
    lines = [
        "# Weights of the features in geomap/resolution/ranking.py and terms of geomap/resolution/calibration.py.",
        "# Made by scripts/train_ranker.py; do not edit.",
    ]
    tables = (
        ("first", dict(zip(LOCAL_FEATURES, first.tolist(), strict=True))),
        ("later", dict(zip(FEATURES, later.tolist(), strict=True))),
        ("calibration", calibration),
    )
    for name, values in tables:
        lines += ["", f"[{name}]", *(f"{key} = {value:.3f}" for key, value in values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit on the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, default=Path("geomap/data/tagger_ranker.toml"))
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args()
    source = open_gazetteer()
    recognizer = Recognizer(source)
    lines = [line for path in options.corpora for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    given = [given_example(line, source) for line in lines]
    found = [found_example(line, source, recognizer) for line in lines]
    of_given, of_found = cross_validate(given, found, options.folds)
    for name, answers in (("given", of_given), ("found", of_found)):
        right = sum(ok for _, ok in answers)
        print(f"held out, {name}: {right / len(answers):.4f} right of {len(answers)}", file=sys.stderr)
    first, later = fit_both(given)
    write(options.output, first, later, fit_calibration(of_found))


if __name__ == "__main__":
    main()
