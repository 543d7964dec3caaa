"""marsad export: exactly what the filters mean, as a file with a manifest beside it."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.inputs import LANG
from marsad.cli.problems import OK, PARTLY, Fatal, say
from marsad.cli.workspace import WORKSPACE, filters, make_query, pages, reading

if TYPE_CHECKING:
    from marsad.export.files import Export, Manifest
    from marsad.export.tables import Tally
    from marsad.export.told import Readable
    from marsad.view.labels import Labels, Lang

# The names of marsad.export.formats, which is not loaded for the help.
NAMES = (
    "csv", "csv-excel", "xlsx", "parquet", "jsonl", "geojson", "plover", "annotations", "acled", "ucdp", "gdelt",
    "polecat",
)  # fmt: skip
_LEVELS = ("report", "event", "quote", "article")
_EVERY = 0.2  # seconds between two updates of the line on a terminal
_PLAIN_EVERY = 30.0  # seconds between two lines elsewhere
_SHOWN = 5  # reasons and failures that are told on the terminal; the manifest has all


@click.command("export")
@click.argument("name", metavar="FORMAT", type=click.Choice(NAMES))
@click.option("-o", "--out", metavar="FILE", required=True, help="Where to write; - for standard output.")
@WORKSPACE
@click.option("--level", type=click.Choice(_LEVELS), help="What a row is; see below.")
@filters
@click.option("--text", metavar="WORDS", help="Only from articles with these words, as in `marsad search`.")
@pages
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@click.option("--manifest", metavar="FILE", help="With -o -: where to write the manifest.")
@LANG
def export_command(
    name: str, out: str, workspace: str, level: str | None, force: bool, manifest: str | None, lang: Lang, **given: Any
) -> int:
    """Export what the filters mean, and a manifest: filters, versions, counts, checksum.

    \b
    FORMAT is one of
      csv, csv-excel, xlsx   tables for people; csv-excel is CSV that Excel opens right
      parquet                a table for DuckDB, pandas, polars, R
      jsonl                  the records of `marsad code`, one article a line
      geojson                a map: points for towns and exact places only
      plover                 PLOVER records, one event a line
      annotations            W3C Web Annotations: the characters behind every value
      acled, ucdp, gdelt, polecat   the columns of these data sets (docs/exports.md)

    \b
    --level is what a row stands for
      report    an event in one article
      event     an event with all its reports; identical texts are one
      quote     a quotation (csv, csv-excel, xlsx, parquet)
      article   an article (csv, csv-excel, xlsx, parquet, jsonl, annotations)

    \b
    Examples:
      marsad export xlsx -o events.xlsx --type ASSAULT --country SYR --since 2024-09
      marsad export csv -o quotes.csv --level quote --actor ISL
      marsad export acled -o acled.csv --status asserted
      marsad export plover -o - --doc 02-wire | jq .

    Exit status: 0 done, 3 some articles are missing (the manifest says which), 1 nothing was written, 2 wrong usage.
    """
    from marsad.export.files import Export, ExportError, format_named, level_of
    from marsad.export.needs import MissingLibraryError
    from marsad.store.clock import now
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    form = format_named(name)
    try:
        chosen = level_of(form, level)
    except ExportError as error:
        raise click.UsageError(f"{error}.") from None
    _check_output(out, form.text, manifest, Path(workspace))
    query = make_query(**given)
    with reading(workspace) as reader:
        from marsad.export.chosen import asked, chosen_reports

        by_event = chosen in ("report", "event")
        reports = chosen_reports(reader, query, events=by_event)
        wanted = Export(format=name, level=chosen, query=asked(query), created=now())
        meter = _Meter(reader.count(query) if by_event else None, sys.stdout.isatty() and out == "-", labels)
        try:
            made = _write(out, wanted, reports, force, manifest, meter)
        except (ExportError, MissingLibraryError) as error:
            meter.clear()
            raise Fatal(labels.problem(str(error))) from None
    meter.clear()
    return _report(made, out, labels)


def _check_output(out: str, text: bool, manifest: str | None, workspace: Path) -> None:
    """A usage error where the output cannot be what is wanted, or would stand among the files of the workspace."""
    for target in (out, manifest):
        if target and target != "-" and Path(target).resolve().parent == workspace.resolve():
            raise click.UsageError(f"{target} would stand in the workspace itself; write it somewhere else.")
    if out != "-" and manifest:
        raise click.UsageError("--manifest goes with -o -; a file has its manifest beside it.")
    if out == "-" and not text:
        raise click.UsageError("this format cannot go to standard output; name a file with -o.")


def _write(out: str, wanted: Export, reports: Readable, force: bool, manifest: str | None, meter: _Meter) -> Manifest:
    from marsad.cli.output import Sink
    from marsad.export.files import check_target, manifest_bytes, write_file, write_stream

    if out != "-":
        return write_file(Path(out), wanted, reports, force=force, tick=meter.tick)
    if manifest:
        check_target(Path(manifest), force)
    sink = Sink(None, "--out")
    made = write_stream(sink, wanted, reports, tick=meter.tick)
    sink.close()
    if manifest:
        beside = Sink(manifest, "--manifest")
        beside.write(manifest_bytes(made))
        beside.close()
    return made


def _report(made: Manifest, out: str, labels: Labels) -> int:
    """Say on standard error what was written and what was not."""
    from marsad.store.records import DAMAGED

    where = labels.say("standard_output") if out == "-" else out
    counts = {"rows": made.rows, "events": made.events, "articles": made.articles}
    say(labels.say("exported", where=where, **{name: labels.say(name, n=number) for name, number in counts.items()}))
    if not made.articles:
        say(labels.say("empty_export"))
    left = list(made.left_out.items())
    for reason, number in left[:_SHOWN]:
        say(labels.say("left_out", n=number, reason=labels.problem(reason)))
    if len(left) > _SHOWN:
        say(labels.say("left_out_more", n=sum(n for _, n in left[_SHOWN:])))
    for failure in made.failed[:_SHOWN]:
        key = "article_damaged" if failure.reason.startswith(DAMAGED) else "article_failed"
        say(labels.say(key, article=failure.article, reason=labels.problem(failure.reason)))
    if len(made.failed) > _SHOWN:
        say(labels.say("rows_failed", n=len(made.failed)))
    return PARTLY if made.failed else OK


class _Meter:
    """Shows on standard error how far an export has come."""

    def __init__(self, total: int | None, quiet: bool, labels: Labels) -> None:
        self._total = total
        self._labels = labels
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._drawn = False

    def tick(self, tally: Tally) -> None:
        """Called after every article."""
        now = time.monotonic()
        if self._quiet or now - self._last < (_EVERY if self._terminal else _PLAIN_EVERY):
            return
        self._last = now
        rate = round(tally.rows / max(now - self._start, 0.001))
        so_far = {"events": tally.events, "rows": tally.rows, "rate": rate}
        if self._total is None:
            line = self._labels.say("exported_so_far", **so_far)
        else:
            line = self._labels.say("exported_of", total=self._total, **so_far)
        if not self._terminal:
            say(line)
            return
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
