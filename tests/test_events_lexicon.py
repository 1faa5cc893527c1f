"""The lexicon file: what its phrases match, and how a broken one fails."""

from __future__ import annotations

import pytest

from geomap import geoparse
from geomap.events import LexiconError, read_lexicon
from geomap.model import SUBTYPES

SMALL = """
replace = true
[words]
drone = ["drone*", "uav"]
[[trigger]]
layer = "strike"
subtype = "drone"
say = ["{drone} ... hit [the] (depot|base)", "air-raid"]
"""


def compiled(tmp_path, text):
    path = tmp_path / "lexicon.toml"
    path.write_text(text, encoding="utf-8")
    return read_lexicon(path)


@pytest.mark.parametrize(
    "text", ["drones hit depot", "a drone loudly hit the base", "two uav hit the depot", "air raid", "air-raid"]
)
def test_a_phrase_matches(tmp_path, text):
    (trigger,) = compiled(tmp_path, SMALL).triggers
    assert trigger.say.pattern.search(text)


@pytest.mark.parametrize("text", ["drones missed", "a drone; it hit the base", "uavs hit the depot", "fair raid"])
def test_a_phrase_does_not_match(tmp_path, text):
    (trigger,) = compiled(tmp_path, SMALL).triggers
    assert trigger.say.pattern.search(text) is None


def test_the_shipped_lexicon_has_every_layer_and_only_known_subtypes():
    triggers = read_lexicon().triggers
    assert {trigger.layer for trigger in triggers} == set(SUBTYPES)
    assert all(trigger.subtype in (*SUBTYPES[trigger.layer], "by weapon") for trigger in triggers)


def test_the_shipped_actors_have_iso_codes_or_none():
    assert all(iso == "" or (len(iso) == 2 and iso.isupper()) for iso in read_lexicon().actors.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[trigger", "no readable TOML"),
        ('[[trigger]]\nlayer = "picnic"\nsubtype = "air"\nsay = ["x"]', "'picnic'"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "swap"\nsay = ["x"]', "'swap'"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = "x"', "'say' must be a list"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["{tank}"]', "'tank'"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["x"]\nunles = ["y"]', "'unles'"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["x"]\nrnk = 2', "'rnk'"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["x"]\nrank = "2"', "'rank' must be of kind int"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["x"]\nweak = 1', "'weak' must be of kind bool"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = []', "must have a phrase"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["(a|b hit"]', "brackets do not close"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["[a) hit"]', "brackets do not close"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["(a|) hit"]', "a choice in it is empty"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["..."]', "it has no word"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["y+"]', "behind a verb in full"),
        (SMALL.replace("[words]", '[words]\na = ["{b}"]\nb = ["{a}"]').replace("{drone}", "{a}"), "a > b > a"),
        ('[words]\na = "x"', "the word list 'a' must be a list"),
        ('words = ["x"]', "begins with .words."),
        ('[trigger]\nlayer = "strike"', "begins with ..trigger.."),
        ("[phrases]\n", "no part of a lexicon is called 'phrases'"),
        ('[counts]\nstrike = ["dead"]', "'dead'"),
        ("[verbs]\nfall = 3", "verbs. fall = 3"),
        ('[actors]\n"Blue Brigade" = "Ukraine"', "'Ukraine': a code such as"),
        ("replace = 1", "replace = 1"),
        ("trigger = [1, 2]", "a trigger is a table"),
        ('[[trigger]]\nlayer = "talks"\nsubtype = "by weapon"\nsay = ["x"]', "only a strike"),
        ('[[trigger]]\nlayer = "strike"\nsubtype = "air"\nsay = ["' + "(" * 500 + "x" + ")" * 500 + '"]', "12 deep"),
        ("a = " + "[" * 5000 + "]" * 5000, "no readable TOML"),
        ("[words]\n" + "".join(f'a{n} = ["{{a{n + 1}}}"]\n' for n in range(40)) + 'a40 = ["x"]', "12 lists deep"),
        ("[words]\n" + "".join(f'a{n} = ["{f"{{a{n + 1}}} " * 9}"]\n' for n in range(9)) + 'a9 = ["x"]', "too long"),
    ],
)
def test_a_broken_lexicon_says_what_is_wrong(tmp_path, text, message):
    with pytest.raises(LexiconError, match=message):
        compiled(tmp_path, text)


def test_a_lexicon_that_cannot_be_read_says_why(tmp_path):
    with pytest.raises(LexiconError, match="No such file"):
        read_lexicon(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('[words]\na = ["caf\xe9"]'.encode("latin-1"))
    with pytest.raises(LexiconError, match="save it as UTF-8"):
        read_lexicon(tmp_path / "latin.toml")


def test_a_lexicon_of_ones_own_adds_to_the_shipped_one(tmp_path):
    own = compiled(tmp_path, SMALL.replace("replace = true", "").replace('"uav"', '"Moped*"'))
    shipped = read_lexicon()
    assert len(own.triggers) == len(shipped.triggers) + 1
    assert own.words["drone"].pattern.search("two mopeds")
    assert own.words["drone"].pattern.search("a quadcopter")
    assert own.counts == shipped.counts


def test_a_byte_order_mark_is_no_part_of_a_lexicon(tmp_path):
    (tmp_path / "own.toml").write_bytes(b'\xef\xbb\xbf[words]\ndrone = ["moped"]\n')
    assert read_lexicon(tmp_path / "own.toml").words["drone"].pattern.search("a moped")


def test_words_of_ones_own_are_read_in_a_report(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[words]\ndrone = ["Moped*"]\n', encoding="utf-8")
    text = "Mopeds hit a depot in Sumy on Monday, killing two soldiers."
    events = geoparse(text, date="2025-06-04", lexicon=path).events
    assert list(zip(events.layer, events.subtype, strict=True)) == [("strike", "drone")]
    assert "drone" not in set(geoparse(text, date="2025-06-04").events.subtype)


def test_a_lexicon_can_name_actors(tmp_path):
    lexicon = compiled(tmp_path, SMALL + '[actors]\n"Blue Brigade" = ""\n')
    assert lexicon.actor_names.pattern.search("the blue brigade said")
