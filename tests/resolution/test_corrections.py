import pytest

from geomap.errors import GazetteerError
from geomap.model import Correction, Mention, Place
from geomap.resolution.corrections import Corrections
from geomap.resolution.settling import Choice

GOMA = Choice(Place("geonames:216281", "Goma", "city", -1.68, 29.22, "CD"), 0.9, "exact", "the only place of this name")
MENTION = Mention(0, 4, "Goma")


def test_without_a_fitting_row_the_choice_stays(gazetteer):
    assert Corrections([Correction("Uvira", not_a_place=True)]).apply(MENTION, "a", GOMA, gazetteer) is GOMA


def test_a_row_for_the_document_goes_before_one_for_all(gazetteer):
    rows = [Correction("Goma", document="a", lat=1.0, lon=2.0), Correction("Goma", not_a_place=True)]
    assert Corrections(rows).apply(MENTION, "a", GOMA, gazetteer).place.lat == 1.0
    assert Corrections(rows).apply(MENTION, "b", GOMA, gazetteer) == "corrected: not a place"


def test_a_row_for_a_country_holds_there_only(gazetteer):
    rows = [Correction("Goma", country="RW", not_a_place=True)]
    assert Corrections(rows).apply(MENTION, "a", GOMA, gazetteer) is GOMA


def test_a_place_id_is_looked_up(gazetteer):
    found = Corrections([Correction("Goma", place_id="country:CD")]).apply(MENTION, "a", GOMA, gazetteer)
    assert (found.place.place_id, found.match_method) == ("country:CD", "corrected")


def test_an_unknown_place_id_is_an_error(gazetteer):
    with pytest.raises(GazetteerError, match="nowhere:1"):
        Corrections([Correction("Goma", place_id="nowhere:1")]).apply(MENTION, "a", GOMA, gazetteer)


def test_a_point_in_another_country_takes_that_country(gazetteer):
    found = Corrections([Correction("Goma", lat=50.45, lon=30.52)]).apply(MENTION, "a", GOMA, gazetteer)
    assert found.place.country_code == "UA"


def test_a_point_at_sea_keeps_the_country_it_had(gazetteer):
    found = Corrections([Correction("Goma", lat=0.0, lon=-30.0)]).apply(MENTION, "a", GOMA, gazetteer)
    assert found.place.country_code == "CD"
