"""Events: what happened, where, when, how many, by whom, and who says so."""

from geomap.events.codes import event_codes
from geomap.events.explanation import Explanation, explain
from geomap.events.lexicon import Lexicon, read_lexicon
from geomap.events.merging import match_score, merge_events
from geomap.events.phrases import LexiconError
from geomap.events.reading import read_events

__all__ = [
    "Explanation",
    "Lexicon",
    "LexiconError",
    "event_codes",
    "explain",
    "match_score",
    "merge_events",
    "read_events",
    "read_lexicon",
]
