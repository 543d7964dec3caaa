"""Adding to a workspace in a test."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from marsad.intake.open import open_sources
from marsad.store.ingest import Ingest, Tally
from marsad.store.workers import Workers
from marsad.store.workspace import open_store, snapshots_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from workspace_content import content as content

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"


def add(folder: Path, *paths: Path | str, processes: int = 0, limit: int | None = None) -> Tally:
    """Add paths to the workspace in a folder."""
    store, workers = open_store(folder), Workers(processes, folder=folder)
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
