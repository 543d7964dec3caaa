"""Open files as streams that can be looked into before they are read; gzip is taken off on the way."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO

from marsad.intake.kinds import SNIFFED
from marsad.read.problems import ReadError

DAMAGED = (OSError, EOFError, zlib.error)  # what reading a gzip stream raises
_BUFFER = 64 * 1024


class _Rewound(io.RawIOBase):
    """A stream with bytes that were read from it put back in front."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = start
        self._rest = rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the bytes put back, then from the stream."""
        if self._start:
            part, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        else:
            part = self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def look(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, at most `size`, and a stream that still begins with them."""
    parts: list[bytes] = []
    wanted = size
    while wanted and (part := stream.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    start = b"".join(parts)
    return start, io.BufferedReader(_Rewound(start, stream), _BUFFER)


def unzip(stream: BinaryIO) -> BinaryIO:
    """The stream inside a gzip stream, all its members one after the other."""
    return io.BufferedReader(gzip.GzipFile(fileobj=stream, mode="rb"), _BUFFER)


def unzipped_start(start: bytes) -> bytes:
    """What the first bytes of a gzip stream hold; empty when they are damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(start, SNIFFED)
    except zlib.error:
        return b""


def read_whole(stream: BinaryIO, largest: int) -> bytes:
    """All bytes of a stream. Raises ReadError when there are more than `largest`."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise ReadError(
            f"it is larger than {largest // (1024 * 1024)} MB, which is no single article",
            "split it, or write one JSON object with a text on each line of a .jsonl file",
        )
    return data
