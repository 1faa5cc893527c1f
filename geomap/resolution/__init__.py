"""Choosing a place for each mention: context before population, garbled names in the area that the text gives."""

from geomap.resolution.hints import CandidateSource, Hints
from geomap.resolution.resolver import resolve

__all__ = ["CandidateSource", "Hints", "resolve"]
