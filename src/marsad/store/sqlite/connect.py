"""Opening the database: one writer, many readers, and errors that say what to do."""

from __future__ import annotations

import os
import shlex
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec

from marsad.store.problems import StoreError
from marsad.store.sqlite.migrations import APPLICATION, STEPS

BUSY_SECONDS = 10.0  # to wait for another process that writes
_CACHE_KB = 64 * 1024


def connect(path: Path, write: bool, busy: float = BUSY_SECONDS) -> sqlite3.Connection:
    """The database at `path`, brought up to the shape of this version; made when absent and `write`.

    Raises StoreError when it is absent, locked, newer than this version, or no database of marsad.
    """
    if not write and not path.exists():
        raise StoreError(f"{path} is not there", "make a workspace with: marsad add PATH -w FOLDER")
    with telling(path):
        connection = _open(path, write, busy)
        try:
            _prepare(connection, path, write)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, write: bool, busy: float) -> sqlite3.Connection:
    mode = "rwc" if write else "rw"  # the last to close tidies the log away, and must be able to; it writes nothing
    if not write and not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)):
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise StoreError(
                f"{path.parent} cannot be written, and its last changes are not yet in {path.name}",
                f"open it once where it can be written: marsad doctor -w {_named(path)}",
            )
        mode = "ro&immutable=1"  # a reader of a WAL database would have to make its -shm file here
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=busy, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, write: bool) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and application != APPLICATION:
        raise StoreError(f"{path} is a database of another program", "choose another folder with -w")
    if empty and not write:
        raise StoreError(f"{path} is empty", "restore it from a copy, or add the inputs again, which makes it anew")
    if version > len(STEPS):
        raise StoreError(
            f"{path} was made by a newer marsad (shape {version}, this one knows {len(STEPS)})",
            "update marsad to open it",
        )
    if not write:
        if version < len(STEPS):
            raise StoreError(
                f"{path} has the shape of an older marsad ({version} of {len(STEPS)})",
                f"bring it up to date with: marsad doctor --upgrade -w {_named(path)}",
            )
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version < len(STEPS):
        _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        # Another process may have done it while this one waited for the lock.
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for number, statements in enumerate(STEPS[version:], version + 1):
            for statement in statements:
                connection.execute(statement) if isinstance(statement, str) else statement(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction: all of it, or, on any error, none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn errors of the database into StoreErrors that name the file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(path, error) from error
    except (zlib.error, msgspec.DecodeError) as error:  # of a record in it
        raise _explained(path, sqlite3.DatabaseError(f"a record is malformed: {error}")) from error


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    words = str(error)
    if "locked" in words or "busy" in words:
        return StoreError(
            f"{path} is being written by another process", "wait for it to end, or stop it, and run this again"
        )
    if "full" in words or "disk I/O" in words:
        return StoreError(
            f"{path} cannot be written ({words}); all batches before this one are kept",
            "free some space on the disk and run the same command again: it goes on where it stopped",
        )
    if "readonly" in words or "unable to open" in words:
        return StoreError(f"{path} cannot be written ({words})", "check the rights of the folder, or choose another -w")
    if "malformed" in words or "not a database" in words or "corrupt" in words:
        return StoreError(
            f"{path} is damaged ({words})",
            f"keep a copy of the folder, look at it with: marsad doctor -w {_named(path)}, and add the inputs to a new"
            " one",
        )
    return StoreError(f"{path}: {words}", f"look at it with: marsad doctor -w {_named(path)}")


def _named(path: Path) -> str:
    """The folder of a database as it is written on a command line."""
    return shlex.quote(str(path.parent))
