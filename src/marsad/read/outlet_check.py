"""Whether the saved page of an outlet is read as its declaration expects."""

from __future__ import annotations

from marsad.outlets import Outlet, Outlets
from marsad.read.html import read_html
from marsad.read.problems import ReadError
from marsad.types import Article, BlockKind


def check_outlet(outlet: Outlet) -> list[str]:
    """Each thing that is read otherwise than expected, in words; empty when all is right or nothing is expected."""
    expect, page = outlet.expect, outlet.page
    if expect is None or page is None:
        return []
    try:
        article = read_html(page, outlet.id, expect.url, outlets=Outlets((outlet,)))
    except ReadError as error:
        return [f"the page cannot be read: {error}"]
    problems = []
    if article.metadata.outlet_country != outlet.country:
        problems.append(f"url: {expect.url} is not at one of the domains")
    read = {
        "title": "".join(_texts(article, "title")),
        "lead": "".join(_texts(article, "lead")),
        "byline": article.byline.text if article.byline else None,
        "published": _day(article, expect.published),
    }
    wanted = {"title": expect.title, "lead": expect.lead, "byline": expect.byline, "published": expect.published}
    problems += [f"{key}: expected {wanted[key]!r}, read {read[key]!r}" for key in wanted if wanted[key] != read[key]]
    count = len(_texts(article, "paragraph"))
    if count != expect.paragraphs:
        problems.append(f"paragraphs: expected {expect.paragraphs}, read {count}: {_texts(article, 'paragraph')}")
    for kind, lines in (("caption", expect.captions), ("boilerplate", expect.boilerplate)):
        found = _texts(article, "caption" if kind == "caption" else "boilerplate")
        problems += [f"{kind}: {line!r} is not among {found}" for line in lines if line not in found]
    return problems


def _texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]


def _day(article: Article, wanted: str | None) -> str | None:
    """The day that is wanted where some evidence says it, else the first day that evidence says."""
    days = [date.date for date in article.metadata.dates if date.rejected is None]
    return wanted if wanted is None or wanted in days else next(iter(days), None)
