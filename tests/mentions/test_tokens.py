from hypothesis import given
from hypothesis import strategies as st
from mention_samples import tokens_of

from geomap.mentions.tokens import is_capitalised, name_runs, tokenize
from geomap.segmentation import split_sentences


def test_an_apostrophe_inside_a_name_splits_nothing():
    assert tokens_of("A raid on Mal\u2019ta and Sana'a.").texts == [
        "A",
        "raid",
        "on",
        "Mal\u2019ta",
        "and",
        "Sana'a",
        ".",
    ]


def test_a_possessive_is_a_token_of_its_own():
    assert tokens_of("Niger\u2019s army left Mali's north").texts[:2] == ["Niger", "\u2019s"]


def test_full_stops_stay_with_abbreviations():
    assert tokens_of("The U.S. envoy left St. Louis, Mo., by car.").texts == [
        "The", "U.S.", "envoy", "left", "St.", "Louis", ",", "Mo.", ",", "by", "car", ".",
    ]  # fmt: skip


def test_an_initial_keeps_its_stop_before_a_name():
    assert "W." in tokens_of("W. Va. troopers closed the road").texts


def test_the_stop_of_a_sentence_is_a_token():
    assert tokens_of("Rebels took Goma. Talks failed.").texts[3] == "."


def test_a_run_bridges_two_small_words_and_no_sentence():
    tokens = tokens_of("In the Republic of the Congo shells fell. Goma is calm.")
    assert [tokens.texts[run.first : run.last] for run in name_runs(tokens)] == [
        ["In", "the", "Republic", "of", "the", "Congo"],
        ["Goma"],
    ]


def test_a_run_comes_with_its_sentence():
    tokens = tokens_of("Shells fell. In Goma nothing moved.")
    assert name_runs(tokens) == [(0, 1, 0, 3), (3, 5, 3, 8)]


def test_the_pronoun_is_no_name():
    assert not is_capitalised("I'll")
    assert is_capitalised("Iraq")


@given(st.text(max_size=200))
def test_tokens_point_back_into_the_text(text):
    tokens = tokenize(text, split_sentences(text))
    starts = [tokens.start(i) for i in range(len(tokens.texts))]
    assert [text[start:end] for start, end in zip(starts, tokens.ends, strict=True)] == tokens.texts
    assert all(end <= start for end, start in zip(tokens.ends, starts[1:], strict=False))
