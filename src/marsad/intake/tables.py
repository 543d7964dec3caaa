"""Tables with a header: CSV and TSV, one article a row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from marsad.intake import items
from marsad.intake.columns import match_columns
from marsad.intake.context import Context
from marsad.intake.items import Source, Sources, Where
from marsad.intake.streams import look
from marsad.read.decode import decode
from marsad.read.problems import ReadError

_SAMPLE = 128 * 1024  # bytes that show the encoding and the separator
_SEPARATORS = ",;\t|"
_REMEDY = "save the table again as CSV in UTF-8, with quotation marks around texts"


def read_table(stream: BinaryIO, where: Where, context: Context) -> Sources:
    """The rows of a table; the first row names the columns. Raises ReadError when there is no header or text."""
    start, stream = look(stream, _SAMPLE)
    if not start.strip():
        raise ReadError("the file is empty", "give a table whose first row names the columns")
    if len(start) >= _SAMPLE and b"\n" not in start and b"\r" not in start:
        raise ReadError(f"its first row is longer than {_SAMPLE // 1024} kB, which names no columns", _REMEDY)
    encoding = _encoding(start)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    first = start.decode(encoding, "replace").lstrip("\ufeff \r\n").partition("\n")[0]
    rows = _rows(_Lines(text), _separator(first))
    header = next(rows, None)
    if header is None or isinstance(header, ReadError):
        raise header or ReadError("the table has no header", _REMEDY)
    columns = match_columns(header, context.columns)
    at = {field: header.index(name) for field, name in columns.items()}
    number = 1
    for number, row in enumerate(rows, 2):
        place = f"row {number}"
        if isinstance(row, ReadError):
            yield row.at(where.origin, where.inside(place))
        elif any(cell.strip() for cell in row):
            try:
                yield _source(row, at, where, place, f"{where.doc}-{number}")
            except ReadError as error:
                yield error.at(where.origin, where.inside(place))
    if number == 1:
        yield where.problem("the table has a header and no rows", "give a table with an article in each row")


def _encoding(start: bytes) -> str:
    """The codec of a table that starts with these bytes. Raises ReadError for what is no text."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    cut = start[: start.rfind(b"\n") + 1] if len(start) >= _SAMPLE else start
    try:
        name = decode(cut or start)[1]
    except ReadError:
        if b"\0" in start[:1000]:
            raise
        return "utf-8-sig"  # each damaged row is reported by itself
    return {"windows-1256": "cp1256", "iso-8859-6": "iso8859_6", "windows-1252": "cp1252"}.get(name, "utf-8-sig")


def _separator(header: str) -> str:
    """The separator that stands most often in the header, outside quotation marks."""
    bare = "".join(header.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)


class _Lines:
    """The lines of a table, without NUL characters; `held` are those of the row that is being read."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(items.LARGEST_TEXT):
            self.held.append(line)
            yield line.replace("\0", "")


def _rows(lines: _Lines, separator: str) -> Iterator[list[str] | ReadError]:
    """The rows of a table; an error in place of the last one when it cannot be taken apart."""
    csv.field_size_limit(items.LARGEST_TEXT)
    reader = csv.reader(iter(lines), delimiter=separator)
    while True:
        lines.held.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeError) as error:
            yield ReadError(f"the row and what follows cannot be taken apart ({error})", _REMEDY)
            return
        if len(lines.held) > 1 and _is_open("".join(lines.held), separator):
            yield ReadError("a quotation mark that this row opens is never closed; what follows is not read", _REMEDY)
            return
        yield row


def _is_open(raw: str, separator: str) -> bool:
    """True for a row that ended only because the file did."""
    try:
        list(csv.reader(raw.replace("\0", "").splitlines(keepends=True), delimiter=separator, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _source(row: list[str], at: dict[str, int], where: Where, place: str, doc: str) -> Source:
    fields: dict[str, object] = {field: row[i] for field, i in at.items() if i < len(row) and row[i].strip()}
    try:
        "".join(map(str, fields.values())).encode()
    except UnicodeEncodeError:  # surrogates stand for the bytes that could not be decoded
        raise ReadError("the row has bytes that are no characters of the table's encoding", _REMEDY) from None
    if "text" not in fields:
        raise ReadError("the cell of the text is empty", "fill it, or leave the row out")
    return Source(
        origin=where.origin, place=where.inside(place), doc=doc, kind="record", fields=fields, stamp=where.stamp
    )
