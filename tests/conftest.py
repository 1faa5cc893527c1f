from __future__ import annotations

import os
from pathlib import Path

import pytest


def pytest_collection_modifyitems(config, items):
    """Leave out the tests on extra material where there is none, and say how many."""
    if os.environ.get("GEOMAP_SHARED"):
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("shared")]
        config.stash[LEFT_OUT] = len(left_out)


def pytest_terminal_summary(terminalreporter, config):
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(f"{left_out} tests left out: GEOMAP_SHARED names no extra test material")


LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def shared() -> Path:
    return Path(os.environ["GEOMAP_SHARED"])


@pytest.fixture(scope="session")
def gazetteer():
    from geomap.gazetteer import open_gazetteer

    return open_gazetteer()
