import pytest

from geomap.mentions import Recognizer
from geomap.mentions.name_index import NameIndex


@pytest.fixture(scope="session")
def names(gazetteer):
    return NameIndex(gazetteer)


@pytest.fixture(scope="session")
def recognizer(gazetteer):
    return Recognizer(gazetteer)
