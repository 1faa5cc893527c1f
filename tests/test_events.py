"""Reading events, on short texts whose places are given, so that only the events are at stake."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.events import read_events
from geomap.model import Document, Event, Mention, Place, Resolution
from geomap.segmentation import split_sentences

DAY = date(2025, 6, 10)  # a Tuesday
COUNTRIES = {"Russia": "RU", "Russian": "RU", "Ukraine": "UA", "Ukrainian": "UA", "Israel": "IL", "Israeli": "IL"}
DEMONYMS = ("Russian", "Ukrainian", "Israeli")
TOWNS = {
    "Kharkiv": "UA",
    "Odesa": "UA",
    "Poltava": "UA",
    "Belgorod": "RU",
    "Istanbul": "TR",
    "Khan Younis": "PS",
    "Goma": "CD",
    "Lyon": "FR",
    "Minsk": "BY",
    "Quetta": "PK",
}


def place_of(name: str) -> Place:
    if name in COUNTRIES:
        code = COUNTRIES[name]
        return Place(f"country:{code}", code, "country", 50.0, 30.0, code, geo_precision=4)
    return Place(f"town:{name}", name, "city", 50.0, 30.0, TOWNS[name], geo_precision=2)


def resolutions_of(text: str) -> list[Resolution]:
    found = []
    for name in (*TOWNS, *COUNTRIES):
        at = text.find(name)
        while at >= 0:
            whole = not text[at + len(name) : at + len(name) + 1].isalpha()
            if whole:
                subject = name in COUNTRIES and name not in DEMONYMS
                kind = "demonym" if name in DEMONYMS else "country" if subject else "city"
                role = "affiliation" if kind == "demonym" else "metonym" if subject else "event_location"
                mention = Mention(at, at + len(name), name, kind, role, literal=kind == "city")
                place = place_of(name)
                found.append(Resolution(mention, place, place.geo_precision, mapped=kind == "city", score=1.0))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda one: one.mention.start)


def told(text: str, day: date | None = DAY) -> list[Event]:
    document = Document("report", text, day)
    return read_events(document, split_sentences(text), resolutions_of(text))


def only(text: str, day: date | None = DAY) -> Event:
    events = told(text, day)
    assert len(events) == 1, [(event.layer, event.subtype) for event in events]
    return events[0]


def counts(event: Event) -> set[tuple[str, str, float]]:
    return {(count.kind, count.op, count.value) for count in event.quantities}


def test_drone_strike_has_layer_place_day_counts_and_actor() -> None:
    event = only("Russian drones struck Kharkiv on Monday, killing at least 12 people and wounding 30, officials said.")
    assert (event.layer, event.subtype) == ("strike", "drone")
    assert [where.place.place_id for where in event.places] == ["town:Kharkiv"]
    assert event.dating.start == event.dating.end == date(2025, 6, 9)
    assert counts(event) == {("killed", ">=", 12), ("wounded", "=", 30)}
    assert (event.actor_iso, event.claim.side) == ("RU", "target")


@pytest.mark.parametrize(
    ("text", "layer", "subtype"),
    [
        ("Israeli air strikes on Khan Younis killed nine people.", "strike", "air"),
        ("Three rockets landed in Odesa.", "strike", "missile"),
        ("Russian artillery shelled Kharkiv.", "shelling", "artillery"),
        ("A car bomb exploded in Quetta, killing six soldiers.", "explosion", "ied"),
        ("M23 rebels seized Goma after heavy fighting with the army.", "ground", "advance"),
        ("Clashes between the army and the rebels broke out in Goma.", "ground", "clash"),
        ("Gunmen attacked a military base in Quetta.", "ground", "attack"),
        ("The army withdrew its troops from Goma.", "ground", "withdrawal"),
        ("Air defences shot down nine drones over Odesa.", "air_defence", "interception"),
        ("Peace talks between the rebels and the army opened in Istanbul.", "talks", "negotiation"),
        ("Russia and Ukraine swapped 300 prisoners of war near Odesa.", "prisoner_exchange", "swap"),
        ("Civilians were evacuated from Kharkiv as troops and tanks came closer.", "humanitarian", "evacuation"),
    ],
)
def test_what_is_told_has_its_layer(text: str, layer: str, subtype: str) -> None:
    assert (layer, subtype) in {(event.layer, event.subtype) for event in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Bus drivers in Lyon went on strike over pay on Monday.",
        "The opposition attacked the proposal in Lyon.",
        "The company fired a minister's brother in Lyon.",
        "They held talks on the phone about the match in Lyon.",
        "Her hit song topped the charts in Lyon.",
        "The bank in Lyon asked for a bridge loan.",
        "Lyon's striker scored with a rocket of a shot.",
        "A gas explosion in Lyon injured two people.",
        "Robbers killed a jeweller in Lyon, police said.",
        "A bus crashed near Lyon, killing nine people.",
        "An earthquake hit Quetta, killing 40 people.",
    ],
)
def test_what_is_no_war_gives_no_event(text: str) -> None:
    assert told(text) == []


def test_a_count_shared_by_several_places_is_one_event() -> None:
    event = only("Air defences shot down 41 drones over Belgorod, Kharkiv and Odesa.")
    assert [where.place.name for where in event.places] == ["Belgorod", "Kharkiv", "Odesa"]


def test_places_hit_without_shared_counts_are_an_event_each() -> None:
    events = told("Russian drones attacked Kharkiv and Odesa overnight.")
    assert [[where.place.name for where in event.places] for event in events] == [["Kharkiv"], ["Odesa"]]


def test_the_same_sentence_twice_is_one_event() -> None:
    sentence = "Russian drones struck Kharkiv on Monday. "
    assert len(told(sentence + sentence)) == 1


def test_no_actor_is_named_where_nobody_says_who() -> None:
    event = only("A bridge in Belgorod was blown up on Monday. Authorities did not say who was behind the attack.")
    assert (event.actor, event.actor_iso) == ("", "")


def test_a_negated_strike_is_negated() -> None:
    event = only("No drones fell on Poltava last night, though the army shot at missiles, the mayor said.")
    assert (event.modality, event.places[0].place.name) == ("negated", "Poltava")


def test_planned_talks_take_the_next_such_day() -> None:
    event = only("Russia and Ukraine will hold peace talks in Istanbul on Friday.")
    assert (event.modality, event.dating.start) == ("planned", date(2025, 6, 13))
    assert event.actor_iso == "RU;UA"


def test_talks_of_long_ago_are_history() -> None:
    event = only("Peace talks between the two armies were held in Minsk in February 2015.")
    assert event.modality == "historical"


def test_without_a_date_a_weekday_gives_no_day() -> None:
    event = only("Russian drones struck Kharkiv on Monday.", day=None)
    assert event.dating.start is None
    assert event.dating.text == "on Monday"


def test_without_any_day_there_is_a_warning() -> None:
    assert only("Russian drones struck Kharkiv.", day=None).warnings == ("no_date",)


def test_unverified_claims_say_so() -> None:
    event = only(
        "Russia said its drones struck an army base in Kharkiv. The claim could not be independently verified."
    )
    assert (event.claim.side, event.claim.verification) == ("perpetrator", "claimed_explicitly_unverified")


def test_a_denied_capture_is_disputed() -> None:
    event = only("Russia said its troops had captured the town of Kharkiv. Ukraine denied losing it.")
    assert event.claim.verification == "disputed"


def test_evidence_indexes_back_into_the_text() -> None:
    text = "Russian drones struck Kharkiv on Monday."
    event = only(text)
    assert text[event.evidence[0].start : event.evidence[0].end] == text


def test_ids_are_stable_and_differ() -> None:
    text = "Russian drones attacked Kharkiv and Odesa overnight."
    ids = [event.event_id for event in told(text)]
    assert ids == [event.event_id for event in told(text)]
    assert len(set(ids)) == 2


def test_an_empty_document_has_no_events() -> None:
    assert told("") == []


def test_listed_targets_are_an_event_each() -> None:
    text = "Drones hit two military airfields on Sunday. The army listed the targets: Belgorod, and Minsk."
    assert {where.place.name for event in told(text) for where in event.places} >= {"Belgorod", "Minsk"}


@pytest.mark.parametrize(
    "text",
    [
        "Claims by the rebels that they shot down a helicopter near Goma are false.",
        "An air raid that social media placed in Mandalay turned out to be a gas leak, the army said.",
    ],
)
def test_what_is_debunked_is_negated(text: str) -> None:
    assert {event.modality for event in told(text)} <= {"negated"}


def test_the_month_of_may_is_no_doubt() -> None:
    events = told("The exchange at the end of May freed 1,000 captured soldiers, Ukraine's army said.")
    assert [event.modality for event in events] == ["actual"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "The striker scored two goals, a rocket into the top corner, after a siege of the penalty area; the "
            "goalkeeper of Valencia was shot to pieces. The coach praised his midfielders."
        ),
        (
            "A boiler exploded in a factory in Gazipur. Workers fled the blaze; troops and fire engines came. "
            "The accident killed 27 workers. It was like a bomb, like a war."
        ),
    ],
)
def test_texts_of_sport_and_accidents_tell_no_war(text: str) -> None:
    assert told(text) == []


def test_captives_were_taken_elsewhere() -> None:
    text = "Seventeen hostages taken in July near Goma were released by the rebels on Saturday in Minsk."
    assert [where.place.name for where in only(text).places] == ["Minsk"]


def test_hundreds_and_a_number_are_one_count() -> None:
    text = "Ukraine's air force said it shot down hundreds of drones over Odesa. It intercepted 316 drones over Odesa."
    assert [(count.kind, count.value) for count in only(text).quantities] == [("drones", 316)]


def test_what_a_place_is_home_of_is_no_place_of_the_event() -> None:
    event = only("In Belgorod, home of the Minsk works, air defences were firing at drones, the governor said.")
    assert [where.place.name for where in event.places] == ["Belgorod"]


WAR = "Shelling and clashes went on, soldiers and rebels said, and drones and missiles fell along the front line. "


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("A drone caught up with a bus in Kharkiv on Monday.", "strike"),
        ("Somebody had set off an explosion in Goma.", "explosion"),
        ("Talks in Istanbul yielded little.", "talks"),
    ],
)
def test_a_clause_with_a_place_is_of_what_it_names_where_the_text_is_all_about_a_war(text: str, layer: str) -> None:
    assert layer in {event.layer for event in told(WAR + text)}
    assert told(text) == [] or layer == "explosion"


def test_what_is_only_there_is_no_event() -> None:
    assert all(
        event.layer != "strike"
        for event in told(WAR.replace("drones and missiles", "guns") + "Iran supplies drones to Goma.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Artillery fire killed a cyclist in Kharkiv and damaged a bakery in Odesa.",
        "Drones set fire to a power station in Kharkiv and killed five people in Odesa.",
    ],
)
def test_a_subject_with_two_verbs_and_two_places_tells_two_events(text: str) -> None:
    events = told(WAR + text)
    assert [[where.place.name for where in event.places] for event in events[-2:]] == [["Kharkiv"], ["Odesa"]]


def test_what_was_signed_and_what_is_to_come_are_two_events() -> None:
    events = told(WAR + "In Istanbul the two sides signed a truce last Friday and are to meet there again on 3 July.")
    assert [(event.modality, event.dating.start) for event in events if event.layer == "talks"] == [
        ("actual", date(2025, 6, 6)),
        ("planned", date(2025, 7, 3)),
    ]


def test_numbers_of_each_place_make_an_event_of_each() -> None:
    events = told("Air defences shot down 28 Ukrainian drones over Belgorod and 19 over Minsk, the ministry said.")
    assert [(event.places[0].place.name, counts(event)) for event in events] == [
        ("Belgorod", {("drones", "=", 28)}),
        ("Minsk", {("drones", "=", 19)}),
    ]


def test_drones_destroyed_over_a_region_are_shot_down() -> None:
    assert (
        told(WAR + "The Russian ministry reported 61 drones destroyed overnight over Belgorod.")[-1].layer
        == "air_defence"
    )


def test_how_many_of_those_were_shot_down() -> None:
    events = told("Drones hit a power station in Kharkiv overnight. The Ukrainian army said it shot down four.")
    assert [counts(event) for event in events if event.layer == "air_defence"] == [{("drones", "=", 4)}]


def test_a_toll_is_not_of_the_part_told_next() -> None:
    events = told(
        "At least 31 people were killed in Khan Younis on Monday, six of them when Israeli jets bombed a tent."
    )
    assert {event.layer for event in events} == {"casualties", "strike"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Militants denied that rebels had captured Goma.", "negated"),
        ("A new round of peace talks in Istanbul is not planned.", "negated"),
        ("The news that a missile hit Kharkiv the city hall named a fake.", "negated"),
        ("Talks on a truce in Istanbul show no sign of restarting.", "negated"),
        ("The governor said a missile hit Kharkiv the same day, the third since 2019.", "actual"),
        ("The toll since October 2023 is not known. A missile hit Kharkiv.", "actual"),
    ],
)
def test_how_real_it_is(text: str, modality: str) -> None:
    assert modality in {event.modality for event in told(WAR + text) if event.places}


def test_what_a_war_cost_is_no_event_of_the_day() -> None:
    events = told(WAR + "The deal ended a war that killed 4,000 people in Goma.")
    assert not [event for event in events if event.places and event.modality == "actual"]


def test_whose_a_ship_is_says_nothing_of_who_did_it() -> None:
    event = only("A missile crippled a Russian-owned tanker off Odesa on Monday, killing two sailors.")
    assert event.actor_iso == ""


@pytest.mark.parametrize(
    ("text", "warning", "start"),
    [
        ("A missile hit Kharkiv on 31 February, killing two soldiers.", "date_unreadable", None),
        ("On 01/02/2025 a missile hit Kharkiv.", "date_unreadable", None),
        ("Drones hit Kharkiv on Monday, 8 June.", "weekday_differs", date(2025, 6, 8)),
        ("A missile hit Kharkiv on Monday, 9 June.", None, date(2025, 6, 9)),
    ],
)
def test_a_doubtful_date_is_said_and_never_that_of_the_report(text: str, warning: str | None, start: date) -> None:
    event = only(text)
    assert event.dating.start == start
    assert (warning is None and not event.warnings) or warning in event.warnings


def test_each_place_has_the_day_behind_it() -> None:
    events = told("Missiles hit Kharkiv on Monday and Odesa on Sunday.")
    assert [(event.places[0].place.name, event.dating.start) for event in events] == [
        ("Kharkiv", date(2025, 6, 9)),
        ("Odesa", date(2025, 6, 8)),
    ]


@pytest.mark.parametrize(
    ("text", "layer", "iso"),
    [
        ("Houses in Kharkiv were destroyed by drones on Monday.", "strike", ""),
        ("Two houses were destroyed by missiles in Kharkiv.", "strike", ""),
        ("A woman was killed in a Russian strike on Kharkiv.", "strike", "RU"),
        ("Hundreds were evacuated from Kharkiv.", "humanitarian", ""),
        ("Drones attacked Kharkiv, said Ukraine, and the army evacuated 40 people from Odesa.", "humanitarian", "UA"),
    ],
)
def test_who_did_it_is_who_the_text_says(text: str, layer: str, iso: str) -> None:
    assert [event.actor_iso for event in told(WAR + text) if event.layer == layer and event.places] == [iso]


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Israeli mediators want both delegations back in Istanbul on Friday.", ""),
        ("Talks mediated by Israel between Russia and Ukraine were held in Istanbul on Monday.", "RU;UA"),
        ("Israel said it would host talks between Russia and Ukraine in Istanbul on Friday.", "RU;UA"),
    ],
)
def test_who_brings_others_together_takes_no_part(text: str, isos: str) -> None:
    assert [event.actor_iso for event in told(WAR + text) if event.layer == "talks"][-1:] == [isos]


def test_who_denies_the_deed_is_who_is_accused_of_it() -> None:
    events = told(WAR + "Mortar rounds landed on a post near Kharkiv, Ukraine said. Russia denied shelling the area.")
    assert [(event.actor_iso, event.claim.verification) for event in events if event.layer == "shelling"] == [
        ("RU", "disputed")
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ukrainian jets bombed a camp where families were sleeping in Belgorod, killing at least 19.", "Belgorod"),
    ],
)
def test_where_a_clause_behind_where_names_the_place(text: str, place: str) -> None:
    (event,) = (one for one in told(WAR + text) if one.places and one.layer in ("ground", "strike"))
    assert [where.place.name for where in event.places] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Goma on Monday, killing four. Two car bombs went off at the gate.",
        "Gunmen attacked a camp in Goma on Monday. The group claimed the raid and said it had led away 17 captives.",
        "Gunmen attacked the post in Goma with explosives, wounding two soldiers.",
    ],
)
def test_more_of_what_was_just_told_is_no_second_event(text: str) -> None:
    assert len([event for event in told(text) if event.modality == "actual"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A hobbyist's drone crashed into a tree in Lyon. Soldiers took photographs.",
        "A drone show over Lyon drew soldiers and tourists.",
        "Hundreds were evacuated in Lyon after a World War II bomb was found by soldiers.",
        "The army helped evacuate villages near Lyon after the flood.",
        'The Kremlin called "fiction" a magazine\'s account of a secret meeting in Minsk about the war.',
        "Rebels, who have been trying to win back Goma since losing it in July, did not comment.",
    ],
)
def test_what_is_no_event_of_a_war(text: str) -> None:
    assert not [event for event in told(text) if event.modality == "actual"]


@pytest.mark.parametrize(
    "text",
    [
        "He told how the army was beaten in the Battle of Goma.",
        "The talk was of problems that Russia faces fighting in Ukraine.",
    ],
)
def test_a_named_battle_and_the_war_at_large_are_no_event(text: str) -> None:
    assert not [event for event in told(WAR + text) if event.layer == "ground" and event.places]


def test_a_state_that_strikes_a_place_tells_of_war_in_a_line() -> None:
    event = only("Israel struck a house in Khan Younis on Monday, killing 12 people.")
    assert (event.layer, event.actor_iso, event.dating.start) == ("strike", "IL", date(2025, 6, 9))


def test_people_are_taken_out_from_where_they_are() -> None:
    event = told(WAR + "The evacuation of Kharkiv was called off on Monday while shelling went on in Odesa.")
    assert [(one.layer, one.modality) for one in event if one.places] == [
        ("humanitarian", "negated"),
        ("shelling", "actual"),
    ]


def test_a_number_said_of_one_place_is_that_places() -> None:
    events = told(WAR + "Mortar rounds came down on Kharkiv and Odesa on Monday, with one schoolgirl dead in Odesa.")
    shelled = {event.places[0].place.name: counts(event) for event in events if event.layer == "shelling"}
    assert shelled == {"Kharkiv": set(), "Odesa": {("killed", "=", 1)}}


def test_how_those_came_to_be_held_who_are_now_free_is_no_event() -> None:
    events = told(WAR + "A fisherman seized by the Israeli navy in October was handed to the Red Cross in Khan Younis.")
    assert [event.layer for event in events if event.places] == ["prisoner_exchange"]
