"""What a run says on standard error, and how it ends."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, redirect_stderr
from typing import TypeVar

import typer

from geomap.errors import GeomapError

FAILED, USAGE = 1, 2
ItemT = TypeVar("ItemT")


class Voice:
    """
    What a run says on standard error.

    Parameters
    ----------
    quiet
        Only errors.
    verbose
        Details, too.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose

    def error(self, message: str) -> None:
        """Say what failed."""
        print(f"error: {_line(message)}", file=sys.stderr)

    def warn(self, message: str) -> None:
        """Say what is doubtful."""
        if not self.quiet:
            print(f"warning: {_line(message)}", file=sys.stderr)

    def info(self, message: str) -> None:
        """Say what was done."""
        if not self.quiet:
            print(_line(message), file=sys.stderr)

    def detail(self, message: str) -> None:
        """Say what only a curious user wants to know."""
        if self.verbose:
            print(_line(message), file=sys.stderr)

    def bar(self, items: Iterable[ItemT], total: int) -> Iterable[ItemT]:
        """Return `items` with a progress bar, on a terminal only."""
        from tqdm import tqdm  # noqa: PLC0415 - --help need not load it

        hidden = self.quiet or sys.stderr is None or not sys.stderr.isatty()
        shown: Iterable[ItemT] = tqdm(items, total=total, unit="document", disable=hidden, file=sys.stderr)
        return shown

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Keep off standard error what others say there themselves, as the bar of a build, where quiet."""
        with redirect_stderr(io.StringIO()) if self.quiet else nullcontext():
            yield


def plain(message: str) -> str:
    """Return a message that cannot steer a terminal: control characters of file names and texts are spelt out."""
    return "".join(char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in message)


def _line(message: str) -> str:
    """Return a message as one line, so that no file name can pass for a message of its own."""
    return plain(message).replace("\n", "\\n")


@contextmanager
def reported() -> Iterator[None]:
    """Turn an expected error into one line and an exit status."""
    try:
        yield
    except GeomapError as error:
        Voice().error(str(error))
        raise typer.Exit(FAILED) from None
    except BrokenPipeError:
        # Who reads our output has seen enough, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAILED) from None
    except OSError as error:
        Voice().error(f"{error.filename or 'file system'}: {error.strerror or error}")
        raise typer.Exit(FAILED) from None
