"""Scores against gold corpora: names found, places right, and the two together."""

from geomap.evaluation.gold import Annotated, annotated, read_annotated
from geomap.evaluation.report import Evaluation, Mistake, evaluate, evaluate_files
from geomap.evaluation.scoring import Figures, Named, Placing, Rates

__all__ = [
    "Annotated",
    "Evaluation",
    "Figures",
    "Mistake",
    "Named",
    "Placing",
    "Rates",
    "annotated",
    "evaluate",
    "evaluate_files",
    "read_annotated",
]
