"""Tables as text: CSV, CSV for Excel, and tab-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO

from marsad.export.cells import printed
from marsad.export.layouts import Layout
from marsad.export.tables import Row

_BOM = b"\xef\xbb\xbf"
_BLOCK = 1 << 16
# A file without quoting cannot have these in a cell.
_BARE = str.maketrans({"\t": " ", '"': "'"})


def write_csv(stream: IO[bytes], layout: Layout, rows: Iterable[Row], excel: bool = False, mark: str = ",") -> None:
    """RFC 4180 in UTF-8 with a header; for Excel with a byte order mark, without which it garbles Arabic."""
    if excel:
        stream.write(_BOM)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=mark, lineterminator="\r\n")
    writer.writerow(layout.names)
    for row in rows:
        writer.writerow([printed(value) for value in row])
        if text.tell() > _BLOCK:
            _hand_on(text, stream)
    _hand_on(text, stream)


def write_bare(stream: IO[bytes], rows: Iterable[Row]) -> None:
    """Tab-separated, without header and quotation marks, as GDELT ships its files; booleans and None as there."""
    for row in rows:
        line = "\t".join(printed(value).translate(_BARE) for value in row)
        stream.write(f"{line}\n".encode())


def _hand_on(text: io.StringIO, stream: IO[bytes]) -> None:
    stream.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()
