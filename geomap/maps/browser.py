"""An SVG picture -> PNG or PDF, through a Chromium that is already there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from geomap.errors import MapError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_TIMEOUT_S = 60
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=2",
)


def find_browser() -> str:
    """
    Return the path of a Chromium or Chrome: $GEOMAP_BROWSER, or one on the PATH.

    Raises
    ------
    MapError
        If there is none.
    """
    named = os.environ.get("GEOMAP_BROWSER")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        wanted = f"GEOMAP_BROWSER names {named!r}, which is no program" if named else "none is on the PATH"
        raise MapError(f"a PNG or PDF needs a Chromium or Chrome: {wanted}; save('map.svg') needs none")
    return path


def render_picture(svg: str, suffix: str, *, width: int, height: int) -> bytes:
    """
    Draw an SVG through a browser.

    Parameters
    ----------
    svg
        The picture.
    suffix
        ".png" (two pixels a CSS pixel) or ".pdf".
    width, height
        Its size in CSS pixels.

    Raises
    ------
    MapError
        If there is no browser, or it draws nothing.
    """
    browser = find_browser()
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    style = f"<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}svg{{display:block}}</style>"
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8">{policy}{style}</head><body>{svg}</body></html>'
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        source, target = Path(folder, "picture.html"), Path(folder, f"picture{suffix}")
        source.write_text(page, encoding="utf-8")
        wish = (
            [f"--screenshot={target}"] if suffix == ".png" else [f"--print-to-pdf={target}", "--no-pdf-header-footer"]
        )
        done = _run([browser, *_FLAGS, *_sandbox(), f"--user-data-dir={folder}/profile", *wish,
                     f"--window-size={width},{height}", source.as_uri()])  # fmt: skip
        if not target.is_file():
            raise MapError(f"{browser!r} drew no picture; it said {done[-300:]!r}")
        return target.read_bytes()


def _sandbox() -> list[str]:
    """Chromium's sandbox cannot start as root; the picture holds no script."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)  # noqa: S603 - a browser found above
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MapError(f"{command[0]!r} could not draw a picture: {error}") from error
    return done.stderr.decode("utf-8", "replace")
