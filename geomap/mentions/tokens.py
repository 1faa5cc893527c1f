"""Document text -> tokens with exact offsets, and the runs of capitalised ones where names can be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import Sentence

# Short words whose full stop belongs to them: a saint, a mount, an American or Canadian region as newspapers cut it.
_DOTTED = (
    "St Ste Mt Ft Pt Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont "
    "Neb Nebr Nev Okla Ont Ore Pa Penn Que Sask Alta Tenn Tex Va Vt Wash Wis Wisc Wyo Mr Mrs Ms Dr Gen Col Lt Sgt Capt Gov Sen "
    "Rep Rev Hon Jr Sr Prof Maj Adm Ave Blvd Rd Hwy Dept Co Inc Corp Ltd"
)
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|[A-Z]\.(?=[ \t][A-Z])"  # W. Va., George W. Bush
    rf"|\b(?:{'|'.join(_DOTTED.split())})\."
    r"|\w+(?:['\u2019\u02bc\u02b9](?![sS]\b)\w+)*"  # Mal’ta is one word, Russia’s is two
    r"|['\u2019][sS]\b"
    r"|[^\w\s]"
)
_BRIDGE = 2  # tokens that may stand between two capitalised ones of a run: "Republic of the Congo"


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    Tokens of one document, as parallel lists.

    `texts[i]` is `document.text[starts[i]:ends[i]]`; `forms` are the texts as the rest of mentions reads them, in
    ordinary casing; `bounds` are the first and one-past-last token of each sentence.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    forms: list[str]
    bounds: list[tuple[int, int]]


def tokenize(text: str, sentences: Sequence[Sentence]) -> Tokens:
    """
    Split a document's sentences into tokens.

    Parameters
    ----------
    text
        The document's text as read.
    sentences
        Its sentences in text order; text outside them gives no token.
    """
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    bounds: list[tuple[int, int]] = []
    for sentence in sentences:
        first = len(texts)
        for found in _TOKEN.finditer(text, sentence.start, sentence.end):
            texts.append(found.group())
            starts.append(found.start())
            ends.append(found.end())
        bounds.append((first, len(texts)))
    return Tokens(texts, starts, ends, list(texts), bounds)


def token_span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the first and one-past-last token that overlap characters `[start, end)`."""
    first = bisect_left(tokens.ends, start + 1)
    return first, bisect_left(tokens.starts, end, first)


def is_capitalised(form: str) -> bool:
    """Whether a token begins with an upper-case letter (or a letter of a script without case)."""
    initial = form[0]
    if initial == "I" and (len(form) == 1 or form[1] in "'\u2019"):
        return False  # the pronoun
    return initial.isupper() or (initial.isalpha() and not initial.islower())


def name_runs(tokens: Tokens) -> list[tuple[int, int]]:
    """
    Return the runs of tokens in which names can stand.

    A run begins and ends with a capitalised token and bridges at most two others; runs never cross sentences. Only
    these are tagged, which is a third of ordinary text.
    """
    runs: list[tuple[int, int]] = []
    forms = tokens.forms
    for begin, stop in tokens.bounds:
        first = last = -1
        for i in range(begin, stop):
            if not is_capitalised(forms[i]):
                continue
            if first >= 0 and i - last <= _BRIDGE + 1:
                last = i
                continue
            if first >= 0:
                runs.append((first, last + 1))
            first = last = i
        if first >= 0:
            runs.append((first, last + 1))
    return runs
