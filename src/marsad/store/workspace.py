"""A workspace: one folder with the database, the snapshots and a small file that says what it is."""

from __future__ import annotations

import os
import shlex
import tomllib
from functools import cache
from pathlib import Path

from marsad.lexicon.sources import LexiconError
from marsad.pipeline import word_table_of
from marsad.store.problems import StoreError
from marsad.store.snapshots import Snapshots
from marsad.store.sqlite.connect import BUSY_SECONDS, connect
from marsad.store.sqlite.read import SqliteReader
from marsad.store.sqlite.write import SqliteStore
from marsad.store.terms import Lookup
from marsad.text.words import WordTable

FORMAT = 1  # of the folder; the database has a version of its own
_OWN = frozenset({"lexicon", "outlets"})  # what a user may lay into the folder before there is a workspace
_DATABASE, _ABOUT, _SNAPSHOTS = "marsad.db", "marsad.toml", "snapshots"
_TEXT = """# This folder is a workspace of marsad: articles, codings and their history.
# marsad.db holds everything but the pages, which lie in snapshots/. Copy the folder as a whole.
format = {format}
"""


def database_of(folder: str | Path) -> Path:
    """The database of the workspace in a folder."""
    return Path(folder) / _DATABASE


def has_workspace(folder: str | Path) -> bool:
    """Whether there is a workspace in a folder."""
    return (Path(folder) / _DATABASE).exists()


def open_reader(folder: str | Path) -> SqliteReader:
    """The workspace in a folder, for reading; others may write at the same time. Raises StoreError.

    The words of searches are looked up in the tables of the workspace's own folder, where it has one, as the words
    of its articles were.
    """
    path = Path(folder)
    _check_folder(path)
    if not has_workspace(path):
        what = "has no workspace in it" if path.is_dir() else "is not there"
        remedy = f"make one with: marsad add PATH -w {shlex.quote(str(path))}, or name another with -w"
        raise StoreError(f"{path} {what}", remedy)
    _check_format(path)
    return SqliteReader(connect(path / _DATABASE, write=False), path / _DATABASE, _lookup_of(path))


def open_store(folder: str | Path, busy: float = BUSY_SECONDS) -> SqliteStore:
    """The workspace in a folder, for writing; made when it is not there. Raises StoreError.

    `busy` is how many seconds to wait for another process that writes.
    """
    path = Path(folder)
    _check_folder(path)
    if path.is_dir() and not has_workspace(path) and not (path / _ABOUT).exists() and _has_others(path):
        raise StoreError(f"{path} is a folder with other things in it", "name an empty or new folder with -w")
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / _ABOUT).exists():
            (path / _ABOUT).write_text(_TEXT.format(format=FORMAT), encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror})", "check the rights of the folder, or name another with -w"
        ) from error
    _check_format(path)
    if not os.access(path, os.W_OK) or (has_workspace(path) and not os.access(database_of(path), os.W_OK)):
        raise StoreError(f"{path} cannot be written", "check the rights of the folder, or name another with -w")
    return SqliteStore(connect(path / _DATABASE, write=True, busy=busy), path / _DATABASE)


def _check_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file; a workspace is a folder", "name another with -w")


def _has_others(path: Path) -> bool:
    return any(child.name not in _OWN for child in path.iterdir())


def lexicon_of(folder: str | Path) -> Path | None:
    """The folder of a workspace with the user's own tables, None where there is none."""
    own = Path(folder) / "lexicon"
    return own if own.is_dir() else None


def _lookup_of(folder: Path) -> Lookup:
    """Gives the table for the words of searches; made when there are any, once."""

    @cache
    def lookup() -> WordTable:
        own = lexicon_of(folder)
        try:
            return word_table_of(own)
        except LexiconError as error:
            raise StoreError(str(error), f"marsad lexicon check {shlex.quote(str(own))} lists all problems") from error

    return lookup


def snapshots_of(folder: str | Path) -> Snapshots:
    """The snapshots of the workspace in a folder."""
    return Snapshots(Path(folder) / _SNAPSHOTS)


def _check_format(path: Path) -> None:
    about = path / _ABOUT
    try:
        found = tomllib.loads(about.read_text(encoding="utf-8")).get("format")
    except FileNotFoundError:
        return  # the database says itself what it is
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StoreError(f"{about} cannot be read ({error})", f"write 'format = {FORMAT}' into it") from error
    if not isinstance(found, int) or found > FORMAT:
        raise StoreError(f"{path} was made by a newer marsad (format {found})", "update marsad to open it")
