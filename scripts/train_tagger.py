"""
Train the tagger that ships in geomap/data.

    python scripts/train_tagger.py CORPUS.jsonl.gz [-o geomap/data/tagger.crfsuite] [--check]

CORPUS holds one article a line, {"id", "sentences": [{"tokens": [...], "labels": [...]}]} with BIO labels, as the
English Worldwide Newswire of the Stanza project has them. Training is seeded and single-threaded, so that the same
corpus, gazetteer and versions give the same bytes. `--check` holds every tenth article out and prints its scores.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from geomap.gazetteer import open_gazetteer
from geomap.mentions.casing import regular_forms
from geomap.mentions.features import run_features
from geomap.mentions.name_index import NameIndex
from geomap.mentions.tagger import CrfTagger
from geomap.mentions.tokens import Tokens, name_runs, tokenize
from geomap.model import Sentence

LABELS = {"Location": "LOC", "Facility": "FAC", "NORP": "NORP", "Person": "PER", "Organization": "ORG"}
SEED = 20_251
# Shares of sentences repeated in title case and in capitals, so that headlines and datelines are read as well.
TITLED, SHOUTED = 0.06, 0.03
PARAMETERS = {
    "feature.minfreq": 3,
    "c1": 1.2,
    "c2": 0.01,
    "max_iterations": 150,
    "feature.possible_transitions": True,
}
Article = list[tuple[list[str], list[str]]]


def read_articles(path: Path) -> Iterator[tuple[str, Article]]:
    """Read the corpus: one (id, sentences of tokens and labels) an article."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["id"], [(one["tokens"], one["labels"]) for one in article["sentences"]]


def rejoin(article: Article) -> tuple[str, list[Sentence], list[str]]:
    """Put an article's tokens back together as text, with its sentences and one label a character."""
    text, labels, sentences = "", [], []
    for tokens, tags in article:
        start = len(text)
        for token, tag in zip(tokens, tags, strict=True):
            is_stop = token == "."  # noqa: S105 - a full stop
            glued = (is_stop or len(token) == 1) and re.search(r"(?:\b[A-Z]\.)*\b[A-Z]\.?$", text[start:])
            dotted = glued and (is_stop or (token.isupper() and text.endswith(".")))
            if len(text) > start and not dotted:
                text += " "
                labels.append("")
            text += token
            labels.extend([tag] + [tag.replace("B-", "I-")] * (len(token) - 1))
        sentences.append(Sentence(len(sentences), start, len(text)))
        text += "\n"
        labels.append("")
    return text, sentences, labels


def recase(article: Article, rng: random.Random) -> Article:
    """Add sentences in title case and in capitals to an article."""
    extra: Article = []
    for tokens, labels in article:
        draw = rng.random()
        if draw < TITLED:
            extra.append(([token[:1].upper() + token[1:] for token in tokens], labels))
        elif draw < TITLED + SHOUTED:
            extra.append(([token.upper() for token in tokens], labels))
    return article + extra


def token_labels(tokens: Tokens, labels: list[str]) -> list[str]:
    """Project labels of characters on tokens."""
    out = []
    for start in map(tokens.start, range(len(tokens.texts))):
        prefix, _, name = labels[start].partition("-")
        out.append(f"{prefix}-{LABELS[name]}" if name in LABELS else "O")
    return out


def sequences(article: Article, names: NameIndex) -> Iterator[tuple[list[list[bytes]], list[str]]]:
    """Yield the features and labels of each name run of an article."""
    text, sentences, characters = rejoin(article)
    tokens = regular_forms(tokenize(text, sentences), names)
    labels = token_labels(tokens, characters)
    classes = names.classes(tokens)
    written = frozenset(tokens.forms)
    for run in name_runs(tokens):
        own = labels[run.first : run.last]
        if own[0].startswith("I-"):
            own[0] = "B" + own[0][1:]
        yield run_features(tokens, run, written, classes), own


def train(articles: list[Article], names: NameIndex, path: Path) -> None:
    """Fit the CRF and write its weights."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for article in articles:
        for rows, labels in sequences(recase(article, rng), names):
            trainer.append(rows, labels)
    trainer.train(str(path))


def check(articles: list[Article], names: NameIndex, path: Path) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F1 of exact spans, a label, on articles held out."""
    tagger = CrfTagger(path)
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for article in articles:
        text, sentences, characters = rejoin(article)
        tokens = regular_forms(tokenize(text, sentences), names)
        predicted = {(one.first, one.last, one.label) for one in tagger.tag(tokens, names.classes(tokens))}
        gold = spans(token_labels(tokens, characters))
        right.update(label for _, _, label in predicted & gold)
        found.update(label for _, _, label in predicted)
        wanted.update(label for _, _, label in gold)
    return {label: scores(right[label], found[label], wanted[label]) for label in sorted(wanted)}


def spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """Return (first, last, label) of each entity in BIO labels of tokens."""
    out = []
    for i, label in enumerate(labels):
        if label.startswith("B-"):
            out.append((i, i + 1, label[2:]))
        elif label.startswith("I-") and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1, out[-1][2])
    return set(out)


def scores(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return precision, recall, 2 * right / max(found + wanted, 1)


def main() -> None:
    """Train on the corpus named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("geomap/data/tagger.crfsuite"))
    parser.add_argument("--check", action="store_true", help="hold every tenth article out and score on it")
    options = parser.parse_args()
    articles = [article for _, article in sorted(read_articles(options.corpus))]
    names = NameIndex(open_gazetteer())
    held_out = articles[::10] if options.check else []
    kept = [article for i, article in enumerate(articles) if not options.check or i % 10]
    train(kept, names, options.output)
    print(f"{options.output}: {options.output.stat().st_size:,} bytes from {len(kept)} articles")
    for label, (precision, recall, f1) in check(held_out, names, options.output).items():
        print(f"{label:5} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
