"""Texts in our own words, read and resolved as the pipeline does."""

from geomap.model import Document
from geomap.resolution import resolve
from geomap.segmentation import split_sentences


def resolved(recognizer, gazetteer, text, **options):
    document = Document("sample", text)
    sentences = split_sentences(text)
    found = resolve(document, sentences, recognizer.find(document, sentences), gazetteer, **options)
    return {one.mention.text: one for one in found}


def place_ids(found):
    return {name: one.place.place_id if one.place else None for name, one in found.items()}
