"""How far an ingest has come: rate, errors so far, and the time left where the size of the inputs is known."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from marsad.cli.problems import say
from marsad.intake.files import walk

if TYPE_CHECKING:
    from marsad.store.ingest import Tally
    from marsad.view.labels import Labels

T = TypeVar("T")
_EVERY = 0.2  # seconds between two updates of the line on a terminal
_PLAIN_EVERY = 30.0  # seconds between two lines elsewhere
_PACKED = (".gz", ".zip", ".mht", ".mhtml")  # what such a file holds is not known from its size
_ARCHIVES = (".warc", ".warc.gz")
_IN_ARCHIVE = re.compile(r"(?:before )?byte (\d+)")  # the place of a record
_FEW = 20  # items after which the time left is worth saying


class Meter:
    """Measures what passes and shows the tally on standard error."""

    def __init__(self, paths: Iterable[str], labels: Labels, quiet: bool = False) -> None:
        self._labels = labels
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._drawn = False
        self._total = None if quiet else total_size(paths)
        self._bytes = self._passed = self._items = 0
        # Of archives: which is read and to where, its size, that of those before, and what was passed over unread.
        self._reading = ""
        self._position = self._size = self._done = self._skipped = 0

    def measured(self, sources: Iterable[T]) -> Iterator[T]:
        """The same sources, weighed as they pass; in an archive it is told by where they stand how far it is read."""
        for source in sources:
            place = _IN_ARCHIVE.fullmatch(getattr(source, "place", ""))
            if place is not None:
                self._archive(str(getattr(source, "origin", getattr(source, "file", ""))), int(place[1]))
            else:
                self._passed += 1
                self._bytes += _weight(source)
            self._items += 1
            yield source

    def _archive(self, path: str, position: int) -> None:
        """Note how far an archive is read; those before it are read to their ends."""
        if path != self._reading:
            self._reading = path
            self._done += self._size
            self._size, self._skipped = _size(path), self._skipped + position
        self._position = position

    def show(self, tally: Tally) -> None:
        """Show how far it is, now and then."""
        if self._due():
            self._write(self._line(tally, time.monotonic() - self._start))

    def draw(self, done: int, total: int) -> None:
        """Show how far work on so many articles is, now and then."""
        if self._due() and done:
            left = (total - done) * (time.monotonic() - self._start) / done
            said = self._labels.say("of_articles", done=done, total=total)
            self._write(self._labels.listed([said, self._time_left(left)]))

    def _due(self) -> bool:
        now = time.monotonic()
        if self._quiet or now - self._last < (_EVERY if self._terminal else _PLAIN_EVERY):
            return False
        self._last = now
        return True

    def _write(self, line: str) -> None:
        if self._terminal:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._drawn = True
        else:
            say(line)

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    def _line(self, tally: Tally, seconds: float) -> str:
        say, errors = self._labels.say, tally.failed + tally.uncoded
        rate = round(tally.new / max(seconds, 0.001))
        parts = [say("articles", n=tally.seen), say("new", n=tally.new), say("rate", n=rate)]
        if errors:
            parts.append(say("errors_so_far", n=errors))
        left = self._left(tally, seconds)
        if left is not None:
            parts.append(self._time_left(left))
        return self._labels.listed(parts)

    def _time_left(self, seconds: float) -> str:
        return self._labels.say("left", time=_span(seconds, self._labels))

    def _left(self, tally: Tally, seconds: float) -> float | None:
        """Seconds left, by the bytes that passed; what was there already is taken to be of the mean size."""
        if self._total is None or self._items < _FEW:
            return None
        archives = self._done + self._position
        mean = self._bytes / self._passed if self._passed else 0.0
        rest = self._total - tally.known * mean - self._bytes - archives
        worked = self._bytes + archives - self._skipped
        return max(0.0, rest) * seconds / worked if worked > 0 else None


def total_size(paths: Iterable[str]) -> int | None:
    """The bytes of all inputs; None when one is packed (but for archives), an address, standard input, or not there."""
    total = 0
    for path in paths:
        if path == "-" or "://" in path or not os.path.exists(path):
            return None
        files = [path] if os.path.isfile(path) else [os.path.join(path, file) for file in walk(Path(path), [])]
        for file in files:
            if file.lower().endswith(_PACKED) and not file.lower().endswith(_ARCHIVES):
                return None
            total += _size(file)
    return total


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:  # it cannot be read either, and is told then
        return 0


def _weight(source: object) -> int:
    data = getattr(source, "data", b"")
    fields = getattr(source, "fields", {})
    return len(data) + sum(2 * len(value) if isinstance(value, str) else 8 for value in fields.values())


def _span(seconds: float, labels: Labels) -> str:
    minutes = int(seconds / 60 + 0.5)
    if minutes >= 60:
        return labels.say("hours", h=minutes // 60, min=minutes % 60)
    return labels.say("minutes", min=minutes) if minutes else labels.say("seconds", s=int(seconds))
