"""Adding to a workspace in a test, and what a workspace holds, apart from times."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from marsad.intake.open import open_sources
from marsad.store.ingest import Ingest, Tally
from marsad.store.workers import Workers
from marsad.store.workspace import open_store, snapshots_of

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"
TIMES = {"added", "made", "since", "solved", "at"}  # columns that say when; solved is compared as yes or no


def add(folder: Path, *paths: Path | str, processes: int = 0, limit: int | None = None) -> Tally:
    """Add paths to the workspace in a folder."""
    store, workers = open_store(folder), Workers(processes)
    try:
        ingest = Ingest(store, snapshots_of(folder), workers, lambda tally: None)
        return ingest.run(open_sources([str(path) for path in paths], done=ingest.done), limit)
    finally:
        workers.close()
        store.close()


def write_jsonl(path: Path, texts: Iterable[str | dict[str, object]]) -> Path:
    """A file of records: texts, or records as they are."""
    records = [text if isinstance(text, dict) else {"text": text} for text in texts]
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


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
