"""A search: which articles are meant, as a set, and the rows of it in the order that is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import structs
from pyroaring import BitMap

from marsad.store.query import Query, check_query, day_range
from marsad.store.sqlite.chosen import Chooser, are_few, articles_with, as_array, chosen_events, fetched, numbers_of
from marsad.store.sqlite.pages import ahead_of, is_short, walked
from marsad.store.sqlite.plan import articles_named, make_plan, match_of
from marsad.store.sqlite.runs import Runs
from marsad.store.terms import Lookup

_TITLE_WEIGHT, _BODY_WEIGHT = 4.0, 1.0  # of a word found there, in bm25
_SCORE = f"bm25(words, {_TITLE_WEIGHT}, {_BODY_WEIGHT}, {_BODY_WEIGHT})"  # the lower the better
_ORDERS = {"newest": "a.day DESC, a.n DESC", "oldest": "a.day, a.n"}


def chosen_articles(
    connection: sqlite3.Connection, query: Query, lookup: Lookup, text: bool = True
) -> BitMap | None:
    """The articles that a search means, None for all there are; without `text` its words are left out of account."""
    found: BitMap | None = None
    for part in _parts(connection, query, lookup, text):
        found = part if found is None else found & part
        if not found:
            break
    return found


def _parts(connection: sqlite3.Connection, query: Query, lookup: Lookup, text: bool) -> Iterator[BitMap]:
    """The sets that all must hold, those that are had quickly first."""
    check_query(query)
    if query.docs:
        yield BitMap(articles_named(connection, query.docs))
    if query.outlets:
        marks = ", ".join("?" * len(query.outlets))
        having = f"article_outlets x WHERE x.outlet IN (SELECT n FROM outlets WHERE name IN ({marks}))"
        yield numbers_of(connection, f"SELECT x.article AS n FROM {having}", query.outlets)
    first, last = day_range(query.since, query.until)
    if first is not None or last is not None:
        days = (first or 1, last or 99_999_999)  # 0: the day is not known
        yield numbers_of(connection, "SELECT n FROM articles WHERE day BETWEEN ? AND ?", days)
    events = structs.replace(query, since=None, until=None, text=None, docs=(), outlets=())
    if events.chooses_events:
        chosen = chosen_events(connection, make_plan(connection, events, lookup))
        if chosen is not None:
            yield Runs(connection).articles_of(chosen)
    if text and query.text is not None:
        yield articles_with(connection, match_of(query.text, lookup))


def search_rows(
    connection: sqlite3.Connection, chooser: Chooser, query: Query, lookup: Lookup
) -> Iterator[tuple[int, float]]:
    """Numbers and scores (bm25, the lower the better) of the articles of a search, in its order."""
    chosen = chosen_articles(connection, query, lookup, text=False)
    match = match_of(query.text, lookup) if query.text is not None else None
    window = (-1 if query.limit is None else query.limit, query.offset)
    if match is not None and query.order == "relevance":
        yield from _best(connection, chooser, match, chosen, window)
    elif query.order in _ORDERS:
        yield from _by_day(connection, chooser, query, match, chosen)
    else:
        chosen = _with_words(connection, match, chosen)
        numbers = numbers_of(connection, "SELECT n FROM articles") if chosen is None else chosen
        end = None if query.limit is None else query.offset + query.limit
        yield from ((number, 0.0) for number in numbers[query.offset : end])


def _with_words(connection: sqlite3.Connection, match: str | None, chosen: BitMap | None) -> BitMap | None:
    """Those of the chosen articles that have the words of a search."""
    if match is None or (chosen is not None and not chosen):
        return chosen
    having = articles_with(connection, match)
    return having if chosen is None else chosen & having


def _best(
    connection: sqlite3.Connection, chooser: Chooser, match: str, chosen: BitMap | None, window: tuple[int, int]
) -> Iterator[tuple[int, float]]:
    """LIMIT stands where the scores are, so that SQLite keeps the best and does not sort all."""
    select = f"SELECT rowid, {_SCORE} AS s FROM words WHERE words MATCH ?{{}} ORDER BY s, rowid LIMIT ? OFFSET ?"
    if chosen is None:
        yield from fetched(connection.execute(select.format(""), (match, *window)))
    elif chosen:
        with chooser.known(chosen) as number:
            yield from fetched(connection.execute(select.format(" AND in_set(?, rowid)"), (match, number, *window)))


def _by_day(
    connection: sqlite3.Connection, chooser: Chooser, query: Query, match: str | None, chosen: BitMap | None
) -> Iterator[tuple[int, float]]:
    """With words, a short page is tried by walking the days and looking at each article."""
    limit, offset, order = query.limit, query.offset, _ORDERS[query.order]
    if match is not None and limit is not None and is_short(limit, offset):
        rows = _sorted_by_day(connection, chooser, order, chosen, (ahead_of(limit, offset), 0))
        page = walked(connection, match, rows, limit, offset)
        if page is not None:
            yield from page
            return
    chosen = _with_words(connection, match, chosen)
    yield from _sorted_by_day(connection, chooser, order, chosen, (-1 if limit is None else limit, offset))


def _sorted_by_day(
    connection: sqlite3.Connection, chooser: Chooser, order: str, chosen: BitMap | None, window: tuple[int, int]
) -> Iterator[tuple[int, float]]:
    """Few articles are gathered and sorted; with many, the index of days is walked until there is enough."""
    select = f"SELECT a.n, 0.0 FROM {{}} ORDER BY {order} LIMIT ? OFFSET ?"
    if chosen is None:
        yield from fetched(connection.execute(select.format("articles a"), window))
    elif are_few(chosen):
        gathered = "json_each(?) j CROSS JOIN articles a INDEXED BY articles_by_n ON a.n = j.value"
        yield from fetched(connection.execute(select.format(gathered), (as_array(chosen), *window)))
    else:
        with chooser.known(chosen) as number:
            yield from fetched(connection.execute(select.format("articles a WHERE in_set(?, a.n)"), (number, *window)))
