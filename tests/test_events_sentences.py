"""
Single sentences in the voices of conflict reporting, each with the event it tells, and some that tell none.

The sentences are made up: nothing in them happened. Floors are what was measured, so that no change loses ground;
`pytest -v` lists what is missed. A new sentence is one line of sentences.csv and no code.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from geomap.model import SUBTYPES, Document, Event
from geomap.pipeline import default_stages, geoparse_documents

BANK = Path(__file__).parent / "data" / "events" / "sentences.csv"
QUANTITY = re.compile(r"(?P<kind>\w+?)(?P<op>>=|<=|=|>|<|~)(?P<value>\d+)$")

RECALL = {
    "strike": 0.75,
    "shelling": 0.80,
    "explosion": 0.70,
    "ground": 0.52,
    "air_defence": 0.80,
    "casualties": 0.35,
    "talks": 0.47,
    "prisoner_exchange": 0.60,
    "humanitarian": 0.32,
    "statement": 0.03,
}
FIGURES = {"place": 0.92, "subtype": 0.95, "modality": 0.97, "quantities": 0.79}
FALSE_RATE = 0.07


@dataclass(frozen=True)
class Told:
    """One line of the bank and what was read from it."""

    row: dict[str, str]
    events: tuple[Event, ...]

    @property
    def of_layer(self):
        """The events of the right layer, the fullest match first."""
        right = [event for event in self.events if event.layer == self.row["layer"]]
        return sorted(right, key=lambda event: -sum(self.agrees(event).values()))

    def agrees(self, event):
        names = [where.mention.text if where.mention else where.place.name for where in event.places]
        read = {(count.kind, count.op, float(count.value)) for count in event.quantities}
        return {
            "place": not names if not self.row["place"] else self.row["place"] in names,
            "subtype": event.subtype == self.row["subtype"],
            "modality": event.modality == self.row["modality"],
            "quantities": set(quantities(self.row)) <= read,
        }

    def says(self):
        found = "; ".join(
            f"{event.layer}/{event.subtype} at {[where.place.name for where in event.places]} {event.modality} "
            f"{[(count.kind, count.op, count.value) for count in event.quantities]}"
            for event in self.events
        )
        return f"{self.row['text']}  <- {found or 'nothing'}"


def quantities(row):
    for one in filter(None, row["quantities"].split(";")):
        found = QUANTITY.match(one)
        yield found["kind"], found["op"], float(found["value"])


def rows():
    with BANK.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def told(gazetteer):
    bank = rows()
    documents = [Document(f"s{at}", row["text"], date.fromisoformat(row["date"])) for at, row in enumerate(bank)]
    parsed = geoparse_documents(documents, default_stages(gazetteer=gazetteer))
    return [Told(row, one.events) for row, one in zip(bank, parsed, strict=True)]


def share(missed, of):
    return 1 - len(missed) / len(of)


def listed(missed):
    print("\n".join(one.says() for one in missed))  # noqa: T201 - pytest shows it when a floor is broken, and with -s


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_a_line_of_the_bank_is_in_the_vocabulary(row):
    if row["layer"]:
        assert row["subtype"] in SUBTYPES[row["layer"]]
        assert row["place"] in row["text"]
        assert len(list(quantities(row))) == len(list(filter(None, row["quantities"].split(";"))))
    else:
        assert not any(row[column] for column in ("subtype", "place", "modality", "quantities"))


def test_no_sentence_stands_twice():
    texts = [row["text"] for row in rows()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("layer", SUBTYPES)
def test_events_of_a_layer_are_found(told, layer):
    of_layer = [one for one in told if one.row["layer"] == layer]
    missed = [one for one in of_layer if not one.of_layer]
    listed(missed)
    assert share(missed, of_layer) >= RECALL[layer]


@pytest.mark.parametrize("figure", FIGURES)
def test_what_is_found_is_read_rightly(told, figure):
    found = [one for one in told if one.of_layer and (figure != "quantities" or one.row["quantities"])]
    wrong = [one for one in found if not one.agrees(one.of_layer[0])[figure]]
    listed(wrong)
    assert share(wrong, found) >= FIGURES[figure]


def test_what_is_no_event_is_seldom_taken_for_one(told):
    negatives = [one for one in told if not one.row["layer"]]
    false = [one for one in negatives if one.events]
    listed(false)
    assert len(false) / len(negatives) <= FALSE_RATE
