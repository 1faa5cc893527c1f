"""One folium layer a kind of event, holding its events as data."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import folium
from folium.template import Template

if TYPE_CHECKING:
    import pandas as pd

HIDDEN_AT_FIRST = frozenset({"statement"})
"""Layers that a reader switches on: statements are many, and most name a capital."""


class EventLayer(folium.FeatureGroup):
    """
    The events of one kind: a `folium.FeatureGroup` whose events the page draws from its data.

    Parameters
    ----------
    kind
        A layer of `geomap.model.Layer`.
    rows
        The events table's rows of that layer.
    label
        The name to show; the page's own word for `kind` when None.
    show
        Whether the layer is on at first; all but statements are.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.layer({{ this.script_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, kind: str, rows: pd.DataFrame, *, label: str | None = None, show: bool | None = None) -> None:
        shown = kind not in HIDDEN_AT_FIRST if show is None else show
        super().__init__(name=label or kind, control=False, show=shown)
        self._name = "EventLayer"
        self._id = hashlib.sha256(kind.encode("utf-8", "surrogatepass")).hexdigest()[
            :12
        ]  # not by chance: same bytes out
        self.kind = kind
        self.rows = rows
        self.label = label

    def script_name(self) -> str:
        """Return `kind` as a JavaScript string that is no template either: branca renders a rendered script again."""
        return re.sub(r"[^\w \"]", lambda found: "".join(map(_escaped, found[0])), json.dumps(self.kind))


def _escaped(char: str) -> str:
    return char if char == "\\" else f"\\u{ord(char):04x}"
