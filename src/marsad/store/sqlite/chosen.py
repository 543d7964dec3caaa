"""The events a plan means as one set, and SELECTs over them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import msgspec
from pyroaring import BitMap

from marsad.store.sqlite.bits import all_events, events_between, events_having, months_of
from marsad.store.sqlite.plan import Plan
from marsad.store.sqlite.runs import Runs

_FEW = 10_000  # events that are gathered one by one (a microsecond each); of more, an index is walked
_HANDFUL = 1_000  # events that are gathered sooner than the 100 or more months they may lie in are looked at
FROM_ARRAY = "json_each(?) j CROSS JOIN events e ON e.n = j.value"  # the events of `as_array`
_ORDERS = {"newest": "e.day DESC, e.n DESC", "oldest": "e.day, e.n", "read": "e.article, e.nr"}


def chosen_events(connection: sqlite3.Connection, plan: Plan, words: bool = True) -> BitMap | None:
    """The numbers of the events that a plan means, None for all there are; without `words` those are left out."""
    if plan.impossible:
        return BitMap()
    parts: Iterator[BitMap] = _parts(connection, plan, words)
    found = next(parts, None)
    for part in parts:
        if not found:
            break
        found = part if found is None else found & part
    return found


def _parts(connection: sqlite3.Connection, plan: Plan, words: bool) -> Iterator[BitMap]:
    """The sets that all must hold, those that are had quickly first."""
    for group in plan.groups:
        yield events_having(connection, group)
    if plan.first is not None or plan.last is not None:
        yield events_between(connection, plan.first, plan.last)
    if plan.articles is not None:
        yield events_in(connection, BitMap(plan.articles))
    if words and plan.words is not None:
        yield events_in(connection, articles_with(connection, plan.words))


def events_in(connection: sqlite3.Connection, articles: BitMap) -> BitMap:
    """The events of these articles."""
    return Runs(connection).events_of(articles, partial(all_events, connection))


def articles_with(connection: sqlite3.Connection, words: str) -> BitMap:
    """The articles that an FTS5 query finds."""
    return numbers_of(connection, "SELECT rowid AS n FROM words WHERE words MATCH ?", (words,))


def numbers_of(connection: sqlite3.Connection, select: str, values: Sequence[object] = ()) -> BitMap:
    """The numbers n of a SELECT as a set. SQLite joins them: a row handed to Python costs it three times as much."""
    (numbers,) = connection.execute(f"SELECT json_group_array(n) FROM ({select})", values).fetchone()
    return BitMap(msgspec.json.decode(numbers, type=list[int]))


def are_few(events: BitMap) -> bool:
    """Whether to gather the events one by one, and not to walk an index and look which of them it meets."""
    return len(events) <= _FEW


def as_array(events: BitMap) -> str:
    """A set as the parameter of FROM_ARRAY."""
    return json.dumps(events.to_array().tolist())


def fetched(cursor: sqlite3.Cursor) -> Iterator[Any]:
    """The rows of a cursor; whoever stops in between may have closed the database, which the cursor need not know."""
    for row in cursor:  # noqa: UP028 - "yield from" would close the cursor, which fails then
        yield row


class Chooser:
    """SELECTs over sets of events, on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sets: dict[int, BitMap] = {}
        self._last = 0
        connection.create_function("in_set", 2, self._has)

    def _has(self, number: int, member: int) -> bool:
        return member in self._sets[number]

    @contextmanager
    def known(self, events: BitMap) -> Iterator[int]:
        """The number under which SQL knows a set of numbers meanwhile: in_set(number, member)."""
        self._last += 1
        number = self._last
        self._sets[number] = events
        try:
            yield number
        finally:
            del self._sets[number]

    def rows(
        self, events: BitMap | None, order: str, limit: int | None = None, offset: int = 0
    ) -> Iterator[tuple[int, int]]:
        """Article and number in it of the events (None: of all), in an order: newest, oldest, or as read."""
        days: tuple[int, int] | None = None
        if events is not None and limit is not None and order != "read" and len(events) > _HANDFUL:
            events, offset, days = self._window(events, order, limit, offset)
        select = f"SELECT e.article, e.nr FROM {{}} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
        window = (-1 if limit is None else limit, offset)
        if events is None:
            yield from fetched(self._connection.execute(select.format("events e"), window))
        elif are_few(events):
            yield from fetched(self._connection.execute(select.format(FROM_ARRAY), (as_array(events), *window)))
        else:
            with self.known(events) as number:
                walked = "events e WHERE in_set(?, e.n)" + (" AND e.day BETWEEN ? AND ?" if days else "")
                values = (number, *(days or ()), *window)
                yield from fetched(self._connection.execute(select.format(walked), values))

    def _window(
        self, events: BitMap, order: str, limit: int, offset: int
    ) -> tuple[BitMap, int, tuple[int, int] | None]:
        """Those of the events that lie in the months a window touches, what is left of its offset, and their days."""
        months = months_of(self._connection)
        found = BitMap()
        touched = []
        for month, term in reversed(months) if order == "newest" else months:
            inside = events & events_having(self._connection, (term,))
            if not found and len(inside) <= offset:
                offset -= len(inside)
                continue
            found |= inside
            touched.append(month)
            if len(found) >= offset + limit:
                break
        return found, offset, (min(touched) * 100, max(touched) * 100 + 99) if touched else None
