"""Web archives (WARC, WARC.gz): the HTML pages among their responses."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from marsad.intake import items
from marsad.intake.items import Source, Sources, Where
from marsad.read.problems import ReadError, ReadProblem

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_MEMBER = re.compile(rb"\x1f\x8b\x08|WARC/[01]\.\d+\r?\n")
_LONGEST_MEMBER = 16  # bytes of the longest beginning of a record
_CHUNK = 1 << 20
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_DAMAGED = "the rest is read; get the file again for this record"
_OK = 200


def read_warc(stream: BinaryIO, where: Where) -> Sources:
    """The pages of an archive: responses of status 200 with HTML, each at `byte N`, where its record begins.

    Other records are passed over. A damaged one is a problem, and reading goes on behind it; what is no archive at
    all is one problem. A stream that cannot go back is first copied to a temporary file.
    """
    if not stream.seekable():
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy, _CHUNK)
            yield from _read_seekable(copy, where)
        return
    yield from _read_seekable(stream, where)


def _read_seekable(stream: BinaryIO, where: Where) -> Sources:
    seen = told = reported = False
    for record, at in _records(stream):
        if not isinstance(record, ReadError):
            seen = True
            found = _page(record, at, where)
            reported = isinstance(found, ReadProblem)
            if found is not None:
                told = True
                yield found
        elif not seen and at == 0:
            remedy = "check the file"
            yield where.problem("this is no web archive, or its first record is damaged", remedy, "byte 0")
        elif not reported:  # the record before is the damaged one
            # A good record may begin there, which has that place: what is read at a place is no longer an error.
            yield record.at(where.origin, where.inside(f"before byte {at}"))
    if not seen:
        yield where.problem("the archive has no records", "give a WARC file")
    elif not told:
        yield where.problem("the archive has no HTML page of status 200", "check what was archived")


def _records(stream: BinaryIO) -> Iterator[tuple[WarcRecord | ReadError, int]]:
    """Every record with its place in the file; an error in place of what is damaged, once for each gap."""
    from fastwarc.warc import ArchiveIterator

    start: int | None = 0
    last = -1
    while start is not None:
        stream.seek(start)
        good = False
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                good = True
                last = record.stream_pos
                yield record, last
            # A record with a wrong length swallows what stands behind it, up to the end of the file.
        except BaseException as error:
            if not _is_damage(error):
                raise
            if good or start == 0:
                damaged = _next_member(stream, last + 1) if good else 0
                yield ReadError(f"a damaged record was passed over ({error})", _DAMAGED), damaged or last + 1
        start = _next_member(stream, max(last, start) + 1)


def _is_damage(error: BaseException) -> bool:
    """True for what the parser says of damaged data; it is written in Rust and panics at some of it."""
    return isinstance(error, (OSError, ValueError)) or type(error).__name__ == "PanicException"


def _next_member(stream: BinaryIO, start: int) -> int | None:
    """Where the next record may begin, at or behind `start`; None at the end of the file."""
    stream.seek(start)
    held, at = b"", start
    while data := stream.read(_CHUNK):
        held += data
        found = _MEMBER.search(held)
        if found is not None:
            return at + found.start()
        at += max(len(held) - _LONGEST_MEMBER, 0)
        held = held[-_LONGEST_MEMBER:]
    return None


def _page(record: WarcRecord, at: int, where: Where) -> Source | ReadProblem | None:
    """The page in a record; None for one that is no HTML response of status 200."""
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    place = f"byte {at}"
    try:
        record.parse_http(auto_decode="all", strict_mode=False)
        headers = record.http_headers
        if headers is None or headers.status_code is None:
            return where.problem("the record ends within its headers", _DAMAGED, place)
        if headers.status_code != _OK or (record.http_content_type or "").lower() not in _HTML:
            return None
        whole = "content-encoding" not in {name.lower() for name in headers.keys()}  # noqa: SIM118
        whole = whole and "transfer-encoding" not in {name.lower() for name in headers.keys()}  # noqa: SIM118
        body = record.reader.read(items.LARGEST_PAGE + 1)
        size = record.content_length
    except BaseException as error:
        if not _is_damage(error):
            raise
        return where.problem(f"the record is damaged ({error})", _DAMAGED, place)
    if len(body) > items.LARGEST_PAGE:
        return where.problem("the page is larger than 10 MB, which is no single article", "leave it out", place)
    if whole and len(body) < size:
        return where.problem(f"the record ends after {len(body)} of {size} bytes", _DAMAGED, place)
    return Source(
        origin=where.origin, place=where.inside(place), doc=f"{where.doc}-{at}", kind="page", data=body,
        url=_text(record.headers.get("WARC-Target-URI")), charset=record.http_charset,
        fetched=_text(record.headers.get("WARC-Date")), stamp=where.stamp,
    )  # fmt: skip


def _text(value: Any) -> str | None:
    return str(value).strip("<> ") if value else None
