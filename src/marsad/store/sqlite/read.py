"""Reading: queries as records. Nothing here writes."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import structs
from pyroaring import BitMap

from marsad.pipeline import word_table
from marsad.store.interface import whole
from marsad.store.query import Query
from marsad.store.records import (
    Change,
    Copy,
    Count,
    Damaged,
    Failure,
    Found,
    Head,
    Hit,
    Kept,
    Report,
    Source,
    Summary,
)
from marsad.store.sqlite.chosen import Chooser, chosen_events, numbers_of
from marsad.store.sqlite.connect import telling
from marsad.store.sqlite.facets import count_facets
from marsad.store.sqlite.pages import event_rows
from marsad.store.sqlite.plan import articles_named, make_plan
from marsad.store.sqlite.searching import chosen_articles, search_rows
from marsad.store.sqlite.summary import summarise
from marsad.store.terms import Lookup, read_search, snippets_of
from marsad.store.work import unpack_article, unpack_coding
from marsad.types import Article, Coding, Versions

T = TypeVar("T")

_HEAD = "a.n, a.id, a.doc, a.title, a.published, a.language, a.added, a.events, a.coding"
_MOST_OF_ONE_INPUT = 100  # articles of an input that is named; an export has thousands


class SqliteReader:
    """A workspace's database open for reading. One object belongs to one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lookup: Lookup = word_table) -> None:
        """`lookup` gives the table that the words of searches are looked up in."""
        self.connection = self._connection = connection
        self.path = self._path = path
        self._lookup = lookup
        self._chooser = Chooser(connection)
        self._closed = False

    def close(self) -> None:
        """Close it; it cannot be used afterwards."""
        self._closed = True
        self._connection.close()

    def article_at(self, origin: str, place: str) -> str | None:
        """The id of the article that was read at a place, None when nothing was."""
        row = self._at("a.id", origin, place)
        return str(row[0]) if row is not None else None

    def state_at(self, origin: str, place: str) -> tuple[str, str | None] | None:
        """What an article was read from at a place: stamp and page; None when nothing was read there."""
        row = self._at("s.stamp, s.snapshot", origin, place)
        return (str(row[0]), row[1]) if row is not None else None

    def has(self, article: str) -> bool:
        """Whether an article is kept."""
        return self._number(article) is not None

    def reports(self, query: Query = Query()) -> Iterator[Report]:  # noqa: B008
        """Coded articles with the events that are meant, in the order in which they were read."""
        return whole(self.readable(query))

    def readable(self, query: Query = Query()) -> Iterator[Report | Damaged]:  # noqa: B008
        """The same, with articles that are damaged among the results."""
        with self._reading():
            window = slice(query.offset, None if query.limit is None else query.offset + query.limit)
            if query.chooses_events:
                chosen = _grouped(self._chooser.rows(self._chosen(query), "read"))
            else:
                chosen = ((number, None) for number in self._coded_articles(query))
            for position, (number, events) in enumerate(chosen):
                if window.stop is not None and position >= window.stop:
                    return
                if position < window.start:
                    continue
                report = self._whole_or_damaged(number)
                if isinstance(report, Report):
                    report = report if events is None else _only(report, events)
                if report is not None:
                    yield report

    def report(self, article: str) -> Report | None:
        """The report of one article by its id, with all its events."""
        found = self.readable_report(article)
        return next(whole((found,))) if found is not None else None

    def readable_report(self, article: str) -> Report | Damaged | None:
        """The same, for an article that may be damaged."""
        with telling(self._path):
            number = self._number(article)
            return self._whole_or_damaged(number) if number is not None else None

    def kept(self, article: str) -> Kept | None:
        """One article by its id, coded or not."""
        with telling(self._path):
            number = self._number(article)
            return self._kept(number) if number is not None else None

    def events(self, query: Query = Query()) -> Iterator[Hit]:  # noqa: B008
        """The events that are meant, newest day first unless the query says otherwise."""
        return whole(self.readable_events(query))

    def readable_events(self, query: Query = Query()) -> Iterator[Hit | Damaged]:  # noqa: B008
        """The same, with a damaged article, once for each event of it, in its place."""
        with self._reading():
            order = "newest" if query.order == "relevance" else query.order
            plan = make_plan(self._connection, query, self._lookup)
            rows = event_rows(self._connection, self._chooser, plan, order, query.limit, query.offset)
            last: tuple[int, tuple[Head, Coding] | Damaged] | None = None
            for article, nr in rows:
                if last is None or last[0] != article:
                    last = (article, self._or_damaged(article, self._head_and_coding))
                if isinstance(last[1], Damaged):
                    yield last[1]
                else:
                    yield Hit(article=last[1][0], number=nr, event=last[1][1].events[nr - 1])

    def count(self, query: Query = Query()) -> int:  # noqa: B008
        """How many events are meant; limit and offset are left out."""
        with self._reading():
            events = self._chosen(query)
            if events is not None:
                return len(events)
            return int(self._connection.execute("SELECT count(*) FROM events").fetchone()[0])

    def search(self, query: Query) -> Iterator[Found]:
        """The articles whose words and day of publication are meant, and that have an event that is meant."""
        return whole(self.readable_search(query))

    def readable_search(self, query: Query) -> Iterator[Found | Damaged]:
        """The same, with articles that are damaged among the results."""
        search = read_search(query.text, self._lookup()) if query.text is not None else None
        with self._reading():
            for number, score in search_rows(self._connection, self._chooser, query, self._lookup):
                kept = self._or_damaged(number, self._head_and_article)
                if isinstance(kept, Damaged):
                    yield kept
                    continue
                snippets = snippets_of(kept[1], search, self._lookup()) if search is not None else ()
                yield Found(article=kept[0], score=round(-score, 4), snippets=snippets)

    def count_articles(self, query: Query) -> int:
        """How many articles a search finds; limit and offset are left out."""
        with self._reading():
            chosen = chosen_articles(self._connection, query, self._lookup)
            if chosen is not None:
                return len(chosen)
            return int(self._connection.execute("SELECT count(*) FROM articles").fetchone()[0])

    def facets(self, query: Query = Query(), facets: Sequence[str] = ()) -> dict[str, tuple[Count, ...]]:  # noqa: B008
        """How many of the events that are meant have each value of each facet, most frequent first."""
        with self._reading():
            return count_facets(self._connection, self._chosen(query), facets)

    def find(self, name: str) -> tuple[Head, ...]:
        """The articles a user may mean: by id or its beginning, by the id of an event, by doc, by address, by input."""
        with telling(self._path):
            numbers = articles_named(self._connection, (name,))
            if not numbers:
                rows = self._connection.execute("SELECT article FROM addresses WHERE url = ? ORDER BY article", (name,))
                numbers = [int(row[0]) for row in rows]
            if not numbers:
                rows = self._connection.execute(
                    "SELECT DISTINCT s.article FROM origins o JOIN sources s ON s.origin = o.n WHERE o.name = ?"
                    " ORDER BY s.article LIMIT ?",
                    (name, _MOST_OF_ONE_INPUT),
                )
                numbers = [int(row[0]) for row in rows]
            return tuple(self._head(number) for number in numbers)

    def sources(self, article: str) -> tuple[Source, ...]:
        """Where an article was read."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT o.name, s.place, s.doc, s.url, l.name, s.published, s.snapshot, s.stamp FROM sources s"
                " JOIN origins o ON o.n = s.origin JOIN articles a ON a.n = s.article"
                " LEFT JOIN outlets l ON l.n = s.outlet WHERE a.id = ? ORDER BY s.origin, s.place",
                (article,),
            )
            fields = Source.__struct_fields__
            return tuple(Source(**dict(zip(fields, row, strict=True))) for row in rows)

    def copies(self, article: str) -> tuple[Copy, ...]:
        """The articles of nearly the same words, from both sides."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT a.id, o.id, c.shared, c.shared_other, c.veto FROM copies c JOIN articles a ON a.n = c.article"
                " JOIN articles o ON o.n = c.other WHERE a.id = ? OR o.id = ? ORDER BY c.article, c.other",
                (article, article),
            )
            fields = Copy.__struct_fields__
            return tuple(Copy(**dict(zip(fields, row, strict=True))) for row in rows)

    def history(self, article: str) -> tuple[Coding, ...]:
        """All codings of an article that were ever made, the oldest first."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT c.record FROM codings c JOIN articles a ON a.n = c.article WHERE a.id = ? ORDER BY c.n",
                (article,),
            )
            return tuple(unpack_coding(row[0]) for row in rows)

    def versions(self, article: str) -> tuple[Versions, ...]:
        """The versions of all codings of an article, the oldest first."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT c.coder, c.data FROM codings c JOIN articles a ON a.n = c.article WHERE a.id = ? ORDER BY c.n",
                (article,),
            )
            return tuple(Versions(coder=coder, data=data) for coder, data in rows)

    def failures(self, solved: bool = False) -> Iterator[Failure]:
        """The open errors; with `solved` those that have been solved as well."""
        with telling(self._path):
            rows = self._connection.execute(
                "SELECT e.n, e.stage, o.name, e.place, e.reason, e.remedy, e.since, a.id, e.solved FROM errors e"
                " JOIN origins o ON o.n = e.origin LEFT JOIN articles a ON a.n = e.article"
                + ("" if solved else " WHERE e.solved IS NULL") + " ORDER BY e.n"
            )  # fmt: skip
            for row in rows:
                yield Failure(**dict(zip(Failure.__struct_fields__, row, strict=True)))

    def changes(self) -> Iterator[Change]:
        """The change log, oldest first."""
        with telling(self._path):
            rows = self._connection.execute('SELECT n, at, kind, "key", field, old, new, why FROM changes ORDER BY n')
            for row in rows:
                yield Change(**dict(zip(Change.__struct_fields__, row, strict=True)))

    def summary(self) -> Summary:
        """How much there is."""
        with telling(self._path):
            return summarise(self._connection)

    def _at(self, columns: str, origin: str, place: str) -> Sequence[Any] | None:
        with telling(self._path):
            row: Sequence[Any] | None = self._connection.execute(
                f"SELECT {columns} FROM sources s JOIN origins o ON o.n = s.origin JOIN articles a ON a.n = s.article"
                " WHERE o.name = ? AND s.place = ?",
                (origin, place),
            ).fetchone()
        return row

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        with telling(self._path):
            begun = not self._connection.in_transaction
            if begun:
                self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if begun and not self._closed and self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def _chosen(self, query: Query) -> BitMap | None:
        return chosen_events(self._connection, make_plan(self._connection, query, self._lookup))

    def _coded_articles(self, query: Query) -> BitMap:
        coded = numbers_of(self._connection, "SELECT n FROM articles WHERE coding IS NOT NULL")
        chosen = chosen_articles(self._connection, query, self._lookup)
        return coded if chosen is None else coded & chosen

    def _number(self, article: str) -> int | None:
        row = self._connection.execute("SELECT n FROM articles WHERE id = ?", (article,)).fetchone()
        return int(row[0]) if row is not None else None

    def _head_and_article(self, number: int) -> tuple[Head, Article]:
        row = self._connection.execute("SELECT record FROM articles WHERE n = ?", (number,)).fetchone()
        return self._head(number), unpack_article(row[0])

    def _head_and_coding(self, number: int) -> tuple[Head, Coding]:
        row = self._connection.execute(
            "SELECT c.record FROM articles a JOIN codings c ON c.n = a.coding WHERE a.n = ?", (number,)
        ).fetchone()
        return self._head(number), unpack_coding(row[0])

    def _report(self, number: int) -> Report | None:
        row = self._connection.execute(
            "SELECT c.record, c.made FROM articles a JOIN codings c ON c.n = a.coding WHERE a.n = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        return Report(kept=self._kept(number), coding=unpack_coding(row[0]), coded=row[1])

    def _whole_or_damaged(self, number: int) -> Report | Damaged | None:
        return self._or_damaged(number, self._report)

    def _or_damaged(self, number: int, read: Callable[[int], T]) -> T | Damaged:
        """What is read of an article, or why it cannot be."""
        try:
            return read(number)
        except (zlib.error, msgspec.MsgspecError, sqlite3.DatabaseError) as error:
            row = self._connection.execute("SELECT id FROM articles WHERE n = ?", (number,)).fetchone()
            return Damaged(article=row[0] if row is not None else str(number), reason=str(error))

    def _kept(self, number: int) -> Kept:
        row = self._connection.execute(
            "SELECT a.id, a.record, o.name, a.language, a.added, a.snapshot FROM articles a"
            " LEFT JOIN outlets o ON o.n = a.outlet WHERE a.n = ?",
            (number,),
        ).fetchone()
        return Kept(
            id=row[0], article=unpack_article(row[1]), urls=self._urls(number), outlet=row[2],
            outlets=tuple(self._outlets_of(number)), language=row[3], added=row[4], snapshot=row[5],
        )  # fmt: skip

    def _head(self, number: int) -> Head:
        row = self._connection.execute(f"SELECT {_HEAD} FROM articles a WHERE a.n = ?", (number,)).fetchone()
        outlets = self._connection.execute(
            "SELECT o.name FROM article_outlets x JOIN outlets o ON o.n = x.outlet WHERE x.article = ? ORDER BY o.n",
            (number,),
        )
        return Head(
            id=row[1], doc=row[2], title=row[3], published=row[4], language=row[5], added=row[6], events=row[7],
            coded=row[8] is not None, outlets=tuple(name for (name,) in outlets), urls=self._urls(number),
        )  # fmt: skip

    def _urls(self, number: int) -> tuple[str, ...]:
        rows = self._connection.execute("SELECT url FROM addresses WHERE article = ? ORDER BY url", (number,))
        return tuple(row[0] for row in rows)

    def _outlets_of(self, number: int) -> list[str]:
        rows = self._connection.execute(
            "SELECT o.name FROM article_outlets x JOIN outlets o ON o.n = x.outlet WHERE x.article = ? ORDER BY o.n",
            (number,),
        )
        return [row[0] for row in rows]


def _grouped(rows: Iterator[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """Rows of article and number of event, in the order of articles, as one entry an article."""
    article = -1
    numbers: list[int] = []
    for row in rows:
        if row[0] != article:
            if numbers:
                yield article, tuple(numbers)
            article, numbers = row[0], []
        numbers.append(row[1])
    if numbers:
        yield article, tuple(numbers)


def _only(report: Report, events: tuple[int, ...]) -> Report:
    """The report with these events (numbers from 1) of its coding."""
    chosen = tuple(report.coding.events[number - 1] for number in events)
    return structs.replace(report, coding=structs.replace(report.coding, events=chosen))
