"""The same event in several documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter

from geomap.events import match_score, merge_events
from geomap.model import Dating, Event, EventPlace, Place, Quantity, Span

BASE = Place("icao:X", "Belaya", "airbase", 52.9, 103.6, "RU", "Irkutsk", "RU-IRK", geo_precision=1)
REGION = Place("iso3166-2:RU-IRK", "Irkutsk", "admin1", 56.0, 105.0, "RU", "Irkutsk", "RU-IRK", geo_precision=3)
RUSSIA = Place("country:RU", "Russia", "country", 60.0, 100.0, "RU", geo_precision=4)
SUNDAY = Dating(date(2025, 6, 1), date(2025, 6, 1), "Sunday", 1, "weekday")


def event(doc: str, place: Place = BASE, **changes) -> Event:
    first = Event(
        event_id=f"{doc}-{place.name}",
        doc_id=doc,
        layer="strike",
        subtype="drone",
        evidence=(Span(0, 10),),
        places=(EventPlace(place, place.geo_precision),),
        dating=SUNDAY,
        actor_iso="UA",
    )
    return replace(first, **changes)


def test_one_strike_in_two_reports_is_one_row_with_both_figures():
    more = event("a", quantities=(Quantity("aircraft", ">", 40),))
    exact = event("b", quantities=(Quantity("aircraft", "=", 41),))
    (row,) = merge_events([more, exact])
    assert [one.doc_id for one in row.reports] == ["a", "b"]
    assert [one.quantities[0].value for one in row.reports] == [40, 41]
    assert row.score == 0.9
    assert "same place" in row.reason


def test_the_lowest_count_of_dead_is_kept():
    rows = merge_events(
        [event("a", quantities=(Quantity("killed", "=", 12),)), event("b", quantities=(Quantity("killed", "=", 9),))]
    )
    assert [(count.kind, count.value) for count in rows[0].event.quantities] == [("killed", 9)]


def test_the_finer_place_is_kept():
    (row,) = merge_events([event("a", REGION), event("b")])
    assert row.event.places[0].place == BASE
    assert row.event.event_id == "a-Irkutsk"


def test_two_events_of_one_document_stay_two():
    assert len(merge_events([event("a"), event("a", event_id="other")])) == 2


def test_other_days_stay_apart():
    monday = Dating(date(2025, 6, 4), date(2025, 6, 4), "Wednesday", 1, "weekday")
    assert len(merge_events([event("a"), event("b", dating=monday)])) == 2


def test_other_actors_stay_apart():
    assert match_score(event("a"), event("b", actor_iso="RU")) == (0.0, "different actors")


def test_a_country_alone_is_not_enough():
    bare = {"actor_iso": "", "dating": Dating(date(2025, 5, 26), date(2025, 6, 1), "", 2, "relative")}
    assert len(merge_events([event("a", RUSSIA, **bare), event("b", RUSSIA, **bare)])) == 2


def test_talks_planned_and_held_are_one_that_was_held():
    planned = event("a", layer="talks", subtype="negotiation", modality="planned")
    (row,) = merge_events([planned, event("b", layer="talks", subtype="meeting")])
    assert row.event.modality == "actual"


def test_a_merging_can_be_undone():
    pair = event("a"), event("b")
    assert len(merge_events(pair, keep_apart=[(pair[0].event_id, pair[1].event_id)])) == 2


def test_a_single_report_is_its_own_row():
    only = event("a")
    (row,) = merge_events([only])
    assert (row.event, row.reports, row.score) == (only, (only,), 1.0)


def test_events_of_no_known_day_stay_apart():
    assert match_score(event("a", dating=Dating()), event("b"))[1] == "different days"


def test_drones_and_shells_of_one_day_in_one_town_stay_two():
    shells = event("b", layer="shelling", subtype="artillery", actor_iso="")
    assert len(merge_events([event("a", actor_iso=""), shells])) == 2
    assert len(merge_events([event("a"), event("b", subtype="combined")])) == 1
    assert len(merge_events([event("a"), event("b", subtype="unspecified", actor_iso="")])) == 1


def test_a_parts_parent_is_the_row_that_its_parent_was_joined_to():
    whole = [event("a", RUSSIA, event_id="a-all"), event("b", RUSSIA, event_id="b-all", subtype="unspecified")]
    part = event("b", event_id="b-part", parent_id="b-all")
    counted = [replace(one, quantities=(Quantity("aircraft", "=", 41),)) for one in whole]
    rows = merge_events([*counted, part])
    assert [row.event.event_id for row in rows] == ["a-all", "b-part"]
    assert rows[1].event.parent_id == "a-all"


def test_the_reason_is_that_of_the_weakest_joining():
    rows = merge_events([event("a"), event("b", REGION), event("c")])
    (row,) = rows
    assert row.score == min(
        match_score(event("a"), event("b", REGION))[0], match_score(event("b", REGION), event("c"))[0]
    )
    assert "one in the other" in row.reason


def test_many_reports_are_joined_in_time_that_grows_with_them():
    days = [Dating(date(2025, 1, 1 + day), date(2025, 1, 1 + day), "", 1, "absolute") for day in range(14)]
    places = [Place(f"x:{n}", f"Town {n}", "city", 50.0, 30.0, "UA", geo_precision=2) for n in range(100)]
    told = [
        event(f"{doc}", places[n], event_id=f"{doc}-{n}-{day}", dating=days[day])
        for n in range(100)
        for day in range(14)
        for doc in range(2)
    ]
    begin = perf_counter()
    assert len(merge_events(told)) == 1400
    assert perf_counter() - begin < 10
