from __future__ import annotations

import zipfile

import pytest
from dump_samples import OTHER_NAMES, PLACES, write_dump

from geomap.errors import GazetteerError
from geomap.gazetteer.dump import read_other_names, read_places
from geomap.gazetteer.records import NameClass
from geomap.gazetteer.sources import Gathered


def rows(path, countries=None):
    return {row.place_id: row for row in read_places(path, countries, Gathered())}


@pytest.fixture
def dump(tmp_path):
    return write_dump(tmp_path / "allCountries.zip", PLACES)


def test_a_capital_is_read_whole(dump):
    kyiv = rows(dump)["geonames:703448"]
    assert (kyiv.name, kyiv.kind, kyiv.lat, kyiv.lon) == ("Kyiv", "city", 50.45466, 30.5238)
    assert (kyiv.country, kyiv.admin1, kyiv.population, kyiv.feature_code) == ("UA", "UA-30", 2952301, "PPLC")
    assert {name.text for name in kyiv.names} >= {"Kyiv", "Kiev", "Київ"}


def test_feature_classes_become_kinds(dump):
    kinds = {row.name: row.kind for row in rows(dump).values()}
    assert kinds == {
        "Kyiv": "city",
        "Chornobyl": "village",
        "Chornobyl Nuclear Power Plant": "facility",
        "Dnieper": "water",
        "Pokrovskyi Raion": "admin2",
        "Belaya Air Base": "airbase",
        "Stalino": "village",
    }


def test_countries_and_first_order_regions_are_left_to_geomaps_own(dump):
    assert not {"geonames:690791", "geonames:706442"} & set(rows(dump))


def test_a_historic_place_stands_behind(dump):
    assert rows(dump)["geonames:999999"].prominence < 0


def test_only_some_countries(dump):
    assert {row.country for row in rows(dump, {"RU"}).values()} == {"RU"}


def test_a_text_file_does_as_well(tmp_path, dump):
    text = tmp_path / "UA.txt"
    text.write_text(PLACES, encoding="utf-8")
    assert rows(text) == rows(dump)


def test_the_member_of_the_zips_own_name_is_read(tmp_path):
    path = tmp_path / "UA.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "Readme for GeoNames\n" * 500)
        archive.writestr("UA.txt", PLACES)
    assert len(rows(path)) == 7


def test_towns_are_counted_for_their_region(dump):
    gathered = Gathered()
    list(read_places(dump, None, gathered))
    assert gathered.population["UA-30"] == 2952301


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("703448\tKyiv\n", r":1: 2 columns, a line of this GeoNames dump has 19"),
        (PLACES + PLACES[:60], r":10: \d+ columns"),
        (PLACES.replace("50.45466", "fifty"), r":1: could not convert string to float: 'fifty'"),
        (PLACES.replace("50.45466", "150.45466"), r":1: \(150.45466, 30.5238\) is no point in degrees"),
        (PLACES.replace("703448", "Kyiv", 1), r":1: invalid literal for int.*'Kyiv'"),
        ("<html>not found</html>\n", r":1: 1 columns"),
    ],
)
def test_a_file_of_another_format_is_an_error_with_its_line(tmp_path, text, message):
    with pytest.raises(GazetteerError, match=message):
        rows(write_dump(tmp_path / "allCountries.zip", text))


def test_text_that_is_no_utf8_is_an_error(tmp_path):
    path = tmp_path / "UA.txt"
    path.write_bytes(PLACES.encode("utf-16"))
    with pytest.raises(GazetteerError, match=":1: not UTF-8"):
        rows(path)


def test_half_a_zip_is_an_error(tmp_path, dump):
    half = tmp_path / "half.zip"
    half.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    with pytest.raises(GazetteerError, match="no whole zip file; download it again"):
        rows(half)


def test_a_zip_damaged_inside_is_an_error(tmp_path):
    path = write_dump(tmp_path / "allCountries.zip", PLACES * 50)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"allCountries.zip(:\d+| is damaged)"):
        rows(path)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(GazetteerError, match="cannot be read: No such file"):
        rows(tmp_path / "UA.txt")


def test_a_zip_without_text_is_an_error(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("picture.png", b"")
    with pytest.raises(GazetteerError, match="holds no text file"):
        rows(tmp_path / "a.zip")


def test_other_names_less_links_and_codes(tmp_path):
    path = write_dump(tmp_path / "alternateNamesV2.zip", OTHER_NAMES)
    found = [(name.number, name.name.text, name.name.quality) for name in read_other_names(path)]
    assert found == [
        (703448, "Kiew", NameClass.ALTERNATE),
        (703448, "Kyiv City", NameClass.ESTABLISHED),
        (698740, "ChNPP", NameClass.ABBREVIATION),
        (4, "Nowhere", NameClass.ALTERNATE),
    ]


def test_other_names_of_another_format_are_an_error(tmp_path):
    path = write_dump(tmp_path / "alternateNamesV2.zip", "1\tx\ten\tName\t\t\t\t\t\t\n")
    with pytest.raises(GazetteerError, match="'x' is no GeoNames id"):
        list(read_other_names(path))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, "0", "no GeoNames id"),
        (0, "-7", "no GeoNames id"),
        (0, "99999999999", "no GeoNames id"),
        (1, "x" * 70_000, "a name of 70000 characters"),
        (4, "nan", "no point"),
    ],
)
def test_a_row_that_no_dump_has_is_named_with_its_line(tmp_path, column, value, said):
    columns = PLACES.splitlines()[0].split("\t")
    columns[column] = value
    text = tmp_path / "UA.txt"
    text.write_text("\t".join(columns) + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=f"UA.txt:1: .*{said}"):
        rows(text)


@pytest.mark.parametrize(("written", "read"), [("-5", 0), ("9" * 14, 2**32 - 1), ("", 0)])
def test_a_population_out_of_range_is_cut(tmp_path, written, read):
    columns = next(line for line in PLACES.splitlines() if "\tPPLC\t" in line).split("\t")
    columns[14] = written
    text = tmp_path / "UA.txt"
    text.write_text("\t".join(columns) + "\n", encoding="utf-8")
    assert [row.population for row in rows(text).values()] == [read]
