from __future__ import annotations

import pytest
from gazetteer_samples import open_small, town

from geomap.gazetteer.build import Content, build_index
from geomap.gazetteer.files import read_manifest
from geomap.gazetteer.matching import Matcher, is_abbreviated
from geomap.gazetteer.records import Name, NameClass, Row
from geomap.gazetteer.store import Store


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    return Matcher(open_small(tmp_path_factory.mktemp("small")).store)


@pytest.mark.parametrize("text", ["U.S.", "US", "UAE", "Ga.", "W.Va."])
def test_abbreviated(text):
    assert is_abbreviated(text)


@pytest.mark.parametrize("text", ["us", "Us", "KYIVSKA", "Kyiv", ""])
def test_not_abbreviated(text):
    assert not is_abbreviated(text)


def test_a_hit_says_the_form_that_found_it(matcher):
    assert matcher.hits("Irkutsk region")[0][2] == "irkutsk"


def test_a_misspelling_is_no_hit(matcher):
    assert matcher.hits("Irkusk") == []
    assert not matcher.has("Irkusk")


def test_a_word_is_a_demonym_of_one_row_or_of_none(matcher):
    assert matcher.demonym("RUSSIANS") is not None
    assert matcher.demonym("Russia") is None


def site(country: str, point: tuple[float, float]) -> Row:
    name = "Jebel Aulia Air Base"
    names = (Name(name, NameClass.OWN), Name("jebel aulia", NameClass.RELAXED))
    return Row(f"icao:{country}", name, "airbase", *point, country, geo_precision=1, source="airfields", names=names)


@pytest.mark.parametrize(
    ("country", "point", "first"),
    [("SD", (15.25, 32.47), "Jebel Aulia Air Base"), ("AE", (25.0, 55.2), "Jebel Ali")],
)
def test_a_site_called_so_goes_before_a_town_of_another_country_spelt_like_it(tmp_path, country, point, first):
    rows = [town(1, "Jebel Ali", (25.0, 55.11), "AE-DU", 210_000), site(country, point)]
    build_index(tmp_path / "index", Content(rows), about={"sources": {}})
    store = Store(tmp_path / "index", read_manifest(tmp_path / "index"))
    assert store.name(Matcher(store).hits("Jebel Aulia")[0][0]) == first


@pytest.mark.parametrize(("asked", "found"), [("Minova", False), ("Manyava", True)])
def test_a_short_name_is_not_taken_for_one_that_is_little_alike(tmp_path, asked, found):
    rows = [town(1, "Maniava", (48.65, 24.37), "UA-26", 3_333)]
    build_index(tmp_path / "index", Content(rows), about={"sources": {}})
    matcher = Matcher(Store(tmp_path / "index", read_manifest(tmp_path / "index")))
    assert bool(matcher.hits(asked)) is found
