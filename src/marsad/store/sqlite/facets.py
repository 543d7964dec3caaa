"""Counting the values of facets: from the counts that are kept, or over the events a query means."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

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
    return _named(connection, *(_kept(connection, plan) or _counted(connection, plan)), wanted)


def _kept(connection: sqlite3.Connection, plan: Plan) -> tuple[dict[int, int], dict[int, int]] | None:
    """The counts of terms and months that are kept; None when those of this plan are not."""
    if plan.conditions:
        return None
    if not plan.groups:
        return _of_days(connection, plan)
    if len(plan.groups) > 1 or len(plan.groups[0]) > 1 or plan.first is not None or plan.last is not None:
        return None
    term = plan.groups[0][0]
    select = "SELECT other, events FROM pairs WHERE term = ? AND events > 0"
    pairs = dict(connection.execute(select, (term,)).fetchall())
    if not pairs:
        return None
    months = connection.execute("SELECT month, events FROM months WHERE term = ? AND events > 0", (term,)).fetchall()
    return pairs, dict(months)


def _of_days(connection: sqlite3.Connection, plan: Plan) -> tuple[dict[int, int], dict[int, int]] | None:
    """The counts of a range of whole months."""
    if (plan.first or 1) % 100 != 1 or (plan.last is not None and not _ends_month(plan.last)):
        return None
    first = (plan.first or 0) // 100 if plan.first or plan.last is None else 1
    last = plan.last // 100 if plan.last is not None else 999_999
    rows = connection.execute(
        "SELECT term, sum(events) FROM months WHERE month BETWEEN ? AND ? GROUP BY term", (first, last)
    )
    terms = {term: events for term, events in rows if events}
    # Every event has exactly one type, so the months of the types are those of the events.
    rows = connection.execute(
        "SELECT m.month, sum(m.events) FROM terms t JOIN months m ON m.term = t.n"
        " WHERE t.facet = 'type' AND m.month BETWEEN ? AND ? GROUP BY m.month",
        (first, last),
    )
    return terms, {month: events for month, events in rows if events}


def _ends_month(day: int) -> bool:
    following = date(day // 10000, day // 100 % 100, day % 100) + timedelta(days=1)
    return following.day == 1


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
