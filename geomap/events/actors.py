"""Who: the states and armed groups that a stretch of text names, and who does what an event tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.events.counted import PERSON
from geomap.events.numerals import NUMERAL
from geomap.events.story import Scene, Story
from geomap.model import Resolution, Span

_PREPOSED = re.compile(
    r"\b(?:in|at|near|over|on|against|across|inside|outside|around|into|onto|toward|towards|of|from|to|"
    r"within|through|with|for)"
    r"\s+(?:the\s+)?(?:[\w-]+\s+){0,1}$"
)
_ASIDE = r"(?:,[^,;.]{3,60},)?"
_VERB_AFTER = re.compile(
    _ASIDE + r"\s+(?:also\s+|then\s+|later\s+|already\s+|on\s+\w+day\s+|itself\s+)?(?:[a-z]+(?:ed|es|s)|has|have|"
    r"had|is|was|were|will|would|could|said|hit|struck|took|sent|held|shot|began|won|lost|fought|fired)\b"
)
_DOER = (
    r"(?:\s+(?:(?!(?:an?|the|its|their|his|was|were|is|are|and|has|had|have|came|come|under|in|on|at|by|to|from|with|for|after|as)\s)[\w-]+\s+){0,2}?|'s?\s+(?:[\w-]+\s+){0,2}?)"
    r"(?:army|military|forces?|troops|soldiers|navy|air force|drones?|uavs?|missiles?|rockets?|jets?|"
    r"warplanes?|aircraft|artillery|shelling|"
    r"air ?strikes?|strikes?|attacks?|bombardment|bombs?|bombing|fire|shells|offensive|advance|incursion|boats?|"
    r"skiffs?|"
    r"invasion|raids?|helicopters?|ships?|"
    r"intelligence|security service|units?|paratroopers|commandos|marines|fighters|militants|rebels|"
    r"militia|forces|gunboats|"
    r"air defences?|air defenses?|assault|ground|operation|settlers|barrage|delegation|envoy|officials|"
    r"police|coast guard|general staff|"
    r"company|battalions?|brigades?|columns?|regiments?|patrols?|convoys?|tanks|gunners|snipers?|conscripts|side|"
    r"ministry|government|command|embassy|consulate|occupation|gunfire|mortars?|drone|missile|rocket|airstrike|junta|separatists|proxies)\b"
)
_SAYS_AFTER = re.compile(
    r"\s+(?:also\s+|later\s+|has\s+|have\s+|had\s+)*(?:said|says|say|announced|reported|claimed|claims|"
    r"stated|confirmed|wrote|told|denied|acknowledged|admitted|warned|accused)\b(?!\s+to\b)"
)
_SUFFERS_AFTER = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:was|were|been|being)\s+(?:\w+ly\s+|also\s+)?(?:killed|wounded|injured|hit|struck|shot|"
    r"attacked|bombed|shelled|ambushed|targeted|captured|abducted|kidnapped|destroyed|damaged|beheaded|executed|"
    r"detained|arrested|displaced|repelled|downed|slain|massacred)\b"
)
_COUNTED = re.compile(rf"\b(?:an?|{NUMERAL})\s+(?:[\w-]+\s+)?$")
_PEACEFUL = re.compile(
    rf"\s+(?:[\w-]+\s+)?(?!(?:soldier|fighter|militant|rebel|commander|pilot|gunman|insurgent|officer|settler)s?\b)(?:{PERSON})s?\b"
)
_DOER_AFTER = re.compile(_DOER)
_SIDE_OF = re.compile(r"\bfrom\s+the\s+$")
_ALONGSIDE = re.compile(
    r"\b(?:alongside|beside|backing|supporting|behind|(?:backed|supported|helped|aided|joined) by)\s+(?:the\s+)?$"
)
_BY = re.compile(
    r"(?<!used )(?<!held )(?<!run )(?<!owned )(?<!occupied )(?<!controlled )(?<!backed )(?<!supported "
    r")\bby\s+(?:the\s+|a\s+|an\s+)?(?:(?!(?:in|at|on|near|over|from|of|to|outside|inside|against)\s)[\w-]+\s+){0,2}$"
)
_IN_DEED = re.compile(r"\b(?:in|by|during|after|from|under)\s+(?:an?\s+|the\s+|\w+\s+){0,2}$")
_VERB_FIRST = re.compile(
    r"(?:had|has|have|was|were|been|hit|hits|struck|shot|brought|sent|took|shoot|fires?|launch|drop|sank|sunk|sinks?|blew|tore|threw|fought|"
    r"drove|swept|fell|[a-z]+(?:ed|ing))\b"
)
_NO_STATES = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:rebels?|guerrillas?|bandits?|gunmen|gunman|militants?|insurgents?|jihadists?|separatists?|settlers|pirates|gangs?|"
    r"cartels?|extremists|terrorists?|tribesmen|herders|mercenaries)\b"
)
_GOES_ON = re.compile(
    r"\s*(?:(?:and\s+)?(?:its|their)\s+(?:own\s+)?(?:jets|warplanes|planes|aircraft|drones|troops|forces|soldiers|gunners|"
    r"artillery|missiles|navy|men|fighters)|(?:and|then)\s+(?:had|has|have|is|was|[a-z]+(?:ed|ing)|mov\w+|move|took|struck|hit))\b"
)
_GENERIC = re.compile(
    r"(?<![\w-])(?:(?:the|a|an|suspected|unidentified|unknown|armed|islamist|government|pro-government|local|regime|"
    r"heavily armed|masked)\s+)*"
    r"(?:(?:federal|government|army|military|military council|navy|air force|regime|junta|state)\s+"
    r"(?:drones?|artillery|warplanes?|jets?|task force|"
    r"helicopters?|aircraft|gunboats|shells|shelling|tanks|troops|soldiers|forces|fire|planes?|bombers?|guns)|"
    r"(?:rebel|jihadist|insurgent|militant|separatist|paramilitary|guerrilla)\s+(?:gunners|artillery|drones?|shells|"
    r"shelling|fire|units?|forces|snipers?|commandos)|"
    r"gunmen|commandos|marines|paratroopers|infantry(?: columns?| units?| men)?|"
    r"militants|insurgents|jihadists|rebels|rebel fighters|militiamen|armed men|army|military|"
    r"junta|military council|government forces|paramotors|guerrillas|"
    r"air force|navy|regime|generals|security forces|resistance (?:units|fighters)|"
    r"paramilitary forces|paramilitaries|separatists|bandits|suicide bomber|militia|"
    r"fighters|assailants|attackers|"
    r"extremists|soldiers|troops|army troops|coalition|enemy(?:\s+(?:aviation|artillery|forces|troops|drones|units))?|"
    r"invaders|occupiers|adversary|aggressor|occupying forces|occupation forces)(?!\w)"
)
_HARMED = re.compile(
    r"\b(?:shot down|downed|brought down|sank|sunk|sink|kill|wound|injur|hit|blew|blow|struck|strik|destroy|damag|"
    r"target|tore|rip|hurt)\w*\s+(?:[\w-]+\s+){0,3}$"
)
_MADE_THERE = re.compile(r"-(?:owned|flagged|managed|operated|registered|built|made|supplied|bound)\b")
_ACCUSED = re.compile(r"\b(?:accus(?:e|es|ed|ing)|(?P<blamed>blam(?:e|es|ed|ing)))\s+(?:the\s+)?$")
_BETWEEN = re.compile(r"\bbetween\s+")
_OPPONENT = re.compile(r"\b(?:enemy|invaders|occupiers|adversary|aggressor|occupying|occupation)\b")
OWN_DEED = re.compile(
    r"(?<!\bof )(?<!\bhit )(?<!\bstruck )(?<!\bagainst )(?<!\bon )(?<!\bat )(?<!\bnear )(?<!\bkilled )(?<!\bwounded "
    r")(?<!\btargeted "
    r")(?<!\bover )"
    r"(?<!\battacked )(?<!\bfrom )\b(?:it|its|they|their|we|our|he)\b(?!\s+(?:had |has |have )?(?:been|was|were)\b)"
    r"(?!\s+(?:own\s+)?(?:[\w-]+\s+){0,2}?(?:soldiers|troops|men|servicemen|fighters|policemen|guards|officers|post|base|"
    r"position|positions|citizens|sailors)\s+(?:had |have )?(?:been |were |was )?(?:died|killed|wounded|hurt|dead|"
    r"injured|hit))"
)
"""As in "it had hit", "its troops took", of a source: its own deed, not what befell it."""
_STATE_FORCES = re.compile(
    r"\b(?:army|military|junta|government|security forces|soldiers|troops|infantry|navy|air force|regime|generals|"
    r"state|"
    r"paramotors)\b"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A named state, people, government, armed group or office holder: where it stands and the state behind it."""

    start: int
    end: int
    name: str
    iso: str

    @property
    def key(self) -> str:
        """What tells parties apart: the state, or the group's own name."""
        return self.iso or self.name.lower().removeprefix("the ")


def parties(story: Story, scene: Scene, start: int, end: int) -> list[Party]:
    """
    Find the states and actors named in part of a sentence.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    start, end
        The part to look in.

    Returns
    -------
    parties
        In text order. A town or region stands for its country; a listed actor of no state has an empty `iso`.
    """
    found = [
        Party(
            match.start(),
            match.end(),
            story.document.text[match.start() : match.end()],
            story.lexicon.actors[match.group()],
        )
        for match in scene.phrases.finditer(story.lexicon.actor_names, start, end)
        if story.document.text[match.start()].isupper()
    ]
    found.extend(
        Party(at.mention.start, at.mention.end, at.mention.text, _state_of(story.norm, at))
        for at in scene.resolutions
        if at.place is not None
        and at.place.country_code
        and start <= at.mention.start
        and at.mention.end <= end
        and all(at.mention.end <= party.start or at.mention.start >= party.end for party in found)
        and _MADE_THERE.match(story.norm, at.mention.end) is None
    )
    return sorted(found, key=lambda party: party.start)


def _state_of(norm: str, at: Resolution) -> str:
    """The state that a name stands for; none for the people of a region (the Karen), for "Nigerian bandits"."""
    if at.place is None:
        return ""
    people = at.mention.kind == "demonym"
    if people and (at.place.kind != "country" or _NO_STATES.match(norm, at.mention.end)):
        return ""
    return at.place.country_code or ""


def forces_named(story: Story) -> set[str]:
    """
    Name the states whose forces or whose organs a text speaks of.

    Parameters
    ----------
    story
        The document.

    Returns
    -------
    isos
        Codes of "the Israeli jets", "the IDF", "American command"; not of states that are only named.
    """
    return {
        party.iso
        for scene in story.scenes
        for party in parties(story, scene, scene.sentence.start, scene.sentence.end)
        if party.iso
        and (party.name.lower() in story.lexicon.actors or _DOER_AFTER.match(story.norm, party.end) is not None)
    }


def find_actor(story: Story, scene: Scene, window: Span, hit: Span, *, defending: bool) -> Party | None:
    """
    Find who does it.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    window
        The part of the sentence that tells the event.
    hit
        The words that tell it.
    defending
        Whether it is air defence: names in front of drones and missiles are then what was shot at.

    Returns
    -------
    actor
        None when nobody is named.
    """
    said = _pointed_at(story, scene, window, hit, defending=defending)
    if said is not None:
        return said
    limit = hit.start if _VERB_FIRST.match(story.norm, hit.start) else hit.end
    for start, end in ((window.start, window.end), (scene.sentence.start, window.start)):
        for party in reversed(parties(story, scene, start, end)):
            if party.end <= limit and _acts(story, scene, party, hit, defending=defending):
                return party
        generic = _generic(story, Span(start, end), hit) if end == window.end else None
        goes_on = _continues(story, window, hit)
        if generic is not None and not goes_on and not (defending and is_opponent(generic.name)):
            return _of_state(story, scene, generic) or generic
        if not goes_on:
            return None
    return None


def _pointed_at(story: Story, scene: Scene, window: Span, hit: Span, *, defending: bool) -> Party | None:
    """As in "accused India of shelling", "by Israel", "killed in a Russian strike": said outright."""
    for party in parties(story, scene, scene.sentence.start, hit.end):
        accused = _ACCUSED.search(story.norm, max(scene.sentence.start, party.start - 24), party.start)
        if accused and story.norm.startswith(" for " if accused["blamed"] else " of ", party.end):
            return party
    named = parties(story, scene, window.start, window.end)
    for party in named:
        beside = _SIDE_OF.search(story.norm, max(window.start, party.start - 12), party.start)
        if beside and story.norm.startswith(" side", party.end):
            return party
    for party in named:
        if hit.start <= party.start and party.end < hit.end and _IN_DEED.search(story.norm, hit.start, party.start):
            doer = _DOER_AFTER.match(story.norm, party.end, hit.end)
            if doer is not None and not defending:
                return party
    return next((one for one in named if one.start >= hit.start and _BY.search(story.norm, hit.start, one.start)), None)


def _continues(story: Story, window: Span, hit: Span) -> bool:
    """Whether a clause has no subject of its own: "and has massed troops", "its jets then bombed", "..., bombed"."""
    resumes = story.norm.endswith(", ", window.start, hit.start) and _VERB_FIRST.match(story.norm, hit.start)
    return bool(resumes) or _GOES_ON.match(story.norm, window.start, window.end) is not None


def _of_state(story: Story, scene: Scene, generic: Party) -> Party | None:
    """As in "The army of Russia", "Ukraine's navy": the state that owns the unnamed force."""
    for party in parties(story, scene, max(scene.sentence.start, generic.start - 40), generic.start):
        if party.iso and story.norm[party.end : generic.start] == "'s ":
            return Party(party.start, generic.end, story.document.text[party.start : generic.end], party.iso)
    for party in parties(story, scene, generic.end, min(generic.end + 30, scene.sentence.end)):
        if re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?", story.norm[generic.end : party.start]):
            return Party(generic.start, party.end, story.document.text[generic.start : party.end], party.iso)
    return None


def _acts(story: Story, scene: Scene, party: Party, hit: Span, *, defending: bool) -> bool:
    norm, limit = story.norm, scene.sentence.end
    resolution = _resolution_at(scene, party)
    doer = _DOER_AFTER.match(norm, party.end, limit)
    if defending and doer is not None and re.search(r"(?:drone|uav|missile|rocket|jet|aircraft)s?$", doer.group()):
        return False
    if resolution is not None and (not _can_act(resolution) or _is_victim(norm, party, limit)):
        return False
    says = _SAYS_AFTER.match(norm, party.end, limit) is not None and not defending
    harmed = party.start > hit.start and _HARMED.search(norm, hit.start, party.start)  # "struck a Houthi command post"
    helps = _ALONGSIDE.search(norm, max(scene.sentence.start, party.start - 30), party.start)
    if says or helps or harmed or _SUFFERS_AFTER.match(norm, party.end, limit):
        return False
    if doer is not None:
        return defending or _SAYS_AFTER.match(norm, doer.end(), limit) is None
    if _PREPOSED.search(norm, max(scene.sentence.start, party.start - 30), party.start):
        return False
    return _VERB_AFTER.match(norm, party.end, limit) is not None or 0 <= hit.start - party.end <= 1


def _is_victim(norm: str, party: Party, limit: int) -> bool:
    """As in "Two Indian electricians abducted": a people named as whose the victims are."""
    counted = _COUNTED.search(norm, max(0, party.start - 20), party.start) is not None
    return counted and _PEACEFUL.match(norm, party.end, limit) is not None


def has_doer(story: Story, scene: Scene, clause: Span) -> bool:
    """
    Say whether a clause has a state of its own as its subject, and not only as a source.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    clause
        The part to look in.

    Returns
    -------
    has
        True for "Ukraine caused damage", False for "Ukraine said".
    """
    for party in parties(story, scene, clause.start, clause.end):
        resolution = _resolution_at(scene, party)
        if resolution is None or resolution.mention.kind == "demonym" or not _can_act(resolution):
            continue
        does = _VERB_AFTER.match(story.norm, party.end) and not _SAYS_AFTER.match(story.norm, party.end)
        if does and not _PREPOSED.search(story.norm, max(scene.sentence.start, party.start - 30), party.start):
            return True
    return False


def is_aside(scene: Scene, party: Party) -> bool:
    """Whether a name only helps to say where: "areas bordering Ukraine", "near Finland"."""
    resolution = _resolution_at(scene, party)
    return resolution is not None and resolution.mention.role in ("relative", "travel", "dateline", "source")


def _can_act(resolution: Resolution) -> bool:
    """Peoples, states and governments act; towns and regions, and states that only say where, do not."""
    mention, place = resolution.mention, resolution.place
    if mention.role in ("relative", "dateline", "travel"):
        return False
    return (
        mention.kind in ("demonym", "capital_metonym", "country")
        or mention.role == "metonym"
        or (place is not None and place.kind == "country")
    )


def _resolution_at(scene: Scene, party: Party) -> Resolution | None:
    return next((at for at in scene.resolutions if at.mention.start == party.start), None)


def _generic(story: Story, window: Span, hit: Span) -> Party | None:
    """As in "Gunmen", "the army": an actor with no name; its state is settled by the place."""
    found = None
    for match in _GENERIC.finditer(story.norm, window.start, min(hit.end, window.end)):
        harmed = _HARMED.search(story.norm, hit.start, match.start()) if match.start() > hit.start else None
        if harmed is not None and " by " not in harmed.group():
            continue  # "a mine blew up an army truck"
        suffers = _SUFFERS_AFTER.match(story.norm, match.end(), window.end)
        if match.start() > hit.start and _SAYS_AFTER.match(story.norm, match.end(), window.end):
            continue  # "was attacked on Monday, the army said"
        if match.start() < hit.end and not suffers and not _is_part_of_name(story, match):
            found = match
            if match.start() == hit.start or story.norm[hit.start : match.start()].strip() in ("the", "a", "an"):
                break  # the subject, with which the telling words begin
    if found is None:
        return None
    found = _state_of_two(story, window, found)
    by = re.compile(r"\b(?:against|on|killed|killing|wounded|of)\s+(?:\w+\s+){0,3}$")
    if by.search(story.norm, window.start, found.start()):
        return None
    return Party(found.start(), found.end(), story.document.text[found.start() : found.end()], "")


def force_between(story: Story, window: Span, hit: Span) -> Party | None:
    """
    Find the state's force in "clashes between government troops and armed youth".

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
    force
        None where no unnamed army or the like is one of the two.
    """
    between = _BETWEEN.search(story.norm, hit.start, window.end)
    if between is None:
        return None
    for match in _GENERIC.finditer(story.norm, between.end(), window.end):
        name = story.document.text[match.start() : match.end()]
        if is_state_force(name) and not _is_part_of_name(story, match):
            return Party(match.start(), match.end(), name, "")
    return None


def _state_of_two(story: Story, window: Span, found: re.Match[str]) -> re.Match[str]:
    """Of "Troops and rebels" the state's force; also where "between" names the two."""
    for match in _GENERIC.finditer(story.norm, window.start, found.start()):
        joined = story.norm[match.end() : found.start()].strip() in ("and", "and the", "with", "with the")
        if joined and is_state_force(story.document.text[match.start() : match.end()]):
            return match
    return found


def _is_part_of_name(story: Story, match: re.Match[str]) -> bool:
    """Whether "Army" ends a name: "Arakan Army"."""
    text, start = story.document.text, match.start()
    before = text[max(0, start - 30) : start].split(" ")
    return (
        text[start].isupper() and len(before) > 1 and before[-1] == "" and before[-2].istitle() and before[-2].isalpha()
    )


def is_state_force(name: str) -> bool:
    """Whether an unnamed actor ("the army") is a state's own, so that the place tells which state's."""
    return _GENERIC.fullmatch(name.lower()) is not None and _STATE_FORCES.search(name.lower()) is not None


def is_opponent(name: str) -> bool:
    """Whether an unnamed actor ("the enemy") is the other side of who tells it."""
    return _OPPONENT.search(name.lower()) is not None


def states(found: list[Party]) -> Iterator[str]:
    """The ISO codes of parties, each once, in order."""
    seen: set[str] = set()
    for party in found:
        if party.iso and party.iso not in seen:
            seen.add(party.iso)
            yield party.iso
