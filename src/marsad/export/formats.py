"""All formats of `marsad export`, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, NamedTuple

from marsad.export import delimited, lines
from marsad.export.geojson import feature
from marsad.export.layouts import Layout, load_layout
from marsad.export.plover import plover_record
from marsad.export.tables import EVENT_TABLES, OWN, Tally, event_rows, kept_happenings, own_rows
from marsad.export.told import Grouping, Happening, Level, Readable
from marsad.export.web_annotations import CONTEXT, annotations_of

_EVENTS = ("report", "event")
_HAPPENINGS = ("event", "report")
_ALL = ("report", "event", "quote", "article")


class Format(NamedTuple):
    """A format: the levels it can be written at, its own first, and whether it may go to standard output."""

    name: str
    suffix: str
    about: str
    levels: tuple[str, ...]
    text: bool = True


FORMATS = {
    form.name: form
    for form in (
        Format("csv", ".csv", "CSV, UTF-8", _ALL),
        Format("csv-excel", ".csv", "CSV that Excel opens right (byte order mark)", _ALL),
        Format("xlsx", ".xlsx", "workbook with right-to-left sheets", _ALL, text=False),
        Format("parquet", ".parquet", "Parquet, for DuckDB, pandas, polars, R (needs pyarrow)", _ALL, text=False),
        Format("jsonl", ".jsonl", "the records of `marsad code`, one article a line", ("article",)),
        Format("geojson", ".geojson", "GeoJSON, points for towns and exact places only", _EVENTS),
        Format("plover", ".jsonl", "PLOVER records, one event a line", _EVENTS),
        Format("annotations", ".jsonld", "W3C Web Annotations of the evidence of every value", ("article",)),
        Format("acled", ".csv", "the columns of ACLED (31)", _HAPPENINGS),
        Format("ucdp", ".csv", "the columns of UCDP GED (49)", _HAPPENINGS),
        Format("gdelt", ".CSV", "the columns of GDELT 2.0 events (61), tab-separated, no header", _HAPPENINGS),
        Format("polecat", ".txt", "the columns of POLECAT (40), tab-separated", _EVENTS),
    )
}


class Job(NamedTuple):
    """What is written: which reports, at which level, grouped by what; `tally` counts it."""

    form: Format
    level: str
    reports: Readable
    grouping: Grouping
    tally: Tally
    created: str
    about: Callable[[], Mapping[str, str]]


def layout_of(form: Format, level: str) -> Layout | None:
    """The columns of a format that has columns."""
    if form.name in EVENT_TABLES:
        return load_layout(form.name)
    return load_layout(OWN[level]) if form.name in ("csv", "csv-excel", "xlsx", "parquet") else None


def write(job: Job, stream: IO[bytes]) -> None:
    """Write the job to a stream, report by report; what it counted stands in its tally afterwards."""
    if job.form.name in EVENT_TABLES:
        _peer(job, stream)
    elif job.form.name in _DOCUMENTS:
        _DOCUMENTS[job.form.name](job, stream)
    else:
        _own(job, stream)


def _own(job: Job, stream: IO[bytes]) -> None:
    layout, rows = own_rows(job.level, job.reports, job.tally, job.grouping)
    if job.form.name == "xlsx":
        from marsad.export.sheets import write_xlsx

        write_xlsx(stream, layout, rows, job.about, job.created)
    elif job.form.name == "parquet":
        from marsad.export.arrow import write_parquet

        write_parquet(stream, layout, rows, job.about)
    else:
        delimited.write_csv(stream, layout, rows, excel=job.form.name == "csv-excel")


def _peer(job: Job, stream: IO[bytes]) -> None:
    table = EVENT_TABLES[job.form.name]
    rows = event_rows(table, job.reports, _level(job), job.tally, job.grouping)
    if job.form.name == "gdelt":
        delimited.write_bare(stream, rows)
    else:
        delimited.write_csv(stream, table.layout, rows, mark="\t" if job.form.name == "polecat" else ",")


def _level(job: Job) -> Level:
    return "event" if job.level == "event" else "report"


def _each(job: Job, make: Callable[[Happening], dict[str, object]]) -> Iterator[object]:
    """A record for each happening; one that cannot be made is noted and costs nothing else."""
    for happening in kept_happenings(job.reports, _level(job), job.tally, grouping=job.grouping):
        try:
            record = make(happening)
        except Exception as error:
            job.tally.fail(happening.lead.report.kept.id, error)
            continue
        job.tally.rows += 1
        yield record


def _codings(job: Job) -> Iterator[object]:
    for report in job.tally.counting(job.reports)():
        job.tally.rows += 1
        yield report.coding


def _annotations(job: Job) -> Iterator[object]:
    for report in job.tally.counting(job.reports)():
        try:
            found = list(annotations_of(report))
        except Exception as error:
            job.tally.fail(report.kept.id, error)
            continue
        job.tally.rows += len(found)
        yield from found


def _page(job: Job, stream: IO[bytes]) -> None:
    head: dict[str, object] = {"@context": CONTEXT, "type": "AnnotationPage"}
    lines.write_document(stream, head, "items", _annotations(job))


def _map(job: Job, stream: IO[bytes]) -> None:
    lines.write_document(stream, {"type": "FeatureCollection"}, "features", _each(job, feature))


_DOCUMENTS: dict[str, Callable[[Job, IO[bytes]], None]] = {
    "jsonl": lambda job, stream: lines.write_lines(stream, _codings(job)),
    "plover": lambda job, stream: lines.write_lines(stream, _each(job, plover_record)),
    "geojson": _map,
    "annotations": _page,
}
