"""Tables -> a `folium.Map` of layers -> one HTML file that asks nothing of the network."""

from geomap.maps.event_map import EventMap
from geomap.maps.layers import EventLayer
from geomap.maps.text import safe_text

__all__ = ["EventLayer", "EventMap", "safe_text"]
