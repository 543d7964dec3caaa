"""Periods: months, years, "last week", decades, centuries, seasons, their beginnings, ends and halves."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.find.time_calendar import (
    Days,
    add_months,
    between,
    hijri_days,
    month_days,
    shortest,
    third,
    week_of,
    year_days,
)
from marsad.find.time_dates import Parts, read_month, with_year
from marsad.find.time_resolve import resolve_month
from marsad.find.time_scan import Moment, Scan, read_digits, read_ordinal
from marsad.find.time_tense import direction

_PLAIN_YEARS = (1900, 2100)  # a bare number after "in" is a year only in these bounds
_AMBIGUOUS_YEARS = range(1300, 1500)  # "the year 1397" may be Hijri or Iranian: its era must be written
_FIRST_SURE_DECADE = 1950  # "the thirties" without "of the last century" are as often somebody's age
_MONTHS_IN_SEASON = 3


def read_period(scan: Scan, i: int, bounded: bool = False) -> Moment | None:
    """The period named at i; `bounded` when "beginning of", "this" or the like stands before it."""
    phase = scan.role(i, "phase")
    if phase and not bounded:
        found = _read_phase(scan, scan.after(i, phase), phase.value)
        if found:
            return found
    return (
        _read_month(scan, i, bounded)
        or _read_year(scan, i)
        or _read_unit(scan, i, bounded)
        or _read_this(scan, i)
        or _read_decade(scan, i)
        or _read_season(scan, i, bounded)
        or _read_share(scan, i)
    )


def read_bare_year(scan: Scan, i: int) -> Moment | None:
    """A year as a bare number after a preposition: "in 2015"."""
    word = scan.role(i, "year")
    if not word or not _PLAIN_YEARS[0] <= word.value <= _PLAIN_YEARS[1]:
        return None
    following = scan.keys[i + 1]
    counted = len(following) > 3 and following.endswith("ا") and not following.endswith("ما")  # 2015 شخصا
    if not scan.role(i - 1, "year_prep") or following in ("%", "/") or counted or scan.role(i + 1, "unit"):
        return None
    return _year_moment(scan, i + 1, word.value, word.value, "bare year")


def _year_moment(scan: Scan, end: int, first: int, last: int, rule: str) -> Moment | None:
    days = year_days(first, last)
    if not days:
        return None
    scan.last_year = last
    if first == last:
        return Moment(end, *days, f"{first:04d}", "year", rule)
    return Moment(end, *days, f"{first:04d}/{last:04d}", "interval", rule)


def _read_month(scan: Scan, i: int, bounded: bool) -> Moment | None:
    unit = scan.role(i, "unit")
    headed = bool(unit and unit.name == "month" and unit.value == 1)
    j = i + 1 if headed else i
    month = read_month(scan, j)
    if not month:
        return None
    parts = with_year(scan, month, Parts(month.end, month=month.number, calendar=month.calendar))
    word = scan.role(j, "month")
    told = parts.year or parts.month_shift is not None or parts.year_shift is not None
    if headed and word and word.clitic:
        return None
    if not told and not headed:
        before = scan.role(j - 1, "month_prep")
        led = bounded or scan.in_range or bool(word and "ل" in word.clitic)
        led = led or (before is not None and before.clitic in ("", "و", "ف"))
        if month.alone in ("day", "year") or (month.alone == "prep" and not led):
            return None
        if scan.role(j - 1, "named_head"):
            return None  # the October war, the July revolution: names without a year
    if month.alone == "year" or (month.alone == "day" and told and not parts.year and not headed):
        return None
    found = resolve_month(scan, month, parts, i)
    if not found:
        return None
    days, value, rule = found
    if month.calendar == "gregorian":
        scan.last_year = days.first.year
    return Moment(parts.end, *days, value, "month", rule)


def _read_year(scan: Scan, i: int) -> Moment | None:
    """Reads "the year 2015", "the year 1439 AH", "the years 2011 and 2014"."""
    unit = scan.role(i, "unit") or scan.role(i, "the_unit")
    if not unit or unit.name != "year" or unit.value == 2:
        return None
    year = read_digits(scan, i + 1, 1000, 2100)
    if year is None:
        return None
    end = i + 2
    era = scan.plain(end, "era")
    end = end + 1 if era else end
    if era and era.value == 2:
        days = hijri_days(year, 0, 0)
        return Moment(end, *days, between(days), "year", "Hijri year") if days else None
    if (era and era.value == 3) or (not era and year in _AMBIGUOUS_YEARS):
        return None
    last = year
    while unit.value == 0 and scan.keys[end] in ("و", "،"):
        following = read_digits(scan, end + 1, year, 2100)
        if following is None:
            break
        last, end = following, end + 2
    return _year_moment(scan, end, year, last, "year")


def _read_unit(scan: Scan, i: int, bounded: bool) -> Moment | None:
    """Reads "last week", "the current month", "next year"; with `bounded` also "(the end of) the year"."""
    unit = scan.role(i, "the_unit")
    if not unit or unit.value != 1 or scan.role(i + 1, "not_period"):
        return None
    if unit.name == "century":
        return _read_century(scan, i)
    shift = scan.plain(i + 1, "modifier")
    if unit.name == "year" and scan.role(i - 1, "general_head"):
        return None
    if shift and (scan.keys[i + 1] in scan.lexicon.grammar["narrative"] or (shift.value == 2 and unit.name != "year")):
        return None
    if not shift and not bounded:
        return None
    end = i + 2 if shift else i + 1
    return _unit_days(scan, unit.name, shift.value if shift else 0, end)


def _unit_days(scan: Scan, unit: str, shift: int, end: int) -> Moment | None:
    anchor = scan.anchor
    if anchor is None:
        return None
    rule = f"{('last', 'this', 'next', 'the same')[shift + 1]} {unit}"
    if unit == "year":
        year = scan.last_year if shift == 2 else anchor.year + shift
        if year is None:
            return None
        told = read_digits(scan, end, year, year)  # "last year 2017"
        return _year_moment(scan, end + 1 if told else end, year, year, rule)
    if unit == "month":
        day = add_months(anchor.replace(day=1), shift)
        return Moment(end, *month_days(day.year, day.month), day.isoformat()[:7], "month", rule) if day else None
    if unit == "week":
        days = week_of(anchor, shift)
        return Moment(end, *days, shortest(days), "week", rule)
    if unit == "decade":
        first = anchor.year - 10 if shift < 0 else anchor.year if shift > 0 else anchor.year // 10 * 10
        return _year_moment(scan, end, first, first + (9 if shift == 0 else 10), rule)
    return None


def _read_century(scan: Scan, i: int) -> Moment | None:
    shift = scan.plain(i + 1, "modifier")
    number = read_ordinal(scan, i + 1)
    if number:
        if scan.keys[number[1]] == "قبل":  # BC
            return None
        first = (number[0] - 1) * 100
        return _year_moment(scan, number[1], max(first, 1), first + 99, "century") if number[0] <= 21 else None
    if shift and scan.anchor and shift.value < 2:
        first = (scan.anchor.year // 100 + shift.value) * 100
        return _year_moment(scan, i + 2, first, first + 99, "last, this or next century")
    return None


def _read_this(scan: Scan, i: int) -> Moment | None:
    if not scan.role(i, "this") or not (scan.role(i + 1, "the_unit") or scan.role(i + 1, "season")):
        return None
    return read_period(scan, i + 1, bounded=True)


def _read_decade(scan: Scan, i: int) -> Moment | None:
    """Reads "the nineties", "the fifties of the last century"."""
    word = scan.role(i, "decade")
    if not word:
        return None
    end = i + 1
    j = end + 1 if scan.keys[end] == "من" else end
    century = _read_century(scan, j) if (u := scan.role(j, "the_unit")) and u.name == "century" else None
    first = word.value
    if century:
        first = century.first.year + word.value % 100
        end = century.end
    elif first < _FIRST_SURE_DECADE or scan.role(j, "age"):
        return None
    return _year_moment(scan, end, first, first + 9, "decade")


def _read_season(scan: Scan, i: int, bounded: bool) -> Moment | None:
    """Reads "summer 2014", "last winter": three months, winter beginning in the December before its year."""
    word = scan.role(i, "season")
    if not word:
        return None
    j = i + 2 if scan.keys[i + 1] == "من" else i + 1
    year_word = _read_year(scan, j) or (_read_unit(scan, j, False) if scan.role(j, "the_unit") else None)
    bare = read_digits(scan, i + 1, *_PLAIN_YEARS)
    if year_word and year_word.granularity == "year":
        year, end = year_word.first.year, year_word.end
    elif bare is not None:
        year, end = bare, i + 2
    else:
        shift = scan.plain(i + 1, "modifier")
        if scan.anchor is None or not (shift or bounded) or (shift and shift.value == 2):
            return None
        end = i + 2 if shift else i + 1
        return _season(end, _season_year(scan.anchor, word.value, shift.value if shift else 0), word.value)
    return _season(end, year, word.value)


def _season_year(anchor: date, month: int, shift: int) -> int:
    """The year of the season last over, under way or coming next."""
    for year in range(anchor.year - 1, anchor.year + 2):
        days = _season_days(year, month)
        if (shift < 0 and days.last < anchor and _season_days(year + 1, month).last >= anchor) or (
            shift == 0 and days.last >= anchor
        ):
            return year
        if shift > 0 and days.first > anchor:
            return year
    return anchor.year


def _season_days(year: int, month: int) -> Days:
    first = date(year - (month == 12), month, 1)
    last = month_days(year, (month + _MONTHS_IN_SEASON - 2) % 12 + 1).last
    return Days(first, last)


def _season(end: int, year: int, month: int) -> Moment:
    days = _season_days(year, month)
    value = f"{days.first.isoformat()[:7]}/{days.last.isoformat()[:7]}"
    return Moment(end, *days, value, "interval", "season")


def _read_share(scan: Scan, i: int) -> Moment | None:
    """Reads "the first half of the year", "the last quarter of 2018"."""
    word = scan.role(i, "share")
    number = read_ordinal(scan, i + 1)
    if not word:
        return None
    if scan.keys[i + 1] == "الاخير":
        number = word.value, i + 2
    if not number or number[0] > word.value:
        return None
    j = number[1] + 1 if scan.keys[number[1]] == "من" else number[1]
    period = read_period(scan, j, bounded=True) or read_bare_year(scan, j) or _number_year(scan, j)
    if not period:
        return None
    length = (period.last - period.first).days + 1
    if length >= 365 and period.granularity == "year":
        months = 12 // word.value
        first = date(period.first.year, months * (number[0] - 1) + 1, 1)
        days = Days(first, month_days(first.year, first.month + months - 1).last)
        value = f"{days.first.isoformat()[:7]}/{days.last.isoformat()[:7]}"
        return Moment(period.end, *days, value, "interval", "share of a year")
    cut = [period.first + timedelta(length * n // word.value) for n in (number[0] - 1, number[0])]
    days = Days(cut[0], cut[1] - timedelta(1))
    return Moment(period.end, *days, shortest(days), period.granularity, "share of a period")


def _number_year(scan: Scan, i: int) -> Moment | None:
    year = read_digits(scan, i, *_PLAIN_YEARS)
    return _year_moment(scan, i + 1, year, year, "bare year") if year is not None else None


def _read_phase(scan: Scan, i: int, phase: int) -> Moment | None:
    """Reads "the beginning of July", "the end of the year", "the middle of next week"."""
    week = scan.role(i, "the_unit")
    if week and week.name == "week" and week.value == 1 and scan.anchor:
        return _week_phase(scan, i, phase, scan.anchor)
    period = read_period(scan, i, bounded=True) or read_bare_year(scan, i) or _number_year(scan, i)
    if not period or period.granularity not in ("month", "year", "interval"):
        return None
    days = third(Days(period.first, period.last), phase)
    name = ("beginning", "middle", "end")[phase - 1]
    return Moment(period.end, *days, period.value, period.granularity, f"{name} of {period.rule}")


def _week_phase(scan: Scan, i: int, phase: int, anchor: date) -> Moment:
    """A week begins with the days from Saturday to Monday, and ends with those from Friday to Sunday."""
    shift = scan.plain(i + 1, "modifier")
    week = week_of(anchor, shift.value if shift and shift.value < 2 else 0)
    first = week.last - timedelta(week.last.weekday())  # its Monday
    days = {
        1: Days(first - timedelta(2), first),
        2: Days(first + timedelta(1), first + timedelta(3)),
        3: Days(first + timedelta(4), first + timedelta(6)),
    }[phase]
    if phase == 3 and not shift and days.first > anchor and direction(scan, i - 1, i + 1)[0] <= 0:
        days = Days(days.first - timedelta(7), days.last - timedelta(7))
    return Moment(i + 2 if shift else i + 1, *days, shortest(days), "week", f"part {phase} of a week")
