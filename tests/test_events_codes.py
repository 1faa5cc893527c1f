"""ACLED, CAMEO and PLOVER codes."""

from __future__ import annotations

import pytest

from geomap.events import event_codes
from geomap.model import SUBTYPES, Event, EventPlace, Place, Span


def sample(layer, subtype, **changes) -> Event:
    return Event("id", "doc", layer, subtype, (Span(0, 1),), **changes)


@pytest.mark.parametrize(
    ("layer", "subtype", "acled", "cameo"),
    [
        ("strike", "drone", "Air/drone strike", "1952"),
        ("strike", "missile", "Shelling/artillery/missile attack", "194"),
        ("shelling", "artillery", "Shelling/artillery/missile attack", "194"),
        ("explosion", "ied", "Remote explosive/landmine/IED", "183"),
        ("air_defence", "interception", "Disrupted weapons use", ""),
        ("casualties", "toll_claim", "", ""),
        ("talks", "ceasefire", "Agreement", "0871"),
        ("prisoner_exchange", "swap", "Agreement", "0841"),
        ("humanitarian", "evacuation", "Other", "073"),
    ],
)
def test_codes(layer, subtype, acled, cameo):
    codes = event_codes(sample(layer, subtype))
    assert (codes.acled_sub_event_type, codes.cameo) == (acled, cameo)


def test_planned_talks_are_an_intent_to_meet():
    assert event_codes(sample("talks", "negotiation", modality="planned")).cameo == "036"


def test_a_government_that_takes_its_own_ground_regains_it():
    kursk = EventPlace(Place("iso3166-2:RU-KRS", "Kursk", "admin1", 51.7, 36.2, "RU"), 3)
    codes = event_codes(sample("ground", "advance", places=(kursk,), actor_iso="RU"))
    assert codes.acled_sub_event_type == "Government regains territory"


def test_every_subtype_but_a_toll_has_a_code():
    pairs = [(layer, subtype) for layer, subtypes in SUBTYPES.items() for subtype in subtypes]
    bare = [pair for pair in pairs if not any(vars_of(event_codes(sample(*pair))))]
    assert bare == [("casualties", "toll_claim")]


def vars_of(codes) -> tuple[str, ...]:
    return codes.acled_event_type, codes.acled_sub_event_type, codes.cameo, codes.plover
