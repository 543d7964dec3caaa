"""Days as numbers that sort and read like them: 20260310."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def number_of(day: date) -> int:
    """A day as a number: 20260310."""
    return day.year * 10000 + day.month * 100 + day.day


def iso_of(number: int) -> str:
    """The ISO form of such a number."""
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"


def ends_month(number: int) -> bool:
    """Whether such a day is the last of its month."""
    day = date(number // 10000, number // 100 % 100, number % 100)
    return day == date.max or (day + timedelta(days=1)).day == 1


def month_of(number: int) -> str:
    """The month of such a day: 2026-03; "" for 0, which stands for no known day."""
    return iso_of(number)[:7] if number else ""


def first_and_last(value: str | None) -> tuple[int, int] | None:
    """First and last day of an ISO prefix (2026-03-10, 2026-03, 2026) or of two of them with / between; else None."""
    if not value:
        return None
    begin, _, end = value.partition("/")
    first, last = _prefix(begin), _prefix(end or begin)
    if first is None or last is None:
        return None
    return number_of(first[0]), max(number_of(last[1]), number_of(first[0]))


def _prefix(words: str) -> tuple[date, date] | None:
    """The days an ISO prefix stands for; what follows the day (a time) is left out."""
    match = _PREFIX.match(words)
    if match is None or (match.end() != len(words) and (match[3] is None or words[match.end()] not in "T ")):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        start = date(year or 0, month or 1, day or 1)
        if day:
            return start, start
        if month in (None, 12):
            return start, date(start.year, 12, 31)
        return start, date(start.year, start.month + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
