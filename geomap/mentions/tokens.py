"""Document text -> tokens with exact offsets, and the runs of capitalised ones where names can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geomap.model import Sentence

# Short words whose full stop belongs to them: a saint, a mount, an American or Canadian region as newspapers cut it.
_DOTTED = (
    "St Ste Mt Ft Pt Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont "
    "Neb Nebr Nev Okla Ont Ore Pa Penn Que Sask Alta Tenn Tex Va Vt Wash Wis Wisc Wyo Mr Mrs Ms Dr Gen Col Lt Sgt Capt "
    "Gov Sen Rep Rev Hon Jr Sr Prof Maj Adm Ave Blvd Rd Hwy Dept Co Inc Corp Ltd"
)
_TOKEN = re.compile(r"\w+(?:['\u2019\u02bc\u02b9](?![sS]\b)\w+)*|['\u2019][sS]\b|[^\w\s]")
# What a full stop belongs to: U.S., D.C., the W. of W. Va., St., Calif.
_STOPPED = re.compile(rf"(?:[^\W\d_]\.)+[^\W\d_]|[A-Z]|{'|'.join(_DOTTED.split())}")
_LONGEST_STOPPED = 5  # letters of the longest of them
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'-()\"")
_BRIDGE = 2  # tokens that may stand between two capitalised ones of a run: "Republic of the Congo"


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    Tokens of one document, as parallel lists.

    `texts[i]` is `document.text[start(i):ends[i]]`; `forms` are the texts as the rest of mentions reads them, in
    ordinary casing, and `lowers` in lower case; `bounds` are the first and one-past-last token of each sentence;
    `capitals` are the indexes of the tokens whose form is capitalised.
    """

    texts: list[str]
    ends: list[int]
    forms: list[str]
    lowers: list[str]
    bounds: list[tuple[int, int]]
    capitals: list[int]

    def start(self, i: int) -> int:
        """Return the offset at which token `i` begins."""
        return self.ends[i] - len(self.texts[i])


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
    ends: list[int] = []
    bounds: list[tuple[int, int]] = []
    find = text.find
    for sentence in sentences:
        position = sentence.start
        words: list[str] = _TOKEN.findall(text, position, sentence.end)
        # Only white space stands between tokens, so that each is found where it stands.
        stops = [position := find(word, position) + len(word) for word in words]
        if "." in words:
            _join_stops(text, words, stops)
        bounds.append((len(texts), len(texts) + len(words)))
        texts += words
        ends += stops
    return Tokens(texts, ends, texts, list(map(str.lower, texts)), bounds, capital_indexes(texts))


def _join_stops(text: str, words: list[str], ends: list[int]) -> None:
    """Join full stops to the abbreviations they belong to, in place: "U.S.", "St.", an initial before a name."""
    stops: list[int] = []
    i = 0
    for _ in range(words.count(".")):
        i = words.index(".", i) + 1
        if i > 1 and len(words[i - 2]) <= _LONGEST_STOPPED:
            stops.append(i - 1)
    passed = len(words)
    while stops:
        i = stops.pop()
        if i > passed or ends[i - 1] + 1 != ends[i]:
            continue
        first = i - 1
        while first > 1 and len(words[first]) == 1 and ends[first - 2] + 2 == ends[first - 1] + 1 == ends[first]:
            first -= 2
        start, end = ends[first] - len(words[first]), ends[i]
        if words[first].isalpha() and _is_stopped(text[start : end - 1], text[end : end + 2], words[i + 1 : i + 2]):
            last = i
            if (
                last + 1 < len(words)
                and ends[last + 1] == end + 1
                and len(words[last + 1]) == 1
                and words[last + 1].isalpha()
            ):
                last, end = last + 1, end + 1  # U.S
            words[first : last + 1] = [text[start:end]]
            ends[first : last + 1] = [end]
        passed = first


def _is_stopped(word: str, after: str, following: list[str]) -> bool:
    """Whether a full stop after a word is part of it."""
    if len(word) > _LONGEST_STOPPED and "." not in word:
        return False
    if _STOPPED.fullmatch(word) is None:
        return False
    if len(word) > 1:
        return True
    glued = bool(after) and after[0].isalpha()  # U.S
    return glued or (word.isupper() and bool(following) and following[0][0].isupper())


def is_capitalised(form: str) -> bool:
    """Whether a token begins with an upper-case letter (or a letter of a script without case)."""
    initial = form[0]
    if initial == "I" and (len(form) == 1 or form[1] in "'\u2019"):
        return False  # the pronoun
    return initial.isupper() or (initial.isalpha() and not initial.islower())


def capital_indexes(forms: Sequence[str]) -> list[int]:
    """Return the indexes of the capitalised tokens, in text order."""
    return [i for i, form in enumerate(forms) if form[0] not in _PLAIN and is_capitalised(form)]


class Run(NamedTuple):
    """Tokens `[first, last)`, in which names can stand, of the sentence `[begin, stop)`."""

    first: int
    last: int
    begin: int
    stop: int


def name_runs(tokens: Tokens) -> list[Run]:
    """
    Return the runs of tokens in which names can stand.

    A run begins and ends with a capitalised token and bridges at most two others; runs never cross sentences. Only
    these are tagged, which is a third of ordinary text.
    """
    runs: list[Run] = []
    first = last = -1
    sentences = iter(tokens.bounds)
    begin = stop = 0
    for i in tokens.capitals:
        if first >= 0 and i < stop and i - last <= _BRIDGE + 1:
            last = i
            continue
        if first >= 0:
            runs.append(Run(first, last + 1, begin, stop))
        first = last = i
        while i >= stop:
            begin, stop = next(sentences)
    if first >= 0:
        runs.append(Run(first, last + 1, begin, stop))
    return runs
