"""All candidates of a document side by side as arrays, so that each can be weighed against all others at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.model import Candidate, Place
from geomap.resolution.groups import Group

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class CandidateTable:
    """
    The candidates of a document, one row each, groups one after the other.

    Parameters
    ----------
    groups
        The document's names with their candidates; groups without any have no rows.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self.filled = [g for g, group in enumerate(groups) if group.candidates]
        self.candidates: list[Candidate] = [one for g in self.filled for one in groups[g].candidates]
        self.places: list[Place] = [one.place for one in self.candidates]
        sizes = [len(groups[g].candidates) for g in self.filled]
        self.starts: Ints = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64) if sizes else np.zeros(0, int)
        self.owner: Ints = np.repeat(np.arange(len(sizes)), sizes)
        self.salience: Floats = np.sqrt([len(groups[g].members) for g in self.filled])
        self._codes: dict[str, int] = {"": -1}
        self.countries = self._coded([place.country_code or "" for place in self.places])
        self.regions = self._coded([place.admin1_code or "" for place in self.places])
        self.is_country = np.array([place.kind == "country" for place in self.places], dtype=bool)
        self.is_region = np.array([place.kind == "admin1" for place in self.places], dtype=bool)
        self.points = _unit_vectors(self.places)

    def _coded(self, codes: Sequence[str]) -> Ints:
        known = self._codes
        return np.array([known.setdefault(code, len(known) - 1) for code in codes], dtype=np.int64)

    def rows_of(self, at: int) -> slice:
        """Return the rows of the `at`-th group that has candidates."""
        stop = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.places)
        return slice(int(self.starts[at]), int(stop))

    def softmax(self, sums: Floats) -> Floats:
        """Return each candidate's share of trust within its group."""
        if not len(sums):
            return sums
        top = np.maximum.reduceat(sums, self.starts)
        raised = np.exp(sums - top[self.owner])
        return np.asarray(raised / np.add.reduceat(raised, self.starts)[self.owner])


def _unit_vectors(places: Sequence[Place]) -> Floats:
    """Points on the unit sphere, one row a place; zeros for a place without a point."""
    angles = np.radians([(place.lat or 0.0, place.lon or 0.0) for place in places]).reshape(-1, 2)
    lat, lon = angles[:, 0], angles[:, 1]
    vectors = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
    vectors[[place.lat is None for place in places]] = 0.0
    return np.asarray(vectors)
