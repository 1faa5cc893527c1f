"""Who says so: the sayings of a sentence, and what they make of an event's claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.events.actors import parties, states
from geomap.events.prepositions import LISTENERS
from geomap.events.story import Scene, Story
from geomap.model import Span

_SAID = re.compile(
    r"\b(?P<verb>said|says|saying|say|(?<!to )tells?|told|reported|reports|claimed|claims|claiming|announced|"
    r"announcing|stated|declared|confirmed|wrote|"
    r"added|went on(?=,)|estimates|lists|acknowledged|acknowledges|admitted|admits|denied|denies|posted|warned|"
    r"estimated|spoke of|"
    r"cited|insisted|blamed|noted|was quoted|were quoted|mentioned|affirmed|affirms|testified|informed|informs|"
    r"declares|confirms|writes|announces|indicates|indicated|affirm|"
    r"transmits|transmitted|communicated|communicates|specified|clarified|asserted|asserts|recounted|retorted|"
    r"boasted|boasting|counted(?= (?:the|an?|another|at least|some|\d))|registered(?= \d)|adding(?= that)|"
    r"(?<=authorities )estimate|calculates|denounced(?= (?:the )?(?:local|sources|residents))|"
    r"advanced(?= (?:an?|the) (?:\w+ )?(?:source|official|spokes\w+))|gave account|"
    r"puts?(?= (?:the|its|their|his) (?:own )?(?:toll|dead|death|number|figure|losses|casualties))|"
    r"counts(?= \w+ (?:dead|killed|wounded|injured))|"
    r"(?<=authorities )report|(?<=officials )report|(?<=hospitals )report|(?<=residents )report|(?<=sources )report|"
    r"(?<=witnesses )report|(?<=police )report|"
    r"accused|alleged|suggested|describes|described)\b(?!\s+to\s+be\b)"
    r"|\b(?P<per>according to|per|claimed by|(?:by|on|from) (?:the )?(?:data|words|information) of|by(?=\s+(?:the\s+|"
    r"its\s+)?[\w -]{2,30}'s (?:own )?"
    r"(?:count|account|tally|estimate)))\s+(?=\S)"
)
_CLAIMANT_STOP = re.compile(r"[,;:()]|\b(?:and|but|while|that|when|as|which|who|where|after|because)\b")
_EMPTY = re.compile(
    r"^(?:also|later|then|now|however|has|have|had|was|were|been|were quoted|is|on \w+day|\w+day|"
    r"itself|previously|earlier|it|not|did|\W)*$"
)
_ALONE = re.compile(r"^\s*(?:he|she|it|they)(?:\s+(?:also|later|then|had|has|have|further|now))*\s*$")
_OWN_PART = re.compile(r"\s*,?\s*\bfor (?:its|his|her|their) (?:own )?part\s*,?\s*$")
_BEHIND = re.compile(
    r"\s+((?!(?:that|it|its|there|they|he|she|how|why|what|whether|on|in|at|by|no|to|of)\b)[^,.;]{3,60})"
)
_OBJECT_VERBS = frozenset(
    "confirmed reported reports denied denies claimed claims described describes accused blamed estimates admitted "
    "acknowledged announced lists".split()
)
_PRONOUN = re.compile(
    r"^\s*(?:he|she|it|they|the (?:sources?|officials?|ministry|statement|spokes\w+|governor|group|"
    r"military|army|agency|minister|president|report))\s*(?:also|later|then|has|have|had)?\s*$"
)
_TITLE = re.compile(r"\b(?:governor|minister|president|agency|report)\b")
_FULL_NAME = 2  # words of a person's
_FORCES = re.compile(
    r"\b(?:military|army|forces|idf|defen[cs]e|command|general staff|air force|navy|troops|generals?)\b"
)
_PASSIVE_SAID = re.compile(
    r"(?:\b(?:was|were|is|are|been|be|being|as|not|nor|never)|n't)\s+(?:widely\s+|yet\s+|immediately\s+)?$"
)
_CITED = re.compile(r"\s+([^,;.]{3,80}?)\s+as\s+saying\b")
_WHEN = (
    r"(?:\s+(?:(?:late|early)\s+)?(?:(?:on|by|since)\s+)?(?:\w+day|yesterday|today|tonight|midday|dawn|later|earlier)"
    r"(?:\s+(?:morning|evening|night|afternoon))?|\s+in (?:a|an|its|his|their) [\w-]+(?: [\w-]+)?|\s+to reporters|"
    r"\s+by (?:phone|telephone)|\s+here)"
)
_ENDS = re.compile(rf"{_WHEN}*(?:\s*[.,;]|\s*$|\s+(?:without|but|while|although)\b)")
_INVERTED = re.compile(
    rf"{_WHEN}?"
    r"\s+((?:(?:the|a|an)\s+(?!same|two|three)|(?:their|its)\s+(?=spokes|leader|commander|chief)|[A-Z])[^,.;]{3,80})"
)
_BREAK = re.compile(r"[,;]\s*(?:have\s+|has\s+|had\s+)?$")
_SPOKEN_IN = re.compile(rf"{LISTENERS}[\w'-]+(?:\s+(?!on\b)[\w'-]+){{0,3}}(?:,?\s+(?:on\s+)?\w+day)?[.\"']*\s*")
"""Behind a word of saying, to the end: "told reporters in Paris", "said at a news conference in Geneva on Friday"."""
_AND = re.compile(r"\band\s+(?:also\s+|has\s+|had\s+)?$")
_HEAD = re.compile(
    r"^(?:[\d\W]|(?:[Ee]arlier|[Ll]ater|[Ll]ast week|[Oo]n \w+day|[Hh]owever|[Mm]eanwhile|[Bb]ut|[Aa]nd)\b)+(?=\w)"
)
_COLON = re.compile(r"\W*(?:\d\d[:.]\d\d\s*\W*)?(?P<who>[A-Z][\w.'-]*(?: [\w.'-]+){0,4}):\s")
_BRACKETS = re.compile(r"\((?P<who>[^()]{4,60})\)\s*\.?\s*$")
_VOICE = re.compile(
    r"\b(?:ministry|army|military|police|governor|mayor|officials?|spokes\w+|hospitals?|radio|television|tv|agency|"
    r"authorities|government|command|staff|medics|doctors|residents|witnesses|monitors?|observatory|un|ocha|unhcr|"
    r"minister|president|prosecutors?|administration|rescuers|navy|air force|red cross|movement|brigades|media)\b"
)
_SOURCE_BEFORE = re.compile(
    r"(?:^|,\s|\s)(?:an?|the|two|three|several|local)\s+(?:[\w-]+\s+){0,2}(?:officers?|officials?|lieutenant|leaders?|"
    r"commanders?|spokes\w+|residents?|witness(?:es)?|medics?|doctors?|sources?|police|ministry|army|military)\s+and$"
    r"|,\s(?:(?:an?|the|two|three|several|local)\s+)?(?:(?!\w+(?:ing|ed)\b)[\w-]+\s+){1,3}and$"
)
_LISTENER = 12  # words that name who was told, and where
_OUTLET = re.compile(
    r"\s+(?:in (?:a|an|its|his|their)|on (?:telegram|x|facebook|social media|its|his|\w+day)|to (?:reporters|"
    "journalists|the)|"
    r"local|state|reporters|journalists|newsmen|the (?:agency|radio|bbc|news)|this|afp|reuters|by (?:phone|"
    r"telephone)|via)\b"
)
_ASIDE = 45
_IS_PART = re.compile(r"\s*(?:on|in|at|from|near|of|with)\s(?!\w+day)")
_TAIL = re.compile(r"[\s,]+(?:also|has|have|had|later|then|however|[Oo]n \w+day|\w+day)[\s,]*$")
_NEWS = re.compile(
    r"\b(?:news agency|agencies|media|reporters?|reports?|newspaper|afp|reuters|ap|bbc|cnn|footage|video|images|"
    r"correspondent|channel|radio|station|broadcaster|television|tv|website|journalists?)\b"
)
_OFFICE_HEAD = re.compile(
    r"\b(?:governors?|mayors?|[or][vm]a|head of|administration|ministry|general staff|headquarters|command|police|"
    r"spokes\w+|prosecutors?|army|navy|air force|fleet|border service)\b"
)
_HEAD_WORDS = 9
_STATE_NEWS = re.compile(
    r"\bstate(?:[\s-]run|[\s-]owned)?\s+(?:news|media|television|tv|radio)\b|\b(?:ministry|army|military|police)\b"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """
    One statement of a source inside a sentence.

    `start` to `end` are the reporting words; `scope_end` is where what they report ends. `claimant` is the source's
    span, `name` its words, `isos` its states, first the speaker's own, `key` its party as `parties` knows it, "" for
    none; `trailing` when it follows what it reports.
    """

    start: int
    end: int
    scope_end: int
    verb: str
    claimant: Span
    name: str
    isos: tuple[str, ...]
    key: str = ""
    trailing: bool = False


def find_sayings(story: Story, scene: Scene, previous: Saying | None) -> list[Saying]:
    """
    Find who says what in a sentence.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    previous
        The last saying before this sentence: "it said" and "the sources said" go on from there.

    Returns
    -------
    sayings
        In text order.
    """
    sayings: list[Saying] = []
    colon = _COLON.match(story.document.text, scene.sentence.start, scene.sentence.end)
    heads = (
        any(
            at.mention.start == colon.start("who") and at.place and at.place.kind != "country"
            for at in scene.resolutions
        )
        if colon
        else False
    )
    if colon is not None and not heads and _is_speaker(story, scene, colon):
        who = Span(colon.start("who"), colon.end("who"))
        name, isos, key = _identity(story, scene, who, None)
        sayings.append(Saying(who.start, colon.end(), scene.sentence.end, "said", who, name, isos, key))
    for match in _SAID.finditer(story.norm, scene.sentence.start, scene.sentence.end):
        if match["verb"] and _PASSIVE_SAID.search(story.norm, scene.sentence.start, match.start()):
            continue
        claimant = _claimant(story, scene, match, goes_on=bool(sayings))
        if claimant is None:
            continue
        last = sayings[-1] if sayings else previous
        name, isos, key = _identity(story, scene, claimant, last)
        trailing = (
            story.norm[match.end() : scene.sentence.end].strip(" .,'") == ""
            or _SPOKEN_IN.fullmatch(story.norm, match.end(), scene.sentence.end) is not None
            or _trails(story, scene, claimant, match)
        )
        scope = _scope_end(story, scene, match)
        verb = match["verb"] or ("claimed by" if match["per"] == "claimed by" else "said")
        sayings.append(Saying(match.start(), match.end(), scope, verb, claimant, name, isos, key, trailing))
    bracketed = _bracketed(story, scene)
    return sayings if bracketed is None else [*sayings, bracketed]


def find_head(story: Story, scene: Scene) -> Saying | None:
    """
    Find who speaks in a paragraph headed by an office alone, as in "GOVERNOR OF ROSTOV REGION.".

    Parameters
    ----------
    story, scene
        The document and the paragraph's first sentence, which tells no event.

    Returns
    -------
    saying
        Of the whole paragraph; None where the sentence is more than such a heading.
    """
    start, end = scene.sentence.start, scene.sentence.end
    words = story.norm[start:end].split()
    if len(words) > _HEAD_WORDS or scene.counts or _OFFICE_HEAD.search(story.norm, start, end) is None:
        return None
    if _SAID.search(story.norm, start, end) or (
        not story.document.text[start:end].rstrip(" .:").istitle() and (not story.document.text[start:end].isupper())
    ):
        return None
    who = Span(start, end)
    name, isos, key = _identity(story, scene, who, None)
    return Saying(start, end, end, "said", who, name.rstrip(" .:"), isos, key)


def _is_speaker(story: Story, scene: Scene, colon: re.Match[str]) -> bool:
    """Whether what stands before a colon can speak: a side, an office; no headline's catchword, no place or topic."""
    if _VOICE.search(colon["who"].lower()):
        return True
    if parties(story, scene, colon.start("who"), colon.end("who")):
        return True
    return colon["who"].istitle() and not any(letter.isdigit() for letter in colon["who"])


def _bracketed(story: Story, scene: Scene) -> Saying | None:
    """As in "1 killed (Burundian police)": the source in brackets at the end."""
    match = _BRACKETS.search(story.norm, scene.sentence.start, scene.sentence.end)
    if match is None or not _VOICE.search(match["who"]):
        return None
    who = Span(match.start("who"), match.end("who"))
    name, isos, key = _identity(story, scene, who, None)
    return Saying(who.start, who.end, scene.sentence.end, "said", who, name, isos, key, trailing=True)


def _claimant(story: Story, scene: Scene, match: re.Match[str], *, goes_on: bool) -> Span | None:
    if match["per"]:
        return _after(story, scene, match)
    cited = _CITED.match(story.norm, match.end(), scene.sentence.end) if match["verb"] == "cited" else None
    if cited is not None:
        return Span(cited.start(1), cited.end(1))
    return _before(story, scene, match, goes_on=goes_on)


def _before(story: Story, scene: Scene, match: re.Match[str], *, goes_on: bool) -> Span | None:
    begin, end = scene.sentence.start, match.start()
    if match["verb"] == "adding":
        return Span(end, end) if goes_on else None
    follows = _INVERTED.match(story.document.text, match.end(), scene.sentence.end)
    if follows is not None and _BREAK.search(story.norm, begin, end) and _can_speak(match["verb"], follows.group(1)):
        return Span(follows.start(1), follows.end(1))
    stops = []
    found = _stops(story, begin, end)
    for stop in found:
        silent = found[-1].group() == "," and _EMPTY.match(story.norm[found[-1].end() : end]) is not None
        closed = silent or (stop is found[-1] and stop.group() == "who")
        if closed and stop.group() in ("who", "which", "where", "whose"):
            lead = story.norm[begin : stop.start()].rstrip(" ,")
            if "," not in lead or _EMPTY.match(lead[: lead.rindex(",")]):
                return Span(begin, begin + len(lead))
        stops.append(stop.end())
    if goes_on and _AND.search(story.norm, begin, end):
        return Span(end, end)
    for start in (*reversed(stops), begin):
        if start != begin and _goes_back(story, begin, start, end):
            continue
        said = _OWN_PART.sub("", story.norm[start:end])
        if not _EMPTY.match(said) or _ALONE.match(said):
            return Span(start, start + len(said.rstrip(" ,")))
    inverted = _BEHIND.match(story.norm, match.end(), scene.sentence.end)
    return None if inverted is None else Span(inverted.start(1), inverted.end(1))


def _stops(story: Story, begin: int, end: int) -> list[re.Match[str]]:
    """Where a source's name may begin; a short name in brackets is a part of it: "the rebel army (AA) said"."""
    found = list(_CLAIMANT_STOP.finditer(story.norm, begin, end))
    bracketed = [stop.group() for stop in found[-2:]] == ["(", ")"]
    return found[:-2] if bracketed and not story.norm[found[-1].end() : end].strip() else found


def _can_speak(verb: str, name: str) -> bool:
    """As in ", confirmed a spokesman", not ", confirmed a drone strike"."""
    return verb not in _OBJECT_VERBS or name[:1].isupper() or _VOICE.search(name.lower()) is not None


def _goes_back(story: Story, begin: int, start: int, end: int) -> bool:
    """As in "a police lieutenant and a hospital source said", "my cousin in Chaman, on the other side, says"."""
    if end - start < _ASIDE and _IS_PART.match(story.norm, start, end):
        return True
    return story.norm.endswith("and", begin, start) and _SOURCE_BEFORE.search(story.norm, begin, start) is not None


def _after(story: Story, scene: Scene, match: re.Match[str]) -> Span:
    stop = re.compile(r"[,;]\s|(?<!\.[a-z])\.\s|[,;.]$|\b(?:who|which|that|and)\b").search(
        story.norm, match.end(), scene.sentence.end
    )
    return Span(match.end(), stop.start() if stop else scene.sentence.end)


def _trails(story: Story, scene: Scene, claimant: Span, match: re.Match[str]) -> bool:
    """Whether the source stands behind what it says: "..., officials said, as ..."."""
    lead = story.norm[scene.sentence.start : min(claimant.start, match.start())].rstrip()
    rest = story.norm[match.end() : scene.sentence.end]
    ends = claimant.start > match.start() or _ENDS.match(story.norm, match.end(), scene.sentence.end) is not None
    ends = ends or (_OUTLET.match(rest) is not None and "," not in rest and len(rest.split()) <= _LISTENER)
    return len(lead) > 25 and lead.endswith(",") and ends


def _scope_end(story: Story, scene: Scene, match: re.Match[str]) -> int:
    """As in "X claimed to have done" covers its own clause; "X said" covers the sentence up to a contrast."""
    if story.norm[match.end() : match.end() + 4] == " to ":
        return scene.clause_at(match.start()).end
    contrast = re.compile(r";|,\s(?:while|but|although|though)\s|\s(?:while|but)\s").search(
        story.norm, match.end(), scene.sentence.end
    )
    return contrast.start() if contrast else scene.sentence.end


def _identity(story: Story, scene: Scene, claimant: Span, previous: Saying | None) -> tuple[str, tuple[str, ...], str]:
    said = story.norm[claimant.start : claimant.end]
    named = parties(story, scene, claimant.start, claimant.end)
    found = tuple(states(named))
    name = _TAIL.sub("", story.text_of(claimant)).strip(" ,\u201c\u201d\n")
    name = _HEAD.sub("", name)
    if named:
        return name, found, named[0].key
    if previous is not None and (said.strip() in ("", "and") or _goes_on_from(said, previous)):
        return previous.name, previous.isos, previous.key
    wider = tuple(states(parties(story, scene, scene.sentence.start, claimant.end)))
    whose = _is_person(story, claimant) or "country's" in said
    if wider and claimant.start - scene.sentence.start < 120 and not _NEWS.search(said) and whose:
        return name, wider[:1], wider[0]
    return name, (), ""


def _goes_on_from(said: str, previous: Saying) -> bool:
    """As in "it said"; as "the army" after an army has spoken, not a charity; as "the governor", not after Moscow."""
    if not _PRONOUN.match(said):
        return False
    title = _TITLE.search(said)
    if title is not None and title.group() not in previous.name.lower() and len(previous.name.split()) < _FULL_NAME:
        return False
    force = _FORCES.search(said)
    return force is None or _FORCES.search(previous.name.lower()) is not None


def _is_person(story: Story, claimant: Span) -> bool:
    words = story.text_of(claimant).split()
    return sum(word[:1].isupper() for word in words) >= 1


def is_news(name: str) -> bool:
    """Whether a source is the press or bystanders, and so on no side."""
    return _NEWS.search(name.lower()) is not None and _STATE_NEWS.search(name.lower()) is None


def saying_for(sayings: list[Saying], hit: Span) -> Saying | None:
    """
    Choose who vouches for the words of a hit.

    Parameters
    ----------
    sayings
        Of the hit's sentence, in text order.
    hit
        The words that tell the event.

    Returns
    -------
    saying
        The nearest one before the hit whose scope holds it, else one that trails it; None for the reporter's own words.
    """
    leading = [one for one in sayings if one.end <= hit.end - 1 < one.scope_end and not one.trailing]
    if leading:
        return leading[-1]
    trailing = [one for one in sayings if one.trailing and one.start >= hit.start]
    if trailing:
        return trailing[0]
    inverted = [one for one in sayings if one.verb == "spoke of" and one.start <= hit.start]
    return inverted[-1] if inverted else None
