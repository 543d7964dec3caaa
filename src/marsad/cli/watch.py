"""marsad watch: ask feeds again and again, add and code what is new."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.add import describe
from marsad.cli.inputs import LANG, PRIVATE, load_data
from marsad.cli.problems import FAILED, INTERRUPTED, OK, PARTLY, Fatal, problem_line, say
from marsad.cli.workspace import WORKSPACE, GoesOn, outlets_of, same_command, writing

if TYPE_CHECKING:
    from marsad.intake.context import Fetches
    from marsad.intake.items import Sources
    from marsad.intake.watch import Feed
    from marsad.store.ingest import Ingest
    from marsad.store.interface import Entry
    from marsad.store.sqlite.write import SqliteStore
    from marsad.types import Entity, Event
    from marsad.view.labels import Labels, Lang

_MEMORY = "feeds.json"  # in the workspace: what is remembered of feeds
_MOST_EVENTS = 6  # named in the line of an article


@click.command("watch", cls=GoesOn)
@click.argument("file", metavar="FEEDS.TOML")
@WORKSPACE
@click.option("--once", is_flag=True, help="Look at every feed once and end.")
@PRIVATE
@LANG
@click.pass_context
def watch_command(
    ctx: click.Context, file: str, workspace: str, once: bool, allow_private: bool, lang: Lang
) -> int:  # fmt: skip
    """Watch RSS and Atom feeds: add and code what is new, one line for each new article.

    FEEDS.TOML names the feeds, each with its address or the outlet whose declared feeds are meant:

    \b
      interval = 900                 # seconds between two looks, 60 or more
      [[feed]]
      url = "https://example.org/rss"
      [[feed]]
      outlet = "france24_arabic"
      interval = 3600

    Texts that a feed carries whole are taken from it, other articles from the pages it links to; robots.txt is
    honoured. Feeds are asked only for what has changed. Ctrl-C ends the watch at any time; nothing is lost or added
    twice when it is started again. What could not be had is tried at three looks; `marsad errors` lists it.

    Exit status of --once: 0 all read, 3 some could not be read, 1 nothing could be; 130 interrupted, 2 wrong usage.
    """
    from marsad.intake.net import Fetcher
    from marsad.read.problems import ReadError
    from marsad.view.labels import load_labels

    feeds = _feeds(file, workspace)
    load_data()
    try:
        with writing(workspace) as store:
            watch = _Watch(store, workspace, Fetcher(allow_private=allow_private), load_labels(lang))
            return watch.run(feeds, once, same_command(ctx))
    except ReadError as error:
        raise Fatal(str(error)) from None
    except OSError as error:
        raise Fatal(f"{workspace}: {error.strerror or error}; check the rights of the folder and free space") from None


def _feeds(file: str, workspace: str) -> tuple[Feed, ...]:
    """The feeds that the file names; a usage error when it is wrong."""
    from marsad.intake.watch import read_feeds
    from marsad.outlets import load_outlets
    from marsad.read.problems import ReadError

    own = Path(outlets_of(workspace))
    try:
        return read_feeds(Path(file), load_outlets(own if own.is_dir() else None))
    except ReadError as error:
        raise click.UsageError(f"{error}.") from None


class _Watch:
    """One watch: takes what feeds give into the workspace and says what is new."""

    def __init__(self, store: SqliteStore, workspace: str, fetcher: Fetches, labels: Labels) -> None:
        self._store = store
        self._labels = labels
        self._workspace = workspace
        self._fetcher = fetcher
        self._failed = 0  # feeds that could not be had

    def run(self, feeds: Sequence[Feed], once: bool, again: str) -> int:
        """Watch until the end, and give the exit status; `again` is the command that goes on."""
        from marsad.store.ingest import Ingest
        from marsad.store.workers import Workers
        from marsad.store.workspace import snapshots_of

        workers = Workers(1, folder=self._workspace)
        ingest = Ingest(self._store, snapshots_of(self._workspace), workers, lambda _: None, self._announce)
        labels = self._labels
        ending = "" if once else labels.say("ctrl_c")
        say(labels.say("watching", n=len(feeds), workspace=self._workspace, ending=ending))
        before = signal.signal(signal.SIGTERM, _interrupt)
        try:
            self._watch(feeds, ingest, once)
        except KeyboardInterrupt:
            say(labels.say("watch_ended", done=describe(ingest.tally, labels)))
            click.echo(again, err=True)
            return INTERRUPTED
        finally:
            signal.signal(signal.SIGTERM, before)
            workers.close()
        say(f"{self._workspace}: {describe(ingest.tally, labels)}")
        if self._failed:
            return PARTLY if self._failed < len(feeds) else FAILED
        return PARTLY if ingest.tally.failed or ingest.tally.uncoded else OK

    def _watch(self, feeds: Sequence[Feed], ingest: Ingest, once: bool) -> None:
        from marsad.intake.memory import FileMemory
        from marsad.intake.open import declared_in
        from marsad.intake.watch import watch_feeds

        watch_feeds(
            feeds,
            lambda _, sources: _take(ingest, self._reachable(sources)),
            fetcher=self._fetcher,
            memory=FileMemory(Path(self._workspace) / _MEMORY),
            clock=time.monotonic,
            sleep=time.sleep,
            done=ingest.done,
            outlets=declared_in(outlets_of(self._workspace)),
            once=once,
        )

    def _reachable(self, sources: Sources) -> Sources:
        """The sources; a feed that cannot be had is said here, for it is no article that could be tried again."""
        from marsad.read.problems import ReadProblem

        for source in sources:
            if isinstance(source, ReadProblem) and not source.place:
                self._failed += 1
                say(problem_line(source, self._labels))
            else:
                yield source

    def _announce(self, entries: Sequence[Entry]) -> None:
        """Say what has been written."""
        from marsad.read.problems import ReadProblem
        from marsad.store.interface import Fault

        for entry in entries:
            if isinstance(entry, Fault):
                problem = ReadProblem(entry.origin, entry.place, entry.reason, entry.remedy)
                say(problem_line(problem, self._labels))
            elif entry.made is not None:
                click.echo(self._line(entry.id, entry.made.title or entry.id, entry.made.language))

    def _line(self, article: str, title: str, language: str) -> str:
        """A new article in one line: id, day, outlet, title, and its events."""
        from marsad.view.bidi import isolate

        report = self._store.report(article)
        kept = self._store.kept(article)
        outlet = kept.outlet if kept is not None else None
        day = report.coding.published.date if report is not None else None
        parts = [article[:12], day or "????-??-??", isolate(outlet) if outlet else "", isolate(title)]
        events = self._labels.say("not_coded_in", language=language)
        if report is not None:
            events = _events(report.coding.events, self._labels)
        return "  ".join(part for part in (*parts, events) if part)


def _take(ingest: Ingest, sources: Sources) -> None:
    ingest.run(sources)


def _events(events: Sequence[Event], labels: Labels) -> str:
    """The events of an article, who did what to whom in codes: "REQUEST NOR>ISL"."""
    words = [f"{event.type} {_parties(event.actor)}>{_parties(event.recipient)}" for event in events[:_MOST_EVENTS]]
    if len(events) > _MOST_EVENTS:
        words.append(labels.say("more_events", n=len(events) - _MOST_EVENTS))
    return labels.listed(words) or labels.say("no_events")


def _parties(entities: Sequence[Entity]) -> str:
    codes = [entity.country or entity.sector or "?" for entity in entities]
    return "+".join(dict.fromkeys(codes)) or "-"


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
