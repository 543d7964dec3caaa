"""The shape of the database, as numbered steps; each runs once, whole or not at all.

A step that has been released is never changed; a new shape is a new step. What a step needs beyond SQL is a function.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from marsad.store.sqlite.index import rebuild_sets
from marsad.store.sqlite.runs import rebuild_runs

APPLICATION = 0x4D525344  # "MRSD": what PRAGMA application_id says of a workspace

_FIRST = (
    # Names that are repeated in many rows are kept once.
    "CREATE TABLE outlets (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE origins (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """CREATE TABLE articles (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, record BLOB NOT NULL, title TEXT,
        published TEXT, day INTEGER NOT NULL, language TEXT NOT NULL, outlet INTEGER REFERENCES outlets,
        snapshot TEXT, events INTEGER NOT NULL, clauses INTEGER NOT NULL DEFAULT 0,
        sequences INTEGER NOT NULL DEFAULT 0, coding INTEGER REFERENCES codings, added TEXT NOT NULL)""",
    "CREATE INDEX articles_by_doc ON articles (doc)",
    "CREATE INDEX articles_by_day ON articles (day, n)",
    """CREATE TABLE addresses (
        article INTEGER NOT NULL REFERENCES articles, url TEXT NOT NULL,
        PRIMARY KEY (article, url)) WITHOUT ROWID""",
    "CREATE INDEX addresses_by_url ON addresses (url)",
    """CREATE TABLE article_outlets (
        article INTEGER NOT NULL REFERENCES articles, outlet INTEGER NOT NULL REFERENCES outlets,
        PRIMARY KEY (article, outlet)) WITHOUT ROWID""",
    "CREATE INDEX article_outlets_by_outlet ON article_outlets (outlet, article)",
    """CREATE TABLE sources (
        origin INTEGER NOT NULL REFERENCES origins, place TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles,
        doc TEXT NOT NULL, url TEXT, outlet INTEGER REFERENCES outlets, published TEXT, snapshot TEXT,
        stamp TEXT NOT NULL, PRIMARY KEY (origin, place)) WITHOUT ROWID""",
    "CREATE INDEX sources_by_article ON sources (article)",
    # Codings are never changed; articles.coding names the current one.
    """CREATE TABLE codings (
        n INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, coder TEXT NOT NULL, data TEXT NOT NULL,
        record BLOB NOT NULL, made TEXT NOT NULL)""",
    "CREATE INDEX codings_by_article ON codings (article)",
    # The rest is an index over the current codings, written in the same transaction.
    """CREATE TABLE events (
        n INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, nr INTEGER NOT NULL, id TEXT NOT NULL,
        day INTEGER NOT NULL, last INTEGER NOT NULL, confidence REAL NOT NULL, terms BLOB NOT NULL,
        UNIQUE (article, nr))""",
    "CREATE INDEX events_by_id ON events (id)",
    "CREATE INDEX events_by_day ON events (day, n)",
    # A term is a value of a facet.
    """CREATE TABLE terms (
        n INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, events INTEGER NOT NULL,
        UNIQUE (facet, value))""",
    """CREATE TABLE tags (
        term INTEGER NOT NULL REFERENCES terms, day INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES events,
        PRIMARY KEY (term, day, event)) WITHOUT ROWID""",
    """CREATE TABLE months (
        term INTEGER NOT NULL REFERENCES terms, month INTEGER NOT NULL, events INTEGER NOT NULL,
        PRIMARY KEY (term, month)) WITHOUT ROWID""",
    # How many events have both of two terms; the first is of a facet with few values and many events each.
    """CREATE TABLE pairs (
        term INTEGER NOT NULL REFERENCES terms, other INTEGER NOT NULL REFERENCES terms, events INTEGER NOT NULL,
        PRIMARY KEY (term, other)) WITHOUT ROWID""",
    "CREATE TABLE names (id TEXT NOT NULL PRIMARY KEY, ar TEXT NOT NULL, en TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE quotes (
        article INTEGER NOT NULL REFERENCES articles, nr INTEGER NOT NULL, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, speaker TEXT, direct INTEGER NOT NULL, PRIMARY KEY (article, nr)) WITHOUT ROWID""",
    # What articles are compared by, and which share so much that one is a copy of the other. The kind of a print (0 a
    # clause, 1 a sequence of words) is the last bit of the hash that is kept.
    "CREATE TABLE prints (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID",
    """CREATE TABLE copies (
        article INTEGER NOT NULL REFERENCES articles, other INTEGER NOT NULL REFERENCES articles,
        shared REAL NOT NULL, shared_other REAL NOT NULL, veto TEXT, PRIMARY KEY (article, other)) WITHOUT ROWID""",
    "CREATE INDEX copies_by_other ON copies (other)",
    """CREATE TABLE errors (
        n INTEGER PRIMARY KEY, stage TEXT NOT NULL, origin INTEGER NOT NULL REFERENCES origins, place TEXT NOT NULL,
        article INTEGER REFERENCES articles, reason TEXT NOT NULL, remedy TEXT NOT NULL, since TEXT NOT NULL,
        solved TEXT, UNIQUE (stage, origin, place))""",
    """CREATE TABLE changes (
        n INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, "key" TEXT NOT NULL, field TEXT NOT NULL,
        old TEXT, new TEXT, why TEXT NOT NULL)""",
    # The words are ours, folded and cut; `ascii` splits at spaces and leaves every other letter as it is.
    "CREATE VIRTUAL TABLE words USING fts5 (title, body, exact, content = '', tokenize = 'ascii')",
    "CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

_DAYS = (
    # The day of an article without its record, which lies before it in the row and may fill several pages.
    "CREATE INDEX articles_by_n ON articles (n, day)",
)

_SETS = (
    # The numbers of the events that have a term, 65,536 events to a row; they take the place of tags and counts.
    """CREATE TABLE bits (
        chunk INTEGER NOT NULL, term INTEGER NOT NULL REFERENCES terms, events BLOB NOT NULL,
        PRIMARY KEY (chunk, term)) WITHOUT ROWID""",
    # The events of an article have numbers in a row: which.
    """CREATE TABLE spans (
        article INTEGER PRIMARY KEY REFERENCES articles, first INTEGER NOT NULL, events INTEGER NOT NULL)""",
    rebuild_sets,
    "DROP TABLE tags",
    "DROP TABLE months",
    "DROP TABLE pairs",
    # An article names its coding before that is written; without these, whatever is written meanwhile makes SQLite
    # look through all articles and errors for rows that wait for it: 35 ms an article at 40,000.
    "CREATE INDEX articles_by_coding ON articles (coding)",
    "CREATE INDEX errors_by_article ON errors (article)",
    "DROP TABLE IF EXISTS validators",  # of the first workspaces; feeds.json remembers what servers said
)

_RUNS = (
    # Which events an article has, 4,096 articles to a row: the first, and how many.
    "CREATE TABLE runs (chunk INTEGER PRIMARY KEY, runs BLOB NOT NULL)",
    rebuild_runs,
    "DROP TABLE spans",
)

Step = str | Callable[[sqlite3.Connection], None]
STEPS: tuple[tuple[Step, ...], ...] = (_FIRST, _DAYS, _SETS, _RUNS)
