"""The codes that other event datasets give to a layer and subtype."""

from __future__ import annotations

from geomap.model import Event, EventCodes

_REMOTE, _STRATEGIC, _BATTLES = "Explosions/Remote violence", "Strategic developments", "Battles"
_AIR = (_REMOTE, "Air/drone strike")
_SHELLS = (_REMOTE, "Shelling/artillery/missile attack")
_IED = (_REMOTE, "Remote explosive/landmine/IED")
_CLASH = (_BATTLES, "Armed clash")
_DISRUPTED = (_STRATEGIC, "Disrupted weapons use")
_AGREEMENT = (_STRATEGIC, "Agreement")
_OTHER = (_STRATEGIC, "Other")

_CODES: dict[tuple[str, str], EventCodes] = {
    ("strike", "air"): EventCodes(*_AIR, "195", "ASSAULT:aerial"),
    ("strike", "drone"): EventCodes(*_AIR, "1952", "ASSAULT:drone"),
    ("strike", "missile"): EventCodes(*_SHELLS, "194", "ASSAULT:heavy-weapons"),
    ("strike", "combined"): EventCodes(*_AIR, "1952", "ASSAULT:drone+heavy-weapons"),
    ("strike", "unspecified"): EventCodes(*_AIR, "190", "ASSAULT"),
    ("shelling", "artillery"): EventCodes(*_SHELLS, "194", "ASSAULT:heavy-weapons"),
    ("explosion", "sabotage"): EventCodes(*_IED, "183", "ASSAULT:explosives"),
    ("explosion", "ied"): EventCodes(*_IED, "183", "ASSAULT:explosives"),
    ("explosion", "unexplained"): EventCodes(*_IED, "183", "ASSAULT:explosives"),
    ("ground", "advance"): EventCodes(_BATTLES, "Non-state actor overtakes territory", "192", "COERCE:seize"),
    ("ground", "clash"): EventCodes(*_CLASH, "190", "ASSAULT"),
    ("ground", "attack"): EventCodes(*_CLASH, "193", "ASSAULT"),
    ("ground", "withdrawal"): EventCodes(_STRATEGIC, "Non-violent transfer of territory", "087", "RETREAT"),
    ("ground", "buildup"): EventCodes(_STRATEGIC, "Change to group/activity", "154", "MOBILIZE:troops"),
    ("air_defence", "interception"): EventCodes(*_DISRUPTED),
    ("air_defence", "activation"): EventCodes(*_DISRUPTED, "152", "MOBILIZE:weapons"),
    ("air_defence", "aircraft_loss"): EventCodes(*_DISRUPTED),
    ("talks", "negotiation"): EventCodes(*_AGREEMENT, "046", "CONSULT"),
    ("talks", "meeting"): EventCodes(*_AGREEMENT, "046", "CONSULT"),
    ("talks", "visit"): EventCodes(*_OTHER, "042", "CONSULT:visit"),
    ("talks", "mediation"): EventCodes(*_AGREEMENT, "045", "CONSULT:third-party"),
    ("talks", "delegation_travel"): EventCodes(*_OTHER, "042", "CONSULT:visit"),
    ("talks", "agreement"): EventCodes(*_AGREEMENT, "057", "AGREE"),
    ("talks", "ceasefire"): EventCodes(*_AGREEMENT, "0871", "RETREAT:ceasefire"),
    ("prisoner_exchange", "swap"): EventCodes(*_AGREEMENT, "0841", "RETREAT:release"),
    ("prisoner_exchange", "release"): EventCodes(*_AGREEMENT, "0841", "RETREAT:release"),
    ("prisoner_exchange", "hostage_deal"): EventCodes(*_AGREEMENT, "0841", "RETREAT:release"),
    ("humanitarian", "evacuation"): EventCodes(*_OTHER, "073", "AID"),
    ("humanitarian", "displacement"): EventCodes(*_OTHER, "073", "AID"),
    ("humanitarian", "aid"): EventCodes(*_OTHER, "073", "AID"),
    ("statement", "comment"): EventCodes(cameo="010"),
    ("statement", "claim"): EventCodes(cameo="010"),
    ("statement", "denial"): EventCodes(cameo="012", plover="REJECT"),
    ("statement", "threat"): EventCodes(cameo="138", plover="THREATEN"),
    ("statement", "demand"): EventCodes(cameo="1056", plover="REQUEST:yield"),
    ("statement", "rejection"): EventCodes(cameo="120", plover="REJECT"),
    ("statement", "accusation"): EventCodes(cameo="112", plover="ACCUSE"),
    ("statement", "investigation"): EventCodes(cameo="090", plover="ACCUSE:investigate"),
    ("statement", "resignation"): EventCodes(cameo="083", plover="RETREAT:resign"),
}
_INTENT = EventCodes(*_AGREEMENT, "036", "AGREE")


def event_codes(event: Event) -> EventCodes:
    """
    Give the ACLED, CAMEO and PLOVER codes of an event.

    Parameters
    ----------
    event
        The event; its layer and subtype decide, and that talks are only planned.

    Returns
    -------
    codes
        Empty strings where a scheme has no code (a toll without an incident, a statement in ACLED).

    Notes
    -----
    ACLED codebook 2023 (event and sub-event types), CAMEO codebook 1.1b3, PLOVER codebook 2018. Planned talks are
    CAMEO 036, the intent to meet. ACLED's overtaking of territory is by a non-state actor unless a government regains
    its own: the actor's state and the place's country decide that.
    """
    if event.layer == "talks" and event.modality == "planned":
        return _INTENT
    codes = _CODES.get((event.layer, event.subtype), EventCodes())
    if (event.layer, event.subtype) == ("ground", "advance") and _is_own_ground(event):
        return EventCodes(_BATTLES, "Government regains territory", codes.cameo, codes.plover)
    return codes


def _is_own_ground(event: Event) -> bool:
    return any(event.actor_iso and where.place.country_code == event.actor_iso for where in event.places)
