"""Linking an article to those with nearly the same words that are there already."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from marsad.pipeline import word_table
from marsad.store.work import Made, unpack_article
from marsad.story.copies import COMMON, Shared, difference, shared_prints

_MOST = 5  # links of one article to older ones, those with most in common
_SELECT = "SELECT article FROM prints WHERE hash = ? LIMIT ?"


def link_copies(connection: sqlite3.Connection, article: int, made: Made) -> None:
    """Note the prints of a new article, and its links to the articles that share them."""
    kinds = [[(number & ~1) | kind for number in numbers] for kind, numbers in enumerate(made.prints)]
    common = [_common(connection, hashes) for hashes in kinds]
    sizes = (len(kinds[0]), len(kinds[1]))
    rows = {(number, article) for hashes in kinds for number in hashes}
    connection.executemany("INSERT INTO prints VALUES (?, ?)", sorted(rows))
    found: list[tuple[Shared, int]] = []
    for other in common[0].keys() | common[1].keys():
        select = "SELECT clauses, sequences FROM articles WHERE n = ?"
        size = connection.execute(select, (other,)).fetchone()
        shared = shared_prints((common[0][other], common[1][other]), sizes, size)
        if shared.enough:
            found.append((shared, other))
    found.sort(key=lambda pair: (-max(pair[0].share, pair[0].share_other), pair[1]))
    for shared, other in found[:_MOST]:
        record = connection.execute("SELECT record FROM articles WHERE n = ?", (other,)).fetchone()[0]
        veto = difference(unpack_article(made.article), unpack_article(record), word_table())
        connection.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?)",
            (article, other, round(shared.share, 4), round(shared.share_other, 4), veto),
        )


def _common(connection: sqlite3.Connection, hashes: Iterable[int]) -> Counter[int]:
    """How many of these prints other articles have; what nearly everybody has says nothing."""
    found: Counter[int] = Counter()
    for number in hashes:
        articles = connection.execute(_SELECT, (number, COMMON + 1)).fetchall()
        if len(articles) <= COMMON:
            found.update(article for (article,) in articles)
    return found
