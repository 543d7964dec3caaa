"""Single days as moments, names that carry a date, and ranges between two points."""

from __future__ import annotations

from datetime import timedelta

from marsad.find.time_calendar import Days, between
from marsad.find.time_dates import Parts, read_clock, read_date, read_day
from marsad.find.time_periods import read_bare_year, read_period
from marsad.find.time_resolve import resolve_day
from marsad.find.time_scan import Moment, Scan, read_digits, read_ordinal

_DASHES = frozenset({"-", "–", "—"})
_THE = "ال"  # written apart before figures: الـ3
_TO_NUMBER = frozenset({"ل", "وال"})  # to, and the, before figures


def read_point(scan: Scan, i: int) -> Moment | None:
    """The day named at i, a clock time before it included."""
    if scan.role(i, "clock"):
        return _read_clocked(scan, i)
    parts = read_day(scan, i)
    if not parts:
        return None
    if parts.day and parts.month and not parts.year and not parts.weekday and parts.offset is None:
        named = _read_name(scan, i, parts)
        if named is not None:
            return named
    return resolve_day(scan, parts, i)


def _read_clocked(scan: Scan, i: int) -> Moment | None:
    """Reads "at eight o'clock on the evening of Saturday"; a clock time alone is no day."""
    end = read_clock(scan, i)
    if end is None:
        return None
    j = end + 1 if scan.keys[end] in ("من", "يوم", "،") else end
    parts = read_day(scan, j)
    return resolve_day(scan, parts, j) if parts else None


def _read_name(scan: Scan, i: int, parts: Parts) -> Moment | None:
    """The happening that a date without year names ("the attacks of 11 September"); None to read on."""
    for heads, year in scan.lexicon.named.get((parts.day, parts.month), ()):
        if scan.keys[i - 1] in heads:
            told = resolve_day(scan, parts._replace(year=year), i)
            if told and (scan.anchor is None or told.first <= scan.anchor):
                return told._replace(rule="the date that names a happening")
    return None


def after_name(scan: Scan, i: int) -> int | None:
    """The token after a date without year that is part of a name: a bridge, a party, a square; else None."""
    if not scan.role(i - 1, "named_head"):
        return None
    parts = read_date(scan, i)
    if not parts or not parts.month or parts.year or parts.month_shift is not None:
        return None
    return parts.end if _read_name(scan, i, parts) is None else None


def read_range(scan: Scan, i: int) -> Moment | None:
    """Reads "from Sunday to Thursday", "between 3 and 5 May", "from 2011 to 2014", "in January and March"."""
    if scan.keys[i + 1] not in scan.lexicon.starts:
        return None
    joined_by_and = scan.role(i, "between") is not None
    if not joined_by_and and not scan.role(i, "from") and not scan.role(i, "since"):
        return None
    return _read_days_of_month(scan, i + 1, joined_by_and) or _read_two(scan, i + 1, joined_by_and)


def read_day_list(scan: Scan, i: int) -> Moment | None:
    """Reads "14-16 April", "3 and 4 May": two day numbers before one month."""
    return _read_days_of_month(scan, i, True)


def read_pair(scan: Scan, i: int) -> Moment | None:
    """Reads "the years 2011 and 2014", "the months of May and June", "the days Saturday and Sunday"."""
    word = scan.role(i, "pair")
    if not word:
        return None
    if word.name == "day":
        return _read_days_of_month(scan, i + 1, True) or _read_two(scan, i + 1, True)
    if word.name == "month":
        return _read_two(scan, i + 1, True)
    first = read_digits(scan, i + 1, 1500, 2100)
    last = read_digits(scan, i + 3, 1500, 2100) if _is_link(scan, i + 2, True) else None
    if first is None or last is None or last < first:
        return None
    left, right = Days(*_year(first)), Days(*_year(last))
    return Moment(i + 4, left.first, right.last, f"{first:04d}/{last:04d}", "interval", "range of years")


def _year(year: int) -> Days:
    from marsad.find.time_calendar import year_days

    days = year_days(year, year)
    assert days is not None  # 1500 to 2100
    return days


def _is_link(scan: Scan, i: int, joined_by_and: bool) -> bool:
    """True when the word at i joins two ends of a range."""
    if scan.keys[i] in _DASHES:
        return True
    return scan.keys[i] == "و" if joined_by_and else scan.role(i, "to") is not None


def _read_days_of_month(scan: Scan, i: int, joined_by_and: bool) -> Moment | None:
    i = i + 1 if scan.keys[i] == _THE else i
    day = read_digits(scan, i, 1, 31)
    left = (day, i + 1) if day is not None else read_ordinal(scan, i)
    if not left:
        return None
    j = left[1]
    if _is_link(scan, j, joined_by_and) or scan.keys[j] in _DASHES or scan.keys[j] in _TO_NUMBER:
        j += 1
    elif not (joined_by_and and (w := scan.role(j, "ordinal") or scan.role(j, "the_cardinal")) and w.clitic == "و"):
        return None
    j = j + 1 if scan.keys[j] in ("يوم", _THE) else j
    parts = read_date(scan, j)
    if not parts or not parts.day or not parts.month:
        return None
    right = resolve_day(scan, parts, i)
    if not right:
        return None
    length = parts.day - left[0]
    if not 0 < length < 31:
        return None
    first = right.last - timedelta(length)
    days = Days(first, right.last)
    return Moment(right.end, *days, between(days), "interval", "range of days")


def _read_end(scan: Scan, i: int) -> Moment | None:
    found = read_point(scan, i) or read_period(scan, i) or read_bare_year(scan, i)
    if found:
        return found
    year = scan.role(i, "year")
    if year and 1900 <= year.value <= 2100:
        return Moment(i + 1, *_year(year.value), f"{year.value:04d}", "year", "bare year")
    return None


def _read_two(scan: Scan, i: int, joined_by_and: bool) -> Moment | None:
    """Two ends joined: the right one is read first and is the anchor of the left one, which is earlier."""
    split = _find_link(scan, i, joined_by_and)
    if split is None:
        return None
    scan.in_range = True
    try:
        return _read_joined(scan, i, split)
    finally:
        scan.in_range = False


def _read_joined(scan: Scan, i: int, split: int) -> Moment | None:
    right = _read_end(scan, split)
    if not right:
        return None
    deictic = scan.role(i, "deictic") is not None
    if deictic and scan.anchor and right.last < scan.anchor and right.granularity == "day":
        right = right._replace(first=right.first + timedelta(7), last=right.last + timedelta(7))
    anchor = scan.anchor
    if not deictic:
        scan.anchor, scan.side = right.last, -1
    try:
        left = _read_end(scan, i)
    finally:
        scan.anchor, scan.side = anchor, None
    if not left or left.first > right.last or left.value == right.value:
        return None
    if left.end < split - 2 or (left.granularity == "day") != (right.granularity == "day"):
        return None
    value = f"{_prefix(left, False)}/{_prefix(right, True)}"
    return Moment(right.end, left.first, right.last, value, "interval", f"range, {right.rule}")


def _prefix(moment: Moment, last: bool) -> str:
    return moment.value.split("/")[-1 if last else 0] if moment.granularity != "day" else moment.first.isoformat()


def _find_link(scan: Scan, i: int, joined_by_and: bool) -> int | None:
    """The token where the right end begins: after "to", or with the word that carries "and"."""
    for j in range(i + 1, min(i + 8, scan.size)):
        if scan.ends_sentence(j - 1):
            return None
        if _is_link(scan, j, joined_by_and):
            return j + 1
        if joined_by_and and any(w.clitic == "و" for words in scan.words.get(scan.keys[j], {}).values() for w in words):
            return j
    return None
