"""A source read into an item: the one step of intake that takes time, a pure function of the source."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from marsad.intake.items import Item, Source
from marsad.outlets import Outlets, load_outlets
from marsad.read.build import check_article
from marsad.read.dates import read_date
from marsad.read.decode import decode
from marsad.read.html import read_html
from marsad.read.problems import ReadError, ReadProblem
from marsad.read.record import read_record
from marsad.read.text import read_text
from marsad.types import Article, DateCandidate, Metadata

_FETCHED = "crawl date: it need not be the day of publication, because the page was only fetched then"


def read_source(source: Source) -> Item | ReadProblem:
    """The item in a source; a ReadProblem when there is no article in it, or marsad fails on it."""
    try:
        article = _read(source, load_outlets(Path(source.outlets)) if source.outlets else None)
        check_article(article)
    except ReadError as error:
        return error.at(source.origin, source.place)
    except Exception as error:
        reason = f"it cannot be read ({type(error).__name__}: {error}), an error of marsad"
        return ReadProblem(file=source.origin, place=source.place, reason=reason, remedy="report it with the file")
    page = source.kind == "page"
    return Item(
        origin=source.origin,
        place=source.place,
        article=_with_evidence(article, source),
        raw=source.data if page else None,
        media_type="text/html" if page else "text/plain",
        stamp=source.stamp,
    )


def _read(source: Source, outlets: Outlets | None) -> Article:
    if source.kind == "page":
        return read_html(source.data, source.doc, source.url, source.charset, outlets)
    if source.kind == "record":
        return read_record(source.fields, source.doc, outlets)
    return read_text(decode(source.data)[0], source.doc, Metadata(url=source.url), outlets)


def _with_evidence(article: Article, source: Source) -> Article:
    """The article with what stands outside it: the feed's title and date, and the day it was fetched."""
    dates: list[DateCandidate] = []
    raw = source.fields.get("feed_date")
    found = read_date(raw) if isinstance(raw, str) else None
    if found is not None and isinstance(raw, str):
        dates.append(DateCandidate(date=found.iso, source="meta:feed", raw=raw, rejected=found.rejected))
    if source.fetched and (day := read_date(source.fetched)):
        dates.append(DateCandidate(date=day.iso, source="fetched", raw=source.fetched, rejected=_FETCHED))
    outlet = article.metadata.outlet or source.fields.get("feed_title")
    if not dates and outlet == article.metadata.outlet:
        return article
    named = outlet if isinstance(outlet, str) else None
    metadata = structs.replace(article.metadata, dates=(*article.metadata.dates, *dates), outlet=named)
    return structs.replace(article, metadata=metadata)
