"""Counting the values of facets: from the counts that are kept, or over the events a query means."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from marsad.store.problems import QueryError
from marsad.store.records import Count
from marsad.store.rows import FACETS
from marsad.store.sqlite.index import unpack_terms
from marsad.store.sqlite.plan import Plan, select_events

MONTH = "month"  # the facet of the months of the events' first days
KNOWN = (*FACETS, MONTH)


def count_facets(
    connection: sqlite3.Connection, plan: Plan, facets: Sequence[str] = ()
) -> dict[str, tuple[Count, ...]]:
    """Counts of the values of the facets (all of them when none is named), most frequent first, then by value."""
    for facet in facets:
        if facet not in KNOWN:
            raise QueryError(f"{facet!r} is no facet; there are {', '.join(KNOWN)}")
    wanted = tuple(facets) or KNOWN
    if plan.impossible:
        return dict.fromkeys(wanted, ())
    if not plan.groups and not plan.conditions and plan.first is None and plan.last is None:
        terms = dict(connection.execute("SELECT n, events FROM terms WHERE events > 0").fetchall())
        months = _all_months(connection)
    else:
        terms, months = _counted(connection, plan)
    return _named(connection, terms, months, wanted)


def _all_months(connection: sqlite3.Connection) -> dict[int, int]:
    """Every event has exactly one type, so the months of the types are those of the events."""
    rows = connection.execute(
        "SELECT m.month, sum(m.events) FROM terms t JOIN months m ON m.term = t.n"
        " WHERE t.facet = 'type' GROUP BY m.month"
    )
    return {month: events for month, events in rows if events}


def _counted(connection: sqlite3.Connection, plan: Plan) -> tuple[dict[int, int], dict[int, int]]:
    select, values = select_events(connection, plan, "e.terms, e.day / 100")
    rows = connection.execute(select, values).fetchall()
    terms = Counter(unpack_terms(b"".join(row[0] for row in rows)))
    return terms, Counter(row[1] for row in rows)


def _named(
    connection: sqlite3.Connection, terms: dict[int, int], months: dict[int, int], wanted: Iterable[str]
) -> dict[str, tuple[Count, ...]]:
    found: dict[str, list[Count]] = {facet: [] for facet in wanted}
    rows = connection.execute(
        "SELECT t.n, t.facet, t.value, x.ar, x.en FROM terms t"
        " LEFT JOIN names x ON x.id = t.value AND t.facet LIKE '%.id'"
    )
    for number, facet, value, ar, en in rows:
        if facet in found and terms.get(number):
            found[facet].append(Count(value=value, events=terms[number], name_ar=ar, name_en=en))
    if MONTH in found:
        found[MONTH] = [
            Count(value=f"{month // 100:04}-{month % 100:02}" if month else "", events=n) for month, n in months.items()
        ]
    return {facet: tuple(sorted(counts, key=lambda c: (-c.events, c.value))) for facet, counts in found.items()}
