"""What the rest of a document says for each candidate: its country, its region, how near the other places lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geomap.resolution.table import CandidateTable, Floats, Ints

CONTEXT_FEATURES = (
    "country_share",
    "region_share",
    "country_named",
    "region_named",
    "near_best",
    "near_mean",
    "near_sentence",
    "country_in_sentence",
    "region_in_sentence",
)
_REACH_KM = 150.0  # distance at which nearness falls to 1/e
_EARTH_KM = 6371.0088


def context_features(table: CandidateTable, shares: Floats, together: Floats, closeness: Floats) -> Floats:
    """
    Return what the other names of a document say for each candidate.

    Parameters
    ----------
    table
        The document's candidates.
    shares
        The trust that each has so far within its group.
    together
        Which groups share a sentence, of `shared_sentences`.
    closeness
        How near candidates lie to each other, of `pairwise_closeness`.

    Returns
    -------
    features
        One row a candidate, one column of `CONTEXT_FEATURES`, each 0 to 1.
    """
    count = len(table.filled)
    features = np.zeros((len(shares), len(CONTEXT_FEATURES)))
    if count < 2:
        return features
    weight = shares * table.salience[table.owner]
    features[:, 0] = _share(table, table.countries, weight)
    features[:, 1] = _share(table, table.regions, weight)
    features[:, 2] = _named(table, table.countries, shares * table.is_country) * ~table.is_country
    kinds = np.array([place.kind == "admin1" for place in table.places], dtype=bool)
    features[:, 3] = _named(table, table.regions, shares * kinds) * ~kinds
    near = _nearness(table, closeness, shares)
    features[:, 4] = near.max(axis=1)
    features[:, 5] = near.sum(axis=1) / (count - 1)
    beside = together[table.owner]
    features[:, 6] = (near * beside).max(axis=1)
    features[:, 7] = _beside(table, table.countries, shares, beside)
    features[:, 8] = _beside(table, table.regions, shares, beside)
    return features


def shared_sentences(sentences: Sequence[frozenset[int]]) -> Floats:
    """Return which groups share a sentence: 1 or 0, none with itself."""
    count = len(sentences)
    matrix = np.zeros((count, count))
    for i in range(count):
        for j in range(i + 1, count):
            if not sentences[i].isdisjoint(sentences[j]):
                matrix[i, j] = matrix[j, i] = 1.0
    return matrix


def _share(table: CandidateTable, codes: Ints, weight: Floats) -> Floats:
    """Share of the other groups' trust that lies under each candidate's code."""
    total = _by_group_and_code(table, codes, weight)
    everything = total.sum(axis=0)
    others = everything[codes] - total[table.owner, codes]
    rest = weight.sum() - np.add.reduceat(weight, table.starts)[table.owner]
    return np.where(codes < 0, 0.0, others / np.maximum(rest, 1e-9))


def _named(table: CandidateTable, codes: Ints, shares: Floats) -> Floats:
    """Trust that another group names the country or region itself."""
    total = _by_group_and_code(table, codes, shares)
    best = total.max(axis=0)[codes]
    return np.where(codes < 0, 0.0, np.minimum(best, 1.0))


def _beside(table: CandidateTable, codes: Ints, shares: Floats, beside: Floats) -> Floats:
    """Most trust that a group of the same sentence gives to each candidate's code."""
    total = _by_group_and_code(table, codes, shares)
    return np.where(codes < 0, 0.0, (total[:, codes].T * beside).max(axis=1))


def _by_group_and_code(table: CandidateTable, codes: Ints, weight: Floats) -> Floats:
    width = int(codes.max(initial=0)) + 2  # the last column takes what has no code
    count = len(table.filled)
    cells = table.owner * width + codes % width
    total = np.bincount(cells, weights=weight, minlength=count * width).reshape(count, width)
    return np.asarray(total, dtype=np.float64)


def pairwise_closeness(table: CandidateTable) -> Floats:
    """Return how near each candidate lies to each other, 0 to 1; 0 for countries, whose points say nothing."""
    cosine = np.clip(table.points @ table.points.T, -1.0, 1.0)
    chord = np.sqrt(2.0 - 2.0 * cosine)  # as good as the angle where nearness is more than nothing
    near = np.exp(-_EARTH_KM / _REACH_KM * chord)
    near[table.is_country] = 0.0
    near[:, table.is_country] = 0.0
    return np.asarray(near)


def _nearness(table: CandidateTable, closeness: Floats, shares: Floats) -> Floats:
    """How near the likeliest place of each group lies to each candidate, 0 to 1; 0 for its own group."""
    best = np.maximum.reduceat(closeness * shares[None, :], table.starts, axis=1)
    best[np.arange(len(shares)), table.owner] = 0.0
    return np.asarray(best)
