"""Which events belong to which articles, as sets: a run of numbers for each article, packed 4,096 articles to a row.

A row that SQLite hands to Python costs 0.4 µs, whatever is done with it: 40 ms for 100,000 articles, of which there are
25 rows here.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Mapping
from itertools import compress
from operator import add

from pyroaring import BitMap

from marsad.store.sqlite.numbers import ARRAY, pack_numbers, unpack_numbers

_BITS = 12  # of the number of an article that tell its place in a row
_SIZE = 1 << _BITS


class Runs:
    """The events of all articles: those of one have numbers in a row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = dict(connection.execute("SELECT chunk, runs FROM runs"))
        empty = bytes(2 * _SIZE * array(ARRAY).itemsize)
        numbers = unpack_numbers(b"".join(rows.get(chunk, empty) for chunk in range(max(rows, default=-1) + 1)))
        self._firsts, self._events = numbers[0::2], numbers[1::2]

    def events_of(self, articles: BitMap, everything: Callable[[], BitMap] | None = None) -> BitMap:
        """The events of these articles; when these are most, it takes `everything` there is less those of the rest."""
        known = articles & BitMap(range(len(self._firsts)))
        if everything is not None and 2 * len(known) > len(self._firsts):
            return everything() - self.events_of(BitMap(range(len(self._firsts))) - known)
        numbers = known.to_array()
        firsts = array(ARRAY, map(self._firsts.__getitem__, numbers))
        lengths = array(ARRAY, map(self._events.__getitem__, numbers))
        found = BitMap(firsts)
        found.discard(0)  # of articles without events
        # Every event moves up by 1, 2, 4 … numbers; `stop` holds those that a step of this size would take out of its
        # article.
        stop, step, longest = BitMap(array(ARRAY, map(add, firsts, lengths))), 1, max(lengths, default=0)
        while step < longest:
            found = found | (found.shift(step) - stop)
            stop = stop | stop.shift(step)
            step *= 2
        return found

    def articles_of(self, events: BitMap) -> BitMap:
        """The articles that have any of these events."""
        firsts = BitMap(self._firsts)
        firsts.discard(0)  # of articles without events
        longest = max(self._events, default=0)
        # Every event moves down to the first of its article, by 1, 2, 4 … numbers; `stop` holds those that a step of
        # this size would take past it.
        stop, step, found = firsts, 1, events
        while step < longest:
            found = found | (found - stop).shift(-step)
            stop = stop | stop.shift(step)
            step *= 2
        met = found & firsts
        return BitMap(compress(range(len(self._firsts)), map(met.__contains__, self._firsts)))

    def by_article(self) -> dict[int, tuple[int, int]]:
        """First event and number of events of each article that has some."""
        pairs = enumerate(zip(self._firsts, self._events, strict=True))
        return {article: (first, events) for article, (first, events) in pairs if events}


def write_runs(connection: sqlite3.Connection, runs: Mapping[int, tuple[int, int]]) -> None:
    """Write first events and numbers of events of some articles, (0, 0) where there are none."""
    chunks: dict[int, list[int]] = {}
    for article in sorted(runs):
        chunks.setdefault(article >> _BITS, []).append(article)
    for chunk, articles in chunks.items():
        row = connection.execute("SELECT runs FROM runs WHERE chunk = ?", (chunk,)).fetchone()
        numbers = unpack_numbers(row[0]) if row is not None else array(ARRAY, bytes(2 * _SIZE * array(ARRAY).itemsize))
        for article in articles:
            place = 2 * (article & _SIZE - 1)
            numbers[place : place + 2] = array(ARRAY, runs[article])
        connection.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (chunk, pack_numbers(numbers)))


def rebuild_runs(connection: sqlite3.Connection) -> None:
    """Make the runs anew from the events."""
    connection.execute("DELETE FROM runs")
    write_runs(connection, _counted(connection))


def runs_are_right(connection: sqlite3.Connection) -> bool:
    """Whether the runs say of every event to which article it belongs, and nothing else."""
    return Runs(connection).by_article() == _counted(connection)


def _counted(connection: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    rows = connection.execute("SELECT article, min(n), count(*) FROM events GROUP BY article")
    return {article: (first, number) for article, first, number in rows}
