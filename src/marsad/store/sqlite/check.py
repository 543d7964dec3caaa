"""What the database itself can tell about its state."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

import msgspec

from marsad.store.sqlite.bits import unpack_events
from marsad.store.sqlite.connect import telling
from marsad.store.sqlite.read import SqliteReader
from marsad.store.sqlite.runs import runs_are_right
from marsad.store.work import article_id, unpack_article, unpack_coding


class Look:
    """Questions about the state of the database of a reader. All raise StoreError when it cannot be read."""

    def __init__(self, reader: SqliteReader) -> None:
        self.reader = reader
        self._connection = reader.connection
        self._path = reader.path

    def shape(self) -> int:
        """The number of the last step of migration."""
        with telling(self._path):
            return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def broken(self) -> list[str]:
        """What the database's own check says, and rows that point at nothing; empty when it is whole."""
        with telling(self._path):
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(10)")]
            found = [line for line in found if line != "ok"]
            for table, *_ in self._connection.execute("PRAGMA foreign_key_check"):
                found.append(f"a row of {table} points at nothing")
                break
        return found

    def miscounted(self) -> list[str]:
        """Counts that are kept and are not what counting gives."""
        checks = (
            ("events of articles", "SELECT sum(events) FROM articles", "SELECT count(*) FROM events"),
            ("values of facets", "SELECT sum(events) FROM terms", "SELECT sum(length(terms)) / 4 FROM events"),
            ("articles in the index of words", "SELECT count(*) FROM articles", "SELECT count(*) FROM words_docsize"),
        )
        found = []
        with telling(self._path):
            for what, kept, counted in checks:
                numbers = [int(self._connection.execute(select).fetchone()[0] or 0) for select in (kept, counted)]
                if numbers[0] != numbers[1]:
                    found.append(f"the number of {what} is kept as {numbers[0]:,} and is {numbers[1]:,}")
        if wrong := self._wrong_sets():
            found.append(f"the sets of events of {wrong:,} values of facets are not as large as is kept")
        with telling(self._path):
            if not runs_are_right(self._connection):
                found.append("which events belong to which articles is not kept right")
        return found

    def _wrong_sets(self) -> int:
        """How many terms have other sets of events than their counts say."""
        counted: Counter[int] = Counter()
        with telling(self._path):
            kept = dict(self._connection.execute("SELECT n, events FROM terms WHERE events > 0"))
            for term, data in self._connection.execute("SELECT term, events FROM bits"):
                counted[term] += len(unpack_events(data))
        return sum(kept.get(term) != counted.get(term) for term in kept.keys() | counted.keys())

    def pages(self) -> dict[str, str]:
        """The names of all pages that something was read from, each with an input that it came from."""
        select = (
            "SELECT s.snapshot, o.name FROM sources s JOIN origins o ON o.n = s.origin WHERE s.snapshot IS NOT NULL"
            " ORDER BY s.snapshot, s.origin DESC"
        )
        with telling(self._path):
            return dict(self._connection.execute(select))

    def wrong_records(self) -> Iterator[str]:
        """Ids of the articles whose record or current coding cannot be read, or is not what the id says."""
        select = "SELECT a.id, a.record, c.record FROM articles a LEFT JOIN codings c ON c.n = a.coding ORDER BY a.n"
        with telling(self._path):
            for identity, record, coding in self._connection.execute(select):
                try:
                    right = article_id(unpack_article(record)) == identity
                    if coding is not None:
                        unpack_coding(coding)
                except (zlib.error, msgspec.MsgspecError):
                    right = False
                if not right:
                    yield str(identity)
