from __future__ import annotations

from pathlib import Path

import pytest
from gazetteer_samples import ROWS, town

from geomap.gazetteer.build import Content, build_index
from geomap.gazetteer.files import read_manifest
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.records import Name, NameClass, OtherName
from geomap.gazetteer.store import Store
from geomap.gazetteer.writer import WEIGHTS, write_rows


def opened(folder, rows, other_names=()):
    build_index(folder, Content(rows, other_names), about={"sources": {}})
    return Gazetteer(Store(folder, read_manifest(folder)))


def test_rows_are_counted_by_source(tmp_path):
    assert write_rows(tmp_path, ROWS[:3]) == {"geonames": 3}
    assert not (tmp_path / "keys.tmp").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_an_array_that_a_full_disk_has_no_room_for_says_so(tmp_path):
    (tmp_path / "names.bin").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        write_rows(tmp_path, ROWS[:3])


def test_an_index_of_nothing_is_an_index(tmp_path):
    empty = opened(tmp_path / "index", [])
    assert (len(empty.store), empty.candidates("Kyiv"), empty.nearest(0, 0, 1)) == (0, [], [])


def test_other_names_come_to_their_place(tmp_path):
    names = [OtherName(703448, Name("Kiew", NameClass.ALTERNATE)), OtherName(1, Name("Nowhere", NameClass.ALTERNATE))]
    found = opened(tmp_path / "index", ROWS, names)
    assert found.candidates("Kiew")[0].place.place_id == "geonames:703448"
    assert found.candidates("Nowhere") == []


def test_a_name_given_twice_is_one_candidate_of_the_better_grade(tmp_path):
    names = [OtherName(703448, Name("Kyiv", NameClass.STRAY))]
    [found] = opened(tmp_path / "index", ROWS, names).candidates("Kyiv")
    assert found.match_method == "exact"


def test_a_key_is_plain_when_any_of_its_texts_is(tmp_path):
    lviv = town(702550, "Lviv", (49.83826, 24.02324), "UA-46", 717_273, ["L'vov", "Lvov"])
    [found] = opened(tmp_path / "index", [lviv]).candidates("Lvov")
    assert (found.match_method, found.matched_name) == ("exact", "Lvov")


@pytest.mark.parametrize("population", [0, 10**7])
def test_no_population_lifts_another_name_over_an_own_one(population):
    own, other = WEIGHTS[NameClass.OWN], WEIGHTS[NameClass.ALTERNATE]
    assert own - other >= 4
