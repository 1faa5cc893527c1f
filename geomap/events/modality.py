"""Whether an event happened, is planned, is only thought of, is denied, is history or happens all the time."""

from __future__ import annotations

import re

from geomap.events.dates import read_time
from geomap.events.story import YEAR_RULES, Scene, Story
from geomap.events.times import TimeWords, is_of_saying
from geomap.model import Modality, Span

_HYPOTHETICAL = re.compile(
    r"\b(?:could|might|"
    r"(?<!of )(?<!in )(?<!late )(?<!early )(?<!mid-)(?<!since )(?<!until )(?<!last )"
    r"(?<!by )(?<!\d )may(?!\s+\d)|"
    r"would|if|fears?|feared|fearing|threat of|threats of|risk of|risks of|"
    r"possible|possibility|possibly|perhaps|maybe|"
    r"potential|potentially|hypothetical|proposed|proposal|proposing|proposes|proposals|threatened to|"
    r"threatens to|threatening to|threaten to|prepared to strike|wants?|wanted|hopes?|hoped|hoping|"
    r"calls? for|called for|calling for|urge|urged|urges|urging|demand(?:s|ed|ing)?|appeal(?:ed|s)? for|"
    r"unless|should|warned of|warning of|warned that|"
    r"in case of|in the event of|to prevent|to avoid|to avert|avert|avoid|consider(?:s|ing|ed)?|deter|"
    r"(?:decision|permission|permitted|authori[sz]\w+|approval|clearance|green light|licen[cs]e) (?:to|for)|"
    r"(?:let|lets|letting) (?:[\w'-]+ ){1,2}?(?=fire|strike|use|hit|shell|bomb|attack)|"
    r"allow(?:s|ed|ing)? (?:[\w'-]+ ){1,3}?to|"
    r"capable of|able to|offered to|offers? to|seeking|seeks|sought|"
    r"exercise|exercises|drill|drills|simulated|simulation|scenario|priorit(?:y|ies)|prospect|prospects|"
    r"suspected of planning|plot|plotting|plotted|whether|press(?:es|ed|ing)? for|pushes? for|pushed for|pushing for|"
    r"push for|"
    r"vowed? to|vows? to|pledged? to|refused? to|refuses to|unlikely|likely to)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|shall|is to|are to|to be held|(?:is|are|was|were) due to|due to (?=meet|arrive|hold|begin|start|"
    r"visit|travel|open|resume|host|take|sign|be\b|return|fly|leave|go\b)|is due|are due|scheduled|set to|"
    r"expected to|(?:is|are) expected (?:in|at|on|for|back)|"
    r"plans? to|planned|planning to|planning|invited (?:to|back)|"
    r"is being organi[sz]ed|was being organi[sz]ed|being prepared|being organi[sz]ed|prepar(?:e|es|ed|"
    r"ing)(?: for| to)|got ready|gets? ready|getting ready|"
    r"ahead of|upcoming|forthcoming|next round|on the eve of|to host|to hold|to meet|to resume|to start|"
    r"to begin|to attend|to travel|to visit|to exchange|to release|intends? to|"
    r"tomorrow|next week|next month|later this week|is sending|was sending|are sending|to arrive|slated|going to)\b"
)
_LONG_AGO = 60  # days
_MODERN = 2000  # a document without a date or a year of its own is at least of this century
_OFF = re.compile(
    r"\b(?:meeting|talks|summit|visit|trip|swap|exchange|it|they) (?:was|were|has been|"
    r"have been) (?:cancelled|canceled|called off|postponed|scrapped)\b"
)
_DEBUNKED = re.compile(
    r"\b(?:is|are|was|were)\s+[\"'\u201c]?(?:\w+\s+){0,2}?(?:fantasy|figments?|fiction|nonsense|fabricat\w+|lies?|"
    r"hoax|fakes?|false|untrue|baseless|unfounded|"
    r"rumou?rs?|premature)\b|\bturned out to be\b|\b(?:naked|devoid) of (?:the |any )?truth\b|\bas (?:a\s+|"
    r"an\s+)?(?:false|fabrication|fake|lie|hoax|baseless|"
    r"rumou?r)\b|"
    r"\bto be disregarded\b"
)
_NOT_YET = re.compile(
    r"\b(?:has|have|had) yet to\b|\b(?:did not|didn't|never) (?:take place|took place|happen|happened|go ahead|"
    r"went ahead|"
    r"materiali[sz]e)\b|\b(?:has|have|had) not (?:yet )?(?:taken place|happened|materiali[sz]ed)\b|\bfell through\b"
    r"|\b(?:is|are|was|were) not (?:planned|scheduled|expected|foreseen)\b"
    r"|\bshow(?:s|ed|ing)? (?:no|little|few) signs? of (?:re-?start|resum|reviv|mov)\w*\b"
    r"|\bwill (?:not|no longer) (?:go ahead|take place|happen|be held)\b|\b(?:is|are|was|were) off\b(?!\s+(?:the|"
    r"limits))"
)
_CALLED_FALSE = re.compile(
    r"\b(?:call(?:s|ed)|nam(?:es|ed)|brand(?:s|ed)|labell?ed)\s+(?:(?:it|that|this|them|"
    r"the \w+)\s+)?\W?(?:an?\s+)?\W?(?:\w+\s+)?"
    r"(?:lies?|fabricat\w+|fakes?|fiction|fantasy|hoax|nonsense|false|untrue|baseless|rumou?rs?|invention)\b"
)
_TOLD_FALSELY = re.compile(
    r"\b(?:call(?:s|ed)|brand(?:s|ed)|label(?:s|led|ed)|dismiss(?:es|ed) as)\s+\W?(?:an?\s+)?\W?(?:pure\s+|"
    r"sheer\s+)?(?:lies?|"
    r"fabrications?|fakes?|fiction|fantasy|hoax|nonsense|false|untrue|baseless|invention)\W{1,3}(?:an?|the|[\w-]+'s?)\s[^.;]{0,60}?"
    r"\b(?:account|report|claim|story|article|talk|rumou?r|version)s?\b"
)
_RUMOUR = re.compile(r"\b(?:rumou?rs?|posts?|news|talk|hearsay|information|allegations?|claims? on)\b")
_OF_A_WAR = re.compile(
    r"\b(?:war|conflict|insurgency|uprising)\s(?:which|that)\s(?:has |had |have |since )?(?:killed|cost|claimed|left|"
    r"displaced|"
    r"uprooted|driven|drove|forced)\b"
)
_SAME_DAY = re.compile(r"\b(?:the|that) same (?:day|night|morning|evening|afternoon)\b")
_PACT = re.compile(
    r"\s(?:[\w-]+\s){0,2}(?:accords?|agreements?|deal|treaty|truce|ceasefire|pact|protocol|resolution)\b"
)
_BELIED = re.compile(
    r"(?:(?!\b(?:which|something|a claim|a charge|an accusation)\b)[^;])*\b(?:belied|refuted|denied)\s*(?=[.;]|$)"
)
_UNLESS = re.compile(r",?\s+if\b|\b(?:would|could|might)\b")
_BORN = re.compile(r"\bborn\b")
_SINCE = re.compile(r"\s*(?:ever\s+)?since\s")
_SINCE_A_DAY = re.compile(
    r"\s*since\s+(?:last\s+)?[\w.]+(?:\s+\d{1,4})?\s+(?:was|were|has|have)\b"
    r"|\s*(?:ever\s+)?since\s+(?:the\s+|last\s+|early\s+|late\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"yesterday|dawn|morning|midnight|noon|week|night|weekend)\b(?!')"
)
_SAID_BEFORE = re.compile(
    r"\b(?:said|announced|confirmed|told|added|reported|stated)\b(?![^.;]*\b(?:if|unless|could|offer\w*)\b)[^.;]*$"
)
_TAKEN = re.compile(
    r"\b(?:seized|held|captured|kidnapped|abducted|detained|taken|jailed|arrested|missing)\b(?:\s+(?!(?:was|were|has|have)\b)[\w'-]+){0,5}\s*$"
)
"""Before words that say when those who are now free were taken."""
_SOFT = re.compile(r"remember|survivor|at the time|memorial")
_TRIED = re.compile(r"\b(?:attempted|tried|attempting|trying)\s+to\s+$")
_MANAGED = re.compile(r"\bmanaged\s+to\s+$")
_INFINITIVE = re.compile(r"(?<!claims )(?<!claimed )\bto\s$")
_NEGATED = re.compile(
    r"\b(?:no truth|no|not|never|none|nobody|nothing|neither|nor|without|denied|denies|deny|denying|refuted|refutes?|"
    r"belie[ds]|"
    r"dismissed|as false|untrue|no truth|false reports?|"
    r"did not|didn't|cancelled|canceled|called off|postponed|foiled|thwarted|prevented|failed to|"
    r"failing to|fails to|fake|hoax|rumou?rs? of|rumou?rs?,? that|ruled out|rules out|ruling out|"
    r"reject(?:s|ed) (?:[\w-]+ ){0,3}(?:posts?|reports?|claims?|rumou?rs|suggestions?|allegations?|accusations?) "
    r"(?:on [\w ]+ )?(?:that|saying|claiming|alleging|of))\b"
)
NO_AUTHOR = re.compile(
    r"den(?:ied|ies|y|ying)\s+(?:that\s+)?(?:(?:it|he|she|they|its\s+[\w-]+)\s+(?:was|were|is|had been)\s+"
    r"(?:behind|responsible|involved|to blame)|"
    r"being\s+(?:behind|involved)|(?:any\s+|all\s+)?(?:responsibility|involvement|role|part|complicity|knowledge))\b"
)
"""What is denied is who did it, and not that it happened."""
_PUT_OFF = frozenset({"cancelled", "canceled", "called off", "postponed"})
_ONES_PUT_OFF = re.compile(r"(?:(?!\s+(?:on|as|while|after|because|amid|by|due|when)\b)\s+[\w'-]+){0,6}")
_ACCUSES = re.compile(r"\b(?:accus(?:ed|es|ing)|blam(?:ed|es|ing))\b")
_TELLS = re.compile(r"\b(?:said|says|told|reported|claimed|wrote|confirmed|announced)\b")
_BARE_NOT = re.compile(r"no|not|never|without")
_NOT_NEGATING = re.compile(
    r"\b(?:not only|no fewer|no less|not less|not fewer|no longer|nothing but|no comment|did not say|"
    r"did not immediately|not just|no casualties|no injuries|no one was|nobody was|no-one was|"
    r"without warning|without power|without electricity|no doubt|without light|no victims|no immediate|"
    r"no further|no signs?(?!\s+that\b)|no date|no details|no advance|not comment|did not comment|no comment|not far|"
    r"not clear|not final|not known|no longer)\b"
)
_HABITUAL = re.compile(
    r"\b(?:(?:that|which|who)\s+(?:now\s+|still\s+)?(?:fire|launch|strike|bomb|attack|shell|target|carry|fly)|"
    r"for (?:several |many |the past |\w+ )?(?:months|weeks|years|decades)|almost daily|near-daily|"
    r"daily basis|nearly every day|every day|every night|every week|"
    r"routinely|regularly|often|frequently|repeatedly|constantly|usually|almost every|continuing to|"
    r"continues to|continue to|continued to|"
    r"has been carrying out|have been carrying out|a series of strikes|on a regular basis|"
    r"sporadic(?:ally)?|traditionally|each year|many times|"
    r"in the past(?! (?:\d|day|night|week|few|24|two|three|several))|"
    r"have punished each other|time and again|endlessly|a habit of|near daily|daily (?:strikes|attacks|"
    r"shelling|bombardment|raids))\b"
)
_HISTORICAL = re.compile(
    r"\b(?:(?<!on the )(?<!on its )anniversary(?! of the (?:\w+ )?(?:invasion|war))|"
    r"commemorat\w+|years ago|decades ago|last year|a year ago|months ago|world war|"
    r"had last|cold war|in the (?:19)?\d0s|memorial|veterans?|"
    r"history of|historic(?:al|ally)?|since (?:the )?(?:war|invasion|conflict|fighting|coup|"
    r"(?:start|beginning|outbreak)(?! of (?:the|this) (?:week|month|day|night)))|previous rounds?|"
    r"remember(?:ed|ing|s)?|at the time(?! of)|back then|years earlier|survivors? of the|aftermath of the \d{4}|"
    r"veteran|trial over|convicted|sentenced|tribunal|war crimes? court|centuries|ancient|genocide of)\b"
)
_COMMEMORATED = re.compile(
    r"\b(?:anniversary|memory|remembrance) of [^.;]{3,80}?,? "
    r"(?:in which|when|during which|where|that|which) [^,;.]{0,60}$"
)
_TRAILING = re.compile(
    r"(?:(?:is|was|were|are)\s+(?:being\s+)?(?:organi[sz]ed|prepared|planned|scheduled|expected|due|"
    r"set)\b|\b(?:is|are)\s+to\s+(?:leave|go|move|head|cross|reach|arrive|enter|depart|set out|follow)\b|\b(?:will|"
    r"shall)\s+(?:be|take|begin|start|resume|continue|go|follow)\b)"
    r"|^\s*(?:due|set|scheduled|planned|expected|slated)\s+(?:to|for|in|on|at)\b"
    r"|\b(?P<off>(?:was|were|been|is|are)\s+(?:cancelled|canceled|called off|postponed|foiled|thwarted|denied))\b"
)


def read_modality(
    story: Story, scene: Scene, window: Span, hit: Span, times: list[TimeWords], *, is_noun: bool = False
) -> tuple[Modality, Span | None]:
    """
    Read how real an event is.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    window
        The part of the sentence that tells the event.
    hit
        The words that tell it.
    times
        The words of that part that say when.
    is_noun
        Whether those words are a noun, so that its verb follows: "a swap was being organised".

    Returns
    -------
    modality, words
        The modality and the words that gave it; None with "actual", which needs none.
    """
    lead = Span(max(window.start, hit.start - 90), hit.end)
    if _SINCE.match(story.norm, window.start, hit.start) and not _SINCE_A_DAY.match(story.norm, window.start, hit.end):
        return "historical", Span(window.start, hit.start)
    of_a_war = _OF_A_WAR.search(story.norm, max(scene.sentence.start, hit.start - 60), hit.start + 8)
    if of_a_war or _COMMEMORATED.search(story.norm, scene.sentence.start, hit.start):
        return "historical", Span(window.start, hit.start)
    behind = _said_behind(story, scene, window, hit, is_noun=is_noun)
    if behind is not None:
        return behind
    if is_attempt(story, window, hit) or _MANAGED.search(story.norm, max(window.start, hit.start - 20), hit.start):
        return "actual", None
    denied = hit if is_noun and _OFF.search(story.norm, hit.end, scene.sentence.end) else _negation(story, lead)
    the_same_day = _SAME_DAY.search(story.norm, scene.sentence.start, scene.sentence.end)
    past = _past(story, scene, hit, times) if the_same_day is None else None
    if denied is not None or past is not None:
        return ("negated", denied) if denied is not None else ("historical", past)
    return _of_words(story, scene, window, hit, times, is_noun=is_noun)


def _of_words(
    story: Story, scene: Scene, window: Span, hit: Span, times: list[TimeWords], *, is_noun: bool
) -> tuple[Modality, Span | None]:
    """What the words before the telling ones make of it: plans, fears, habits, memories."""
    lead = Span(max(window.start, hit.start - 90), hit.end)
    if _INFINITIVE.search(story.norm, max(window.start, hit.start - 4), hit.start) and not is_noun:
        planned = _PLANNED.search(story.norm, lead.start, lead.end)
        return ("planned", Span(planned.start(), hit.end)) if planned else ("hypothetical", hit)
    for modality, pattern, where in (
        ("historical", _HISTORICAL, window),
        ("habitual", _HABITUAL, window),
        ("hypothetical", _HYPOTHETICAL, lead),
        ("planned", _PLANNED, lead),
    ):
        matches = [
            one
            for one in pattern.finditer(story.norm, where.start, where.end)
            if not scene.is_aside(one.start(), hit.start)
        ]
        # "said its envoy would press for a halt": of "would" and what is only wished for, the wish.
        match = next((one for one in matches if one.group() != "would"), next(iter(matches), None))
        if (
            match is not None
            and match.group() == "would"
            and _SAID_BEFORE.search(story.norm, max(0, match.start() - 200), match.start())
        ):
            return "planned", Span(match.start(), match.end())
        if (
            modality == "historical"
            and match is not None
            and _TAKEN.search(story.norm, scene.sentence.start, match.start())
        ):
            continue
        if match is not None and not (_SOFT.match(match.group()) and any(story.is_recent(words) for words in times)):
            return modality, Span(match.start(), match.end())  # type: ignore[return-value]
    return "actual", None


def _said_behind(story: Story, scene: Scene, window: Span, hit: Span, *, is_noun: bool) -> tuple[Modality, Span] | None:
    """What is said behind the telling words: that it is false, that a noun is planned or called off, or only if."""
    debunked = _DEBUNKED.search(story.norm, hit.end, min(scene.sentence.end, hit.end + 90))
    debunked = debunked or _TOLD_FALSELY.search(story.norm, scene.sentence.start, hit.start)
    if debunked is None and _RUMOUR.search(story.norm, scene.sentence.start, hit.start):
        debunked = _CALLED_FALSE.search(story.norm, hit.end, scene.sentence.end)
    if debunked is None:
        debunked = _BELIED.match(story.norm, hit.end, min(scene.sentence.end, hit.end + 60))
    if debunked is None and is_noun:
        debunked = _NOT_YET.search(story.norm, hit.end, min(scene.sentence.end, hit.end + 120))
    if debunked is not None:
        return "negated", Span(debunked.start(), debunked.end())
    if not is_noun:
        return None
    trail = _TRAILING.search(story.norm, hit.end, min(window.end, hit.end + 80))
    if trail is not None:
        return ("negated" if trail["off"] else "planned"), Span(trail.start(), trail.end())
    if _PLANNED.search(story.norm, hit.start, hit.end) is not None:
        return "planned", hit
    condition = _UNLESS.search(story.norm, hit.end, min(scene.sentence.end, hit.end + 50))
    if condition is not None and "," not in story.norm[hit.end : condition.start()]:
        return "hypothetical", Span(condition.start(), condition.end())
    return None


def is_attempt(story: Story, window: Span, hit: Span) -> bool:
    """
    Say whether telling words are what somebody tried to do.

    Parameters
    ----------
    story
        The document.
    window
        The part of the sentence that tells the event.
    hit
        The words that tell it.

    Returns
    -------
    attempt
        True for "tried to capture the town", of which nobody says that it was captured.
    """
    return _TRIED.search(story.norm, max(window.start, hit.start - 20), hit.start) is not None


def is_unreal(story: Story, clause: Span) -> bool:
    """
    Say whether a clause tells only what might be.

    Parameters
    ----------
    story
        The document.
    clause
        The part of a sentence to look in.

    Returns
    -------
    unreal
        True for "the proposed truce would last 30 days".
    """
    return _HYPOTHETICAL.search(story.norm, clause.start, clause.end) is not None


def _negation(story: Story, lead: Span) -> Span | None:
    for match in _NEGATED.finditer(story.norm, lead.start, lead.end):
        if _ACCUSES.search(story.norm, match.end(), lead.end):
            continue
        if NO_AUTHOR.match(story.norm, match.start()):
            continue
        if match.group() in _PUT_OFF and not _ONES_PUT_OFF.fullmatch(story.norm, match.end(), lead.end):
            continue
        told_behind = _TELLS.search(story.norm, match.end(), lead.end) is not None
        if _NOT_NEGATING.match(story.norm, match.start()) is None and not (
            told_behind and _BARE_NOT.fullmatch(match.group())
        ):
            return Span(match.start(), match.end())
    return None


def _is_long_ago(story: Story, words: TimeWords) -> bool:
    """As in "a ceasefire reached last October", said in February: a month that is over for two months."""
    day = story.document.date
    read = read_time(words, story.document.text, day, ahead=False)
    return day is not None and read.end is not None and (day - read.end).days > _LONG_AGO


def _names_pact(story: Story, words: TimeWords) -> bool:
    """As in "a review of the 2022 Pretoria accord": a year that only tells one pact from another."""
    told = words.rule == "year" and words.found["since"] == "the"
    return told and _PACT.match(story.norm, words.end) is not None


def _past(story: Story, scene: Scene, hit: Span, times: list[TimeWords]) -> Span | None:
    present = story.present_year or _MODERN
    recent = any(story.is_recent(words) and not is_of_saying(story.norm, words) for words in times)
    for words in times:
        if _BORN.search(story.norm, max(0, words.start - 12), words.start + 3):
            continue
        long_ago = words.rule == "dayago" and words.found["unit"] == "year"
        past = words.rule in ("since", "past", "lastyearmonth") and not recent
        if long_ago or past or (words.rule == "inmonth" and not recent and _is_long_ago(story, words)):
            return Span(words.start, words.end)
        if words.rule in YEAR_RULES and not _names_pact(story, words):
            year = int(words.found["year"])
            if year < present - 1 or (year < present and words.rule in ("year", "bareyear", "monthyear")):
                return Span(words.start, words.end)
    if any(story.is_recent(words) for words in times):
        return None
    told = story.year_told_of(scene.index)
    if told is None or told >= present - 1:
        return None
    return hit
