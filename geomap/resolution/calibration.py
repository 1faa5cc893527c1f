"""The ranker's trust -> a score that is the share right among mentions that score so."""

from __future__ import annotations

from geomap.model import Candidate


def calibrated(share: float, candidate: Candidate, row: dict[str, float]) -> float:
    """
    Return the calibrated score of a choice.

    Parameters
    ----------
    share
        The ranker's share of trust, 0 to 1.
    candidate, row
        The choice and its features.
    """
    return min(max(share, 0.02), 0.98)
