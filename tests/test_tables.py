from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from geomap.errors import FrameError
from geomap.model import (
    Claim,
    Dating,
    Document,
    Event,
    EventPlace,
    Mention,
    MergedEvent,
    ParsedDocument,
    Place,
    Quantity,
    Resolution,
    Span,
)
from geomap.tables import COLUMNS, COUNT_COLUMNS, build_tables, check_tables

TEXT = "Three people were killed in Sumy on Sunday, police said; officials put the toll at two."
SUMY = Place("geonames:692194", "Sumy", "city", 50.9216, 34.80029, country_code="UA", admin1="Sumy", geo_precision=2)
EVENT = Event(
    event_id="a1",
    doc_id="d",
    layer="strike",
    subtype="drone",
    evidence=(Span(0, 56),),
    places=(EventPlace(SUMY, 2),),
    dating=Dating(date(2025, 6, 1), date(2025, 6, 1), "on Sunday", 1, "weekday"),
    quantities=(Quantity("killed", "=", 3), Quantity("killed", "=", 2), Quantity("killed", "=", 1, subset=True)),
    claim=Claim("police", "target", "claimed"),
)


def parsed(*events):
    mention = Mention(28, 32, "Sumy", "city", "event_location")
    resolution = Resolution(mention, SUMY, 2, mapped=True, score=0.9, match_method="exact")
    lost = Resolution(Mention(46, 52, "police"), reason="no such place")
    return ParsedDocument(Document("d", TEXT, date(2025, 6, 3)), resolutions=(resolution, lost), events=events)


def tables(event=EVENT):
    return build_tables([parsed(event)], [MergedEvent(event, (event,))], iso3={"UA": "UKR"})


def test_every_table_has_the_contracts_columns_in_order():
    for name, frame in tables().items():
        assert list(frame.columns) == [column.name for column in COLUMNS[name]]


def test_no_documents_give_empty_tables_with_the_same_dtypes():
    for (name, full), (_, empty) in zip(tables().items(), build_tables([], []).items(), strict=True):
        assert empty.empty, name
        assert list(empty.dtypes) == list(full.dtypes)


def test_a_mention_row_indexes_back_into_its_text():
    [row, lost] = tables().mentions.itertuples()
    assert TEXT[row.start : row.end] == row.text == "Sumy"
    assert (row.mention_id, row.place_id, row.lat, row.lon) == ("d:28-32", "geonames:692194", 50.9216, 34.80029)
    assert pd.isna(lost.lat)
    assert lost.reason == "no such place"


def test_a_place_counts_its_mentions_and_events():
    [row] = tables().places.itertuples()
    assert (row.iso3, row.surface_forms, row.n_mentions, row.n_events) == ("UKR", ["Sumy"], 1, 1)


def test_of_several_tolls_the_lowest_whole_one_is_shown_and_none_is_added_up():
    [row] = tables().events.itertuples()
    assert (row.killed, row.killed_op) == (2, "=")
    assert [q["value"] for q in tables().reports.quantities[0]] == [3, 2, 1]


def test_an_event_in_a_country_has_no_point():
    country = Place("country:UA", "Ukraine", "country", 49.0, 32.0, country_code="UA", geo_precision=4)
    [row] = tables(replace(EVENT, places=(EventPlace(country, 4),))).events.itertuples()
    assert row.geo_precision == 4
    assert pd.isna(row.lat)


def test_a_part_of_a_country_has_no_point_either():
    country = Place("country:UA", "Ukraine", "country", 49.0, 32.0, country_code="UA", geo_precision=4)
    [row] = tables(replace(EVENT, places=(EventPlace(country, 3),))).events.itertuples()
    assert row.geo_precision == 3
    assert pd.isna(row.lat)


def test_an_event_over_several_places_is_as_vague_as_the_vaguest():
    region = Place("iso3166-2:UA-59", "Sumy", "admin1", 51.0, 34.0, country_code="UA", geo_precision=3)
    event = replace(EVENT, places=(EventPlace(SUMY, 2), EventPlace(region, 3)))
    [row] = tables(event).events.itertuples()
    assert (row.geo_precision, row.lat, row.place_ids) == (3, 50.9216, ["geonames:692194", "iso3166-2:UA-59"])


def test_every_count_column_has_an_operator_beside_it():
    names = [column.name for column in COLUMNS["events"]]
    assert all(names[names.index(kind) + 1] == f"{kind}_op" for kind in COUNT_COLUMNS)


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("events", "layer", "party", "strike"),
        ("events", "subtype", "negotiation", "layer 'strike' has air, drone"),
        ("events", "lat", 120.0, "degrees from -90 to 90"),
        ("mentions", "role", None, "a value is needed"),
        ("mentions", "lon", None, "lat and lon come together"),
        ("reports", "event_id", "zz", "no such event"),
    ],
)
def test_a_value_outside_the_contract_is_refused_with_its_row(table, column, value, said):
    broken = tables()
    getattr(broken, table).loc[0, column] = value
    with pytest.raises(FrameError, match=said) as caught:
        check_tables(broken)
    assert caught.value.column == column
    assert caught.value.rows == (0,)


def test_a_point_for_a_whole_country_is_refused():
    broken = tables()
    broken.events.loc[0, "geo_precision"] = 4
    with pytest.raises(FrameError, match="no point where geo_precision is 4"):
        check_tables(broken)


def test_a_missing_column_is_named():
    whole = tables()
    with pytest.raises(FrameError, match="'events' lacks column 'modality'"):
        check_tables(replace(whole, events=whole.events.drop(columns="modality")))
