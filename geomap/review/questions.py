"""The doubtful names of a run, written as a corrections file for a person to fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.export import read_sentences, read_tables
from geomap.review.correction_file import ANSWERS, read_corrections, to_answer, write_rows

if TYPE_CHECKING:
    import pandas as pd

CONTEXT = ("placed_at", "score", "why", "sentence", "alternatives")
"""The columns that `write_review` adds for the person who fills the file in; they are never read."""


def write_review(
    tables: Path | str, output: Path | str, *, below: float = 0.5, name_of: Callable[[str], str] | None = None
) -> int:
    """
    Write the doubtful names of a run to a corrections file for a person to fill in.

    Parameters
    ----------
    tables
        A folder that `geomap parse -o` wrote.
    output
        The file: the columns of a corrections file, the answer left empty, then what was placed where and how
        sure, why, the sentence, and the other places it could be. Answers that it holds already are kept, first.
    below
        Names whose score is lower are doubtful; so are unplaced, fuzzily matched and flagged ones.
    name_of
        Gives a place's name by its id, for alternatives that the tables do not hold; the id alone stands without it.

    Returns
    -------
    count
        Questions written: one a name, document and place, those on the map first, then by score.

    Raises
    ------
    FrameError
        If `tables` holds no tables that geomap wrote.
    DocumentError
        If `output` is there and no corrections file: it is left as it is.
    """
    answered = read_corrections(output) if Path(output).is_file() else []
    frames = read_tables(tables)
    sentences = read_sentences(tables)
    known = dict(zip(frames.places["place_id"], frames.places["name"], strict=True))

    def described(place_id: str) -> str:
        name = known.get(place_id) or (name_of(place_id) if name_of else "")
        return f"{name} ({place_id})" if name else place_id

    settled = {(one.toponym, one.document) for one in answered}
    asked = [
        _question({str(key): value for key, value in mention.items()}, described, sentences)
        for mention in _doubtful(frames.mentions, below).to_dict("records")
        if not {(mention["text"], mention["doc_id"]), (mention["text"], "")} & settled
    ]
    write_rows(output, ANSWERS + CONTEXT, [*map(to_answer, answered), *asked])
    return len(asked)


def _doubtful(mentions: pd.DataFrame, below: float) -> pd.DataFrame:
    unplaced = mentions["place_id"].isna()
    unsure = (mentions["score"] < below) | (mentions["match_method"] == "fuzzy").fillna(value=False)
    flagged = mentions["warning"].notna()
    settled = (mentions["match_method"] == "corrected").fillna(value=False)
    chosen = mentions[(unplaced | unsure | flagged) & ~settled]
    ordered = chosen.sort_values(["mapped", "score"], ascending=[False, True], kind="stable")
    return ordered.drop_duplicates(["doc_id", "text", "place_id"])


def _question(
    mention: Mapping[str, object], described: Callable[[str], str], sentences: Mapping[tuple[str, int], str]
) -> dict[str, str]:
    place_id, alternatives, number = mention["place_id"], mention["alternatives"], mention["sentence_id"]
    reasons = [part for part in (mention["reason"], mention["warning"]) if isinstance(part, str)]
    return {
        "toponym": str(mention["text"]),
        "document": str(mention["doc_id"]),
        "placed_at": described(place_id) if isinstance(place_id, str) else "",
        "score": f"{mention['score']:.2f}",
        "why": "; ".join(reasons),
        "sentence": sentences.get((str(mention["doc_id"]), number if isinstance(number, int) else -1), ""),
        "alternatives": "; ".join(map(described, alternatives)) if isinstance(alternatives, list) else "",
    }
