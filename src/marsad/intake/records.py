"""Records in JSON: one a line, one after the other, or in a list; ninjs items among them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from marsad.intake import items
from marsad.intake.columns import pick_fields
from marsad.intake.context import Context
from marsad.intake.items import Source, Sources, Where
from marsad.intake.ninjs import is_ninjs, ninjs_fields
from marsad.read.decode import decode, what_binary
from marsad.read.problems import ReadError

_LINES = "put one JSON object on each line"
_RECORD = 'write an object with a "text"'
_CHUNK = 256 * 1024  # bytes
_BLANK = " \t\r\n"


def read_lines(stream: BinaryIO, where: Where, context: Context) -> Sources:
    """The records of a file with one JSON object a line; a line that is none is a problem."""
    seen = False
    for number, line in _lines(stream):
        place = f"line {number}"
        if line is None:
            size = items.LARGEST_TEXT // (1024 * 1024)
            yield where.problem(f"the line is longer than {size} MB", "split the article it holds", place)
            continue
        if not line.strip():
            continue
        seen = True
        try:
            yield record_source(_parse(line), where, place, f"{where.doc}-{number}", context)
        except ReadError as error:
            yield error.at(where.origin, where.inside(place))
    if not seen:
        yield where.problem("the file is empty", _LINES)


def record_source(value: object, where: Where, place: str, doc: str, context: Context) -> Source:
    """The source in a decoded JSON value. Raises ReadError when it is no record."""
    if not isinstance(value, dict):
        raise ReadError("it is not an object", _RECORD)
    fields = ninjs_fields(value) if is_ninjs(value) else pick_fields(value, context.columns)
    return Source(
        origin=where.origin, place=where.inside(place) if place else where.place, doc=doc, kind="record",
        fields=fields, fetched=where.fetched, stamp=where.stamp,
    )  # fmt: skip


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a file; None in place of a line that is too long to be an article."""
    number = 0
    while True:
        line = stream.readline(items.LARGEST_TEXT + 1)
        if not line:
            return
        number += 1
        if len(line) <= items.LARGEST_TEXT:
            yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None


def _parse(line: bytes) -> object:
    """The JSON object in a line; forgives what other writers produce (control characters, encodings)."""
    try:
        value: object = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value = _parse_loosely(decode(line)[0])
    if not isinstance(value, dict):
        raise ReadError("the line is JSON but not an object", _LINES)
    return value


def _parse_loosely(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise ReadError(f"the line is not JSON ({error.msg}, column {error.colno})", _LINES) from None
    except (RecursionError, ValueError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else "not JSON (a number is too long)"
        raise ReadError(f"the line is {what}", _LINES) from None


def read_json(stream: BinaryIO, where: Where, context: Context) -> Sources:
    """The records of a .json file: one object, a list of them, or several one after the other."""
    count = 0
    try:
        for count, (value, several) in enumerate(_values(stream), 1):
            place = f"record {count}" if several else ""
            try:
                yield record_source(value, where, place, f"{where.doc}-{count}" if several else where.doc, context)
            except ReadError as error:
                yield error.at(where.origin, where.inside(place) if place else where.place)
    except ReadError as error:
        yield error.at(where.origin, where.inside(f"record {count + 1}") if count else where.place)
        return
    if not count:
        yield where.problem("the file is empty", 'write an object with a "text", or a list of them')


def _values(stream: BinaryIO) -> Iterator[tuple[object, bool]]:
    """The values in a stream, each with whether it is one of several; keeps no more than one in memory.

    A value is parsed when its closing bracket may have come in, each time with twice the text of the last try.
    """
    text = _Text(stream)
    decoder = json.JSONDecoder(strict=False)
    first = text.peek()
    listed = first == "["
    if listed:
        text.drop(1)
    number = 0
    while (mark := text.peek(",]" if listed else "")) and mark != "]":
        value = _next_value(text, decoder)
        number += 1
        yield value, listed or number > 1 or bool(text.peek())


def _next_value(text: _Text, decoder: json.JSONDecoder) -> object:
    wanted = _CHUNK
    while True:
        text.fill(wanted)
        try:
            value, end = decoder.raw_decode(text.held)
        except RecursionError:
            raise ReadError("the value is nested too deeply", _RECORD) from None
        except json.JSONDecodeError as error:
            if text.ended:
                what = f"{error.msg}, character {text.dropped + error.pos + 1}"
                raise ReadError(f"the file is not JSON ({what})", _RECORD) from None
        except ValueError:
            raise ReadError("the file is not JSON (a number is too long)", _RECORD) from None
        else:
            # A number at the end of what is held may go on behind it.
            if end < len(text.held) or text.ended:
                text.drop(end)
                return value
        if len(text.held) > items.LARGEST_TEXT:
            size = items.LARGEST_TEXT // (1024 * 1024)
            raise ReadError(f"a record is longer than {size} MB", "split the article it holds")
        wanted = 2 * max(len(text.held), _CHUNK)


class _Text:
    """The decoded text of a stream, as much of it as is needed."""

    def __init__(self, stream: BinaryIO) -> None:
        start = stream.read(_CHUNK)
        self._stream = stream
        self.dropped = 0
        self.ended = False
        what = what_binary(start)
        if not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and what is not None:
            raise ReadError(f"this is {what}, not text", _RECORD)
        # A chunk may end within a character; the damage at its end says nothing.
        encoding = decode(start[: start.rfind(b"\n") + 1] or start[: start.rfind(b'"') + 1] or start)[1]
        names = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "windows-1252": "utf-8-sig"}
        self._decoder = codecs.getincrementaldecoder(names.get(encoding, encoding))("replace")
        self.held = self._decoder.decode(start)

    def fill(self, size: int) -> None:
        """Hold at least `size` characters, fewer only at the end."""
        parts = [self.held]
        held = len(self.held)
        while held < size and not self.ended:
            data = self._stream.read(_CHUNK)
            self.ended = not data
            parts.append(self._decoder.decode(data, final=not data))
            held += len(parts[-1])
        self.held = "".join(parts)

    def peek(self, passed: str = "") -> str:
        """The next character that is neither blank nor one of `passed` up to "]"; empty at the end."""
        while True:
            kept = self.held.lstrip(_BLANK + passed.replace("]", ""))
            self.dropped += len(self.held) - len(kept)
            self.held = kept
            if kept or self.ended:
                return kept[:1]
            self.fill(_CHUNK)

    def drop(self, count: int) -> None:
        """Leave the next characters behind."""
        self.dropped += count
        self.held = self.held[count:]
