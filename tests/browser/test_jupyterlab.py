"""The map in a real JupyterLab, with no network: in a notebook that is trusted, and one that is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from chromium import watch
from map_samples import sample

from geomap.maps import EventMap

pytestmark = pytest.mark.browser

LAB_OPTIONS = ("--no-browser", "--ip=127.0.0.1", "--port=0", "--IdentityProvider.token=", "--allow-root")
NO_NEWS = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
STARTS_IN_S = 40


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab of its own: its address and its folder of notebooks."""
    home = tmp_path_factory.mktemp("lab")
    notebooks = home / "notebooks"
    notebooks.mkdir()
    (home / "config" / "labconfig").mkdir(parents=True)
    (home / "config" / "labconfig" / "page_config.json").write_text(NO_NEWS, encoding="utf-8")
    folders = {f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")}
    environment = {**os.environ, **folders, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(Path.cwd())}
    log = home / "log"
    command = [sys.executable, "-m", "jupyterlab", *LAB_OPTIONS, f"--ServerApp.root_dir={notebooks}"]
    with log.open("w") as file:
        server = subprocess.Popen(command, env=environment, stdout=file, stderr=file)
    try:
        yield address_of(server, log), notebooks
    finally:
        server.terminate()
        server.wait(20)


def address_of(server, log) -> str:
    for _ in range(STARTS_IN_S * 5):
        found = re.search(r"http://127\.0\.0\.1:\d+/", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture
def visit(browser, lab):
    visit = watch(browser, allowed=(lab[0],))
    yield visit
    visit.page.context.close()
    assert visit.requests == []
    hosts = {urlsplit(address).hostname for address in visit.sockets}
    assert hosts <= {"127.0.0.1"}
    assert visit.errors == []


def write_notebook(path, source, outputs=()):
    kernel = {"name": "python3", "display_name": "Python 3"}
    cell = nbformat.v4.new_code_cell(source, outputs=list(outputs))
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), path)


def test_an_untrusted_notebook_shows_the_plain_table_and_runs_nothing(lab, visit):
    address, notebooks = lab
    tables, documents = sample()
    bundle = EventMap(tables, documents)._repr_mimebundle_()
    bundle["text/html"] += "<script>window.hacked = 1</script>"
    output = nbformat.v4.new_output("display_data", data=bundle)
    write_notebook(notebooks / "untrusted.ipynb", "atlas.map()", [output])
    page = visit.page
    page.goto(f"{address}lab/workspaces/untrusted/tree/untrusted.ipynb")
    area = page.locator(".jp-OutputArea-output")
    area.locator("table").wait_for(timeout=60_000)
    assert "Belaya" in area.locator("table").text_content()
    assert area.locator("table").is_visible()
    assert area.locator("iframe, script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_cell_that_is_run_shows_the_map_in_a_frame_that_reaches_nothing(lab, visit):
    address, notebooks = lab
    tests = str(Path(__file__).parent.parent)
    source = (
        f"import sys\nsys.path.append({tests!r})\nfrom map_samples import sample\nfrom geomap.maps import EventMap\n"
    )
    write_notebook(notebooks / "trusted.ipynb", f"{source}EventMap(*sample())")
    page = visit.page
    page.goto(f"{address}lab/workspaces/trusted/tree/trusted.ipynb")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.locator(".jp-Notebook .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    frame = page.frame_locator(".jp-OutputArea-output iframe")
    frame.locator("html[data-ready=true]").wait_for(timeout=60_000)
    assert frame.locator("#geomap-count").text_content() == "7 of 8 events"
    frame.locator("#geomap-tab-table").click()
    frame.locator("#geomap-table tbody tr").first.wait_for()
    assert "allow-same-origin" not in page.locator(".jp-OutputArea-output iframe").get_attribute("sandbox")
