"""The shape of the package: what may import what, and what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import geomap

ROOT = Path(geomap.__file__).parent
MODULES = {
    ".".join(("geomap", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
    if "node_modules" not in path.parts
}
STAGES = ("documents", "gazetteer", "mentions", "resolution", "events")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows(name):
    """Return the geomap modules that `name` imports, lazily too."""
    return {target for target in imports(MODULES[name]) if target in MODULES and target != name}


def test_no_module_is_in_an_import_cycle():
    state = {}

    def visit(name, trail):
        assert state.get(name) != "open", " -> ".join([*trail, name])
        if name not in state:
            state[name] = "open"
            for target in arrows(name):
                visit(target, [*trail, name])
            state[name] = "done"

    for name in MODULES:
        if name != "geomap":
            visit(name, [])


def test_model_and_errors_stand_alone():
    assert arrows("geomap.errors") == arrows("geomap.model") == set()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_no_other_stage(stage):
    others = {f"geomap.{other}" for other in (*STAGES, "pipeline", "atlas", "cli", "tables", "maps", "export")}
    others -= {f"geomap.{stage}"}
    for name in MODULES:
        if name == f"geomap.{stage}" or name.startswith(f"geomap.{stage}."):
            strangers = {target for target in arrows(name) if any(f"{target}.".startswith(f"{o}.") for o in others)}
            assert not strangers, name


@pytest.mark.parametrize(("library", "home"), [("folium", "geomap.maps"), ("geopy", "geomap.geocoding")])
def test_one_home_for_each_of_the_libraries_we_extend(library, home):
    users = {name for name in MODULES if any(f"{i}.".startswith(f"{library}.") for i in imports(MODULES[name]))}
    assert users
    assert all(f"{name}.".startswith(f"{home}.") for name in users)


def test_only_the_command_line_prints():
    printing = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing
    assert all(name.startswith("geomap.cli") for name in printing)


def test_importing_geomap_loads_nothing_heavy():
    code = (
        "import sys, geomap; print([m for m in ('pandas', 'numpy', 'folium', 'geopy', 'shapely') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there():
    assert all(getattr(geomap, name).__name__ == name for name in geomap.__all__)
    assert set(geomap.__all__) <= set(dir(geomap))
    assert geomap.__version__.count(".") == 2
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geomap.nothing  # noqa: B018 - the access is the test
