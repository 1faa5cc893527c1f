from geomap.model import Mention, Place
from geomap.resolution.clues import Clues
from geomap.resolution.settling import Choice, settle, unresolved

GOMA = Place("geonames:216281", "Goma", "city", -1.68, 29.22, "CD", geo_precision=2)
BASE = Place("icao:X", "Alpha", "airbase", 1.0, 1.0, "CD", geo_precision=1)
CONGO = Place("country:CD", "DR Congo", "country", -2.5, 23.5, "CD", geo_precision=4)
HAPPENED = Mention(0, 4, "Goma", role="event_location")


def settled(mention, clues, place, *, is_capital=False):
    return settle(mention, clues, Choice(place, 0.9, "exact", "why"), is_capital=is_capital)


def test_a_town_where_something_happened_is_mapped():
    found = settled(HAPPENED, Clues(), GOMA)
    assert (found.mapped, found.geo_precision, found.mention.kind) == (True, 2, "city")


def test_a_town_called_a_region_is_a_region():
    assert settled(HAPPENED, Clues(kinds=frozenset({"admin1"})), GOMA).geo_precision == 3


def test_near_a_site_is_less_precise_than_at_it():
    assert settled(HAPPENED, Clues(near=True), BASE).geo_precision == 2
    assert settled(HAPPENED, Clues(), BASE).geo_precision == 1


def test_a_country_is_not_mapped_but_its_north_is():
    assert not settled(HAPPENED, Clues(), CONGO).mapped
    assert settled(HAPPENED, Clues(part=True), CONGO).mapped


def test_a_government_that_is_no_capital_is_a_town():
    mention = Mention(0, 4, "Goma", kind="capital_metonym", role="metonym", literal=False)
    assert settled(mention, Clues(), GOMA).mention.role == "event_location"


def test_context_and_containers_are_not_mapped():
    assert not settled(Mention(0, 4, "Goma", role="context"), Clues(), GOMA).mapped
    assert not settled(HAPPENED, Clues(holds=0), GOMA).mapped


def test_a_guess_is_a_row_but_not_mapped():
    guess = settle(HAPPENED, Clues(), Choice(GOMA, 0.3, "exact", "why"), is_capital=False)
    assert (guess.place, guess.mapped) == (GOMA, False)


def test_unresolved_says_why():
    found = unresolved(HAPPENED, "no such place", [GOMA])
    assert (found.place, found.score, found.reason, found.alternatives) == (None, 0.0, "no such place", (GOMA,))
