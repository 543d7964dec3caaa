"""Events as articles tell them, and happenings: the events of several articles that are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Literal, NamedTuple

from marsad.store.records import Damaged, Report
from marsad.types import Event

Level = Literal["report", "event"]
# What exports read: each call opens the same stream of reports anew.
Reports = Callable[[], Iterable[Report]]
Readable = Callable[[], Iterable[Report | Damaged]]  # the same, before what is damaged is told and left out


class Told(NamedTuple):
    """One event in one article."""

    report: Report
    event: Event


Grouping = Callable[[Told], str]


class Happening(NamedTuple):
    """What is exported as one row: events that are one, with all their reports; `key` names it."""

    key: str
    tolds: tuple[Told, ...]

    @property
    def lead(self) -> Told:
        """The report whose values stand for all: the surest one, the first of equals."""
        if len(self.tolds) == 1:
            return self.tolds[0]
        return max(self.tolds, key=lambda told: told.event.confidence)


def identical_texts(told: Told) -> str:
    """The key of an event: its id, which is the same in every article with the same text."""
    return told.event.id


def tell(reports: Iterable[Report]) -> Iterator[Told]:
    """The events of all reports, in their order."""
    for report in reports:
        for event in report.coding.events:
            yield Told(report, event)


def happenings(source: Reports, level: Level, grouping: Grouping = identical_texts) -> Iterator[Happening]:
    """One after another, in the order of the reports; one of several reports comes with its last.

    At report level every event of every article is one. At event level those with the same key are joined; the
    source is read twice then, so that only events with several reports have to wait in memory for the others.
    """
    if level == "report":
        yield from (Happening(told.event.id, (told,)) for told in tell(source()))
        return
    waiting = _repeated(source, grouping)
    found: dict[str, list[Told]] = {}
    for told in tell(source()):
        key = grouping(told)
        missing = waiting.get(key)
        if missing is None:
            yield Happening(key, (told,))
            continue
        found.setdefault(key, []).append(told)
        waiting[key] = missing - 1
        if missing == 1:
            yield Happening(key, tuple(found.pop(key)))
    # A workspace that changed between the two readings leaves groups that never became whole.
    yield from (Happening(key, tuple(tolds)) for key, tolds in found.items())


def _repeated(source: Reports, grouping: Grouping) -> dict[str, int]:
    """How many events have each key that several have."""
    once: set[str] = set()
    several: dict[str, int] = {}
    for told in tell(source()):
        key = grouping(told)
        if key in several:
            several[key] += 1
        elif key in once:
            several[key] = 2
        else:
            once.add(key)
    return several


def number_of(key: str) -> int:
    """A number below 2^60 for layouts whose ids are numbers: of an event's id its first fifteen hex digits."""
    digits = key[:15] if len(key) == 16 and not key.strip("0123456789abcdef") else sha256(key.encode()).hexdigest()[:15]
    return int(digits, 16)
