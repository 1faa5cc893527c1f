import pytest
from mention_samples import find, role_of


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Khartoum accused its neighbour of arming the rebels.", "Khartoum", "metonym"),
        ("Rebels shelled Khartoum on Monday, soldiers said.", "Khartoum", "event_location"),
        ("Khartoum was hit by drones overnight, the army said.", "Khartoum", "event_location"),
        ("Tehran\u2019s envoys rejected the truce after missiles fell.", "Tehran", "metonym"),
        ("Missiles fell in the suburbs of Tehran, the army said.", "Tehran", "event_location"),
        ("The White House urged both armies to keep the truce.", "White House", "metonym"),
        ("Ethiopia said its troops had left the front.", "Ethiopia", "metonym"),
        ("Rebels attacked army posts inside Ethiopia.", "Ethiopia", "event_location"),
        ("Rebels fled to Gao after soldiers shelled a camp 40 km north of Kidal.", "Kidal", "relative"),
        ("A Bamako-bound bus was hit by a rocket, soldiers said.", "Bamako", "travel"),
        ("Rebels shot at soldiers near the border with Chad.", "Chad", "relative"),
        ("The army spokesman in Juba said rockets had hit two villages.", "Juba", "source"),
        ("JUBA, March 3 \u2014 Rockets hit two villages, soldiers said on Tuesday.", "JUBA", "dateline"),
        ("Rebels and soldiers fought in Mali\u2019s Gao region on Monday.", "Mali", "container"),
        ("Soldiers shelled two villages as Cairo talks stalled.", "Cairo", "event_location"),
        ("A mine killed four soldiers, said the Kidal region governor.", "Kidal", "affiliation"),
        ("Soldiers killed nine of the Gao militia in a raid on a camp.", "Gao", "affiliation"),
        ("A speaker on Bamako radio blamed the army for the shelling.", "Bamako", "source"),
        ("Rebels shelled a camp; in Bamako the interior ministry called that a lie.", "Bamako", "source"),
        ("KIDAL - A mine blew up an army lorry west of Kidal, soldiers said.", "Kidal", "event_location"),
    ],
)
def test_what_a_name_does_in_its_sentence(recognizer, text, name, role):
    assert role_of(find(recognizer, text), name) == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers and rebels met for talks in the suburbs of Cairo.", "Cairo"),
        ("Rebels shelled the Kidal region on Monday, soldiers said.", "Kidal"),
        ("The army said rockets had hit Bamako in the night.", "Bamako"),
    ],
)
def test_the_same_names_elsewhere_are_places(recognizer, text, name):
    assert role_of(find(recognizer, text), name) == "event_location"


def test_a_demonym_is_an_affiliation_and_not_literal(recognizer):
    [demonym] = [
        one for one in find(recognizer, "Chadian soldiers crossed the river at night.") if one.kind == "demonym"
    ]
    assert (demonym.text, demonym.role, demonym.literal) == ("Chadian", "affiliation", False)


def test_where_no_war_is_a_place_is_context(recognizer):
    mentions = find(recognizer, "A new stadium opened in Lyon. The club scored two goals before fans from Lille.")
    assert {one.role for one in mentions if one.text == "Lyon"} == {"context"}


def test_items_of_a_list_are_where_things_happened(recognizer):
    text = "MOSUL - A bomb killed two soldiers.\n\nKIRKUK - Gunmen shot at an army post, soldiers said.\n"
    mentions = find(recognizer, text)
    assert {(one.text, one.role) for one in mentions} == {("MOSUL", "event_location"), ("KIRKUK", "event_location")}


def test_every_mention_says_why(recognizer):
    assert all(one.reason for one in find(recognizer, "Rebels took Goma, and Kinshasa said it would strike back."))


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("PESHAWAR/QUETTA: Eight soldiers died in an attack at Mir Ali, police said.", "QUETTA", "dateline"),
        ("23 rebels walked free from a Sanaa prison on Saturday, soldiers said.", "Sanaa", "event_location"),
        ("The rebel attack was repelled, told in Baku on Monday.", "Baku", "source"),
        ("About 2,600 people from Tedim have crossed the border after shelling.", "Tedim", "event_location"),
        ("On the territory of Belarus on Tuesday soldiers and rebels swapped prisoners.", "Belarus", "event_location"),
    ],
)
def test_what_a_name_does_beside_prisons_and_at_the_end_of_what_is_told(recognizer, text, name, role):
    assert role_of(find(recognizer, text), name) == role
