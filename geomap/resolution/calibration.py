"""The ranker's trust -> a score that is the share right among mentions that score so."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from math import exp, log


@cache
def read_calibration() -> dict[str, float]:
    """Return the logistic's terms: geomap/data/tagger_ranker.toml, fitted by scripts/train_ranker.py."""
    table = tomllib.loads(files("geomap.data").joinpath("tagger_ranker.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in table["calibration"].items()}


def calibrated(share: float, *, alone: bool, other_name: bool) -> float:
    """
    Return the calibrated score of a choice.

    Parameters
    ----------
    share
        The ranker's share of trust, 0 to 1.
    alone
        Whether the name has no other candidate.
    other_name
        Whether the place goes by another name.
    """
    terms = read_calibration()
    share = min(max(share, 1e-4), 1 - 1e-4)
    total = terms["bias"] + terms["share"] * log(share / (1 - share))
    if alone:
        total = terms["bias_alone"]
    if other_name:
        total += terms["other_name"]
    return terms["ceiling"] / (1 + exp(-total))
