"""Arrow streams: batch after batch, the same rows in whatever pieces, nothing read before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from samples import event, everything, report, source

from marsad.export import arrow
from marsad.export.files import Export, write_file
from marsad.export.layouts import load_layout
from marsad.export.tables import Row, Tally, own_rows
from marsad.store.records import Report

LAYOUT = load_layout("reports")


def rows() -> list[Row]:
    return list(own_rows("report", source(everything()), Tally())[1])


def test_a_stream_reads_as_it_goes() -> None:
    taken = []

    def counted() -> Iterator[Row]:
        for row in rows() * 100:
            taken.append(1)
            yield row

    stream = arrow.reader(LAYOUT, counted())
    assert taken == []
    first = stream.read_next_batch()
    assert first.num_rows == len(taken) == 2000 < len(rows()) * 100
    assert sum(batch.num_rows for batch in stream) == len(rows()) * 100 - 2000


def test_row_groups_hold_many_batches(tmp_path: Path) -> None:
    def many() -> Iterator[Report]:
        return (report(event(id=f"{n:016x}"), id=f"a{n}") for n in range(21_000))

    wanted = Export(format="parquet", level="report", query={}, created="2026-03-20T12:00:00Z")
    assert write_file(tmp_path / "f", wanted, many).rows == 21_000
    found = pq.ParquetFile(tmp_path / "f")
    assert [found.metadata.row_group(n).num_rows for n in range(found.num_row_groups)] == [20_000, 1_000]
    assert found.read(["event_id"])["event_id"].to_pylist() == [f"{n:016x}" for n in range(21_000)]
    assert found.metadata.metadata[b"marsad.rows"] == b"21000"


def test_columns_carry_what_they_mean() -> None:
    column = LAYOUT.columns[LAYOUT.names.index("latitude")]
    field = arrow.arrow_schema(LAYOUT).field("latitude")
    assert field.metadata == {b"fill": b"degrees", b"empty": column.empty.encode()} and column.empty
