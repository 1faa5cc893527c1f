"""Answers of geocoding services, misses too, in one SQLite file that several processes share."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geomap.errors import GeocodingError

SCHEMA = 1
BUSY_SECONDS = 60.0
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, asked_at REAL NOT NULL,
    PRIMARY KEY (service, question)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, next_at REAL NOT NULL) WITHOUT ROWID;
"""


def default_cache_path() -> Path:
    """Return the file of the user's answers, in the cache folder that the platform sets aside."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed when a path is given

    return user_cache_path("geomap") / "geocoding" / "answers.sqlite"


class AnswerCache:
    """
    A table of questions and answers, and whose turn it is to ask.

    Write-ahead logging: readers never wait, one process writes at a time, and an answer that `put` has returned from
    outlives the process, killed or not.

    Parameters
    ----------
    path
        The file; made with its folder (mode 0700) if it is not there. The user's cache folder by default.

    Raises
    ------
    GeocodingError
        If the file cannot be opened or is no cache of answers.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path) if path is not None else default_cache_path()
        self._lock = threading.Lock()
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise GeocodingError(f"the cache of answers {self.path} cannot be opened: {error}") from error
        try:
            self._prepare()
        except GeocodingError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        with self._errors():
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            found = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if found not in {0, SCHEMA}:
                raise GeocodingError(f"{self.path} is of schema {found}, not {SCHEMA}: remove it or name another file")
            self._connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version={SCHEMA}; COMMIT;")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise GeocodingError(
                f"the cache of answers {self.path} cannot be used: {error}; free space or remove the file"
            ) from error

    def get(self, service: str, question: str) -> list[dict[str, Any]] | None:
        """
        Return the answer to a question, None when it was never asked.

        Parameters
        ----------
        service
            Whose answer.
        question
            As it was put; the same text for the same question.

        Returns
        -------
        answer
            Records, best first; an empty list when the service knew nothing.
        """
        with self._lock, self._errors():
            row = self._connection.execute(
                "SELECT answer FROM answers WHERE service = ? AND question = ?", (service, question)
            ).fetchone()
        if row is None:
            return None
        answer: list[dict[str, Any]] = json.loads(row[0])
        return answer

    def put(self, service: str, question: str, answer: list[dict[str, Any]]) -> None:
        """Keep an answer; when this returns, it is kept."""
        text = json.dumps(answer, ensure_ascii=False)
        with self._lock, self._errors():
            self._connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (service, question, text, time.time())
            )

    def take_turn(self, service: str, delay_seconds: float) -> float:
        """
        Reserve the next moment at which a service may be asked, for all processes that share the file.

        Returns
        -------
        seconds
            How long to wait before asking.
        """
        with self._lock, self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                now = time.time()
                row = self._connection.execute("SELECT next_at FROM turns WHERE service = ?", (service,)).fetchone()
                # A clock set back must not make everybody wait: no turn is further off than the delays of a queue.
                turn = max(now, min(row[0], now + 100 * delay_seconds)) if row else now
                self._connection.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (service, turn + delay_seconds))
            finally:
                self._connection.execute("COMMIT")
        return turn - now

    def __len__(self) -> int:
        """Return the number of answers."""
        with self._lock, self._errors():
            return int(self._connection.execute("SELECT count(*) FROM answers").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
