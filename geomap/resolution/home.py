"""Where a document was published, as far as its source or address says."""

from __future__ import annotations

import re

from geomap.model import Document

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+([a-z]{2,})(?=$|[/:?#])", re.IGNORECASE)
# Country-code domains that the world uses for what they spell.
_GENERIC = frozenset("io co tv me ai fm ly to cc ws eu su".split())


def home_country(document: Document) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country under whose domain a document appeared, None if unknown."""
    for address in (document.url, document.source):
        found = _DOMAIN.search(address.strip()) if address else None
        code = found[1].lower() if found else ""
        if len(code) == 2 and code not in _GENERIC:
            return {"uk": "GB"}.get(code, code.upper())
    return None
