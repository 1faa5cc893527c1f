"""A reader's corrections, honoured before anything that geomap works out."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Correction, Mention, Place
from geomap.resolution.hints import CandidateSource
from geomap.resolution.settling import Choice


class Corrections:
    """
    Corrections by toponym; one for a document goes before one for all.

    Parameters
    ----------
    rows
        In the order of the file; of two that fit a mention equally well the later holds.
    """

    def __init__(self, rows: Sequence[Correction]) -> None:
        self._rows: dict[str, list[Correction]] = {}
        for row in rows:
            self._rows.setdefault(row.toponym.casefold(), []).append(row)

    def apply(
        self, mention: Mention, doc_id: str, choice: Choice | None, source: CandidateSource
    ) -> Choice | str | None:
        """
        Return what a mention resolves to once corrected.

        Parameters
        ----------
        mention, doc_id
            The mention and its document.
        choice
            What geomap chose, None if nothing.
        source
            Knows the places that corrections name by id.

        Returns
        -------
        choice
            The corrected choice; the given one where no correction fits; a reason where it is no place at all.

        Raises
        ------
        GazetteerError
            If a correction names a place_id that the gazetteer does not have.
        """
        row = self._fitting(mention.text, doc_id, choice) if self._rows else None
        if row is None:
            return choice
        if row.not_a_place:
            return "corrected: not a place"
        return Choice(_place_of(row, mention, choice, source), 1.0, "corrected", "a reader's correction")

    def _fitting(self, toponym: str, doc_id: str, choice: Choice | None) -> Correction | None:
        country = choice.place.country_code if choice else None
        best: tuple[int, Correction] | None = None
        for row in self._rows.get(toponym.casefold(), ()):
            if row.document not in {"", doc_id} or (row.country and row.country != country):
                continue
            weight = 2 * bool(row.document) + bool(row.country)
            if best is None or weight >= best[0]:
                best = weight, row
        return best[1] if best else None


def _place_of(row: Correction, mention: Mention, choice: Choice | None, source: CandidateSource) -> Place:
    if row.place_id:
        return source.place(row.place_id)
    from geomap.boundaries import locate  # noqa: PLC0415 - boundaries are read when asked for

    kind = choice.place.kind if choice and choice.place.kind != "country" else "city"
    before = choice.place.country_code if choice else None
    inside = locate(row.lat, row.lon)[0] if row.lat is not None and row.lon is not None else None
    return Place(
        place_id=f"correction:{row.lat:.5f},{row.lon:.5f}",
        name=mention.text,
        kind=kind,
        lat=row.lat,
        lon=row.lon,
        country_code=inside or before,
        geo_precision=choice.place.geo_precision if choice else 2,
        source="correction",
    )
