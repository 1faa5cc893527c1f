from hypothesis import given
from hypothesis import strategies as st

from geomap.resolution.calibration import calibrated


@given(st.floats(0, 1), st.floats(0, 1), st.booleans(), st.booleans())
def test_more_trust_never_scores_less(one, other, alone, other_name):
    low, high = sorted((one, other))
    assert calibrated(low, alone=alone, other_name=other_name) <= calibrated(high, alone=alone, other_name=other_name)


@given(st.floats(0, 1), st.booleans(), st.booleans())
def test_a_score_is_a_share(share, alone, other_name):
    assert 0 < calibrated(share, alone=alone, other_name=other_name) < 1
