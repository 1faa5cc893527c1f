from __future__ import annotations

import pytest
from dump_samples import OTHER_NAMES, PLACES, place, write_dump

from geomap.errors import GazetteerError
from geomap.gazetteer import build_gazetteer, gazetteer_info, open_gazetteer
from geomap.gazetteer.build import chosen_index


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    build_gazetteer(
        folder,
        geonames=write_dump(folder / "allCountries.zip", PLACES),
        alternate_names=write_dump(folder / "alternateNamesV2.zip", OTHER_NAMES),
    )
    return folder


def test_the_index_of_a_dump_serves_the_same_calls(cache):
    dumped = open_gazetteer(cache)
    assert dumped.candidates("Kyiv")[0].place.place_id == "geonames:703448"
    assert dumped.candidates("Chernobyl")[0].place.place_id == "geonames:710735"
    assert dumped.candidates("Irkutsk region")[0].place.place_id == "iso3166-2:RU-IRK"
    assert dumped.demonym("Ukrainians").place_id == "country:UA"
    assert dumped.nearest(51.39, 30.1, limit=1)[0][0].name == "Chornobyl Nuclear Power Plant"


def test_names_of_the_second_dump_are_found(cache):
    dumped = open_gazetteer(cache)
    assert dumped.candidates("Kiew")[0].place.place_id == "geonames:703448"
    assert dumped.candidates("ChNPP") == []
    assert dumped.candidates("Ch.N.P.P.")[0].place.place_id == "geonames:698740"


def test_info_names_the_dump(cache):
    assert "allCountries.zip" in open_gazetteer(cache).about()["sources"]["geonames.org"]
    layers = {layer.layer: layer for layer in gazetteer_info(open_gazetteer(cache)).layers}
    assert layers["geonames"].places == 7


def test_a_dump_that_breaks_off_leaves_the_index_that_was_open(cache, tmp_path):
    with pytest.raises(GazetteerError, match="is the file whole"):
        build_gazetteer(cache, geonames=write_dump(tmp_path / "UA.zip", PLACES + PLACES[:70]))
    assert open_gazetteer(cache).candidates("Kyiv")
    assert not list(cache.glob("*.partial"))


def test_a_damaged_index_of_a_dump_says_what_to_do(tmp_path):
    folder = build_gazetteer(tmp_path, geonames=write_dump(tmp_path / "UA.zip", PLACES))
    (folder / "places.bin").write_bytes(b"")
    with pytest.raises(GazetteerError, match="geomap gazetteer build --geonames FILE"):
        open_gazetteer(tmp_path)


def test_names_and_countries_go_with_a_dump(tmp_path):
    with pytest.raises(GazetteerError, match="go with geonames"):
        build_gazetteer(tmp_path, countries=["UA"])


@pytest.mark.parametrize(
    ("text", "countries", "said"),
    [(PLACES, ["ZZ", "XX"], "holds no place in XX, ZZ"), (place(1, "Europe", (48, 9), "L.CONT", ""), None, "no place")],
)
def test_a_dump_without_places_is_no_index(tmp_path, text, countries, said):
    with pytest.raises(GazetteerError, match=said):
        build_gazetteer(tmp_path, geonames=write_dump(tmp_path / "UA.zip", text), countries=countries)
    assert chosen_index(tmp_path) is None


def test_a_wrong_file_is_noticed_before_the_dump_is_read(tmp_path, capsys):
    places, others = write_dump(tmp_path / "UA.zip", PLACES), write_dump(tmp_path / "names.zip", OTHER_NAMES)
    with pytest.raises(GazetteerError, match=r"UA\.zip:1: 19 columns, a line of this GeoNames dump has 10"):
        build_gazetteer(tmp_path, geonames=places, alternate_names=places)
    with pytest.raises(GazetteerError, match=r"names\.zip:1: 10 columns, a line of this GeoNames dump has 19"):
        build_gazetteer(tmp_path, geonames=others, alternate_names=places)
    assert "reading" not in capsys.readouterr().err


def test_a_missing_dump_is_an_error(tmp_path):
    with pytest.raises(GazetteerError, match=r"none\.zip cannot be read"):
        build_gazetteer(tmp_path, geonames=tmp_path / "none.zip")
