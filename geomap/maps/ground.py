"""What lies under the events: countries, the regions that the page shows, disputed lines, and names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from geomap.boundaries import page_topology
from geomap.maps.encoding import data_block, pack
from geomap.maps.labels import read_labels

MANY_REGIONS = 400
"""A page with more regions shows the whole world, and opens where two kilometres are less than a pixel."""

_COARSER = 8
"""Outlines of such a page are kept to so many of the topology's steps: 0.016 degrees, where a step is 0.002."""


@lru_cache(maxsize=8)
def ground_block(regions: tuple[str, ...]) -> str:
    """Return the page's data block of the base map; `regions` are ISO 3166-2 codes, sorted."""
    topology = page_topology(regions)
    times = _COARSER if len(regions) > MANY_REGIONS else 1
    return data_block("geomap-basemap", pack({"topology": _lean(topology, times), "labels": read_labels()}))


def _lean(topology: dict[str, Any], times: int) -> dict[str, Any]:
    """
    Return a topology as the page reads it.

    An arc is x and y by turns, a third of the lists for the page to make; shapes keep no names, which their places
    have; and a step is `times` as long.
    """
    transform = topology["transform"]
    shapes = {
        name: {**found, "geometries": [_unnamed(geometry) for geometry in found["geometries"]]}
        for name, found in topology["objects"].items()
    }
    arcs = [_flat(arc, times) for arc in topology["arcs"]]
    scale = [step * times for step in transform["scale"]]
    return {**topology, "transform": {**transform, "scale": scale}, "objects": shapes, "arcs": arcs}


def _unnamed(geometry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in geometry.items() if key != "properties"}


def _flat(arc: Iterable[tuple[int, int]], times: int) -> list[int]:
    """Return an arc's points as steps of `times` the length; those that fall together are one, but for its ends."""
    x = y = 0
    at = (0, 0)
    steps: list[int] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        to = (round(x / times), round(y / times))
        if to != at or not steps:
            steps += (to[0] - at[0], to[1] - at[1])
        at = to
    return steps if len(steps) > 2 else [*steps, 0, 0]
