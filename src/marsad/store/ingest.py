"""From a stream of items to a workspace: what is new is worked on by other processes and written in batches.

Entries are written in the order in which items were read, whatever the order in which work comes back, so that the
content of the workspace depends neither on the number of processes nor on where a run was interrupted.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from marsad.intake.items import Item
from marsad.read.problems import ReadProblem
from marsad.store.interface import Addition, Entry, Fault, Reader, Store
from marsad.store.records import Source
from marsad.store.snapshots import Snapshots
from marsad.store.work import Task, article_id, pack_page, page_name
from marsad.store.workers import Workers

CODED_LANGUAGES = frozenset({"ar"})
BATCH = 100  # entries of one transaction
SECONDS = 2.0  # after which what is ready is written, though the batch is small
_WAITING = 1000  # entries that may wait for one that is still being worked on


@dataclass(slots=True)
class Tally:
    """What a run has done so far: items by what became of them."""

    added: int = 0  # new articles, coded
    other: int = 0  # new articles in languages that are not coded
    again: int = 0  # the same words as an article that is there, from a new place
    known: int = 0  # read from this place before
    failed: int = 0  # could not be read
    uncoded: int = 0  # new articles on which the coder failed; kept
    events: int = 0

    @property
    def seen(self) -> int:
        """All items."""
        return self.added + self.other + self.again + self.known + self.failed + self.uncoded

    @property
    def new(self) -> int:
        """Items that were not there."""
        return self.added + self.other + self.again + self.uncoded


@dataclass(slots=True)
class _Slot:
    """The place of an item in the order of writing; it has an entry as soon as its work is done."""

    id: str
    source: Source
    entry: Entry | None = None


@dataclass(slots=True)
class _Queue:
    """What was read and not yet written, in order."""

    slots: deque[_Slot] = field(default_factory=deque)
    working: dict[int, _Slot] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    ready: list[Entry] = field(default_factory=list)


Report = Callable[[Tally, Item | ReadProblem | None], None]


class Ingest:
    """One run: takes items, keeps order, writes batches. `report` hears of every item and of every batch (None)."""

    def __init__(self, store: Store, snapshots: Snapshots, workers: Workers, report: Report) -> None:
        self._store = store
        self._snapshots = snapshots
        self._workers = workers
        self._report = report
        self._queue = _Queue()
        self._written = time.monotonic()
        self._number = 0
        self.tally = Tally()

    def run(self, items: Iterable[Item | ReadProblem], limit: int | None = None) -> Tally:
        """Add what is new among the items, `limit` new ones at most, and give the tally.

        On any end, KeyboardInterrupt too, all that was done up to the first unfinished item is written. Raises
        StoreError when the workspace cannot be written.
        """
        begun = 0
        try:
            for item in items:
                if limit is not None and begun >= limit:
                    break
                begun += self._take_in(item)
                self._report(self.tally, item)
                while not self._workers.room or len(self._queue.slots) > _WAITING:
                    self._collect(wait=True)
                self._collect(wait=False)
                if len(self._queue.ready) >= BATCH or time.monotonic() - self._written > SECONDS:
                    self._write()
            while self._queue.slots:
                self._collect(wait=True)
                if len(self._queue.ready) >= BATCH:
                    self._write()
        finally:
            self._write()
        return self.tally

    def _take_in(self, item: Item | ReadProblem) -> bool:
        """Queue what has to be done about an item; whether it is new."""
        if isinstance(item, ReadProblem):
            fault = Fault(origin=item.file, place=item.place, reason=item.reason, remedy=item.remedy)
            self._queue.slots.append(_Slot(id="", source=_nowhere(item), entry=fault))
            self._move()
            return False
        identity, source = article_id(item.article), source_of(item)
        if self._store.knows(source, identity):
            self.tally.known += 1
            return False
        slot = _Slot(id=identity, source=source)
        self._queue.slots.append(slot)
        if identity in self._queue.ids or self._store.has(identity):
            slot.entry = Addition(id=identity, source=source, page=pack_page(item.raw))
            self._move()
            return True
        self._queue.ids.add(identity)
        self._number += 1
        self._queue.working[self._number] = slot
        language = item.article.metadata.language or "ar"
        code = language in CODED_LANGUAGES
        self._workers.give(Task(number=self._number, article=item.article, code=code, raw=item.raw))
        return True

    def _collect(self, wait: bool) -> None:
        """Put work that is done into its slot."""
        work = self._workers.take(wait)
        while work is not None:
            slot = self._queue.working.pop(work.number)
            slot.entry = Addition(id=slot.id, source=slot.source, work=work)
            self._move()
            work = self._workers.take(wait=False)

    def _move(self) -> None:
        """Take from the front what can be written."""
        slots = self._queue.slots
        while slots and (entry := slots[0].entry) is not None:
            slots.popleft()
            self._queue.ready.append(entry)
            self._count(entry)

    def _count(self, entry: Entry) -> None:
        if isinstance(entry, Fault):
            self.tally.failed += 1
        elif entry.work is None:
            self.tally.again += 1
        elif entry.work.problem is not None:
            self.tally.uncoded += 1
        elif entry.work.rows is None:
            self.tally.other += 1
        else:
            self.tally.added += 1
            self.tally.events += len(entry.work.rows.events)

    def _write(self) -> None:
        """Write what is ready: pages first, so that no article names one that is not there."""
        ready, self._queue.ready = self._queue.ready, []
        self._written = time.monotonic()
        if not ready:
            return
        for entry in ready:
            if isinstance(entry, Addition):
                packed = entry.work.snapshot if entry.work is not None else entry.page
                if entry.source.snapshot is not None and packed is not None:
                    self._snapshots.keep(entry.source.snapshot, packed)
        self._store.add(ready)
        self._queue.ids -= {entry.id for entry in ready if isinstance(entry, Addition)}
        self._report(self.tally, None)


def preview(reader: Reader | None, items: Iterable[Item | ReadProblem], limit: int | None, report: Report) -> Tally:
    """What a run would do, without coding or writing anything; `added` counts what would be coded."""
    tally = Tally()
    seen: set[str] = set()
    for item in items:
        if limit is not None and tally.new >= limit:
            break
        if isinstance(item, ReadProblem):
            tally.failed += 1
        else:
            identity = article_id(item.article)
            if reader is not None and reader.knows(source_of(item), identity):
                tally.known += 1
            elif identity in seen or (reader is not None and reader.has(identity)):
                tally.again += 1
            elif (item.article.metadata.language or "ar") in CODED_LANGUAGES:
                tally.added += 1
            else:
                tally.other += 1
            seen.add(identity)
        report(tally, item)
    return tally


def source_of(item: Item) -> Source:
    """Where an item was read, and what came with it."""
    metadata = item.article.metadata
    return Source(
        origin=item.origin, place=item.place, doc=item.article.doc, url=metadata.url, outlet=metadata.outlet,
        published=metadata.published, snapshot=page_name(item.raw),
    )  # fmt: skip


def _nowhere(problem: ReadProblem) -> Source:
    return Source(
        origin=problem.file, place=problem.place, doc="", url=None, outlet=None, published=None, snapshot=None
    )
