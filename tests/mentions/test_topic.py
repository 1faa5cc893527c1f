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
