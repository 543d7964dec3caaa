"""What is wrong with a declaration of an outlet, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from marsad.outlets.schema import Outlet, Selectors

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}(?:/[^\s?#]+)?", re.I)
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_LEAST_LETTERS = 6  # of a boilerplate line: a shorter one could be a heading of any story
_CSS = ("body", "title", "lead", "author", "date")


def lint_outlet(outlet: Outlet, countries: frozenset[str], has_page: bool) -> list[str]:
    """Each thing that is wrong with a declaration, with what to do about it; empty when it is right."""
    return [
        *_names(outlet, countries),
        *(problem for n, selectors in enumerate(outlet.selectors, 1) for problem in _selectors(selectors, n)),
        *_expectation(outlet, has_page),
    ]


def _names(outlet: Outlet, countries: frozenset[str]) -> Iterator[str]:
    if not outlet.name.ar.strip() or not outlet.name.en.strip():
        yield "name: write both an Arabic and an English one"
    if outlet.country not in countries:
        yield f"country: {outlet.country!r} is no code of knowledge/countries.tsv (ISO 3166 alpha-3)"
    if not outlet.domains:
        yield "domains: write at least one"
    for domain in outlet.domains:
        if not _DOMAIN.fullmatch(domain):
            yield f"domains: {domain!r} is no host; write it like example.org or example.org/ar"
    for feed in outlet.feeds:
        if not _ADDRESS.fullmatch(feed):
            yield f"feeds: {feed!r} is no address; write it like https://example.org/rss"
    for line in outlet.boilerplate:
        if sum(map(str.isalpha, line)) < _LEAST_LETTERS:
            yield f"boilerplate: {line!r} is too short to be known from a line of a story"


def _selectors(selectors: Selectors, number: int) -> Iterator[str]:
    where = f"selectors {number}"
    days = [_day(day) for day in (selectors.since, selectors.until)]
    for day, read in zip((selectors.since, selectors.until), days, strict=True):
        if day is not None and read is None:
            yield f"{where}: {day!r} is no day; write it like 2024-09-08"
    if days[0] and days[1] and days[0] > days[1]:
        yield f"{where}: it ends before it begins; exchange since and until"
    given = [(key, getattr(selectors, key)) for key in _CSS]
    if not any(css for _, css in given):
        yield f"{where}: it selects nothing; give a body, title, lead, author or date"
    for key, css in [*given, *(("remove", css) for css in selectors.remove)]:
        if css is not None and not is_css(css):
            yield f"{where}, {key}: {css!r} is no CSS selector"


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def is_css(selector: str) -> bool:
    """True when the parser of pages understands a CSS selector."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p></p>").css(selector)
    except SelectolaxError:
        return False
    return bool(selector.strip())


def _expectation(outlet: Outlet, has_page: bool) -> Iterator[str]:
    if outlet.expect is not None and not has_page:
        yield f"expect: there is no page to read; save one as {outlet.id}.html beside the declaration"
    if outlet.expect is None and has_page:
        yield "the saved page has no [expect]; write what a right reading of it gives"
