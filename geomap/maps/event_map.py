"""EventMap: the events of a set of reports as a `folium.Map`, and that map as one file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from folium.map import FitBounds
from folium.template import Template

from geomap.atomic import written
from geomap.errors import MapError
from geomap.maps.assets import read_static
from geomap.maps.browser import render_picture
from geomap.maps.encoding import data_block
from geomap.maps.ground import ground_block
from geomap.maps.layers import EventLayer
from geomap.maps.notebook import notebook_html
from geomap.maps.page import ASSETS_MARK, DATA_MARK, PageFigure, inline_script, inline_style
from geomap.maps.passages import DocumentsMode
from geomap.maps.payload import build_payload, compact, regions_of
from geomap.maps.picture import HEIGHT, WIDTH, draw_picture
from geomap.model import SUBTYPES, Document

if TYPE_CHECKING:
    from geomap.tables import Tables


class EventMap(folium.Map):
    """
    A `folium.Map` of what reports say happened: one layer a kind of event, no network needed.

    folium's own markers, popups and plugins can be added as to any map. What the page shows of the tables reaches it
    as data and is set as text; for popups of your own use `safe_text`.

    Parameters
    ----------
    tables
        The four frames of `geomap.tables.Tables`, or anything with `mentions`, `places`, `events` and `reports`.
    documents
        The documents that `tables` were made from.
    documents_mode
        How much of their text the page holds: "evidence" (a sentence either side of what is quoted), "full", "none".
    title
        Heading of the page.
    lang
        BCP 47 tag of the page's language.
    allow_remote
        Let elements that you add load what only the network has.
    options
        Passed to `folium.Map`. With a `location` the map opens there, otherwise it shows all events. There are no
        tiles unless you name some.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <script>L_NO_TOUCH = {{ this.global_switches.no_touch|tojson }};
            L_DISABLE_3D = {{ this.global_switches.disable_3d|tojson }};</script>
            {{ this.page_assets() }}
            <!--geomap:parts-->
        {% endmacro %}

        {% macro html(this, kwargs) %}
            {{ this.page_html() }}
        {% endmacro %}

        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                fit: {{ this.fits_data()|tojson }},
                ...{{ this.options|tojavascript }}
            });
            {%- if this.control_scale %}
            L.control.scale().addTo({{ this.get_name() }});
            {%- endif %}
            {%- if this.zoom_control_position %}
            L.control.zoom({ position: {{ this.zoom_control|tojson }} }).addTo({{ this.get_name() }});
            {%- endif %}
            {%- if this.objects_to_stay_in_front %}
            {{ this.get_name() }}.on("overlayadd", () => {
                {%- for object in this.objects_to_stay_in_front %}
                {{ object.get_name() }}.bringToFront();
                {%- endfor %}
            });
            {%- endif %}
        {% endmacro %}
        """
    )

    def __init__(
        self,
        tables: Tables,
        documents: Iterable[Document] = (),
        *,
        documents_mode: DocumentsMode = "evidence",
        title: str | None = None,
        lang: str = "en",
        allow_remote: bool = False,
        **options: Any,
    ) -> None:
        if documents_mode not in {"evidence", "full", "none"}:
            raise MapError(f"documents_mode {documents_mode!r} is none of 'evidence', 'full', 'none'")
        options = {"tiles": None, "control_scale": True, "max_zoom": 18, **options}
        super().__init__(**options)
        self._id = "events"  # not by chance, as branca has it: the same tables give the same bytes
        self.options["max_zoom"] = options["max_zoom"]
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.tables = tables
        self.documents = tuple(documents)
        self.documents_mode: DocumentsMode = documents_mode
        self.title = title
        self.lang = lang
        self._blocks = ""
        self._opens_there = options.get("location") is not None
        PageFigure(title=title or "geomap", lang=lang, allow_remote=allow_remote).add_child(self)
        rows = {str(kind): found for kind, found in tables.events.groupby("layer")}
        for kind in (*SUBTYPES, *sorted(rows.keys() - SUBTYPES.keys())):
            if kind in rows:
                EventLayer(kind, rows[kind]).add_to(self)

    def fits_data(self) -> bool:
        """Whether the page opens on all its events, neither a location nor bounds being given."""
        return not self._opens_there and not any(isinstance(child, FitBounds) for child in self._children.values())

    def event_layers(self) -> list[EventLayer]:
        """Return this map's event layers in the order of the legend."""
        return [child for child in self._children.values() if isinstance(child, EventLayer)]

    def payload(self) -> dict[str, Any]:
        """Return the page's data: `schema`, `layers`, `events`, `documents`, `places`."""
        layers = [{"name": one.kind, "label": one.label, "shown": one.show} for one in self.event_layers()]
        payload = build_payload(self.tables, self.documents, layers=layers, mode=self.documents_mode)
        return {**payload, "title": self.title} if self.title else payload

    def render(self, **kwargs: Any) -> str:
        """Add this map to its figure: folium calls it, and `get_root().render()` gives the page."""
        payload = self.payload()
        data, followers = compact(payload)
        blocks = [data_block("geomap-data", data), ground_block(regions_of(payload))]
        late = "".join(data_block(name, value) for name, value in followers.items())
        figure = self.get_root()
        if isinstance(figure, PageFigure):
            figure.data_blocks = "\n".join(blocks)
            figure.late_blocks = late
            self._blocks = DATA_MARK
        else:
            self._blocks = "\n".join([*blocks, late])
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""

    def page_assets(self) -> str:
        """Return the page's style and script elements, or the mark that its figure puts them in place of."""
        assets = inline_style(read_static("page.css")) + inline_script(read_static("page.js"))
        figure = self.get_root()
        if not isinstance(figure, PageFigure):
            return f"{{% raw %}}{assets}{{% endraw %}}"
        figure.assets = assets
        return ASSETS_MARK

    def page_html(self) -> str:
        """Return the page's landmarks, which its script fills; no text of a document is in it."""
        return f"""<div class="geomap">
<header class="geomap-head"><h1 id="geomap-title"></h1>
<p id="geomap-count" role="status" aria-live="polite"></p><p id="geomap-unplaced"></p></header>
<main class="geomap-main" id="geomap-main"><div class="geomap-map"><div class="folium-map" id="{self.get_name()}"></div>
</div><p id="geomap-worldview"></p><section id="geomap-time"></section></main>
<aside class="geomap-side" id="geomap-side"><div id="geomap-tabs"></div><div id="geomap-layers"></div>
<div id="geomap-event"></div><div id="geomap-text"></div><div id="geomap-table"></div></aside>
</div>{self._blocks}"""

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,  # noqa: FBT001, FBT002 - branca's signature
        *,
        allow_remote: bool | None = None,
        **kwargs: Any,
    ) -> None:
        """
        Write the map as one HTML file that works with no network, or as a picture.

        Parameters
        ----------
        outfile
            Where to write, replaced only once the new file is whole; its suffix says what: .html, .svg, .png or .pdf.
            Or a binary file, which gets HTML.
        close_file
            Close `outfile`, if it is a file.
        allow_remote
            Let elements load what only the network has, for this file.
        kwargs
            Passed to the figure's rendering.

        Raises
        ------
        MapError
            If the suffix is another, an element needs an asset that only the network has, or a PNG or PDF is asked
            for and there is no browser to draw it.
        """
        if isinstance(outfile, str | bytes | Path):
            path = Path(os.fsdecode(outfile))
            suffix = path.suffix.lower()
            if suffix in {".svg", ".png", ".pdf"}:
                content = self._picture(suffix)
            elif suffix in {".html", ".htm"}:
                content = self._page(allow_remote=allow_remote, **kwargs).encode("utf-8")
            else:
                raise MapError(f"{path.name!r} is no name for a map: it ends in .html, .svg, .png or .pdf")
            with written(path) as file:
                file.write(content)
            return
        outfile.write(self._page(allow_remote=allow_remote, **kwargs).encode("utf-8"))
        if close_file:
            outfile.close()

    def _page(self, *, allow_remote: bool | None, **kwargs: Any) -> str:
        figure = self.get_root()
        if not isinstance(figure, PageFigure):
            raise MapError(f"this map was put into another figure, {figure.get_name()!r}: save that one")
        before = figure.allow_remote
        figure.allow_remote = before if allow_remote is None else allow_remote
        try:
            return figure.render(**kwargs)
        finally:
            figure.allow_remote = before

    def to_svg(self) -> str:
        """Return a picture of the layers that are shown at first: an SVG document of 1200 by 800 pixels."""
        return draw_picture(self.payload(), title=self.title, lang=self.lang)

    def _picture(self, suffix: str) -> bytes:
        svg = self.to_svg()
        return svg.encode("utf-8") if suffix == ".svg" else render_picture(svg, suffix, width=WIDTH, height=HEIGHT)

    def _repr_html_(self, **kwargs: Any) -> str:
        """Show the map in a notebook: a plain table, then the page in a sandboxed frame."""
        return notebook_html(self.payload(), self._page(allow_remote=None, **kwargs), lang=self.lang)

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """Show the map in any front end of Jupyter."""
        text = f"EventMap of {len(self.tables.events)} events"
        return {"text/html": self._repr_html_(), "image/svg+xml": self.to_svg(), "text/plain": text}
