"""Reading the authored files: TOML entries and TSV tables, with errors that name file, entry and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

PACKAGE = Path(__file__).resolve().parent.parent
AR = PACKAGE / "lexicon" / "ar"
KNOWLEDGE = PACKAGE / "knowledge"

T = TypeVar("T", bound=msgspec.Struct)


class LexiconError(Exception):
    """An authored file that cannot be used; the message names the file, the entry and what to do."""


class _Overlay:
    """The folder of a user's own tables that is laid over the shipped ones; one for the process."""

    folder: Path | None = None


# Columns that say which shipped row a user's row stands in place of; "form" or the first column where not listed.
_KEYS = {
    "country_names": ("kind", "form"),
    "place_names": ("id", "form"),
    "places": ("id",),
    "organisations": ("id",),
    "people": ("id",),
    "people_terms": ("id",),
    "countries": ("id",),
    "controllers": ("id",),
    "disputes": ("id",),
    "renamed": ("id",),
    "grammar": ("cue", "form"),
    "time_grammar": ("cue", "form"),
}
REMOVED = "-"  # in the first column: the shipped row goes and nothing comes in its place


def lay_over(folder: Path | None) -> None:
    """Lay a folder of tables over the shipped ones (None: none); raises LexiconError when it cannot be used."""
    if folder is not None:
        _check_folder(folder)
    _Overlay.folder = folder


def overlay() -> Path | None:
    """The user's folder that is in use."""
    return _Overlay.folder


@contextmanager
def laid_over(folder: Path) -> Iterator[None]:
    """Another folder laid over the shipped tables meanwhile; raises LexiconError when it cannot be used."""
    before = _Overlay.folder
    lay_over(folder)
    try:
        yield
    finally:
        _Overlay.folder = before


def known_files() -> dict[str, Path]:
    """The shipped files that a user's folder may extend, by name."""
    return {p.name: p for root in (AR, KNOWLEDGE) for p in sorted(root.glob("*.t?*")) if "_authored" not in p.stem}


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder; give a folder with files named like those marsad ships")
    known = known_files()
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".toml", ".tsv"):
            continue
        if path.name not in known:
            raise LexiconError(f"{path}: no table has this name; the names are {', '.join(known)}")
        if path.suffix == ".tsv":
            _check_header(path, known[path.name])


def _check_header(path: Path, shipped: Path) -> None:
    mine, theirs = _header(path), _header(shipped)
    if mine != theirs:
        raise LexiconError(f"{path}: the columns are {' '.join(mine) or 'missing'}; write {' '.join(theirs)}")


def _header(path: Path) -> list[str]:
    for line in _lines(path):
        if line.strip() and not line.startswith("#"):
            return line.split("\t")
    return []


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text ({error}); save it as UTF-8") from error


def _laid_over(path: Path) -> Path | None:
    """The user's file for a shipped one."""
    if _Overlay.folder is None or path.parent not in (AR, KNOWLEDGE):
        return None
    own = _Overlay.folder / path.name
    return own if own.exists() else None


def read_entries(path: Path, kind: type[T], table_name: str = "entry") -> list[T]:
    """The [[entry]] (or other) tables of a TOML file as records; raises LexiconError naming the first bad entry.

    Entries of a user's file of that name come last and stand in place of shipped entries with their id.
    """
    entries = _read_entries(path, kind, table_name)
    own = _laid_over(path)
    if own is None:
        return entries
    mine = _read_entries(own, kind, table_name)
    taken = {getattr(entry, "id", None) for entry in mine}
    return [entry for entry in entries if getattr(entry, "id", None) not in taken] + mine


def _read_entries(path: Path, kind: type[T], table_name: str) -> list[T]:
    if not path.exists():
        return []
    try:
        raw = tomllib.loads("\n".join(_lines(path)) + "\n")
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: not valid TOML: {error}") from error
    entries: list[T] = []
    for number, table in enumerate(raw.get(table_name, []), 1):
        name = table.get("id", f"number {number}")
        try:
            entries.append(msgspec.convert(table, kind))
        except msgspec.ValidationError as error:
            raise LexiconError(f"{path}: entry {name}: {error}") from error
    return entries


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV file keyed by its header; comment lines start with '#'.

    Rows of a user's file of that name come last and stand in place of shipped rows with their key; a user's row
    whose first column is "-" only takes the shipped one away.
    """
    own = _laid_over(path)
    if own is None:
        yield from (row for _, row in numbered_rows(path))
        return
    mine = [row for _, row in numbered_rows(own)]
    columns = _KEYS.get(path.stem)
    if columns is None:
        columns = ("form",) if mine and "form" in mine[0] else tuple(list(mine[0])[:1]) if mine else ()
    taken = {tuple(row[c] for c in columns) for row in mine}
    for _, row in numbered_rows(path):
        if tuple(row[c] for c in columns) not in taken:
            yield row
    yield from (row for row in mine if next(iter(row.values())) != REMOVED)


def numbered_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of one TSV file with their line numbers; raises LexiconError on a row with too many cells."""
    header: list[str] | None = None
    for number, line in enumerate(_lines(path), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells, the header names {len(header)}")
        yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def data_files() -> list[Path]:
    """All authored files that decide a coding, in a fixed order: the shipped ones, then the user's."""
    roots = [AR, KNOWLEDGE, PACKAGE / "coding"] + ([_Overlay.folder] if _Overlay.folder else [])
    return [
        p for root in roots for p in sorted(root.rglob("*")) if p.suffix in (".toml", ".tsv", ".json") and p.is_file()
    ]
