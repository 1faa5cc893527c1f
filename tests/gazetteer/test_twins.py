"""One place of two sources is one row."""

from __future__ import annotations

import pytest

from geomap.gazetteer.sources import Gathered, curated
from geomap.gazetteer.twins import Twins, core


def texts(names):
    return [name.text for name in names]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Belaya Air Base", "belaya"),
        ("Engels Airbase", "engels"),
        ("Ramstein", "ramstein"),
        ("Dover Afb Airport", "dover"),
    ],
)
def test_core(name, bare):
    assert core(name) == bare


def test_a_town_takes_over_the_names_of_the_quarter_that_it_is():
    assert "Huwwara" in texts(Twins().names("village", "Huwara", 32.15228, 35.25707))


def test_an_air_base_known_by_its_town_is_the_airport_beside_it():
    assert "Besovets Air Base" in texts(Twins().names("airbase", "Petrozavodsk Airport", 61.885, 34.155))


def test_a_town_is_not_the_quarter_called_after_it():
    assert Twins().names("city", "Rafah", 31.287, 34.252) == []


def test_an_airfield_a_little_off_with_another_name_is_another_one():
    assert Twins().names("airbase", "Lipetsk Airport", 52.703, 39.538) == []


def test_another_kind_or_another_country_is_no_twin():
    assert Twins().names("airbase", "Huwara", 32.15228, 35.25707) == []
    assert Twins().names("village", "Huwara", -12.0, 35.25707) == []


def test_a_row_is_taken_over_once_and_left_out_then():
    gathered = Gathered()
    assert gathered.twins.names("village", "Huwara", 32.15228, 35.25707)
    assert gathered.twins.names("village", "Huwara", 32.15228, 35.25707) == []
    assert not {row.place_id for row in curated(gathered)} & gathered.twins.taken
