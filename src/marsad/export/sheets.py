"""Tables as XLSX: right-to-left sheets, text that stays text, numbers and days that can be reckoned with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any

from marsad.export.cells import Value, flat, guard
from marsad.export.layouts import Layout
from marsad.export.tables import Row

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767  # of a cell
_WIDE = frozenset({"text", "title", "sentence", "quote"})
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was


class _Sheets:
    """Writes rows to a sheet, and to a new one when it is full."""

    def __init__(self, book: Any, layout: Layout) -> None:
        self._book = book
        self._layout = layout
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._count = 0
        self._at = _MOST_ROWS
        self._sheet: Any = None

    def add(self, row: Row) -> None:
        if self._at >= _MOST_ROWS:
            self._open()
        for column, value in enumerate(row):
            self._cell(column, value)
        self._at += 1

    def close(self) -> None:
        if self._sheet is None:
            self._open()
        self._end()

    def _cell(self, column: int, value: Value) -> None:
        cell = flat(value)
        if isinstance(cell, str):
            if cell:
                self._sheet.write_string(self._at, column, shortened(guard(cell)))
        elif isinstance(cell, bool):
            self._sheet.write_boolean(self._at, column, cell)
        elif isinstance(cell, date):
            if cell >= _FIRST_DAY:
                moment = datetime(cell.year, cell.month, cell.day)
                self._sheet.write_datetime(self._at, column, moment, self._day)
            else:
                self._sheet.write_string(self._at, column, cell.isoformat())
        elif cell is not None:
            self._number(column, cell)

    def _number(self, column: int, number: float) -> None:
        """A cell holds fifteen digits; a longer id would lose its end, so it is text."""
        if isinstance(number, int) and abs(number) >= 10**15:
            self._sheet.write_string(self._at, column, str(number))
        else:
            self._sheet.write_number(self._at, column, number)

    def _open(self) -> None:
        self._end()
        self._count += 1
        name = self._layout.name if self._count == 1 else f"{self._layout.name} {self._count}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.right_to_left()
        self._sheet.freeze_panes(1, 1)
        for column, known in enumerate(self._layout.columns):
            self._sheet.set_column(column, column, 60 if known.name in _WIDE else 18)
        for column, known in enumerate(self._layout.columns):
            self._sheet.write_string(0, column, known.name, self._head)
        self._at = 1

    def _end(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, max(1, self._at - 1), len(self._layout.columns) - 1)


def shortened(text: str) -> str:
    """The text as far as a cell holds it, which counts in UTF-16; what is cut ends with an ellipsis."""
    if len(text) * 2 <= _MOST_CHARACTERS or len(text.encode("utf-16-le")) // 2 <= _MOST_CHARACTERS:
        return text
    return text.encode("utf-16-le")[: (_MOST_CHARACTERS - 1) * 2].decode("utf-16-le", "ignore") + "…"


def write_xlsx(
    stream: IO[bytes], layout: Layout, rows: Iterable[Row], about: Callable[[], Mapping[str, str]], created: str
) -> None:
    """A workbook: the table, its columns explained, and what the export is (`about`, asked when the rows are there)."""
    from xlsxwriter import Workbook

    book = Workbook(stream, _OPTIONS)
    book.set_properties({"title": f"marsad {layout.name}", "created": _moment(created)})
    sheets = _Sheets(book, layout)
    for row in rows:
        sheets.add(row)
    sheets.close()
    lines = [(c.name, c.ar, c.type, "" if not c.filled else c.fill, c.empty) for c in layout.columns]
    _plain(book, "columns", ("column", "العمود", "type", "what fills it", "when it is empty"), lines)
    _plain(book, "about", ("what", "value"), list(about().items()))
    book.close()


def _plain(book: Any, name: str, head: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.right_to_left()
    sheet.set_column(0, len(head) - 1, 30)
    for at, line in enumerate([head, *lines]):
        for column, text in enumerate(line):
            sheet.write_string(at, column, shortened(guard(text)))


def _moment(created: str) -> datetime:
    """The time of the export, which would else be the time of writing and differ from run to run."""
    try:
        return datetime.fromisoformat(created).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)
