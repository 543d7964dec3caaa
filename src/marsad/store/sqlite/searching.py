"""A search as a SELECT of articles: their words, day of publication, outlets and names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from marsad.store.query import Query, day_range
from marsad.store.sqlite.plan import articles_named, match_of

_TITLE_WEIGHT, _BODY_WEIGHT = 4.0, 1.0  # of a word found there, in bm25
_MATCHES = {  # the articles that a text finds, in these orders
    "relevance": f"SELECT rowid AS n, bm25(words, {_TITLE_WEIGHT}, {_BODY_WEIGHT}, {_BODY_WEIGHT}) AS score"
    " FROM words WHERE words MATCH ? ORDER BY score, rowid",
    "read": "SELECT rowid AS n, 0.0 AS score FROM words WHERE words MATCH ? ORDER BY rowid",
}
_ORDERS = {"newest": "a.day DESC, a.n DESC", "oldest": "a.day, a.n", "read": "a.n", "relevance": "a.n"}



def select_articles(
    connection: sqlite3.Connection, query: Query, condition: str, more: Sequence[object]
) -> tuple[str, list[object]]:
    """The SELECT of a search: numbers n and scores (bm25, the lower the better), and its values.

    `condition` is what else must hold of an article a, "" for nothing, and `more` are its values.
    """
    values: list[object] = []
    conditions: list[str] = []
    tables, score = "articles a", "0.0"
    if query.text is not None and query.order in ("relevance", "read"):
        # What matches comes in order, and is looked at one by one until there is enough: LIMIT keeps SQLite from
        # joining first and sorting then.
        score = "w.score"
        tables = f"({_MATCHES[query.order]} LIMIT -1) w CROSS JOIN articles a INDEXED BY articles_by_n ON a.n = w.n"
        values.append(match_of(query.text))
    elif query.text is not None:
        conditions.append("+a.n IN (SELECT rowid FROM words WHERE words MATCH ?)")  # +: walk the days, not these
        values.append(match_of(query.text))
    _choose_days(query, conditions, values)
    if query.docs:
        conditions.append(f"a.n IN ({', '.join(map(str, articles_named(connection, query.docs)))})")
    if query.outlets:
        conditions.append(
            "EXISTS (SELECT 1 FROM article_outlets x JOIN outlets o ON o.n = x.outlet WHERE x.article = a.n"
            f" AND o.name IN ({', '.join('?' * len(query.outlets))}))"
        )
        values += query.outlets
    if condition:
        conditions.append(condition)
        values += more
    if score == "w.score" and not conditions:
        return _MATCHES[query.order], values  # the articles are not needed
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "" if score == "w.score" else f" ORDER BY {_ORDERS[query.order]}"
    return f"SELECT a.n AS n, {score} AS score FROM {tables}{where}{order}", values


def _choose_days(query: Query, conditions: list[str], values: list[object]) -> None:
    first, last = day_range(query.since, query.until)
    for day, sign in ((first, ">="), (last, "<=")):
        if day is not None:
            conditions.append(f"a.day {sign} ?")
            values.append(day)
    if last is not None and first is None:
        conditions.append("a.day > 0")
