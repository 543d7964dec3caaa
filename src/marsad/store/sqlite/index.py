"""The index over the current codings: events, their terms and tags, and the counts that facets are read from."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from marsad.store.rows import EventRow, Rows

# Facets with few values and many events each: what goes with them is counted beforehand.
PAIRED = frozenset({"type", "status", "time", "quad"})
_ARRAY = "I"  # four bytes a term, little-endian in the database


def pack_terms(terms: Iterable[int]) -> bytes:
    """Numbers of terms as the bytes kept with an event."""
    packed = array(_ARRAY, terms)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_terms(data: bytes) -> array[int]:
    """The numbers in such bytes, also of several events joined."""
    terms = array(_ARRAY)
    terms.frombytes(data)
    if sys.byteorder == "big":
        terms.byteswap()
    return terms


class Index:
    """Writes the index inside the transaction of its caller; `flush` must be called before that ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._terms: dict[tuple[str, str], int] = {}
        self._counts: Counter[int] = Counter()
        self._months: defaultdict[int, Counter[int]] = defaultdict(Counter)  # month to terms
        self._pairs: defaultdict[int, Counter[int]] = defaultdict(Counter)  # term to others
        self._tags: list[tuple[int, int, int]] = []
        self._paired: set[int] | None = None

    def forget(self) -> None:
        """Drop what is remembered; after a transaction that was rolled back, its terms are gone."""
        self._terms.clear()
        self._paired = None
        self._clear()

    def term(self, facet: str, value: str) -> int:
        """The number of a term, made when it is new."""
        known = self._terms.get((facet, value))
        if known is not None:
            return known
        select = "SELECT n FROM terms WHERE facet = ? AND value = ?"
        row = self._connection.execute(select, (facet, value)).fetchone()
        if row is None:
            self._connection.execute("INSERT INTO terms (facet, value, events) VALUES (?, ?, 0)", (facet, value))
            row = self._connection.execute(select, (facet, value)).fetchone()
        self._terms[facet, value] = int(row[0])
        if facet in PAIRED:
            self._paired_terms().add(int(row[0]))
        return int(row[0])

    def add(self, article: int, rows: Rows, outlets: list[str]) -> None:
        """Write the events, quotations and names of a coding."""
        last = self._connection.execute("SELECT coalesce(max(n), 0) FROM events").fetchone()[0]
        outlet_terms = [self.term("outlet", outlet) for outlet in outlets]
        events, tags = [], []
        for nr, row in enumerate(rows.events, 1):
            terms = self._terms_of(row) + outlet_terms
            number = last + nr
            events.append((number, article, nr, row.id, row.first, row.last, row.confidence, pack_terms(terms)))
            tags += [(term, row.first, number) for term in terms]
            self._count(terms, row.first, 1)
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", events)
        self._tags += tags
        self._connection.executemany(
            "INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?)",
            [(article, nr, q.start, q.end, q.speaker, int(q.direct)) for nr, q in enumerate(rows.quotes, 1)],
        )
        self._connection.executemany(
            "INSERT INTO names VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET ar = excluded.ar, en = excluded.en",
            rows.names,
        )

    def remove(self, article: int) -> None:
        """Take the events and quotations of an article out of the index."""
        self._write_tags()
        found = self._connection.execute("SELECT n, day, terms FROM events WHERE article = ?", (article,)).fetchall()
        for number, day, data in found:
            terms = unpack_terms(data)
            self._connection.executemany(
                "DELETE FROM tags WHERE term = ? AND day = ? AND event = ?", [(term, day, number) for term in terms]
            )
            self._count(terms, day, -1)
        self._connection.execute("DELETE FROM events WHERE article = ?", (article,))
        self._connection.execute("DELETE FROM quotes WHERE article = ?", (article,))

    def add_outlet(self, article: int, outlet: str) -> None:
        """Give the events of an article one more outlet."""
        term = self.term("outlet", outlet)
        found = self._connection.execute("SELECT n, day, terms FROM events WHERE article = ?", (article,)).fetchall()
        for number, day, data in found:
            terms = [*unpack_terms(data), term]
            self._connection.execute("UPDATE events SET terms = ? WHERE n = ?", (pack_terms(terms), number))
            self._tags.append((term, day, number))
            self._counts[term] += 1
            self._months[day // 100][term] += 1
            for lead in self._paired_terms().intersection(terms):
                self._pairs[lead][term] += 1

    def flush(self) -> None:
        """Write the counts that have changed, and the tags."""
        self._write_tags()
        self._connection.executemany(
            "UPDATE terms SET events = events + ? WHERE n = ?", [(by, term) for term, by in self._counts.items() if by]
        )
        self._connection.executemany(
            "INSERT INTO months VALUES (?, ?, ?)"
            " ON CONFLICT (term, month) DO UPDATE SET events = events + excluded.events",
            sorted((term, month, by) for month, terms in self._months.items() for term, by in terms.items() if by),
        )
        self._connection.executemany(
            "INSERT INTO pairs VALUES (?, ?, ?)"
            " ON CONFLICT (term, other) DO UPDATE SET events = events + excluded.events",
            sorted((term, other, by) for term, others in self._pairs.items() for other, by in others.items() if by),
        )
        self._clear()

    def _write_tags(self) -> None:
        """Write the tags that wait, in the order of their table: a batch at once is quicker than one by one."""
        self._connection.executemany("INSERT INTO tags VALUES (?, ?, ?)", sorted(self._tags))
        self._tags.clear()

    def _clear(self) -> None:
        self._counts.clear()
        self._months.clear()
        self._pairs.clear()
        self._tags.clear()

    def _paired_terms(self) -> set[int]:
        """The terms of the paired facets, also of those that were made before."""
        if self._paired is None:
            rows = self._connection.execute("SELECT n, facet FROM terms")
            self._paired = {number for number, facet in rows if facet in PAIRED}
        return self._paired

    def _terms_of(self, row: EventRow) -> list[int]:
        return [self.term(facet, value) for facet, value in row.values]

    def _count(self, terms: Sequence[int], day: int, by: int) -> None:
        """Add an event with these terms to the counts (by = 1), or take it out (-1)."""
        changes = [self._counts, self._months[day // 100]]
        changes += [self._pairs[lead] for lead in self._paired_terms().intersection(terms)]
        for counts in changes:
            counts.update(terms) if by > 0 else counts.subtract(terms)
