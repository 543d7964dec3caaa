"""Reading the authored files: TOML entries and TSV tables, with errors that name file, entry and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

PACKAGE = Path(__file__).resolve().parent.parent
AR = PACKAGE / "lexicon" / "ar"
KNOWLEDGE = PACKAGE / "knowledge"

T = TypeVar("T", bound=msgspec.Struct)


class LexiconError(Exception):
    """An authored file that cannot be used; the message names the file, the entry and what to do."""


def read_entries(path: Path, kind: type[T], table_name: str = "entry") -> list[T]:
    """The [[entry]] (or other) tables of a TOML file as records; raises LexiconError naming the first bad entry."""
    if not path.exists():
        return []
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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
    """The rows of a TSV file keyed by its header; comment lines start with '#'."""
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells, the header names {len(header)}")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def data_files(extra: Path | None = None) -> list[Path]:
    """All authored files that decide a coding, in a fixed order; `extra` is a user's folder of the same files."""
    roots = [AR, KNOWLEDGE, PACKAGE / "coding"] + ([extra] if extra else [])
    return [
        p for root in roots for p in sorted(root.rglob("*")) if p.suffix in (".toml", ".tsv", ".json") and p.is_file()
    ]
