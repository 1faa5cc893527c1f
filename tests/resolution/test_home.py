import pytest

from geomap.model import Document
from geomap.resolution.home import home_country


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("thisisoxfordshire.co.uk", "GB"),
        ("lfpress.ca", "CA"),
        ("civil.ge", "GE"),
        ("ajc.com", None),
        ("AFP", None),
        (None, None),
    ],
)
def test_a_country_code_domain_is_a_home(source, country):
    assert home_country(Document("x", "", source=source)) == country


def test_the_address_goes_before_the_source():
    assert home_country(Document("x", "", source="wire.com", url="https://www.abc.net.au/news/1")) == "AU"
