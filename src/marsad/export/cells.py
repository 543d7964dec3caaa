"""Text in the cells of tables that people open: one line, harmless, and read back as it was."""

from __future__ import annotations

import re
from datetime import date

Value = str | int | float | bool | date | tuple[str | None, ...] | None
Cell = str | int | float | bool | date | None

# What a spreadsheet takes for a formula at the start of a cell, in the full-width forms too, also behind spaces.
_FIRST = frozenset("'=+-@＝＋－＠")
_TRIGGER = re.compile(r"'*(?:[\t\r]|\s*[=+\-@＝＋－＠])")
# Embeddings, overrides, isolates and marks would reorder the cells beside them on the screen.
_DIRECTION = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_CONTROL = dict.fromkeys((*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
_HALF = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half characters cannot be written as UTF-8
_SHOWN: dict[int, str | None] = {**_CONTROL, **_HALF, **_DIRECTION, 0xFEFF: None, 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_UNSHOWN = re.compile(f"[{re.escape(''.join(map(chr, _SHOWN)))}]")
_ITEM = re.compile(r"(?:[^;\\]|\\.)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MISSING = "_"


def one_line(text: str) -> str:
    """The text without direction controls; every other control character, line ends too, is one space."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_SHOWN) if _UNSHOWN.search(text) else text


def whole(text: str) -> str:
    """The text with halves of characters, which no UTF-8 can hold, replaced."""
    return text.translate(_HALF)


def guard(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if not text or not (text[0] in _FIRST or text[0].isspace()):
        return text
    return "'" + text if _TRIGGER.match(text) else text


def join(values: tuple[str | None, ...]) -> str:
    """Several values in one cell, "; " between; a semicolon or backslash inside has a backslash, nothing is "_"."""
    return "; ".join([_escaped(value) if value else _MISSING for value in values])


def _escaped(value: str) -> str:
    escaped = value
    if "\\" in value or ";" in value:
        escaped = value.replace("\\", "\\\\").replace(";", "\\;")
    return f"\\{escaped}" if escaped == _MISSING or escaped[0] == " " else escaped


def split(cell: str) -> tuple[str | None, ...]:
    """The values that `join` put into a cell."""
    if not cell:
        return ()
    values: list[str | None] = []
    at = 0
    while True:
        match = _ITEM.match(cell, at)
        raw = match.group() if match else ""
        values.append(None if raw == _MISSING else _ESCAPED.sub(r"\1", raw))
        at += len(raw) + 2
        if at > len(cell) + 1:
            return tuple(values)


def flat(value: Value) -> Cell:
    """A value for one cell, before it is guarded: lists joined, text on one line; numbers and days as they are."""
    if isinstance(value, tuple):
        return one_line(join(value))
    return one_line(value) if isinstance(value, str) else value


def printed(value: Value) -> str:
    """A value as the text of a CSV cell: guarded text, plain numbers, true or false, ISO days; nothing for None."""
    if value is None or value == ():
        return ""
    if isinstance(value, str | tuple):
        return guard(one_line(join(value) if isinstance(value, tuple) else value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else repr(value)
