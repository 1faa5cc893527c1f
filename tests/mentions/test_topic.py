import pytest
from mention_samples import tokens_of

from geomap.mentions.topic import conflict_sentences


def test_a_report_of_war_is_about_conflict():
    assert conflict_sentences(tokens_of("Rebels shelled Goma. Soldiers fled.")) == [True, True]


def test_a_match_is_none_whatever_its_words():
    text = (
        "A shoot-out took Lens into the cup final. The striker attacked the league's best defence and scored two goals."
    )
    assert conflict_sentences(tokens_of(text)) == [False, False]


def test_an_earthquake_in_a_report_of_war_is_an_aside():
    text = "Rebels shelled Goma with rockets. An earthquake of magnitude 5 shook Bukavu."
    assert conflict_sentences(tokens_of(text)) == [True, False]


def test_a_text_with_no_word_of_war_has_no_event():
    assert conflict_sentences(tokens_of("The mayor of Lyon opened a school.")) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Residents were evacuated from Metula after rocket fire.",
        "Heavy fighting broke out in Malakal before noon.",
        "Delegations will meet for talks in Istanbul on Monday.",
    ],
)
def test_in_a_sentence_or_two_one_word_of_violence_is_enough(text):
    assert conflict_sentences(tokens_of(text)) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The miners\u2019 strike in Marikana ended after five months.",
        "A judge in Leeds sentenced two men over a shooting.",
        "Candidates clashed in a debate before the vote in Denver.",
    ],
)
def test_unless_labour_courts_or_votes_are_spoken_of(text):
    assert conflict_sentences(tokens_of(text)) == [False]


def test_a_long_text_needs_more_than_one_word_of_war():
    assert not any(conflict_sentences(tokens_of("The mayor opened a school for the army. " + "It rained. " * 200)))


def test_a_sentence_of_a_year_long_past_has_no_event():
    text = "Rebels shelled Goma with rockets. The town was bombed in 1942."
    assert conflict_sentences(tokens_of(text)) == [True, False]


def test_what_stands_below_a_heading_of_other_matters_is_an_aside():
    text = "Football. Lens won a war of nerves with a missile. World. Rebels shelled Goma with rockets. Troops fled."
    tokens = tokens_of(text.replace("Football.", "Football\n\n").replace("World.", "\n\nWorld\n\n"))
    assert conflict_sentences(tokens, [0, 1, 2, 3]) == [False, False, True, True, True]


def test_a_paragraph_with_more_words_of_accidents_than_of_war_is_an_aside():
    text = (
        "Rebels shelled Goma with rockets. A bus overturned near Gao and fell into a ravine. The driver fled to Kidal."
    )
    assert conflict_sentences(tokens_of(text), [0, 1]) == [True, False, False]
    assert conflict_sentences(tokens_of(text))[2]
