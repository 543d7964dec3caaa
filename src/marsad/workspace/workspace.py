"""A workspace opened from Python, for reading; others may write to it at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, Self, Unpack

from marsad.store.interface import Reader
from marsad.store.problems import QueryError
from marsad.store.query import Query
from marsad.store.records import Found, Summary
from marsad.store.workspace import open_reader
from marsad.view.coded import Coded, with_article
from marsad.workspace.queries import Articles, Events, Filters, Quotes, passing_over, refined


class OpenReader(Reader, Protocol):
    """A reader that can be closed."""

    def close(self) -> None:
        """Close it."""


def open_workspace(folder: str | Path) -> Workspace:
    """The workspace in a folder, made by `marsad add`. Raises StoreError when there is none, or a newer one."""
    return Workspace(open_reader(folder), Path(folder))


class Workspace:
    """Articles, codings and evidence on disk. Queries are lazy: nothing is read before they are used.

    Usable in a `with` statement, which closes it. One object belongs to one thread.
    """

    def __init__(self, reader: OpenReader, folder: Path) -> None:
        self._reader = reader
        self.folder = folder

    def events(self, **filters: Unpack[Filters]) -> Events:
        """The events that are meant: `ws.events(type="ASSAULT", country="SDN", since="2026-01")`.

        Filters: type, mode, actor, recipient, according_to, country, status, historical, since, until, outlet, text,
        doc, limit, offset, order. Each takes one value or several. Raises QueryError for one that cannot be asked for.
        """
        return Events(self._reader, refined(Query(), filters), "order" in filters)

    def articles(self, **filters: Unpack[Filters]) -> Articles:
        """The coded articles that are meant; with filters on events those that have such.

        Filters as `events`, but for order: they come as they were read.
        """
        return Articles(self._reader, _in_order_of_reading(refined(Query(), filters), filters))

    def quotes(self, **filters: Unpack[Filters]) -> Quotes:
        """The quotations of the articles that are meant. Filters as `articles`."""
        return Quotes(self._reader, _in_order_of_reading(refined(Query(), filters), filters))

    def search(self, words: str, **filters: Unpack[Filters]) -> Iterator[Found]:
        """Articles that have these words, best first, with the stretches of text around them; also uncoded ones.

        What is damaged is passed over with a DamagedWarning.
        """
        query = refined(Query(text=words, order="relevance"), filters)
        return passing_over(self._reader.readable_search(query))

    def article(self, name: str) -> Coded:
        """One coded article, which shows itself in notebooks: by id or its beginning, id of an event, doc, or address.

        Raises KeyError when no coded article, or more than one, has that name; StoreError when it is damaged.
        """
        found = self._reader.find(name)
        if len(found) != 1:
            many = f"{len(found)} articles are" if found else "no article is"
            raise KeyError(f"{many} called {name!r}")
        report = self._reader.report(found[0].id)
        if report is None:
            raise KeyError(f"{name!r} is kept without a coding")
        return with_article(report.coding, report.kept.article)

    def summary(self) -> Summary:
        """How much there is: articles, events, quotations, languages, outlets, versions."""
        return self._reader.summary()

    def close(self) -> None:
        """Close the database; queries of this workspace cannot be used afterwards."""
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        found = self.summary()
        return f"<marsad Workspace {str(self.folder)!r}: {found.articles} articles, {found.events} events>"

    def _repr_html_(self) -> str:
        from marsad.workspace.html import workspace_html

        return workspace_html(self)


def _in_order_of_reading(query: Query, filters: Filters) -> Query:
    if filters.get("order", "read") != "read":
        raise QueryError("articles and quotations come in the order in which they were read; leave out order")
    return query
