"""Dates as pages write them (ISO, digits, month names of every Arabic system, Hijri) read as ISO prefixes."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import NamedTuple

from hijridate import Hijri

from marsad.lexicon.sources import AR, read_rows
from marsad.read.lines import key_of, words_of
from marsad.text.orthography import ascii_digits

_TIME = r"(?:[T ]\s?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)" + _TIME)
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?")
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LONGEST = 120  # characters; a date is never longer
_UPDATE = "the date of a later change, not of publication"


class ReadDate(NamedTuple):
    """A date read from words: ISO prefix, the weekday beside it (1 Monday), whether it stood alone."""

    iso: str
    weekday: int | None
    alone: bool
    update: bool

    @property
    def rejected(self) -> str | None:
        """Why the date cannot be the day of publication, as far as its own words tell; else None."""
        if self.update:
            return _UPDATE
        if self.weekday is not None and len(self.iso) == 10:
            day = datetime.date.fromisoformat(self.iso)
            if day.isoweekday() != self.weekday:
                return f"the weekday beside it does not fit {self.iso}"
        return None


class _Words(NamedTuple):
    months: dict[str, int]
    hijri: dict[str, int]
    weekdays: dict[str, int]
    fillers: frozenset[str]
    updates: frozenset[str]


@cache
def _words() -> _Words:
    terms: dict[str, dict[str, int]] = {"weekday": {}, "filler": {}, "update": {}}
    for row in read_rows(AR / "page_dates.tsv"):
        terms[row["kind"]][key_of(row["form"])] = int(row["number"])
    months: dict[str, dict[str, int]] = {"gregorian": {}, "hijri": {}}
    for row in read_rows(AR / "months.tsv"):
        if row["calendar"] in months:
            months[row["calendar"]][key_of(row["form"])] = int(row["month"])
    weekdays = {key_of(row["form"]): int(row["weekday"]) for row in read_rows(AR / "weekdays.tsv")}
    return _Words(
        months["gregorian"],
        months["hijri"],
        weekdays | terms["weekday"],
        frozenset(terms["filler"]),
        frozenset(terms["update"]),
    )


def read_date(raw: str) -> ReadDate | None:
    """The date some words state, or None when they state none or two different ones. Never a made-up day."""
    if len(raw) > _LONGEST:
        return None
    text = _before_update(ascii_digits(_MARKS.sub("", raw)))
    iso, text = _take_numeric(text)
    text = _CLOCK.sub(" ", text)
    facts = _gather(_group(words_of(text)))
    weekday = facts.weekdays[0] if len(set(facts.weekdays)) == 1 else None
    if iso is None:
        iso = _from_months(facts) if facts.months else _from_hijri(facts, weekday)
    elif facts.months and int(iso[5:7] or 0) not in facts.months:
        return None
    if iso is None:
        return None
    return ReadDate(iso, weekday, not facts.others, facts.update)


def _before_update(text: str) -> str:
    """The part of "published … - updated …" before the update, where it holds a date of its own."""
    for match in re.finditer(r"[^\W\d_]+", text):
        if key_of(match.group()) in _words().updates and re.search(r"\d.*\d{4}|\d{4}.*\d", text[: match.start()]):
            return text[: match.start()]
    return text


def is_date_line(raw: str) -> bool:
    """True for a line that is nothing but a date (a month and year at least) or a time of day."""
    if len(raw) > 100 or not any(c.isdigit() for c in raw):
        return False
    found = read_date(raw)
    return (found is not None and found.alone and len(found.iso) >= 7) or is_time_only(raw)


def is_time_only(raw: str) -> bool:
    """True for a line that is nothing but a time of day or the words around one."""
    if len(raw) > _LONGEST or not _CLOCK.search(ascii_digits(raw)):
        return False
    facts = _gather(_group(words_of(_CLOCK.sub(" ", ascii_digits(raw)))))
    return not (facts.others or facts.numbers or facts.months)


def date_in_url(url: str) -> ReadDate | None:
    """The date in an address: /2018/04/09/, 2018-04-09, 20180409 or /2018/04/; None without one."""
    path = url.split("?")[0].split("#")[0]
    full = re.search(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)", path) or _COMPACT.search(path)
    split = re.search(r"/(20\d\d)/[^/0-9]+/(\d{1,2})/(\d{1,2})/", path)
    for match in (full, split):
        if match and (iso := _iso(*(int(g) for g in match.groups()))):
            return ReadDate(iso, None, True, False)
    month = re.search(r"/(20\d\d)[/-](0[1-9]|1[0-2])(?:/|$)", path)
    return ReadDate(f"{month[1]}-{month[2]}", None, True, False) if month else None


def _take_numeric(text: str) -> tuple[str | None, str]:
    """A date written in digits and the text without it."""
    if match := _COMPACT.fullmatch(text.strip()) or _YEAR.fullmatch(text.strip()):
        return _iso(*(int(g) for g in match.groups())), ""
    for pattern in (_ISO, _YEAR_FIRST):
        if match := pattern.search(text):
            iso = _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
            return iso, text[: match.start()] + " " + text[match.end() :]
    if match := _DAY_FIRST.search(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if month > 12 >= day:  # written the American way
            day, month = month, day
        return _iso(year, month, day), text[: match.start()] + " " + text[match.end() :]
    return None, text


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    try:
        whole = datetime.date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


class _Facts(NamedTuple):
    months: list[int]
    hijri: list[int]
    weekdays: list[int]
    numbers: list[tuple[int, int]]  # position and value
    month_at: int
    hijri_at: int
    others: list[str]
    update: bool


def _group(words: tuple[str, ...]) -> list[str]:
    """The words with the known terms of two words joined."""
    table = _words()
    grouped: list[str] = []
    i = 0
    while i < len(words):
        pair = " ".join(words[i : i + 2])
        if i + 1 < len(words) and any(pair in part for part in table):
            grouped.append(pair)
            i += 2
        else:
            grouped.append(words[i])
            i += 1
    return grouped


def _gather(words: list[str]) -> _Facts:
    table = _words()
    months: list[int] = []
    hijri: list[int] = []
    weekdays: list[int] = []
    numbers: list[tuple[int, int]] = []
    others: list[str] = []
    month_at = hijri_at = -1
    update = False
    for i, word in enumerate(words):
        if word in table.months:
            months.append(table.months[word])
            month_at = i if month_at < 0 else month_at
        elif word in table.hijri:
            hijri.append(table.hijri[word])
            hijri_at = i if hijri_at < 0 else hijri_at
        elif word in table.weekdays:
            weekdays.append(table.weekdays[word])
        elif word.isdecimal():
            numbers.append((i, int(word)))
        elif word in table.updates:
            update = True
        elif word not in table.fillers:
            others.append(word)
    return _Facts(months, hijri, weekdays, numbers, month_at, hijri_at, others, update)


def _from_months(facts: _Facts) -> str | None:
    if len(set(facts.months)) > 1:
        return None
    day, year = _around(facts.numbers, facts.month_at, range(1900, 2100))
    return _iso(year, facts.months[0], day) if year is not None else None


def _from_hijri(facts: _Facts, weekday: int | None) -> str | None:
    """The Hijri date converted (Umm al-Qura); sightings differ by a day, so a weekday beside it decides."""
    if len(set(facts.hijri)) != 1:
        return None
    day, year = _around(facts.numbers, facts.hijri_at, range(1343, 1501))
    if day is None or year is None:
        return None
    try:
        found = datetime.date.fromisoformat(Hijri(year, facts.hijri[0], day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None
    near = [found + datetime.timedelta(days=d) for d in (0, -1, 1)]
    return next((d for d in near if d.isoweekday() == weekday), found).isoformat()


def _around(numbers: list[tuple[int, int]], at: int, years: range) -> tuple[int | None, int | None]:
    """The day of the month nearest to the month name at `at`, and the first year after it (or before)."""
    in_range = [(i, n) for i, n in numbers if n in years]
    after = [n for i, n in in_range if i > at]
    year = after[0] if after else (in_range[-1][1] if in_range else None)
    days = [(abs(i - at), n) for i, n in numbers if 1 <= n <= 31]
    close = [n for distance, n in sorted(days) if distance <= 2]
    return (close[0] if close else None), year
