from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from geomap.export.cells import defused, encodable, restored


@given(st.text())
@example("=")
@example("=1")
def test_defusing_is_undone_exactly(text):
    assert restored(defused(text)) == text
    assert defused(text) == "=" or not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_what_begins_no_formula_stays_as_it_is():
    assert [defused(text) for text in ("Kyiv", "", "'s-Hertogenbosch", "a=1", "1-2")] == [
        "Kyiv",
        "",
        "'s-Hertogenbosch",
        "a=1",
        "1-2",
    ]


@given(st.text(st.characters()))
def test_every_text_can_be_encoded_and_in_json_is_itself_again(text):
    encodable(text).encode()
    assert json.loads(encodable(json.dumps(text, ensure_ascii=False))) == text
