import pytest

from geomap.model import Candidate, Place
from geomap.resolution import Hints
from geomap.resolution.groups import Group
from geomap.resolution.ranking import FEATURES, LOCAL_FEATURES, local_features, rank, read_weights
from geomap.resolution.table import CandidateTable


def town(place_id, country, population, lat=0.0, lon=0.0, **more):
    return Candidate(
        Place(place_id, "Alpha", "city", lat, lon, country, population=population, **more), "exact", "Alpha"
    )


@pytest.fixture
def group():
    one = Group("Alpha", [0], set(), set(), [])
    one.candidates = (town("a", "AA", 1_000_000), town("b", "BB", 5_000, 10.0, 10.0))
    return one


def column(matrix, name):
    return matrix[:, LOCAL_FEATURES.index(name)].tolist()


def test_weights_are_named_for_features():
    first, later = read_weights()
    assert (len(first), len(later)) == (len(LOCAL_FEATURES), len(FEATURES))


def test_features_tell_size_order_and_home(group):
    matrix = local_features(CandidateTable([group]), Hints(), "BB")
    assert column(matrix, "first") == [1.0, 0.0]
    assert column(matrix, "home_country") == [0.0, 1.0]
    assert column(matrix, "population")[0] == pytest.approx(6.0, abs=0.001)


def test_alone_the_more_populous_wins(group):
    table = CandidateTable([group])
    shares = rank(table, local_features(table, Hints(), None), [frozenset({0})])
    assert shares[0] > shares[1]
    assert sum(shares) == pytest.approx(1.0)


def test_a_neighbour_named_with_it_wins_over_population(group):
    neighbour = Group("Beta", [1], set(), set(), [])
    neighbour.candidates = (town("c", "BB", 20_000, 10.1, 10.1),)
    country = Group("Bland", [2], set(), set(), [])
    country.candidates = (Candidate(Place("country:BB", "Bland", "country", 10.0, 10.0, "BB"), "exact", "Bland"),)
    table = CandidateTable([group, neighbour, country])
    shares = rank(table, local_features(table, Hints(), None), [frozenset({0})] * 3)
    assert shares[1] > shares[0]


def test_a_container_decides(group):
    group.container_places.append(Place("country:BB", "Bland", "country", 10.0, 10.0, "BB"))
    matrix = local_features(CandidateTable([group]), Hints(), None)
    assert column(matrix, "in_container") == [0.0, 1.0]
