from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mention_samples import find, texts

from geomap.model import Document
from geomap.segmentation import split_sentences


def test_offsets_point_back_and_spans_do_not_overlap(recognizer):
    text = "\ufeffShells fell on Wad Madani,\r\nthe capital of Gezira state, and on the U.S. embassy in N\u2019Djamena."
    mentions = find(recognizer, text)
    assert [text[one.start : one.end] for one in mentions] == texts(mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_the_proper_name_alone_is_the_span(recognizer):
    found = texts(find(recognizer, "Fighting spread in the Bryansk region, and in Rapides Parish nothing happened."))
    assert {"Bryansk", "Rapides Parish"} <= set(found)


def test_a_capitalised_kind_word_belongs_to_the_name(recognizer):
    assert "Irkutsk Region" in texts(find(recognizer, "A drone was seen in Irkutsk Region, Russia, on Sunday."))


def test_a_person_named_like_a_place_is_none(recognizer):
    text = "Mr Jordan Lagos met the envoy Sydney Cork in Dakar. Lagos said the army had left."
    assert texts(find(recognizer, text)) == ["Dakar"]


def test_a_newspaper_is_no_place(recognizer):
    assert "Kansas City" not in texts(find(recognizer, "The Kansas City Star wrote that troops had left Gao."))


def test_a_body_named_by_its_place_gives_the_place(recognizer):
    mentions = find(recognizer, "Two men were charged, the Kharkiv Regional Prosecutor\u2019s Office said.")
    assert [(one.text, one.role) for one in mentions] == [("Kharkiv", "affiliation")]


def test_an_army_is_not_where_its_name_says(recognizer):
    assert "Arakan" not in texts(find(recognizer, "The Arakan Army seized a base near Sittwe, residents said."))


def test_city_and_state_are_two_mentions(recognizer):
    assert texts(find(recognizer, "A fire broke out in Redding, Calif., on Friday.")) == ["Redding", "Calif."]


def test_a_misspelt_name_that_the_words_call_a_place_is_found(recognizer):
    text = "Malian soldiers fought in Mali. Rebels attacked the village of Timbukto and the town of Hombory."
    assert {"Timbukto", "Hombory"} <= set(texts(find(recognizer, text)))


def test_a_headline_in_capitals(recognizer):
    assert texts(find(recognizer, "ROCKETS HIT GOMA AND BUKAVU, KILLING SEVEN")) == ["GOMA", "BUKAVU"]


def test_a_street_is_a_line(recognizer):
    [street] = [
        one for one in find(recognizer, "A bomb went off on Palestine Street in Baghdad.") if one.kind == "line"
    ]
    assert street.text == "Palestine Street"


def test_a_weapon_is_no_place(recognizer):
    assert "Iskander" not in texts(find(recognizer, "An Iskander missile hit Sumy."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shelling of Sloviansk went on all night.", "Sloviansk"),
        ("The battle for Severodonetsk was in its third week.", "Severodonetsk"),
        ("Manbij has fallen to the rebels.", "Manbij"),
        ("Ardamata was shelled by the paramilitaries.", "Ardamata"),
        ("Goma: two soldiers wounded by shrapnel.", "Goma"),
        ("Villagers are streaming out of Rutshuru after the attack.", "Rutshuru"),
        ("Rebels reach Kidal", "Kidal"),
        ("The army closed the Chaman border after clashes.", "Chaman"),
    ],
)
def test_in_a_report_of_war_a_known_name_where_only_places_stand_is_one(recognizer, text, name):
    assert name in texts(find(recognizer, text))


def test_in_no_report_of_war_such_a_name_needs_more(recognizer):
    assert "Hama" not in texts(find(recognizer, "The painter spoke of Hama and of his garden."))


def test_an_empty_text_has_none(recognizer):
    assert find(recognizer, "") == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Goma Kyiv,.'\u2019-\n$`{<\u0301 \u4e2d"), max_size=80))
def test_whatever_the_text_spans_are_exact(recognizer, text):
    mentions = recognizer.find(Document("x", text), split_sentences(text))
    assert all(text[one.start : one.end] == one.text for one in mentions)


def test_words_of_war_are_no_names(recognizer):
    assert texts(find(recognizer, "Artillery and drones hit two villages near Gao. Sirens sounded in Kidal.")) == [
        "Gao",
        "Kidal",
    ]


def test_a_way_between_two_places_is_two_names(recognizer):
    assert texts(find(recognizer, "Soldiers and rebels fled from Gao towards Kidal.")) == ["Gao", "Kidal"]


def test_an_acronym_that_abbreviates_a_region_elsewhere_is_none(recognizer):
    assert texts(find(recognizer, "The FLA rebels shelled an army post near Gao.")) == ["Gao"]


def test_a_pass_is_not_the_village_that_it_is_named_like(recognizer):
    assert "Bolan Pass" in texts(
        find(recognizer, "Gunmen derailed a train with a bomb in the Bolan Pass, soldiers said.")
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers of Syria were killed in Syria near al-Sukhna on Tuesday.", "al-Sukhna"),
        ("A mine killed three soldiers near Hpa-an.", "Hpa-an"),
        ("Russia said missiles and drones hit a bus in Shebekino of Belgorod region in Russia.", "Shebekino"),
        ("The Red Cross in Komanda had counted 18 dead after a rebel raid.", "Komanda"),
        (
            "Separatist officials in occupied Horlivka said shells fell. Ukraine and Russia fight. Kyiv fell.",
            "Horlivka",
        ),
    ],
)
def test_names_are_whole_and_found_where_they_stand(recognizer, text, name):
    assert name in [mention.text for mention in find(recognizer, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Storm Irene killed two people.", "Irene"),
        ("South of Kupyansk soldiers fought.", "South"),
        ("Delegates met at the U.N. base in Naqoura.", "U.N."),
        ("Gunmen overran a post at Tal Hadid in Syria.", "Tal"),
        ("Clashes broke out in Ram Navami processions.", "Ram"),
    ],
)
def test_storms_sides_bodies_and_parts_of_names_are_no_places(recognizer, text, name):
    assert name not in [mention.text for mention in find(recognizer, text)]
