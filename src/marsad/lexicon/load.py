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
from msgspec import structs

from marsad.lexicon.sources import PACKAGE, LexiconError, data_files, laid_over, lay_over, overlay
from marsad.lexicon.tables import Tables, build_tables

UN = "un"  # the worldview of the tables as they are: resolutions of the United Nations
_CODE = (
    "inflect", "tables", "builder", "identities", "word_lists", "schema", "spellings", "latin", "forms",
)  # fmt: skip
_SHAPE = "4"  # part of the cache's name; grows when Tables or the generators change shape


def data_version() -> str:
    """The first 12 hex digits of the hash over all data files and the code that generates forms from them."""
    version = _data_version(overlay())
    return version if _View.name == UN else f"{version}-{_View.name}"


class _View:
    """Whose claims decide the country of a disputed place; one for the process."""

    name: str = UN


def use_lexicon(folder: Path | None, worldview: str = UN) -> None:
    """Lay a user's tables over the shipped ones and choose a worldview; before the first article is read.

    `worldview` is "un", or the code of a state: then disputed places that it claims have its code. Raises
    LexiconError naming the file when the folder, a file's name or a table's columns are wrong.
    """
    lay_over(folder)
    _View.name = worldview
    load_tables.cache_clear()
    _data_version.cache_clear()


def tables_over(folder: Path) -> Tables:
    """The compiled tables with a user's laid over the shipped ones, for looking words up; what is in use stays in use.

    Raises LexiconError as `use_lexicon` does.
    """
    with laid_over(folder):
        _data_version.cache_clear()  # the files may have changed since
        try:
            return _cached_tables()
        finally:
            _data_version.cache_clear()


@lru_cache(maxsize=4)
def _data_version(_: Path | None) -> str:
    digest = hashlib.sha256(_SHAPE.encode())
    code = [PACKAGE / "lexicon" / f"{name}.py" for name in _CODE]
    for path in [*data_files(), *code, PACKAGE / "text" / "orthography.py", PACKAGE / "text" / "spelling.py"]:
        data = path.read_bytes()
        digest.update(path.name.encode() + b"\0")
        digest.update(data.replace(b"\r\n", b"\n") if b"\r" in data else data)
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The compiled tables in the worldview in use; raises LexiconError when nothing is claimed in that name."""
    tables = _cached_tables()
    return tables if _View.name == UN else _seen_by(tables, _View.name)


def _seen_by(tables: Tables, state: str) -> Tables:
    """The tables with the code of a state for the places and countries that it claims."""
    mine = {identity for identity, claimants in tables.disputes.items() if state in claimants}
    if not mine:
        known = sorted({code for claimants in tables.disputes.values() for code in claimants})
        raise LexiconError(f"worldview {state}: disputes.tsv has no claim of that name; use {UN} or {' '.join(known)}")
    places = [structs.replace(p, country=state) if p.id in mine else p for p in tables.places]
    names = [structs.replace(n, country=state) if n.id in mine else n for n in tables.names]
    return structs.replace(tables, places=places, names=names)


def _cached_tables() -> Tables:
    """The compiled tables, from the cache when it has this data version; a broken cache is rebuilt."""
    path = _cache_file(_data_version(overlay()))
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
