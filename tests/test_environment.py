"""environment.yml must ask for what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def floors(lines):
    return dict(m.groups() for line in lines if (m := re.fullmatch(r"([A-Za-z0-9_.-]+)>=([0-9.]+)", line)))


def conda():
    text = (ROOT / "environment.yml").read_text()
    return floors(m.group(1) for m in re.finditer(r"^  - (\S+)$", text, re.MULTILINE))


def project():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = data["optional-dependencies"]
    return data, floors([*data["dependencies"], *(line for extra in extras.values() for line in extra)])


def test_conda_floors_are_pyprojects():
    data, wanted = project()
    named = conda()
    assert {"geopy", "folium", "pandas", "jupyterlab", "pytest"} <= set(named)
    assert named.pop("python") == data["requires-python"].removeprefix(">=")
    assert {name: wanted[name] for name in named} == named


def test_pip_installs_the_package_with_every_extra():
    text = (ROOT / "environment.yml").read_text()
    [extras] = re.findall(r"-e \.\[(.+)\]", text)
    assert set(extras.split(",")) == set(project()[0]["optional-dependencies"])
