"""Writing: each call one transaction. What was there before is kept, and every replacement is logged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from marsad.lexicon.load import data_version
from marsad.store.clock import now
from marsad.store.days import first_and_last
from marsad.store.interface import Addition, Entry, Fault, Recoded
from marsad.store.sqlite.connect import telling, transaction
from marsad.store.sqlite.copies import link_copies
from marsad.store.sqlite.index import Index, rebuild
from marsad.store.sqlite.read import SqliteReader
from marsad.store.terms import Words, words_of
from marsad.store.work import REPORT_IT, Made, unpack_article

_WORDS_DATA = "words.data"  # the setting that says with which data the index of words was made
_INSERT_WORDS = "INSERT INTO words (rowid, title, body, exact) VALUES (?, ?, ?, ?)"
_NAMES_KNOWN = 50_000  # names of origins that are remembered; a folder of pages has one each


class SqliteStore(SqliteReader):
    """A workspace's database open for writing. One object belongs to one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._index = Index(connection)
        self._words: list[tuple[int, Words]] = []  # of the new articles of this transaction
        self._outlets: dict[str, int] = {}
        self._origins: dict[str, int] = {}

    def add(self, entries: Sequence[Entry]) -> frozenset[str]:
        """Write what was read, in this order; gives the ids of the articles that are new by it."""
        new = set()
        with self._writing():
            at = now()
            if self._setting(_WORDS_DATA) is None:
                self._set(_WORDS_DATA, data_version())
            for entry in entries:
                if isinstance(entry, Fault):
                    self._add_fault(entry, None, at)
                elif self._add_article(entry, at):
                    new.add(entry.id)
        return frozenset(new)

    def replace(self, codings: Sequence[Recoded]) -> None:
        """Make new codings the current ones; the old ones are kept, the change is logged."""
        with self._writing():
            at = now()
            for recoded in codings:
                self._replace(recoded, at)

    def outdated(self, coder: str, data: str, articles: Sequence[str] = ()) -> Iterator[str]:
        """Ids of the articles whose current coding is of other versions, or that have none though they could."""
        select = (
            "SELECT a.id FROM articles a LEFT JOIN codings c ON c.n = a.coding WHERE a.language = 'ar'"
            " AND (c.n IS NULL OR c.coder <> ? OR c.data <> ?)"
        )
        chosen = f" AND a.id IN ({', '.join('?' * len(articles))})" if articles else ""
        with telling(self._path):
            rows = self._connection.execute(f"{select}{chosen} ORDER BY a.n", (coder, data, *articles)).fetchall()
        return iter([str(row[0]) for row in rows])

    def refresh_words(self, data: str) -> bool:
        """Make the index of words anew when it was made with other data; whether it was."""
        if self._setting(_WORDS_DATA) == data:
            return False
        with self._writing():
            self._connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
            for number, record in self._connection.execute("SELECT n, record FROM articles ORDER BY n"):
                self._connection.execute(_INSERT_WORDS, _words_row((number, words_of(unpack_article(record)))))
            self._set(_WORDS_DATA, data)
        return True

    def rebuild(self) -> None:
        """Make anew what is kept for counting and filtering, from what is kept with each event."""
        with self._writing():
            rebuild(self._connection)

    def _setting(self, name: str) -> str | None:
        with telling(self._path):
            row = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row is not None else None

    def _set(self, name: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; what was remembered of it is forgotten when it fails."""
        try:
            with telling(self._path), transaction(self._connection):
                yield
                self._index.flush()
                # Last, and together: before many other statements FTS5 would write what it has out as a segment.
                self._connection.executemany(_INSERT_WORDS, map(_words_row, self._words))
            self._words.clear()
        except BaseException:
            self._words.clear()
            self._index.forget()
            self._outlets.clear()
            self._origins.clear()
            raise

    def _add_article(self, entry: Addition, at: str) -> bool:
        """Write an article and where it was read; whether it was not there before."""
        number = self._number(entry.id)
        new = number is None
        if number is None:
            if entry.made is None:
                raise ValueError(f"article {entry.id} is new and comes without what was made of it")
            number = self._new_article(entry, entry.made, at)
        self._add_source(entry, number, at)
        if entry.made is not None and entry.made.problem:
            fault = Fault(
                origin=entry.source.origin, place=entry.source.place,
                reason=entry.made.problem, remedy=REPORT_IT, stage="code",
            )  # fmt: skip
            self._add_fault(fault, number, at)
        return new

    def _new_article(self, entry: Addition, made: Made, at: str) -> int:
        # The row is written once, with the number that its coding is about to get: changing it later moves all of it.
        coding = self._next("codings") if made.coding is not None else None
        number = self._next("articles")
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        self._connection.execute(
            "INSERT INTO articles (n, id, doc, record, title, published, day, language, outlet, snapshot, events,"
            " clauses, sequences, coding, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, entry.id, entry.source.doc, made.article, made.title, made.published, _day(made), made.language,
                self._outlet(entry.source.outlet), entry.source.snapshot, len(made.rows.events) if made.rows else 0,
                len(made.prints.clauses), len(made.prints.sequences), coding, at,
            ),
        )  # fmt: skip
        self._words.append((number, made.words))
        link_copies(self._connection, number, made)
        if entry.source.outlet:
            self._add_article_outlet(number, entry.source.outlet)
        if made.rows is not None:
            self._add_coding(number, made, at)
            self._index.add(number, made.rows, self._outlets_of(number))
        return number

    def _next(self, table: str) -> int:
        """The number that the next row of a table gets."""
        return int(self._connection.execute(f"SELECT coalesce(max(n), 0) + 1 FROM {table}").fetchone()[0])

    def _add_coding(self, article: int, made: Made, at: str) -> int:
        cursor = self._connection.execute(
            "INSERT INTO codings (article, coder, data, record, made) VALUES (?, ?, ?, ?, ?)",
            (article, made.coder, made.data, made.coding, at),
        )
        return int(cursor.lastrowid or 0)

    def _set_coding(self, article: int, made: Made, at: str) -> None:
        """Make a coding the current one, with its index; it is written unless the very same is there already."""
        assert made.rows is not None
        same = self._connection.execute(
            "SELECT n FROM codings WHERE article = ? AND coder = ? AND data = ? AND record = ?",
            (article, made.coder, made.data, made.coding),
        ).fetchone()
        number = same[0] if same else self._add_coding(article, made, at)
        self._connection.execute(
            "UPDATE articles SET coding = ?, events = ?, published = ?, day = ? WHERE n = ?",
            (number, len(made.rows.events), made.published, _day(made), article),
        )
        self._index.add(article, made.rows, self._outlets_of(article))

    def _add_source(self, entry: Addition, article: int, at: str) -> None:
        source = entry.source
        origin = self._origin(source.origin)
        row = self._connection.execute(
            "SELECT a.id, a.n FROM sources s JOIN articles a ON a.n = s.article WHERE s.origin = ? AND s.place = ?",
            (origin, source.place),
        ).fetchone()
        if row is not None and row[1] != article:
            where = f"{source.origin}, {source.place}" if source.place else source.origin
            self._log(at, "source", where, "article", row[0], entry.id, "another text stands there now")
        self._connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin, place) DO UPDATE SET"
            " article = excluded.article, doc = excluded.doc, url = excluded.url, outlet = excluded.outlet,"
            " published = excluded.published, snapshot = excluded.snapshot, stamp = excluded.stamp",
            (
                origin, source.place, article, source.doc, source.url, self._outlet(source.outlet),
                source.published, source.snapshot, source.stamp,
            ),
        )  # fmt: skip
        if source.url:
            self._connection.execute(
                "INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", (article, source.url)
            )
        if source.outlet and self._add_article_outlet(article, source.outlet):
            self._index.add_outlet(article, source.outlet)
        for place in {source.place, ""}:  # what could not be opened at all can be now
            self._solve("read", origin, place, at)

    def _add_fault(self, fault: Fault, article: int | None, at: str) -> None:
        origin = self._origin(fault.origin)
        self._connection.execute(
            "INSERT INTO errors (stage, origin, place, article, reason, remedy, since) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (stage, origin, place) DO UPDATE SET reason = excluded.reason, remedy = excluded.remedy,"
            " article = excluded.article, solved = NULL",
            (fault.stage, origin, fault.place, article, fault.reason, fault.remedy, at),
        )

    def _solve(self, stage: str, origin: int, place: str, at: str) -> None:
        self._connection.execute(
            "UPDATE errors SET solved = ? WHERE stage = ? AND origin = ? AND place = ? AND solved IS NULL",
            (at, stage, origin, place),
        )

    def _replace(self, recoded: Recoded, at: str) -> None:
        number = self._number(recoded.id)
        if number is None:
            raise ValueError(f"there is no article {recoded.id}")
        made = recoded.made
        if made is None or made.coding is None:
            problem = made.problem if made is not None else recoded.problem
            self._fail_again(number, problem or "not coded", at)
            return
        before = self._connection.execute(
            "SELECT c.coder, c.data, c.record FROM articles a JOIN codings c ON c.n = a.coding WHERE a.n = ?", (number,)
        ).fetchone()
        if before is None or before[2] != made.coding:
            old = f"{before[0]} {before[1]}" if before else None
            self._log(at, "article", recoded.id, "coding", old, f"{made.coder} {made.data}", recoded.why)
        self._index.remove(number)
        self._set_coding(number, made, at)
        self._connection.execute(
            "UPDATE errors SET solved = ? WHERE stage = 'code' AND article = ? AND solved IS NULL", (at, number)
        )

    def _fail_again(self, article: int, problem: str, at: str) -> None:
        """The article could not be coded (anew); it keeps the coding it has."""
        origin, place = self._connection.execute(
            "SELECT o.name, s.place FROM sources s JOIN origins o ON o.n = s.origin WHERE s.article = ?"
            " ORDER BY s.origin, s.place LIMIT 1",
            (article,),
        ).fetchone()
        fault = Fault(origin=origin, place=place, reason=problem, remedy=REPORT_IT, stage="code")
        self._add_fault(fault, article, at)

    def _log(self, at: str, kind: str, key: str, field: str, old: str | None, new: str | None, why: str) -> None:
        self._connection.execute(
            'INSERT INTO changes (at, kind, "key", field, old, new, why) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (at, kind, key, field, old, new, why),
        )

    def _add_article_outlet(self, article: int, outlet: str) -> bool:
        """Note that an outlet has the article; whether that is new."""
        cursor = self._connection.execute(
            "INSERT INTO article_outlets VALUES (?, ?) ON CONFLICT DO NOTHING", (article, self._outlet(outlet))
        )
        return cursor.rowcount > 0

    def _outlet(self, name: str | None) -> int | None:
        return self._named("outlets", self._outlets, name) if name else None

    def _origin(self, name: str) -> int:
        return self._named("origins", self._origins, name)

    def _named(self, table: str, known: dict[str, int], name: str) -> int:
        """The number of a name in one of the two tables of names, made when it is new."""
        if name not in known:
            if len(known) > _NAMES_KNOWN:
                known.clear()
            self._connection.execute(f"INSERT INTO {table} (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            known[name] = int(self._connection.execute(f"SELECT n FROM {table} WHERE name = ?", (name,)).fetchone()[0])
        return known[name]


def _words_row(entry: tuple[int, Words]) -> tuple[int, str, str, str]:
    number, words = entry
    return number, words.title, words.body, words.exact


def _day(made: Made) -> int:
    """The first day of the time of publication as a number, 0 when it is not known."""
    day = first_and_last(made.published)
    return day[0] if day else 0
