import pytest

from geomap.model import Mention
from geomap.resolution.clues import read_clues
from geomap.segmentation import split_sentences


def clues(text, *names):
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, name))
    return read_clues(text, split_sentences(text), mentions)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("in the Gao region", "Gao", "admin1"),
        ("the village of Hombori", "Hombori", "village"),
        ("at the Engels air base", "Engels", "airbase"),
        ("Rapides Parish officials", "Rapides Parish", "admin2"),
        ("Hombori, a village in the hills", "Hombori", "village"),
    ],
)
def test_words_beside_a_name_call_it_a_kind(text, name, kind):
    assert kind in clues(text, name)[0].kinds


def test_a_plural_calls_a_whole_list():
    found = clues("fighting in Poonch and Kupwara districts", "Poonch", "Kupwara")
    assert [one.kinds for one in found] == [{"admin2"}, {"admin2"}]


def test_a_comma_holds():
    found = clues("a fire in Redding, Calif., on Friday", "Redding", "Calif.")
    assert (found[0].container, found[1].holds) == (1, 0)


def test_a_possessive_holds_what_follows():
    assert clues("in Mali\u2019s northern Gao", "Mali", "Gao")[1].container == 0


def test_part_of_and_near():
    assert clues("in northern Chad", "Chad")[0].part
    assert clues("shells fell near Goma", "Goma")[0].near


def test_air_bases_are_listed():
    assert clues("strikes on the air bases in Alpha and Beta", "Alpha")[0].listed == {"airbase"}
