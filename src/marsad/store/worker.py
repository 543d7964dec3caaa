"""The process that codes: tasks come in on standard input, work goes out on standard output, one frame each.

A frame is its length in four bytes and a msgpack record. The process ends when its input does, so none outlives the
process that started it, however that ended.
"""

from __future__ import annotations

import signal
import struct
import sys
from typing import IO

import msgspec

READY = b""  # the first frame out: the process has loaded its data
_LENGTH = struct.Struct("<I")


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None when the stream has ended, also in the middle of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write a frame and hand it on."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def main() -> None:
    """Work until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the business of the process that writes
    tasks, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing printed by accident gets among the frames
    from marsad.pipeline import decider, word_table
    from marsad.store.work import Task, do_work

    word_table()
    decider()
    write_frame(results, READY)
    decode = msgspec.msgpack.Decoder(Task).decode
    while (frame := read_frame(tasks)) is not None:
        try:
            write_frame(results, msgspec.msgpack.encode(do_work(decode(frame))))
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()
