"""Many documents on many cores, or many machines: in partitions on Dask, resumable, in bounded memory."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from geomap.atomic import written
from geomap.errors import DocumentError, GeomapError
from geomap.export import write_jsonl
from geomap.model import Document, ParsedDocument
from geomap.tables import SCHEMA

if TYPE_CHECKING:
    from distributed import Client

Parse = Callable[[Document], ParsedDocument]

RESULT = "parsed.jsonl"
"""The interchange file of the whole corpus, in the folder of results."""

_PARTS = "parts"
_NOT_PARSED = "not parsed: "
# A worker that is done must find the next partition waiting; more than that only costs memory.
_WAITING_PER_WORKER = 2


@dataclass(frozen=True, slots=True)
class CorpusRun:
    """
    What became of a corpus.

    Parameters
    ----------
    path
        The interchange file: a line a document, in order, as the pipeline gives it in one process.
    documents
        Lines in it.
    reused
        Of those, how many an earlier run had done.
    failures
        What could not be read or parsed, and why; the rest was.
    """

    path: Path
    documents: int
    reused: int
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One partition's outcome; `count` lines are in `path`."""

    path: Path
    count: int
    failures: tuple[str, ...]
    reused: bool


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the parser; equal to its copies in the workers, so that each makes one."""

    run: str
    make: Callable[[], Parse] = field(compare=False)


class _Naming:
    """Names the document in whatever error leaves the block."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            error.add_note(f"in document {self._name!r}")


def geoparse_corpus(
    documents: Iterable[Document | DocumentError],
    folder: Path | str,
    make_parse: Callable[[], Parse],
    *,
    workers: int | Client = 2,
    partition_size: int = 64,
    key: str = "",
) -> CorpusRun:
    """
    Parse a corpus and write its interchange file.

    Parameters
    ----------
    documents
        As `geomap.documents.stream_documents` gives them; read as they are needed.
    folder
        Where results go. Each partition is a file there, named by a hash of its documents, `key` and geomap's
        version, so that a run that was stopped goes on where it was, and one over changed documents does those anew.
    make_parse
        Called once in every worker process; gives the function that parses a document. A function of a module, or a
        `functools.partial` of one: it is sent to the workers.
    workers
        Processes to start on this machine, or a `distributed.Client` of a cluster whose workers see `folder`. To
        start processes, a script needs `if __name__ == "__main__":`.
    partition_size
        Documents a partition.
    key
        What else the results depend on: options, corrections, the gazetteer's version.

    Returns
    -------
    run
        The same lines as parsing in one process gives.

    Raises
    ------
    GeomapError
        If the extra `scale` is not installed.

    Notes
    -----
    At most two partitions a worker are held at once. A document that a stage refuses (`GeomapError`) is a failure,
    and its line is empty but for a warning; any other exception ends the run, names the document, and leaves the
    partitions that are done.

    Examples
    --------
    >>> def make_parse():
    ...     return partial(parse_document, stages=default_stages())  # both of geomap.pipeline
    >>> geoparse_corpus(stream_documents(["corpus.jsonl"]), "results", make_parse)  # doctest: +SKIP
    """
    target = Path(folder)
    (target / _PARTS).mkdir(parents=True, exist_ok=True)
    unread: list[str] = []
    batches = _batches(_readable(documents, unread), partition_size)
    jobs = (
        (target / _PARTS / f"{number:06}-{_fingerprint(batch, key)}.jsonl", batch)
        for number, batch in enumerate(batches)
    )
    with _client(workers) as client:
        parts = _run(client, jobs, _Maker(uuid4().hex, make_parse))
    for stale in set((target / _PARTS).glob("*.jsonl")) - {part.path for part in parts}:
        stale.unlink()
    with written(target / RESULT) as whole:
        for part in parts:
            with part.path.open("rb") as lines:
                shutil.copyfileobj(lines, whole)
    return CorpusRun(
        path=target / RESULT,
        documents=sum(part.count for part in parts),
        reused=sum(part.count for part in parts if part.reused),
        failures=(*unread, *(failure for part in parts for failure in part.failures)),
    )


def _readable(outcomes: Iterable[Document | DocumentError], unread: list[str]) -> Iterator[Document]:
    for outcome in outcomes:
        if isinstance(outcome, Document):
            yield outcome
        else:
            unread.append(str(outcome))


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, size)):
        yield batch


def _fingerprint(batch: list[Document], key: str) -> str:
    digest = hashlib.sha256(json.dumps([SCHEMA, version("geomap"), key]).encode())
    for document in batch:
        digest.update(json.dumps(astuple(document), default=str).encode())
    return digest.hexdigest()[:16]


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ModuleNotFoundError as error:
        raise GeomapError("a corpus needs dask and distributed, of an extra: pip install 'geomap[scale]'") from error


@contextmanager
def _client(workers: int | Client) -> Iterator[Any]:
    distributed = _distributed()
    if not isinstance(workers, int):
        yield workers
        return
    # Loopback and a free port: the scheduler's page is for this machine, and another cluster may run on it.
    options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        yield client


def _run(client: Any, jobs: Iterator[tuple[Path, list[Document]]], maker: _Maker) -> list[_Part]:
    """Keep every worker busy with few partitions waiting; give the outcomes in order."""
    paths: dict[Path, bool] = {}
    running = _distributed().as_completed(loop=client.loop)
    most = _WAITING_PER_WORKER * max(1, len(client.scheduler_info()["workers"]))
    for path, batch in jobs:
        paths[path] = path.exists()
        if paths[path]:
            continue
        if running.count() >= most:
            next(running).result()
        running.add(client.submit(_parse_part, path, batch, maker, pure=False))
    for future in running:
        future.result()
    return [_part(path, reused=reused) for path, reused in paths.items()]


def _parse_part(path: Path, batch: list[Document], maker: _Maker) -> None:
    parse = _parser(maker)
    write_jsonl(path, (_parsed(document, parse) for document in batch))


@lru_cache(maxsize=1)
def _parser(maker: _Maker) -> Parse:
    return maker.make()


def _parsed(document: Document, parse: Parse) -> ParsedDocument:
    try:
        with _Naming(document.id):
            return parse(document)
    except GeomapError as error:
        return ParsedDocument(document, warnings=(*document.warnings, f"{_NOT_PARSED}{error}"))


def _part(path: Path, *, reused: bool) -> _Part:
    count = 0
    failures: list[str] = []
    with path.open("rb") as lines:
        for count, line in enumerate(lines, 1):  # noqa: B007 - the last is returned
            if _NOT_PARSED.encode() in line:
                row = json.loads(line)
                failures.extend(f"{row['id']}: {one}" for one in row["warnings"] if one.startswith(_NOT_PARSED))
    return _Part(path, count, tuple(failures), reused)
