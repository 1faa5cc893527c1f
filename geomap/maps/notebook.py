"""A map in a notebook: a plain table that every front end keeps, then the page in a frame that can reach nothing."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from geomap.maps.payload import event_rows, place_rows
from geomap.maps.wording import area_name, words_of

MOST_ROWS = 30
_HIDDEN = ".geomap-plain:has(+iframe){display:none}"  # a notebook that strips the frame strips this style too
_SANDBOX = "allow-scripts allow-downloads allow-popups"  # no same-origin: the page cannot reach the notebook


def notebook_html(payload: Mapping[str, Any], page: str, *, lang: str = "en", height: int = 640) -> str:
    """
    Return HTML for a notebook's output.

    JupyterLab strips frames from the output of a notebook it does not trust, and keeps the table.

    Parameters
    ----------
    payload
        The page's data, as `geomap.maps.payload.build_payload` gives it.
    page
        The whole page.
    lang
        BCP 47 tag of the words' language.
    height
        Of the frame, in pixels.
    """
    words = words_of(lang)
    title = escape(payload.get("title") or words["title"])
    frame = (
        f'<iframe srcdoc="{escape(page)}" sandbox="{_SANDBOX}" title="{title}" '
        f'style="width:100%;height:{height}px;border:1px solid #ccc"></iframe>'
    )
    return f'<style>{_HIDDEN}</style><div class="geomap-plain">{_table(payload, words)}</div>{frame}'


def _table(payload: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    columns = words["columns"]
    head = "".join(f"<th>{escape(columns[name])}</th>" for name in ("layer", "place", "date", "status"))
    count = payload["events"]["rows"]
    places = place_rows(payload)
    lines = "".join(_line(row, places, words) for row in event_rows(payload, MOST_ROWS))
    more = f"<tr><td>… + {count - MOST_ROWS}</td></tr>" if count > MOST_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}{more}</tbody></table>"


def _line(row: Mapping[str, Any], places: Any, words: Mapping[str, Any]) -> str:
    found = [(places[at["place"]], at["precision"]) for at in row["places"]]
    names = [area_name(words, place) if precision in {3, 4} else place["name"] for place, precision in found]
    days = dict.fromkeys(filter(None, (row.get("date_start"), row.get("date_end"))))
    cells = (
        words["kinds"].get(row["layer"], row["layer"]),
        ", ".join(names) or row.get("place_raw", ""),
        " – ".join(days),
        words["verification"].get(row["status"], row["status"]),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
