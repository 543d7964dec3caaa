"""The runs of events of articles, against looking at every one of them."""

from __future__ import annotations

import random
import sqlite3

import pytest
from pyroaring import BitMap

from marsad.store.sqlite.runs import Runs, write_runs


def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE runs (chunk INTEGER PRIMARY KEY, runs BLOB NOT NULL)")
    return connection


def test_nothing_is_kept() -> None:
    runs = Runs(database())
    assert runs.events_of(BitMap([1, 5])) == runs.articles_of(BitMap([1, 5])) == BitMap()
    assert runs.by_article() == {}


@pytest.mark.parametrize("seed", range(8))
def test_runs_are_what_was_written(seed: int) -> None:
    chosen = random.Random(seed)
    connection = database()
    kept: dict[int, tuple[int, int]] = {}
    event = 1
    for _ in range(4):  # later rounds give some articles new numbers, as coding anew does; the old ones stay empty
        changes: dict[int, tuple[int, int]] = {}
        for article in chosen.sample(range(1, 9_000), 300):
            number = chosen.choice((0, 0, 1, 1, 2, 5, 17, chosen.randrange(1, 90)))
            changes[article] = (event, number) if number else (0, 0)
            event += number
        write_runs(connection, changes)
        kept |= changes
    runs = Runs(connection)
    kept = {article: run for article, run in kept.items() if run[1]}
    assert runs.by_article() == kept
    for share in (0.0, 0.01, 0.5, 1.0):
        articles = {article for article in range(1, 10_000) if chosen.random() < share}
        events = {n for a in articles & kept.keys() for n in range(kept[a][0], sum(kept[a]))}
        assert set(runs.events_of(BitMap(articles))) == events
        living = [n for first, number in kept.values() for n in range(first, first + number)]
        some = {n for n in living if chosen.random() < share}
        having = {a for a, (first, number) in kept.items() if some & set(range(first, first + number))}
        assert set(runs.articles_of(BitMap(some))) == having
