"""marsad errors, recode, log and doctor: looking after a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from marsad.cli.add import PROCESSES, QUIET, count_processes, describe, ending_politely, run_ingest
from marsad.cli.inputs import FETCH, LANG, MAP, PRIVATE
from marsad.cli.problems import FAILED, INTERRUPTED, OK, PARTLY, Fatal, say
from marsad.cli.workspace import (
    WORKSPACE,
    GoesOn,
    json_forms,
    outlets_of,
    reading,
    same_command,
    use_own_tables,
    write_records,
    writing,
)

if TYPE_CHECKING:
    from marsad.store.check import Finding
    from marsad.store.ingest import Ingest
    from marsad.store.recode import ArticleChange, RecodeTally
    from marsad.store.records import Failure, Head
    from marsad.store.sqlite.write import SqliteStore
    from marsad.view.labels import Labels, Lang


@click.command("errors", cls=GoesOn)
@WORKSPACE
@click.option("--retry", is_flag=True, help="Try each of them again.")
@click.option("--all", "solved", is_flag=True, help="Also those that have been solved.")
@MAP
@FETCH
@PRIVATE
@PROCESSES
@QUIET
@json_forms
@LANG
@click.pass_context
def errors_command(
    ctx: click.Context, workspace: str, retry: bool, solved: bool, columns: str | None, fetch: bool | None,
    allow_private: bool, processes: int | None, quiet: bool, form: str | None, lang: Lang,
) -> int:  # fmt: skip
    """List what could not be read or coded: input, place, reason, and what to do.

    \b
    Examples:
      marsad errors
      marsad errors --retry           after the inputs were mended, or marsad was updated
      marsad errors --jsonl

    Exit status: 0 no open error, 3 there are some, 1 the workspace cannot be read.
    """
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    if retry:
        with ending_politely(), writing(workspace) as store:
            if not _retry(store, workspace, columns, fetch, allow_private, processes, quiet, labels):
                say(labels.say("interrupted"))
                click.echo(same_command(ctx), err=True)
                return INTERRUPTED
    with reading(workspace) as reader:
        found = reader.failures(solved)
        if form:
            write_records(found, form)
        else:
            for failure in found:
                click.echo(_clean(_failure_line(failure, labels), labels))
        left = reader.summary().errors
    if not form:
        say(labels.say("open_errors", n=left))
    return PARTLY if left else OK


def _failure_line(failure: Failure, labels: Labels) -> str:
    where = f"{failure.origin}, {failure.place}" if failure.place else failure.origin
    state = labels.say("solved", at=failure.solved) if failure.solved else labels.say("since", at=failure.since)
    reason, remedy = labels.problem(failure.reason), labels.problem(failure.remedy)
    number = str(failure.number)
    return labels.say("error_line", number=number, where=where, reason=reason, remedy=remedy, state=state)


def _retry(
    store: SqliteStore, workspace: str, columns: str | None, fetch: bool | None, allow_private: bool,
    processes: int | None, quiet: bool, labels: Labels,
) -> bool:  # fmt: skip
    """Try all open errors again; whether it came to its end."""
    from marsad.cli.meter import Meter
    from marsad.intake.items import STANDARD_INPUT, Sources
    from marsad.intake.open import open_sources

    failures = list(store.failures())
    origins = list(dict.fromkeys(f.origin for f in failures if f.stage == "read" and f.origin != STANDARD_INPUT))
    if origins:
        meter = Meter(origins, labels, quiet)

        def opened(ingest: Ingest) -> Sources:
            return open_sources(
                origins, columns=columns, fetch=fetch, allow_private=allow_private, done=ingest.done,
                outlets=outlets_of(workspace),
            )  # fmt: skip

        tally, whole = run_ingest(store, workspace, processes, meter, opened)
        say(describe(tally, labels))
        if not whole:
            return False
    articles = [f.article for f in failures if f.stage == "code" and f.article is not None]
    if not articles:
        return True
    return _recode(store, workspace, articles, False, processes, None, quiet, labels)[1]


@click.command("recode", cls=GoesOn)
@WORKSPACE
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Also what these very versions have coded.")
@click.option("--why", default="recode", show_default=True, metavar="REASON", help="What the change log says.")
@PROCESSES
@QUIET
@json_forms
@LANG
@click.pass_context
def recode_command(
    ctx: click.Context, workspace: str, names: tuple[str, ...], everything: bool, why: str, processes: int | None,
    quiet: bool, form: str | None, lang: Lang,
) -> int:  # fmt: skip
    """Code anew what older versions of marsad or of its data have coded, and print what changes.

    Without ID the whole workspace. Old codings are kept (`marsad show ID --json` lists their versions), and a new one
    takes the place of the old when it is whole. May be interrupted and run again.

    \b
    Examples:
      marsad recode
      marsad recode --jsonl > changes.jsonl
      marsad recode 58c4940b --all

    Exit status: 0 done, 3 some articles could not be coded (they keep their codings), 130 interrupted.
    """
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    with ending_politely(), writing(workspace) as store:
        articles = [head.id for name in names for head in _found(store, name, workspace, labels)]
        (tally, whole) = _recode(store, workspace, articles, everything, processes, form, quiet, labels, why)
    if not whole:
        say(labels.say("interrupted_after", done=_words(tally, labels)))
        click.echo(same_command(ctx), err=True)
        return INTERRUPTED
    say(f"{workspace}: {_words(tally, labels)}")
    return PARTLY if tally.failed else OK


def _found(store: SqliteStore, name: str, workspace: str, labels: Labels) -> Iterator[Head]:
    heads = store.find(name)
    if not heads:
        raise Fatal(labels.say("no_article", workspace=workspace, name=name))
    yield from heads


def _recode(
    store: SqliteStore, workspace: str, articles: list[str], everything: bool, processes: int | None,
    form: str | None, quiet: bool, labels: Labels, why: str = "retry",
) -> tuple[RecodeTally, bool]:  # fmt: skip
    from marsad.cli.meter import Meter
    from marsad.store.recode import RecodeTally, recode
    from marsad.store.workers import Workers

    meter = Meter((), labels, quiet)
    last = RecodeTally()

    def report(tally: RecodeTally) -> None:
        nonlocal last
        last = tally
        meter.draw(tally.done, tally.total)

    workers = Workers(count_processes(processes), folder=workspace)
    try:
        changes = recode(store, workers, articles, everything, why, report)
        if form:
            write_records(changes, form)
        else:
            for change in changes:
                meter.clear()
                _print_change(change, labels)
    except KeyboardInterrupt:
        return last, False
    finally:
        meter.clear()
        workers.close()
    return last, True


def _print_change(change: ArticleChange, labels: Labels) -> None:
    old = change.old or labels.say("uncoded_before")
    new = change.new or change.problem or ""
    click.echo(_clean(labels.say("recode_line", article=change.article[:12], old=old, new=new), labels))
    for event in change.events:
        sign = {"added": "+", "removed": "-", "changed": "~"}[event.change]
        click.echo("  " + _clean(f"{sign} {event.id} {event.type} {event.words}", labels))
        for name, (before, now) in event.fields.items():
            shown = labels.of("ui", name).removeprefix("ui.") if labels.lang == "ar" else name
            line = labels.say("field_line", name=shown, old=_value(before, labels), new=_value(now, labels))
            click.echo("      " + _clean(line, labels))


def _value(value: object, labels: Labels) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or labels.say("none")
    return labels.say("none") if value is None else str(value)


def _words(tally: RecodeTally, labels: Labels) -> str:
    said = labels.say(
        "recoded", n=tally.done, changed=tally.changed, added=tally.added, removed=tally.removed,
        altered=tally.altered,
    )  # fmt: skip
    return labels.listed([said, labels.say("not_recoded", n=tally.failed) if tally.failed else ""])


@click.command("log")
@WORKSPACE
@json_forms
@LANG
def log_command(workspace: str, form: str | None, lang: Lang) -> int:
    """Print the change log: what took the place of what, when and why.

    \b
    Examples:
      marsad log
      marsad log --jsonl
    """
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    with reading(workspace) as reader:
        if form:
            write_records(reader.changes(), form)
            return OK
        empty = True
        for change in reader.changes():
            empty = False
            line = labels.say(
                "log_line", at=change.at, kind=labels.say(f"kind_{change.kind}"), key=change.key,
                field=labels.say(f"field_{change.field}"), old=_value(change.old, labels),
                new=_value(change.new, labels), why=labels.problem(change.why),
            )  # fmt: skip
            click.echo(_clean(line, labels))
        if empty:
            say(labels.say("no_changes"))
    return OK


@click.command("doctor")
@WORKSPACE
@click.option("--deep", is_flag=True, help="Also read every article, coding and page.")
@click.option("--upgrade", is_flag=True, help="Bring the database to the shape of this version first.")
@json_forms
@LANG
def doctor_command(workspace: str, deep: bool, upgrade: bool, form: str | None, lang: Lang) -> int:
    """Look a workspace over: versions, database, pages, errors, free space; and say what to do.

    Exit status: 0 all well (there may be something to know), 1 something is damaged or missing.
    """
    from marsad.cli.fonts import look_for_fonts
    from marsad.store.check import check_workspace
    from marsad.store.workspace import has_workspace
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    if upgrade and has_workspace(workspace):
        with writing(workspace):
            pass
    findings = chain(_own_files(workspace), check_workspace(workspace, deep), look_for_fonts())
    bad = False
    if form:
        kept = list(findings)
        write_records(kept, form)
        bad = any(finding.state == "bad" for finding in kept)
    else:
        for finding in findings:
            bad |= finding.state == "bad"
            # Advice is typed again as it stands: marks of direction in it would make another path of it.
            advice = "".join(c if c.isprintable() else "?" for c in labels.problem(finding.advice))
            state = labels.say(f"state_{finding.state}")
            line = _clean(labels.say("doctor_line", state=state, what=labels.problem(finding.what)), labels)
            click.echo(line + (labels.say("do", advice=advice) if advice else ""))
    return FAILED if bad else OK


def _own_files(workspace: str) -> Iterator[Finding]:
    """Lays the user's own tables over the shipped ones, for the versions to be told; what is wrong with own files."""
    from marsad.store.check import Finding

    for look in (use_own_tables, outlets_of):
        try:
            look(workspace)
        except Fatal as error:
            advice = "mend it: commands that need it do not run until then"
            yield Finding(state="bad", what=error.message, advice=advice)


def _clean(text: str, labels: Labels) -> str:
    """A line of output in which words of an article cannot move the cursor or turn the line around."""
    from marsad.view.bidi import arabic, english

    return arabic(text) if labels.lang == "ar" else english(text)
