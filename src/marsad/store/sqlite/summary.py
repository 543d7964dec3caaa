"""How much a workspace holds."""

from __future__ import annotations

import sqlite3

from marsad.store.days import iso_of
from marsad.store.records import Summary


def summarise(connection: sqlite3.Connection) -> Summary:
    """The counts of a workspace."""

    def one(select: str) -> int:
        return int(connection.execute(select).fetchone()[0] or 0)

    def counts(select: str) -> dict[str, int]:
        return dict(connection.execute(select).fetchall())

    versions = connection.execute(
        "SELECT c.coder, c.data, count(*) FROM articles a JOIN codings c ON c.n = a.coding"
        " GROUP BY c.coder, c.data ORDER BY 3 DESC, 1, 2"
    )
    first, last = connection.execute("SELECT min(day), max(day) FROM articles WHERE day > 0").fetchone()
    return Summary(
        articles=one("SELECT count(*) FROM articles"),
        coded=one("SELECT count(coding) FROM articles"),
        events=one("SELECT sum(events) FROM articles"),
        quotes=one("SELECT count(*) FROM quotes"),
        sources=one("SELECT count(*) FROM sources"),
        errors=one("SELECT count(*) FROM errors WHERE solved IS NULL"),
        copies=one("SELECT count(*) FROM copies WHERE veto IS NULL"),
        languages=counts("SELECT language, count(*) FROM articles GROUP BY language ORDER BY 2 DESC, 1"),
        outlets=counts(
            "SELECT o.name, count(*) FROM article_outlets x JOIN outlets o ON o.n = x.outlet GROUP BY o.n"
            " ORDER BY 2 DESC, 1"
        ),
        versions=tuple((row[0], row[1], row[2]) for row in versions),
        first_day=iso_of(first) if first else None,
        last_day=iso_of(last) if last else None,
    )
