"""Files that are whole or not there: written beside their name, then renamed over it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from geomap.errors import GeomapError

# File names are at most 255 bytes nearly everywhere; a character is at most four.
_LONGEST_TAIL = 50


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """
    Give a path to write to that becomes `target` when the block ends well.

    Parameters
    ----------
    target
        The file to make or replace; its folder must be there. A link is followed: what it names is replaced.

    Yields
    ------
    path
        A name in the same folder, with the same suffix, where nothing is yet. After an error it is removed and `target`
        is as before.
    """
    final = Path(os.path.realpath(target))
    path = final.with_name(f".{uuid4().hex}{final.name[-_LONGEST_TAIL:]}")
    try:
        yield path
        path.replace(final)
    except OSError as error:
        if error.filename not in {None, str(path)}:
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """
    Open `target` for writing bytes; it appears, or changes, only when the block ends well.

    Parameters
    ----------
    target
        A file; "-" for standard output. A pipe or device is written to as it is: it cannot be replaced.

    Yields
    ------
    file
        Open for writing bytes.
    """
    if target == Path("-"):
        if sys.stdout is None:
            raise GeomapError("standard output is closed; name a file to write to")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
    else:
        with replaced(target) as path, path.open("wb") as file:
            yield file
