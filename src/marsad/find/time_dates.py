"""Reading dates: what a phrase says about weekday, day, month and year, before any of it is resolved."""

from __future__ import annotations

from typing import NamedTuple

from marsad.find.time_scan import Scan, read_digits, read_ordinal

_SEPARATORS = frozenset({"/", "-", "–", "|", "\\", "("})  # between two names of one month
_WEEKDAY_SEPARATORS = frozenset({"،", ",", "(", "-", "–"})
_YEAR_SEPARATORS = frozenset({"،", ",", "/", "-", "من", "("})
_CLOCK_MARKS = frozenset({"،", "(", ":"})
_THE_TWO = "الاثنين"  # "the two" as well as Monday
_CERTAIN_YEAR = (1900, 2100)  # a bare number in these bounds after a month is its year


class Month(NamedTuple):
    """A month name: its number, calendar, what it needs to stand alone, the next token."""

    number: int
    calendar: str
    alone: str
    end: int


class Parts(NamedTuple):
    """What a phrase says of a day; zero, None or "" for what it leaves open.

    Shifts are those of "last" (-1), "this" (0), "next" (1) and "the same" (2); `night_to` is the weekday that
    a night ends on; `twin` is the same day in the Hijri calendar (year, month, day); `loose` dates may be
    month first; `clocked` when an hour follows.
    """

    end: int
    weekday: int = 0
    weekday_shift: int | None = None
    offset: int | None = None
    day: int = 0
    month: int = 0
    year: int = 0
    calendar: str = ""
    month_shift: int | None = None
    year_shift: int | None = None
    night_to: int = 0
    twin: tuple[int, int, int] | None = None
    loose: bool = False
    clocked: bool = False


def read_day(scan: Scan, i: int) -> Parts | None:
    """A day with what belongs to it: part of the day, weekday, date in one or two calendars, clock time."""
    j = _skip_part(scan, i)
    night = j > i and scan.keys[i].endswith(("ليل", "ليله"))
    parts = _read_deictic(scan, j) or _read_weekday(scan, j, night) or read_date(scan, j)
    if parts is None:
        return None
    end, clocked = _skip_clock(scan, parts.end)
    return parts._replace(end=end, clocked=clocked)


def _skip_part(scan: Scan, i: int) -> int:
    """Past "evening of", "the day of", "in a late hour of the evening of"."""
    if scan.role(i, "weekday"):
        return i
    for _ in range(3):
        word = None if scan.role(i, "deictic") else scan.role(i, "part")
        if word:
            i = scan.after(i, word)
            continue
        unit = scan.role(i, "unit")
        if not (unit and unit.name == "day" and unit.value == 1):
            break
        i += 1
    return i


def _skip_clock(scan: Scan, i: int) -> tuple[int, bool]:
    """Past "in the morning", "at eight o'clock local time" after a day; True for the hour of a fixture."""
    links = scan.lexicon.grammar["clock_link"]
    if scan.keys[i] not in scan.words and scan.keys[i] not in links and scan.keys[i] not in _CLOCK_MARKS:
        return i, False
    i = scan.skip(i, "part_adverb")
    j = i + 1 if scan.keys[i] in links or scan.keys[i] in _CLOCK_MARKS else i
    for _ in range(2):
        j = scan.skip(j, "about")
    word = scan.role(j, "clock")
    end = read_clock(scan, scan.after(j, word)) if word else None
    if end is None:
        began = scan.skip(i + 1 if scan.keys[i] == "،" else i, "from_hour")
        return i, bool(scan.role(began, "clock") or (began > i and scan.keys[began] == "منتصف"))
    told = scan.keys[i] in ("في", "عند")  # reports say "at the hour", programmes only the hour
    return (end + 1 if scan.keys[i] == "(" and scan.keys[end] == ")" else end), not told


def read_clock(scan: Scan, i: int) -> int | None:
    """The token after an hour ("eight and a half in the evening", "20:30"); None when there is none at i."""
    if scan.role(i, "clock"):
        i = scan.skip(i, "clock")
    if read_digits(scan, i, 0, 24) is not None:
        i += 1
        if scan.keys[i] in (":", ".", "،", ",") and scan.touches(i - 1) and read_digits(scan, i + 1, 0, 59) is not None:
            i += 2
    elif scan.keys[i].count(":") == 0 and scan.role(i, "number") is None:
        number = read_ordinal(scan, i)
        if not number or number[0] > 12:
            return None
        i = number[1]
        if scan.keys[i] in scan.lexicon.grammar["clock_fraction"]:
            i += 1
    for _ in range(3):
        i = scan.skip(i, "part_adverb", "clock_zone")
        if scan.keys[i] in scan.lexicon.grammar["zone_end"] and scan.role(i - 1, "clock_zone"):
            i += 1
    return i


def _read_deictic(scan: Scan, i: int) -> Parts | None:
    word = scan.role(i, "deictic")
    if not word:
        return None
    end = scan.after(i, word)
    j = end + 1 if scan.keys[end] in _WEEKDAY_SEPARATORS else end
    j = j + 1 if scan.keys[j] == "يوم" else j
    weekday = scan.plain(j, "weekday")
    if weekday:
        closed = j + 2 if scan.keys[end] == "(" and scan.keys[j + 1] == ")" else j + 1
        return _with_date(scan, Parts(closed, weekday=weekday.value, offset=word.value))
    context = scan.lexicon.relative[word.name]
    if (
        scan.keys[i - 1] in context.after
        or scan.keys[i - 2].lstrip("وبل") in context.two_after
        or (scan.keys[end] in context.before and scan.keys[end] != "في")
    ):
        return None
    return _with_date(scan, Parts(end, offset=word.value))


def _read_weekday(scan: Scan, i: int, night: bool) -> Parts | None:
    word = scan.role(i, "weekday")
    if not word or scan.role(i - 1, "not_weekday"):
        return None
    key = scan.keys[i]
    grammar = scan.lexicon.grammar
    if key == _THE_TWO and (scan.keys[i - 1] in grammar["two_before"] or scan.keys[i + 1] in grammar["two_after"]):
        return None
    end = i + 1
    if night:  # the night of Friday to Saturday: ليل الجمعة السبت
        j = end + 1 if scan.keys[end] in ("-", "/", "–", "الي") else end
        following = scan.role(j, "weekday")
        if following and following.value == word.value % 7 + 1 and following.clitic in ("", "و"):
            return Parts(j + 1, weekday=following.value, night_to=following.value)
    shift = scan.plain(end, "modifier")
    parts = Parts(end, weekday=word.value)
    if shift:
        parts = Parts(end + 1, weekday=word.value, weekday_shift=shift.value)
    return _with_date(scan, parts)


def _with_date(scan: Scan, parts: Parts) -> Parts:
    """The parts with the date that follows them ("Tuesday, 5 May", "today (5 May)"), when one does."""
    i = parts.end
    bracket = scan.keys[i] == "("
    if scan.keys[i] in _WEEKDAY_SEPARATORS:
        i += 1
    if scan.keys[i] not in scan.words and "." not in scan.keys[i]:
        return parts
    i = scan.skip(i, "link")
    if scan.keys[i] == "ل":
        i += 1
    date = read_date(scan, i) or _read_day_and_month(scan, i)
    if not date or not date.day:
        return parts
    end = date.end + 1 if bracket and scan.keys[date.end] == ")" else date.end
    merged = date._replace(end=end, weekday=parts.weekday, weekday_shift=parts.weekday_shift, offset=parts.offset)
    if merged.month_shift is None:
        shift = scan.plain(end, "modifier")
        if shift and shift.value < 2:
            return merged._replace(end=end + 1, month_shift=shift.value)
    return merged


def read_date(scan: Scan, i: int) -> Parts | None:
    """A day of a month, in figures or with the month's name, and its equivalent in the other calendar."""
    parts = _read_numeric(scan, i) or _read_named(scan, i)
    if not parts or not parts.day or not parts.month:
        return parts
    j = parts.end
    bracket = scan.keys[j] == "("
    linked = scan.skip(j + 1 if scan.keys[j] in _WEEKDAY_SEPARATORS | {"/"} else j, "link")
    if linked == j:
        return parts
    other = _read_named(scan, linked) or _read_numeric(scan, linked)
    if not other or not other.month or not other.day or {parts.calendar, other.calendar} != {"gregorian", "hijri"}:
        return parts
    end = other.end + 1 if bracket and scan.keys[other.end] == ")" else other.end
    gregorian, hijri = (parts, other) if parts.calendar == "gregorian" else (other, parts)
    return gregorian._replace(end=end, twin=(hijri.year, hijri.month, hijri.day))


def _read_day_and_month(scan: Scan, i: int) -> Parts | None:
    """13/4 after a weekday; elsewhere such figures are as often a fraction or a score."""
    day, month = read_digits(scan, i, 1, 31), read_digits(scan, i + 2, 1, 12)
    if day is None or month is None or scan.keys[i + 1] != "/" or scan.keys[i + 3] == "/":
        return None
    return Parts(i + 3, day=day, month=month, calendar="gregorian")


def _read_numeric(scan: Scan, i: int) -> Parts | None:
    """A date in figures: 14/4/2018, 2018-04-14, 14.4.2018, 15/9/1439 هـ."""
    key = scan.keys[i]
    if key.count(".") == 2:
        figures = [scan.words.get(part, {}) for part in key.split(".")]
        numbers = [next(iter(roles.values()))[0].value if roles else -1 for roles in figures]
        end = i + 1
    elif scan.keys[i + 1] in ("/", "-") and scan.keys[i + 3] == scan.keys[i + 1]:
        read = [read_digits(scan, k, 1, 2100) for k in (i, i + 2, i + 4)]
        numbers, end = [-1 if n is None else n for n in read], i + 5
    else:
        return None
    if numbers[0] > 999:
        numbers.reverse()
    day, month, year = numbers
    if day <= 12 < month <= 31:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12 and year >= 1300):
        return None
    calendar, end = _era(scan, end, "hijri" if year < 1500 else "gregorian")
    return Parts(end, day=day, month=month, year=year, calendar=calendar, loose=day <= 12)


def _read_named(scan: Scan, i: int) -> Parts | None:
    """A day number, in figures or words, and a month: "5 May", "the fifth of May", "12 of this month"."""
    day = read_digits(scan, i, 1, 31)
    number = (day, i + 1) if day is not None else read_ordinal(scan, i)
    if not number or number[0] > 31:
        return None
    j = number[1]
    in_figures = day is not None
    j = j + 1 if scan.keys[j] == "من" else j
    the_month = scan.plain(j, "the_unit")
    if the_month and the_month.name == "month" and the_month.value == 1:
        shift = scan.plain(j + 1, "modifier")
        return Parts(j + 2, day=number[0], month_shift=shift.value) if shift else None
    shift = scan.plain(j, "modifier")
    if shift and in_figures and shift.value == 0 and scan.keys[j] in ("الجاري", "الحالي"):
        return Parts(j + 1, day=number[0], month_shift=0)
    unit = scan.plain(j, "unit")
    j = j + 1 if unit and unit.name == "month" and unit.value == 1 else j
    month = read_month(scan, j)
    if not month or scan.role(j, "month").clitic:  # type: ignore[union-attr]
        return None
    if not in_figures and month.alone == "prep" and j == number[1]:
        return None  # "the first practised": an ordinal needs من before a doubtful month
    parts = with_year(scan, month, Parts(month.end, day=number[0], month=month.number, calendar=month.calendar))
    if month.alone == "year":
        return parts._replace(calendar="gregorian") if parts.year else None
    return parts


def read_month(scan: Scan, i: int) -> Month | None:
    """A month's name, or its names in two systems ("September/Aylul", "October (Tishrin I)")."""
    word = scan.role(i, "month")
    if not word:
        return None
    calendar, alone = word.name.split()
    end = scan.after(i, word)
    separated = scan.keys[end] in _SEPARATORS
    j = end + 1 if separated else end
    second = scan.plain(j, "month")
    if second and second.value == word.value and second.name.split()[0] == calendar:
        end = scan.after(j, second)
        end = end + 1 if scan.keys[j - 1] == "(" and separated and scan.keys[end] == ")" else end
        return Month(word.value, calendar, "yes", end)
    return Month(word.value, calendar, alone, end)


def with_year(scan: Scan, month: Month, parts: Parts) -> Parts:
    """The parts with what follows the month: a year, "of last year", "last"."""
    i = month.end
    shift = scan.plain(i, "modifier")
    if shift:
        return parts._replace(end=i + 1, month_shift=shift.value)
    j = i + 1 if scan.keys[i] in _YEAR_SEPARATORS else i
    unit = scan.role(j, "unit") or scan.role(j, "the_unit")
    named = bool(unit and unit.name == "year" and unit.value == 1)
    j = j + 1 if named else j
    low, high = _CERTAIN_YEAR if month.calendar == "gregorian" and not named else (1000, 2100)
    year = read_digits(scan, j, low, high)
    if year is None:
        if named:
            shift = scan.plain(j, "modifier")
            return parts._replace(end=j + 1, year_shift=shift.value) if shift else parts
        return parts
    end = j + 1
    if scan.keys[i] == "(" and not named:
        end = end + 1 if scan.keys[end] == ")" else end
    calendar, end = _era(scan, end, month.calendar)
    if calendar != month.calendar or (calendar == "gregorian" and year < 1500):
        return parts  # a number that is no year of this month's calendar
    return parts._replace(end=end, year=year)


def _era(scan: Scan, i: int, calendar: str) -> tuple[str, int]:
    """The calendar that a letter after the year names (م AD, هـ AH), and the next token."""
    word = scan.plain(i, "era")
    if not word or (scan.keys[i] == "ش" and not scan.touches(i - 1)):
        return calendar, i
    return {1: "gregorian", 2: "hijri", 3: "solar"}[word.value], i + 1
