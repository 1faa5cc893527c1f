"""The ranker's trust -> a score that is the share right among mentions that score so."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, log, log10

import numpy as np

from geomap.model import Candidate, Place
from geomap.resolution.distance import distance_km
from geomap.resolution.ranking import LOCAL_FEATURES
from geomap.resolution.table import Floats

_SAME_KM = 161.0  # places this near are one answer: nobody whom the score is for minds which of them it is
_LEAST = 0.005  # trust in another candidate from which it is asked whether it lies there
_SUMS = {
    "alone": ("alone",),
    "country": ("kind_country", "kind_continent"),
    "site": ("kind_admin2", "kind_airbase", "kind_facility"),
    "vague": ("kind_water", "kind_macro_region"),
    "loose": ("relaxed", "transliterated"),
    "other_name": ("other_name",),
    "inside": ("in_container",),
    "capital": ("capital_metonym",),
}
_COLUMNS = np.array([[float(name in names) for name in LOCAL_FEATURES] for names in _SUMS.values()]).T
TERMS = ("bias", "trust", "names", *_SUMS)
"""What a score is made of: its weights' names, in the order of `evidence`."""


@cache
def read_calibration() -> tuple[float, ...]:
    """Return the weights of `TERMS`: geomap/data/tagger_ranker.toml, fitted by scripts/train_ranker.py."""
    table = tomllib.loads(files("geomap.data").joinpath("tagger_ranker.toml").read_text(encoding="utf-8"))
    return tuple(float(table["calibration"][name]) for name in TERMS)


def evidence(
    candidates: Sequence[Candidate], trust: Sequence[float], best: int, row: Floats, names: int
) -> list[float]:
    """
    Return what a choice's score is made of, one value for each of `TERMS`.

    Parameters
    ----------
    candidates, trust
        The candidates of the name, and the ranker's share of trust in each.
    best
        Index of the chosen one.
    row
        Its features, of `local_features`.
    names
        How many names of the document have candidates: the more, the better the context.

    Returns
    -------
    values
        The trust is the log-odds of all that lies near the chosen place, 0 for a name that has no other candidate.
    """
    here = candidates[best].place
    near = sum(
        share for i, share in enumerate(trust) if i == best or (share > _LEAST and _is_near(here, candidates[i].place))
    )
    near = min(max(near, 1e-3), 1 - 1e-3)
    odds = log(near / (1 - near)) if len(candidates) > 1 else 0.0
    return [1.0, odds, log10(names), *(row @ _COLUMNS).tolist()]


def _is_near(here: Place, other: Place) -> bool:
    return distance_km(here, other) <= _SAME_KM


def calibrated(values: Sequence[float]) -> float:
    """Return the score, 0 to 1, that `evidence` makes."""
    total = sum(weight * value for weight, value in zip(read_calibration(), values, strict=True))
    return 1 / (1 + exp(-total))
