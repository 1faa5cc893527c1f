from geomap.gazetteer import Gazetteer
from geomap.resolution import CandidateSource, Hints


def test_hints_are_empty_by_default():
    assert Hints() == Hints(countries=(), near=None, min_score=0.0)


def test_the_gazetteer_is_a_source_of_candidates():
    wanted = [name for name in vars(CandidateSource) if not name.startswith("_")]
    assert all(hasattr(Gazetteer, name) for name in wanted)
