"""Bringing codings up to date: the old one is kept, the new one becomes current when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from msgspec import structs

from marsad import __version__ as CODER_VERSION
from marsad.lexicon.load import data_version
from marsad.store.interface import Recoded, Store
from marsad.store.problems import StoreError
from marsad.store.work import Task, unpack_coding
from marsad.store.workers import Workers
from marsad.types import Coding, Event, Record

_BATCH = 50  # codings of one transaction
# What of an event is compared; its words and id decide which event it is, the rest follows from these.
FIELDS = ("type", "mode", "actor", "recipient", "place", "date", "status", "historical", "chain")


class EventChange(Record, frozen=True):
    """One event that is different: `change` is added, removed or changed; `fields` says in what it changed."""

    id: str
    change: str
    type: str
    words: str
    fields: dict[str, tuple[object, object]] = msgspec.field(default_factory=dict)


class ArticleChange(Record, frozen=True):
    """What coding an article anew made of its events; `problem` is why it could not be coded (the old stays)."""

    article: str
    old: str | None
    new: str | None
    events: tuple[EventChange, ...] = ()
    problem: str | None = None


@dataclass(slots=True)
class RecodeTally:
    """What a run has done so far."""

    total: int = 0
    done: int = 0
    failed: int = 0
    changed: int = 0  # articles
    added: int = 0  # events
    removed: int = 0
    altered: int = 0


def recode(
    store: Store,
    workers: Workers,
    articles: Sequence[str] = (),
    everything: bool = False,
    why: str = "recode",
    report: Callable[[RecodeTally], None] = lambda tally: None,
) -> Iterator[ArticleChange]:
    """Code anew what is out of date (of these articles, else of all; with `everything` whatever its versions).

    Gives what changed for each article, in order, after it is written; articles whose events stay the same are left
    out. Raises StoreError. When it is interrupted, the rest is done by the next run.
    """
    ids = list(store.outdated("" if everything else CODER_VERSION, "" if everything else data_version(), articles))
    tally = RecodeTally(total=len(ids))
    report(tally)
    for start in range(0, len(ids), _BATCH):
        chunk = ids[start : start + _BATCH]
        done, changes = _recode_batch(store, workers, chunk, why)
        store.replace(done)
        for change in changes:
            _count(tally, change)
            if change.events or change.problem:
                yield change
        report(tally)
    if not articles:
        store.refresh_words(data_version())
    if everything and not articles:
        store.rebuild()


def _recode_batch(
    store: Store, workers: Workers, ids: list[str], why: str
) -> tuple[list[Recoded], list[ArticleChange]]:
    """The new codings of some articles, and how they differ from the old ones."""
    for number, identity in enumerate(ids):
        kept = store.kept(identity)
        if kept is None:
            raise StoreError(f"article {identity} is gone", "look at the workspace with: marsad doctor")
        workers.give(Task(number=number, article=kept.article))
    done: dict[int, Recoded] = {}
    while (work := workers.take(wait=True)) is not None:
        problem = work.unread.reason if work.unread is not None else None
        done[work.number] = Recoded(id=ids[work.number], made=work.made, why=why, problem=problem)
    recoded = [done[number] for number in range(len(ids))]
    return recoded, [_change(store, one) for one in recoded]


def _change(store: Store, recoded: Recoded) -> ArticleChange:
    report = store.report(recoded.id)
    old = report.coding if report is not None else None
    versions = f"{old.versions.coder} {old.versions.data}" if old is not None else None
    if recoded.made is None or recoded.made.coding is None:
        problem = recoded.problem or (recoded.made.problem if recoded.made is not None else None) or "not coded"
        return ArticleChange(article=recoded.id, old=versions, new=None, problem=problem)
    new = unpack_coding(recoded.made.coding)
    return ArticleChange(
        article=recoded.id, old=versions, new=f"{new.versions.coder} {new.versions.data}",
        events=tuple(compare(old, new)),
    )  # fmt: skip


def compare(old: Coding | None, new: Coding) -> Iterator[EventChange]:
    """The events of one article that two codings tell differently, in the order of the new one, then of the old."""
    before = {event.id: event for event in (old.events if old is not None else ())}
    after = {event.id: event for event in new.events}
    for event in new.events:
        was = before.get(event.id)
        if was is None:
            yield _event_change(event, "added")
        elif fields := _fields(was, event):
            yield structs.replace(_event_change(event, "changed"), fields=fields)
    for event in before.values():
        if event.id not in after:
            yield _event_change(event, "removed")


def _event_change(event: Event, change: str) -> EventChange:
    return EventChange(id=event.id, change=change, type=event.type, words=event.mentions[0].text)


def _fields(was: Event, now: Event) -> dict[str, tuple[object, object]]:
    found: dict[str, tuple[object, object]] = {}
    for name in FIELDS:
        old, new = _plain(getattr(was, name)), _plain(getattr(now, name))
        if old != new:
            found[name] = (old, new)
    return found


def _plain(value: object) -> object:
    """A field as codes and words: participants as "NOR:GOV words", places by their words."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "text"):
        codes = ":".join(code for code in (getattr(value, "country", None), getattr(value, "sector", None)) if code)
        return f"{codes} {value.text}".strip()
    return value


def _count(tally: RecodeTally, change: ArticleChange) -> None:
    tally.done += 1
    tally.failed += change.problem is not None
    tally.changed += bool(change.events)
    tally.added += sum(event.change == "added" for event in change.events)
    tally.removed += sum(event.change == "removed" for event in change.events)
    tally.altered += sum(event.change == "changed" for event in change.events)
