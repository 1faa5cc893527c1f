"""Fetch GeoNames' dumps over HTTP: in pieces that a broken connection does not lose, and whole or not there."""

from __future__ import annotations

import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from http.client import HTTPResponse

GEONAMES_URL = "https://download.geonames.org/export/dump/"
PLACES, OTHER_NAMES = "allCountries.zip", "alternateNamesV2.zip"
ATTEMPTS = 5
TIMEOUT_SECONDS = 60.0
CHUNK = 1 << 18


def download_geonames(
    folder: Path | str,
    *,
    names: tuple[str, ...] = (PLACES, OTHER_NAMES),
    base_url: str = GEONAMES_URL,
    pause_seconds: float = 2.0,
) -> list[Path]:
    """
    Fetch dumps of GeoNames into a folder.

    Parameters
    ----------
    folder
        Where they go; made if it is not there.
    names
        Files of GeoNames' folder of dumps: "allCountries.zip", "UA.zip", "alternateNamesV2.zip".
    base_url
        GeoNames' folder, or a mirror's.
    pause_seconds
        Wait before the second attempt; twice as long before each one after.

    Returns
    -------
    paths
        The files, each a whole zip. One that is there and whole is not fetched again.

    Raises
    ------
    GazetteerError
        If `base_url` is no web address, or a file cannot be fetched whole in five attempts; what came stays and the
        next call goes on from there.
    """
    if not base_url.startswith(("https://", "http://")):
        raise GazetteerError(f"{base_url!r} is no address of a web server such as {GEONAMES_URL}")
    into = Path(folder)
    try:
        into.mkdir(parents=True, exist_ok=True)
        return [_fetched(f"{base_url.rstrip('/')}/{name}", into / name, pause_seconds) for name in names]
    except OSError as error:
        raise GazetteerError(f"{into} cannot be written: {error.strerror or error}") from error


def _fetched(url: str, target: Path, pause_seconds: float) -> Path:
    import urllib.error  # noqa: PLC0415 - 40 ms, for a download only
    from http.client import HTTPException  # noqa: PLC0415 - as above

    if target.is_file() and _whole(target):
        return target
    part = target.with_name(target.name + ".part")
    reason = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(pause_seconds * 2 ** (attempt - 1))
        try:
            _fetch(url, part)
        except urllib.error.HTTPError as error:
            reason = f"HTTP {error.code} {error.reason}"
            error.close()
            if error.code == 416:  # what is there is longer than the file: another file
                part.unlink(missing_ok=True)
            elif error.code < 500 and error.code != 429:
                raise GazetteerError(f"{url} could not be fetched: {reason}") from error
        except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        else:
            if _whole(part):
                part.replace(target)
                return target
            reason = "what came is no whole zip file"
            part.unlink()
    raise GazetteerError(f"{url} could not be fetched: {reason}; try again later, it goes on from where it broke off")


def _fetch(url: str, part: Path) -> None:
    """Append what is missing of a file; a server that cannot go on from there starts again."""
    import urllib.request  # noqa: PLC0415 - as above

    have = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "geomap, an offline gazetteer"} | ({"Range": f"bytes={have}-"} if have else {})
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme is the caller's own base_url
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
        goes_on = answer.status == 206
        with part.open("ab" if goes_on else "wb") as file:
            _copy(answer, file.write, have if goes_on else 0, part.name)


def _copy(answer: HTTPResponse, write: Callable[[bytes], int], have: int, name: str) -> None:
    from tqdm import tqdm  # noqa: PLC0415 - only a download shows progress

    length = answer.headers.get("Content-Length")
    left = int(length) if length and length.isdigit() else None
    total = None if left is None else left + have
    with tqdm(total=total, initial=have, desc=name, unit="B", unit_scale=True, mininterval=0.5, file=sys.stderr) as bar:
        got = 0
        while chunk := answer.read(CHUNK):
            write(chunk)
            got += len(chunk)
            bar.update(len(chunk))
    if left is not None and got < left:
        raise ConnectionError(f"the connection broke off after {have + got} of {total} bytes")


def _whole(path: Path) -> bool:
    """Return whether a file is a zip whose every member has its checksum."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, EOFError):
        return False
