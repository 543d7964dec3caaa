"""How fast exports are written: `python bench/exports.py [EVENTS [FORMAT…]]`, by default 100,000 and all formats.

The events are those of the bundled articles, recombined: each article again and again with another last line, its
events with other ids. They are written to a workspace first, so that reading it is part of every figure. Prints rows a
second of processor time, the size of the file and the peak of memory, each export in a process of its own; then the
writers alone beside other writers of the same rows, and a yardstick (see throughput.py).
"""

from __future__ import annotations

import csv
import hashlib
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from throughput import yardstick

if TYPE_CHECKING:
    from marsad.types import Coding

DEMO = Path(__file__).resolve().parents[1] / "demo" / "articles"
BATCH = 200  # articles of a transaction
ALONE = 10_000  # rows of the comparison of writers
EXPORTS = (
    ("csv", "report"), ("csv", "event"), ("csv-excel", "report"), ("xlsx", "report"), ("parquet", "report"),
    ("parquet", "event"), ("jsonl", "article"), ("geojson", "report"), ("plover", "report"), ("annotations", "article"),
    ("acled", "event"), ("gdelt", "event"), ("polecat", "report"),
)  # fmt: skip


def build(folder: Path, events: int) -> int:
    """A workspace with at least that many events; gives how many."""
    from marsad.intake import read_path
    from marsad.store.interface import Addition
    from marsad.store.records import Source
    from marsad.store.work import article_id, make, pack
    from marsad.store.workspace import open_store
    from marsad.story.copies import Prints
    from marsad.types import Article

    articles = [article for article in read_path(DEMO) if isinstance(article, Article)]
    made = [(article, make(article)) for article in articles]
    store, batch, count, number = open_store(folder), [], 0, 0
    while count < events:
        article, work = made[number % len(made)]
        copy = structs.replace(article, text=f"{article.text}\n{number}", doc=f"{article.doc}-{number}")
        coding = _renamed(work.coding, copy.doc, number)
        rows = work.rows
        if rows is None:
            raise SystemExit(f"{article.doc} is not coded")
        ids = [event.id for event in coding.events]
        renamed = tuple(structs.replace(row, id=id) for row, id in zip(rows.events, ids, strict=True))
        work = structs.replace(
            work, article=pack(copy), coding=pack(coding), rows=structs.replace(rows, events=renamed), prints=Prints()
        )
        source = Source(
            origin="bench", place=str(number), doc=copy.doc, url=None, outlet=None, published=None, snapshot=None
        )  # fmt: skip
        batch.append(Addition(id=article_id(copy), source=source, made=work))
        count += len(ids)
        number += 1
        if len(batch) >= BATCH or count >= events:
            store.add(batch)
            batch = []
    store.close()
    return count


def _renamed(packed: bytes | None, doc: str, number: int) -> Coding:
    from marsad.store.work import unpack_coding

    coding = unpack_coding(packed or b"")
    events = tuple(
        structs.replace(event, id=hashlib.sha256(f"{event.id} {number}".encode()).hexdigest()[:16])
        for event in coding.events
    )
    return structs.replace(coding, doc=doc, events=events)


def one(folder: Path, name: str, level: str, out: Path) -> None:
    """One export; prints its figures as a row of a table."""
    from marsad.export.chosen import chosen_reports
    from marsad.export.files import Export, write_file
    from marsad.store.query import Query
    from marsad.store.workspace import open_reader

    reader = open_reader(folder)
    start = time.process_time()
    wanted = Export(format=name, level=level, query={}, created="2026-01-01T00:00:00Z")
    made = write_file(out, wanted, chosen_reports(reader, Query(), events=True), force=True)
    seconds = time.process_time() - start
    print(
        f"| {name} | {level} | {made.rows:,} | {made.rows / seconds:,.0f} | {made.events / seconds:,.0f} |"
        f" {made.bytes / 1e6:,.1f} | {peak_memory()} |",
        flush=True,
    )


def peak_memory() -> int:
    """Most memory of this process so far, in MB; what getrusage tells begins with the peak of the parent."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def alone(folder: Path) -> None:
    """The writers without the reading, beside others that write the same rows."""
    import openpyxl

    from marsad.export import arrow, delimited, sheets
    from marsad.export.layouts import load_layout
    from marsad.workspace.workspace import open_workspace

    layout = load_layout("reports")
    events = open_workspace(folder).events()
    rows = list(islice(events.rows(), ALONE))
    first = events.where(limit=ALONE)
    frame, pandas_frame = first.to_polars(), first.to_pandas()

    def plain_csv(stream: io.BytesIO) -> None:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        csv.writer(text).writerows(rows)
        text.detach()

    def openpyxl_book(stream: io.BytesIO) -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("reports")
        for row in rows:
            sheet.append([str(value) if isinstance(value, tuple) else value for value in row])
        book.save(stream)

    def nothing() -> dict[str, str]:
        return {}

    writers: list[tuple[str, Callable[[io.BytesIO], object]]] = [
        ("CSV, marsad", lambda s: delimited.write_csv(s, layout, rows)),
        ("CSV, csv.writer without guard", plain_csv),
        ("CSV, pandas.to_csv", lambda s: pandas_frame.to_csv(s, index=False)),
        ("XLSX, marsad", lambda s: sheets.write_xlsx(s, layout, rows, nothing, "2026-01-01T00:00:00Z")),
        ("XLSX, openpyxl write-only without guard", openpyxl_book),
        ("Parquet, marsad", lambda s: arrow.write_parquet(s, layout, rows, nothing)),
        ("Parquet, polars.write_parquet of a ready frame", lambda s: frame.write_parquet(s)),
    ]
    print(f"\n| writer, {len(rows):,} rows of {len(layout.columns)} columns | rows/s |\n|---|---|")
    for name, write in writers:
        best = min(_timed(write) for _ in range(3))
        print(f"| {name} | {len(rows) / best:,.0f} |", flush=True)


def _timed(write: Callable[[io.BytesIO], object]) -> float:
    stream = io.BytesIO()
    start = time.process_time()
    write(stream)
    return time.process_time() - start


def main(args: list[str]) -> None:
    """Build the workspace, then run every export."""
    if args[:1] == ["--one"]:
        folder, name, level = Path(args[1]), args[2], args[3]
        one(folder, name, level, folder.parent / "out")
        return
    before = yardstick()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "ws"
        count = build(folder, int(args[0]) if args else 100_000)
        print(f"{count:,} events\n\n| format | level | rows | rows/s | events/s | MB | peak MB |")
        print("|---|---|---|---|---|---|---|", flush=True)
        for name, level in (pair for pair in EXPORTS if pair[0] in args[1:] or len(args) < 2):
            subprocess.run([sys.executable, __file__, "--one", str(folder), name, level], check=True)
        alone(folder)
    print(f"\nyardstick: {before:.3f} s before, {yardstick():.3f} s after")


if __name__ == "__main__":
    main(sys.argv[1:])
