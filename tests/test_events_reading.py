"""Short reports whose places are found, and what is read of them, worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.model import Document, Event
from geomap.pipeline import default_stages, parse_document

DAY = dt.date(2025, 6, 4)  # a Wednesday


def read(text: str) -> list[Event]:
    return list(parse_document(Document("report", text, DAY), default_stages()).events)


def only(text: str) -> Event:
    (event,) = read(text)
    return event


def where(event: Event) -> list[str]:
    return [at.place.name for at in event.places]


@pytest.mark.parametrize(
    ("text", "layer", "actor_iso"),
    [
        ("Israeli strikes killed 12 people in Rafah on Monday.", "strike", "IL"),
        ("Israel bombed Isfahan on Friday, Iranian media said.", "strike", "IL"),
        ("Russia sank a Ukrainian minesweeper near Odesa.", "strike", "RU"),
        ("Ukraine's navy said it had sunk a Russian patrol boat near Sevastopol on Monday.", "strike", "UA"),
        ("India and Pakistan signed a peace treaty in Doha.", "talks", "IN;PK"),
        ("Russia freed 12 prisoners in exchange for eight Ukrainians.", "prisoner_exchange", "RU;UA"),
    ],
)
def test_a_line_in_which_states_act_is_of_war(text: str, layer: str, actor_iso: str) -> None:
    event = only(text)
    assert (event.layer, event.actor_iso) == (layer, actor_iso)


@pytest.mark.parametrize(
    "text",
    [
        "Italian strikes on Friday stopped flights in Milan.",
        "French strikes hit trains in Lyon on Monday.",
        "Russia bombed at the box office in Moscow.",
        "Spain's fleet of fishing boats stayed in Vigo.",
        "Two soldiers died when a helicopter crashed on a training flight near Fort Campbell on Monday, the army said.",
        "Crowds gathered in Kyiv to mark the anniversary of the war.",
    ],
)
def test_a_line_of_peace_tells_nothing(text: str) -> None:
    assert read(text) == []


def test_people_fight_and_flee_somewhere_else_than_at_the_talks() -> None:
    talks, *others = read(
        "Peace talks opened in Doha on Monday. Some 3,000 people fled as clashes between the army and rebels went on."
    )
    assert (talks.layer, where(talks)) == ("talks", ["Doha"])
    assert others
    assert not any(event.places for event in others)


def test_long_before_the_report_the_day_of_the_sentence_before_stands() -> None:
    sumy, kharkiv = read(
        "On May 14, Russian drones hit Sumy, killing two people. Missiles struck a hospital in Kharkiv."
    )
    assert (where(sumy), sumy.dating.start) == (["Sumy"], dt.date(2025, 5, 14))
    assert (where(kharkiv), kharkiv.dating.start) == (["Kharkiv"], dt.date(2025, 5, 14))
    assert kharkiv.dating.basis == "inferred_from_context"


def test_each_place_has_the_days_of_a_range() -> None:
    events = read("Russian drones hit Sumy and Poltava on May 14-15, killing two soldiers.")
    days = {(event.dating.start, event.dating.end) for event in events}
    assert days == {(dt.date(2025, 5, 14), dt.date(2025, 5, 15))}


def test_what_is_done_after_the_report_stays_actual_with_a_warning() -> None:
    event = only("Russian drones struck Sumy on 9 June 2025, killing two soldiers.")
    assert (event.modality, event.warnings) == ("actual", ("date_after_report",))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Al-Shabaab claimed a suicide bombing in Mogadishu.", "Al-Shabaab"),
        ("A car bomb killed ten people in Kabul on Monday. Islamic State claimed the attack.", "Islamic State"),
    ],
)
def test_who_claims_a_bombing_did_it(text: str, actor: str) -> None:
    event = only(text)
    assert (event.actor, event.claim.claimed_by, event.claim.side) == (actor, actor, "perpetrator")


def test_who_claims_another_attack_did_not_do_the_one_before() -> None:
    first = read(
        "Drones knocked out power in Chernihiv, Ukrainian officials said, hours after Ukraine's navy claimed a raid on "
        "one of Russia's largest oil ports."
    )[0]
    assert first.claim.side == "target"


def test_who_denies_arming_rebels_denies_no_attack() -> None:
    event = only("Rwanda denies arming the rebels who captured Goma on Monday.")
    assert event.claim.verification == "reported"


def test_who_denies_being_behind_an_attack_disputes_it() -> None:
    event = only("Rebels denied they were behind the attack on Goma that killed 12 soldiers.")
    assert event.claim.verification == "disputed"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Russian missiles have hit Kharkiv many times in the past.", "habitual"),
        ("On the third anniversary of the war, Russian drones hit Kyiv.", "actual"),
    ],
)
def test_the_past_is_told_from_the_day(text: str, modality: str) -> None:
    assert only(text).modality == modality


def test_what_is_commemorated_is_historical() -> None:
    event = only(
        "Veterans marched in London on Monday to mark the anniversary of the D-Day landings, in which troops stormed "
        "the beaches of Normandy."
    )
    assert event.modality == "historical"


def test_the_cue_of_a_source_is_its_words() -> None:
    text = "Drones hit a depot in Chernihiv on Monday, Ukrainian officials said."
    (cue,) = [cue for cue in only(text).cues if cue.field == "claimed_by"]
    assert text[cue.start : cue.end] == "Ukrainian officials"


def test_leave_to_fire_is_no_strike() -> None:
    assert read("The United States let Kyiv fire long-range missiles into Russia.") == []


def test_ids_do_not_depend_on_what_else_is_told() -> None:
    text = "Russian drones hit Sumy on Monday, killing two soldiers."
    alone = only(text)
    assert read(f"{text}\n\nRebels shelled Goma on Monday.")[0].event_id == alone.event_id


NIGHT = "Russia launched 300 drones and seven missiles at Ukraine overnight, "


@pytest.mark.parametrize(
    "text",
    [
        NIGHT + "of which 277 were shot down, the air force said.",
        NIGHT + "the air force said, adding that 277 had been shot down.",
        NIGHT + "the air force said. Of those, 277 were shot down.",
        NIGHT + "the air force said. Air defences shot down 277 of the drones.",
    ],
)
def test_what_was_sent_and_what_was_shot_down_are_told_apart(text: str) -> None:
    sent, downed = read(text)
    assert (sent.layer, where(sent), sent.actor_iso) == ("strike", ["Ukraine"], "RU")
    assert [(count.kind, count.value) for count in sent.quantities] == [("drones", 300), ("missiles", 7)]
    assert (downed.layer, where(downed)) == ("air_defence", ["Ukraine"])
    assert [(count.kind, count.value) for count in downed.quantities] == [("drones", 277)]


def test_a_town_within_the_land_attacked_has_the_day_of_the_attack() -> None:
    _, dead = read(NIGHT + "the air force said. A woman was killed in Kharkiv.")
    assert (dead.layer, where(dead), dead.dating.basis) == ("casualties", ["Kharkiv"], "inferred_from_context")
    assert (dead.dating.start, dead.dating.end) == (dt.date(2025, 6, 3), dt.date(2025, 6, 4))


def test_where_a_strike_comes_from_is_not_where_it_is() -> None:
    events = read("The enemy launched an air strike from the direction of Kharkiv, damaging a depot, the army said.")
    assert all("Kharkiv" not in where(event) for event in events)


@pytest.mark.parametrize(
    ("text", "actor_iso", "side"),
    [
        ("A convoy was attacked near Kherson on Monday, the Ukrainian army said.", "", "target"),
        ("The army accused the RSF of attacking Babanusa on Tuesday and killing 30 people.", "", "target"),
        ("Kyiv accused Moscow of bombing a hospital in Kherson on Tuesday, killing four patients.", "RU", "target"),
        ("U.S. forces struck a Houthi command post in Hodeidah on Sunday, the Pentagon said.", "US", "perpetrator"),
        (
            "At least 31 people were killed by Israeli fire in Rafah on Sunday, Gaza's health ministry said.",
            "IL",
            "target",
        ),
    ],
)
def test_who_tells_of_an_attack_did_not_make_it(text: str, actor_iso: str, side: str) -> None:
    event = only(text)
    assert (event.actor_iso, event.claim.side) == (actor_iso, side)


def test_they_are_not_who_tells_of_them() -> None:
    _, aden = read(
        "Houthi militants attacked a ship on Sunday near Hodeidah. Three days earlier they had attacked a tanker near "
        "Aden, the British navy said on Tuesday."
    )
    assert (where(aden), aden.actor_iso, aden.dating.start) == (["Aden"], "", dt.date(2025, 5, 29))


@pytest.mark.parametrize(
    "text",
    [
        "Israeli aircraft bombed a fuel depot on Sunday, an Iranian official said in Vienna.",
        "Gunmen killed 12 soldiers on Monday, Nigeria's president told reporters in Paris.",
        "Russian forces shelled a village on Sunday, a Ukrainian diplomat said at a news conference in Brussels.",
        "India and Pakistan agreed on Saturday to a full ceasefire, a U.S. official said in Washington.",
    ],
)
def test_where_a_speaker_stands_is_no_place_of_the_deed(text: str) -> None:
    event = only(text)
    assert not {"Vienna", "Paris", "Brussels", "Washington"} & set(where(event))
    assert "US" not in event.actor_iso


def test_a_military_base_in_a_town_is_no_airport() -> None:
    event = only("Russian forces attacked a military base in Poltava on Sunday, killing 12 soldiers.")
    assert [(at.place.name, at.geo_precision) for at in event.places] == [("Poltava", 2)]


def test_each_side_counts_the_dead_of_the_other() -> None:
    event = only(
        "Somalia's army killed 40 al Shabaab fighters near Adan Yabal on Saturday, the information ministry said. "
        "Al Shabaab said it had killed 57 soldiers."
    )
    assert [(count.kind, count.value) for count in event.quantities] == [("killed", 40)]


def test_the_dead_of_another_town_are_not_those_of_the_one_before() -> None:
    first = read("Gunmen attacked Djibo on Saturday. The previous day they had attacked Dori, killing six people.")[0]
    assert (where(first), first.quantities) == (["Djibo"], ())


def test_what_was_sent_at_a_land_is_not_all_sent_at_the_town_where_people_died() -> None:
    events = read(
        "Russian forces launched 112 drones at Ukraine overnight, killing two people in Kharkiv. The air force said "
        "it shot down 87 of them."
    )
    told = [(event.layer, where(event), [(count.kind, count.value) for count in event.quantities]) for event in events]
    assert told == [
        ("strike", ["Ukraine"], [("drones", 112)]),
        ("strike", ["Kharkiv"], [("killed", 2)]),
        ("air_defence", ["Ukraine"], [("drones", 87)]),
    ]
    assert [event.actor_iso for event in events] == ["RU", "RU", "UA"]
