"""What the words around a mention say about the place it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geomap.model import Mention, MentionKind, Sentence

_KINDS: dict[str, MentionKind] = {
    **dict.fromkeys(
        ("region", "oblast", "province", "governorate", "state", "krai", "republic", "prefecture", "area", "territory"),
        "admin1",
    ),
    **dict.fromkeys(("county", "parish", "district", "raion", "borough", "municipality", "department"), "admin2"),
    **dict.fromkeys(("city", "town", "capital", "port", "suburb", "metropolis"), "city"),
    **dict.fromkeys(("village", "hamlet", "settlement"), "village"),
    **dict.fromkeys(
        ("airbase", "air base", "airfield", "aerodrome", "base", "military base", "airport", "military airfield",
         "airstrip", "air force base", "military air base"),
        "airbase",
    ),
    **dict.fromkeys(("river", "sea", "lake", "bay", "strait", "gulf", "reservoir", "canal"), "water"),
    **dict.fromkeys(("peninsula", "valley", "desert", "mountains", "island", "islands"), "macro_region"),
}  # fmt: skip
_GROUND_BASE = re.compile(r"(?:military|army|naval|police|government|rebel|peacekeeping|tank|an?) bases?")
_WORD = "|".join(sorted(_KINDS, key=len, reverse=True))
_AFTER = re.compile(rf"(?:'s|\u2019s)?\s+(?:border |northern |southern |eastern |western )?({_WORD})\b", re.IGNORECASE)
_JOINS = frozenset("of called named in at".split())
_APPOSITION = re.compile(rf"\s*,\s+(?:an?|the)\s+(?:[a-z-]+\s+){{0,2}}({_WORD})\b")
# The first words of what `_AFTER` finds; looked up before it is tried.
_FIRST_WORDS = frozenset("border northern southern eastern western".split()) | {kind.split()[0] for kind in _KINDS}
_NEXT_WORD = re.compile(r"(?:'s|\u2019s)?\s+(\w+)")
_PLURALS: dict[str, MentionKind] = {
    **dict.fromkeys(("regions", "oblasts", "provinces", "governorates", "states"), "admin1"),
    **dict.fromkeys(("districts", "counties", "raions"), "admin2"),
    **dict.fromkeys(("cities", "towns"), "city"),
    **dict.fromkeys(("villages", "settlements"), "village"),
}
_PLURAL_BEFORE = re.compile(r"\b(\w+)\s+of\s+$")
_PLURAL_AFTER = re.compile(r"\s+(\w+)")
_LIST_GAP = re.compile(r"\s*,\s*(?:and\s+|or\s+)?(?:the\s+)?|\s+(?:and|or|&)\s+(?:the\s+)?", re.IGNORECASE)
_BASES = re.compile(r"\b(?:air ?bases|airfields|aerodromes|bases|airports)\b")
# "the air base at A, and the one at B; another at C": what stands in for the word is a base too.
_ANOTHER_BASE = re.compile(
    r"\b(?:air ?base|airfield|aerodrome|airport)s?\b[^.]{0,200}"
    r"\b(?:the ones?|that|those|another|others?) (?:at|in|near|of) $"
)
_INSIDE = re.compile(
    rf",?\s+(?:an?\s+(?:[a-z-]+\s+)?(?:{_WORD})\s+)?in\s+"
    r"(?:(?:the|[a-z-]+ern|north|south|east|west)\s+){0,3}(?:(?:city|region|province|state)\s+of\s+)?",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?:'s|\u2019s)\s+(?:(?:[a-z-]+ern|border|north|south|east|west|central|port|city|town|village|capital|occupied|region|of|the|neighbou?ring)\s+){0,4}",
    re.IGNORECASE,
)
_SITE_IN = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:bank|cathedral|checkpoint|church|clinic|college|cinema|factory|hospital|hotel|mall|market|"
    r"mine|mosque|park|plant|prison|restaurant|school|square|stadium|station|synagogue|temple|terminal|theatre|tower|"
    r"university)\s+(?:in|at)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?"
)
_CHAIN = re.compile(r"\s*,\s*|\s*\(\s*|\s+(?:county|district|region|province),\s+", re.IGNORECASE)
_PARTS = tuple("north south east west central".split())
_NEAR = frozenset("near outside around".split())


@dataclass(frozen=True, slots=True)
class Clues:
    """
    What the text says beside one mention.

    Parameters
    ----------
    kinds
        Kinds of place that the words beside the name announce.
    listed
        Kinds that a list announces in which the name stands ("air bases in A, B and C").
    container
        Index of the mention that follows as its container ("Redding, Calif.", "Suja, in the Kursk area"), or None.
    holds
        Index of the mention that it contains so, or None.
    part
        Whether a direction goes before the name: "northern Ukraine".
    near
        Whether the text says that something is only near it.
    border
        Whether the text calls it a border region.
    site_in
        Index of the mention that follows in which a site called by the name stands ("the Santa Cruz bus terminal in
        Trujillo"), or None.
    """

    kinds: frozenset[MentionKind] = frozenset()
    listed: frozenset[MentionKind] = frozenset()
    container: int | None = None
    holds: int | None = None
    part: bool = False
    near: bool = False
    border: bool = False
    site_in: int | None = None


def read_clues(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Clues]:
    """
    Read the clues of each mention of a document.

    Parameters
    ----------
    text
        The document's text.
    sentences
        Its sentences.
    mentions
        Its mentions in text order.

    Returns
    -------
    clues
        One a mention, in the same order.
    """
    held_by: list[int | None] = [None] * len(mentions)
    sites: dict[int, int] = {}
    for k in range(len(mentions) - 1):
        if mentions[k].sentence != mentions[k + 1].sentence:
            continue
        gap = text[mentions[k].end : mentions[k + 1].start]
        if len(gap) > 60 or mentions[k].kind == "demonym":
            continue
        if mentions[k + 1].kind != "demonym" and _SITE_IN.fullmatch(gap):
            sites[k] = k + 1
        elif _OWNED.fullmatch(gap):
            held_by[k + 1] = k
        elif mentions[k + 1].kind != "demonym" and (_CHAIN.fullmatch(gap) or _is_inside(gap)):
            held_by[k] = k + 1
    kinds = _listed_kinds(text, mentions)
    holds = {container: k for k, container in enumerate(held_by) if container is not None}
    return [
        _clues_of(text, sentences, mention, kinds[k], (held_by[k], holds.get(k), sites.get(k)))
        for k, mention in enumerate(mentions)
    ]


def _listed_kinds(text: str, mentions: Sequence[Mention]) -> list[MentionKind | None]:
    """What a plural calls the names of a list: "Poonch and Kupwara districts", "the cities of A, B and C"."""
    kinds: list[MentionKind | None] = [None] * len(mentions)
    joined = [
        one.sentence == other.sentence and _LIST_GAP.fullmatch(text, one.end, other.start) is not None
        for one, other in pairwise(mentions)
    ]
    for k, mention in enumerate(mentions):
        if k and joined[k - 1]:
            if kinds[k] is None:
                kinds[k] = kinds[k - 1]
        elif text[mention.start - 4 : mention.start] == " of " and (
            found := _PLURAL_BEFORE.search(text, max(0, mention.start - 30), mention.start)
        ):
            kinds[k] = _PLURALS.get(found[1].lower())
    for k in range(len(mentions) - 1, -1, -1):
        if (found := _PLURAL_AFTER.match(text, mentions[k].end)) and (kind := _PLURALS.get(found[1].lower())):
            kinds[k] = kind
        elif k + 1 < len(mentions) and joined[k] and kinds[k] is None:
            kinds[k] = kinds[k + 1]
    return kinds


def _is_inside(gap: str) -> bool:
    """Whether what stands between two names puts the first in the second: "Suja, in the Kursk area"."""
    return ("in" in gap.lower() or " of " in gap) and _INSIDE.fullmatch(_without_kind(gap)) is not None


def _called_after(after: str) -> re.Match[str] | None:
    """Match what the words right after a name call it: "region", "'s northern border region"."""
    word = _NEXT_WORD.match(after)
    return _AFTER.match(after) if word is not None and word[1].lower() in _FIRST_WORDS else None


def _without_kind(gap: str) -> str:
    """Drop "region" or "airfield" right after the name: "Saky airfield in Crimea", "Sumy region of Ukraine"."""
    found = _called_after(gap)
    if found is None:
        return gap
    rest = gap[found.end() :]
    return rest.replace(" of ", " in ", 1) if _KINDS[found[1].lower()] in {"admin1", "admin2"} else rest


def _stands_among_bases(text: str, start: int, end: int) -> bool:
    """Whether the sentence so far, `text[start:end]`, lists bases, or puts "the one at" after a base."""
    told = text[start:end].lower()
    if "base" not in told and "air" not in told and "aero" not in told:
        return False
    return _BASES.search(told) is not None or _ANOTHER_BASE.search(told[-300:]) is not None


def _called_before(words: list[str]) -> MentionKind | None:
    """What the words before a name call it: "the village of", "a base called", "city"."""
    end = len(words)
    for skipped in ({"the"}, _JOINS):
        if end and words[end - 1] in skipped:
            end -= 1
    if not end:
        return None
    pair = " ".join(words[max(end - 2, 0) : end])
    if words[end : end + 1] == ["in"] and _GROUND_BASE.fullmatch(pair):
        return None  # "a military base in Poltava": no airfield by that
    for name in (pair, words[end - 1]):
        kind = _KINDS.get(name) or _KINDS.get(name.removesuffix("s"))
        if kind is not None:
            return kind
    return None


def _clues_of(
    text: str,
    sentences: Sequence[Sentence],
    mention: Mention,
    announced: MentionKind | None,
    chain: tuple[int | None, int | None, int | None],
) -> Clues:
    sentence = sentences[mention.sentence] if sentences else Sentence(0, 0, len(text))
    before = text[max(sentence.start, mention.start - 60) : mention.start]
    after = text[mention.end : min(sentence.end, mention.end + 60)]
    kinds: set[MentionKind] = set() if announced is None else {announced}
    if (found := _called_after(after)) or (found := _APPOSITION.match(after)):
        kinds.add(_KINDS[found[1].lower()])
    words = before.lower().split()
    called = _called_before(words)
    if called is not None:
        kinds.add(called)
    last = mention.text.strip().rpartition(" ")[2].lower()
    if last in _KINDS and last != mention.text.lower():
        kinds = {_KINDS[last]}
    last_word = words[-1] if words else ""
    if last_word == "the" and len(words) > 1:
        last_word = words[-2]
    listed = _stands_among_bases(text, sentence.start, mention.start)
    return Clues(
        kinds=frozenset(kinds),
        listed=frozenset({"airbase"}) if listed else frozenset(),
        container=chain[0],
        holds=chain[1],
        site_in=chain[2],
        part=last_word.startswith(_PARTS),
        near=last_word in _NEAR,
        border="border" in words[-5:] or after[:30].lstrip().startswith("border"),
    )
