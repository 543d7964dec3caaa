"""All tables that can be exported: a layout with the functions that fill it, and the rows of a set of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from marsad.export import acled, gdelt, polecat, ucdp
from marsad.export.cells import Value
from marsad.export.layouts import Layout, load_layout
from marsad.export.rows import ARTICLE, HAPPENINGS, QUOTE, REPORTS, Fill
from marsad.export.told import Grouping, Happening, Level, Readable, Reports, happenings, identical_texts
from marsad.store.records import DAMAGED, Damaged, Report

Row = tuple[Value, ...]
OWN = {"report": "reports", "event": "events", "quote": "quotes", "article": "articles"}


class Failure(NamedTuple):
    """An article whose rows could not be made, and why."""

    article: str
    reason: str


class Tally:
    """What went into an export: articles, events, rows; what was left out, by reason; what failed."""

    def __init__(self, tick: Callable[[Tally], None] | None = None) -> None:
        self._tick = tick  # called after every article
        self.rows = 0
        self.left_out: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self._begin()

    def _begin(self) -> None:
        self.articles = self.events = self.quotes = 0
        self._seen: set[str] = set()  # articles; with a limit their events come one by one
        self.versions: Counter[tuple[str, str]] = Counter()

    def counting(self, reports: Readable) -> Reports:
        """The same reports, counted, without the damaged ones; where they are read twice, the second reading counts."""

        def opened() -> Iterator[Report]:
            self._begin()
            for report in reports():
                if isinstance(report, Damaged):
                    self._lose(report)
                    continue
                self.events += len(report.coding.events)
                if report.kept.id not in self._seen:
                    self._seen.add(report.kept.id)
                    self.articles += 1
                    self.quotes += len(report.coding.quotes)
                    self.versions[report.coding.versions.coder, report.coding.versions.data] += 1
                yield report
                if self._tick:
                    self._tick(self)

        return opened

    def _lose(self, damaged: Damaged) -> None:
        failure = Failure(damaged.article, f"{DAMAGED}: {damaged.reason}")
        if failure not in self.failures:  # reports may be read twice
            self.failures.append(failure)

    def fail(self, article: str, error: Exception) -> None:
        """Note an article that could not be exported."""
        self.failures.append(Failure(article, f"{type(error).__name__}: {error}"))


class Events(NamedTuple):
    """A table of events or happenings; `left_out` gives the reason why one cannot be a row."""

    name: str
    fill: Fill
    left_out: Callable[[Happening], str | None] | None = None

    @property
    def layout(self) -> Layout:
        """Its columns."""
        return load_layout(self.name)

    def row(self, happening: Happening) -> Row:
        """The values in the order of the columns; None where nothing ever fills a column."""
        return self.maker()(happening)

    def maker(self) -> Callable[[Happening], Row]:
        """The function that makes rows, for many of them."""
        fills = [self.fill[column.name] if column.filled else _nothing for column in self.layout.columns]
        return lambda happening: tuple([fill(happening) for fill in fills])


def _nothing(happening: Happening) -> None:
    """What fills a column that nothing fills."""


EVENT_TABLES = {
    "reports": Events("reports", REPORTS),
    "events": Events("events", HAPPENINGS),
    "acled": Events("acled", acled.FILL, acled.left_out),
    "ucdp": Events("ucdp", ucdp.FILL, ucdp.left_out),
    "gdelt": Events("gdelt", gdelt.FILL, gdelt.left_out),
    "polecat": Events("polecat", polecat.FILL, polecat.left_out),
}


def kept_happenings(
    reports: Readable, level: Level, tally: Tally, table: Events | None = None, grouping: Grouping = identical_texts
) -> Iterator[Happening]:
    """The happenings that can be rows; the others are counted by reason."""
    for happening in happenings(tally.counting(reports), level, grouping):
        reason = table.left_out(happening) if table and table.left_out else None
        if reason is None:
            yield happening
        else:
            tally.left_out[reason] += 1


def event_rows(
    table: Events, reports: Readable, level: Level, tally: Tally, grouping: Grouping = identical_texts
) -> Iterator[Row]:
    """The rows of a table of events; one that cannot be made is noted and costs nothing else."""
    make = table.maker()
    for happening in kept_happenings(reports, level, tally, table, grouping):
        try:
            row = make(happening)
        except Exception as error:
            tally.fail(happening.lead.report.kept.id, error)
            continue
        tally.rows += 1
        yield row


def article_rows(reports: Readable, tally: Tally) -> Iterator[Row]:
    """One row for each article."""
    names = load_layout("articles").names
    return _rows(reports, tally, lambda report: [tuple(ARTICLE[name](report) for name in names)])


def quote_rows(reports: Readable, tally: Tally) -> Iterator[Row]:
    """One row for each quotation."""
    names = load_layout("quotes").names

    def rows(report: Report) -> list[Row]:
        known = {name: ARTICLE[name](report) for name in names if name not in QUOTE}
        return [tuple(QUOTE[n](quote) if n in QUOTE else known[n] for n in names) for quote in report.coding.quotes]

    return _rows(reports, tally, rows)


def _rows(reports: Readable, tally: Tally, rows_of: Callable[[Report], Iterable[Row]]) -> Iterator[Row]:
    for report in tally.counting(reports)():
        try:
            rows = list(rows_of(report))
        except Exception as error:
            tally.fail(report.kept.id, error)
            continue
        tally.rows += len(rows)
        yield from rows


def own_rows(
    level: str, reports: Readable, tally: Tally, grouping: Grouping = identical_texts
) -> tuple[Layout, Iterator[Row]]:
    """The layout and the rows of marsad's own table of a level: report, event, quote or article."""
    layout = load_layout(OWN[level])
    if level == "article":
        return layout, article_rows(reports, tally)
    if level == "quote":
        return layout, quote_rows(reports, tally)
    joined: Level = "event" if level == "event" else "report"
    return layout, event_rows(EVENT_TABLES[OWN[level]], reports, joined, tally, grouping)
