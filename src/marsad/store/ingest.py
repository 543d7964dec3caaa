"""From a stream of sources to a workspace: what is new is read and coded by other processes and written in batches.

Entries are written in the order in which sources came, whatever the order in which work comes back, so that the
content of the workspace depends neither on the number of processes nor on where a run was interrupted.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from marsad.intake.items import STANDARD_INPUT
from marsad.intake.items import Source as Unread
from marsad.intake.read import read_source
from marsad.read.problems import ReadProblem
from marsad.store.interface import Addition, Entry, Fault, Reader, Store
from marsad.store.snapshots import Snapshots
from marsad.store.work import CODED_LANGUAGES, Made, Task, Work, article_id
from marsad.store.workers import Workers

BATCH = 100  # entries of one transaction
SECONDS = 2.0  # after which what is ready is written, though the batch is small
_WAITING = 500  # entries that may wait for one that is still being worked on


@dataclass(slots=True)
class Tally:
    """What a run has done so far: items by what became of them."""

    added: int = 0  # new articles, coded
    other: int = 0  # new articles in languages that are not coded
    again: int = 0  # the same words as an article that is there, from a new place
    known: int = 0  # read from this place before
    failed: int = 0  # could not be read
    restored: int = 0  # of those known, the ones whose page was gone and is there again
    uncoded: int = 0  # new articles on which the coder failed; kept
    events: int = 0

    @property
    def seen(self) -> int:
        """All items."""
        return self.new + self.known + self.failed

    @property
    def new(self) -> int:
        """Items that were not there."""
        return self.added + self.other + self.again + self.uncoded


@dataclass(slots=True)
class _Slot:
    """The place of an item in the order of writing; it is done when it has its work or its fault."""

    known: str | None = None
    work: Work | None = None
    fault: Fault | None = None


@dataclass(slots=True)
class _Queue:
    """What was read and not yet written, in order."""

    slots: deque[_Slot] = field(default_factory=deque)
    working: dict[int, _Slot] = field(default_factory=dict)
    ready: list[Entry] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)  # of the articles in `ready`


Report = Callable[[Tally], None]
Written = Callable[[Sequence[Entry]], None]


class Ingest:
    """One run: takes sources, keeps order, writes batches. `report` hears of every step, `written` of every batch."""

    def __init__(
        self, store: Store, snapshots: Snapshots, workers: Workers, report: Report, written: Written | None = None
    ) -> None:
        self._tell = written
        self._store = store
        self._snapshots = snapshots
        self._workers = workers
        self._report = report
        self._queue = _Queue()
        self._written = time.monotonic()
        self._number = 0
        self._lost: set[tuple[str, str]] = set()  # places that are known and whose pages are gone
        self.tally = Tally()

    def done(self, origin: str, place: str, stamp: str) -> bool:
        """Whether what stands at a place is there already, unchanged; the intake asks before it reads."""
        state = standing(self._store, self._snapshots, origin, place, stamp)
        if state == "lost":
            self._lost.add((origin, place))
        if state != "known":
            return False
        self.tally.known += 1
        self._report(self.tally)
        return True

    def run(
        self, sources: Iterable[Unread | ReadProblem], limit: int | None = None, published: str | None = None
    ) -> Tally:
        """Add what is new among the sources, `limit` new ones at most, and give the tally.

        `published` is the day a user gave for all of them. On any end, KeyboardInterrupt too, all that was done up to
        the first unfinished one is written. Raises StoreError when the workspace cannot be written.
        """
        try:
            for source in sources:
                self._take_in(source, published)
                while not self._workers.room or len(self._queue.slots) > _WAITING or self._enough(limit, True):
                    if not self._collect(wait=True):
                        break
                self._collect(wait=False)
                if len(self._queue.ready) >= BATCH or time.monotonic() - self._written > SECONDS:
                    self._write()
                if self._enough(limit, False):
                    break
            while self._queue.slots and not self._enough(limit, False):
                self._collect(wait=True)
                if len(self._queue.ready) >= BATCH:
                    self._write()
        finally:
            self._write()
        return self.tally

    def _enough(self, limit: int | None, with_waiting: bool) -> bool:
        """Whether the limit is reached, or would be if everything that waits were new."""
        if limit is None:
            return False
        return self.tally.new + (len(self._queue.slots) if with_waiting else 0) >= limit

    def _take_in(self, source: Unread | ReadProblem, published: str | None) -> None:
        """Queue a source for the workers, a problem as it is."""
        if isinstance(source, ReadProblem):
            self._queue.slots.append(_Slot(fault=_fault(source)))
            self._move()
            return
        self._number += 1
        slot = _Slot(known=self._store.article_at(source.origin, source.place))
        self._queue.slots.append(slot)
        self._queue.working[self._number] = slot
        self._workers.give(Task(number=self._number, unread=source, published=published, known=slot.known))

    def _collect(self, wait: bool) -> bool:
        """Put work that is done into its slot; whether there was any."""
        work = self._workers.take(wait)
        found = work is not None
        while work is not None:
            slot = self._queue.working.pop(work.number)
            if work.unread is not None:
                slot.fault = _fault(work.unread)
            slot.work = work
            self._move()
            work = self._workers.take(wait=False)
        return found

    def _move(self) -> None:
        """Take from the front what can be written."""
        slots = self._queue.slots
        while slots and (slots[0].work is not None or slots[0].fault is not None):
            slot = slots.popleft()
            if slot.fault is not None:
                self._queue.ready.append(slot.fault)
                self.tally.failed += 1
            elif slot.work is not None:
                self._queue.ready.append(self._addition(slot.work, slot.known))
            self._report(self.tally)

    def _addition(self, work: Work, known: str | None) -> Addition:
        """What is written for a piece of work; the first of several articles of the same words is kept."""
        assert work.source is not None
        there = work.id in self._queue.ids or self._store.has(work.id)
        addition = Addition(id=work.id, source=work.source, made=None if there else work.made, page=work.page)
        if known == work.id:
            self.tally.known += 1
            self.tally.restored += (work.source.origin, work.source.place) in self._lost
        elif addition.made is None:
            self.tally.again += 1
        elif addition.made.problem is not None:
            self.tally.uncoded += 1
        elif addition.made.rows is None:
            self.tally.other += 1
        else:
            self.tally.added += 1
            self.tally.events += len(addition.made.rows.events)
        self._queue.ids.add(work.id)
        return addition

    def _count_again(self, made: Made) -> None:
        """Another process has added the same words meanwhile: what was counted as new is not."""
        self.tally.again += 1
        if made.problem is not None:
            self.tally.uncoded -= 1
        elif made.rows is None:
            self.tally.other -= 1
        else:
            self.tally.added -= 1
            self.tally.events -= len(made.rows.events)

    def _write(self) -> None:
        """Write what is ready: pages first, so that no article names one that is not there."""
        ready, self._queue.ready = self._queue.ready, []
        self._written = time.monotonic()
        if not ready:
            return
        for entry in ready:
            if isinstance(entry, Addition) and entry.source.snapshot is not None and entry.page is not None:
                self._snapshots.keep(entry.source.snapshot, entry.page)
        new = self._store.add(ready)
        for entry in ready:
            if isinstance(entry, Addition) and entry.made is not None and entry.id not in new:
                self._count_again(entry.made)
        self._queue.ids.clear()
        if self._tell is not None:
            self._tell(ready)


def standing(
    reader: Reader, snapshots: Snapshots, origin: str, place: str, stamp: str
) -> Literal["new", "known", "lost"]:
    """How what stands at a place is kept: not as it is now, as it is, or without the page it was read from.

    Standard input is always new.
    """
    state = reader.state_at(origin, place) if origin != STANDARD_INPUT else None
    if state is None or state[0] != stamp:
        return "new"
    return "known" if state[1] is None or snapshots.has(state[1]) else "lost"


def preview(
    reader: Reader | None,
    sources: Iterable[Unread | ReadProblem],
    limit: int | None,
    tally: Tally,
    report: Report,
    tell: Callable[[ReadProblem], None],
) -> Tally:
    """What a run would do, without coding or writing anything; `added` counts what would be coded.

    `tell` hears of everything that cannot be read.
    """
    seen: set[str] = set()
    for source in sources:
        item = source if isinstance(source, ReadProblem) else read_source(source)
        if isinstance(item, ReadProblem):
            tally.failed += 1
            tell(item)
        else:
            identity = article_id(item.article)
            if reader is not None and reader.article_at(item.origin, item.place) == identity:
                tally.known += 1
            elif identity in seen or (reader is not None and reader.has(identity)):
                tally.again += 1
            elif (item.article.metadata.language or "ar") in CODED_LANGUAGES:
                tally.added += 1
            else:
                tally.other += 1
            seen.add(identity)
        report(tally)
        if limit is not None and tally.new >= limit:
            break
    return tally


def _fault(problem: ReadProblem) -> Fault:
    return Fault(origin=problem.file, place=problem.place, reason=problem.reason, remedy=problem.remedy)
