"""What a workspace gives back, whatever keeps it underneath."""

from __future__ import annotations

from typing import Literal

from marsad.types import Article, Coding, Event, Record


class Kept(Record, frozen=True):
    """An article of a workspace: `id` is the hash of what was read, `urls` all addresses it was found at.

    `outlet` is the one it was first read from, `outlets` are all it was found at, `added` tells when (ISO, UTC),
    `snapshot` is the name of the page as fetched.
    """

    id: str
    article: Article
    urls: tuple[str, ...] = ()
    outlet: str | None = None
    outlets: tuple[str, ...] = ()
    language: str = "ar"
    added: str = ""
    snapshot: str | None = None


class Report(Record, frozen=True):
    """A kept article with its current coding and the time (ISO, UTC) it was made.

    From a query that asks for certain events the coding has those events only.
    """

    kept: Kept
    coding: Coding
    coded: str = ""


DAMAGED = "the article is damaged"  # so begins the reason why one is missing that cannot be read any more


class Damaged(Record, frozen=True):
    """A coded article whose record, or coding, cannot be read any more, and why."""

    article: str
    reason: str


class Head(Record, frozen=True):
    """What a list shows of an article; `published` is the day as far as it is known, `events` how many it has.

    `coded` is False for an article that is kept without a coding: another language, or an open error.
    """

    id: str
    doc: str
    title: str | None
    published: str | None
    outlets: tuple[str, ...]
    urls: tuple[str, ...]
    language: str
    added: str
    events: int
    coded: bool


class Hit(Record, frozen=True):
    """One event that a query found: its article, its number there (from 1), and the event itself."""

    article: Head
    number: int
    event: Event


class Snippet(Record, frozen=True):
    """A stretch of the article's text around words that were searched for; `marks` are their spans in the article."""

    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Found(Record, frozen=True):
    """An article that a search found, best first; a higher `score` fits better (0 when sorted by date)."""

    article: Head
    score: float
    snippets: tuple[Snippet, ...]


class Count(Record, frozen=True):
    """How many events have a value of a facet; `name` is what it is called, where it has a name."""

    value: str
    events: int
    name_ar: str | None = None
    name_en: str | None = None


class Source(Record, frozen=True):
    """Where an article was read: the input, the place in it, and what came with it there.

    `snapshot` is the name of its page; `stamp` tells whether the input has changed since.
    """

    origin: str
    place: str
    doc: str
    url: str | None
    outlet: str | None
    published: str | None
    snapshot: str | None
    stamp: str = ""


Stage = Literal["read", "code"]


class Failure(Record, frozen=True):
    """An item that could not be read, or an article that could not be coded.

    `number` names it; `since` is when it was first met; `article` is the id of the article kept in spite of it.
    """

    number: int
    stage: Stage
    origin: str
    place: str
    reason: str
    remedy: str
    since: str
    article: str | None = None
    solved: str | None = None


class Change(Record, frozen=True):
    """One line of the change log: when, what (`kind` and `key`), which field, old and new value, and why."""

    number: int
    at: str
    kind: str
    key: str
    field: str
    old: str | None
    new: str | None
    why: str


class Copy(Record, frozen=True):
    """Two articles of (nearly) the same words: `other` was there first.

    `shared` and `shared_other` are the shares of the clauses of each that the other has; `veto` says what differs
    (numbers, dates, actors) where the two must not be taken for one.
    """

    article: str
    other: str
    shared: float
    shared_other: float
    veto: str | None = None


class Summary(Record, frozen=True):
    """How much a workspace holds. `versions` counts current codings by (coder, data)."""

    articles: int
    coded: int
    events: int
    quotes: int
    sources: int
    errors: int
    copies: int
    languages: dict[str, int]
    outlets: dict[str, int]
    versions: tuple[tuple[str, str, int], ...]
    first_day: str | None
    last_day: str | None
