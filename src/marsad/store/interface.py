"""What a workspace can do, whatever database keeps it. Everything outside store/ goes through these two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from marsad.store.problems import StoreError
from marsad.store.query import Query
from marsad.store.records import (
    Change,
    Copy,
    Count,
    Damaged,
    Failure,
    Found,
    Head,
    Hit,
    Kept,
    Report,
    Source,
    Stage,
    Summary,
)
from marsad.store.work import Made
from marsad.types import Coding, Record, Versions

T = TypeVar("T")


class Addition(Record, frozen=True):
    """An article that was read, and where; `made` is there when the article itself is new.

    `page` is the packed page it was read from; the snapshots keep it.
    """

    id: str
    source: Source
    made: Made | None = None
    page: bytes | None = None


class Fault(Record, frozen=True):
    """An item that could not be read (or an article that could not be coded), and where."""

    origin: str
    place: str
    reason: str
    remedy: str
    stage: Stage = "read"


class Recoded(Record, frozen=True):
    """A new coding of a kept article; `made` is None, or has no coding, when it could not be coded."""

    id: str
    made: Made | None
    why: str
    problem: str | None = None


Entry = Addition | Fault
RESTORE = "restore the workspace from a copy, or add the inputs to a new one"


def whole(found: Iterable[T | Damaged]) -> Iterator[T]:
    """The same; raises StoreError at an article that is damaged."""
    for one in found:
        if isinstance(one, Damaged):
            raise StoreError(f"article {one.article} is damaged ({one.reason})", RESTORE)
        yield one


class Reader(Protocol):
    """Reading a workspace; others may write at the same time. All raise StoreError, and QueryError for the query."""

    def article_at(self, origin: str, place: str) -> str | None:
        """The id of the article that was read at a place, None when nothing was."""

    def state_at(self, origin: str, place: str) -> tuple[str, str | None] | None:
        """What an article was read from at a place: stamp and page; None when nothing was read there."""

    def has(self, article: str) -> bool:
        """Whether an article is kept."""

    def reports(self, query: Query = Query()) -> Iterator[Report]:  # noqa: B008
        """Coded articles in the order in which they were read; `limit` and `offset` count articles.

        A query that chooses events gives the articles that have one, each with the events that are meant. Any other
        query gives whole articles; since and until choose events.
        """

    def readable(self, query: Query = Query()) -> Iterator[Report | Damaged]:  # noqa: B008
        """The same as `reports`, with articles that are damaged among them, at which `reports` raises StoreError."""

    def readable_events(self, query: Query = Query()) -> Iterator[Hit | Damaged]:  # noqa: B008
        """The same as `events`, with a damaged article, once for each event of it that is meant, in its place."""

    def readable_search(self, query: Query) -> Iterator[Found | Damaged]:
        """The same as `search`, with articles that are damaged among them, at which `search` raises StoreError."""

    def readable_report(self, article: str) -> Report | Damaged | None:
        """The same as `report`, for an article that may be damaged."""

    def report(self, article: str) -> Report | None:
        """The report of one article by its id, with all its events."""

    def kept(self, article: str) -> Kept | None:
        """One article by its id, coded or not."""

    def events(self, query: Query = Query()) -> Iterator[Hit]:  # noqa: B008
        """The events that are meant, newest day first unless the query says otherwise."""

    def count(self, query: Query = Query()) -> int:  # noqa: B008
        """How many events are meant; limit and offset are left out."""

    def search(self, query: Query) -> Iterator[Found]:
        """The articles whose words and day of publication are meant, and that have an event that is meant."""

    def count_articles(self, query: Query) -> int:
        """How many articles a search finds; limit and offset are left out."""

    def facets(self, query: Query = Query(), facets: Sequence[str] = ()) -> dict[str, tuple[Count, ...]]:  # noqa: B008
        """How many of the events that are meant have each value of each facet (all but `text`), most frequent first."""

    def find(self, name: str) -> tuple[Head, ...]:
        """The articles a user may mean: by id or its beginning, by the id of an event, by doc, by address, by input."""

    def sources(self, article: str) -> tuple[Source, ...]:
        """Where an article was read."""

    def copies(self, article: str) -> tuple[Copy, ...]:
        """The articles of nearly the same words, from both sides."""

    def history(self, article: str) -> tuple[Coding, ...]:
        """All codings of an article that were ever made, the oldest first."""

    def versions(self, article: str) -> tuple[Versions, ...]:
        """The versions of all codings of an article, the oldest first; also where a coding cannot be read any more."""

    def failures(self, solved: bool = False) -> Iterator[Failure]:
        """The open errors; with `solved` those that have been solved as well."""

    def changes(self) -> Iterator[Change]:
        """The change log, oldest first."""

    def summary(self) -> Summary:
        """How much there is."""


class Store(Reader, Protocol):
    """Writing a workspace: each call is one transaction, all of it or nothing."""

    def add(self, entries: Sequence[Entry]) -> frozenset[str]:
        """Write what was read, in this order; gives the ids of the articles that are new by it."""

    def replace(self, codings: Sequence[Recoded]) -> None:
        """Make new codings the current ones; the old ones are kept, the change is logged."""

    def refresh_words(self, data: str) -> bool:
        """Make the index of words anew when it was made with other data; whether it was."""

    def rebuild(self) -> None:
        """Make anew what is kept for counting and filtering, from what is kept with each event."""

    def outdated(self, coder: str, data: str, articles: Sequence[str] = ()) -> Iterator[str]:
        """Ids of the articles (of those named, else of all) whose current coding is of other versions, or missing."""

    def close(self) -> None:
        """Close it; it cannot be used afterwards."""
