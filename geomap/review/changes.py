"""What a reader's corrections changed in a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from geomap.model import Correction, ParsedDocument, Place, Resolution
from geomap.review.correction_file import NOT_A_PLACE


def describe_corrections(corrections: Sequence[Correction], parsed: Iterable[ParsedDocument]) -> list[str]:
    """
    Say what each correction changed in a run.

    Parameters
    ----------
    corrections
        Those the run honoured.
    parsed
        What the run made.

    Returns
    -------
    lines
        One a correction, in order: how many mentions it settled in which documents, or that it met none.
    """
    met: list[Counter[str]] = [Counter() for _ in corrections]
    places: dict[int, str] = {}
    for one in parsed:
        for found in one.resolutions:
            index = _cause(corrections, one.document.id, found)
            if index is not None:
                met[index][one.document.id] += 1
                places[index] = found.place.name if found.place else ""
    return [
        _change(correction, counts, places.get(index, ""))
        for index, (correction, counts) in enumerate(zip(corrections, met, strict=True))
    ]


def _cause(corrections: Sequence[Correction], doc_id: str, found: Resolution) -> int | None:
    """Return which correction made a resolution, the most particular one that could have, or None."""
    if found.match_method != "corrected" and not found.reason.startswith("corrected"):
        return None
    fitting = [
        (bool(one.document), bool(one.country), index)
        for index, one in enumerate(corrections)
        if one.toponym.casefold() == found.mention.text.casefold()
        and one.document in {"", doc_id}
        and _gives(one, found.place)
    ]
    return max(fitting)[2] if fitting else None


def _gives(correction: Correction, place: Place | None) -> bool:
    if place is None or correction.not_a_place:
        return place is None and correction.not_a_place
    if correction.place_id:
        return place.place_id == correction.place_id
    return (place.lat, place.lon) == (correction.lat, correction.lon)


def _change(correction: Correction, counts: Counter[str], name: str) -> str:
    where = NOT_A_PLACE if correction.not_a_place else correction.place_id or f"{correction.lat}, {correction.lon}"
    if name and name != correction.toponym:
        where += f" ({name})"
    said = f"correction {correction.toponym!r} -> {where}: "
    if not counts:
        return said + "met no mention"
    return said + ", ".join(f"{count} in {document}" for document, count in counts.items())
