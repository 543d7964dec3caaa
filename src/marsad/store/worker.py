"""The process that codes: tasks come in on standard input, work goes out on standard output, one frame each.

A frame is its length in four bytes and a msgpack record. The process ends when its input does, so none outlives the
process that started it, however that ended.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from marsad.store.sqlite.read import SqliteReader

READY = b""  # the first frame out: the process has loaded its data
_REMEMBERED = 100_000  # ids, 10 MB
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


class Kept:
    """Which articles need not be coded: those in the workspace, and those this process has coded for it.

    Work of one process is written in the order in which it was done, so that the latter are there first.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._reader: SqliteReader | None = None
        self._done: set[str] = set()

    def __call__(self, article: str) -> bool:
        """Whether an article need not be coded; from now on it need not."""
        if article in self._done or self._has(article):
            return True
        if len(self._done) > _REMEMBERED:
            self._done.clear()
        self._done.add(article)
        return False

    def close(self) -> None:
        """Close the workspace, if it was opened."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _has(self, article: str) -> bool:
        from marsad.store.problems import StoreError
        from marsad.store.workspace import open_reader

        if self._folder is None:
            return False
        try:
            self._reader = self._reader or open_reader(self._folder)
            return self._reader.has(article)
        except StoreError:  # what cannot be known is coded; the process that writes says what is wrong
            return False


def main() -> None:
    """Work until standard input ends, or nobody reads what comes out: the process that writes was ended first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the business of the process that writes
    tasks, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing printed by accident gets among the frames
    try:
        _work(tasks, results, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), results.fileno())  # Python writes what is left when it ends


def _work(tasks: IO[bytes], results: IO[bytes], folder: Path | None) -> None:
    from marsad.lexicon.load import use_lexicon
    from marsad.pipeline import decider, rest_collector, word_table
    from marsad.store.work import Task, do_work
    from marsad.store.workspace import lexicon_of

    own = lexicon_of(folder) if folder is not None else None
    if own is not None:
        use_lexicon(own)
    word_table()
    decider()
    rest_collector()
    write_frame(results, READY)
    kept = Kept(folder)
    decode = msgspec.msgpack.Decoder(Task).decode
    while (frame := read_frame(tasks)) is not None:
        write_frame(results, msgspec.msgpack.encode(do_work(decode(frame), kept)))


if __name__ == "__main__":
    main()
