from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

NO_NETWORK = """
import socket

def refuse(self, address, connect=socket.socket.connect):
    local = not isinstance(address, tuple) or address[0] in {"127.0.0.1", "::1", "localhost"}
    if not local:
        raise OSError(f"this kernel has no network: {address}")
    return connect(self, address)

socket.socket.connect = refuse
"""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request, tmp_path_factory, gazetteer):  # the index is built before: no bar
    """A notebook run from its own folder, in a kernel that reaches nothing but this machine."""
    folder = tmp_path_factory.mktemp("kernel")
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    notebook = nbformat.read(request.param, as_version=4)
    client = NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(request.param.parent)}})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{folder}:{ROOT}")
        client.execute()
    return notebook


def outputs(notebook, kind):
    return [
        output["data"][kind]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if kind in output.get("data", {})
    ]


def test_there_is_a_notebook():
    assert [path.name for path in NOTEBOOKS] == ["01_from_reports_to_map.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stripped_of_outputs(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_notebook_runs_without_network_and_says_nothing_on_standard_error(executed):
    streams = [
        output.text
        for cell in executed.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.get("name") == "stderr"
    ]
    assert streams == []


def test_the_tables_and_the_map_are_shown(executed):
    shown = outputs(executed, "text/html")
    assert sum("<table" in one for one in shown) >= 3
    assert sum("<iframe" in one and "sandbox" in one for one in shown) == 2


def test_the_own_marker_is_on_the_second_map_only(executed):
    maps = [one for one in outputs(executed, "text/html") if "<iframe" in one]
    assert ["A marker of our own" in one for one in maps] == [False, True]


def test_a_correction_is_honoured(executed):
    assert "corrected" in outputs(executed, "text/plain")[-1]
