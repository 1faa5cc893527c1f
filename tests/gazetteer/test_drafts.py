"""A draft becomes the frozen record that it is a draft of."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from geomap.gazetteer.drafts import draft_of
from geomap.model import Place

WHOLE = Place("geonames:1", "Sumy", "city", 50.92, 34.8, "UA", "Sumy", "UA-59", "PPLA", 256474, 2, 5.7, "geonames", "1")


def drafted() -> Any:
    """Return the same place, by way of a draft."""
    place = draft_of(Place)(*(getattr(WHOLE, field.name) for field in fields(Place)))
    place.__class__ = Place
    return place


def test_a_draft_becomes_the_record() -> None:
    place = drafted()
    assert type(place) is Place
    assert place == WHOLE
    assert hash(place) == hash(WHOLE)
    assert repr(place) == repr(WHOLE)


def test_it_is_frozen_then() -> None:
    with pytest.raises(FrozenInstanceError):
        drafted().name = "Kyiv"


def test_it_is_copied_replaced_and_pickled_like_any_record() -> None:
    assert copy.copy(drafted()) == WHOLE
    assert replace(drafted(), name="Kyiv").name == "Kyiv"
    assert pickle.loads(pickle.dumps(drafted())) == WHOLE  # noqa: S301 - its own bytes
