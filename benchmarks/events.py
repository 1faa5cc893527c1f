"""
Events on the texts of tests/data/events, and on a corpus: what is read, and how long it takes beside placing.

    python -m benchmarks.events                    both halves of tests/data/events, pooled
    python -m benchmarks.events CORPUS.jsonl[.gz]  the events of a corpus, one line each, and seconds by stage
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.gold_scoring import score
from geomap.model import Document, Event
from geomap.pipeline import Stages, default_stages
from geomap.segmentation import split_sentences

TEXTS = Path(__file__).resolve().parents[1] / "tests" / "data" / "events"
HALVES = ("tuning", "heldout")


def read(stages: Stages, document: Document) -> tuple[list[Event], float, float]:
    """Return the events of one document, the seconds of finding and placing, and those of reading events."""
    sentences = split_sentences(document.text, document.body_start)
    start = time.process_time()
    resolutions = stages.resolve(document, sentences, stages.find(document, sentences))
    placed = time.process_time()
    events = stages.read_events(document, sentences, resolutions)
    return events, placed - start, time.process_time() - placed


def as_line(events: list[Event]) -> dict[str, object]:
    """Give the events of one document in the interchange file's words."""
    return {"mentions": [], "events": [_record(event) for event in events]}


def _record(event: Event) -> dict[str, object]:
    return {
        "layer": event.layer,
        "subtype": event.subtype,
        "modality": event.modality,
        "date_start": None if event.dating.start is None else event.dating.start.isoformat(),
        "date_end": None if event.dating.end is None else event.dating.end.isoformat(),
        "actor_iso": event.actor_iso,
        "claim_side": event.claim.side,
        "verification": event.claim.verification,
        "quantities": [{"kind": one.kind, "op": one.op, "value": one.value} for one in event.quantities],
        "places": [
            {
                "lat": where.place.lat,
                "lon": where.place.lon,
                "iso2": where.place.country_code,
                "geo_precision": where.geo_precision,
            }
            for where in event.places
        ],
        "evidence": [{"start": span.start, "end": span.end} for span in event.evidence],
    }


def score_halves(stages: Stages) -> None:
    """Print pooled counts of each half."""
    for half in HALVES:
        total: Counter[str] = Counter()
        for path in sorted(TEXTS.glob(f"{half}_*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            document = Document(gold["doc_id"], text, date.fromisoformat(gold["reference_date"]))
            total += score(gold, as_line(read(stages, document)[0])).counts
        recall = total["core found"] / total["core"]
        precision = total["core found"] / max(1, total["events said"])
        print(f"{half}: core {total['core']}, recall {recall:.2f}, precision {precision:.2f}")


def documents_of(path: Path) -> Iterator[Document]:
    """Yield the documents of a JSONL file, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            yield Document(str(one["id"]), one["text"])


def run_corpus(stages: Stages, path: Path) -> None:
    """Print a line for each event of a corpus, then the seconds of each stage."""
    placing = reading = 0.0
    for document in documents_of(path):
        events, placed, told = read(stages, document)
        placing, reading = placing + placed, reading + told
        for event in events:
            main = event.evidence[0]
            places = "; ".join(where.place.name for where in event.places)
            print(document.id, main.start, main.end, f"{event.layer}/{event.subtype}", event.modality, places, sep="\t")
    share = placing / (placing + reading)
    print(f"finding and placing {placing:.1f} s, events {reading:.1f} s: {share:.2f} x the speed", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_corpus(default_stages(), Path(sys.argv[1]))
    else:
        score_halves(default_stages())
