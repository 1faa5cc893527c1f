"""What the rest of a document says for each candidate: its country, its region, how near the other places lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
Flags = NDArray[np.bool_]
_REACH_KM = 150.0  # distance at which nearness falls to 1/e
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Relations:
    """
    How the candidates of a document stand to each other, whatever each is worth.

    Parameters
    ----------
    beside
        Which groups share a sentence with a candidate's own: 1 or 0, one row a candidate, one column a group.
    same
        Which candidates of other groups have a code in common: a row for each one's country, then for its region.
    near
        How near candidates of other groups lie, 0 to 1; 0 for countries, whose points say nothing.
    countries, regions
        For each candidate that is none itself, which of those that are a country (a region) are the one it lies in.
    """

    beside: Floats
    same: Flags
    near: Floats
    countries: Flags
    regions: Flags


def relate(table: CandidateTable, sentences: Sequence[frozenset[int]]) -> Relations:
    """Work out how candidates stand to each other; `sentences` are those that each group stands in."""
    country, region = _alike(table.countries), _alike(table.regions)
    others = table.owner[:, None] != table.owner
    return Relations(
        beside=shared_sentences(sentences)[table.owner],
        same=np.concatenate((country & others, region & others)),
        near=pairwise_closeness(table) * others,
        countries=country[:, table.is_country] & ~table.is_country[:, None],
        regions=region[:, table.is_region] & ~table.is_region[:, None],
    )


def context_features(table: CandidateTable, shares: Floats, relations: Relations) -> Floats:
    """
    Return what the other names of a document say for each candidate.

    Parameters
    ----------
    table
        The document's candidates.
    shares
        The trust that each has so far within its group.
    relations
        How they stand to each other, of `relate`.

    Returns
    -------
    features
        One row a candidate, one column of `CONTEXT_FEATURES`, each 0 to 1.
    """
    rows, count = len(shares), len(table.filled)
    features = np.zeros((rows, len(CONTEXT_FEATURES)))
    if count < 2:
        return features
    # What each other group gives to a candidate's country, and to its region. No product of matrices: even for ones as
    # small as these the linear algebra library wakes its threads, which took a sixth more processor time over all.
    trusts = np.add.reduceat(relations.same * shares, table.starts, axis=1).reshape(2, rows, count)
    features[:, 0:2] = ((trusts * table.salience).sum(axis=2) / _weight_of_others(table, shares)).T
    features[:, 2] = np.minimum((relations.countries * shares[table.is_country]).max(axis=1, initial=0.0), 1.0)
    features[:, 3] = np.minimum((relations.regions * shares[table.is_region]).max(axis=1, initial=0.0), 1.0)
    near = np.maximum.reduceat(relations.near * shares, table.starts, axis=1)
    features[:, 4] = near.max(axis=1)
    features[:, 5] = near.sum(axis=1) / (count - 1)
    features[:, 6] = (near * relations.beside).max(axis=1)
    features[:, 7:9] = (trusts * relations.beside).max(axis=2).T
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


def pairwise_closeness(table: CandidateTable) -> Floats:
    """Return how near each candidate lies to each other, 0 to 1; 0 for countries."""
    cosine = np.minimum(sum(axis[:, None] * axis for axis in table.points.T), 1.0)
    chord = np.sqrt(2.0 - 2.0 * cosine)  # as good as the angle where nearness is more than nothing
    near = np.exp(-_EARTH_KM / _REACH_KM * chord)
    near[table.is_country] = 0.0
    near[:, table.is_country] = 0.0
    return np.asarray(near)


def _alike(codes: Ints) -> Flags:
    """Return which candidates have a code in common."""
    return np.asarray((codes[:, None] == codes) & (codes >= 0))


def _weight_of_others(table: CandidateTable, shares: Floats) -> Floats:
    """Trust of all groups but each candidate's own, a name that comes often weighing more."""
    own = np.add.reduceat(shares, table.starts) * table.salience
    return np.asarray(np.maximum(own.sum() - own[table.owner], 1e-9))
