"""Text made harmless where folium puts it: into HTML that stands in a JavaScript template literal."""

from __future__ import annotations

_ESCAPES = {ord(char): f"&#{ord(char)};" for char in "&<>\"'`\\${}"}
_ESCAPES |= dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000)], "\ufffd")


def safe_text(text: str) -> str:
    r"""
    Escape a text for folium's own popups and tooltips.

    folium writes these into JavaScript template literals, where after `html.escape` a backtick, a backslash or `${`
    still ends or runs the script. geomap's own layers need none of this.

    Parameters
    ----------
    text
        Any text, hostile or not.

    Returns
    -------
    html
        HTML that shows the text; also `` ` ``, `\`, `$`, `{` and `}` are character references, and control
        characters and lone surrogates are U+FFFD.

    Examples
    --------
    >>> safe_text("`${alert(1)}`")
    '&#96;&#36;&#123;alert(1)&#125;&#96;'
    """
    return text.translate(_ESCAPES)
