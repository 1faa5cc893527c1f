"""The lexicon's phrases: how they are written, what they match, and where in a text it is worth to look for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from geomap.errors import GeomapError

_SPACE = r"[\s-]+"
_GAP = r"(?:(?!(?:said|says|saying|denied|denies|confirmed|announced|told)[\s,])[^\s;:]+\s+){0,10}?"
_NUMBER_WORDS = (
    "a an one two three four five six seven eight nine ten eleven twelve "
    "dozens scores hundreds thousands several some many"
).split()
_NUMBER = rf"(?:\d[\d.,]*|{'|'.join(_NUMBER_WORDS)})"
_PIECE = re.compile(r"\.\.\.|\{\w+\}|[()|\[\]]|[^\s()|\[\]{}]+")
_LIST_ALONE = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+")
_DEEPEST = 12  # brackets in brackets, lists in lists
_LONGEST = 500_000  # characters of a list's pattern
_EMPTY_CHOICES = {(first, second) for first in "([|" for second in ")]|"}
_VERB_NOTATION = re.compile(r"[a-z][a-z'-]+\+")
_VOWELS = "aeiou"
_HISSING = ("s", "sh", "ch", "x", "z")
_SHORT_VERB = re.compile(r"(?<![aeiou])[aeiou][bdgmnprt]$")


_NOTHING: dict[Phrases, tuple[Phrase, ...]] = {}


class LexiconError(GeomapError, ValueError):
    """A lexicon file cannot be used: the message names the trigger and what would be right."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words that a match can have: whole ones, and beginnings of words ("" for any word)."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()

    def __or__(self, other: Opening) -> Opening:
        """What either of two can begin with."""
        return Opening(self.words | other.words, self.stems | other.stems)


class Phrase:
    """
    One phrase: what a match can begin with, and its pattern, compiled when first needed.

    Parameters
    ----------
    regex
        Over small letters.
    opening
        What a match can begin with.
    closing
        What begins the part of it behind its last gap, without which nothing matches; None where it has no such part.
    """

    def __init__(self, regex: str, opening: Opening, closing: Opening | None = None) -> None:
        self.regex = regex
        self.opening = opening
        self.closing = closing

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as whole words."""
        return re.compile(rf"(?<!\w)(?:{self.regex})(?!\w)")


class Phrases:
    """
    Several phrases, any of which may match; of two at one place the earlier.

    Parameters
    ----------
    parts
        The phrases.
    """

    def __init__(self, parts: Sequence[Phrase]) -> None:
        self.parts = tuple(parts)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All of them as one pattern: for a text that is read once."""
        return re.compile(r"(?<!\w)(?:" + "|".join(part.regex for part in self.parts) + r")(?!\w)")


class Openers:
    """
    Which of many phrases each word can begin.

    Parameters
    ----------
    phrases
        All that will be looked for.
    """

    def __init__(self, phrases: Sequence[Phrases]) -> None:
        parts = [(one, part) for one in phrases for part in one.parts]
        by_word: dict[str, list[int]] = {}
        by_stem: dict[str, list[int]] = {}
        for order, (_, part) in enumerate(parts):
            for word in part.opening.words:
                by_word.setdefault(word, []).append(order)
            for stem in part.opening.stems:
                by_stem.setdefault(stem, []).append(order)
        self.begun = _Begun(parts, by_word, by_stem)
        self.closed = _Closed([part for _, part in parts if part.closing is not None])


class _Closed(dict[str, frozenset[Phrase]]):
    """The phrases whose last part each word can begin; worked out when first asked."""

    def __init__(self, parts: Sequence[Phrase]) -> None:
        super().__init__()
        self._by_word: dict[str, list[Phrase]] = {}
        self._by_stem: dict[str, list[Phrase]] = {}
        for part in parts:
            closing = part.closing or Opening()
            for word in closing.words:
                self._by_word.setdefault(word, []).append(part)
            for stem in closing.stems:
                self._by_stem.setdefault(stem, []).append(part)
        self._longest = max(map(len, self._by_stem), default=0)

    def __missing__(self, word: str) -> frozenset[Phrase]:
        found = set(self._by_word.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            found.update(self._by_stem.get(word[:length], ()))
        closed = self[word] = frozenset(found)
        return closed


class _Begun(dict[str, dict[Phrases, tuple[Phrase, ...]]]):
    """The phrases that each word can begin, in their order, by what they belong to; worked out when first asked."""

    def __init__(
        self,
        parts: Sequence[tuple[Phrases, Phrase]],
        by_word: Mapping[str, Sequence[int]],
        by_stem: Mapping[str, Sequence[int]],
    ) -> None:
        super().__init__()
        self._parts, self._by_word, self._by_stem = parts, by_word, by_stem
        self._longest = max(map(len, by_stem), default=0)

    def __missing__(self, word: str) -> dict[Phrases, tuple[Phrase, ...]]:
        found = list(self._by_word.get(word, ()))
        for length in range(min(len(word), self._longest) + 1):
            found.extend(self._by_stem.get(word[:length], ()))
        grouped: dict[Phrases, dict[Phrase, None]] = {}
        for phrases, part in map(self._parts.__getitem__, sorted(found)):
            grouped.setdefault(phrases, {})[part] = None
        begun = self[word] = {phrases: tuple(parts) for phrases, parts in grouped.items()} if grouped else _NOTHING
        return begun


class PhraseIndex:
    """
    Where in one text each of the lexicon's phrases may begin: a pattern is only tried there.

    Parameters
    ----------
    text
        In small letters.
    openers
        Of the lexicon.
    start, end
        The part of the text that is looked into; all of it by default.
    """

    def __init__(self, text: str, openers: Openers, start: int = 0, end: int | None = None) -> None:
        self._text = text
        self._openers = openers
        self._span = start, len(text) if end is None else end
        self._words = [
            (match.start(), begun)
            for match in _WORD.finditer(text, *self._span)
            if (begun := openers.begun[match.group()])
        ]
        self._starts: dict[Phrases, list[tuple[int, tuple[Phrase, ...]]]] = {}

    def begun(self) -> Collection[Phrases]:
        """What some word of the text can begin and some word can close: nothing else has a match."""
        starts: dict[Phrases, list[tuple[int, tuple[Phrase, ...]]]] = {}
        closed = self._openers.closed
        closable = set().union(*map(closed.__getitem__, set(_WORD.findall(self._text, *self._span))))
        for position, begun in self._words:
            for phrases, parts in begun.items():
                able = tuple([part for part in parts if part.closing is None or part in closable])
                if not able:
                    continue
                if phrases in starts:
                    starts[phrases].append((position, able))
                else:
                    starts[phrases] = [(position, able)]
        self._starts = starts
        return starts.keys()

    def finditer(self, phrases: Phrases, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches between two offsets, in text order, none within another."""
        limit = len(self._text) if end is None else end
        free = start
        starts = self._starts.get(phrases)
        if starts is None:
            starts = [(position, begun[phrases]) for position, begun in self._words if phrases in begun]
            self._starts[phrases] = starts
        for position, parts in starts:
            if position >= limit:
                return
            if position < free:
                continue
            for part in parts:
                match = part.pattern.match(self._text, position, limit)
                if match is not None:
                    free = match.end()
                    yield match
                    break

    def search(self, phrases: Phrases, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between two offsets; None when there is none."""
        return next(self.finditer(phrases, start, end), None)


def names(texts: Sequence[str]) -> Phrases:
    """
    Compile names, word for word.

    Parameters
    ----------
    texts
        In small letters; of two that begin alike the longer is tried first.
    """
    longest_first = sorted(texts, key=len, reverse=True)
    return Phrases([Phrase(re.escape(text), Opening(frozenset([_first(text)]))) for text in longest_first])


class PhraseWriter:
    """
    Compiles phrases, with the named lists of a file opened up inside them.

    Parameters
    ----------
    lists
        The named lists.
    irregular
        Verbs with irregular forms, for `inflect`.
    source
        The file, for messages.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], irregular: Mapping[str, str], source: str) -> None:
        self._lists = lists
        self._irregular = irregular
        self._source = source
        self._opened: dict[str, tuple[str, Opening]] = {}
        self._opening_now: list[str] = []
        self._checked: set[str] = set()

    def phrases(self, texts: Sequence[str]) -> Phrases:
        """
        Compile phrases, any of which may match, as whole words.

        Raises
        ------
        LexiconError
            If one uses a list that the file does not have, or is not written as the head of lexicon.toml says.
        """
        for text in texts:
            self._check(text)
        return Phrases(
            [Phrase(self._pattern(text), self._opening(text), self._closing(text)) for text in self._flat(texts)]
        )

    def _check(self, phrase: str) -> None:
        """Refuse what would match something else than it seems to say."""
        if phrase in self._checked:
            return
        self._checked.add(phrase)
        pieces = _PIECE.findall(phrase)
        wrong = ""
        if "".join(pieces) != "".join(phrase.split()) or not _balanced(pieces):
            wrong = "its brackets do not close"
        elif _depth(pieces) > _DEEPEST:
            wrong = f"its brackets stand more than {_DEEPEST} deep"
        elif any(pair in _EMPTY_CHOICES for pair in pairwise(pieces)):
            wrong = "a choice in it is empty"
        elif not any(piece == "#" or piece[0].isalnum() or piece[0] == "{" for piece in pieces):
            wrong = "it has no word"
        elif verbs := [one for one in pieces if "+" in one and not _VERB_NOTATION.fullmatch(one)]:
            wrong = f"`+` stands behind a verb in full, such as strike+, not as in {verbs[0]}"
        if wrong:
            raise LexiconError(f"{self._source}: the phrase {phrase!r} cannot be read: {wrong}")

    def _flat(self, texts: Sequence[str]) -> Iterator[str]:
        """The phrases, a list that stands alone among them taken apart."""
        for text in texts:
            alone = _LIST_ALONE.fullmatch(text)
            if alone is None:
                yield text
            else:
                self._list(alone[1])
                yield from self._flat(self._lists[alone[1]])

    def _pattern(self, phrase: str) -> str:
        out, glue = "", ""
        leads: list[bool] = []  # of each bracket that is open, whether nothing stands before it
        for piece in _PIECE.findall(phrase):
            if piece == "...":
                glue = r",?\s+" + _GAP if out else ""
            elif piece == "*":
                out, glue = out + r"\w*", _SPACE
            elif piece in ")|":
                out, glue = out + piece, _SPACE if piece == ")" else ""
            elif piece == "(":
                out, glue = out + glue + "(?:", ""
            elif piece == "[":
                leads.append(not out or out.endswith(("(?:", "|")))
                out, glue = out + "(?:" + glue + "(?:", ""
            elif piece == "]":
                out, glue = (out + f"){_SPACE})?", "") if leads.pop() else (out + "))?", _SPACE)
            else:
                out, glue = out + glue + self._word(piece), _SPACE
        return out

    def _word(self, word: str) -> str:
        if word.startswith("{"):
            return self._list(word[1:-1])[0]
        if word == "#":
            return _NUMBER
        if word.endswith("+"):
            return "(?:" + "|".join(map(re.escape, inflect(word[:-1], self._irregular))) + ")"
        return re.escape(word).replace(r"\*", r"\w*").replace(r"\-", r"[\s-]")

    def _list(self, name: str) -> tuple[str, Opening]:
        if name not in self._opened:
            if name not in self._lists:
                raise LexiconError(f"{self._source}: no word list is named {name!r}; there are {sorted(self._lists)}")
            if name in self._opening_now:
                circle = " > ".join([*self._opening_now, name])
                raise LexiconError(f"{self._source}: the word list {name!r} contains itself: {circle}")
            if len(self._opening_now) >= _DEEPEST:
                raise LexiconError(f"{self._source}: the word list {name!r} stands more than {_DEEPEST} lists deep")
            self._opening_now.append(name)
            opening = Opening()
            for phrase in self._lists[name]:
                self._check(phrase)
                opening |= self._opening(phrase)
            pattern = "(?:" + "|".join(map(self._pattern, self._lists[name])) + ")"
            if len(pattern) > _LONGEST:
                raise LexiconError(f"{self._source}: the word list {name!r}, with the lists in it, is too long")
            self._opened[name] = pattern, opening
            self._opening_now.pop()
        return self._opened[name]

    def _opening(self, phrase: str) -> Opening:
        pieces = [piece for piece in _PIECE.findall(phrase) if piece != "..."]
        return self._alternatives(pieces, 0)[0]

    def _closing(self, phrase: str) -> Opening | None:
        """What begins the part of a phrase behind its last gap outside brackets; None where it says nothing."""
        pieces, depth, gap = _PIECE.findall(phrase), 0, -1
        for at, piece in enumerate(pieces):
            depth += (piece in "([") - (piece in ")]")
            if depth == 0 and piece == "|":
                return None
            if depth == 0 and piece == "...":
                gap = at
        if gap < 1:
            return None
        opening, can_be_nothing, _ = self._alternatives([piece for piece in pieces[gap + 1 :] if piece != "..."], 0)
        return None if can_be_nothing or not opening.words | opening.stems or "" in opening.stems else opening

    def _alternatives(self, pieces: Sequence[str], at: int) -> tuple[Opening, bool, int]:
        """What can begin `a b|c d` from a piece on, whether it can be nothing, and where it ends."""
        opening, can_be_nothing, empty_so_far = Opening(), False, True
        while at < len(pieces) and pieces[at] not in ")]":
            piece = pieces[at]
            at += 1
            if piece == "|":
                can_be_nothing, empty_so_far = can_be_nothing or empty_so_far, True
                continue
            first, optional = self._first_of(piece), False
            if piece in "([":
                first, optional, at = self._alternatives(pieces, at)
                optional, at = optional or piece == "[", at + 1
                if at < len(pieces) and pieces[at] == "*":
                    first, at = Opening(stems=first.words | first.stems), at + 1
            if empty_so_far:
                opening |= first
                empty_so_far = optional
        return opening, can_be_nothing or empty_so_far, at

    def _first_of(self, piece: str) -> Opening:
        if piece in "([":
            return Opening()
        if piece.startswith("{"):
            return self._list(piece[1:-1])[1]
        if piece == "#":
            return Opening(frozenset(_NUMBER_WORDS), frozenset("0123456789"))
        if piece.endswith("+"):
            return Opening(frozenset(inflect(piece[:-1], self._irregular)))
        first = _first(piece)
        if piece[len(first) : len(first) + 1] == "*" or not first:
            return Opening(stems=frozenset([first]))
        return Opening(frozenset([first]))


def inflect(verb: str, irregular: Mapping[str, str]) -> list[str]:
    """
    Write an English verb in all its forms.

    Parameters
    ----------
    verb
        Its base form.
    irregular
        Base form to the forms of the past, parted by spaces, for verbs that do not take a plain -ed.

    Returns
    -------
    forms
        Base, third person, past and participles, longest first.

    Examples
    --------
    >>> inflect("strike", {"strike": "struck stricken"})
    ['stricken', 'striking', 'strikes', 'struck', 'strike']
    """
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else verb
    ends_in_y = verb.endswith("y") and verb[-2] not in _VOWELS
    third = verb[:-1] + "ies" if ends_in_y else verb + ("es" if verb.endswith(_HISSING) else "s")
    past = irregular.get(verb, verb[:-1] + "ied" if ends_in_y else verb + ("d" if verb.endswith("e") else "ed")).split()
    doubles = verb in irregular and _SHORT_VERB.search(verb) is not None
    return sorted(
        {verb, third, *past, (verb + verb[-1] if doubles else stem) + "ing"}, key=lambda form: (-len(form), form)
    )


def _balanced(pieces: Sequence[str]) -> bool:
    opened: list[str] = []
    for piece in pieces:
        if piece in ("(", "["):
            opened.append(piece)
        elif piece in (")", "]") and (not opened or opened.pop() + piece not in ("()", "[]")):
            return False
    return not opened


def _depth(pieces: Sequence[str]) -> int:
    return max(accumulate((piece in "([") - (piece in ")]") for piece in pieces))


def _first(text: str) -> str:
    match = _WORD.match(text)
    return match.group() if match else ""
