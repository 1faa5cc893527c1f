from geomap.model import Place
from geomap.resolution.inside import is_inside

GOMA = Place("geonames:216281", "Goma", "city", -1.68, 29.22, "CD", "North Kivu", "CD-NK")
NORTH_KIVU = Place("iso3166-2:CD-NK", "North Kivu", "admin1", -0.5, 29.0, "CD", "North Kivu", "CD-NK")
CONGO = Place("country:CD", "DR Congo", "country", -2.5, 23.5, "CD")
CHAD = Place("country:TD", "Chad", "country", 15.0, 19.0, "TD")


def test_a_town_lies_in_its_country_and_region():
    assert is_inside(GOMA, CONGO)
    assert is_inside(GOMA, NORTH_KIVU)
    assert not is_inside(GOMA, CHAD)


def test_nothing_lies_in_itself_nor_a_country_in_a_region():
    assert not is_inside(CONGO, CONGO)
    assert not is_inside(CONGO, NORTH_KIVU)


def test_in_a_town_means_near_it():
    gisenyi = Place("geonames:202326", "Gisenyi", "city", -1.70, 29.26, "RW")
    assert is_inside(gisenyi, GOMA)
