from geomap.mentions.words import read_words


def test_kind_words_name_kinds():
    kinds = read_words().kinds
    assert (kinds["oblast"], kinds["airfield"], kinds["hamlet"], kinds["street"]) == (
        "admin1",
        "airbase",
        "village",
        "line",
    )


def test_words_are_in_lower_case():
    words = read_words()
    assert all(word == word.lower() for word in words.titles | words.speech | words.given_names | words.ordinary)


def test_no_verb_of_speech_is_a_given_name():
    assert not read_words().given_names & read_words().report
