"""Which column or key of a record holds which field of an article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from marsad.intake.items import Columns
from marsad.read.problems import ReadError

FIELDS = ("text", "title", "published", "url", "outlet", "id")
_SHOWN = 12  # columns named in an error
_MARKS = re.compile(r"[\s_\-]+")


@cache
def default_names() -> dict[str, tuple[str, ...]]:
    """For each field the names of columns that hold it, the likeliest first."""
    path = Path(__file__).with_name("columns.toml")
    names = tomllib.loads(path.read_text(encoding="utf-8"))["names"]
    return {field: tuple(_key(name) for name in names[field]) for field in FIELDS}


def _key(name: str) -> str:
    return _MARKS.sub("", name).casefold().removeprefix("\ufeff")


def parse_map(words: str) -> dict[str, str]:
    """The columns that `text=body,title=headline` names. Raises ReadError when it does not say that."""
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in words.split(","))):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column:
            raise ReadError(f"{part!r} names no column", "write --map text=COLUMN,title=COLUMN")
        if field not in FIELDS:
            raise ReadError(f"{field!r} is no field of an article", f"the fields are {', '.join(FIELDS)}")
        columns[field] = column
    return columns


def match_columns(names: Iterable[str], columns: Columns) -> dict[str, str]:
    """From each field to the column that holds it: the one given in `columns`, else one with a usual name.

    Raises ReadError, naming the columns that exist, when there is none for the text or a given one is missing.
    """
    there = [name for name in names if name]
    found: dict[str, str] = {}
    for field, column in columns.items():
        if column not in there:
            raise ReadError(f"there is no column {column!r}; the columns are {_listed(there)}", "check --map")
        found[field] = column
    keys = {_key(name): name for name in reversed(there)}
    for field, usual in default_names().items():
        name = next((keys[key] for key in usual if key in keys and keys[key] not in found.values()), None)
        if field not in found and name is not None:
            found[field] = name
    if "text" not in found:
        raise ReadError(
            f"no column holds the text; the columns are {_listed(there)}", "say which one does: --map text=COLUMN"
        )
    return found


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown or "none"


def pick_fields(record: Mapping[str, object], columns: Columns) -> dict[str, object]:
    """The fields of an article in a decoded record, under marsad's names.

    A record with a "text" and no given columns is taken as it is: its other keys have marsad's names or none.
    Raises ReadError naming the keys that exist when nothing holds the text.
    """
    if not columns and "text" in record:
        return {field: record[field] for field in FIELDS if field in record}
    names = {field: name for field, name in columns.items() if name in record}
    if columns and "text" in columns and "text" not in names:
        raise ReadError(f"there is no {columns['text']!r}; the keys are {_listed(list(record))}", "check --map")
    told = [name for name, value in record.items() if isinstance(value, (str, int, float)) and value != ""]
    try:
        found = match_columns(told, names)
    except ReadError:
        keys = _listed(list(record))
        raise ReadError(
            f"the record has no text; its keys are {keys}", "say which key holds it: --map text=KEY", "field text"
        ) from None
    return {field: record[name] for field, name in found.items()}
