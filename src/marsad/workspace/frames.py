"""Tables of any kind as pandas, polars, Arrow or DuckDB; each library is loaded when it is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from marsad.export.layouts import Layout
from marsad.export.needs import needed
from marsad.export.tables import Row

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# pandas types that know missing values; a day of any year fits into seconds.
_PANDAS = {
    "text": "string", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[s]",
    "list": "object",
}  # fmt: skip


class Table(ABC):
    """Rows with typed columns. Nothing is read before a conversion asks for it; each conversion reads anew."""

    @property
    @abstractmethod
    def layout(self) -> Layout:
        """The columns: `layout.names`, and for each its type, what fills it and when it stays empty."""

    @abstractmethod
    def rows(self) -> Iterator[Row]:
        """The rows as tuples in the order of the columns."""

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries, one at a time."""
        names = self.layout.names
        return (dict(zip(names, row, strict=True)) for row in self.rows())

    def to_arrow(self) -> pa.Table:
        """A pyarrow.Table. Raises MissingLibraryError without pyarrow."""
        return self.to_reader().read_all()

    def to_reader(self) -> pa.RecordBatchReader:
        """A pyarrow.RecordBatchReader, for sets larger than memory. Raises MissingLibraryError without pyarrow."""
        from marsad.export.arrow import reader

        return reader(self.layout, self.rows())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule stream that pyarrow, polars, DuckDB and pandas take: `polars.DataFrame(query)`."""
        return self.to_reader().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> pd.DataFrame:
        """A pandas.DataFrame; lists are lists of text. Raises MissingLibraryError without pandas."""
        pandas = needed("pandas")
        columns = _columns(self.layout, self.rows())
        make = {c.name: _series(pandas, c.type, columns[c.name]) for c in self.layout.columns}
        return cast("pd.DataFrame", pandas.DataFrame(make, columns=list(self.layout.names)))

    def to_polars(self) -> pl.DataFrame:
        """A polars.DataFrame. Raises MissingLibraryError without polars."""
        polars = needed("polars")
        types = {
            "text": polars.String, "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean,
            "date": polars.Date, "list": polars.List(polars.String),
        }  # fmt: skip
        columns = _columns(self.layout, self.rows())
        schema = {c.name: types[c.type] for c in self.layout.columns}
        return cast("pl.DataFrame", polars.DataFrame(columns, schema=schema))

    def to_duckdb(
        self, connection: duckdb.DuckDBPyConnection | None = None, name: str | None = None
    ) -> duckdb.DuckDBPyRelation:
        """A DuckDB relation, of the default connection unless one is given; with `name` SQL can also speak of it.

        Raises MissingLibraryError without duckdb or pyarrow.
        """
        known: Any = connection if connection is not None else needed("duckdb").default_connection()
        table = self.to_arrow()
        if name is not None:
            known.register(name, table)
        return cast("duckdb.DuckDBPyRelation", known.from_arrow(table) if name is None else known.table(name))


def _columns(layout: Layout, rows: Iterable[Row]) -> dict[str, list[object]]:
    columns: list[list[object]] = [[] for _ in layout.columns]
    add: list[Callable[[object], None]] = [column.append for column in columns]
    for row in rows:
        for append, value in zip(add, row, strict=True):
            append(list(value) if isinstance(value, tuple) else value)
    return dict(zip(layout.names, columns, strict=True))


def _series(pandas: Any, kind: str, values: list[object]) -> Any:
    if kind == "date":
        values = [datetime(v.year, v.month, v.day) if v is not None else None for v in values]  # type: ignore[attr-defined]
    return pandas.Series(values, dtype=_PANDAS[kind])
