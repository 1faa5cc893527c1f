"""
geomap against the annotated texts of tests/data/gold: figures per text and pooled.

    python -m benchmarks.gold                      both halves
    python -m benchmarks.gold tuning -v            with what was missed and what was wrong
    python -m benchmarks.gold --inputs IN.jsonl    write the texts with their dates, as input of `geomap parse`
    python -m benchmarks.gold --pred OUT.jsonl     score what `geomap parse IN.jsonl --jsonl OUT.jsonl` wrote

Counts are pooled over texts, then divided. A half that is held out is never listed error by error.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.gold_scoring import RATIOS, TALLIES, Record, Score, score

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "gold"
HALVES = ("tuning", "held_out")
HELD_OUT = "held_out"
COLUMNS = (
    "mention P", "mention R", "mention F1", "placed", "pin P", "pin R", "event P", "event R", "event F1", "day",
    "quant. P", "quant. R",
)  # fmt: skip


def read_gold(half: str) -> Iterator[tuple[Record, str]]:
    """Yield the annotation and the text of every case of one half, by name."""
    for path in sorted((GOLD / half).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield gold, (path.parent / gold["text_path"]).read_bytes().decode("utf-8")


def parser_of_texts() -> Callable[[Record, str], Record]:
    """Return what parses one text with geomap's own stages, as a line of the interchange file."""
    from geomap.export.interchange import to_interchange  # noqa: PLC0415 - not needed to score a file
    from geomap.model import Document  # noqa: PLC0415
    from geomap.pipeline import default_stages, parse_document  # noqa: PLC0415

    stages = default_stages()

    def parse(gold: Record, text: str) -> Record:
        day = date.fromisoformat(gold["reference_date"])
        return to_interchange(parse_document(Document(id=gold["doc_id"], text=text, date=day), stages))

    return parse


def reader_of_predictions(path: Path) -> Callable[[Record, str], Record]:
    """Return what finds a text's line in an interchange file."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    by_id = {line["id"]: line for line in lines}
    return lambda gold, _: by_id[gold["doc_id"]]


def write_inputs(path: Path) -> None:
    """Write every text of both halves with its date as JSONL, one line a text."""
    with path.open("w", encoding="utf-8") as file:
        for gold, text in (case for half in HALVES for case in read_gold(half)):
            line = {"id": gold["doc_id"], "text": text, "date": gold["reference_date"]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def print_half(half: str, predict: Callable[[Record, str], Record], *, verbose: bool) -> None:
    """Print a half's figures, a row a text and the pooled ones."""
    pooled = Score()
    print(f"\n{half:30}" + "".join(f"{name:>11}" for name in COLUMNS))
    for gold, text in read_gold(half):
        one = score(gold, predict(gold, text))
        pooled.counts.update(one.counts)
        _print_row(gold["doc_id"], one)
        if verbose:
            print("".join(f"      {line}\n" for line in one.faults), end="")
    _print_row("pooled", pooled)
    figures = pooled.figures()
    print("  " + ", ".join(f"{name} {_shown(figures[name])}" for name in RATIOS if name not in COLUMNS))
    print("  " + ", ".join(f"{name} {pooled.counts[name]}" for name in TALLIES))


def _print_row(name: str, one: Score) -> None:
    figures = one.figures()
    print(f"{name:30}" + "".join(f"{_shown(figures[column]):>11}" for column in COLUMNS))


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def main() -> None:
    """Score the halves that the command line names."""
    arguments = argparse.ArgumentParser(description="geomap against the annotated texts")
    arguments.add_argument("half", nargs="?", choices=HALVES, help="both by default")
    arguments.add_argument("--inputs", type=Path, help="where to write the texts, instead of a run")
    arguments.add_argument("--pred", type=Path, help="an interchange file, instead of a run")
    arguments.add_argument("-v", "--verbose", action="store_true", help="list the faults of the tuning half")
    chosen = arguments.parse_args()
    if chosen.inputs:
        write_inputs(chosen.inputs)
        return
    predict = reader_of_predictions(chosen.pred) if chosen.pred else parser_of_texts()
    for half in [chosen.half] if chosen.half else HALVES:
        print_half(half, predict, verbose=chosen.verbose and half != HELD_OUT)


if __name__ == "__main__":
    main()
