from geomap.model import Mention
from geomap.resolution.clues import Clues
from geomap.resolution.groups import group_mentions


def test_one_name_is_one_group():
    mentions = [Mention(0, 4, "Goma"), Mention(9, 13, "GOMA"), Mention(20, 26, "Bukavu")]
    assert [group.members for group in group_mentions(mentions, [Clues()] * 3)] == [[0, 1], [2]]


def test_a_region_and_a_town_of_one_name_are_two():
    mentions = [Mention(0, 4, "Sumy"), Mention(9, 13, "Sumy")]
    clues = [Clues(), Clues(kinds=frozenset({"admin1"}))]
    assert len(group_mentions(mentions, clues)) == 2


def test_what_holds_a_name_is_remembered():
    mentions = [Mention(0, 7, "Redding"), Mention(9, 15, "Calif.")]
    [town, state] = group_mentions(mentions, [Clues(container=1), Clues(holds=0)])
    assert (town.containers, town.holds, state.holds) == ([1], False, True)
