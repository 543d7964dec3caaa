"""Days out of the ISO prefixes and intervals that events carry."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Precision = Literal["day", "week", "month", "year", "interval"]


class Days(NamedTuple):
    """The first and the last day, both included, and how exactly the text tells them."""

    first: date
    last: date
    precision: Precision

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def days_of(value: str | None) -> Days | None:
    """The days of "2026-03-10", "2026-03", "2026" or two of them with "/" between; None where there is no date."""
    if not value:
        return None
    start, _, end = value.partition("/")
    try:
        first, last = _bounds(start), _bounds(end or start)
    except ValueError:
        return None
    if last[1] < first[0]:
        return None
    return Days(first[0], last[1], _precision(start, end, (last[1] - first[0]).days))


def _precision(start: str, end: str, length: int) -> Precision:
    if not end:
        return ("year", "month", "day")[start.count("-")]
    return "day" if length == 0 else "week" if length < 7 else "interval"


def _bounds(prefix: str) -> tuple[date, date]:
    parts = [int(part) for part in prefix.split("-")]
    match parts:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
    raise ValueError(prefix)
