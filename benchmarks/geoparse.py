"""
Measure finding and placing names on gold corpora: figures, calibration, speed beside flashgeotext, memory.

    python benchmarks/geoparse.py CORPUS.jsonl... [--repeat 3] [--peer PYTHON]

CORPUS holds documents {"id", "text", "source"?, "mentions": [{"start", "end", "lat", "lon"}]}. `--peer` is a Python
that has flashgeotext: it finds names in the same texts in the same run (it places none). Results: geoparse.md.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import time
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from geomap.evaluation import Annotated, Evaluation, annotated, evaluate, read_annotated
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.mentions import Recognizer
from geomap.model import Document, Mention, Resolution
from geomap.resolution import resolve
from geomap.segmentation import split_sentences

PEER = """
import json, sys, time
from flashgeotext.geotext import GeoText
texts = json.load(sys.stdin)
geotext = GeoText()
best = float("inf")
for _ in range(3):
    start = time.perf_counter()
    for text in texts:
        geotext.extract(text)
    best = min(best, time.perf_counter() - start)
print(len(texts) / best)
"""


def read_documents(path: Path) -> list[tuple[Document, list[dict[str, int]]]]:
    """Read a corpus: documents with their gold spans."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [(Document(one["id"], one["text"], source=one.get("source")), one["mentions"]) for one in rows]


def parse(document: Document, recognizer: Recognizer, source: Gazetteer) -> list[Resolution]:
    """Find and place the names of a document."""
    sentences = split_sentences(document.text)
    return resolve(document, sentences, recognizer.find(document, sentences), source)


def place(document: Document, spans: Sequence[dict[str, int]], source: Gazetteer) -> list[Resolution]:
    """Place given spans."""
    sentences = split_sentences(document.text)
    starts = [one.start for one in sentences]
    mentions = [
        Mention(
            start=one["start"],
            end=one["end"],
            text=document.text[one["start"] : one["end"]],
            sentence=max(bisect_right(starts, one["start"]) - 1, 0),
            reason="given",
        )
        for one in sorted(spans, key=lambda one: (one["start"], one["end"]))
    ]
    return resolve(document, sentences, mentions, source)


def answer(document: Document, found: Sequence[Resolution]) -> Annotated:
    """Put resolutions in the evaluation's form."""
    rows = [
        {
            "start": one.mention.start,
            "end": one.mention.end,
            "lat": one.place.lat if one.place else None,
            "lon": one.place.lon if one.place else None,
            "score": one.score,
            "kind": one.mention.kind or "",
        }
        for one in found
    ]
    return annotated({"id": document.id, "text": document.text, "mentions": rows})


def row(name: str, found: Evaluation, given: Evaluation) -> str:
    """Return one line of the table."""
    figures = found.figures
    numbers = (
        figures.end_to_end.f1,
        figures.exact.f1,
        figures.overlap.f1,
        figures.placing.within_161km,
        given.figures.placing.within_161km,
        figures.calibration_error,
    )
    return f"| {name} | {figures.documents} | " + " | ".join(f"{number:.3f}" for number in numbers) + " |"


def speed(texts: Sequence[str], recognizer: Recognizer, source: Gazetteer, repeat: int) -> list[float]:
    """Return documents a second of each pass over the texts, the first one cold."""
    rates = []
    for _ in range(repeat):
        start = time.perf_counter()
        for text in texts:
            parse(Document("x", text), recognizer, source)
        rates.append(len(texts) / (time.perf_counter() - start))
    return rates


def peer_speed(python: str, texts: Sequence[str]) -> float:
    """Return flashgeotext's documents a second on the texts."""
    done = subprocess.run(
        [python, "-c", PEER], input=json.dumps(list(texts)), capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    """Measure the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peer", help="a Python with flashgeotext")
    options = parser.parse_args()
    source = open_gazetteer()
    recognizer = Recognizer(source)
    first = [document.text for document, _ in read_documents(options.corpora[0])]
    rates = speed(first, recognizer, source, options.repeat)
    print("documents a second, a pass:", ", ".join(f"{rate:.0f}" for rate in rates))
    if options.peer:
        theirs = peer_speed(options.peer, first)
        print(f"flashgeotext: {theirs:.0f}; ratio {rates[0] / theirs:.3f} cold, {max(rates) / theirs:.3f} warm")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("| corpus | documents | end-to-end | exact | overlap | within 161 km | given | calibration |")
    for path in options.corpora:
        documents = read_documents(path)
        gold = read_annotated(path)
        found = {one.id: answer(one, parse(one, recognizer, source)) for one, _ in documents}
        placed = {one.id: answer(one, place(one, spans, source)) for one, spans in documents}
        print(row(path.stem, evaluate(gold, found, samples=1), evaluate(gold, placed, given=True, samples=1)))


if __name__ == "__main__":
    main()
