from __future__ import annotations

from geomap.model import Correction, Document, Mention, ParsedDocument, Place, Resolution
from geomap.review import describe_corrections

BELAYA = Place("icao:UIIB", "Belaya Air Base", "airbase", 52.91, 103.57, "RU")


def parsed(name, *resolutions):
    return ParsedDocument(Document(name, "Belyay"), resolutions=resolutions)


def corrected(place=BELAYA, text="Belyay"):
    if place is None:
        return Resolution(Mention(0, 6, text), reason="corrected: not a place")
    return Resolution(Mention(0, 6, text), place, match_method="corrected")


def test_a_correction_says_how_many_mentions_it_settled_where():
    lines = describe_corrections(
        [Correction("Belyay", place_id="icao:UIIB")],
        [parsed("a", corrected(), corrected(text="BELYAY")), parsed("b", corrected())],
    )
    assert lines == ["correction 'Belyay' -> icao:UIIB (Belaya Air Base): 2 in a, 1 in b"]


def test_a_name_that_is_no_place_is_counted():
    lines = describe_corrections([Correction("Belyay", not_a_place=True)], [parsed("a", corrected(None))])
    assert lines == ["correction 'Belyay' -> not a place: 1 in a"]


def test_a_position_is_counted():
    place = Place("correction:1,2", "Belyay", "city", 1.0, 2.0)
    lines = describe_corrections([Correction("Belyay", lat=1.0, lon=2.0)], [parsed("a", corrected(place))])
    assert lines == ["correction 'Belyay' -> 1.0, 2.0: 1 in a"]


def test_a_correction_that_met_nothing_says_so():
    uncorrected = Resolution(Mention(0, 6, "Belyay"), BELAYA, match_method="fuzzy")
    lines = describe_corrections([Correction("Belyay", place_id="icao:UIIB")], [parsed("a", uncorrected)])
    assert lines == ["correction 'Belyay' -> icao:UIIB: met no mention"]


def test_the_more_particular_of_two_corrections_is_credited():
    general, particular = Correction("Belyay", place_id="icao:UIIB"), Correction("Belyay", "a", place_id="icao:UIIB")
    lines = describe_corrections([particular, general], [parsed("a", corrected()), parsed("b", corrected())])
    assert [line.rpartition(": ")[2] for line in lines] == ["1 in a", "1 in b"]


def test_no_corrections_say_nothing():
    assert describe_corrections([], [parsed("a", corrected())]) == []
