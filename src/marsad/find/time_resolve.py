"""Which days the parts of a date mean, given the day of publication: the year, the side, the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from marsad.find.time_calendar import Days, add_days, between, hijri_days, hijri_year, month_days, nearest
from marsad.find.time_dates import Month, Parts
from marsad.find.time_scan import Moment, Scan
from marsad.find.time_tense import direction

_YEARS_AROUND = 4  # 29 February comes every four years
_YEAR = 366  # days: beyond a year a wrong weekday is likelier than a far date without its year
_REACH = 270  # days: nobody leaves out the year of a day that far off when the other side is near
_SIDES = {-1: "behind", 0: "no cue", 1: "ahead"}


def resolve_day(scan: Scan, parts: Parts, start: int) -> Moment | None:
    """The day that the parts from token `start` mean; None when that takes an anchor and there is none."""
    if parts.day and (parts.month or parts.month_shift is not None):
        found = _dated(scan, parts, start)
        if found:
            scan.last_year = found[0].year
            return _day(parts, found[0], f"date{found[1]}")
        if not parts.weekday and parts.offset is None:
            return None
    anchor = scan.anchor
    if anchor is None:
        return None
    if parts.offset is not None:
        return _relative(parts, anchor)
    return _weekday(scan, parts, start, anchor)


def _day(parts: Parts, day: date, rule: str) -> Moment:
    if parts.night_to:
        days = Days(day - timedelta(1), day)
        return Moment(parts.end, *days, between(days), "interval", rule + ", night between two days")
    return Moment(parts.end, day, day, day.isoformat(), "day", rule)


def _relative(parts: Parts, anchor: date) -> Moment | None:
    """Today, yesterday, tomorrow; a weekday beside it decides when the anchor is a day off."""
    day = add_days(anchor, parts.offset or 0)
    if day is None:
        return None
    if parts.weekday and day.isoweekday() != parts.weekday:
        return _day(parts, nearest(day, parts.weekday), "relative day, moved to its weekday")
    return _day(parts, day, "relative day")


def _weekday(scan: Scan, parts: Parts, start: int, anchor: date) -> Moment:
    """A bare weekday: the last one up to the anchor, or the next one when words or tense say so."""
    back = (anchor.isoweekday() - parts.weekday) % 7
    ahead = (parts.weekday - anchor.isoweekday()) % 7
    if parts.weekday_shift == -1:
        day, rule = anchor - timedelta(back or 7), "last weekday"
    elif parts.weekday_shift == 1:
        day, rule = anchor + timedelta(ahead or 7), "next weekday"
    else:
        side, cue = direction(scan, start, parts.end, parts.clocked)
        day = anchor + timedelta(ahead) if side > 0 else anchor - timedelta(back)
        rule = f"weekday {_SIDES[side]}" + (f" ({cue})" if cue else ", past by default")
    scan.spoken = (start, day)
    return _day(parts, day, rule)


def _dated(scan: Scan, parts: Parts, start: int) -> tuple[date, str] | None:
    """A day and month with or without year, and how the year was found."""
    if parts.calendar == "hijri":
        return _hijri(scan, parts, start)
    if parts.calendar not in ("", "gregorian"):
        return None  # Iranian, Afghan and Coptic dates are recognised, not resolved
    if parts.year:
        return _full(parts)
    if parts.twin and parts.twin[0]:
        days = hijri_days(*parts.twin)
        if days:
            near = _candidates(parts, range(days.first.year - 1, days.first.year + 2))
            return (_closest(near, days.first), ", year from its Hijri date") if near else None
    if scan.anchor is None:
        return None
    return _yearless(scan, parts, start, scan.anchor)


def _full(parts: Parts) -> tuple[date, str] | None:
    """A date with its year; a weekday may tell that the month was written first."""
    found = _candidates(parts, (parts.year,))
    if not found:
        return None
    if not parts.weekday or found[0].isoweekday() == parts.weekday:
        return found[0], ""
    if parts.loose:
        swapped = _candidates(parts._replace(day=parts.month, month=parts.day), (parts.year,))
        if swapped and swapped[0].isoweekday() == parts.weekday:
            return swapped[0], ", month first by its weekday"
    return found[0], ", its weekday disagrees"


def _yearless(scan: Scan, parts: Parts, start: int, anchor: date) -> tuple[date, str] | None:
    if parts.year_shift is not None:
        year = scan.last_year if parts.year_shift == 2 else anchor.year + parts.year_shift
        found = _candidates(parts, (year or anchor.year,))
        return (found[0], ", year told") if found else None
    if not parts.month:
        return _in_month(parts, anchor)
    around = _candidates(parts, range(anchor.year - _YEARS_AROUND, anchor.year + _YEARS_AROUND + 1))
    if not around:
        return None
    if parts.month_shift == -1:
        return _closest([d for d in around if d < anchor] or around, anchor), ", the last one"
    if parts.month_shift == 1:
        return _closest([d for d in around if d > anchor] or around, anchor), ", the next one"
    if parts.weekday:
        agreeing = [d for d in around if d.isoweekday() == parts.weekday and abs((d - anchor).days) <= _YEAR]
        if agreeing:
            return _closest(agreeing, anchor), ", year by its weekday"
    if parts.month_shift == 0:
        return _closest(around, anchor), ", this year's"
    if parts.offset is not None:
        return _closest(around, add_days(anchor, parts.offset) or anchor), ", beside a relative day"
    side, cue = direction(scan, start, parts.end)
    best = _closest(around, anchor)
    if side == 0:
        return best, ", the nearest by default"
    told = _closest([d for d in around if (d - anchor).days * side >= 0] or around, anchor)
    if abs((told - anchor).days) > _REACH:
        return best, f", {_SIDES[side]} ({cue}), too far that side"
    return told, f", {_SIDES[side]} ({cue})"


def _in_month(parts: Parts, anchor: date) -> tuple[date, str] | None:
    """Reads "12 of this month": a day of the anchor's month or a neighbour."""
    shift = parts.month_shift or 0
    month = anchor.month + (shift if abs(shift) == 1 else 0)
    year = anchor.year + (month - 1) // 12
    found = _candidates(parts._replace(month=(month - 1) % 12 + 1), (year,))
    return (found[0], ", month told") if found else None


def _candidates(parts: Parts, years: Iterable[int]) -> list[date]:
    """The days with that day and month in the years where they exist."""
    days: list[date] = []
    for year in years:
        try:
            days.append(date(year, parts.month, parts.day))
        except ValueError:  # 29 February, 31 April
            continue
    return days


def _closest(days: list[date], anchor: date) -> date:
    return min(days, key=lambda d: (abs((d - anchor).days), d))


def _hijri(scan: Scan, parts: Parts, start: int) -> tuple[date, str] | None:
    """A Hijri date; sighting may differ from the calendar by a day, so a weekday decides."""
    anchor = scan.anchor
    years = [parts.year]
    if not parts.year:
        this = hijri_year(anchor) if anchor else None
        if this is None or anchor is None:
            return None
        years = [this + n for n in (-1, 0, 1)]
    days = [d.first for d in (hijri_days(y, parts.month, parts.day) for y in years) if d]
    if not days:
        return None
    if parts.year or anchor is None:
        day = days[0]
    else:
        side = parts.month_shift or direction(scan, start, parts.end)[0]
        allowed = [d for d in days if (d - anchor).days * side >= 0] or days
        day = _closest(allowed, anchor)
    if parts.weekday:
        day = next((d for d in _sightings(day) if d.isoweekday() == parts.weekday), day)
    return day, ", Hijri (Umm al-Qura, sighting may differ by a day)"


def _sightings(day: date) -> tuple[date, ...]:
    return day, day - timedelta(1), day + timedelta(1)


def resolve_month(scan: Scan, month: Month, parts: Parts, start: int) -> tuple[Days, str, str] | None:
    """The days of a month, its value and rule; without a year the last such month, the next when ahead."""
    if month.calendar == "hijri":
        return _hijri_month(scan, parts, start)
    if month.calendar != "gregorian":
        return None
    anchor = scan.anchor
    if parts.year:
        return _month(parts.year, parts.month, "month of a year")
    if anchor is None:
        return None
    if parts.year_shift is not None:
        year = (scan.last_year or anchor.year) if parts.year_shift == 2 else anchor.year + parts.year_shift
        return _month(year, parts.month, "month of a year told")
    if parts.month_shift is None or parts.month_shift == 2:
        side, cue = direction(scan, start, parts.end)
        rule = f"month {_SIDES[side]}" + (f" ({cue})" if cue else ", the last one by default")
        ahead = side > 0 and (parts.month - anchor.month) % 12 * 30 <= _REACH
        passed = parts.month < anchor.month
        year = anchor.year + (1 if ahead and passed else -1 if not ahead and parts.month > anchor.month else 0)
        return _month(year, parts.month, rule)
    if parts.month_shift < 0:
        year = anchor.year - (parts.month >= anchor.month)
    elif parts.month_shift > 0:
        year = anchor.year + (parts.month <= anchor.month)
    else:
        year = anchor.year
    return _month(year, parts.month, "month with last, this or next")


def _month(year: int, month: int, rule: str) -> tuple[Days, str, str]:
    return month_days(year, month), f"{year:04d}-{month:02d}", rule


def _hijri_month(scan: Scan, parts: Parts, start: int) -> tuple[Days, str, str] | None:
    anchor = scan.anchor
    this = hijri_year(anchor) if anchor and not parts.year else None
    years = [parts.year] if parts.year else [this + n for n in (-1, 0, 1)] if this else []
    days = [d for d in (hijri_days(y, parts.month, 0) for y in years) if d]
    if not days:
        return None
    found = days[0]
    if not parts.year and anchor is not None:
        side = parts.month_shift or direction(scan, start, parts.end)[0]
        begun = [d for d in days if d.first <= anchor]
        coming = [d for d in days if d.last >= anchor]
        if parts.month_shift == -1:
            begun = [d for d in begun if d.last < anchor]
        found = coming[0] if side > 0 and coming else begun[-1] if begun else days[0]
    return found, between(found), "Hijri month"
