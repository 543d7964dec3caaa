"""What a workspace holds, apart from times: two that hold the same have equal content."""

from __future__ import annotations

import sqlite3
from pathlib import Path

TIMES = {"added", "made", "since", "solved", "at"}  # columns that say when; solved is compared as yes or no


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of a workspace without their times, and the snapshots."""
    connection = sqlite3.connect(folder / "marsad.db")
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found: dict[str, list[tuple[object, ...]]] = {}
    for name in names:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        rows = []
        for row in cursor:
            pairs = zip(columns, row, strict=True)
            rows.append(tuple((value is not None) if column in TIMES else value for column, value in pairs))
        # How full-text search arranges its pages depends on when they were written, not only on what.
        if not name.startswith("words"):
            found[name] = sorted(rows, key=repr)
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, instance)")
    found["words"] = sorted(connection.execute("SELECT * FROM temp.vocabulary").fetchall())
    connection.close()
    pages = folder / "snapshots"
    found["snapshots"] = sorted((p.relative_to(pages).as_posix(), p.read_bytes()) for p in pages.rglob("*.gz"))
    return found
