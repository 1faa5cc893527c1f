"""What a telling is worth: on which side its source stands, and who doubts, denies, owns or confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from geomap.events.actors import OWN_DEED, parties, states
from geomap.events.claims import Saying, is_news
from geomap.events.drafts import VIOLENT, Draft
from geomap.events.joining import OWN_LOSSES, dates_agree
from geomap.events.locating import contains
from geomap.events.modality import NO_AUTHOR
from geomap.events.story import Scene, Story
from geomap.events.triggers import TWO_SIDED
from geomap.model import ClaimSide, Cue, Span

Voice = Literal["media", "neutral", "people", "office", "other"]
"""How a source speaks: the press, someone on no side, those it happened to, someone in office, or anyone else."""

_UNVERIFIED = re.compile(
    r"\b(?:not|n't|unable|impossible|cannot|neither|nor|no way|hard)\b[^.;]{0,50}\b(?:verif\w+|check\w*|confirm\w*|"
    r"corroborat\w+)\b|\bunverified\b|\bno independent\b|\bwithout independent\b"
)
_OPEN = re.compile(
    r"\b(?:independent\w*|could not|cannot|have not been|has not been|not able to|unable to|unverified|"
    r"impossible|not immediately|not been|neither|nor|no way to)\b"
)
_FALSE = (
    r"(?:false|untrue|untruth|misinformation|baseless|fabricat\w+|fake|lies?|fantasy|propaganda|nonsense|disinformation|inaccurate|"
    r"fiction|wishful|invention|lying)"
)
_DENIAL = re.compile(
    r"\b(?:(?:denied|denies|deny|denying)(?!\s+(?:aiming|targeting|deliberately|arming|backing|"
    r"supporting|sending|supplying|funding|helping|training|sheltering|providing|having (?!carried|struck|hit|attacked|"
    r"shelled|bombed|fired|been behind)))|rejected the (?:claim|report|accusation)|dismissed the (?:claim|report)|"
    r"did not confirm|not confirm(?:ed)?|(?:spoke|speaks|talked) only of|"
    r"(?:said|says) (?:that )?(?:(?:its|his|their) \w+ had )?only|disputed|disputes|refuted|refutes|admitted only|"
    r"acknowledged only|"
    r"contradicted|contradicts|called the (?:claim|report)s?|said instead|"
    rf"(?:describ|dismiss)\w+ [^.;]{{0,40}}as\W+(?:an?\W+)?(?:\w+ )?{_FALSE}|"
    rf"(?:call(?:s|ed)|nam(?:es|ed) (?:this|that|it)) [^.;]{{0,40}}{_FALSE}|no truth|knew of no|knows of no|"
    rf"(?:suffered|had|taken) no losses|"
    r"lost nobody|lost no (?:men|soldiers|one)|maintains? that|(?:were|was|are|is|remain\w*|stood) still (?:inside|"
    r"there|"
    r"holding|in place|fighting)|still (?:held|hold|holds|holding|control\w*)|(?:brush|shrug|wav)\w+ (?:it |this |"
    r"that )?"
    r"(?:off|aside|away)|(?:is|are|was|were|remains?) \W?(?:still |entirely |fully |firmly )?(?:in|"
    r"under) (?:its|"
    "their|our|"
    r"government|army) (?:hands|control))\b"
)
_DENIED_HERE = re.compile(
    r"\b(?:which|an? (?:claim|charge|allegation|report|assertion|account|version)|something)\s+(?!has|is|was)"
    r"(?:[^.,;]{2,40}?\b)?(?:den(?:y|ies|ied)|"
    r"disput(?:e|es|ed)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:e|es|ed)|contradict(?:s|ed)?|(?:brush|shrug|wav)\w+ "
    r"(?:off|aside|away))\b"
    rf"|\b(?:which|something)\s+[^.,;]{{2,40}}?\bcall(?:s|ed)\s+(?:an?\s+)?\W?{_FALSE}"
)
_OWNED = re.compile(
    r"\b(?:claimed|claims|claiming|took|taken) (?:the )?(?:responsibility|credit)\b|\bclaim(?:ed|s) (?:the|both|all|"
    r"the two|(?P<new>an?|another|its own|their own)) (?:[\w-]+ ){0,2}?"
    r"(?:attacks?|raids?|bombings?|ambush(?:es)?|blasts?|assaults?|explosions?)\b(?! by\b)"
    r"|\bsaid (?:its|their|his) (?:men|fighters|forces|members|people|squad) (?:had )?(?:done it|carried it out|"
    r"were behind|planted|"
    r"staged|laid)|\bsaid it (?:was behind|had carried (?:it )?out|had done)|\b(?:it|this) (?:is|was) (?:their|"
    r"its) (?:own )?work\b"
)
_BLAMES = re.compile(
    r"\bblam(?:ed|es|ing)\s+(?:(?:it|them|the (?:attack|raid|strike|blast|killings?)) on\s+)?(?:the\s+)?"
)
_NOBODY = re.compile(r"\b(?:no one|nobody|not|never|without)\b")
_CONFIRMED = re.compile(
    r"\b(?:confirmed|confirms|acknowledged|claimed responsibility for) (?:the |it had |that it )(?:strike|"
    r"attack|raid|carried out|struck|bombing|operation)"
)
_ADMISSION = re.compile(
    r"\b(?:admi(?:t|ts|tted|ssion)(?!\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|dozens|some|more|"
    r"at least|patients|"
    r"people|the wounded))|acknowledge[ds]?|acknowledging|conceded|concedes|confirm(?:s|ed) (?:that|the (?:loss|"
    r"deaths?))|"
    r"(?:does|did) not (?:contest|dispute|deny))\b"
)
_STRONG_OFFICE = re.compile(
    r"\b(?:ministry|ministries|army|military|police|governor|mayor|government|prosecutors?|command|general staff|"
    r"defen[cs]e|security forces|intelligence|navy|air force|parliament|lawmaker|minister|president|council|"
    r"security sources?|commissioner|lieutenant|colonel|general|commander|ova|rma|"
    r"state(?:[\s-](?:run|owned))? (?:news|media|television|tv|radio))\b|-run\b"
)
_OFFICE = re.compile(
    r"\b(?:officials?|authorit(?:y|ies)|spokes\w+|administration|state (?:media|television|tv|radio|news)|kremlin|"
    r"chief|deputy|district|security)\b"
)
_NEUTRAL = re.compile(
    r"\b(?:un|u\.n\.?|united nations|agency|monitors?|monitoring|observatory|ngos?|charity|charities|"
    r"aid (?:workers?|groups?|agenc(?:y|ies))|ombuds\w+|analysts?|maritime|shipping|insurers?|human rights|"
    r"rights groups?|red cross|"
    r"red crescent|unhcr|ocha|unicef|wfp|world food programme|migration|relief|observers|researchers|think tank|"
    r"network|activists|hospitals?|medics?|doctors?|medical|emergency (?:room|services?|workers)|"
    r"ambulance|paramedics|rescuers?|rescue|first responders|civil defen[cs]e|operator|utility|company|committee|"
    r"volunteers?|civil society|archdiocese|diocese|parish|health workers?|doctors without borders|msf|"
    r"local sources?|residents?|villagers?|elders?|eye-?witness(?:es)?|resistance committees?|"
    r"emergency response rooms?|monitoring mission|"
    r"councillors?|elected officials?|diplomats?|lawyers?|church|bishop|mediators?|firm|union)\b"
)
_PEOPLE = re.compile(
    r"\b(?:residents?|relatives?|famil(?:y|ies)|neighbou?rs?|villagers?|locals|survivors?|cousin|brother|sister|"
    r"mother|father|uncle|parents|mourners|elders?|farmers?|passengers|eye-?witness(?:es)?|witness(?:es)?|caller|"
    r"listener|schoolteacher|teacher|shopkeeper|refugees|people)\b"
)
_REBEL = re.compile(
    r"\b(?:rebels?|insurgents?|militants?|guerrillas?|resistance|paramilitar(?:y|ies)|fighters|separatists?|jihadists?)\b"
)
_ARMY = re.compile(r"\b(?:army|forces?|defen[cs]e|command|front|brigades?)\b")
_CHARITY = re.compile(
    r"\b(?:refugee (?:council|agency)|(?:neighbou?rhood )?resistance committees?|humanitarian organi[sz]ations?|"
    r"aid organi[sz]ations?|"
    r"rights groups?|ombuds\w+|unrwa|prisoners' (?:group|society|club)|community leaders?|migrations?)\b"
)
_SEEN = re.compile(r"\b(?:eye-?)?witness(?:es)?\b")
_HEADING = re.compile(r"[^\n]{1,200}(?:\n[^\n]{1,120}){0,2}(?=\r?\n\s*\n)")
_BULLETIN = re.compile(r"\b(?:bulletin|situation report|sitrep|flash update|humanitarian update|information note)\b")
_OFFICIAL = re.compile(
    r"\b(?:communiqu[e\u00e9]|operational (?:update|information)|statement no|(?:from the )?channel of|press release|"
    r"ministry of def|general staff|operational headquarters|(?:heads|governors?) of the [\w ]{0,20}regions?|"
    r"regional (?:military )?administrations?|consolidated report|morning summary)\b"
)
_FORCE = re.compile(r"\b(?:ministry|ministries|military|army|defen[cs]e|general staff|armed forces|navy)\b")
_FORCES = re.compile(
    r"\b(?:army|military|air force|navy|armed forces|general staff|defen[cs]e (?:ministry|forces?)|"
    r"ministry of defen[cs]e|police|"
    r"inspector general|security forces|pentagon|central command|ispr|idf|command)\b"
)
_FOES = (
    r"(?:militants?|jihadis\w*|insurgents?|terrorists?|rebels?|bandits?|guerrillas?|maoists?|gunmen|extremists?|"
    r"infiltrators?|separatists?)"
)
_FOE = re.compile(rf"\b{_FOES}\b")
_FOES_HARMED = re.compile(
    r"\b(?:killed|killing|gunned down|shot dead|neutrali[sz]\w+|eliminat\w+|pounded|struck|bombed|destroyed|raided|hit|"
    rf"targeted|wiped out|arrested|detained|captured)\b[^.;]{{0,60}}?\b{_FOES}\b"
    rf"|\b{_FOES}\s+(?:\w+\s+){{0,3}}?(?:were|was)\s+(?:\w+\s+)?(?:killed|gunned|shot|neutrali[sz]ed|eliminated|slain)\b"
)
_MINISTRY = re.compile(r"\bministr(?:y|ies)\b")
_BOTH = re.compile(r"\b(?:both|the two) (?:sides|countries|armies|governments|parties|militaries)\b")
_UNNAMED = re.compile(r"(?:(?:the|its|their)\s+)?(?:defen[cs]e\s+)?(?:ministry|army|military|air force|forces|it|they)")
_CLAIMABLE = frozenset({"strike", "shelling", "ground", "air_defence", "casualties", "explosion", "humanitarian"})
_DENIES_DEED = re.compile(
    r"\b(?:den(?:ied|ies|ying)|reject(?:ed|s|ing)?)\s+(?:the\s+|any\s+|having\s+|that\s+)?(?:[a-z]{3,}ing\b|responsib|involve|it\s|its\s|"
    r"role|charge|accus|part\b|opening|they\s|their\s)"
)
_DEEDS = frozenset({"strike", "shelling", "ground", "casualties"})
_REPORTS = frozenset({"activation", "clash", "displacement"})
_HOLDINGS = frozenset({"advance", "withdrawal", "clash"})  # nobody claims responsibility for such
_OWN_REACH = 5
_THEY = re.compile(r"\bthey\s+(?:had\s+|have\s+|also\s+|then\s+)*$")
_RECENT = 12  # events back that a sentence can still speak of


def voice_of(saying: Saying) -> Voice:
    """
    Tell how a source speaks from the words that name it.

    Parameters
    ----------
    saying
        What it says.

    Returns
    -------
    voice
        An office outweighs everything ("a police officer and a hospital source"), then neutrality ("UN officials").
    """
    name = _office_of(saying)
    voices: tuple[tuple[re.Pattern[str], Voice], ...] = (
        (_CHARITY, "neutral"),
        (_REBEL, "other"),
        (_STRONG_OFFICE, "office"),
    )
    sure = next((voice for pattern, voice in voices if pattern.search(name)), None)
    if sure is not None:
        return sure
    if is_news(name):
        return "media"
    if _SEEN.search(name) or _NEUTRAL.search(name):
        return "neutral"
    if _PEOPLE.search(name):
        return "people"
    return "office" if _OFFICE.search(name) or saying.isos else "other"


def _office_of(saying: Saying) -> str:
    """What names a source beside the armed group it speaks for: "the Arakan Army" is no army's office."""
    name = saying.name.lower()
    return name if saying.isos or not _ARMY.search(saying.key) else name.replace(saying.key, "")


def doubt(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    """
    Mark what a sentence says about the claims before it: unverified, denied, owned or confirmed.

    Parameters
    ----------
    story, scene
        The document and the sentence.
    told
        The events so far; changed.
    """
    before = [(draft, draft.verification) for draft in told[-_RECENT:]]
    _doubt(story, scene, told)
    turned = [draft for draft, verification in before if draft.verification != verification]
    words = _turning_words(story, scene) if turned else None
    if words is None:
        return
    for draft in turned:
        draft.cues.append(Cue("verification", words.start, words.end, draft.verification))


def _turning_words(story: Story, scene: Scene) -> Span | None:
    for pattern in (_DENIED_HERE, _UNVERIFIED, _DENIAL, _OWNED, _CONFIRMED, _ADMISSION):
        match = pattern.search(story.norm, scene.sentence.start, scene.sentence.end)
        if match is not None:
            return Span(match.start(), match.end())
    return None


def _doubt(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    start, end = scene.sentence.start, scene.sentence.end
    owned = _OWNED.search(story.norm, start, end)
    if owned is not None:
        _own(story, scene, owned, told)
    _blame(story, scene, told)
    _dispute(story, scene, told)
    if _UNVERIFIED.search(story.norm, start, end) and _OPEN.search(story.norm, start, end):
        for draft in _last_claims(told, scene.index, reach=3, same_scene=True):
            if draft.verification != "disputed":
                draft.verification = "claimed_explicitly_unverified"
    elif _CONFIRMED.search(story.norm, start, end) and not _DENIAL.search(story.norm, start, end):
        _confirm_both(story, scene, told)
    elif _DENIAL.search(story.norm, start, end):
        _deny(story, scene, told)
    else:
        _admit(story, scene, told)


def _dispute(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    """What the same sentence says was nobody's, or that those accused of it deny."""
    start, end = scene.sentence.start, scene.sentence.end
    nobodys = NO_AUTHOR.search(story.norm, start, end) is not None
    denied = _DENIED_HERE.search(story.norm, start, end) is not None
    for draft in told:
        claimed = denied and draft.saying is not None
        if draft.scene == scene.index and draft.layer in VIOLENT and (nobodys or claimed):
            draft.verification = "disputed"


def _blame(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    """As in "The army blamed the paramilitary Rapid Support Forces": who is blamed for what nobody is named for."""
    blame = _BLAMES.search(story.norm, scene.sentence.start, scene.sentence.end)
    if blame is None or _NOBODY.search(story.norm, scene.sentence.start, blame.start()):
        return
    clause = scene.clause_at(blame.end() - 1)
    named = parties(story, scene, blame.end(), clause.end)
    near = [one for one in told if one.scene >= scene.index - 1 and one.layer in VIOLENT and one.modality == "actual"]
    last = max((one.scene for one in near), default=-1)
    for draft in near:
        if draft.scene == last and not draft.actor and named:
            owned = len(named) > 1 and not named[1].iso and story.norm.startswith("'s ", named[0].end)
            blamed = named[1] if owned else named[0]  # "Sudan's paramilitary Rapid Support Forces"
            draft.actor, draft.actor_key = blamed.name, blamed.key
            draft.actor_isos = (blamed.iso,) if blamed.iso else ()


def _confirm_both(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    start = scene.sentence.start
    speakers = set(states(parties(story, scene, start, scene.sentence.end)))
    for draft in [draft for draft in told if draft.scene >= scene.index - 2 and draft.evidence[0].start < start]:
        if speakers & set(draft.actor_isos) and draft.saying is not None and not speakers & set(draft.saying.isos):
            draft.verification = "confirmed_by_both"


def _deny(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    speakers = set(states(parties(story, scene, scene.sentence.start, scene.sentence.end)))
    denial = _DENIAL.search(story.norm, scene.sentence.start, scene.sentence.end)
    clause = scene.clause_at(denial.start()) if denial is not None else scene.sentence
    reach = clause.end
    named = {
        at.place.place_id
        for at in scene.resolutions
        if at.place is not None
        and at.place.kind != "country"
        and at.mention.literal
        and (denial is None or denial.start() < at.mention.start < reach)
    }
    here_told = [
        draft
        for draft in told
        if denial is not None
        and draft.scene == scene.index
        and draft.saying is not None
        and draft.hit.span.end <= clause.start
        and not speakers <= {*draft.saying.isos}
    ]
    for draft in [*here_told, *_last_claims(told, scene.index, reach=2, same_scene=False)]:
        isos = set(draft.saying.isos) if draft.saying is not None else set()
        here = not named or named & set(draft.place_ids)
        if draft.layer in VIOLENT and here and (not speakers or speakers - isos):
            draft.verification = "disputed"
            if _DENIES_DEED.search(story.norm, clause.start, scene.sentence.end):
                _name_denier(draft, speakers - isos)


def _name_denier(draft: Draft, deniers: set[str]) -> None:
    """As in "Baku denied shelling the area": who denies what nobody is named for is accused of it."""
    attack = draft.layer in ("strike", "shelling") or (draft.layer == "ground" and draft.subtype == "attack")
    if attack and not draft.actor and not draft.actor_isos and len(deniers) == 1 and not deniers & draft.lands:
        draft.actor_isos = tuple(deniers)
        draft.warnings.append("actor_inferred")


def _admit(story: Story, scene: Scene, told: Sequence[Draft]) -> None:
    """As in "State television acknowledged a redeployment": the side that lost confirms what the other claims."""
    admission = _ADMISSION.search(story.norm, scene.sentence.start, scene.sentence.end)
    if admission is None:
        return
    lead = story.norm[scene.sentence.start : admission.start()]
    named = parties(story, scene, scene.sentence.start, admission.start())
    speakers = set(states(named))
    if not named and not (_STRONG_OFFICE.search(lead) or _OFFICE.search(lead)):
        return
    for draft in _last_claims(told, scene.index, reach=1, same_scene=False):
        saying = draft.saying
        claims = saying is not None and draft.layer in VIOLENT and not speakers & {*saying.isos, *draft.actor_isos}
        if claims and saying is not None and voice_of(saying) == "other":
            draft.verification = "confirmed_by_target"


def _own(story: Story, scene: Scene, owned: re.Match[str], told: Sequence[Draft]) -> None:
    """As in "the group claimed responsibility for the attack": who did the last thing told that nobody has owned."""
    until = owned.start()
    named = parties(story, scene, scene.sentence.start, until)
    near = [draft for draft in told if draft.scene >= scene.index - 2 and draft.layer in VIOLENT]
    if owned["new"]:
        near = [draft for draft in near if until < draft.hit.span.end <= scene.sentence.end]
    if named and near and not near[-1].actor_isos and near[-1].actor.lower() not in story.lexicon.actors:
        draft, owner = near[-1], named[-1]
        draft.actor, draft.actor_key = owner.name, owner.key
        draft.actor_isos = (owner.iso,) if owner.iso else ()
    earlier = [draft for draft in told if draft.scene >= scene.index - _OWN_REACH and draft.layer in VIOLENT]
    told_by_office = [
        one
        for one in earlier
        if one.saying is not None
        and voice_of(one.saying) == "office"
        and one.subtype not in _HOLDINGS
        and not scene.sentence.start <= one.saying.claimant.start < until
    ]
    sure = len(told_by_office) == 1 or (told_by_office and told_by_office[-1].scene >= scene.index - 1)
    if sure and not re.search(r"\bno (?:one|group)|nobody", story.norm[scene.sentence.start : until]):
        told_by_office[-1].verification = "confirmed_by_both"


def _last_claims(told: Sequence[Draft], index: int, *, reach: int, same_scene: bool) -> list[Draft]:
    """The events that the last speaker before a sentence told."""
    near = [
        draft for draft in told if index - reach <= draft.scene <= index - (not same_scene) and draft.saying is not None
    ]
    last = max((draft.scene for draft in near), default=index)
    speakers = {draft.saying.name for draft in near if draft.scene == last and draft.saying is not None}
    if near or same_scene:
        return [draft for draft in near if draft.saying is not None and draft.saying.name in speakers]
    return [draft for draft in told if draft.scene == index - 1]


def settle_claim(story: Story, draft: Draft) -> None:
    """
    Say on which side an event's source stands, and what its word is worth.

    Parameters
    ----------
    story
        The document.
    draft
        The event; changed.
    """
    _name_doer(story, draft)
    saying = draft.saying
    draft.side = "media" if saying is None else _side(draft, saying)
    if saying is not None and _BOTH.search(saying.name.lower()):
        draft.side, draft.verification = "both", "confirmed_by_both"
        return
    if saying is not None and _tells_own_losses(story, draft, saying):
        draft.side, draft.actor, draft.actor_isos = "target", "", ()
    if saying is None:
        _speak_as_author(story, draft)
    if draft.verification == "confirmed_by_both" and draft.layer not in TWO_SIDED:
        draft.side = "both" if saying is not None and not set(saying.isos) & set(draft.actor_isos) else draft.side
    if draft.layer == "prisoner_exchange" and draft.side == "both" and draft.modality == "planned":
        draft.verification = "claimed"
    if draft.verification != "reported" or saying is None or draft.side not in ("target", "perpetrator"):
        return
    lead = Span(draft.evidence[0].start, draft.hit.span.end)
    admits = _ADMISSION.search(story.norm, min(lead.start, saying.start), max(saying.end, lead.start))
    if admits and (draft.side == "target" or draft.subtype == "withdrawal"):
        draft.verification = "admitted"
    elif draft.layer in _CLAIMABLE and not _only_reports(draft) and voice_of(saying) != "people":
        draft.verification = "reported" if _accuses_nobody(draft) else "claimed"


def _only_reports(draft: Draft) -> bool:
    """Whether a side that tells of it takes no side by that: sirens, people in flight, a fight it did not begin."""
    return draft.subtype in _REPORTS and not (draft.subtype == "clash" and draft.side == "perpetrator")


def _tells_own_losses(story: Story, draft: Draft, saying: Saying) -> bool:
    """As in "Azerbaijan has acknowledged 71 dead"."""
    window = draft.hit.window
    own = OWN_LOSSES.search(story.norm, window.start, window.end) is not None
    return own and draft.layer == "casualties" and bool(saying.isos) and not draft.places


def _name_doer(story: Story, draft: Draft) -> None:
    """As in "Moscow said it had eliminated ...", "the army said its forces took ...": the speaker is the doer."""
    saying, lands = draft.saying, draft.lands
    if saying is None or draft.actor_isos or draft.layer not in _DEEDS:
        return
    begin = max(saying.end, story.scenes[draft.scene].sentence.start)
    own = OWN_DEED.search(story.norm, begin, draft.hit.span.end) is not None
    if not draft.actor and own and saying.key and not saying.isos and voice_of(saying) == "other":
        draft.actor, draft.actor_key = saying.name, saying.key
        return
    if _names_doers_foes(story, draft, saying, lands) or _is_abroad(story, draft, saying, lands):
        draft.actor_isos = saying.isos[:1] or tuple(lands)
        draft.actor_key = draft.actor_isos[0]
        draft.warnings.append("actor_inferred")
        return
    if draft.actor:
        return
    home = saying.isos[:1] or (tuple(lands) if len(lands) == 1 and _FORCE.search(saying.name.lower()) else ())
    if home and voice_of(saying) == "office" and own:
        draft.actor, draft.actor_isos, draft.actor_key = saying.name, home, home[0]


def _names_doers_foes(story: Story, draft: Draft, saying: Saying, lands: set[str]) -> bool:
    """As in "Warplanes pounded jihadist camps, an air force spokesman said": what befell its foes a force did."""
    if not _FORCES.search(saying.name.lower()) or is_rebel(draft.actor) or len(lands) != 1:
        return False
    sentence = story.scenes[draft.scene].sentence
    window = Span(max(sentence.start, draft.hit.window.start), draft.hit.window.end)
    return _FOES_HARMED.search(story.norm, window.start, window.end) is not None and set(saying.isos[:1]) <= lands


def _is_abroad(story: Story, draft: Draft, saying: Saying, lands: set[str]) -> bool:
    """As in "the Israeli military said paratroopers pushed into Khan Arnabah": what a force tells of another land."""
    force = _FORCES.search(saying.name.lower()) is not None and bool(saying.isos)
    actor = draft.actor.lower()
    unnamed = actor not in story.lexicon.actors and not is_rebel(actor) and not _FOE.search(actor)
    strike = draft.subtype == "air" or "strike" in story.text_of(draft.hit.span).lower()
    deed = draft.layer == "ground" or (draft.layer == "strike" and strike)
    others = saying.trailing and _THEY.search(story.norm, draft.hit.window.start, draft.hit.span.start) is not None
    return force and unnamed and deed and not others and bool(lands) and saying.isos[0] not in lands


def is_rebel(actor: str) -> bool:
    """
    Say whether an actor's words call it a rebel or the like.

    Parameters
    ----------
    actor
        As the text names it.

    Returns
    -------
    rebel
        False for an empty one.
    """
    return _REBEL.search(actor.lower()) is not None


def _accuses_nobody(draft: Draft) -> bool:
    """As in "Authorities said the bridge was blown up": what an investigator found, not one side's word on another."""
    return draft.layer == "explosion" and draft.subtype != "ied" and not draft.actor


def _speak_as_author(story: Story, draft: Draft) -> None:
    """In a bulletin or a communique what nobody is named for is its issuer's word."""
    heading = _HEADING.match(story.document.text, story.document.body_start)
    head = heading.group().lower() if heading is not None else ""
    if _BULLETIN.search(head):
        draft.side = "third_party"
    elif draft.layer not in TWO_SIDED and (_OFFICIAL.search(head) or story.is_in_first_person):
        lands = draft.lands
        home = next(iter(lands)) if len(lands) == 1 else story.land
        own = bool(draft.actor_isos) and draft.actor_isos[0] == home
        draft.side = "perpetrator" if own and draft.layer not in ("air_defence", "humanitarian") else "target"
        if draft.layer in _CLAIMABLE and draft.subtype not in _REPORTS:
            draft.verification = "claimed" if draft.verification == "reported" else draft.verification


def _side(draft: Draft, saying: Saying) -> ClaimSide:
    voice, lands = voice_of(saying), draft.lands
    speaker = saying.isos[0] if saying.isos else next(iter(lands)) if len(lands) == 1 else ""
    if voice == "media":
        return "media"
    if draft.layer in TWO_SIDED:
        return _side_of_talks(draft, speaker, voice)
    if voice == "neutral":
        return "third_party"
    if draft.layer == "air_defence":
        return _defence_side(draft, saying, speaker, lands)
    return _side_of_attack(draft, saying, speaker, voice)


def _side_of_attack(draft: Draft, saying: Saying, speaker: str, voice: Voice) -> ClaimSide:
    """By force and not by land alone: rebels and the government they fight share a country."""
    if is_rebel(saying.name) or (not saying.isos and _ARMY.search(saying.key)):
        side = _side_of_rebels(draft, saying, voice)
        if side is not None:
            return side
    is_doer = (speaker and speaker in draft.actor_isos) or (saying.key and saying.key == draft.actor_key)
    if is_doer and voice != "people":
        return "perpetrator"
    if voice == "people" or (speaker and (speaker in draft.lands or speaker == draft.target_iso)):
        return "target"
    return "third_party" if speaker else "target" if voice == "office" else "media"


def _side_of_rebels(draft: Draft, saying: Saying, voice: Voice) -> ClaimSide | None:
    """What rebels or an armed group called an army tell: of a state's deed, their own, what befell its soldiers."""
    if is_rebel(saying.name):
        own = is_rebel(draft.actor) or (bool(saying.key) and saying.key == draft.actor_key)
        return "perpetrator" if own else "target"
    if draft.actor_isos and saying.key != draft.actor_key and not _STRONG_OFFICE.search(_office_of(saying)):
        return "target"
    return "perpetrator" if not draft.actor and not draft.actor_isos and voice == "other" else None


def _side_of_talks(draft: Draft, speaker: str, voice: Voice) -> ClaimSide:
    if voice == "neutral":
        return "third_party"
    return "both" if speaker in draft.actor_isos else "third_party" if speaker else "media"


def _defence_side(draft: Draft, saying: Saying, speaker: str, lands: set[str]) -> ClaimSide:
    """Who counts what was sent tells an attack on them; a force that counts only what it shot down boasts."""
    kinds = [count.kind for count in draft.counts if not count.subset]
    if not saying.isos and saying.key and saying.key == draft.actor_key:
        return "perpetrator"
    if draft.subtype == "activation" or len(kinds) != len(set(kinds)):
        return "target"
    own = _UNNAMED.fullmatch(saying.name.lower().strip()) is not None
    if speaker in draft.actor_isos or speaker in lands or not speaker or own:
        return "perpetrator" if _MINISTRY.search(saying.name.lower()) else "target"
    return "third_party"


def confirm(drafts: Sequence[Draft]) -> None:
    """
    Mark what the attacked side itself tells of an attack that the other side claims.

    Parameters
    ----------
    drafts
        The events of a document; changed.
    """
    for draft in drafts:
        if draft.side != "target" or draft.verification != "claimed" or draft.precision > 3:
            continue
        for other in drafts:
            alike = other.side == "perpetrator" and other.layer == draft.layer and draft.layer != "ground"
            if alike and _is_near(other, draft) and dates_agree(other, draft):
                draft.verification = "confirmed_by_target"


def _is_near(one: Draft, other: Draft) -> bool:
    return any(
        first.place.place_id == second.place.place_id or contains(second.place, first.place)
        for first in one.places
        for second in other.places
    )
