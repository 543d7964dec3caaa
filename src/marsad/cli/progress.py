"""How far a long run has come, on standard error."""

from __future__ import annotations

import sys
import time

from marsad.cli.problems import say

_FEW = 5  # articles that need no progress line
_EVERY = 0.2  # seconds between two updates


class Progress:
    """Counts articles, events and failures; shows them on a terminal that the output does not go to."""

    def __init__(self, output_on_terminal: bool) -> None:
        self._shows = sys.stderr.isatty() and not output_on_terminal
        self._start = self._last = time.monotonic()
        self._drawn = False
        self.coded = self.failed = self.events = 0

    def coded_one(self, events: int) -> None:
        """Count an article that has been coded."""
        self.coded += 1
        self.events += events
        self._draw()

    def failed_one(self) -> None:
        """Count an input that could not be read or coded."""
        self.failed += 1

    def say(self, message: str) -> None:
        """A message in place of the progress line."""
        self.clear()
        say(message)

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    def summary(self) -> str:
        """What was done, in one line."""
        parts = [f"{self.coded} article{'s' * (self.coded != 1)} coded", f"{self.events} events"]
        return ", ".join(parts + ([f"{self.failed} failed"] if self.failed else []))

    def _draw(self) -> None:
        now = time.monotonic()
        if not self._shows or self.coded <= _FEW or now - self._last < _EVERY:
            return
        self._last = now
        rate = self.coded / max(now - self._start, 0.001)
        sys.stderr.write(f"\r\x1b[K{self.summary()}, {rate:.0f} articles/s")
        sys.stderr.flush()
        self._drawn = True
