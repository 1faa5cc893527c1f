import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geomap.model import Candidate, Place
from geomap.resolution.calibration import TERMS, calibrated, evidence
from geomap.resolution.ranking import LOCAL_FEATURES

HERE, NEAR, FAR = (
    Candidate(Place(name, name, "city", lat, 10.0, "AA"), "exact", name)
    for name, lat in (("here", 0.0), ("near", 1.0), ("far", 5.0))
)


def values_of(candidates, trust, **features):
    row = np.array([float(features.get(name, 0.0)) for name in LOCAL_FEATURES])
    return dict(zip(TERMS, evidence(candidates, trust, 0, row, 10), strict=True))


def test_trust_in_what_lies_near_the_choice_is_trust_in_it():
    assert values_of([HERE, NEAR], [0.6, 0.4])["trust"] > values_of([HERE, FAR], [0.6, 0.4])["trust"]
    assert values_of([HERE, FAR], [0.5, 0.5])["trust"] == 0.0


def test_a_name_with_no_other_candidate_is_told_apart():
    values = values_of([HERE], [1.0], alone=1.0, kind_country=1.0)
    assert (values["trust"], values["alone"], values["country"], values["names"]) == (0.0, 1.0, 1.0, 1.0)


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_more_trust_never_scores_less(one, other, alone):
    low, high = sorted((one, other))
    scores = [
        calibrated(list(values_of([HERE, FAR], [share, 1 - share], other_name=alone).values())) for share in (low, high)
    ]
    assert 0 < scores[0] <= scores[1] < 1
