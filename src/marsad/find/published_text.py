"""What an article's own words say about the day it was written: weekdays, dated past, dated facts."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from marsad.find.dated_facts import DatedFacts, FactUse, find_facts
from marsad.find.time_calendar import Days
from marsad.find.time_dates import Parts, read_day, read_month, with_year
from marsad.find.time_lexicon import load_time_lexicon
from marsad.find.time_scan import Scan
from marsad.find.time_tense import direction
from marsad.find.times import clitic_length, find_times
from marsad.text.tokens import Token
from marsad.types import Article, Constraint, Span, TimeMention

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BODY = frozenset({"title", "lead", "paragraph", "heading", "caption"})


class Bound(NamedTuple):
    """A constraint with what it allows; `short` names it in a sentence.

    `windows` are the only intervals allowed, if any. A `soft` upper end may be history and gives way to
    harder ones; a soft weekday was said only once. A `weak` bound narrows what is left but rejects no
    machine-readable date.
    """

    constraint: Constraint
    short: str
    windows: tuple[Days, ...] = ()
    soft: bool = False
    weak: bool = False

    def earliest(self) -> date:
        """The first day allowed."""
        return date.fromisoformat(self.constraint.earliest) if self.constraint.earliest else date.min

    def latest(self) -> date:
        """The last day allowed."""
        return date.fromisoformat(self.constraint.latest) if self.constraint.latest else date.max

    def allows(self, day: date) -> bool:
        """True when the article may have been written that day."""
        if not self.earliest() <= day <= self.latest():
            return False
        if self.constraint.weekday is not None and day.isoweekday() != self.constraint.weekday:
            return False
        return not self.windows or any(w.first <= day <= w.last for w in self.windows)


class Body(NamedTuple):
    """The tokens and keys of the article's own text: no page furniture."""

    text: str
    tokens: list[Token]
    keys: list[str]


def read_body(article: Article, tokens: list[Token], keys: list[str]) -> Body:
    """The tokens that stand in title, lead, paragraphs, headings and captions; all of them without blocks."""
    if not article.blocks:
        return Body(article.text, tokens, keys)
    starts = [token.start for token in tokens]
    kept_tokens: list[Token] = []
    kept_keys: list[str] = []
    for block in article.blocks:
        if block.kind in _BODY:
            first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
            kept_tokens += tokens[first:last]
            kept_keys += keys[first:last]
    return Body(article.text, kept_tokens, kept_keys)


def name_day(day: date) -> str:
    """A day in words: "Tuesday 19 September 2023"."""
    return f"{WEEKDAYS[day.weekday()]} {name_date(day)}"


def name_date(day: date) -> str:
    """A date in words: "19 September 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_bounds(body: Body) -> list[Bound]:
    """What "today, Tuesday" and "yesterday, Monday" say, the weekday that most of them agree on first."""
    scan = Scan(body.text, body.tokens, body.keys, None, load_time_lexicon())
    found: dict[int, list[tuple[Span, Parts]]] = {}
    done = 0
    for i, key in enumerate(body.keys):
        if i < done or key not in scan.lexicon.starts or not scan.role(i, "deictic"):
            continue
        parts = read_day(scan, i)
        done = parts.end if parts else i + 1
        if parts and parts.weekday and parts.offset is not None and not parts.clocked:
            weekday = (parts.weekday - parts.offset - 1) % 7 + 1
            found.setdefault(weekday, []).append((_span(scan, i, parts.end - 1), parts))
    bounds: list[Bound] = []
    for weekday, spans in sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0][0].start)):
        span, parts = spans[0]
        times = f", {len(spans)} times" if len(spans) > 1 else ""
        reason = f'the text says "{span.text}"{times}: it was written on a {WEEKDAYS[weekday - 1]}'
        constraint = Constraint(reason=reason, span=span, weekday=weekday)
        bounds.append(Bound(constraint, f"a {WEEKDAYS[weekday - 1]}", _dated_today(parts), soft=len(spans) == 1))
    return bounds


def _dated_today(parts: Parts) -> tuple[Days, ...]:
    """The days that "today, Tuesday 5 May" leaves when it gives a date: those with that weekday."""
    if not (parts.day and parts.month and parts.calendar == "gregorian"):
        return ()
    days: list[Days] = []
    for year in (parts.year,) if parts.year else range(1990, 2041):
        try:
            day = date(year, parts.month, parts.day)
        except ValueError:
            continue
        if day.isoweekday() == parts.weekday:
            written = day - timedelta(parts.offset or 0)
            days.append(Days(written, written))
    return tuple(days)


def _span(scan: Scan, first: int, last: int) -> Span:
    start, end = scan.tokens[first].start + clitic_length(scan, first), scan.tokens[last].end
    return Span(start=start, end=end, text=scan.text[start:end])


def past_bounds(body: Body) -> list[Bound]:
    """The latest time with its year that is told as past, and the last month without one.

    Plans bound nothing: in the development articles nearly all dated plans were plans of the past.
    """
    scan = Scan(body.text, body.tokens, body.keys, None, load_time_lexicon())
    latest: TimeMention | None = None
    starts = [token.start for token in body.tokens]
    for mention in find_times(body.text, body.tokens, body.keys, None):
        if latest is not None and mention.first <= latest.first:
            continue
        i = max(bisect_left(starts, mention.start + 1) - 1, 0)
        if direction(scan, i, bisect_left(starts, mention.end))[0] < 0:
            latest = mention
    bounds: list[Bound] = []
    if latest is not None:
        first = date.fromisoformat(latest.first)
        span = Span(start=latest.start, end=latest.end, text=latest.text)
        what = name_date(first) if latest.granularity == "day" else latest.value
        reason = f'"{latest.text}" is told as past: written in or after {what}'
        bounds.append(Bound(Constraint(reason=reason, span=span, earliest=latest.first), f"after {what}"))
    month = _yearless_month(scan)
    return [*bounds, month] if month else bounds


def _yearless_month(scan: Scan) -> Bound | None:
    """The last month told as past without its year; it names evidence but bounds no day.

    That such a month lies after the dated past of the text was tried as a bound: wrong in 3 of 480 articles.
    """
    for i in range(scan.size - 1, -1, -1):
        if not scan.role(i, "month") or scan.role(i - 1, "month"):
            continue
        month = read_month(scan, i)
        if not month or month.alone != "yes" or month.calendar != "gregorian" or scan.role(i - 1, "number"):
            continue
        parts = with_year(scan, month, Parts(month.end, month=month.number, calendar=month.calendar))
        if parts.year or parts.month_shift is not None or parts.year_shift is not None:
            continue
        if scan.keys[i - 1] in ("من", "/") or scan.role(i - 1, "ordinal") or scan.role(i - 1, "named_head"):
            continue
        if direction(scan, i, month.end)[0] > 0:
            continue
        name, span = MONTHS[month.number - 1], _span(scan, i, month.end - 1)
        reason = f'"{span.text}" is told as past without its year: written after a {name}, within a year of it'
        return Bound(Constraint(reason=reason, span=span), f"within a year after a {name}", weak=True)
    return None


def fact_bounds(body: Body, facts: DatedFacts) -> list[Bound]:
    """What the dated facts used in the text say: offices held, names borne, meetings under way."""
    return [_fact_bound(body, use) for use in find_facts(body.text, body.tokens, body.keys, facts)]


def _fact_bound(body: Body, use: FactUse) -> Bound:
    fact, spans = use.fact, use.fact.spans()
    begin = min((first for first, _ in spans if first), default=None)
    end = None if any(not last for _, last in spans) else max(last for _, last in spans)
    past = use.told_as_past
    windows = tuple(
        Days(date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max)
        for first, last in spans
    )
    reason = fact.meaning + (", told as history" if past else "") + _within(begin, None if past else end)
    if len(spans) > 1 and not past:
        reason = f"{fact.meaning} ({len(spans)} spans of days)"
    constraint = Constraint(
        reason=reason,
        span=Span(start=use.start, end=use.end, text=body.text[use.start : use.end]),
        earliest=begin,
        latest=None if past else end,
    )
    keep = len(spans) > 1 and not past
    return Bound(constraint, fact.meaning, windows if keep else (), soft=fact.kind != "recurring", weak=True)


def _within(begin: str | None, end: str | None) -> str:
    if begin and end:
        return f" ({name_date(date.fromisoformat(begin))} to {name_date(date.fromisoformat(end))})"
    return f" (since {name_date(date.fromisoformat(begin))})" if begin else ""
