"""The index over the current codings: events, their terms, and the sets of events that have each term."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from marsad.store.days import month_of
from marsad.store.rows import EventRow, Rows
from marsad.store.sqlite.bits import bounds, chunk_of, pack_events, unpack_events
from marsad.store.sqlite.numbers import pack_numbers, unpack_numbers
from marsad.store.sqlite.runs import rebuild_runs, write_runs


class Index:
    """Writes the index inside the transaction of its caller; `flush` must be called before that ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._terms: dict[tuple[str, str], int] = {}
        # What has changed, by chunk and term: the events that have the term now, or (False) no longer.
        self._changes: defaultdict[tuple[int, int], dict[int, bool]] = defaultdict(dict)
        self._runs: dict[int, tuple[int, int]] = {}  # of the articles whose events have changed

    def forget(self) -> None:
        """Drop what is remembered; after a transaction that was rolled back, its terms are gone."""
        self._terms.clear()
        self._changes.clear()
        self._runs.clear()

    def term(self, facet: str, value: str) -> int:
        """The number of a term, made when it is new."""
        known = self._terms.get((facet, value))
        if known is None:
            known = self._terms[facet, value] = make_term(self._connection, facet, value)
        return known

    def add(self, article: int, rows: Rows, outlets: list[str]) -> None:
        """Write the events, quotations and names of a coding."""
        last = self._connection.execute("SELECT coalesce(max(n), 0) FROM events").fetchone()[0]
        outlet_terms = [self.term("outlet", outlet) for outlet in outlets]
        events = []
        for nr, row in enumerate(rows.events, 1):
            terms = self._terms_of(row) + outlet_terms
            number = last + nr
            events.append((number, article, nr, row.id, row.first, row.last, row.confidence, pack_numbers(terms)))
            self._note(number, terms, True)
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", events)
        self._runs[article] = (last + 1, len(events)) if events else (0, 0)
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
        for number, data in self._events_of(article):
            self._note(number, unpack_numbers(data), False)
        self._connection.execute("DELETE FROM events WHERE article = ?", (article,))
        self._runs[article] = (0, 0)
        self._connection.execute("DELETE FROM quotes WHERE article = ?", (article,))

    def add_outlet(self, article: int, outlet: str) -> None:
        """Give the events of an article one more outlet."""
        term = self.term("outlet", outlet)
        for number, data in self._events_of(article):
            terms = pack_numbers([*unpack_numbers(data), term])
            self._connection.execute("UPDATE events SET terms = ? WHERE n = ?", (terms, number))
            self._note(number, (term,), True)

    def flush(self) -> None:
        """Write the sets of events that have changed, how many events each term has, and the runs of articles."""
        counts: Counter[int] = Counter()
        for (chunk, term), changes in sorted(self._changes.items()):
            place = (chunk, term)
            row = self._connection.execute("SELECT events FROM bits WHERE chunk = ? AND term = ?", place).fetchone()
            events = unpack_events(row[0]) if row is not None else BitMap()
            before = len(events)
            events |= BitMap([event for event, has in changes.items() if has])
            events -= BitMap([event for event, has in changes.items() if not has])
            counts[term] += len(events) - before
            if events:
                self._connection.execute("INSERT OR REPLACE INTO bits VALUES (?, ?, ?)", (*place, pack_events(events)))
            else:
                self._connection.execute("DELETE FROM bits WHERE chunk = ? AND term = ?", place)
        _add_counts(self._connection, counts)
        write_runs(self._connection, self._runs)
        self._changes.clear()
        self._runs.clear()

    def _events_of(self, article: int) -> list[tuple[int, bytes]]:
        return self._connection.execute("SELECT n, terms FROM events WHERE article = ?", (article,)).fetchall()

    def _note(self, event: int, terms: Iterable[int], has: bool) -> None:
        chunk = chunk_of(event)
        for term in terms:
            self._changes[chunk, term][event] = has

    def _terms_of(self, row: EventRow) -> list[int]:
        return [self.term(facet, value) for facet, value in row.values]


def make_term(connection: sqlite3.Connection, facet: str, value: str) -> int:
    """The number of a term, made when it is new."""
    select = "SELECT n FROM terms WHERE facet = ? AND value = ?"
    row = connection.execute(select, (facet, value)).fetchone()
    if row is None:
        connection.execute("INSERT INTO terms (facet, value, events) VALUES (?, ?, 0)", (facet, value))
        row = connection.execute(select, (facet, value)).fetchone()
    return int(row[0])


def rebuild(connection: sqlite3.Connection) -> None:
    """Make everything anew that is kept for filtering and counting, from the events and the terms kept with them."""
    rebuild_sets(connection)
    rebuild_runs(connection)


def rebuild_sets(connection: sqlite3.Connection) -> None:
    """Make the sets of events and the counts anew from the terms that are kept with the events."""
    connection.execute("DELETE FROM bits")
    connection.execute("UPDATE terms SET events = 0")
    months: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for chunk in _chunks(connection):
        sets: defaultdict[int, list[int]] = defaultdict(list)
        longer = []
        for event, day, data in connection.execute(
            "SELECT n, day, terms FROM events WHERE n BETWEEN ? AND ? ORDER BY n", bounds(chunk)
        ).fetchall():
            terms = unpack_numbers(data)
            if day // 100 not in months:
                months[day // 100] = make_term(connection, "month", month_of(day))
            if months[day // 100] not in terms:  # the index of an older version has no months
                terms.append(months[day // 100])
                longer.append((pack_numbers(terms), event))
            for term in terms:
                sets[term].append(event)
        connection.executemany("UPDATE events SET terms = ? WHERE n = ?", longer)
        rows = [(chunk, term, pack_events(BitMap(events))) for term, events in sorted(sets.items())]
        connection.executemany("INSERT INTO bits VALUES (?, ?, ?)", rows)
        counts.update({term: len(events) for term, events in sets.items()})
    _add_counts(connection, counts)


def _chunks(connection: sqlite3.Connection) -> Iterator[int]:
    last = connection.execute("SELECT max(n) FROM events").fetchone()[0]
    yield from range(chunk_of(last) + 1 if last is not None else 0)


def _add_counts(connection: sqlite3.Connection, counts: Counter[int]) -> None:
    connection.executemany(
        "UPDATE terms SET events = events + ? WHERE n = ?", [(by, term) for term, by in sorted(counts.items()) if by]
    )
