"""Counts and figures: predicted mentions against gold ones, paired span by span."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

MEAN_EARTH_RADIUS_KM = 6371.0088
"""IUGG's mean radius of the Earth."""

FARTHEST_KM = 20_039.0
"""What a matched mention without a position counts as: half the Earth's circumference (Gritta et al. 2018)."""

RIGHT_KM = 161.0
"""A position this near is right: 100 miles, as in the geoparsing literature since Cheng et al. 2010."""

NEAR_KM = 20.0


@dataclass(frozen=True, slots=True)
class Named:
    """
    A span of one document with a position, WGS 84 degrees, or none.

    `demonym` says that it is a people's name, `score` (0 to 1) how far a prediction trusts its position.
    """

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    demonym: bool = False
    score: float | None = None

    @property
    def located(self) -> bool:
        """Whether it has a position."""
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True)
class Counts:
    """
    What was found in one document.

    Parameters
    ----------
    gold, gold_located, predicted
        Mentions, gold mentions with a position, predictions.
    exact, overlapping
        Predictions with the span of a gold mention; pairs that share a character.
    errors_km
        Of each pair whose gold has a position, in km.
    unplaced
        Of those, how many predictions have none; they count as `FARTHEST_KM`.
    left_out
        Pairs whose gold has no position: no part of the end-to-end figures.
    trust
        The score of each pair that has one, in the order of `errors_km`; None where a prediction has none.
    """

    gold: int = 0
    gold_located: int = 0
    predicted: int = 0
    exact: int = 0
    overlapping: int = 0
    errors_km: tuple[float, ...] = ()
    unplaced: int = 0
    left_out: int = 0
    trust: tuple[float | None, ...] = ()

    @property
    def right(self) -> int:
        """Pairs within `RIGHT_KM`."""
        return sum(error <= RIGHT_KM for error in self.errors_km)


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean, 0 to 1; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Placing:
    """
    How far off the positions of the pairs are; NaN where there is no pair.

    `within_161km` and `within_20km` are shares, `median_km` and `mean_km` distances, `auc` the area under the sorted
    ln(error + 1) curve, divided by that of the worst answer: lower is better (Jurgens et al. 2015, Gritta et al. 2018).
    """

    pairs: int
    unplaced: int
    within_161km: float
    within_20km: float
    median_km: float
    mean_km: float
    auc: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a corpus; `calibration_error` is NaN where predictions carry no scores."""

    documents: int
    gold: int
    gold_located: int
    predicted: int
    exact: Rates
    overlap: Rates
    placing: Placing
    end_to_end: Rates
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold mentions and predictions of one document, without doubles, and which belongs to which by index."""

    gold: Sequence[Named]
    predicted: Sequence[Named]
    pairs: dict[int, int] = field(default_factory=dict)


def pair(gold: Iterable[Named], predicted: Iterable[Named]) -> Pairing:
    """
    Pair gold mentions with predictions that share a character, one to one, as many as can be.

    Parameters
    ----------
    gold, predicted
        Of one document; of equal spans one is kept, one with a position if there is one.

    Returns
    -------
    pairing
        A maximum matching: the best overlaps (intersection over union) first, then augmenting paths.
    """
    ours, theirs = _without_doubles(gold), _without_doubles(one for one in predicted if one.end > one.start)
    edges = sorted(
        (-_shared(one, other) / _union(one, other), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if _shared(one, other) > 0
    )
    neighbours: dict[int, list[int]] = {}
    pairs: dict[int, int] = {}
    owners: dict[int, int] = {}
    for _, i, j in edges:
        neighbours.setdefault(i, []).append(j)
        if i not in pairs and j not in owners:
            pairs[i], owners[j] = j, i
    for i in sorted(neighbours):
        if i not in pairs:
            _augment(i, neighbours, pairs, owners, set())
    return Pairing(ours, theirs, pairs)


def count(pairing: Pairing) -> Counts:
    """Count one document's pairing."""
    spans = {(one.start, one.end) for one in pairing.gold}
    located = [(pairing.gold[i], pairing.predicted[j]) for i, j in pairing.pairs.items() if pairing.gold[i].located]
    return Counts(
        gold=len(pairing.gold),
        gold_located=sum(one.located for one in pairing.gold),
        predicted=len(pairing.predicted),
        exact=sum((one.start, one.end) in spans for one in pairing.predicted),
        overlapping=len(pairing.pairs),
        errors_km=tuple(error_km(one, other) for one, other in located),
        unplaced=sum(not other.located for _, other in located),
        left_out=len(pairing.pairs) - len(located),
        trust=tuple(other.score for _, other in located),
    )


def count_given(gold: Iterable[Named], predicted: Iterable[Named]) -> Counts:
    """
    Count one document whose gold spans were given: every gold mention with a position is a pair.

    Parameters
    ----------
    gold, predicted
        The prediction of a gold mention is the one of the same span, else the one that shares most with it; none,
        or one without a position, counts as `FARTHEST_KM`.
    """
    wanted = [one for one in _without_doubles(gold) if one.located]
    theirs = _without_doubles(one for one in predicted if one.end > one.start)
    answers = [_answer(one, theirs) for one in wanted]
    return Counts(
        gold=len(wanted),
        gold_located=len(wanted),
        predicted=len(theirs),
        errors_km=tuple(
            FARTHEST_KM if got is None else error_km(one, got) for one, got in zip(wanted, answers, strict=True)
        ),
        unplaced=sum(got is None or not got.located for got in answers),
        trust=tuple(got.score if got else None for got in answers),
    )


def figures(counts: Sequence[Counts]) -> Figures:
    """Sum documents' counts and work out the figures of the corpus."""
    gold, predicted = sum(one.gold for one in counts), sum(one.predicted for one in counts)
    located = sum(one.gold_located for one in counts)
    left_out = sum(one.left_out for one in counts)
    errors = [error for one in counts for error in one.errors_km]
    return Figures(
        documents=len(counts),
        gold=gold,
        gold_located=located,
        predicted=predicted,
        exact=rates(sum(one.exact for one in counts), predicted, gold),
        overlap=rates(sum(one.overlapping for one in counts), predicted, gold),
        placing=placing(errors, sum(one.unplaced for one in counts)),
        end_to_end=rates(sum(one.right for one in counts), predicted - left_out, located),
        calibration_error=calibration_error(
            [
                (score, error <= RIGHT_KM)
                for one in counts
                for score, error in zip(one.trust, one.errors_km, strict=True)
                if score is not None
            ]
        ),
    )


def calibration_error(answers: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """
    Work out how far scores are from the share that is right.

    Parameters
    ----------
    answers
        The score of each pair (0 to 1) and whether it is right.
    bins
        Bins of equal count, by score.

    Returns
    -------
    error
        The mean over pairs of the difference between a bin's mean score and its share right (the expected calibration
        error of Naeini et al. 2015, with bins of equal count); NaN without answers.
    """
    # By score alone: of equal scores those that are right must not come last, in a bin of their own.
    ordered = sorted(answers, key=lambda answer: answer[0])
    n = len(ordered)
    if not n:
        return math.nan
    edges = [n * k // bins for k in range(bins + 1)]
    gaps = [abs(math.fsum(score - right for score, right in ordered[a:b])) for a, b in pairwise(edges)]
    return math.fsum(gaps) / n


def rates(right: float, predicted: float, gold: float) -> Rates:
    """Work out precision, recall and F1 of `right` answers among `predicted` and `gold` ones."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return Rates(precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)


def placing(errors_km: Sequence[float], unplaced: int = 0) -> Placing:
    """Work out how far off positions are from the error of each, in km."""
    n = len(errors_km)
    if not n:
        nothing = math.nan
        return Placing(0, unplaced, nothing, nothing, nothing, nothing, nothing)
    ordered = sorted(errors_km)
    return Placing(
        pairs=n,
        unplaced=unplaced,
        within_161km=sum(error <= RIGHT_KM for error in ordered) / n,
        within_20km=sum(error <= NEAR_KM for error in ordered) / n,
        median_km=(ordered[(n - 1) // 2] + ordered[n // 2]) / 2,
        mean_km=math.fsum(ordered) / n,
        auc=_area(ordered),
    )


def error_km(one: Named, other: Named) -> float:
    """Return the great-circle distance between two positions in km; `FARTHEST_KM` where one is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return FARTHEST_KM
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    half = math.radians(other.lon - one.lon) / 2
    chord = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin(half) ** 2
    return 2 * MEAN_EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def _area(ordered: Sequence[float]) -> float:
    logs = [math.log(error + 1) for error in ordered]
    worst = math.log(FARTHEST_KM)
    if len(logs) == 1:
        return logs[0] / worst
    return math.fsum((a + b) / 2 for a, b in pairwise(logs)) / (worst * (len(logs) - 1))


def _augment(
    i: int, neighbours: dict[int, list[int]], pairs: dict[int, int], owners: dict[int, int], seen: set[int]
) -> bool:
    """Find gold mention `i` a prediction, moving others' where that frees one (Kuhn 1955)."""
    for j in sorted(neighbours[i]):
        if j in seen:
            continue
        seen.add(j)
        if j not in owners or _augment(owners[j], neighbours, pairs, owners, seen):
            pairs[i], owners[j] = j, i
            return True
    return False


def _answer(wanted: Named, theirs: Sequence[Named]) -> Named | None:
    same = next((one for one in theirs if (one.start, one.end) == (wanted.start, wanted.end)), None)
    best = same or max(theirs, key=lambda one: _shared(wanted, one), default=None)
    return best if best is not None and _shared(wanted, best) > 0 else None


def _without_doubles(mentions: Iterable[Named]) -> list[Named]:
    kept: dict[tuple[int, int], Named] = {}
    for one in mentions:
        span = (one.start, one.end)
        if span not in kept or (one.located and not kept[span].located):
            kept[span] = one
    return [kept[span] for span in sorted(kept)]


def _shared(one: Named, other: Named) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _union(one: Named, other: Named) -> int:
    return max(one.end, other.end) - min(one.start, other.start)
