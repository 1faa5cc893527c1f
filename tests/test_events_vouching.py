"""Who says so and what their word is worth, on short texts whose places are given."""

from __future__ import annotations

import datetime as dt

import pytest
from test_events import only, told

from geomap import geoparse
from geomap.events.claims import Saying
from geomap.events.vouching import voice_of
from geomap.model import Document, Span

DAY = dt.date(2025, 6, 4)  # a Wednesday


def saying(name: str) -> Saying:
    return Saying(0, 4, 50, "said", Span(0, len(name)), name, ())


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("a police lieutenant and a hospital source", "office"),
        ("the state news agency", "office"),
        ("local authorities", "office"),
        ("UN officials", "neutral"),
        ("a committee of local doctors", "neutral"),
        ("the grid operator", "neutral"),
        ("residents", "neutral"),
        ("her cousin in the next town", "people"),
        ("Reuters", "media"),
        ("a radio station abroad", "media"),
        ("two rebel commanders", "other"),
    ],
)
def test_the_words_for_a_source_tell_its_voice(name: str, voice: str) -> None:
    assert voice_of(saying(name)) == voice


@pytest.mark.parametrize(
    ("text", "side", "verification"),
    [
        ("A missile hit a house in Kharkiv on Monday, killing two people, the governor said.", "target", "claimed"),
        ("A missile hit a house in Kharkiv on Monday, killing two people, doctors said.", "third_party", "reported"),
        ("A missile hit a house in Kharkiv on Monday, killing two people, residents said.", "third_party", "reported"),
        ("A missile hit a house in Kharkiv on Monday, killing two people.", "media", "reported"),
        ("Two people were killed when a missile hit Kharkiv, police said late on Monday.", "target", "claimed"),
        ("Russian artillery shelled Kharkiv on Monday: 1 killed (Ukrainian police).", "target", "claimed"),
        ("Russian artillery shelled Kharkiv on Monday, Russia said.", "perpetrator", "claimed"),
        ("Rebels seized Goma on Monday, two rebel commanders and a war monitor said.", "perpetrator", "claimed"),
        (
            "Russia said its forces struck Kharkiv with missiles on Monday, which Ukraine denies.",
            "perpetrator",
            "disputed",
        ),
        (
            "Russia said its forces struck Kharkiv with missiles on Monday. Neither side's account could be verified.",
            "perpetrator",
            "claimed_explicitly_unverified",
        ),
    ],
)
def test_the_side_of_a_source_and_the_worth_of_its_word(text: str, side: str, verification: str) -> None:
    event = only(text)
    assert (event.claim.side, event.claim.verification) == (side, verification)


def test_an_attack_told_by_officials_and_owned_by_a_group_is_confirmed_by_both() -> None:
    text = "Gunmen attacked a military base in Quetta on Monday, officials said. Boko Haram claimed responsibility."
    event = told(text)[0]
    assert (event.actor, event.claim.side, event.claim.verification) == ("Boko Haram", "both", "confirmed_by_both")


def test_a_catchword_before_a_colon_is_no_source() -> None:
    event = only("FROM THE SKY: A drone hit a house in Kharkiv on Monday, killing two people.")
    assert event.claim.claimed_by == ""


def test_the_source_of_a_later_toll_vouches_for_the_event() -> None:
    event = only("A missile hit a house in Kharkiv on Monday. The health ministry put the dead at nine.")
    assert (event.claim.claimed_by, event.claim.side) == ("The health ministry", "target")


def test_who_suffers_is_no_doer() -> None:
    event = only("At least 28 Ukrainian soldiers were killed by artillery fire near Kharkiv on Monday.")
    assert event.actor_iso != "UA"


def test_a_force_of_the_government_is_that_of_the_land() -> None:
    event = only("Government artillery shelled Goma on Monday, killing six people.")
    assert event.actor_iso == "CD"


def test_the_end_of_a_groups_name_is_no_army_of_the_state() -> None:
    event = only("The Arakan Army, for its part, attacked a military base in Goma on Monday.")
    assert (event.actor, event.actor_iso) == ("Arakan Army", "")


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("the Norwegian Refugee Council", "neutral"),
        ("a neighbourhood resistance committee", "neutral"),
        ("two security sources and a resident", "office"),
        ("the ombudsman's office", "neutral"),
    ],
)
def test_charities_stand_before_councils_and_security_sources_before_residents(name: str, voice: str) -> None:
    assert voice_of(saying(name)) == voice


@pytest.mark.parametrize(
    ("text", "side", "verification"),
    [
        ("Myanmar's jets bombed a market in Mogok, killing 17 people, the Arakan Army said.", "target", "claimed"),
        ("Rebels blew up a bridge in Goma. The group said its men had carried it out.", "media", "reported"),
        (
            "A bomb hit a convoy near Quetta, killing nine soldiers, police said. A faction said its men had done it.",
            "both",
            "confirmed_by_both",
        ),
        ("Rebels acknowledged on Monday that they had withdrawn from Goma.", "perpetrator", "admitted"),
        (
            "The army said its troops had seized Goma from rebels. A rebel adviser dismissed that as a fantasy.",
            "perpetrator",
            "disputed",
        ),
    ],
)
def test_who_owns_up_who_concedes_and_who_denies(text: str, side: str, verification: str) -> None:
    event = geoparse([Document("d", text, date=DAY)]).reports.iloc[0]
    assert (event.claim_side, event.verification) == (side, verification)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Warplanes pounded jihadist camps near Maiduguri overnight, an air force spokesman said.", "NG"),
        ("The Israeli military said paratroopers pushed into Quneitra late on Monday.", "IL"),
        ("Rebels and the army fought in Myanmar's Chin State. Fighter jets bombed a school in Falam on Monday.", "MM"),
        ("Israel struck Yemen's rebels with jets on Monday. Mortar fire killed two people in Taiz.", ""),
        ("Chad said two of its soldiers died on Monday when a drone hit their post at Abeche.", ""),
    ],
)
def test_the_state_that_only_can_have_done_it(text: str, iso: str) -> None:
    assert geoparse([Document("d", text, date=DAY)]).events.actor_iso.fillna("").iloc[-1] == iso


@pytest.mark.parametrize(
    "text",
    [
        "The General Staff in Kyiv counted 14 Russian assaults near Lyman in the past day, all of them beaten back.",
        "The army said rebels shelled Lyman. The general staff in Kyiv acknowledged an assault on Lyman on Monday.",
    ],
)
def test_where_a_source_sits_is_no_place_of_what_it_tells(text: str) -> None:
    events = geoparse([Document("d", text, date=DAY)]).events
    assert set(events.place_raw) == {"Lyman"}
