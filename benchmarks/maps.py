"""
geomap's page beside folium's own ways to draw the same events: file size, time to ready, time to build, panning.

    python -m benchmarks.maps [--events 10000 100000] [--against fast cluster markers geojson explore]

All assets are put into every page; no page asks the network for anything. "Drawn" is when the first frame that shows
the events has been made, for every page alike: the frame after geomap's `data-ready`, or after folium's script has run.
"Ready" is `data-ready` for geomap, and for folium its map drawn. A frame pair is two animation frames after a pan.
Medians of `--runs` runs in one browser, each in a new tab; the pages take turns.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import folium
import pandas as pd
from folium.plugins import FastMarkerCluster, MarkerCluster
from playwright.sync_api import Browser, sync_playwright

from geomap.maps import EventMap
from geomap.maps.assets import part_source
from geomap.maps.browser import find_browser
from geomap.tables import COLUMNS, Tables

LEAFLET = Path("geomap/maps/frontend/node_modules/leaflet/dist")
WORDS = (
    "overnight drones struck fuel depot power station railway bridge near border governor said officials reported air "
    "defence intercepted missiles residents evacuated shelling damaged houses school wounded civilians killed troops "
    "village captured ministry claimed denied talks delegation exchange prisoners returned city region district"
).split()
LAYERS = {"strike": "drone", "shelling": "artillery", "explosion": "sabotage", "ground": "clash", "talks": "meeting"}
VERIFICATION = ("reported", "claimed", "disputed", "confirmed_by_target")
PAN = """async () => {
    const map = Object.values(window).find((value) => value instanceof L.Map);
    const times = [];
    for (let i = 0; i < 12; i++) {
        const start = performance.now();
        map.panBy([i % 2 ? 180 : -180, 60], { animate: false });
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[6];
}"""
WATCH = """window.afterFrame = (tell) => requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
new MutationObserver(() => {
    if (!document.documentElement.dataset.ready || window.readyAt) return;
    window.readyAt = performance.now();
    afterFrame((now) => (window.drawnAt = now));
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });"""
AFTER = "<script>afterFrame((now) => (window.readyAt = window.drawnAt = now));</script>"
MARKS = ".leaflet-marker-icon, .leaflet-overlay-pane canvas, .leaflet-geomap-marks-pane canvas"
PATIENCE_S = 600


def make_tables(count: int, seed: int = 1) -> Tables:
    """Return `count` made-up events at made-up points around real latitudes, five hundred to a document."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    points = [(round(chance.gauss(49, 3), 4), round(chance.gauss(34, 6), 4)) for _ in range(count)]
    sentences = [" ".join(chance.choices(WORDS, k=18)).capitalize() + "." for _ in range(count)]
    layers = chance.choices(list(LAYERS), k=count)
    days = pd.to_datetime("2024-01-01") + pd.to_timedelta(chance.choices(range(500), k=count), unit="D")
    ids = [f"{chance.getrandbits(48):012x}" for _ in range(count)]
    places = {
        "place_id": [f"geonames:{i}" for i in range(count)],
        "name": [f"Place {i}" for i in range(count)],
        "kind": "village",
        "lat": [lat for lat, _ in points],
        "lon": [lon for _, lon in points],
        "iso2": "UA",
        "geo_precision": 2,
        "uncertainty_km": 2.0,
    }
    events = {
        "event_id": ids,
        "layer": layers,
        "subtype": [LAYERS[layer] for layer in layers],
        "place_ids": [[place] for place in places["place_id"]],
        "lat": places["lat"],
        "lon": places["lon"],
        "geo_precision": 2,
        "date_start": days,
        "date_end": days,
        "date_basis": "absolute",
        "modality": "actual",
        "n_reports": 1,
        "killed": [float(chance.randint(1, 9)) if chance.random() < 0.3 else None for _ in range(count)],
    }
    reports = {
        "event_id": ids,
        "doc_id": [f"doc-{i // 500}" for i in range(count)],
        "ev_start": [i % 500 * 200 for i in range(count)],
        "ev_end": [i % 500 * 200 + len(sentence) for i, sentence in enumerate(sentences)],
        "evidence": sentences,
        "verification": chance.choices(VERIFICATION, k=count),
    }
    made = {"mentions": {}, "places": places, "events": events, "reports": reports}
    return Tables(**{name: _frame(name, columns) for name, columns in made.items()})


def _frame(name: str, given: dict[str, object]) -> pd.DataFrame:
    length = next((len(values) for values in given.values() if isinstance(values, list)), 0)
    columns = {}
    for column in COLUMNS[name]:
        values = given.get(column.name, [None] * length if column.dtype not in {"int64", "bool"} else 0)
        columns[column.name] = pd.Series(values, dtype=column.dtype, index=range(length))
    return pd.DataFrame(columns)


def _events(tables: Tables) -> list[tuple[float, float, str]]:
    events, evidence = tables.events, dict(zip(tables.reports["event_id"], tables.reports["evidence"], strict=True))
    rows = zip(
        events["lat"], events["lon"], events["layer"], events["subtype"], events["date_start"], events["event_id"],
        strict=True,
    )  # fmt: skip
    return [
        (lat, lon, "<br>".join(map(escape, (layer, subtype, str(day.date()), evidence[key]))))
        for lat, lon, layer, subtype, day, key in rows
    ]


def geomap_page(tables: Tables) -> str:
    """Draw with geomap."""
    page: str = EventMap(tables, documents_mode="none").get_root().render()
    return page


def _plain_map(*, prefer_canvas: bool = False) -> folium.Map:
    """Make a map for a plugin; clusters ask for the last zoom, which a map without tiles does not have by itself."""
    drawn = folium.Map([49, 34], zoom_start=5, tiles=None, prefer_canvas=prefer_canvas)
    drawn.options["max_zoom"] = 18
    return drawn


def fast_page(tables: Tables) -> str:
    """Draw with FastMarkerCluster, popups included."""
    callback = "function (row) { return L.marker([row[0], row[1]]).bindPopup(row[2]); }"
    drawn = _plain_map()
    FastMarkerCluster([list(row) for row in _events(tables)], callback=callback).add_to(drawn)
    return _render(drawn)


def cluster_page(tables: Tables) -> str:
    """Draw with MarkerCluster: a Marker and a Popup an event."""
    drawn = _plain_map()
    cluster = MarkerCluster().add_to(drawn)
    for lat, lon, popup in _events(tables):
        folium.Marker([lat, lon], popup=popup).add_to(cluster)
    return _render(drawn)


def markers_page(tables: Tables) -> str:
    """Draw a Marker and a Popup an event, unclustered."""
    drawn = _plain_map()
    for lat, lon, popup in _events(tables):
        folium.Marker([lat, lon], popup=popup).add_to(drawn)
    return _render(drawn)


def geojson_page(tables: Tables) -> str:
    """Draw one GeoJson layer of circles."""
    drawn = _plain_map(prefer_canvas=True)
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": {"text": text}}
        for lat, lon, text in _events(tables)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    folium.GeoJson(collection, marker=folium.CircleMarker(), popup=folium.GeoJsonPopup(["text"])).add_to(drawn)
    return _render(drawn)


def explore_page(tables: Tables) -> str:
    """Draw with geopandas' explore."""
    import geopandas  # noqa: PLC0415 - an extra; explore() needs matplotlib and mapclassify too

    rows = _events(tables)
    points = geopandas.points_from_xy([lon for _, lon, _ in rows], [lat for lat, _, _ in rows])
    frame = geopandas.GeoDataFrame({"text": [text for *_, text in rows]}, geometry=points, crs=4326)
    return _render(frame.explore(tiles=None, popup=["text"], tooltip=False, prefer_canvas=True))


def _render(drawn: folium.Map) -> str:
    """Render with folium's assets in the page, but for its icon fonts, which only it would pay for."""
    html: str = drawn.get_root().render()
    scripts = [(LEAFLET / "leaflet.js").read_text(encoding="utf-8")]
    styles = [(LEAFLET / "leaflet.css").read_text(encoding="utf-8")]
    for part in ("jquery", "bootstrap", "awesome-markers", "markercluster"):
        scripts.append(part_source(part, "js"))
        styles.append(part_source(part, "css"))
    icons = {"iconUrl": "marker-icon", "iconRetinaUrl": "marker-icon-2x", "shadowUrl": "marker-shadow"}
    pictures = {key: _data_uri(LEAFLET / "images" / f"{name}.png") for key, name in icons.items()}
    icon = f"delete L.Icon.Default.prototype._getIconUrl; L.Icon.Default.mergeOptions({json.dumps(pictures)});"
    head = "".join(f"<style>{style}</style>" for style in styles)
    code = "".join(f"<script>{script.replace('</script', '<' + chr(92) + '/script')}</script>" for script in scripts)
    lines = [line for line in html.splitlines() if "https://" not in line or "<script src" not in line]
    plain = "\n".join(line for line in lines if "<link" not in line)
    plain = plain.replace("<head>", f"<head>{head}{code}<script>{icon}</script>", 1)
    return plain.replace("</html>", f"{AFTER}</html>")


def _data_uri(picture: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode('ascii')}"


PAGES: dict[str, Callable[[Tables], str]] = {
    "geomap": geomap_page,
    "fast": fast_page,
    "cluster": cluster_page,
    "markers": markers_page,
    "geojson": geojson_page,
    "explore": explore_page,
}


def measure(names: list[str], tables: Tables, browser: Browser, runs: int) -> dict[str, dict[str, float]]:
    """
    Return each page's bytes, and medians of seconds to build, milliseconds to ready, to drawn and a frame pair.

    The pages take turns, so that whatever else the machine does falls on all of them.
    """
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "map.html")
        for _, name in itertools.product(range(runs), names):
            start = time.perf_counter()
            html = PAGES[name](tables)
            build = time.perf_counter() - start
            path.write_text(html, encoding="utf-8")
            found[name].append({"bytes": path.stat().st_size, "build_s": build, **_visit(browser, path)})
    return {
        name: {key: statistics.median(one[key] for one in visits) for key in visits[0]}
        for name, visits in found.items()
    }


def _visit(browser: Browser, path: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    page.add_init_script(WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    deadline = time.monotonic() + PATIENCE_S
    while not page.evaluate("window.drawnAt || 0"):
        if time.monotonic() > deadline:
            sys.exit(f"{path} was not drawn within {PATIENCE_S} seconds")
        time.sleep(0.05)
    if not page.locator(MARKS).count():
        sys.exit(f"{path} shows no events")
    found = {"ready_ms": page.evaluate("readyAt"), "drawn_ms": page.evaluate("drawnAt"), "pan_ms": page.evaluate(PAN)}
    context.close()
    return found


def main() -> None:
    """Measure and print one JSON line a page, with each figure's ratio to FastMarkerCluster's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--against", nargs="+", default=["fast"], choices=list(PAGES))
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    flags = ["--disable-gpu", "--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=flags)
        for count in options.events:
            tables = make_tables(count)
            found = measure(["geomap", *options.against], tables, browser, options.runs)
            for name, figures in found.items():
                ratios = {key: round(found["geomap"][key] / value, 3) for key, value in figures.items()}
                sys.stdout.write(json.dumps({"events": count, "page": name, **figures, "geomap / it": ratios}) + "\n")
        browser.close()


if __name__ == "__main__":
    main()
