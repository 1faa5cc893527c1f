from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import DocumentError
from geomap.model import Correction
from geomap.review import find_corrections, read_corrections, write_corrections

BELAYA = Correction("Belyay", place_id="icao:UIIB")
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "corrections.csv"


def read(path, text):
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_corrections(path)


def test_a_row_names_a_place_by_id(path):
    assert read(path, "toponym,place_id\nBelyay,icao:UIIB\n") == [BELAYA]


def test_a_row_gives_a_position(path):
    assert read(path, "toponym,lat,lon\nBelyay,52.9,103.5\n") == [Correction("Belyay", lat=52.9, lon=103.5)]


def test_a_row_says_that_a_name_is_no_place(path):
    [correction] = read(path, "toponym,document,place_id\nSydney,doc-1,Not a place\n")
    assert correction == Correction("Sydney", document="doc-1", not_a_place=True)


def test_a_row_may_hold_in_one_country_only(path):
    assert read(path, "toponym,country,place_id\nParis,us,geonames:4717560\n")[0].country == "US"


def test_rows_without_an_answer_are_open_questions(path):
    assert read(path, "toponym,place_id,lat,lon\nBelyay,,,\n,,,\n\n") == []


def test_other_columns_and_their_order_do_not_matter(path):
    assert read(path, "sentence,place_id,Toponym\n=1+1,icao:UIIB,Belyay\n") == [BELAYA]


def test_a_file_as_european_spreadsheets_save_it_is_read(path):
    text = "\ufefftoponym;place_id;lat;lon\r\nBelyay;;52,9;103,5\r\n"
    assert read(path, text) == [Correction("Belyay", lat=52.9, lon=103.5)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",,,icao:UIIB,,", "an answer without a toponym"),
        ("a,,Ukraine,icao:UIIB,,", "country 'UKRAINE' is no ISO 3166-1 alpha-2 code"),
        ("a,,,icao:UIIB,1,2", "place_id 'icao:UIIB' and lat, lon"),
        ("a,,,,1,", "lon ''"),
        ("a,,,,91,0", "lat '91'; WGS 84 degrees from -90 to 90"),
        ("a,,,,0,nan", "lon 'nan'"),
        ("a,,,,north,0", "lat 'north'"),
    ],
)
def test_a_row_that_is_no_correction_is_named_with_its_line(path, row, message):
    with pytest.raises(DocumentError) as raised:
        read(path, f"toponym,document,country,place_id,lat,lon\nb,,,icao:UIIB,,\n{row}\n")
    assert str(raised.value).startswith(f"{path}:3: ")
    assert message in str(raised.value)


def test_names_that_differ_only_in_case_ask_one_question(path):
    with pytest.raises(DocumentError, match=r":3: 'BRYANSK' is corrected otherwise in line 2"):
        read(path, "toponym,place_id\nBryansk,icao:UIIB\nBRYANSK,icao:UUBP\n")
    assert len(read(path, "toponym,place_id\nBryansk,icao:UIIB\nBRYANSK,icao:UIIB\n")) == 1


def test_two_answers_to_one_question_are_refused(path):
    with pytest.raises(DocumentError, match=r":3: 'a' is corrected otherwise in line 2"):
        read(path, "toponym,place_id\na,icao:UIIB\na,icao:UIII\n")


def test_one_answer_given_twice_counts_once(path):
    assert read(path, "toponym,place_id\nBelyay,icao:UIIB\nBelyay,icao:UIIB\n") == [BELAYA]


def test_a_general_answer_and_one_for_a_document_stand_together(path):
    assert len(read(path, "toponym,document,place_id\na,,icao:UIIB\na,d,icao:UIII\n")) == 2


@pytest.mark.parametrize("text", ["", "name,place\na,b\n"])
def test_a_file_without_toponyms_is_no_corrections_file(path, text):
    with pytest.raises(DocumentError, match="no column 'toponym'"):
        read(path, text)


def test_a_file_that_is_not_utf8_is_named_with_the_byte(path):
    with pytest.raises(DocumentError, match="not UTF-8 at byte offset 17"):
        read(path, b"toponym,place_id\n\xe9,x\n")


def test_a_missing_file_is_named(path):
    with pytest.raises(DocumentError, match=r"corrections\.csv: cannot be read: No such file"):
        read_corrections(path)


@given(
    st.lists(
        st.builds(
            Correction,
            names,
            names,
            st.sampled_from(["", "UA"]),
            place_id=names.filter(lambda text: text.lower() != "not a place"),
        )
        | st.builds(Correction, names, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
        | st.builds(Correction, names, not_a_place=st.just(True)),
        unique_by=lambda one: (one.toponym.casefold(), one.document, one.country),
    )
)
def test_corrections_read_back_as_written(tmp_path_factory, corrections):
    path = tmp_path_factory.mktemp("corrections") / "corrections.csv"
    write_corrections(path, corrections)
    assert read_corrections(path) == corrections


@pytest.mark.parametrize("toponym", ["=1+1", "+A", "-A", "@A", "＝1", "'=1"])
def test_no_cell_begins_a_formula_and_all_read_back(path, toponym):
    write_corrections(path, [Correction(toponym, lat=-1.5, lon=-2.0)])
    with path.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert all(not cell.startswith(("=", "+", "-", "@", "＝")) for cell in row.values())
    assert read_corrections(path) == [Correction(toponym, lat=-1.5, lon=-2.0)]


def test_the_file_in_the_config_folder_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_corrections() is None
    import platformdirs

    path = platformdirs.user_config_path("geomap") / "corrections.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("toponym\n")
    assert find_corrections() == path
