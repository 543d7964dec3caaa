"""The tables of the Arabic lexicon that reading needs: rows of a TSV file, checked against their header."""

from __future__ import annotations

from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "lexicon" / "ar"


def read_table(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows of lexicon/ar/NAME without its comments. Raises ValueError naming the line that is wrong."""
    path = LEXICON / name
    rows: list[tuple[str, ...]] = []
    seen_header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or (line.startswith("#") and not seen_header):
            continue
        row = tuple(line.split("\t"))
        if not seen_header:
            if row != columns:
                raise ValueError(f"{path}, line {number}: the header is {row}, expected {columns}")
            seen_header = True
        elif len(row) != len(columns):
            raise ValueError(f"{path}, line {number}: {len(row)} fields, expected {len(columns)}")
        else:
            rows.append(row)
    return rows
