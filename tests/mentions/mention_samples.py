"""Short texts in our own words, read as the recognizer reads them."""

from geomap.mentions.casing import regular_forms
from geomap.mentions.tokens import tokenize
from geomap.model import Document
from geomap.segmentation import split_sentences


def tokens_of(text, names=None):
    tokens = tokenize(text, split_sentences(text))
    return tokens if names is None else regular_forms(tokens, names)


def find(recognizer, text):
    return recognizer.find(Document("sample", text), split_sentences(text))


def texts(mentions):
    return [mention.text for mention in mentions]


def role_of(mentions, text):
    return next(mention.role for mention in mentions if mention.text == text)
