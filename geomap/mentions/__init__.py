"""Finding place names: a trained tagger and the gazetteer's names, each mention with its role and a reason."""

from geomap.mentions.recognizer import Recognizer
from geomap.mentions.tagger import CrfTagger, Entity, Tagger

__all__ = ["CrfTagger", "Entity", "Recognizer", "Tagger"]
