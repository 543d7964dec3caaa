"""The days that a set of constraints leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from marsad.find.published_text import Bound, name_date, name_day
from marsad.find.time_calendar import Days
from marsad.types import Constraint

_MOST_OPTIONS = 60  # days listed; with more than that only the ends are told
_MOST_DAYS = 20_000  # 55 years: beyond that the bounds tell nothing worth counting


class Answer(NamedTuple):
    """The days left: one `day`, a list of options, or only the ends; `bounds` are those that held."""

    day: date | None
    options: tuple[str, ...]
    earliest: date | None
    latest: date | None
    bounds: tuple[Bound, ...]
    number: int

    def words(self) -> str:
        """What is left, in English."""
        named = "; ".join(b.short for b in self.bounds)
        if not self.bounds:
            return "nothing in the text or around it tells the day"
        if self.day is not None:
            return f"only {name_day(self.day)} is left by what the text tells: {named}"
        if self.number == 0:
            return f"what the text tells leaves no day: {named}"
        ends = _ends(self.earliest, self.latest)
        if self.options:
            return f"{self.number} days are left, {ends}, by what the text tells: {named}"
        return f"the day is not known, only {ends}, by what the text tells: {named}"

    def narrowed(self, constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
        """The constraints, those with several spans of days narrowed to the spans that the others leave."""
        by_span = {id(b.constraint): b for b in self.bounds if len(b.windows) > 1}
        return tuple(self._narrow(c, by_span[id(c)]) if id(c) in by_span else c for c in constraints)

    def _narrow(self, constraint: Constraint, bound: Bound) -> Constraint:
        left = _windows(bound, self.earliest, self.latest)
        if not left:
            return constraint
        first, last = left[0].first, left[-1].last
        spans = "one span" if len(left) == 1 else f"{len(left)} spans"
        reason = f"{bound.short} ({spans} of days left: {_ends(first, last)})"
        return Constraint(
            reason=reason,
            span=constraint.span,
            earliest=first.isoformat(),
            latest=None if last == date.max else last.isoformat(),
            weekday=constraint.weekday,
        )


def _ends(first: date | None, last: date | None) -> str:
    if first is not None and last is not None and last != date.max:
        return f"from {name_date(first)} to {name_date(last)}"
    if first is not None:
        return f"not before {name_date(first)}"
    return f"not after {name_date(last)}" if last is not None and last != date.max else "no ends"


def solve(bounds: list[Bound]) -> Answer:
    """The days that all bounds allow; soft upper ends that contradict the others are history and dropped."""
    held = _consistent(bounds)
    first = max((b.earliest() for b in held), default=date.min)
    last = min((b.latest() for b in held), default=date.max)
    first, last = _by_windows(held, first, last)
    open_first, open_last = first == date.min, last == date.max
    if open_first or open_last or (last - first).days > _MOST_DAYS:
        ends = (None if open_first else first, None if open_last else last)
        return Answer(None, (), *ends, tuple(held), -1)
    days = _days(held, first, last)
    if not days:
        return Answer(None, (), first, last, tuple(held), 0)
    one = days[0] if len(days) == 1 else None
    options = tuple(d.isoformat() for d in days) if 1 < len(days) <= _MOST_OPTIONS else ()
    return Answer(one, options, days[0], days[-1], tuple(held), len(days))


def _consistent(bounds: list[Bound]) -> list[Bound]:
    """The bounds without soft ones whose upper end lies before a lower end: an office left long before."""
    first = max((b.earliest() for b in bounds), default=date.min)
    return [b for b in bounds if not (b.soft and b.latest() < first)]


def _by_windows(bounds: list[Bound], first: date, last: date) -> tuple[date, date]:
    for bound in bounds:
        windows = [w for w in bound.windows if w.last >= first and w.first <= last]
        if windows:
            first = max(first, min(w.first for w in windows))
            last = min(last, max(w.last for w in windows))
    return first, last


def _windows(bound: Bound, first: date | None, last: date | None) -> list[Days]:
    """The spans of a bound that still hold a day which the other bounds allow."""
    low, high = first or date.min, last or date.max
    return [w for w in bound.windows if w.last >= low and w.first <= high]


def _days(bounds: list[Bound], first: date, last: date) -> list[date]:
    days: list[date] = []
    day = first
    while day <= last:
        if all(b.allows(day) for b in bounds):
            days.append(day)
        if day == date.max:
            break
        day += timedelta(1)
    return days
