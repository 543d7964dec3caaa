"""Arithmetic on days: months, years, weeks, Hijri months, and the shortest ISO form of an interval."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

_HIJRI_FIRST, _HIJRI_LAST = 1343, 1500  # what hijridate converts (Umm al-Qura)


class Days(NamedTuple):
    """A closed interval of days."""

    first: date
    last: date


def month_days(year: int, month: int) -> Days:
    """All days of a Gregorian month."""
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_days(first: int, last: int) -> Days | None:
    """All days of the years first to last; None outside the years a date can have."""
    if not MINYEAR <= first <= last <= MAXYEAR:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31))


def add_days(day: date, days: int) -> date | None:
    """The day that many days later; None outside the years a date can have."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day of the month that many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(anchor: date, shift: int) -> Days:
    """The week `shift` weeks from the anchor's, Monday to Sunday; on a Sunday the one just ended is the last.

    Arab weeks begin on Saturday, Sunday or Monday: on a Sunday "last week" is over under each of them.
    """
    monday = anchor - timedelta(anchor.weekday() - 7 * shift)
    if anchor.isoweekday() == 7:
        monday += timedelta(7)
    days = Days(monday, monday + timedelta(6))
    if shift == 0:
        return Days(min(days.first, anchor), days.last)
    return Days(days.first, min(days.last, anchor - timedelta(1))) if shift < 0 else days


def nearest(anchor: date, weekday: int) -> date:
    """The day with that ISO weekday closest to the anchor; no two are equally close."""
    return anchor + timedelta((weekday - anchor.isoweekday() + 3) % 7 - 3)


def third(days: Days, part: int) -> Days:
    """Part 1, 2 or 3 (beginning, middle, end) of an interval; of a month its tens of days."""
    length = (days.last - days.first).days + 1
    is_month = 28 <= length <= 31
    cuts = (0, 10, 20, length) if is_month else (0, -(-length // 3), -(-2 * length // 3), length)
    return Days(days.first + timedelta(cuts[part - 1]), days.first + timedelta(cuts[part] - 1))


@lru_cache(maxsize=4096)
def hijri_days(year: int, month: int, day: int) -> Days | None:
    """A Hijri day (day 0: the whole month; month 0 too: the whole year) in the Umm al-Qura calendar.

    None outside 1343-1500 AH or when the month has no such day.
    """
    from hijridate import Hijri  # 20 ms to load, needed by one article in a hundred

    if not _HIJRI_FIRST <= year <= _HIJRI_LAST:
        return None
    try:
        first = Hijri(year, month or 1, day or 1)
        last = first if day else Hijri(year, month or 12, 1)
        length = 0 if day else last.month_length() - 1
    except (ValueError, OverflowError):
        return None
    return Days(_gregorian(first.to_gregorian()), _gregorian(last.to_gregorian()) + timedelta(length))


def _gregorian(day: date) -> date:
    return date(day.year, day.month, day.day)


@lru_cache(maxsize=4096)
def hijri_year(day: date) -> int | None:
    """The Hijri year a day falls in; None outside 1343-1500 AH."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def shortest(days: Days) -> str:
    """The shortest ISO prefix that is true of the interval: its day, its month, or both ends."""
    if days.first == days.last:
        return days.first.isoformat()
    if (days.first.year, days.first.month) == (days.last.year, days.last.month):
        return days.first.isoformat()[:7]
    return between(days)


def between(days: Days) -> str:
    """The interval as "a/b"."""
    return f"{days.first.isoformat()}/{days.last.isoformat()}"
