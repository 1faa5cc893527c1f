"""An evaluation as a whole: figures with and without demonyms, their intervals, and the worst errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import isnan
from pathlib import Path
from typing import Literal

from geomap.evaluation.gold import Annotated, annotated, read_annotated
from geomap.evaluation.scoring import (
    RIGHT_KM,
    Counts,
    Figures,
    Named,
    Pairing,
    count,
    count_given,
    error_km,
    figures,
    pair,
)

ErrorKind = Literal["missed", "false alarm", "far"]
Interval = tuple[float, float]

_SEED = 7
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: a gold mention missed, a prediction where there is none, or a position more than 161 km off."""

    kind: ErrorKind
    doc_id: str
    text: str
    context: str
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    What a run is worth on a gold corpus.

    Parameters
    ----------
    figures, without_demonyms
        Over all mentions, and over those that are no demonym.
    intervals
        95 % bootstrap intervals over documents of `within_161km`, and unless spans were given of `overlap_f1` and
        `end_to_end_f1`.
    mistakes
        All of them; positions that are far off first, the farthest first.
    unmatched
        Ids of predicted documents that are not in the gold corpus; they are not counted.
    given
        Whether gold spans were given, so that only the placing was asked for.
    """

    figures: Figures
    without_demonyms: Figures
    intervals: Mapping[str, Interval]
    mistakes: Sequence[Mistake]
    unmatched: Sequence[str] = ()
    given: bool = False

    def as_dict(self) -> dict[str, object]:
        """Return the figures in JSON's own types, the mistakes as their number by kind."""
        return {
            "figures": asdict(self.figures),
            "without_demonyms": asdict(self.without_demonyms),
            "intervals": {name: list(interval) for name, interval in self.intervals.items()},
            "mistakes": dict(Counter(one.kind for one in self.mistakes)),
        }

    def __str__(self) -> str:
        blocks = [
            _table("all mentions", self.figures, given=self.given),
            _table("without demonyms", self.without_demonyms, given=self.given),
            "95 % intervals: " + ", ".join(f"{name} {a:.3f} to {b:.3f}" for name, (a, b) in self.intervals.items()),
            *(_worst(kind, self.mistakes) for kind in ("far", "missed", "false alarm")),
        ]
        if self.unmatched:
            blocks.append(f"{len(self.unmatched)} predicted documents are not in the gold corpus")
        return "\n\n".join(block for block in blocks if block)


def evaluate_files(
    gold: Path | str,
    predicted: Path | str | None,
    *,
    parse: Callable[[Path], Iterable[Mapping[str, object]]] | None = None,
    is_demonym: Callable[[str], bool] | None = None,
    given: bool = False,
    samples: int = 1000,
) -> Evaluation:
    """
    Score an interchange file, or a run made now, against a gold corpus.

    Parameters
    ----------
    gold
        See `read_annotated`.
    predicted
        An interchange file of the same documents; a document without a line has no predictions.
    parse
        Gives the interchange rows of the gold file's texts where `predicted` is None.
    is_demonym, given, samples
        As for `evaluate`.

    Raises
    ------
    DocumentError
        If a file cannot be read.
    ValueError
        If there is neither `predicted` nor `parse`.
    """
    wanted = read_annotated(gold, is_demonym=is_demonym)
    if predicted is not None:
        answers = read_annotated(predicted)
    elif parse is not None:
        answers = {one.id: one for one in map(annotated, parse(Path(gold)))}
    else:
        raise ValueError("predictions are needed: a file, or a function that makes them")
    return evaluate(wanted, answers, given=given, samples=samples)


def evaluate(
    gold: Mapping[str, Annotated], predicted: Mapping[str, Annotated], *, given: bool = False, samples: int = 1000
) -> Evaluation:
    """
    Score predictions against a gold corpus.

    Parameters
    ----------
    gold
        Documents by id. Whether a gold mention is a demonym: where it does not say, a prediction of that kind in the
        same place does.
    predicted
        Documents by id.
    given
        Whether the gold spans were given to the run: then only positions count, and a missing one is far off.
    samples
        Bootstrap samples of documents.
    """
    pairings = {name: pair(one.mentions, _mentions(predicted, name)) for name, one in gold.items()}
    counted = [_count(pairing, given=given) for pairing in pairings.values()]
    others = [_count(_other_than_demonyms(pairing), given=given) for pairing in pairings.values()]
    mistakes = [mistake for name, pairing in pairings.items() for mistake in _mistakes(gold[name], pairing)]
    return Evaluation(
        figures=figures(counted),
        without_demonyms=figures(others),
        intervals=_intervals(counted, samples, given=given),
        mistakes=sorted(mistakes, key=lambda one: -(one.km or 0.0)),
        unmatched=[name for name in predicted if name not in gold],
        given=given,
    )


def _mentions(documents: Mapping[str, Annotated], name: str) -> Sequence[Named]:
    return documents[name].mentions if name in documents else ()


def _count(pairing: Pairing, *, given: bool) -> Counts:
    return count_given(pairing.gold, pairing.predicted) if given else count(pairing)


def _other_than_demonyms(pairing: Pairing) -> Pairing:
    """Pair again without demonyms, gold or predicted, and without what is paired to one."""
    people = {i for i, one in enumerate(pairing.gold) if one.demonym}
    people |= {i for i, j in pairing.pairs.items() if pairing.predicted[j].demonym}
    theirs = {j for j, one in enumerate(pairing.predicted) if one.demonym}
    theirs |= {j for i, j in pairing.pairs.items() if i in people}
    return pair(
        (one for i, one in enumerate(pairing.gold) if i not in people),
        (one for j, one in enumerate(pairing.predicted) if j not in theirs),
    )


def _intervals(counts: Sequence[Counts], samples: int, *, given: bool) -> dict[str, Interval]:
    """Resample documents with replacement (Efron 1979); figures that no sample has are left out."""
    import numpy as np  # noqa: PLC0415 - only an evaluation needs it here

    if not counts or not samples:
        return {}
    sums = np.array(
        [
            (one.gold, one.gold_located, one.predicted, one.overlapping, len(one.errors_km), one.right, one.left_out)
            for one in counts
        ],
        dtype=float,
    )
    weights = np.random.default_rng(_SEED).multinomial(len(counts), [1 / len(counts)] * len(counts), size=samples)
    gold, located, predicted, overlapping, pairs, right, left_out = (weights @ sums).T
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = {"within_161km": right / pairs}
        if not given:
            # F1 = 2 right / (predicted + gold).
            drawn["overlap_f1"] = 2 * overlapping / (predicted + gold)
            drawn["end_to_end_f1"] = 2 * right / (predicted - left_out + located)
    return {
        name: (float(np.nanpercentile(values, 2.5)), float(np.nanpercentile(values, 97.5)))
        for name, values in drawn.items()
        if np.isfinite(values).any()
    }


def _mistakes(document: Annotated, pairing: Pairing) -> Iterable[Mistake]:
    for i, one in enumerate(pairing.gold):
        if i not in pairing.pairs:
            yield _mistake("missed", document, one)
        elif one.located:
            km = error_km(one, pairing.predicted[pairing.pairs[i]])
            if km > RIGHT_KM:
                yield replace(_mistake("far", document, one), km=km)
    paired = set(pairing.pairs.values())
    for j, one in enumerate(pairing.predicted):
        if j not in paired:
            yield _mistake("false alarm", document, one)


def _mistake(kind: ErrorKind, document: Annotated, one: Named) -> Mistake:
    around = document.text[max(0, one.start - _CONTEXT) : one.end + _CONTEXT]
    return Mistake(kind, document.id, document.text[one.start : one.end], " ".join(around.split()))


def _table(title: str, of: Figures, *, given: bool) -> str:
    place = of.placing
    counts = f"{of.documents} documents, {of.gold} gold mentions ({of.gold_located} with a position)"
    found = [("exact span", of.exact), ("overlapping span", of.overlap), ("end to end 161 km", of.end_to_end)]
    rates = [f"  {name:<17} P {one.precision:.4f}  R {one.recall:.4f}  F1 {one.f1:.4f}" for name, one in found]
    shares = f"within 161 km {place.within_161km:.4f}  20 km {place.within_20km:.4f}"
    distances = f"median {place.median_km:.1f} km  mean {place.mean_km:.1f} km  AUC {place.auc:.4f}"
    pairs = f"  {'placing':<17} {place.pairs} pairs ({place.unplaced} unplaced)"
    return "\n".join(
        [
            f"{title}: {counts}, {of.predicted} predicted",
            *(() if given else rates),
            f"{pairs}  {shares}  {distances}",
            *([] if isnan(of.calibration_error) else [f"  {'calibration':<17} error {of.calibration_error:.4f}"]),
        ]
    )


def _worst(kind: ErrorKind, mistakes: Sequence[Mistake], most: int = 10) -> str:
    ours = [one for one in mistakes if one.kind == kind]
    if not ours:
        return ""
    if kind == "far":
        shown = [f"  {one.text} ({one.km:.0f} km, {one.doc_id}): {one.context}" for one in ours[:most]]
    else:
        names = Counter(one.text for one in ours).most_common(most)
        shown = [f"  {name} ({number} times)" for name, number in names]
    return "\n".join([f"{kind}: {len(ours)}", *shown])
