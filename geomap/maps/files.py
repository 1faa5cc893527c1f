"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file beside `path` and move it into its place.

    Raises
    ------
    OSError
        If it cannot be written; then `path` is as it was.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(path.stat().st_mode if path.exists() else 0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
