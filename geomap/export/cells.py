"""Single cells of flat files: safe in spreadsheets, and in UTF-8."""

from __future__ import annotations

import re

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection); the full-width signs by some. One
# equals sign alone, the operator of a count, is none.
_FORMULA = re.compile(r"'*(?:=(?=.)|[+\-@\t\r\n＝＋－＠])", re.DOTALL)


def defused(cell: str) -> str:
    """
    Return a cell that no spreadsheet runs: an apostrophe goes before what would begin a formula.

    Examples
    --------
    >>> defused("=1+1"), defused("Kyiv"), defused("="), defused("-")
    ("'=1+1", 'Kyiv', '=', "'-")
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """
    Undo `defused`: for every text, `restored(defused(text)) == text`.

    Examples
    --------
    >>> restored("'=1+1"), restored("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def encodable(cell: str) -> str:
    r"""
    Spell out halves of surrogate pairs, which no UTF-8 file can hold, as Python's and JSON's escapes do.

    Examples
    --------
    >>> encodable("Kyiv") + encodable("\ud800")
    'Kyiv\\ud800'
    """
    return cell.encode("utf-8", "backslashreplace").decode("utf-8")
