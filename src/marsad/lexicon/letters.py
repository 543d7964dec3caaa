"""The spelling of authored files: letters that look right and never match, invisible marks, cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# Look alike Arabic letters and are others: typed on Persian, Urdu or Kurdish keyboards.
_TWINS = {
    "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ة",
    "ۃ": "ة", "ۂ": "ة", "ٱ": "ا", "ۆ": "و",
}  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_REVERSED = re.compile(r"(?<![\w\u064b-\u0652])ة\w")  # only the last letter of a word can be ta marbuta
_ARABIC = re.compile("[\u0621-\u064a]")
_LIST_MARKS = re.compile(r"[،,;؛|]")
# On screen Arabic strings of one line change places around the comma between them.
_TWO_STRINGS = re.compile('"[^"]*[\u0621-\u064a][^"]*",\\s*"[^"]*[\u0621-\u064a]')
_TOML_ID = re.compile(r'id\s*=\s*"([^"]*)"')
_PROSE = frozenset({"note", "gloss", "why", "meaning", "source", "en", "office_en"})  # columns that are not matched

Finding = tuple[str, str, str]  # entry, what is wrong, what to do


def find_bad_letters(path: Path) -> Iterator[Finding]:
    """Lines that are not NFC or hold invisible marks, look-alike or presentation letters, reversed words."""
    entry = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if path.suffix == ".toml":
            found = _TOML_ID.match(line)
            entry = found.group(1) if found else entry
        else:
            entry = line.split("\t")[0]
        if path.suffix == ".toml" and _TWO_STRINGS.search(line):
            yield f"line {number} ({entry})", "several Arabic strings", "one string per line"
        if not line.startswith("#"):
            yield from ((f"line {number} ({entry})", text, remedy) for text, remedy in _line_faults(line))


def _line_faults(line: str) -> Iterator[tuple[str, str]]:
    if line.isascii():
        return
    if not unicodedata.is_normalized("NFC", line):
        yield "not in NFC", "write composed letters (unicodedata.normalize('NFC', …))"
    mark = _INVISIBLE.search(line)
    if mark:
        yield f"invisible mark U+{ord(mark.group()):04X}", "delete it"
    for twin, letter in _TWINS.items():
        if twin in line:
            yield f"U+{ord(twin[-1]):04X} in place of {letter}", f"type {letter}"
    if _PRESENTATION.search(line):
        yield "presentation forms", "type plain letters (unicodedata.normalize('NFKC', …))"
    if _REVERSED.search(line):
        yield "a word begins with ة", "type the word in reading order"


def find_bad_cells(path: Path) -> Iterator[Finding]:
    """Rows that stand twice or have a wrong number of cells; cells with outer spaces or several strings."""
    header: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        where = f"line {number} ({cells[0]})"
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            yield (
                where,
                f"{len(cells)} cells, the header names {len(header)}",
                "one tab between two cells, none after",
            )
        if line in seen:
            yield where, "the row stands twice", "delete one"
        seen.add(line)
        for name, cell in zip(header, cells, strict=False):
            if cell != cell.strip():
                yield where, f"spaces around the cell {name}", "delete them"
            if name not in _PROSE and _ARABIC.search(cell) and _LIST_MARKS.search(cell):
                yield where, f"several strings in the cell {name}", "one Arabic string per cell, one row each"
