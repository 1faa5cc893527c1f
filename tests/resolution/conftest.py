import pytest

from geomap.mentions import Recognizer


@pytest.fixture(scope="session")
def recognizer(gazetteer):
    return Recognizer(gazetteer)


@pytest.fixture
def read(recognizer, gazetteer):
    from resolution_samples import resolved

    def run(text, **options):
        return resolved(recognizer, gazetteer, text, **options)

    return run
