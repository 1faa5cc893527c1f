from __future__ import annotations

import pytest
from gazetteer_samples import ROWS, open_small

from geomap.folding import fold
from geomap.gazetteer.records import KINDS


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_small(tmp_path_factory.mktemp("small")).store


def test_every_row_is_found_by_its_id(store):
    for row in ROWS:
        number = store.row_of(row.place_id)
        assert store.place(number).place_id == row.place_id
        assert store.name(number) == row.name
        assert KINDS[store.kind(number)] == row.kind
        assert store.country(number) == row.country


@pytest.mark.parametrize("place_id", ["", "geonames:", "geonames:x", "geonames:-1", "geonames:99999999999", "Kyiv"])
def test_what_is_no_id_is_no_row(store, place_id):
    assert store.row_of(place_id) is None


def test_numbers_and_records_agree(store):
    assert len(store) == len(ROWS) == len(store.records)
    assert store.number_keys.tolist() == sorted(store.number_keys.tolist())


def test_a_regions_name_comes_with_its_towns(store):
    place = store.place(store.row_of("geonames:2023469"))
    assert (place.admin1, place.admin1_code) == ("Irkutsk", "RU-IRK")


def test_a_name_of_several_places_gives_each_once_and_one_place_alone_gives_one(store):
    keys = {fold(row.name) for row in ROWS}
    listed = {key: [row for row, quality, _ in store.hits(key) if not quality & 0x7F] for key in keys}
    wanted = {key: sorted(at for at, row in enumerate(ROWS) if fold(row.name) == key) for key in keys}
    assert {key: sorted(rows) for key, rows in listed.items()} == wanted
    assert {len(rows) for rows in listed.values()} > {1}
    assert store.hits("no such name") == []
