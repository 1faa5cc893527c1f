"""A rendered figure -> one HTML page that asks nothing of the network and runs no script but its own."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from branca.element import Figure

from geomap.errors import MapError
from geomap.maps.assets import part_for, part_source

DATA_MARK = "<!--geomap:data-->"
"""Where the data blocks go, put in last so that megabytes of data are never parsed."""

ASSETS_MARK = "<!--geomap:assets-->"
"""Where the page's own style and script go, put in after branca, which renders all it is given as templates."""

_EXECUTABLE = frozenset({"", "text/javascript", "application/javascript", "module"})
_BOOTSTRAP = re.compile(
    r"""data-bs-|class=\\?["'][^"'<>]*\b(?:btn|card|badge|alert|table|nav|accordion|carousel|row|col|list-group)\b"""
)


@dataclass(slots=True)
class _Tag:
    """A script or stylesheet element: `[start, end)` of the whole, `[inner, outer)` of its content."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    outer: int = 0
    end: int = 0


@dataclass
class _Finder(HTMLParser):
    """Find scripts and stylesheet links, as a browser would: never inside another script."""

    text: str
    found: list[_Tag] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self.feed(self.text)
        self.close()

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._position()
        inner = start + len(self.get_starttag_text() or "")
        if tag in {"script", "link"}:
            found = _Tag(tag, {name: value or "" for name, value in attrs}, start, inner, inner, inner)
            self.found.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.found and self.found[-1].name == "script":
            last = self.found[-1]
            last.outer = self._position()
            last.end = self.text.index(">", last.outer) + 1


class PageFigure(Figure):
    """
    A branca figure whose rendering is a whole, closed page.

    Parameters
    ----------
    title
        Shown in the browser's tab.
    lang
        BCP 47 tag of the page's words.
    allow_remote
        Let elements load what only the network has; the policy then names the hosts.
    """

    def __init__(self, *, title: str, lang: str, allow_remote: bool) -> None:
        super().__init__(title=escape(title))
        self.lang = lang
        self.allow_remote = allow_remote
        self.data_blocks = ""
        self.late_blocks = ""
        self.assets = ""

    def render(self, **kwargs: object) -> str:
        """
        Return the page: assets inside, Content-Security-Policy first in its head.

        Raises
        ------
        MapError
            If an element needs an asset that only the network has, unless `allow_remote`.
        """
        parts = (self.header, self.html, self.script)
        before = [part._children.copy() for part in parts]  # noqa: SLF001 - branca adds to these at each rendering
        try:
            html = super().render(**kwargs)
        finally:
            for part, children in zip(parts, before, strict=True):
                part._children = children  # noqa: SLF001 - so that the next page is this one again
        html = html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        html = html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        html = html.replace(ASSETS_MARK, self.assets, 1)
        html, hosts, tiles = _inline_assets(html, allow_remote=self.allow_remote)
        direction = "rtl" if self.lang.split("-")[0] in {"ar", "fa", "he", "ur"} else "ltr"
        html = html.replace("<html>", f'<html lang="{escape(self.lang)}" dir="{direction}">', 1)
        html = html.replace("<head>", f"<head>\n{_policy(html, hosts, tiles)}", 1)
        html = html.replace(DATA_MARK, self.data_blocks, 1)
        head, end, tail = html.rpartition("</html>")
        return head + self.late_blocks + end + tail if end else html + self.late_blocks


def _inline_assets(html: str, *, allow_remote: bool) -> tuple[str, list[str], list[str]]:
    """Put each linked asset's own text in its place; return the page, the hosts still needed, and those of tiles."""
    pieces: list[str] = []
    hosts: dict[str, None] = {}
    done: set[str] = set()
    position = 0
    for tag in _Finder(html).found:
        address = tag.attributes.get("src" if tag.name == "script" else "href", "")
        if not address or (tag.name == "link" and "stylesheet" not in tag.attributes.get("rel", "")):
            continue
        part = part_for(address)
        if part is None:
            hosts[_host(address, allow_remote=allow_remote)] = None
            continue
        pieces += [html[position : tag.start], *([] if part in done else [_part_html(part)])]
        done.add(part)
        position = tag.end
    html = "".join([*pieces, html[position:]])
    tiles = re.findall(r"L\.tileLayer(?:\.wms)?\(\s*\"(https?:[^\"]+)\"", html)
    pictures = dict.fromkeys(_host(address, allow_remote=allow_remote) for address in tiles)
    return _add_needed(html, done), list(hosts), list(pictures)


def _add_needed(html: str, done: set[str]) -> str:
    """Bring what folium takes for granted on every page, where an element uses it."""
    scripts = "".join(html[tag.inner : tag.outer] for tag in _Finder(html).found if tag.name == "script")
    own = scripts[scripts.rfind("geomap.map(") :]
    needed = [
        ("jquery", re.search(r"\$\(|\bjQuery\b", own)),
        ("bootstrap", _BOOTSTRAP.search(own)),
        ("awesome-markers", "L.AwesomeMarkers" in own),
        ("fontawesome", re.search(r'"prefix":\s*"fa|class=\\?["\']fa[srb]? ', own)),
        ("glyphicons", re.search(r'"prefix":\s*"glyphicon|glyphicon-', own)),
    ]
    parts = "".join(_part_html(name) for name, need in needed if need and name not in done)
    return html.replace("<!--geomap:parts-->", parts, 1)


def _part_html(part: str) -> str:
    style, script = part_source(part, "css"), part_source(part, "js")
    html = inline_style(style) if style else ""
    return html + inline_script(script) if script else html


def inline_script(source: str) -> str:
    """Return a script element; what would end it or hide it from the parser is escaped."""
    return f"<script>{re.sub(r'<(/script|!--)', _backslashed, source, flags=re.IGNORECASE)}</script>"


def inline_style(source: str) -> str:
    """Return a style element; what would end it is escaped."""
    return f"<style>{re.sub(r'<(/style)', _backslashed, source, flags=re.IGNORECASE)}</style>"


def _backslashed(match: re.Match[str]) -> str:
    return "<\\" + match[1]


def _host(address: str, *, allow_remote: bool) -> str:
    if not allow_remote:
        message = (
            f"the map needs {address!r}, which only the network has; pass allow_remote=True to let the page load it"
        )
        raise MapError(message)
    host = urlsplit(address).hostname or ""
    return "https://" + re.sub(r"^\{[^}]*\}", "*", host)


def _policy(html: str, hosts: list[str], tiles: list[str]) -> str:
    """Return the page's policy: `hosts` may send scripts, styles, pictures and data, `tiles` pictures alone."""
    sources = [
        html[tag.inner : tag.outer]
        for tag in _Finder(html).found
        if tag.name == "script" and tag.attributes.get("type", "") in _EXECUTABLE and "src" not in tag.attributes
    ]
    remote = "".join(f" {host}" for host in hosts)
    hashes = " ".join(dict.fromkeys(f"'sha256-{_digest(source)}'" for source in sources))
    rules = [
        "default-src 'none'",
        f"script-src {hashes}{remote}",
        f"style-src 'unsafe-inline'{remote}",
        f"img-src data: blob:{remote}{''.join(f' {host}' for host in tiles if host not in hosts)}",
        f"font-src data:{remote}",
        "worker-src blob:",
        f"connect-src {remote.strip() or chr(39) + 'none' + chr(39)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode("ascii")
