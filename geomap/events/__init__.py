"""Events: what happened, where, when, how many, by whom, and who says so."""

from geomap.events.codes import event_codes
from geomap.events.lexicon import Lexicon, read_lexicon
from geomap.events.merging import merge_events
from geomap.events.reading import read_events

__all__ = ["Lexicon", "event_codes", "merge_events", "read_events", "read_lexicon"]
