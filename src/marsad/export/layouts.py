"""Column layouts: for each column its type, what fills it, and when it stays empty. The data stand in columns/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from marsad.lexicon.sources import LexiconError, read_rows

_HERE = Path(__file__).parent / "columns"
Type = Literal["text", "integer", "number", "boolean", "date", "list"]
NEVER = "-"


class Column(NamedTuple):
    """One column: `fill` says what fills it ("-" for nothing), `empty` when it stays empty and why."""

    name: str
    type: Type
    fill: str
    empty: str
    ar: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything ever fills it."""
        return self.fill != NEVER


class Layout(NamedTuple):
    """A table: its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@lru_cache(maxsize=16)
def load_layout(name: str) -> Layout:
    """The layout of columns/NAME.tsv; raises LexiconError naming the row of an unknown type or an empty reason."""
    path = _HERE / f"{name}.tsv"
    columns = []
    for row in read_rows(path):
        if row["type"] not in get_args(Type):
            raise LexiconError(f"{path}: {row['column']}: type {row['type']!r} is none of {', '.join(get_args(Type))}")
        if row["fill"] == NEVER and not row["empty"]:
            raise LexiconError(f"{path}: {row['column']}: say why it stays empty")
        columns.append(Column(row["column"], row["type"], row["fill"], row["empty"], row.get("ar", "")))  # type: ignore[arg-type]
    return Layout(name, tuple(columns))
