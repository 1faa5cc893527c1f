from __future__ import annotations

from geomap.gazetteer.isocodes import country_iso3


def test_iso3_of_iso2():
    codes = country_iso3()
    assert (codes["UA"], codes["RU"], codes["PS"]) == ("UKR", "RUS", "PSE")
    assert all(len(two) == 2 and len(three) == 3 for two, three in codes.items())
