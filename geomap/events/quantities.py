"""How many: the numbers of a sentence with what they count."""

from __future__ import annotations

import re

from geomap.events.counted import (
    AFTER,
    BEFORE,
    DEAD_BEHIND,
    ITEM_BETWEEN,
    N_TOLLS,
    PEOPLE,
    PEOPLE_BEHIND,
    SINGULAR,
    VICTIMS_BEHIND,
)
from geomap.events.numerals import Numeral, find_money, find_numerals
from geomap.model import Quantity, QuantityKind, Span

_OF_PEOPLE: frozenset[QuantityKind] = frozenset(
    {"killed", "wounded", "prisoners", "hostages", "displaced", "evacuated", "troops", "people_without_power"}
)
_COUNTED = re.compile(rf"\s+(?:{PEOPLE}|drones|missiles|rockets|prisoners|families|villages|aircraft)\b")
_OF_THEM = re.compile(r"\s+of\s+(?:them|which|whom)\b")
_BARE = re.compile(
    r"\s*(?:for \d|[,.;)\"]|(?:and|or|in|on|at|near|over|when|while|as|after|before|during|since|including|overnight|"
    r"early|late|today|yesterday|[a-z]{3,6}day)\b|of (?:them|his|her|its|their|our)\b|$)"
)
_PARTITIVE = re.compile(r"\s+(?:out\s+)?(?:of|from)\s+(?:the\s+|a total of\s+)?")
_SUBSET = re.compile(r"\s+of\s+(?:those|them|these|whom|which|the)\b")
_LEFT_AMONG = re.compile(r"(?:including|among them|from them|among whom|of whom|of them)\s+(?:[\w']+\s+)?$")
_OF_THEM_ALL = re.compile(r"of (?:the )?[^,;.]{3,60},\s+(?:at least |about |only )?")
_MORE = re.compile(r"\s+(?:more|others)\b")
_OF_THOSE = re.compile(r"\s+of\s+(?:those|these|the)\s+(drones|missiles|rockets|prisoners|aircraft)\b")
_WHERE = re.compile(r"\b(?:on|at|near|across|over|around)\s+(?:the\s+)?$")
_KIDNAPPED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:kidnapped|abducted)\b|\s+(?:\w+\s+){1,3}?(?:kidnapped|abducted|held (?:captive|hostage))\b"
)
_NO_SOLDIERS = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:hostages|abductees|schoolchildren|schoolgirls|schoolboys|pupils|students|girls|boys|children|worshippers|"
    r"villagers|travellers|passengers|aid workers|workers|tourists|priests|nuns|farmers|truckers|drivers|sailors|"
    r"traders|missionaries|churchgoers|engineers|doctors|nurses|teachers|journalists|monks|fishermen|herders|"
    r"employees|staff|businessmen|merchants|miners|families)\b"
)
_PART_BETWEEN = re.compile(r"[^.;:]{3,60}(?:,|\band)\s+(?:another\s+)?")
_PART_AT = re.compile(r"(?:,\s+among (?:them|whom)\s[^,.;]{2,40},)?\s+(?:more\s+)?(?:over|in|at|near|above|on)\s")
_SPLIT_KINDS = frozenset({"drones", "missiles", "killed", "wounded"})
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NTH_DAY = re.compile(
    rf"\bfor (?:an?|the|its|their) (?P<nth>{'|'.join(_ORDINALS)}) (?:(?:straight|consecutive|successive) )?day\b"
)
_KILLED = re.compile(r"\b(?:killed|killing|kills|shot dead|gunned down|beheaded|massacred|slaughtered|murdered)\s+$")
_ONE_OF = re.compile(
    r"kill|dead|died|peri|slain|shot|mart|assass|lost|lives|life|massacr|slaughter|eliminat|neutrali|gunned|behead|execut|"
    r"murder|death|surviv|wound|injur|hurt|maim|hospital|burn|scald|suffer|serious|critical|cut by|hit by|captur|"
    r"detain|"
    r"arrest|seiz|nabb|abduct|kidnap|snatch|carri|hostage|freed|releas|let go|set free|freedom|drone|uav|missile|"
    r"rocket|"
    r"cost|aircraft|plane|jet|helicopter|quadcopter|su-|mig-|mi-|ka-|f-|village|bridge|led away|march|whisk"
)
"""What some pattern of `SINGULAR` needs: where none of it stands none of them matches."""
_SPEAK = re.compile(
    r"(?:\s+(?:who|in|at|from|of)\s[^,.;]{2,50}?)?\s+(?:have\s+|had\s+)?(?:said|say|told|tell|reported|report|confirmed|recounted)\b"
)
"""Behind people who are sources: "killing 13 people, a doctor and two residents said"."""
_FAMILIES = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:families|households)\b")
_COUPLE = re.compile(r"\bcouple\b(?:$|\s+(?:from|was|were|had))")
_DOWNED_OF = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:drones|uavs|missiles|rockets|birds|apparatuses|targets)\b[^,.;]{0,40}?\b(?:(?:knocked|shot|brought|put)\s+down|"
    r"downed|intercepted|destroyed|neutrali[sz]ed)\s+"
)
_FEW = 3
_PLACES: frozenset[QuantityKind] = frozenset({"villages", "settlements", "bridges"})


def find_counts(norm: str, start: int, end: int) -> list[Quantity]:
    """
    Find the numbers that count something.

    Parameters
    ----------
    norm
        The document's text in small letters, as long as the text itself.
    start, end
        Where to look: a sentence.

    Returns
    -------
    counts
        In text order. "88 of 112 drones" gives two, "205 of those drones" one marked `subset`, "dozens" a lower bound;
        "killed a monk and eight others" gives two, and no sum.
    """
    numerals = find_numerals(norm, start, end)
    counts = [
        Quantity("cost_usd", money.op, money.value, "USD", Span(money.start, money.end))
        for money in find_money(norm, start, end)
    ]
    last: QuantityKind | None = None
    for index, numeral in enumerate(numerals):
        if _is_no_count(norm, numeral, start, end):
            continue
        kind = _kind(norm, numeral, start, end) or _partner_kind(norm, numerals, index, start, end)
        if kind is None and last in _OF_PEOPLE and _goes_on(norm, numerals, index, end):
            kind = last
        if kind == "prisoners" and (
            _NO_SOLDIERS.match(norm, numeral.end, end) or _KIDNAPPED.match(norm, numeral.end, end)
        ):
            kind = "hostages"
        if kind in ("displaced", "evacuated") and _FAMILIES.match(norm, numeral.end, end):
            kind = "families"
        part = kind is None and _is_other_part(norm, numerals, index, counts, end)
        kind = counts[-1].kind if part else kind
        last = kind
        if kind is not None and not _says_little(norm, numeral, kind, start):
            span = Span(numeral.start, numeral.end)
            subset = (part and counts[-1].subset) or _is_subset(norm, numeral, start, end)
            counts.append(Quantity(kind, numeral.op, numeral.value, _unit(kind), span, subset, numeral.vague))
    counts.extend(_nth_days(norm, start, end))
    counts.extend(_singulars(norm, start, end, counts))
    return sorted(counts, key=lambda count: count.span.start if count.span else 0)


def _says_little(norm: str, numeral: Numeral, kind: QuantityKind, start: int) -> bool:
    """As in "raids on four villages" says where, "several planes" no more than the plural."""
    where = kind in _PLACES and _WHERE.search(norm, start, numeral.lead) is not None
    return where or (kind not in _OF_PEOPLE and norm.startswith("several ", numeral.start) and numeral.value <= _FEW)


def _nth_days(norm: str, start: int, end: int) -> list[Quantity]:
    """As in "for an eighth day": how long it has gone on."""
    return [
        Quantity("duration_days", "=", _ORDINALS.index(match["nth"]) + 2, "days", Span(match.start(), match.end()))
        for match in _NTH_DAY.finditer(norm, start, end)
    ]


def _singulars(norm: str, start: int, end: int, counts: list[Quantity]) -> list[Quantity]:
    """One of a kind said without a number, once for each kind and only where no "one" says it already."""
    ones: dict[QuantityKind, Quantity] = {}
    if _ONE_OF.search(norm, start, end) is None:
        return []
    said = {count.kind for count in counts if count.value == 1}
    for kind, pattern in SINGULAR:
        match = pattern.search(norm, start, end)
        if match is not None and kind not in said:
            value = 2 if _COUPLE.search(match.group()) else 1
            ones.setdefault(kind, Quantity(kind, "=", value, _unit(kind), Span(match.start(), match.end())))
    return list(ones.values())


def _is_no_count(norm: str, numeral: Numeral, start: int, end: int) -> bool:
    """As in "A 2016 drone strike": four digits that count nothing right behind them; "no one"."""
    if norm[max(start, numeral.start - 3) : numeral.start] == "no ":
        return True
    year = 1900 <= numeral.value <= 2099 and numeral.end - numeral.start == 4 and numeral.op == "="
    return year and _COUNTED.match(norm, numeral.end, end) is None


def _is_subset(norm: str, numeral: Numeral, start: int, end: int) -> bool:
    return (
        _SUBSET.match(norm, numeral.end, end) is not None or _LEFT_AMONG.search(norm, start, numeral.start) is not None
    )


def _unit(kind: QuantityKind) -> str:
    if kind in _OF_PEOPLE:
        return "people"
    return {"duration_days": "days", "cost_usd": "USD"}.get(kind, kind)


def _kind(norm: str, numeral: Numeral, start: int, end: int) -> QuantityKind | None:
    for kind, pattern in AFTER[:N_TOLLS]:
        if pattern.match(norm, numeral.end, end):
            return kind
    if PEOPLE_BEHIND.match(norm, numeral.end, end) or _BARE.match(norm, numeral.end, end):
        for kind, pattern in BEFORE:
            lead = pattern.search(norm, max(start, numeral.lead - 90), numeral.lead)
            if lead is not None and (kind != "killed" or not _is_left_alive(norm, lead, numeral, end)):
                return kind
    if _KILLED.search(norm, max(start, numeral.lead - 20), numeral.lead) and VICTIMS_BEHIND.match(
        norm, numeral.end, end
    ):
        return "killed"
    for kind, pattern in AFTER[N_TOLLS:]:
        if pattern.match(norm, numeral.end, end):
            return kind
    return None


def _is_left_alive(norm: str, lead: re.Match[str], numeral: Numeral, end: int) -> bool:
    """As in "Leaving 12 people injured" is no count of dead; "destroyed 12" counts dead only where people follow."""
    if lead.group().startswith(("leaving", "left")):
        return DEAD_BEHIND.match(norm, numeral.end, end) is None
    if lead.group().startswith(("destroyed", "lost")):
        return PEOPLE_BEHIND.match(norm, numeral.end, end) is None
    return False


def _partner_kind(norm: str, numerals: list[Numeral], index: int, start: int, end: int) -> QuantityKind | None:
    """The kind of "88" in "88 of 112 drones", of "20" in "61 from 94 drones, 20 more"."""
    numeral = numerals[index]
    if index + 1 < len(numerals) and _PARTITIVE.fullmatch(norm, numeral.end, numerals[index + 1].lead):
        return _kind(norm, numerals[index + 1], start, end)
    if index > 0 and _DOWNED_OF.fullmatch(norm, numerals[index - 1].end, numeral.lead):
        return _kind(norm, numerals[index - 1], start, end)
    of_those = _OF_THOSE.match(norm, numeral.end, end)
    if of_those is not None:
        return {"rockets": "missiles"}.get(of_those[1], of_those[1])  # type: ignore[return-value]
    leads_back = (
        _LEFT_AMONG.search(norm, start, numeral.start)
        or _OF_THEM.match(norm, numeral.end, end)
        or _MORE.match(norm, numeral.end, end)
    )
    if (
        index > 0
        and not leads_back
        and _OF_THEM_ALL.fullmatch(norm, max(start, numerals[index - 1].start - 3), numeral.start)
    ):
        return _kind(norm, numerals[index - 1], start, end)
    return _kind(norm, numerals[index - 1], start, end) if index > 0 and leads_back else None


def _goes_on(norm: str, numerals: list[Numeral], index: int, end: int) -> bool:
    """Whether a number counts more people of the list before it: "34 schoolgirls and a dozen teachers"."""
    if not ITEM_BETWEEN.fullmatch(norm, numerals[index - 1].end, numerals[index].lead):
        return False
    people = PEOPLE_BEHIND.match(norm, numerals[index].end, end)
    return people is not None and _SPEAK.match(norm, people.end(), end) is None


def _is_other_part(norm: str, numerals: list[Numeral], index: int, counts: list[Quantity], end: int) -> bool:
    """As "17" in "22 of them over X and 17 over Y": a part beside a part."""
    last = counts[-1] if counts else None
    if (
        index == 0
        or last is None
        or not (last.subset or last.kind in _SPLIT_KINDS)
        or last.span is None
        or last.span.start != numerals[index - 1].start
    ):
        return False
    between = _PART_BETWEEN.fullmatch(norm, last.span.end, numerals[index].lead)
    return between is not None and _PART_AT.match(norm, numerals[index].end, end) is not None
