from __future__ import annotations

import pytest

from geomap.gazetteer.curated import alias, data_rows, named_by, region_codes, respelt_sites, split_aliases
from geomap.gazetteer.records import Name, NameClass


def test_a_table_that_is_not_there_has_no_rows():
    assert data_rows("nothing.csv") == []


def test_comments_of_a_table_are_no_rows():
    assert all(row["place_id"].startswith(("iso3166-2:", "country:")) for row in data_rows("abbreviations.csv"))


def test_names_of_a_cell():
    assert split_aliases("Kiev| Kyiv ||") == ["Kiev", "Kyiv"]
    assert split_aliases("") == []


def test_a_site_is_called_by_every_spelling_of_its_town():
    respelt = respelt_sites()
    assert "Zaporozhye NPP" in respelt("Zaporizhzhia NPP", "UA")
    assert respelt("Zaporizhzhia NPP", "RU") == []
    assert respelt("Zaporizhzhia", "UA") == []


def test_geonames_regions_have_iso_codes():
    codes = region_codes()
    assert (codes["UA.21"], codes["US.TX"], codes["RU.20"]) == ("UA-59", "US-TX", "RU-IRK")


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("UK", NameClass.ABBREVIATION),
        ("U.A.E.", NameClass.ABBREVIATION),
        ("Emirates", NameClass.ESTABLISHED),
        ("ОАЭ", NameClass.ABBREVIATION),
        ("NEMTSY", NameClass.ESTABLISHED),
    ],
)
def test_a_few_capitals_are_an_abbreviation(text, quality):
    assert alias(text) == Name(text, quality)


def test_tables_call_places_by_demonym_spelling_and_abbreviation():
    called = named_by()
    assert Name("Ukrainians", NameClass.DEMONYM) in called["country:UA"]
    assert Name("Kiev", NameClass.ESTABLISHED) in called["geonames:703448"]
    assert Name("W.Va.", NameClass.ABBREVIATION) in called["iso3166-2:US-WV"]


def test_a_long_abbreviation_is_read_without_its_dot_too():
    called = named_by()
    assert Name("Calif.", NameClass.ALTERNATE) in called["iso3166-2:US-CA"]
    assert Name("Ga.", NameClass.ALTERNATE) not in called["iso3166-2:US-GA"]


def test_every_abbreviation_is_of_a_place_there_is(gazetteer):
    ids = {row["place_id"] for row in data_rows("abbreviations.csv")}
    assert [place_id for place_id in ids if gazetteer.find(place_id) is None] == []


def test_every_spelling_and_demonym_is_of_a_place_there_is(gazetteer):
    ids = {row["place_id"] for table in ("spellings.csv", "demonyms.csv") for row in data_rows(table)}
    assert [place_id for place_id in ids if gazetteer.find(place_id) is None] == []
