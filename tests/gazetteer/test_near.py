from __future__ import annotations

import numpy as np
import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer.files import CELL_COLUMNS, cell_of
from geomap.gazetteer.near import cell_runs, distance_km

LAT, LON = st.floats(-89.9, 89.9), st.floats(-180, 179.99)


@given(LAT, LON, LAT, LON)
def test_distances_are_geopys(lat, lon, other_lat, other_lon):
    km = distance_km(lat, lon, np.array([other_lat]), np.array([other_lon]))[0]
    assert km == pytest.approx(great_circle((lat, lon), (other_lat, other_lon)).km, abs=0.01)


@given(LAT, LON, LAT, LON)
def test_every_point_within_reach_lies_in_a_cell_that_is_read(lat, lon, other_lat, other_lon):
    km = great_circle((lat, lon), (other_lat, other_lon)).km
    runs = cell_runs(lat, lon, km + 0.1)
    cell = cell_of(other_lat, other_lon)
    assert any(first <= cell <= last for first, last in runs)


@given(LAT, LON, st.floats(0, 500))
def test_no_run_of_cells_leaves_its_row(lat, lon, reach):
    assert all(
        first <= last and first // CELL_COLUMNS == last // CELL_COLUMNS for first, last in cell_runs(lat, lon, reach)
    )
