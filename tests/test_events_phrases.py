"""Phrases: verbs in all their forms, what a match can begin with, and that looking only there misses nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.events import LexiconError, read_lexicon
from geomap.events.phrases import Openers, PhraseIndex, PhraseWriter, inflect, names

IRREGULAR = {"strike": "struck stricken", "hit": "hit", "drop": "dropped", "flee": "fled", "put": "put", "take": "took"}
WORDS = {"drone": ["drone*", "uav"], "kill": ["kill+", "shoot dead"]}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("strike", {"strike", "strikes", "struck", "stricken", "striking"}),
        ("hit", {"hit", "hits", "hitting"}),
        ("drop", {"drop", "drops", "dropped", "dropping"}),
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("clash", {"clash", "clashes", "clashed", "clashing"}),
        ("destroy", {"destroy", "destroys", "destroyed", "destroying"}),
    ],
)
def test_a_verb_in_all_its_forms(verb, forms):
    assert set(inflect(verb, IRREGULAR)) == forms


@pytest.mark.parametrize(
    ("phrase", "words", "stems"),
    [
        ("strike+ on", {"strike", "strikes", "struck", "stricken", "striking"}, set()),
        ("(a b|c d) e", {"a", "c"}, set()),
        ("[the] [big] town", {"the", "big", "town"}, set()),
        ("([x] y|z)", {"x", "y", "z"}, set()),
        ("air-raid*", {"air"}, set()),
        ("{drone} ... hit", {"uav"}, {"drone"}),
        ("... village*", set(), {"village"}),
        ("u.s. strike", {"u"}, set()),
    ],
)
def test_what_a_match_can_begin_with(phrase, words, stems):
    opening = PhraseWriter(WORDS, IRREGULAR, "test").phrases([phrase]).parts[0].opening
    assert (opening.words, opening.stems) == (words, stems)


@pytest.mark.parametrize("text", ["regain freedom", "regained their freedom", "regains his freedom"])
def test_any_of_several_words_may_be_missing(text):
    phrases = PhraseWriter({}, {}, "test").phrases(["regain+ [their|his|her] freedom"])
    assert phrases.pattern.fullmatch(text)


def test_a_number_can_begin_with_a_digit_or_a_word():
    opening = PhraseWriter({}, {}, "test").phrases(["# shells"]).parts[0].opening
    assert "7" in opening.stems
    assert "dozens" in opening.words


def test_an_unknown_list_is_named():
    with pytest.raises(LexiconError, match="'tank'"):
        PhraseWriter({}, {}, "my.toml").phrases(["{tank} fire"])


def test_matches_do_not_overlap_and_stay_between_the_offsets():
    phrases = names(["islamic state", "islamic state in mali"])
    index = PhraseIndex("the islamic state in mali and the islamic state", Openers([phrases]))
    assert [match.span() for match in index.finditer(phrases)] == [(4, 25), (34, 47)]
    assert [match.span() for match in index.finditer(phrases, 5)] == [(34, 47)]
    assert [match.span() for match in index.finditer(phrases, 0, 20)] == [(4, 17)]


VOCABULARY = sorted(
    set(re.findall(r"[a-z.'-]+", " ".join(one.say.pattern.pattern for one in read_lexicon().triggers))) - {""}
)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*VOCABULARY, "12", ",", ";", "kyiv"]), max_size=25).map(" ".join))
def test_looking_only_where_a_match_can_begin_misses_nothing(text):
    lexicon = read_lexicon()
    told, asked = PhraseIndex(text, lexicon.telling_openers), PhraseIndex(text, lexicon.openers)
    for trigger in lexicon.triggers:
        for index, phrases in [(told, trigger.say), *((asked, one) for one in trigger.conditions())]:
            found = [match.span() for match in index.finditer(phrases)]
            assert found == [match.span() for match in phrases.pattern.finditer(text)]


@pytest.mark.parametrize(
    ("phrase", "words", "stems"),
    [
        ("rebels ... lay siege to", {"lay"}, set()),
        ("army ... (hit+|raid*) ... camp", {"camp"}, set()),
        ("guns (of ... the) army", None, None),
        ("a ... b|c", None, None),
        ("army ... [now]", None, None),
    ],
)
def test_what_the_part_behind_the_last_gap_begins_with(phrase, words, stems):
    closing = PhraseWriter({}, IRREGULAR, "test").phrases([phrase]).parts[0].closing
    assert (closing and closing.words, closing and closing.stems) == (words, stems)


@pytest.mark.parametrize("text", ["rebels lay siege to a town", "a siege that rebels lay", "rebels lay low"])
def test_what_can_begin_and_close_is_what_matches(text):
    phrases = PhraseWriter({}, {}, "test").phrases(["rebels ... siege to"])
    index = PhraseIndex(text, Openers([phrases]))
    assert (phrases in index.begun()) == ("rebels" in text and "siege" in text)
    assert (index.search(phrases) is not None) == (phrases.pattern.search(text) is not None)
