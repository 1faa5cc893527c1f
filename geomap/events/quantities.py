"""How many: numbers in words and digits, what they count, and how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.model import Quantity, QuantityKind, QuantityOp, Span

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = {
    name: 10 * value for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SMALL = {name: value for value, name in enumerate(_UNITS)} | _TENS
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
}
_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|bn"
_NUMERAL = (
    rf"(?:\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+|\d+(?:\.\d+)?|(?:{_WORD})(?:[\s-](?:{_WORD}))?)(?:[\s-](?:{_SCALE}))*"
    rf"|half a dozen|(?:a|one) dozen|(?:two|three|four) dozen|a hundred|a thousand|a million|a billion"
)
_OPS: tuple[tuple[QuantityOp, str], ...] = (
    (">=", r"at least|no fewer than|no less than|not less than|a minimum of|minimum of|not fewer than"),
    ("<=", r"up to|at most|as many as|no more than|a maximum of|not more than"),
    (">", r"more than|over|above|upwards of|well over|in excess of|exceeding"),
    ("<", r"fewer than|less than|under|nearly|almost|close to"),
    (
        "~",
        r"(?<!told )about|around|some|approximately|est\.?|roughly|an estimated|estimated|circa|nearly|almost|close to",
    ),
)
_OP_BEFORE = re.compile(
    r"(?:\b(?:"
    + "|".join(f"(?P<op{i}>{words})" for i, (_, words) in enumerate(_OPS))
    + r")\s+(?:another\s+|a\s+total\s+of\s+)?)$"
)
_NUMBER = re.compile(
    rf"(?<![\w.,$€£-])(?P<money>\$|usd\s?|"
    rf"us\$)?\s?(?P<number>{_NUMERAL})(?![\w])(?!\.\d)(?!,\d)(?![\s-]?(?:year|month|week|metre|meter|"
    rf"kilomet|mile|ton|mm|km|hour|minute|storey|story|per cent|percent|%))"
)
_MONEY_NUMBER = re.compile(rf"(?:us)?\$\s?(?P<number>{_NUMERAL})(?!\w)")

_PEOPLE = (
    "people|persons?|civilians?|residents?|inhabitants|men|women|children|child|soldiers?|troops|"
    "servicemen|servicemembers?|"
    "villagers|worshippers|policemen|police officers?|officers?|fighters|militants|rebels|insurgents|"
    "terrorists|members|workers|"
    "dockworkers|passengers|students|pupils|pilgrims|tourists|patients|medics|rescuers|journalists|"
    "crew(?: members)?|sailors|"
    "others|more|guards|miners|farmers|girls|boys|women and children|palestinians|israelis|ukrainians|"
    "russians|personnel|"
    "recruits|cadets|paramilitaries|militiamen|gunmen|jihadists|peacekeepers|aid workers|victims|"
    "drivers?|teachers?|nurses?|doctors?|staff|"
    "fisherman|policeman|guard|farmer|monk|boy|girl|man|woman|soldier|civilian|resident|villager|worker|"
    "assailants|elements|"
    "family members|subscribers|customers|consumers|households|relatives|infants|babies|minors|teenagers|"
    "adults|herders|traders|volunteers|fishermen|commuters|mourners|bystanders"
)
_FILL = r"(?:(?!(?:and|or|but|in|after|when|who|as|by)\b)[\w'-]+\s+){0,3}?"
_BE = (
    r"(?:(?:were|was|are|have been|had been|has been|being|reported|reportedly|been|have|had|also|known|"
    r"to|confirmed|believed|feared|who)\s+){0,4}"
)
_DEAD = (
    r"(?:neutralised|neutralized|fallen|gunned down|killed|dead|died|perished|slain|lost their lives|"
    r"lost his life|lost her life|massacred|"
    r"slaughtered|martyred|shot dead|eliminated|fatally)"
)
_HURT = (
    r"(?:wounded|injured|hurt|maimed|hospitalised|hospitalized|(?:suffered|received|"
    r"sustained)\s+(?:\w+\s+)?(?:wounds|injuries))"
)

_ALSO = (
    rf"(?:\s+(?:of|from)\s+(?:[\w'-]+\s+){{0,3}}?[\w'-]+|\s+and\s+(?:\d+|{_WORD})\s+{_FILL}(?:{_PEOPLE}|volunteers))?"
)
_AFTER: tuple[tuple[QuantityKind, str], ...] = (
    (
        "killed",
        rf"\s+{_FILL}(?:{_PEOPLE}{_ALSO})?\s*(?:,?\s*(?:including|among them)[^,.;]{{0,50}},?\s*)?{_BE}{_DEAD}\b",
    ),
    ("killed", r"\s+(?:\w+\s+)?(?:bodies|deaths|fatalities|dead|corpses)\b"),
    ("wounded", rf"\s+{_FILL}(?:{_PEOPLE})?\s*(?:,?\s*(?:including|among them)[^,.;]{{0,50}},?\s*)?{_BE}{_HURT}"),
    ("wounded", r"\s+(?:\w+\s+)?(?:injuries|wounded|injured)\b"),
    (
        "people_without_power",
        (
            r"\s+(?:\w+\s+){0,2}(?:subscribers|households|people|customers|consumers|homes|residents|"
            r"families)\s+(?:\w+\s+){0,3}(?:without|lost)\s+(?:\w+\s+)?(?:power|electricity|light|electric)"
        ),
    ),
    ("prisoners", r"\s+(?:\w+\s+){0,3}(?:prisoners|pows|captives|detainees|prisoners of war|captured)\b"),
    ("hostages", r"\s+(?:\w+\s+){0,2}(?:hostages|captives|abductees|abducted)\b"),
    (
        "aircraft",
        (
            r"\s+(?:[\w-]+\s+){0,3}?(?:aircraft|planes|warplanes|jets|(?<!suicide )bombers|helicopters|"
            r"fighters jets|fighter jets|airplanes)\b"
        ),
    ),
    ("drones", r"\s+(?:[\w-]+\s+){0,3}?(?:drones?|uavs?|shaheds?|unmanned aerial vehicles|quadcopters)\b"),
    ("missiles", r"\s+(?:[\w-]+\s+){0,3}?(?:missiles?|rockets|projectiles)\b"),
    ("munitions", r"\s+(?:[\w-]+\s+){0,3}?(?:shells|bombs|munitions|mortars|mortar rounds|rounds)\b"),
    ("villages", r"\s+(?:[\w-]+\s+){0,2}?(?:villages?|hamlets)\b"),
    ("settlements", r"\s+(?:[\w-]+\s+){0,2}?(?:settlements?|towns|communities|localities)\b"),
    ("bridges", r"\s+(?:[\w-]+\s+){0,2}?bridges?\b"),
    (
        "sites",
        (
            r"\s+(?:[\w-]+\s+){0,3}?(?:sites|bases|facilities|targets|positions|airfields|airbases|locations|"
            r"depots)\b"
        ),
    ),
    ("families", r"\s+(?:[\w-]+\s+){0,2}?(?:families|households)\b"),
    ("evacuated", rf"\s+{_FILL}(?:{_PEOPLE})\s+{_BE}(?:evacuated|taken out|brought out|moved to safety)"),
    (
        "displaced",
        (
            rf"\s+{_FILL}(?:{_PEOPLE}|families|refugees)\s+{_BE}(?:displaced|fled|uprooted|flee|forced from|"
            rf"driven from|left|abandoned their|crossed)"
        ),
    ),
    (
        "displaced",
        (
            rf"\s+{_FILL}(?:{_PEOPLE})\s+(?:\([^)]*\)\s+)?(?:were|have been|are|had been)\s+(?:newly\s+|"
            rf"forcibly\s+)?displaced"
        ),
    ),
    ("evacuated", r"\s+(?:\w+\s+)?evacuated\b"),
    ("displaced", r"\s+(?:have\s+|had\s+|were\s+|are\s+|has\s+)?(?:displaced|fled|uprooted)\b"),
    ("troops", r"\s+(?:[\w-]+\s+){0,3}?(?:troops|soldiers|servicemen|fighters|reservists|men|personnel)\b"),
    ("duration_days", r"[\s-]days?\b"),
)
_BEFORE: tuple[tuple[QuantityKind, str], ...] = (
    (
        "killed",
        (
            r"(?:killed|killing|kills|kill|perished|died|the dead at|toll at|toll stood at|lost|beheaded|"
            r"beheading|executed|executing|shot dead|hacked to death|"
            r"burned alive|lynched|murdered|massacred|slaughtered|eliminated|claimed the lives of|martyred|"
            r"death toll\s+(?:[\w']+\s+){0,6}?(?:to|at|reached|was|is|stood at)|leaving|"
            r"left)\s+(?:[\w']+\s+){0,2}?$"
        ),
    ),
    ("wounded", r"(?:wounded|wounding|wounds|injured|injuring|injures|hurt|hurting|maiming)\s+(?:[\w']+\s+){0,2}?$"),
    (
        "evacuated",
        (
            r"(?:evacuated|evacuating|evacuate|took out|taken out|take out|evacuation of|brought out|"
            r"moved)\s+(?:[\w']+\s+){0,2}?$"
        ),
    ),
    ("displaced", r"(?:displaced|displacing|uprooted|drove|forced|driving|forcing|uprooting)\s+(?:[\w']+\s+){0,2}?$"),
    (
        "people_without_power",
        (
            r"(?:power|electricity)\s+(?:was\s+|were\s+)?(?:cut|lost|knocked out|out)\s+(?:off\s+)?(?:to|"
            r"for)\s+(?:\w+\s+){0,2}?$"
        ),
    ),
    ("people_without_power", r"without\s+(?:power|light|electricity)\s+(?:\w+\s+){0,2}?$"),
    (
        "hostages",
        r"(?:abducted|abducting|kidnapped|kidnapping|took hostage|taken hostage|holding)\s+(?:[\w']+\s+){0,2}?$",
    ),
    (
        "prisoners",
        (
            r"(?:exchanged|swapped|captured|freed|frees|freeing|releases|handed over|transferred|released|swap of|"
            r"exchange of|release of)\s+(?:[\w']+\s+){0,2}?$"
        ),
    ),
)
_AFTER_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _AFTER)
_BEFORE_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _BEFORE)
_N_TOLLS = 4  # the patterns of dead and wounded come first
_PEOPLE_AFTER = re.compile(rf"\s+(?:[\w'-]+\s+){{0,3}}?(?:{_PEOPLE})\b")
_COUNTED = re.compile(rf"\s+(?:{_PEOPLE}|drones|missiles|rockets|prisoners|families|villages|aircraft)\b")
_OF_THEM = re.compile(r"\s+of\s+(?:them|which|whom)\b")
_BARE = re.compile(r"\s*(?:[,.;)]|and\b|or\b|in\b|$)")
_PARTITIVE = re.compile(r"\s+(?:out\s+)?(?:of|from)\s+(?:the\s+|a total of\s+)?")
_SUBSET = re.compile(r"\s+of\s+(?:those|them|these|whom|which|the)\b")
_LEFT_AMONG = re.compile(r"(?:including|among them|from them|among whom|of whom|of them)\s+(?:[\w']+\s+)?$")
_SINGULAR: tuple[tuple[QuantityKind, str], ...] = (
    (
        "killed",
        (
            rf"\b(?:a|an|one|another)\s+(?:[\w'-]+\s+){{0,2}}?(?:person|man|woman|child|boy|girl|soldier|civilian|"
            rf"driver|resident|worker|policeman|villager|guard|officer|medic|journalist|nurse|teacher|farmer|"
            rf"teenager|pensioner|fisherman|sailor)\s+(?:was\s+|were\s+|had been\s+|has been\s+)?{_DEAD}"
        ),
    ),
    (
        "wounded",
        (
            rf"\b(?:a|an|another)\s+(?:[\w'-]+\s+){{0,2}}?(?:person|man|woman|child|boy|girl|soldier|civilian|"
            rf"driver|resident|worker|policeman|villager|guard|officer|medic|journalist|nurse|teacher|farmer|"
            rf"teenager|pensioner|fisherman|sailor)\s+(?:was\s+|were\s+|had been\s+|has been\s+)?{_HURT}"
        ),
    ),
    (
        "killed",
        (
            r"\b(?:killing|killed|kills)\s+(?:a|an|the|its|her|his)\s+(?:[\w'-]+\s+){0,2}?(?:person|man|woman|"
            r"child|boy|girl|soldier|civilian|driver|resident|worker|policeman|villager|guard|officer|medic|"
            r"journalist|nurse|teacher|farmer|teenager|pensioner|fisherman|sailor|commander|pilot)\b"
        ),
    ),
    (
        "wounded",
        (
            r"\b(?:wounding|injuring|wounded|injured|hurting)\s+(?:a|an|the|its|her|"
            r"his)\s+(?:[\w'-]+\s+){0,2}?(?:person|man|woman|child|boy|girl|soldier|civilian|driver|resident|"
            r"worker|policeman|villager|guard|officer|medic|journalist|nurse|teacher|farmer|teenager|pensioner|"
            r"fisherman|sailor|commander|pilot)\b"
        ),
    ),
    ("villages", r"\b(?:a|another|the|one more)\s+(?:[\w'-]+\s+){0,1}?village\b"),
    ("bridges", r"\b(?:a|another|the)\s+(?:[\w'-]+\s+){0,2}?bridge\b"),
)
_SINGULAR_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _SINGULAR)


@dataclass(frozen=True, slots=True)
class _Numeral:
    start: int
    end: int
    value: float
    op: QuantityOp


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
        In text order. "88 of 112 drones" gives two, "205 of those drones" one marked `subset`; words such as
        "dozens" or "several" give none, for they state no number.
    """
    numerals = [_numeral(norm, match, start) for match in _NUMBER.finditer(norm, start, end) if not match["money"]]
    counts = [_money(norm, match, start) for match in _MONEY_NUMBER.finditer(norm, start, end)]
    for index, numeral in enumerate(numerals):
        if _is_year(norm, numeral, end) or norm[max(start, numeral.start - 3) : numeral.start] == "no ":
            continue
        kind = _kind(norm, numeral, start, end)
        if kind is None:
            kind = _partner_kind(norm, numerals, index, start, end)
        if kind is not None:
            subset = (
                _SUBSET.match(norm, numeral.end, end) is not None
                or _LEFT_AMONG.search(norm, start, numeral.start) is not None
            )
            counts.append(
                Quantity(kind, numeral.op, numeral.value, _unit(kind), Span(numeral.start, numeral.end), subset)
            )
    taken = {(count.kind) for count in counts}
    for kind, pattern in _SINGULAR_PATTERNS:
        match = pattern.search(norm, start, end)
        if match is not None and kind not in taken:
            counts.append(Quantity(kind, "=", 1, _unit(kind), Span(match.start(), match.end())))
            taken.add(kind)
    return sorted(counts, key=lambda count: count.span.start if count.span else 0)


def _is_year(norm: str, numeral: _Numeral, end: int) -> bool:
    """As in "A 2016 drone strike", "in 2016": four digits that count nothing right behind them."""
    if not 1900 <= numeral.value <= 2099 or numeral.end - numeral.start != 4:
        return False
    return numeral.op == "=" and _COUNTED.match(norm, numeral.end, end) is None


def _unit(kind: QuantityKind) -> str:
    if kind in (
        "killed",
        "wounded",
        "prisoners",
        "hostages",
        "displaced",
        "evacuated",
        "troops",
        "people_without_power",
    ):
        return "people"
    return {"duration_days": "days", "cost_usd": "USD"}.get(kind, kind)


def _numeral(norm: str, match: re.Match[str], floor: int) -> _Numeral:
    begin = match.start("number")
    return _Numeral(begin, match.end(), _value(match["number"]), _op(norm, begin, floor))


def _money(norm: str, match: re.Match[str], floor: int) -> Quantity:
    begin = match.start()
    return Quantity("cost_usd", _op(norm, begin, floor), _value(match["number"]), "USD", Span(begin, match.end()))


def _op(norm: str, begin: int, floor: int) -> QuantityOp:
    found = _OP_BEFORE.search(norm, max(floor, begin - 40), begin)
    if found is None or found.lastgroup is None:
        return "="
    return _OPS[int(found.lastgroup[2:])][0]


def _value(words: str) -> float:
    """Digits or words to a number: "15 thousand", "half a dozen", "twenty-two", "1,400"."""
    if "dozen" in words:
        first = words.split(maxsplit=1)[0]
        return 6 if first == "half" else 12 * _SMALL.get(first, 1)
    total = 0.0
    for token in re.split(r"[\s\u00a0\u202f-]+", re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})", "", words)):
        if token in _SCALES:
            total = max(total, 1) * _SCALES[token]
        elif token in _SMALL:
            total += _SMALL[token]
        elif token not in ("a", ""):
            total += float(token)
    return total


def _kind(norm: str, numeral: _Numeral, start: int, end: int) -> QuantityKind | None:
    for kind, pattern in _AFTER_PATTERNS[:_N_TOLLS]:
        if pattern.match(norm, numeral.end, end):
            return kind
    people = _PEOPLE_AFTER.match(norm, numeral.end, end)
    bare = _BARE.match(norm, numeral.end, end)
    if people or bare:
        for kind, pattern in _BEFORE_PATTERNS:
            lead = pattern.search(norm, max(start, numeral.start - 80), _lead_end(norm, numeral, start))
            if lead is not None and (kind != "killed" or not _left_hurt(norm, lead, numeral, end)):
                return kind
    for kind, pattern in _AFTER_PATTERNS[_N_TOLLS:]:
        if pattern.match(norm, numeral.end, end):
            return kind
    return None


def _left_hurt(norm: str, lead: re.Match[str], numeral: _Numeral, end: int) -> bool:
    """As in "Leaving 12 people injured" is no count of dead; "leaving 12 people homeless" neither."""
    if not lead.group().startswith(("leaving", "left")):
        return False
    return re.compile(rf"\s+(?:[\w'-]+\s+){{0,4}}?{_DEAD}").match(norm, numeral.end, end) is None


def _lead_end(norm: str, numeral: _Numeral, start: int) -> int:
    """Where the words before a number end once its operator is left out."""
    found = _OP_BEFORE.search(norm, max(start, numeral.start - 40), numeral.start)
    return numeral.start if found is None else found.start()


def _partner_kind(norm: str, numerals: list[_Numeral], index: int, start: int, end: int) -> QuantityKind | None:
    """The kind of "88" in "88 of 112 drones", of "20" in "61 from 94 drones, 20 more"."""
    numeral = numerals[index]
    if index + 1 < len(numerals) and _PARTITIVE.fullmatch(norm, numeral.end, numerals[index + 1].start):
        return _kind(norm, numerals[index + 1], start, end)
    if index > 0 and _LEFT_AMONG.search(norm, start, numeral.start):
        return _kind(norm, numerals[index - 1], start, end)
    more = re.compile(r"\s+(?:more|others)\b").match(norm, numeral.end, end)
    if index > 0 and _OF_THEM.match(norm, numeral.end, end):
        return _kind(norm, numerals[index - 1], start, end)
    of_those = re.compile(r"\s+of\s+(?:those|these|the)\s+(drones|missiles|rockets|prisoners|aircraft)\b").match(
        norm, numeral.end, end
    )
    if of_those is not None:
        return {"rockets": "missiles"}.get(of_those[1], of_those[1])  # type: ignore[return-value]
    if more is not None and index > 0:
        return _kind(norm, numerals[index - 1], start, end)
    return None
