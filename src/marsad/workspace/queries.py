"""Lazy queries: which events, happenings, articles or quotations of a workspace are meant."""

from __future__ import annotations

import warnings
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, TypeVar, Unpack

from msgspec import structs

from marsad.export.chosen import asked, chosen_reports
from marsad.export.layouts import Layout, load_layout
from marsad.export.tables import OWN, Row, Tally, own_rows
from marsad.export.told import Grouping, Happening, Readable, happenings, identical_texts
from marsad.store.clock import now
from marsad.store.interface import RESTORE, Reader
from marsad.store.problems import DamagedWarning
from marsad.store.query import Order, Party, Query, check_query, party
from marsad.store.records import Damaged, Hit, Report
from marsad.types import Quote, Record
from marsad.workspace.frames import Table

if TYPE_CHECKING:
    from marsad.export.files import Manifest

T = TypeVar("T")
Words = str | Iterable[str]
Parties = str | Party | Iterable[str | Party]


class Filters(TypedDict, total=False):
    """What can be asked for; within one filter any value will do, and all filters must hold.

    `type`, `mode`, `status` are codes; `actor`, `recipient`, `according_to` take `ISL`, `GOV`, `ISL:GOV`, an id, a
    name, or `-` for nobody; `country` is where it happened; `since` and `until` are days, both included; `text` is
    searched for in the article; `doc` names articles. `limit` counts events, or articles where articles are asked for.
    """

    type: Words
    mode: Words
    actor: Parties
    recipient: Parties
    according_to: Parties
    country: Words
    status: Words
    historical: bool
    since: str | date
    until: str | date
    outlet: Words
    text: str
    doc: Words
    limit: int
    offset: int
    order: Order


_MANY = {
    "type": "types", "mode": "modes", "country": "countries", "status": "statuses", "outlet": "outlets", "doc": "docs",
}  # fmt: skip
_PARTIES = {"actor": "actors", "recipient": "recipients", "according_to": "according_to"}


class Quoted(Record, frozen=True):
    """A quotation and the article it stands in."""

    report: Report
    quote: Quote


def refined(query: Query, filters: Filters) -> Query:
    """The query with these filters in place of its own.

    Raises QueryError for a value that cannot be asked for, TypeError for a filter that does not exist.
    """
    changes: dict[str, object] = {}
    for name, value in filters.items():
        if name in _MANY:
            changes[_MANY[name]] = _words(value)
        elif name in _PARTIES:
            changes[_PARTIES[name]] = tuple(x if isinstance(x, Party) else party(x) for x in _several(value))
        elif name in Filters.__annotations__:
            changes[name] = value.isoformat() if isinstance(value, date) else value
        else:
            raise TypeError(f"there is no filter {name!r}; there are {', '.join(Filters.__annotations__)}")
    found = structs.replace(query, **changes)
    check_query(found)
    return found


def _several(value: object) -> tuple[str | Party, ...]:
    return (value,) if isinstance(value, str | Party) else tuple(value)  # type: ignore[arg-type]


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def passing_over(found: Iterable[T | Damaged]) -> Iterator[T]:
    """The same without what is damaged, of which a DamagedWarning tells, once for each article."""
    told: set[str] = set()
    for one in found:
        if not isinstance(one, Damaged):
            yield one
        elif one.article not in told:
            told.add(one.article)
            words = f"article {one.article} is damaged ({one.reason}) and passed over; {RESTORE}"
            warnings.warn(words, DamagedWarning, stacklevel=2)


class Selection(Table):
    """What a query selects, at one level; nothing is read before it is iterated or converted."""

    level: str

    def __init__(self, reader: Reader, query: Query, ordered: bool = False) -> None:
        self._reader = reader
        self._ordered = ordered
        self.query = query

    @property
    def layout(self) -> Layout:
        """The columns."""
        return load_layout(OWN[self.level])

    @abstractmethod
    def __iter__(self) -> Iterator[object]:
        """The records."""

    def where(self, **filters: Unpack[Filters]) -> Self:
        """The same with further filters; one that is given again replaces the former."""
        return self._with(refined(self.query, filters), self._ordered or "order" in filters)

    def _with(self, query: Query, ordered: bool) -> Self:
        return type(self)(self._reader, query, ordered)

    def reports(self) -> Iterator[Report]:
        """The articles in the order in which they were read, each with the events that are meant.

        One that is damaged is passed over with a DamagedWarning; `write` says so in the manifest.
        """
        return passing_over(self._reports())

    def _reports(self) -> Iterable[Report | Damaged]:
        return chosen_reports(self._reader, self.query, self.level in ("report", "event"), self._ordered)()

    def _grouping(self) -> Grouping:
        return identical_texts

    def rows(self) -> Iterator[Row]:
        """The rows; an article whose row cannot be made raises ExportError when all others are through.

        An article that is damaged is passed over with a DamagedWarning.
        """
        tally = Tally()
        yield from own_rows(self.level, self.reports, tally, self._grouping())[1]
        if tally.failures:
            from marsad.export.files import ExportError

            raise ExportError(f"article {tally.failures[0].article}: {tally.failures[0].reason}")

    def counts(self, facet: str) -> dict[str, int]:
        """How many events have each value of a facet, the most frequent first: `counts("actor.country")`.

        Raises QueryError for a facet that does not exist.
        """
        return {count.value: count.events for count in self._reader.facets(self.query, (facet,))[facet]}

    def write(self, path: str | Path, format: str | None = None, *, force: bool = False) -> Manifest:
        """Export to a file with a manifest beside it, as `marsad export` does; gives the manifest.

        Without `format` the ending of the name decides: .csv, .xlsx, .parquet, .jsonl, .geojson, .jsonld.
        Raises ExportError when the file exists (`force` overwrites) or the format does not fit.
        """
        from marsad.export.files import Export, ExportError, format_named, write_file

        name = format or _ENDINGS.get(Path(path).suffix.lower())
        if name is None:
            raise ExportError(f"{path}: its ending names no format; say format=…, one of csv, xlsx, parquet, jsonl …")
        form = format_named(name)
        source: Readable = self._reports
        level = self.level
        if level in ("report", "event") and form.levels == ("article",):
            level = "article"
            source = chosen_reports(self._reader, self.query, events=False)
        elif level not in form.levels:
            raise ExportError(f"{name} cannot be written from {type(self).__name__}")
        wanted = Export(format=name, level=level, query=asked(self.query), created=now())
        return write_file(Path(path), wanted, source, force=force, grouping=self._grouping())

    def __repr__(self) -> str:
        filters = ", ".join(f"{name}={value!r}" for name, value in asked(self.query).items())
        return f"<marsad {type(self).__name__}({filters})>"


_ENDINGS = {
    ".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet", ".jsonl": "jsonl", ".geojson": "geojson",
    ".jsonld": "annotations",
}  # fmt: skip


class Events(Selection):
    """Events as reported: one for each event of each article."""

    level = "report"

    def __iter__(self) -> Iterator[Hit]:
        """The events with their articles, newest first unless another order is asked for."""
        return passing_over(self._reader.readable_events(self.query))

    def count(self) -> int:
        """How many there are."""
        found = max(0, self._reader.count(self.query) - self.query.offset)
        return found if self.query.limit is None else min(found, self.query.limit)

    def __len__(self) -> int:
        return self.count()

    def report_of(self, hit: Hit) -> Report | None:
        """The article of an event with its whole coding; None, with a DamagedWarning, when its text is damaged."""
        report = self._reader.readable_report(hit.article.id)
        return next(passing_over((report,)), None) if report is not None else None

    def happenings(self, grouping: Grouping = identical_texts) -> Happenings:
        """The same joined: events with the same key are one. By default those of identical texts."""
        return Happenings(self._reader, self.query, self._ordered, grouping)

    def _repr_html_(self) -> str:
        from marsad.workspace.html import events_html

        return events_html(self)


class Happenings(Selection):
    """Events that the grouping takes for one, with all their reports."""

    level = "event"

    def __init__(
        self, reader: Reader, query: Query, ordered: bool = False, grouping: Grouping = identical_texts
    ) -> None:
        super().__init__(reader, query, ordered)
        self._key = grouping

    def __iter__(self) -> Iterator[Happening]:
        """The happenings, each with its reports."""
        return happenings(self.reports, "event", self._key)

    def _repr_html_(self) -> str:
        from marsad.workspace.html import happenings_html

        return happenings_html(self)

    def _with(self, query: Query, ordered: bool) -> Self:
        return type(self)(self._reader, query, ordered, self._key)

    def _grouping(self) -> Grouping:
        return self._key


class Articles(Selection):
    """Coded articles; with filters on events those that have such events, and with these events only."""

    level = "article"

    def __iter__(self) -> Iterator[Report]:
        """The articles with their codings, in the order in which they were read."""
        return self.reports()

    def _repr_html_(self) -> str:
        from marsad.workspace.html import articles_html

        return articles_html(self)


class Quotes(Selection):
    """The quotations of the articles that are meant."""

    level = "quote"

    def __iter__(self) -> Iterator[Quoted]:
        """The quotations with their articles."""
        return (Quoted(report=report, quote=quote) for report in self.reports() for quote in report.coding.quotes)

    def _repr_html_(self) -> str:
        from marsad.workspace.html import quotes_html

        return quotes_html(self)
