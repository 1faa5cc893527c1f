import pytest
from mention_samples import tokens_of

from geomap.mentions.tagger import CrfTagger, Entity, decode


@pytest.fixture(scope="module")
def tagger():
    return CrfTagger()


def test_labels_join_into_entities_that_trust_their_worst_token():
    assert decode(["B-LOC", "I-LOC", "O", "B-PER"], [0.9, 0.7, 1.0, 0.8], 4) == [
        Entity(4, 6, "LOC", 0.7),
        Entity(7, 8, "PER", 0.8),
    ]


def test_an_inner_label_without_a_start_starts_an_entity():
    assert decode(["I-ORG"], [0.5], 0) == [Entity(0, 1, "ORG", 0.5)]


def test_places_and_people_are_told_apart(tagger, names):
    tokens = tokens_of("President Félix Tshisekedi flew to Kisangani on Monday.")
    labels = {
        " ".join(tokens.forms[one.first : one.last]): one.label for one in tagger.tag(tokens, names.classes(tokens))
    }
    assert labels["Kisangani"] == "LOC"
    assert labels["Félix Tshisekedi"] == "PER"


def test_tagging_twice_gives_the_same(tagger, names):
    tokens = tokens_of("Shells fell on Lashio and Hsipaw in Shan state.")
    classes = names.classes(tokens)
    assert tagger.tag(tokens, classes) == tagger.tag(tokens, classes)
