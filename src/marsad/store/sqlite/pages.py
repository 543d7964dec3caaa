"""A page of events or articles with words that are frequent: walked in its order until it is full.

Whether one article has the words is told in 0.1 ms, which articles have them in 15 ms when 90,000 have.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TypeVar

from marsad.store.sqlite.chosen import Chooser, articles_with, chosen_events, events_in
from marsad.store.sqlite.plan import Plan

_T = TypeVar("_T")
_MOST = 200  # rows to the end of a page that is walked
_AHEAD = 10  # rows that are looked at for each that is wanted
_TRIED = 20  # articles after which the words must have been in a third of those looked at


def event_rows(
    connection: sqlite3.Connection, chooser: Chooser, plan: Plan, order: str, limit: int | None = None, offset: int = 0
) -> Iterator[tuple[int, int]]:
    """Article and number in it of the events of a plan, in an order: newest, oldest, or as read."""
    events = chosen_events(connection, plan, words=False)
    if plan.words is not None and (events is None or events):
        if limit is not None and is_short(limit, offset) and order != "read":
            rows = chooser.rows(events, order, ahead_of(limit, offset))
            page = walked(connection, plan.words, rows, limit, offset)
            if page is not None:
                yield from page
                return
        having = events_in(connection, articles_with(connection, plan.words))
        events = having if events is None else events & having
    yield from chooser.rows(events, order, limit, offset)


def is_short(limit: int, offset: int) -> bool:
    """Whether a page is near enough to the beginning to be walked to."""
    return offset + limit <= _MOST


def ahead_of(limit: int, offset: int) -> int:
    """How many rows, of those that any words have, to walk at most."""
    return _AHEAD * (offset + limit)


def walked(
    connection: sqlite3.Connection, words: str, rows: Iterable[tuple[int, _T]], limit: int, offset: int
) -> list[tuple[int, _T]] | None:
    """The page of those of the rows (article first) whose article an FTS5 query finds, in their order.

    None when they were too few among those looked at to go on so. `rows` are all, or `ahead_of` the page.
    """
    wanted, seen = offset + limit, 0
    found: list[tuple[int, _T]] = []
    known: dict[int, bool] = {}
    select = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
    for row in rows if limit else ():
        article = row[0]
        if article not in known:
            if len(known) >= _TRIED and 3 * sum(known.values()) < len(known):
                return None
            known[article] = connection.execute(select, (words, article)).fetchone() is not None
        if known[article]:
            found.append(row)
            if len(found) == wanted:
                return found[offset:]
        seen += 1
    return found[offset:] if seen < ahead_of(limit, offset) else None
