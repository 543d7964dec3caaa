"""Tables as Apache Arrow: record batches, a stream of them, and Parquet files. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from marsad.export.cells import whole
from marsad.export.layouts import Layout
from marsad.export.needs import needed
from marsad.export.tables import Row

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 2_000  # rows that are in memory at a time
_GROUP = 10  # batches of a Parquet row group


def arrow_schema(layout: Layout) -> pa.Schema:
    """The columns of a layout with their types; lists hold text that may be null."""
    pa = needed("pyarrow")
    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([pa.field(c.name, types[c.type], metadata=_described(c.fill, c.empty)) for c in layout.columns])


def _described(fill: str, empty: str) -> dict[str, str]:
    return {"fill": fill, "empty": empty}


def record_batches(layout: Layout, rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    """The rows as record batches, one at a time."""
    pa = needed("pyarrow")
    schema = arrow_schema(layout)
    stream = iter(rows)
    while block := list(islice(stream, _BATCH)):
        columns = zip(*block, strict=True)
        arrays = [_array(pa, column, field.type) for column, field in zip(columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(pa: Any, column: tuple[object, ...], kind: object) -> Any:
    """Half characters, which no UTF-8 can hold, become the replacement character; nearly no text has them."""
    try:
        return pa.array(column, kind)
    except UnicodeEncodeError:
        return pa.array([_whole(value) for value in column], kind)


def _whole(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_whole(item) for item in value)
    return whole(value) if isinstance(value, str) else value


def reader(layout: Layout, rows: Iterable[Row]) -> pa.RecordBatchReader:
    """The rows as a stream that any Arrow consumer reads, batch after batch."""
    return needed("pyarrow").RecordBatchReader.from_batches(arrow_schema(layout), record_batches(layout, rows))


def write_parquet(
    stream: IO[bytes], layout: Layout, rows: Iterable[Row], about: Callable[[], Mapping[str, str]]
) -> None:
    """A Parquet file (zstd); what the export is (`about`, asked when all rows are written) stands in its metadata."""
    pq = needed("pyarrow.parquet")
    schema = arrow_schema(layout)
    batches = record_batches(layout, rows)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        # Batches wait for their row group as Arrow, which is a tenth of the Python objects they were made of.
        while group := list(islice(batches, _GROUP)):
            writer.write_table(needed("pyarrow").Table.from_batches(group, schema))
        writer.add_key_value_metadata({f"marsad.{name}": value for name, value in about().items()})
