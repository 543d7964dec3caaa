"""The compiled lexicon: built once from the authored files, then read from a cache named by their hash."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import msgspec

from marsad.lexicon.sources import PACKAGE, data_files, lay_over, overlay
from marsad.lexicon.tables import Tables, build_tables

_SHAPE = "2"  # part of the cache's name; grows when Tables or the generators change shape


def data_version() -> str:
    """The first 12 hex digits of the hash over all data files and the code that generates forms from them."""
    return _data_version(overlay())


def use_lexicon(folder: Path | None) -> None:
    """Lay a user's tables over the shipped ones; before the first article, for what was read stays in use.

    Raises LexiconError naming the file when the folder, a file's name or a table's columns are wrong.
    """
    lay_over(folder)
    load_tables.cache_clear()
    _data_version.cache_clear()


@lru_cache(maxsize=4)
def _data_version(_: Path | None) -> str:
    digest = hashlib.sha256(_SHAPE.encode())
    code = [PACKAGE / "lexicon" / name for name in ("inflect.py", "tables.py", "schema.py")]
    for path in [*data_files(), *code, PACKAGE / "text" / "orthography.py"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The compiled tables, from the cache when it has this data version; a broken cache is rebuilt."""
    path = _cache_file(data_version())
    if path is not None:
        try:
            return _decode(path.read_bytes())
        except (OSError, msgspec.DecodeError):
            pass
    tables = build_tables()
    if path is not None:
        _save(path, msgspec.msgpack.encode(tables))
    return tables


def _decode(data: bytes) -> Tables:
    """The tables of a cache file; without the collector, which would look through them ten times meanwhile."""
    running = gc.isenabled()
    gc.disable()
    try:
        return msgspec.msgpack.decode(data, type=Tables)
    finally:
        if running:
            gc.enable()


def _cache_file(version: str) -> Path | None:
    if os.environ.get("MARSAD_CACHE") == "off":
        return None
    default = Path(os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("MARSAD_CACHE") or default / "marsad") / f"tables-{version}.msgpack"


def _save(path: Path, data: bytes) -> None:
    """Write the cache through a temporary file; a folder that cannot be written only costs the next start."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        print(f"marsad: cannot cache compiled tables in {path.parent}: {error.strerror}", file=sys.stderr)
