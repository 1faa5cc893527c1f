from itertools import pairwise

import pytest
from resolution_samples import place_ids

from geomap.model import Correction, Document, Mention
from geomap.resolution import Hints, resolve
from geomap.segmentation import split_sentences


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A barge sank at Cairo, Illinois, on Monday.", "Cairo", "US"),
        ("Oil workers went on strike in Odessa, Texas.", "Odessa", "US"),
        ("The council of Damascus, Maryland, met on Monday.", "Damascus", "US"),
        ("Rebels fought soldiers in Tripoli, Lebanon\u2019s second city.", "Tripoli", "LB"),
        (
            "Rival militias fought in Tripoli on Friday. Libya\u2019s army said Benghazi and Misrata were calm.",
            "Tripoli",
            "LY",
        ),
        ("A bomb killed two soldiers in Hyderabad, in Pakistan\u2019s Sindh province.", "Hyderabad", "PK"),
        ("Police in Hyderabad, the capital of Telangana, said the bomb was fake.", "Hyderabad", "IN"),
    ],
)
def test_namesakes_are_told_apart_by_their_context(read, text, name, country):
    assert read(text)[name].place.country_code == country


def test_a_region_is_taken_where_the_text_says_region(read):
    found = read("Drones fell in the Kursk region, and rockets hit Kharkiv, soldiers said.")
    assert place_ids(found)["Kursk"] == "iso3166-2:RU-KRS"
    assert place_ids(found)["Kharkiv"] == "geonames:706483"
    assert (found["Kursk"].geo_precision, found["Kharkiv"].geo_precision) == (3, 2)


def test_a_village_is_no_city_of_the_same_name(read):
    found = read("Soldiers took the village of Kamianske, south of Zaporizhzhia, after shelling it.")
    assert place_ids(found)["Kamianske"] == "geonames:706967"


def test_a_garbled_name_is_looked_for_where_the_text_says(read):
    text = "Rebels shelled Wad Madany in Sudan\u2019s Gezira state. The army said Sudan would answer."
    found = read(text)["Wad Madany"]
    assert found.place.country_code == "SD"
    assert found.mention.text == "Wad Madany"


def test_a_misspelt_town_warns_and_trusts_less(read):
    found = read("Rebels attacked the town of Timbukto in Mali. Malian soldiers fled Mali, residents said.")["Timbukto"]
    assert (found.place.country_code, found.match_method, found.warning) == ("ML", "fuzzy", "garbled_name")
    assert found.score < 0.8


def test_a_town_that_the_text_calls_a_region_is_mapped_as_written_and_flagged(read):
    text = "Troops advanced in the Ukrainian border region of Yalta. Shells also fell in the Sumy region, in Ukraine."
    found = read(text)["Yalta"]
    assert (found.place.name, found.geo_precision, found.warning) == ("Yalta", 3, "implausible_in_context")
    assert "iso3166-2:UA-59" in [place.place_id for place in found.alternatives]


def test_a_country_is_never_a_pin(read):
    assert not read("Rockets fell inside Chad, soldiers said.")["Chad"].mapped


def test_part_of_a_country_is_mapped_as_a_region(read):
    found = read("Rebels killed soldiers in northern Chad on Friday.")["Chad"]
    assert (found.mapped, found.geo_precision) == (True, 3)


def test_a_government_is_resolved_and_not_mapped(read):
    found = read("Khartoum accused the rebels of shelling hospitals.")["Khartoum"]
    assert (found.place.country_code, found.mapped, found.mention.kind) == ("SD", False, "capital_metonym")


def test_a_sea_has_no_precision_and_is_not_mapped(read):
    found = read("Missiles hit a tanker in the Red Sea, the navy said.")["Red Sea"]
    assert (found.geo_precision, found.mapped) == (None, False)


def test_an_unknown_name_is_a_row_with_a_reason(read):
    found = read("Rebels shelled the village of Qxvorzhak on Monday, soldiers said.")["Qxvorzhak"]
    assert (found.place, found.mapped, found.lat if hasattr(found, "lat") else None) == (None, False, None)
    assert found.reason


def test_letters_in_capitals_are_a_country_before_a_village(read):
    assert read("US officials met Chinese envoys in Paris.")["US"].place.place_id == "country:US"


def test_both_ends_of_a_road_are_places(read):
    found = read("Rebels in Syria ambushed a convoy on the Homs-Palmyra highway.")
    assert [found[name].mapped for name in ("Homs", "Palmyra")] == [True, True]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two factions of the Chilean army clashed at the Lircay River.", "Lircay River"),
        ("A herder was shot in Songa, at the edge of Marsabit forest in Kenya.", "Songa"),
    ],
)
def test_a_river_and_a_bare_name_are_no_namesakes_in_another_country(read, text, name):
    assert read(text)[name].place is None


def test_a_hint_of_a_country_decides(read):
    text = "A bomb went off in Hyderabad."
    assert read(text, hints=Hints(countries=("PK",)))["Hyderabad"].place.country_code == "PK"
    assert read(text)["Hyderabad"].place.country_code == "IN"


def test_a_hint_of_a_place_nearby_decides(read):
    found = read("Police closed the road to Paris.", hints=Hints(near=(33.66, -95.55)))["Paris"]
    assert (found.place.country_code, found.place.admin1_code) == ("US", "US-TX")


def test_below_the_least_score_the_answer_is_none_with_alternatives(read):
    found = read("A man from Springfield was charged.", hints=Hints(min_score=0.999))["Springfield"]
    assert found.place is None
    assert found.reason.startswith("not sure enough")
    assert found.alternatives


def test_a_correction_goes_before_everything(read):
    row = Correction("Goma", lat=-1.5, lon=29.1)
    found = read("Rebels took Goma.", corrections=[row])["Goma"]
    assert (found.place.lat, found.place.lon, found.match_method, found.score) == (-1.5, 29.1, "corrected", 1.0)


def test_a_correction_that_says_no_place(read):
    found = read("Rebels took Goma.", corrections=[Correction("goma", not_a_place=True)])["Goma"]
    assert (found.place, found.mapped, found.reason) == (None, False, "corrected: not a place")


def test_one_resolution_a_mention_in_order(recognizer, gazetteer):
    text = "Shells fell on Goma, Bukavu and Uvira. Kinshasa blamed Kigali. Goma was hit again."
    sentences = split_sentences(text)
    document = Document("x", text)
    mentions = recognizer.find(document, sentences)
    found = resolve(document, sentences, mentions, gazetteer)
    assert [one.mention.start for one in found] == [one.start for one in mentions]
    assert all(a.mention.start < b.mention.start for a, b in pairwise(found))


def test_a_given_mention_is_resolved_as_it_is(gazetteer):
    text = "Ukraine's Sumy region"
    given = [Mention(10, 14, "Sumy", reason="given")]
    [found] = resolve(Document("x", text), split_sentences(text), given, gazetteer)
    assert found.place.place_id == "iso3166-2:UA-59"


def test_no_mention_no_resolution(gazetteer):
    assert resolve(Document("x", ""), [], [], gazetteer) == []


def test_document_order_is_irrelevant(recognizer, gazetteer):
    texts = ["Rebels took Paris, Texas.", "A bomb went off in Paris on Monday. France mourned."]

    def run(text):
        document, sentences = Document("x", text), split_sentences(text)
        return [one.place for one in resolve(document, sentences, recognizer.find(document, sentences), gazetteer)]

    assert [run(text) for text in texts] == [run(text) for text in reversed(texts)][::-1]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Drones flew towards Amritsar, Pathankot and Jammu in India, the army said.", "Pathankot", "city"),
        ("Drones fell in Pathankot district in India, the army said.", "Pathankot", "admin2"),
    ],
)
def test_a_town_stands_before_the_district_it_names(read, text, name, kind):
    assert read(text)[name].place.kind == kind


def test_a_region_is_found_by_any_name_of_its_chief_town(read):
    found = read("Drones hit Nezhin in the Chernigov region of Ukraine, soldiers said.")
    assert found["Chernigov"].place.place_id == "iso3166-2:UA-74"


def test_a_place_far_away_only_gave_its_name_to_a_site(read):
    found = read("A bomb went off at the Santa Cruz bus terminal in Trujillo, in Peru, soldiers said.")
    assert found["Santa Cruz"].place is None
    assert found["Trujillo"].place.country_code == "PE"


def test_a_code_of_an_airport_is_no_town_of_another_land(read):
    found = read("Rebels shelled Baidoa, Mogadishu and Kismayo in Somalia. Troops left their base in Luq.")
    assert found["Luq"].place is None
