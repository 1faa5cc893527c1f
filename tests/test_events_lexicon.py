"""The lexicon file: what its phrases match, and how a broken one fails."""

from __future__ import annotations

import pytest

from geomap.events import LexiconError, read_lexicon
from geomap.model import SUBTYPES

SMALL = """
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
    ],
)
def test_a_broken_lexicon_says_what_is_wrong(tmp_path, text, message):
    with pytest.raises(LexiconError, match=message):
        compiled(tmp_path, text)


def test_a_lexicon_can_name_actors(tmp_path):
    lexicon = compiled(tmp_path, SMALL + '[actors]\n"Blue Brigade" = ""\n')
    assert lexicon.actor_names.pattern.search("the blue brigade said")
