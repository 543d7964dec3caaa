"""marsad add: articles into a workspace."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from marsad.cli.inputs import FETCH, LANG, MAP, PRIVATE, PUBLISHED, load_data
from marsad.cli.problems import FAILED, INTERRUPTED, OK, PARTLY, Fatal, problem_line, say
from marsad.cli.workspace import WORKSPACE, GoesOn, outlets_of, reading, same_command, writing

if TYPE_CHECKING:
    from marsad.cli.meter import Meter
    from marsad.intake.items import Done, Sources
    from marsad.read.problems import ReadProblem
    from marsad.store.ingest import Ingest, Tally
    from marsad.store.sqlite.read import SqliteReader
    from marsad.store.sqlite.write import SqliteStore
    from marsad.view.labels import Labels, Lang

_MOST_PROCESSES = 8  # each takes 150 MB; more are had by asking
PROCESSES = click.option(
    "--processes",
    type=click.IntRange(min=0),
    metavar="N",
    help="Processes that code, 150 MB each; 0 codes in this one. As many as there are processors, 8 at most.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")


@click.command("add", cls=GoesOn)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@WORKSPACE
@PUBLISHED
@MAP
@FETCH
@PRIVATE
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Add N new articles, no more.")
@click.option("--dry-run", is_flag=True, help="Read everything and say what would be added; write nothing.")
@PROCESSES
@QUIET
@LANG
@click.pass_context
def add_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    workspace: str,
    published: str | None,
    columns: str | None,
    fetch: bool | None,
    allow_private: bool,
    limit: int | None,
    dry_run: bool,
    processes: int | None,
    quiet: bool,
    lang: Lang,
) -> int:
    """Add articles to a workspace and code them.

    PATH is what `marsad code` takes: texts, saved pages, JSON lines, tables, web archives, feeds, folders with such
    files, addresses, or - for standard input. What is there already is passed over, so the same command may be run
    again at any time: it goes on where it stopped, tries again what could not be read, and finds what has been added.

    Nothing is ever overwritten. Articles in languages that are not coded are kept and marked. What cannot be read
    never stops the run; `marsad errors` lists it.

    \b
    Examples:
      marsad add pages/ feed.xml                      into ./marsad-workspace
      marsad add export.csv --map text=body,title=headline -w north
      marsad add archive.warc.gz --limit 100          a hundred of them, for a look
      marsad add pages/ --dry-run                     what would be done

    Exit status: 0 all added, 3 some could not be read or coded, 1 nothing could be, 2 wrong usage, 130 interrupted
    (the last line is the command that goes on).
    """
    from marsad.cli.meter import Meter
    from marsad.store.workspace import has_workspace
    from marsad.view.labels import load_labels

    if count_processes(processes) == 0:
        load_data()
    labels = load_labels(lang)
    meter = Meter(paths, labels, quiet)
    if dry_run:
        return _preview(paths, workspace, columns, fetch, limit, meter, labels)
    if not has_workspace(workspace):
        _check_there(paths, labels)
    done = ""
    try:
        with ending_politely(), writing(workspace) as store:
            tally, whole = run_ingest(
                store, workspace, processes, meter, limit=limit, published=published,
                open_with=lambda ingest: _open(paths, workspace, columns, fetch, allow_private, ingest.done, labels),
            )  # fmt: skip
            done = describe(tally, labels)
    except KeyboardInterrupt:
        whole = False
    if not whole:
        say(labels.say("interrupted_after", done=done) if done else labels.say("interrupted"))
        click.echo(same_command(ctx), err=True)
        return INTERRUPTED
    say(f"{workspace}: {describe(tally, labels)}")
    if tally.failed or tally.uncoded:
        say(labels.say("see_errors", command=f"marsad errors -w {shlex.quote(workspace)}"))
    return status_of(tally)


def run_ingest(
    store: SqliteStore,
    workspace: str,
    processes: int | None,
    meter: Meter,
    open_with: Callable[[Ingest], Sources],
    limit: int | None = None,
    published: str | None = None,
) -> tuple[Tally, bool]:
    """Run an ingest; gives its tally and whether it came to its end (False: Ctrl-C, or asked to end)."""
    from marsad.read.problems import ReadError
    from marsad.store.ingest import Ingest
    from marsad.store.workers import Workers
    from marsad.store.workspace import snapshots_of

    workers = Workers(count_processes(processes), folder=workspace)
    ingest = Ingest(store, snapshots_of(workspace), workers, meter.show)
    try:
        return ingest.run(meter.measured(open_with(ingest)), limit, published), True
    except KeyboardInterrupt:
        return ingest.tally, False
    except ReadError as error:
        raise click.UsageError(f"--map: {error}") from None
    finally:
        meter.clear()
        workers.close()


def count_processes(asked: int | None) -> int:
    """How many processes code: as asked, else one for each processor this process may use."""
    if asked is not None:
        return asked
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_PROCESSES)


def describe(tally: Tally, labels: Labels, would: bool = False) -> str:
    """What was done with how many, in one line; `would`: what is to be done."""
    events = labels.say("events", n=tally.events)
    kinds = (
        ("to_add" if would else "added", tally.added), ("other", tally.other), ("again", tally.again),
        ("known", tally.known), ("to_restore" if would else "restored", tally.restored), ("uncoded", tally.uncoded),
        ("failed", tally.failed),
    )  # fmt: skip
    said = [labels.say(kind, n=number, events=events) for kind, number in kinds if number]
    return labels.listed(said if tally.added else [labels.say("none_added"), *said])


def status_of(tally: Tally) -> int:
    """The exit status of a run that came to its end."""
    if not tally.failed and not tally.uncoded:
        return OK
    return PARTLY if tally.seen > tally.failed else FAILED


def _check_there(paths: tuple[str, ...], labels: Labels) -> None:
    """Fatal when nothing of what was named is there: no workspace is made for a slip of the keyboard."""
    if not any(path == "-" or "://" in path or os.path.lexists(path) for path in paths):
        raise Fatal(labels.say("no_such_file", path=paths[0]))


def _open(
    paths: tuple[str, ...],
    workspace: str,
    columns: str | None,
    fetch: bool | None,
    allow_private: bool,
    done: Done,
    labels: Labels,
) -> Sources:
    from marsad.intake.open import open_sources

    if "-" in paths and sys.stdin is not None and sys.stdin.isatty():
        say(labels.say("keyboard"))
    return open_sources(
        paths, columns=columns, fetch=fetch, allow_private=allow_private, done=done, outlets=outlets_of(workspace)
    )


def _preview(
    paths: tuple[str, ...], workspace: str, columns: str | None, fetch: bool | None, limit: int | None, meter: Meter,
    labels: Labels,
) -> int:  # fmt: skip
    """Say what a run would do."""
    from marsad.store.ingest import Tally, preview, standing
    from marsad.store.workspace import has_workspace, snapshots_of

    tally = Tally()

    def tell(problem: ReadProblem) -> None:
        meter.clear()
        say(problem_line(problem, labels))

    def run(reader: SqliteReader | None) -> None:
        def done(origin: str, place: str, stamp: str) -> bool:
            if reader is None:
                return False
            state = standing(reader, snapshots_of(workspace), origin, place, stamp)
            tally.known += state == "known"
            tally.restored += state == "lost"
            return state == "known"

        sources = _open(paths, workspace, columns, fetch, False, done, labels)
        preview(reader, meter.measured(sources), limit, tally, meter.show, tell)

    if has_workspace(workspace):
        with reading(workspace) as reader:
            run(reader)
    else:
        run(None)
    meter.clear()
    said = labels.say("would", done=describe(tally, labels, would=True))
    say(f"{workspace}: {said}")
    return status_of(tally)


@contextmanager
def ending_politely() -> Iterator[None]:
    """Take a request to end (SIGTERM) as Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
