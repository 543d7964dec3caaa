"""JSON: records line by line, and one document with many members, written as they come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import msgspec

from marsad.export.cells import whole


def encoded(record: object) -> bytes:
    """A record as JSON; text with halves of characters, which JSON cannot hold, is made whole first."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(record)))


def _whole(value: object) -> object:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list | tuple) else value


def write_lines(stream: IO[bytes], records: Iterable[object]) -> None:
    """One object a line."""
    for record in records:
        stream.write(encoded(record) + b"\n")


def write_document(stream: IO[bytes], head: dict[str, object], member: str, records: Iterable[object]) -> None:
    """One object with the members of `head` and then `member`, a list of the records, one a line."""
    stream.write(encoded(head)[:-1] + b"," + encoded(member) + b":[")
    opening = b"\n"
    for record in records:
        stream.write(opening + encoded(record))
        opening = b",\n"
    stream.write(b"\n]}\n")
