"""Counting the values of facets: from the counts that are kept, or over the events a query means."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap

from marsad.store.problems import QueryError
from marsad.store.records import Count
from marsad.store.rows import FACETS
from marsad.store.sqlite.bits import count_terms
from marsad.store.sqlite.chosen import FROM_ARRAY, are_few, as_array
from marsad.store.sqlite.numbers import unpack_numbers


def count_facets(
    connection: sqlite3.Connection, events: BitMap | None, facets: Sequence[str] = ()
) -> dict[str, tuple[Count, ...]]:
    """Counts of the values of the facets (all of them when none is named), most frequent first, then by value.

    `events` are those that are meant, None for all.
    """
    for facet in facets:
        if facet not in FACETS:
            raise QueryError(f"{facet!r} is no facet; there are {', '.join(FACETS)}")
    wanted = tuple(facets) or FACETS
    return _named(connection, _counted(connection, events, wanted), wanted)


def _counted(connection: sqlite3.Connection, events: BitMap | None, wanted: Sequence[str]) -> Mapping[int, int]:
    """How many of the events have each term; of other facets than those wanted some may be missing."""
    if events is None:
        return dict(connection.execute("SELECT n, events FROM terms"))
    if are_few(events):
        rows = connection.execute(f"SELECT e.terms FROM {FROM_ARRAY}", (as_array(events),))
        return Counter(unpack_numbers(b"".join(data for (data,) in rows)))
    if len(wanted) == len(FACETS):
        return count_terms(connection, events)
    marks = ", ".join("?" * len(wanted))
    terms = connection.execute(f"SELECT n FROM terms WHERE facet IN ({marks})", tuple(wanted))
    return count_terms(connection, events, {n for (n,) in terms})


def _named(
    connection: sqlite3.Connection, terms: Mapping[int, int], wanted: Iterable[str]
) -> dict[str, tuple[Count, ...]]:
    found: dict[str, list[Count]] = {facet: [] for facet in wanted}
    rows = connection.execute(
        "SELECT t.n, t.facet, t.value, x.ar, x.en FROM terms t"
        " LEFT JOIN names x ON x.id = t.value AND t.facet LIKE '%.id'"
    )
    for number, facet, value, ar, en in rows:
        if facet in found and terms.get(number):
            found[facet].append(Count(value=value, events=terms[number], name_ar=ar, name_en=en))
    return {facet: tuple(sorted(counts, key=lambda c: (-c.events, c.value))) for facet, counts in found.items()}
