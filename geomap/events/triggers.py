"""Which words of a sentence tell an event, and which part of the sentence is about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events.actors import parties
from geomap.events.lexicon import Trigger
from geomap.events.story import Scene, Story
from geomap.events.times import MONTHS, WEEKDAYS
from geomap.model import Layer, Span

_OBJECT_WORDS = 6
_SINCE = re.compile(r"\s?since\s")
_ACTING = re.compile(
    r"(?!(?:killing|wounding|injuring|hurting|leaving|damaging|destroying|hitting|setting|sparking|causing|including)\b)"
    r"[a-z]{3,}ing\b"
)
_SPLIT = re.compile(r",?\s+and\s+|,\s+")
TOLL_TIMES = re.compile(
    r"\b(?:this (?:week|month|year)|last (?:month|year)|(?<!have )(?<!has )(?<!had )since (?!dawn|morning|midnight)|"
    r"(?:over|in|during) the (?:past|last)|between \w+ and \w+|"
    r"(?:in|over) (?:\d+|\w+) (?:hours|days|weeks|months)|(?<!time )in a (?:week|month))\b"
)
"""The span of time of a toll that is of no single event."""
_ARMED: frozenset[Layer] = frozenset({"strike", "shelling", "explosion", "ground", "air_defence"})
TWO_SIDED: frozenset[Layer] = frozenset({"talks", "prisoner_exchange"})
"""Layers of what two parties do together."""
_DEFINITE = re.compile(
    r"\b(?:the|this|these|those|its|their|his|both)\s+(?:(?!an?\b|that\b|of\b|in\b|said\b|had\b|has\b|"
    r"was\b|were\b)[\w-]+\s+){0,2}$"
    r"|\bthat\s+$"
)
_VERBAL = re.compile(
    r"(?:had|has|have|was|were|been|struck|hit|hits|hold|held|holding|met|meets?|met with|host\w*|shot|took|fell|fired|"
    r"(?!combined|armed|renewed|coordinated|continued|guided|captured|abducted|detained|displaced|kidnapped|"
    r"suspected|failed|united|imprisoned)[a-z]{3,}ed)\b"
)
_SOME_DOWNED = re.compile(
    r"\b(?P<verb>(?:shot|brought|knocked) (?:it|them|both) down|(?:shot down|brought down|intercepted|downed) "
    r"(?:it|them|both|most|all|one|two|three|four|five|six|seven|eight|nine|ten|\d+)(?= of them|\s*[.,;]|\s+and\b|"
    r"\s*$))"
    r"|\b(?:it|they|both|all(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d+))?|most|one|two|three|four|five|"
    r"six|\d+) "
    r"(?:was|were|had been|have been) (?:jammed or )?"
    r"(?P<passive>shot down|brought down|intercepted|downed)\b"
    r"|\b(?:\d+|[a-z]+) of (?:them|which|these|those) (?:had been|were|was|have been) "
    r"(?P<part>shot down|brought down|intercepted|downed|destroyed)\b"
)
_SOME_HIT = re.compile(
    r"\s*(?:and\s+)?(?:at least\s+)?(?:one|two|three|four|five|six|some|most|another|several|others|"
    r"a (?:second|third|fourth)|the others?|\d+)"
    r"(?:\s+(?:of\s+(?:them|which|those|these|the\s+\w+)|others|more|missiles?|drones?|rockets?))?"
    r"\s+(?P<verb>landed|hit|struck|fell|came down|crashed|exploded|slammed|smashed|gutted|wrecked)\b"
)
_AHEAD = re.compile(r"\s*(?:will|shall|are to|is to|would|(?:are|is) due|plan|plans|expect)\b")
_AHEAD_BEFORE = re.compile(r"\b(?:will|shall|are to|is to|would|due|plans?|expects?)\b")
_OF_THEM = re.compile(r"\b(?:of them|of whom|of those)\s*,?\s*$")
_DONE = re.compile(
    r"\b(?:was|were|had|hit|struck|fell|took|shot|fought|fled|tore|set|left|blew|lost|came|went|flew|brought|threw|put|got|beat|"
    r"caught|drove|ran|rose|cut|sent|broke|began|sank|swept|shook|drew|stood|spread|rode|dealt|saw|won|"
    r"burn|burns|led|held|met|(?!armed|combined|wounded|guided|united|allied|displaced|hundred|need|indeed|speed)[a-z]{2,}ed)\b"
)
_WILL = re.compile(r"\b(?:will|(?:is|are|was|were) (?:due|to|set|expected))\b")
_DIES = re.compile(r"(?:embrac|attain)\w* martyrdom")
WHEN = re.compile(r",?\s*(?:when|after|as)\b")
"""What joins a toll to the clause that tells what it is of."""
_SINCE_THEN = re.compile(r"\bsince\s[^,;]{2,30},?\s*$")
_SCORE = re.compile(
    r"(?:(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-Z][\w']+|\bat|\bwon|\bdrew|\blost|\bwin|\blead)\s\d{1,2}-\d{1,2}(?=\s*(?:[.,;:!]|$|in\b|at\b|on\b|as\b|after\b|and\b|with\b))"
)
"""A match's score, as in "beat Newcastle 1-0"."""
_NAMED_BATTLE = re.compile(r"the (?:Battle|Siege) of [A-Z]")
_TAKEN_BY = re.compile(
    r"(?:seized|abducted|kidnapped|captured|detained|taken|held|snatched)\s+(?:by|in|at|from|near|last|on)\b"
)
_LONG_TRYING = re.compile(
    r"\s?(?:which|who|that)\s(?:has|have|had)\s(?:long\s)?been\s(?:trying|seeking|attempting|fighting|struggling)\b|\bsince\s(?:losing|taking|seizing|"
    r"capturing|winning)\b"
)
_WHERE_DIED = re.compile(
    r"\s?where\s[^,;.]{2,60}?\s(?:was|were|had been|have been|died|lost)\b(?:\s(?:also\s)?(?:killed|wounded|hurt|"
    r"injured|shot))?"
)
_STRIKE_ON_DAY = re.compile(
    rf"strikes? on\s+(?:{'|'.join(map(re.escape, WEEKDAYS))}|(?:{'|'.join(map(re.escape, MONTHS))})\b)"
)
"""As in "strikes on Friday": a day, and no target."""
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
_NAMED = re.compile(r"\s+(?:of\s+)?(?!Day|War|Mr|Mrs)[A-Z][a-z'-]{3,}(?!\s+(?:soldiers|troops|fighters|forces|men))\b")
_AND_VERB = re.compile(r"\s*\b(?:and|then)\s+(?:also\s+|had\s+|have\s+|has\s+|then\s+|later\s+)*")
_WEAPONS = (("drone", "drone"), ("missile", "missile"), ("bomb", "air"), ("aircraft", "air"), ("artillery", "missile"))
_AIR = re.compile(
    r"\bair ?strikes?\b|\bair-strikes?\b|\bair raids?\b|\baerial\b|\bbomb(?:ed|ing)\b|\bair force\b|\bfrom the air\b"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """The words `span` that tell an event by a trigger, and the part `window` of the sentence about it."""

    trigger: Trigger
    span: Span
    window: Span
    definite: bool


def find_hits(story: Story, scene: Scene) -> list[Hit]:
    """
    Find the words of a sentence that tell events.

    Parameters
    ----------
    story, scene
        The document and the sentence.

    Returns
    -------
    hits
        In text order, one for each thing told: of two that tell the same one the stronger.
    """
    start, end = scene.sentence.start, scene.sentence.end
    if _ADDRESS.fullmatch(story.norm, start, end) or not (
        story.is_of_war or story.is_line or story.tells_of_war(scene.sentence)
    ):
        return []
    found: list[tuple[Trigger, Span]] = []
    begun = scene.tellings.begun()
    plain, weak = story.is_plain(scene), _is_at_war(story, scene)
    told = [
        one
        for one in map(story.lexicon.triggers.__getitem__, sorted(map(story.lexicon.told_by.__getitem__, begun)))
        if (plain or not one.plain) and (weak or not one.weak) and scene.tellings.search(one.say, start, end)
    ]
    never = story.lexicon.words.get("never") if told else None
    clauses = [
        one
        for one in scene.clauses
        if (never is None or not scene.phrases.search(never, one.start, one.end))
        and _SCORE.search(story.document.text, one.start, one.end) is None
    ]
    believed = [trigger for trigger in told if _is_believed(story, scene, trigger)]
    found.extend(_told_by(story, scene, [one for one in believed if not one.last], clauses))
    found.extend(_continued(story, scene, found))
    found.extend(_parts(story, scene))
    silent = [clause for clause in clauses if _tells_nothing(story, scene, clause, found)]
    done = [clause for clause in silent if _DONE.search(story.norm, clause.start, clause.end)]
    planned = [clause for clause in silent if clause not in done and _WILL.search(story.norm, clause.start, clause.end)]
    found.extend(_told_by(story, scene, [one for one in believed if one.last], done))
    found.extend(_told_by(story, scene, [one for one in believed if one.last and one.layer not in _ARMED], planned))
    found = [one for one in found if not _is_of_before(story, scene, one[1])]
    found = [one for one in found if not _is_capture_of_freed(story, scene, one, found)]
    outside = [one for one in found if not _is_background(story, scene, one[1])]
    found = outside or found
    if any(one.layer == "casualties" for one, _ in found) and TOLL_TIMES.search(story.norm, start, end):
        found = [one for one in found if one[0].layer != "ground" or one[0].subtype != "attack"]
    return _windows(story, scene, _one_each(story, scene, _strongest(found)))


def _told_by(
    story: Story, scene: Scene, triggers: Sequence[Trigger], clauses: Sequence[Span]
) -> list[tuple[Trigger, Span]]:
    found: list[tuple[Trigger, Span]] = []
    for trigger in triggers:
        for clause in clauses:
            if trigger.unless is not None and scene.phrases.search(trigger.unless, clause.start, clause.end):
                continue
            found.extend(
                (trigger, Span(match.start(), match.end()))
                for match in scene.tellings.finditer(trigger.say, clause.start, clause.end)
                if (not trigger.names_place or _has_object(story, scene, match.end(), clause.end))
                and not _STRIKE_ON_DAY.match(story.norm, match.start())
            )
    return found


def _tells_nothing(story: Story, scene: Scene, clause: Span, found: Sequence[tuple[Trigger, Span]]) -> bool:
    """Whether a clause stands by a place at which something may have happened, and no words found tell what."""
    if not story.is_steeped_in_war or any(clause.start <= span.start < clause.end for _, span in found):
        return False
    reach = clause if found else Span(scene.sentence.start, scene.sentence.end)
    return any(
        at.mapped and at.mention.role == "event_location" and reach.start <= at.mention.start < reach.end
        for at in scene.resolutions
    )


def _is_background(story: Story, scene: Scene, span: Span) -> bool:
    """Whether words stand in an aside, or say since when: "its losses since fighting flared"."""
    aside = any(one.start <= span.start < one.end for one in scene.asides)
    return aside or _SINCE.match(story.norm, scene.clause_at(span.start).start) is not None


def _is_capture_of_freed(
    story: Story, scene: Scene, one: tuple[Trigger, Span], found: Sequence[tuple[Trigger, Span]]
) -> bool:
    """As in "A fisherman seized by the navy in October was handed over": how those came to be held who are now free."""
    clause = scene.clause_at(one[1].start)
    freed = any(
        trigger.layer == "prisoner_exchange" and one[1].end <= span.start < clause.end for trigger, span in found
    )
    return freed and one[0].layer == "ground" and _TAKEN_BY.match(story.norm, one[1].start) is not None


def _is_of_before(story: Story, scene: Scene, span: Span) -> bool:
    """As in "which has been trying to win it back since losing it", "the deadliest since May, when a bomb hit"."""
    clause = scene.clause_at(span.start)
    named = _NAMED_BATTLE.match(story.document.text, max(0, span.start - 4)) is not None
    if named or _LONG_TRYING.search(story.norm, clause.start, span.end):
        return True
    last_time = _SINCE_THEN.search(story.norm, max(scene.sentence.start, clause.start - 40), clause.start)
    return story.norm.startswith("when ", clause.start) and last_time is not None


def _parts(story: Story, scene: Scene) -> list[tuple[Trigger, Span]]:
    """As in "two landed in B" after drones or missiles were told of: what became of some of them."""
    found = []
    around = story.scenes[max(0, scene.index - 1) : scene.index + 1]
    airborne = story.lexicon.words["airborne"]
    for clause in scene.clauses:
        for pattern, layer in ((_SOME_HIT, "strike"), (_SOME_DOWNED, "air_defence")):
            find = pattern.match if layer == "strike" else pattern.search
            match = find(story.norm, clause.start, clause.end)
            if match is None or not any(one.phrases.search(airborne, 0, match.start()) for one in around):
                continue
            trigger = next((one for one in story.lexicon.triggers if one.layer == layer and one.rank >= 1), None)
            if trigger is not None:
                span = next(match.span(name) for name, words in match.groupdict().items() if words)
                found.append((trigger, Span(*span)))
    return found


def _continued(story: Story, scene: Scene, found: Sequence[tuple[Trigger, Span]]) -> list[tuple[Trigger, Span]]:
    """As in "..., and damaged two jets at B": a clause without subject goes on with the weapons of the one before."""
    more: list[tuple[Trigger, Span]] = []
    for before, clause in zip(scene.clauses, scene.clauses[1:], strict=False):
        lead = _AND_VERB.match(story.norm, clause.start, clause.end)
        if lead is None or any(clause.start <= span.start < clause.end for _, span in found):
            continue
        verb = story.lexicon.words["hit"].pattern.match(story.norm, lead.end(), clause.end)
        strikes = [
            trigger for trigger, span in found if before.start <= span.start < before.end and trigger.layer == "strike"
        ]
        if verb is not None and strikes:
            more.append((strikes[-1], Span(verb.start(), verb.end())))
    more.extend(_again(story, scene, found))
    return more


def _again(story: Story, scene: Scene, found: Sequence[tuple[Trigger, Span]]) -> Iterator[tuple[Trigger, Span]]:
    """As in "Artillery fire killed a cyclist in A and damaged a bakery in B": one subject, two places."""
    named = [at.mention.start for at in scene.resolutions if at.mapped and at.mention.role == "event_location"]
    for trigger, span in found if len(named) > 1 else ():
        clause = scene.clause_at(span.start)
        if trigger.layer not in ("strike", "shelling"):
            continue
        for cut in _AND_VERB.finditer(story.norm, span.end, clause.end):
            verb = story.lexicon.words["hit"].pattern.match(story.norm, cut.end(), clause.end)
            left = any(span.end <= start < cut.start() for start in named)
            if verb is not None and left and any(verb.end() <= start < clause.end for start in named):
                yield trigger, Span(verb.start(), verb.end())
                break


def _is_at_war(story: Story, scene: Scene) -> bool:
    """Whether what could mean something else is told of a war, not of a disaster."""
    return story.is_war_enough and not story.is_of_disaster and not story.is_of_calamity(scene)


def _is_believed(story: Story, scene: Scene, trigger: Trigger) -> bool:
    """Whether the text and the sentence are such that the words can mean this."""
    start, end = scene.sentence.start, scene.sentence.end
    if trigger.weak and trigger.rank < 1 and story.is_of_business(scene):
        return False
    if trigger.layer in TWO_SIDED and scene.phrases.search(story.lexicon.words["union"], start, end):
        return False
    if trigger.layer == "humanitarian" and scene.phrases.search(story.lexicon.words["old_bomb"], start, end):
        return False
    if trigger.beside is not None and scene.phrases.search(trigger.beside, start, end) is None:
        return False
    named = {party.key for party in parties(story, scene, start, end)} if trigger.parties else set()
    met = trigger.needs is None or story.is_all_war or scene.phrases.search(trigger.needs, start, end)
    return bool(met) and len(named) >= trigger.parties


def _has_object(story: Story, scene: Scene, start: int, end: int) -> bool:
    """Whether a place, or a word such as "village", stands right behind a verb: "captured the town of X"."""
    behind = re.split(r"\b(?:and|us|him|them|while)\b", story.norm[start:end])[0].split()[:_OBJECT_WORDS]
    reach = start + len(" ".join(behind)) + 1
    if scene.phrases.search(story.lexicon.words["ground_object"], start, min(reach, end)):
        return True
    if _NAMED.match(story.document.text, start, end):
        return True
    return any(
        start <= at.mention.start <= reach
        and at.mention.literal
        and at.mention.kind != "demonym"
        and at.place is not None
        for at in scene.resolutions
    )


def _strongest(found: Sequence[tuple[Trigger, Span]]) -> list[tuple[Trigger, Span]]:
    kept: list[tuple[Trigger, Span]] = []
    for trigger, span in sorted(found, key=lambda one: (-one[0].rank, one[1].start - one[1].end)):
        if all(span.end <= other.start or span.start >= other.end for _, other in kept):
            kept.append((trigger, span))
    return sorted(kept, key=lambda one: one[1].start)


def _one_each(story: Story, scene: Scene, found: list[tuple[Trigger, Span]]) -> list[tuple[Trigger, Span]]:
    """Of hits of one clause, keep those that tell something of their own."""
    kept: list[tuple[Trigger, Span]] = []
    for trigger, span in found:
        clause = scene.clause_at(span.start)
        rivals = [one for one in kept if scene.clause_at(one[1].start) == clause]
        toll = trigger.layer == "casualties" and any(one[0].layer in _ARMED for one in rivals)
        dies = trigger.layer == "casualties" or _DIES.match(story.norm, span.start, span.end)
        if toll or _is_toll_there(story, scene, clause, kept) or (dies and _is_toll_of(story, scene, clause, found)):
            continue
        same = [one for one in rivals if _kin(one[0], trigger) and not _apart(story, scene, one[1], span)]
        if any(one[0].rank >= trigger.rank for one in same):
            continue
        dull = [one for one in rivals if one[0].layer == "casualties" and trigger.layer in _ARMED]
        kept = [one for one in kept if one not in same and one not in dull]
        kept.append((trigger, span))
    return kept


def _is_toll_there(story: Story, scene: Scene, clause: Span, kept: Sequence[tuple[Trigger, Span]]) -> bool:
    """As in "shelled Sotk, where a soldier was killed": the dead of what the clause before tells."""
    if not _WHERE_DIED.match(story.norm, clause.start, clause.end) or any(
        clause.start <= at.mention.start < clause.end for at in scene.resolutions
    ):
        return False
    before = next((one for one in reversed(kept) if one[1].end <= clause.start), None)
    return before is not None and before[0].layer in _ARMED and scene.clause_at(before[1].start).end + 2 >= clause.start


def _is_toll_of(story: Story, scene: Scene, clause: Span, found: Sequence[tuple[Trigger, Span]]) -> bool:
    """As in "six died when jets bombed X", not "31 died, six of them when": the dead of what the next clause tells."""
    if _OF_THEM.search(story.norm, clause.start, clause.end):
        return False
    return any(
        trigger.layer in _ARMED and WHEN.match(story.norm, begins.start) is not None
        for trigger, span in found
        for begins in [scene.clause_at(span.start)]
        if begins.start >= clause.end
    )


def _kin(first: Trigger, second: Trigger) -> bool:
    if first.layer == second.layer:
        return True
    if {first.name, second.name} == {"ground/attack", "explosion/ied"}:
        return True
    return {first.layer, second.layer} <= {"strike", "air_defence", "explosion", "shelling"}


def _apart(story: Story, scene: Scene, first: Span, second: Span) -> bool:
    """Whether two hits of one clause have a cut between them and a place on either side of it, or what is to come."""
    cut = _cut_between(story, first, second)
    if cut is None:
        return False
    if _AHEAD.match(story.norm, cut.end) and not _AHEAD_BEFORE.search(story.norm, first.start, cut.start):
        return True
    clause = scene.clause_at(first.start)
    named = [at.mention.start for at in scene.resolutions if at.mention.literal and at.mention.kind != "demonym"]
    left = any(clause.start <= start < cut.start for start in named)
    return left and any(cut.end <= start < clause.end for start in named)


def _parted(story: Story, scene: Scene, first: tuple[Trigger, Span], second: tuple[Trigger, Span]) -> bool:
    """Whether two hits of one clause share no words about them: talks and fighting never do."""
    peaceful = (first[0].layer in TWO_SIDED) != (second[0].layer in TWO_SIDED)
    return peaceful or _apart(story, scene, first[1], second[1])


def _cut_between(story: Story, first: Span, second: Span) -> Span | None:
    cuts = list(_SPLIT.finditer(story.norm, first.end, second.start))
    going_on = [match for match in cuts if _ACTING.match(story.norm, match.end())]
    strong = going_on or [match for match in cuts if "and" in match.group()] or cuts
    return Span(strong[-1].start(), strong[-1].end()) if strong else None


def _windows(story: Story, scene: Scene, found: list[tuple[Trigger, Span]]) -> list[Hit]:
    hits: list[Hit] = []
    for index, (trigger, span) in enumerate(found):
        clause = scene.clause_at(span.start)
        start, end = clause.start, clause.end
        if index > 0 and found[index - 1][1].start >= start:
            cut = _cut_between(story, found[index - 1][1], span)
            if cut is not None and _parted(story, scene, found[index - 1], (trigger, span)):
                start = cut.end
        if index + 1 < len(found) and found[index + 1][1].start < end:
            cut = _cut_between(story, span, found[index + 1][1])
            if cut is not None and _parted(story, scene, (trigger, span), found[index + 1]):
                end = cut.start
        definite = _is_definite(story, trigger, span, clause.start)
        hits.append(Hit(trigger, span, Span(start, max(end, span.end)), definite))
    return hits


def _is_definite(story: Story, trigger: Trigger, span: Span, floor: int) -> bool:
    words = story.norm[span.start : span.end].split()
    if not trigger.noun or len(words) > 4 or is_verbal(story, span):
        return False
    if story.norm.startswith("the ", span.start) or re.match(r"\w+day's meeting", story.norm[span.start : span.end]):
        return True
    return _DEFINITE.search(story.norm, floor, span.start) is not None


def is_verbal(story: Story, span: Span) -> bool:
    """
    Say whether telling words are a verb.

    Parameters
    ----------
    story
        The document.
    span
        The words.

    Returns
    -------
    verbal
        True for "had struck", False for "the strike".
    """
    return _VERBAL.match(story.norm, span.start) is not None


def subtype_of(story: Story, scene: Scene, hit: Hit) -> str:
    """
    Settle the subtype that a weapon decides.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    hit
        The words that tell it.

    Returns
    -------
    subtype
        The trigger's own, or by the weapons of the window, else of the sentence: "combined" for drones and missiles.
    """
    if hit.trigger.subtype != "by weapon":
        return hit.trigger.subtype
    for part in (hit.window, Span(scene.sentence.start, scene.sentence.end)):
        limits = {"aircraft": hit.span.end if is_verbal(story, hit.span) else part.end}
        kinds = [
            kind
            for name, kind in _WEAPONS
            if scene.phrases.search(story.lexicon.words[name], part.start, min(part.end, limits.get(name, part.end)))
        ]
        if "drone" in kinds and "missile" in kinds:
            return "combined"
        if kinds:
            return kinds[0]
        if _AIR.search(story.norm, part.start, part.end):
            return "air"
    return "unspecified"


def weapon_of(story: Story, scene: Scene, hit: Hit) -> Span | None:
    """The weapon's words in a hit's window; None when none are named."""
    for name in ("drone", "missile", "bomb", "aircraft", "artillery", "explosive"):
        match = scene.phrases.search(story.lexicon.words[name], hit.window.start, hit.window.end)
        if match is not None:
            return Span(match.start(), match.end())
    return None
