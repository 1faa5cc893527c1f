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
    countries, regions = _by_group(table, table.countries, shares), _by_group(table, table.regions, shares)
    rest = _weight_of_others(table, shares)
    features[:, 0] = _share(table, table.countries, countries, rest)
    features[:, 1] = _share(table, table.regions, regions, rest)
    features[:, 2] = _named(table, table.countries, shares * table.is_country) * ~table.is_country
    features[:, 3] = _named(table, table.regions, shares * table.is_region) * ~table.is_region
    near = _nearness(table, closeness, shares)
    features[:, 4] = near.max(axis=1)
    features[:, 5] = near.sum(axis=1) / (count - 1)
    beside = together[table.owner]
    features[:, 6] = (near * beside).max(axis=1)
    features[:, 7] = _beside(table.countries, countries, beside)
    features[:, 8] = _beside(table.regions, regions, beside)
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


def _weight_of_others(table: CandidateTable, shares: Floats) -> Floats:
    """Trust of all groups but each candidate's own, a name that comes often weighing more."""
    own = np.add.reduceat(shares, table.starts) * table.salience
    return np.asarray(np.maximum(own.sum() - own[table.owner], 1e-9))


def _share(table: CandidateTable, codes: Ints, total: Floats, rest: Floats) -> Floats:
    """Share of the other groups' trust that lies under each candidate's code."""
    weighted = total * table.salience[:, None]
    others = weighted.sum(axis=0)[codes] - weighted[table.owner, codes]
    return np.where(codes < 0, 0.0, others / rest)


def _named(table: CandidateTable, codes: Ints, shares: Floats) -> Floats:
    """Trust that another group names the country or region itself."""
    best = _by_group(table, codes, shares).max(axis=0)[codes]
    return np.where(codes < 0, 0.0, np.minimum(best, 1.0))


def _beside(codes: Ints, total: Floats, beside: Floats) -> Floats:
    """Most trust that a group of the same sentence gives to each candidate's code."""
    return np.where(codes < 0, 0.0, (total[:, codes].T * beside).max(axis=1))


def _by_group(table: CandidateTable, codes: Ints, shares: Floats) -> Floats:
    """Return the trust that each group gives to each code, one row a group."""
    width = int(codes.max(initial=0)) + 2  # the last column takes what has no code
    count = len(table.filled)
    total = np.bincount(table.owner * width + codes % width, weights=shares, minlength=count * width)
    return np.asarray(total, dtype=np.float64).reshape(count, width)


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
