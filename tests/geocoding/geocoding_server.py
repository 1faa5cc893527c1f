"""A server on loopback that speaks Nominatim's and Photon's formats, and misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PLACES = {
    "kyiv": [("Kyiv, Ukraine", 50.4500336, 30.5241361, "ua", "city", 421866)],
    "pokrovsk": [
        ("Pokrovsk, Donetsk Oblast, Ukraine", 48.2817, 37.1758, "ua", "city", 1),
        ("Pokrovsk, Sakha Republic, Russia", 61.4844, 129.1482, "ru", "town", 2),
    ],
    "little nowhere": [("Little Nowhere, Kent, England", 51.2, 0.5, "gb", "hamlet", 3)],
}


class GeocodingServer(ThreadingHTTPServer):
    """`plan` says what becomes of each request in turn: a status, "garbage", "shape", "slow", or None for an answer."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plan: list[object] = []
        self.asked: list[str] = []
        self.times: list[float] = []
        self.agents: set[str] = set()

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def __enter__(self):
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.times.append(time.monotonic())
        self.server.agents.add(self.headers["User-Agent"])
        step = self.server.plan.pop(0) if self.server.plan else None
        if isinstance(step, int | tuple):
            self._refuse(*(step if isinstance(step, tuple) else (step, None)))
        elif step == "garbage":
            self._answer(b"<html>Bandwidth limit exceeded</html>")
        elif step == "shape":
            self._answer(json.dumps([{"where": "somewhere"}]).encode())
        else:
            if step == "slow":
                time.sleep(0.5)
            self._answer(json.dumps(_found(self.path)).encode())

    def _refuse(self, status, retry_after):
        self.send_response(status)
        if retry_after is not None:
            self.send_header("Retry-After", str(retry_after))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def _found(path):
    asked = urlsplit(path)
    given = {key: values[0] for key, values in parse_qs(asked.query).items()}
    photon = not asked.path.startswith("/search") and given.get("format") is None
    form = _photon if photon else _nominatim
    if asked.path.startswith("/reverse"):
        near = [p for some in PLACES.values() for p in some if abs(p[1] - float(given["lat"])) < 1]
        rows = [p for p in near if abs(p[2] - float(given["lon"])) < 1][:1]
        if photon:
            return {"type": "FeatureCollection", "features": [form(row) for row in rows]}
        return form(rows[0]) if rows else {"error": "Unable to geocode"}
    rows = PLACES.get(given["q"].casefold(), [])
    codes = given.get("countrycodes")
    rows = [row for row in rows if codes is None or row[3] in codes.split(",")][: int(given.get("limit", 10))]
    if photon:
        return {"type": "FeatureCollection", "features": [form(row) for row in rows]}
    return [form(row) for row in rows]


def _nominatim(row):
    address, lat, lon, country, kind, number = row
    return {
        "place_id": number,
        "osm_type": "relation",
        "osm_id": number,
        "lat": str(lat),
        "lon": str(lon),
        "display_name": address,
        "name": address.split(",")[0],
        "class": "place",
        "type": kind,
        "addresstype": kind,
        "address": {"country_code": country},
    }


def _photon(row):
    address, lat, lon, country, kind, number = row
    name, *_, land = address.split(", ")
    said = {"osm_id": number, "osm_key": "place", "osm_value": kind, "name": name, "country": land}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {**said, "countrycode": country.upper()},
    }
