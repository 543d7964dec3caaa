"""When an article was published: the day its evidence leaves, or the days that its constraints leave."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from marsad.find.dated_facts import DatedFacts
from marsad.find.published_solve import Answer, solve
from marsad.find.published_text import (
    Body,
    Bound,
    fact_bounds,
    name_day,
    past_bounds,
    read_body,
    weekday_bounds,
)
from marsad.find.published_visible import visible_dates
from marsad.find.time_calendar import Days, month_days
from marsad.find.times import find_times
from marsad.text.orthography import ascii_digits, fold
from marsad.text.tokens import Token, tokenize
from marsad.types import Article, Constraint, DateCandidate, Published

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ISO_PREFIX = re.compile(r"\d{4}(-\d{2})?")
# Candidates in the order in which they are believed; meta:NAME counts as "meta".
_RANKS = ("jsonld", "meta", "time", "url", "dateline", "visible", "crawl_header")
_STRUCTURED = frozenset({"jsonld", "meta", "time", "url"})
_NO_DAY = "it names no day"
_ONE_DAY = timedelta(1)  # midnight and time zones: "today, Tuesday" is often put online on Wednesday
_SOURCES = {
    "jsonld": "the page's JSON-LD data",
    "meta": "the page's meta data",
    "time": "the page's time element",
    "url": "the address of the page",
    "dateline": "the dateline",
    "visible": "a date shown on the page",
    "crawl_header": "the date at the top of the page",
}


def find_published(article: Article, tokens: list[Token], keys: list[str], facts: DatedFacts) -> Published:
    """The day of publication with candidates, constraints and a basis; else the days still possible.

    `tokens` and `keys` are those of the article (its own text is enough). A day given with the article is
    taken as it is; what contradicts it is reported. Nothing is averaged or completed.
    """
    body = read_body(article, tokens, keys)
    weekdays = weekday_bounds(body)
    if article.metadata.published is not None:
        given = _read_given(article.metadata.published)
        if given.rejected is None:
            return _from_given(given, weekdays, article)
        return _from_evidence(article, body, weekdays, facts, (given,))
    return _from_evidence(article, body, weekdays, facts, ())


def _read_given(raw: str) -> DateCandidate:
    """The day that came with the article; with a time zone the day there counts, not the day in Greenwich."""
    text = ascii_digits(raw.strip())
    match = _ISO_DAY.match(text)
    if match:
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return DateCandidate(date=day.isoformat(), source="given", raw=raw)
        except ValueError:
            return DateCandidate(date=match[0], source="given", raw=raw, rejected="there is no such day")
    if _ISO_PREFIX.fullmatch(text):
        return DateCandidate(date=text, source="given", raw=raw, rejected=_NO_DAY)
    try:
        return DateCandidate(date=parsedate_to_datetime(text).date().isoformat(), source="given", raw=raw)
    except ValueError:
        pass
    words = tokenize(raw)
    days = [m for m in find_times(raw, words, [fold(t.text) for t in words], None) if m.granularity == "day"]
    if days:
        return DateCandidate(date=days[0].first, source="given", raw=raw)
    return DateCandidate(date="", source="given", raw=raw, rejected="it cannot be read as a date")


def _from_given(given: DateCandidate, weekdays: list[Bound], article: Article) -> Published:
    day = date.fromisoformat(given.date)
    constraints: list[Constraint] = []
    for bound in weekdays:
        constraint = bound.constraint
        if not bound.allows(day):
            reason = f"{constraint.reason}, but the given day is {name_day(day)}"
            constraint = Constraint(reason=reason, span=constraint.span, weekday=constraint.weekday)
        constraints.append(constraint)
    doubts = [c for b, c in zip(weekdays, constraints, strict=True) if not b.allows(day)]
    basis = "the day given with the article"
    if doubts:
        basis += f", although {doubts[0].reason.split(':')[0]}"
    return Published(
        date=given.date,
        basis=_sentence(basis),
        candidates=(given, *article.metadata.dates),
        constraints=tuple(constraints),
    )


def _from_evidence(
    article: Article, body: Body, weekdays: list[Bound], facts: DatedFacts, given: tuple[DateCandidate, ...]
) -> Published:
    bounds = [*weekdays[:1], *past_bounds(body), *fact_bounds(body, facts)]
    found = [*article.metadata.dates, *visible_dates(article)]
    judged = [_judge(candidate, bounds) for candidate in sorted(found, key=_rank)]
    limits = _limits(judged)
    constraints = tuple(b.constraint for b in (*limits, *bounds, *weekdays[1:]))
    chosen = _choose(judged, bounds)
    if chosen is not None:
        return Published(
            date=chosen.date,
            basis=_sentence(_why(chosen, judged, bounds)),
            candidates=(*given, *judged),
            constraints=constraints,
        )
    answer = solve([*limits, *bounds])
    return Published(
        date=answer.day.isoformat() if answer.day else None,
        basis=_sentence(_without_candidate(judged, answer)),
        candidates=(*given, *judged),
        constraints=answer.narrowed(constraints),
        options=answer.options,
    )


def _rank(candidate: DateCandidate) -> int:
    kind = candidate.source.split(":")[0]
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS)


def _judge(candidate: DateCandidate, bounds: list[Bound]) -> DateCandidate:
    """The candidate, rejected when it names no day or the text contradicts it."""
    if candidate.rejected is not None:
        return candidate
    try:
        day = date.fromisoformat(candidate.date)
    except ValueError:
        return _reject(candidate, _NO_DAY)
    structured = candidate.source.split(":")[0] in _STRUCTURED
    for bound in bounds:
        if bound.allows(day) or not _contradicts(bound, day, structured):
            continue
        what = "" if structured or candidate.source == "dateline" else "crawl date: "
        return _reject(candidate, f"{what}{name_day(day)} cannot be, because {bound.constraint.reason}")
    return candidate


def _contradicts(bound: Bound, day: date, structured: bool) -> bool:
    """True when a bound that does not allow the day is strong enough to reject evidence for it.

    Data that a page carries for machines yields only to a weekday said more than once, with a day's grace, or
    to a later date told as past; a date shown on the page also to facts, but not to a fact's upper end.
    """
    about_weekday = bound.constraint.weekday is not None
    if structured:
        beside = bound.allows(day - _ONE_DAY) or bound.allows(day + _ONE_DAY)
        return not beside and not bound.weak and not (about_weekday and bound.soft) and not _after_end(bound, day)
    return about_weekday or not _after_end(bound, day) or not bound.soft


def _after_end(bound: Bound, day: date) -> bool:
    """True when the day lies after a bound's upper end rather than before its lower one."""
    return bound.constraint.weekday is None and bound.earliest() <= day


def _reject(candidate: DateCandidate, reason: str) -> DateCandidate:
    return DateCandidate(
        date=candidate.date, source=candidate.source, raw=candidate.raw, span=candidate.span, rejected=reason
    )


def _limits(judged: list[DateCandidate]) -> list[Bound]:
    """What rejected candidates still tell: no page is copied before it is written; a month bounds the day."""
    limits: list[Bound] = []
    for candidate in judged:
        if candidate.rejected is None:
            continue
        if "crawl date" in candidate.rejected:
            day = date.fromisoformat(candidate.date)
            reason = f"the page shows {name_day(day)}, the day it was copied or changed: written no later"
            constraint = Constraint(reason=reason, span=candidate.span, latest=candidate.date)
            limits.append(Bound(constraint, f"no later than {name_day(day)}"))
        elif candidate.rejected == _NO_DAY and _ISO_PREFIX.fullmatch(candidate.date):
            days = _prefix_days(candidate.date)
            reason = f"{_source_words(candidate)} says {candidate.date}"
            first, last = days.first.isoformat(), days.last.isoformat()
            limits.append(Bound(Constraint(reason=reason, earliest=first, latest=last), f"in {candidate.date}"))
    return limits


def _prefix_days(prefix: str) -> Days:
    year = int(prefix[:4])
    return month_days(year, int(prefix[5:7])) if len(prefix) == 7 else Days(date(year, 1, 1), date(year, 12, 31))


def _choose(judged: list[DateCandidate], bounds: list[Bound]) -> DateCandidate | None:
    """The best candidate that stands; when the weekday does not fit it, the next one that it does fit."""
    standing = [c for c in judged if c.rejected is None]
    weekdays = [b for b in bounds if b.constraint.weekday is not None]
    for candidate in standing:
        if all(b.allows(date.fromisoformat(candidate.date)) for b in weekdays):
            return candidate
    return standing[0] if standing else None


def _source_words(candidate: DateCandidate) -> str:
    kind = candidate.source.split(":")[0]
    return _SOURCES.get(kind, candidate.source)


def _why(chosen: DateCandidate, judged: list[DateCandidate], bounds: list[Bound]) -> str:
    day = date.fromisoformat(chosen.date)
    words = f"{_source_words(chosen)} says {name_day(day)}"
    told = [b for b in bounds if b.constraint.weekday is not None]
    if told and told[0].allows(day):
        words += f", and the text, which says {_quoted(told[0])}, agrees"
    elif told and (told[0].allows(day - _ONE_DAY) or told[0].allows(day + _ONE_DAY)):
        words += f"; the text, which says {_quoted(told[0])}, was written the day beside it"
    elif told:
        words += f", although the text says {_quoted(told[0])}"
    elif chosen.source == "crawl_header":
        words += ", which may be the day the page was copied, but nothing in the text contradicts it"
    others = [
        c for c in judged if c.rejected is None and abs(date.fromisoformat(c.date) - day) > _ONE_DAY and c != chosen
    ]
    if others:
        words += f"; {_source_words(others[0])} says {others[0].date} instead"
    return words


def _quoted(bound: Bound) -> str:
    return f'"{bound.constraint.span.text}"' if bound.constraint.span else bound.short


def _without_candidate(judged: list[DateCandidate], answer: Answer) -> str:
    header = next((c for c in judged if c.rejected and "crawl date" in c.rejected), None)
    words = ""
    if header is not None:
        day = name_day(date.fromisoformat(header.date))
        reason = header.rejected.split(", because ")[-1] if header.rejected else ""
        words = f"the page's own date ({day}) cannot be the date of publication, because {reason}; "
    return words + answer.words()


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
