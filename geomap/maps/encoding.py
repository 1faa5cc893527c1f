"""Data blocks of the page: JSON that cannot end its script element, gzipped where that makes the page smaller."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

PACKED = "gzip+base64"
_SMALL = 64  # what the wrapping itself takes
QUICK = 4
"""A level of gzip that takes a third of the time of the usual 6, and a tenth more room (benchmarks/maps.py)."""


def to_json(value: object) -> str:
    """Return compact JSON; a lone surrogate, which no file can hold, is U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def pack(value: object, *, level: int = 6) -> dict[str, str]:
    """Return `value` as `{"encoding": "gzip+base64", "data": ...}`: the same bytes for the same value."""
    zipped = gzip.compress(to_json(value).encode("utf-8"), compresslevel=level, mtime=0)
    return {"encoding": PACKED, "data": base64.b64encode(zipped).decode("ascii")}


def pack_if_smaller(value: object) -> Any:
    """Return `value` packed, or as it is where that takes no more room."""
    if len(to_json(value)) < _SMALL:
        return value
    packed = pack(value)
    return packed if len(packed["data"]) + _SMALL < len(to_json(value)) else value


def unpack(value: Mapping[str, Any]) -> Any:
    """Undo `pack`; anything else is handed back as it is."""
    if value.get("encoding") != PACKED:
        return value
    return json.loads(gzip.decompress(base64.b64decode(value["data"])))


def data_block(name: str, value: object) -> str:
    """
    Return a script element of JSON with the id `name`.

    `<` is escaped, so that no text in it can end it; so is what would open a Jinja template, for branca renders what
    it has rendered once more.
    """
    text = to_json(value).replace("<", "\\u003c")
    for opening in ("{{", "{%", "{#"):
        text = text.replace(opening, "\\u007b" + opening[1])
    return f'<script type="application/json" id="{name}">{text}</script>'
