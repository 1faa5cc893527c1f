"""Print the path of a Chromium for the browser tests, installing one where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def main() -> int:
    """Print a browser's path, or say in one line what is missing."""
    for find in (_named, _on_path, _from_playwright, _from_debian):
        path = find()
        if path:
            print(path)
            return 0
    print(
        "no browser for the browser tests: set GEOMAP_BROWSER to a Chromium or Chrome, or put one on the PATH",
        file=sys.stderr,
    )
    return 1


def _named() -> str | None:
    path = os.environ.get("GEOMAP_BROWSER")
    if path and not shutil.which(path):
        sys.exit(f"GEOMAP_BROWSER names {path!r}, which is no program")
    return path


def _on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where no browser is at hand

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not os.path.exists(path):  # noqa: PTH110 - playwright hands out a string
        print("no browser on the PATH: trying `playwright install chromium`", file=sys.stderr)
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=sys.stderr, timeout=240, check=False)  # noqa: S603 - a fixed command
    return path if os.path.exists(path) else None  # noqa: PTH110


def _from_debian() -> str | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    print("no browser found: installing Debian's chromium with apt-get, as root", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run([apt, *step], stdout=sys.stderr, env=environment, check=False)  # noqa: S603 - a fixed command
    return _on_path()


if __name__ == "__main__":
    sys.exit(main())
