from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import get_args

import pytest

from geomap import model
from geomap.model import SUBTYPES, Document, Layer, Mention, Span


def test_every_layer_has_its_subtypes():
    assert set(SUBTYPES) == set(get_args(Layer))
    assert "comment" in SUBTYPES["statement"]


def test_records_are_frozen_and_hashable():
    mention = Mention(0, 4, "Sumy")
    assert hash(mention) == hash(Mention(0, 4, "Sumy"))
    with pytest.raises(FrozenInstanceError):
        mention.start = 1


def test_every_record_is_a_slotted_dataclass_with_a_docstring():
    records = [one for one in vars(model).values() if isinstance(one, type) and one.__module__ == model.__name__]
    assert len(records) >= 15
    for record in records:
        assert is_dataclass(record)
        assert record.__doc__
        assert set(record.__slots__) == {field.name for field in fields(record)}


def test_a_document_keeps_what_was_given():
    document = Document("a", " Sumy\r\n", given=(Span(1, 5),))
    assert document.text[document.given[0].start : document.given[0].end] == "Sumy"
