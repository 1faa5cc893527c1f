"""What lies under the events: countries, the regions that the page shows, disputed lines, and names."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from geomap.boundaries import page_topology
from geomap.maps.encoding import data_block, pack
from geomap.maps.labels import read_labels


@lru_cache(maxsize=8)
def ground_block(regions: tuple[str, ...]) -> str:
    """Return the page's data block of the base map; `regions` are ISO 3166-2 codes, sorted."""
    topology = page_topology(regions)
    arcs = [list(chain.from_iterable(arc)) for arc in topology["arcs"]]  # a third of the lists for the page to make
    return data_block("geomap-basemap", pack({"topology": {**topology, "arcs": arcs}, "labels": read_labels()}))
