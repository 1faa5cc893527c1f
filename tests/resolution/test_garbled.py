from geomap.resolution.garbled import Area, find_garbled, kind_sets
from geomap.resolution.groups import Group


def group(name, *kinds):
    return Group(name, [0], set(kinds), set(), [])


def test_a_garbled_name_is_found_in_its_region(gazetteer):
    area = Area(gazetteer.place("iso3166-2:UA-14"), "region")
    found, where = find_garbled(group("Kramatorks"), [area], gazetteer, located=True)
    assert (found.place.place_id, where) == ("geonames:704508", area)


def test_it_is_not_looked_for_in_another(gazetteer):
    area = Area(gazetteer.place("iso3166-2:RU-IRK"), "region")
    assert find_garbled(group("Kramatorks"), [area], gazetteer, located=True) is None


def test_a_whole_country_only_where_the_words_say_place(gazetteer):
    area = Area(gazetteer.place("country:UA"), "country")
    assert find_garbled(group("Kramatorks"), [area], gazetteer, located=False) is None
    assert find_garbled(group("Kramatorks"), [area], gazetteer, located=True) is not None


def test_a_crowded_country_is_never_searched_whole(gazetteer):
    area = Area(gazetteer.place("country:US"), "country")
    assert find_garbled(group("Sprngfield"), [area], gazetteer, located=True) is None


def test_a_base_is_looked_for_among_bases_first():
    assert kind_sets(group("X", "airbase"))[0] == {"airbase"}
    assert kind_sets(group("X", "admin1")) == [{"admin1"}]
