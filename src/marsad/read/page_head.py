"""What the head of an HTML page says about the article: title, address, outlet, author, dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from marsad.read.dates import date_in_url, read_date
from marsad.read.lines import key_of
from marsad.read.page_scan import clean_text
from marsad.types import DateCandidate

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ARTICLE = re.compile(r"Article|Posting|Report|WebPage", re.I)
# Names that mean the day of publication; creation_date, modified_time and the like do not.
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "published_time",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "date.published",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "date",
)
_MODIFIED = "the date of a later change, not of publication"
_MAX_DEPTH = 12
_BARE_ADDRESS = re.compile(r"[\d.]+|\[[0-9a-f:]+\]")


class PageHead(NamedTuple):
    """What the head says, each piece of evidence apart; empty strings and tuples where it is silent."""

    titles: tuple[str, ...]  # og:title, headline of the structured data, <title>
    description: str
    url: str | None
    outlet: str
    authors: tuple[str, ...]
    dates: tuple[DateCandidate, ...]


def read_head(tree: LexborHTMLParser, url: str | None) -> PageHead:
    """The evidence in the meta elements, the structured data and the address of a page."""
    meta = _meta(tree)
    articles = list(_articles(tree))
    headline = next((t for item in articles if (t := _text(item.get("headline")))), "")
    title = tree.css_first("title")
    titles = (meta.get("og:title", ""), meta.get("twitter:title", ""), headline)
    page_url = _canonical(tree, meta, url)
    publisher = next((t for item in articles if (t := _name(item.get("publisher")))), "")
    authors = [name for item in articles for name in _names(item.get("author"))]
    authors += [meta.get("author", ""), meta.get("article:author", "")]
    dates = [*_structured_dates(articles), *_meta_dates(tree, meta), *_url_date(page_url or url)]
    return PageHead(
        titles=tuple(t for t in (*titles, clean_text(title.text()) if title else "") if t),
        description=meta.get("og:description") or meta.get("description", ""),
        url=page_url,
        outlet=meta.get("og:site_name") or publisher,
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        dates=tuple(dates),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """From the name of a meta element (lower case) to its first content that is not empty."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = clean_text(attributes.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: LexborHTMLParser) -> Iterator[dict[str, object]]:
    """The objects of the JSON-LD that describe an article, the article types first."""
    items: list[dict[str, object]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        items.extend(_objects(_load(node.text(deep=True)), 0))
    described = [item for item in items if _ARTICLE.search(_kind(item))]
    yield from sorted(described, key=lambda item: "webpage" in _kind(item).lower())


def _load(raw: str) -> object:
    """The first JSON value of a script; many pages have control characters in it or rubbish behind it."""
    text = raw.strip().removeprefix("<!--").lstrip().removeprefix("//<![CDATA[").lstrip()
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for part in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(part), depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _objects(part, depth + 1)


def _kind(item: dict[str, object]) -> str:
    kind = item.get("@type")
    return " ".join(str(k) for k in kind) if isinstance(kind, list) else str(kind or "")


def _text(value: object) -> str:
    return clean_text(value) if isinstance(value, str) else ""


def _name(value: object) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for part in values if (name := _name(part))]


def _structured_dates(articles: list[dict[str, object]]) -> Iterator[DateCandidate]:
    """The dates of publication of the structured data; the date of a change only where there is no other."""
    for field, rejected in (("datePublished", None), ("dateModified", _MODIFIED)):
        raws = dict.fromkeys(raw for item in articles if (raw := _text(item.get(field))))
        found = [one for raw in raws for one in candidate(raw, "jsonld", rejected)]
        yield from found
        if found:
            return


def _meta_dates(tree: LexborHTMLParser, meta: dict[str, str]) -> Iterator[DateCandidate]:
    for name in _DATE_NAMES:
        if name in meta:
            yield from candidate(meta[name], f"meta:{name}")
    for node in tree.css('[itemprop="datePublished"], [property="dc:date"], [property="dcterms:created"]'):
        if node.tag == "meta":
            continue
        attributes = node.attributes
        name = (attributes.get("itemprop") or attributes.get("property") or "").lower()
        raw = attributes.get("content") or attributes.get("datetime") or node.text(deep=True)
        yield from candidate(clean_text(raw), f"meta:{name}")


def _url_date(url: str | None) -> Iterator[DateCandidate]:
    found = date_in_url(url) if url else None
    if found is not None and url is not None:
        yield DateCandidate(date=found.iso, source="url", raw=url)


def candidate(raw: str, source: str, rejected: str | None = None) -> Iterator[DateCandidate]:
    """The candidate that some words of a page make, none when they state no date."""
    found = read_date(raw)
    if found is not None:
        yield DateCandidate(date=found.iso, source=source, raw=raw, rejected=rejected or found.rejected)


def _canonical(tree: LexborHTMLParser, meta: dict[str, str], url: str | None) -> str | None:
    """The page's own address: its canonical link, else og:url of the same site, else the one given."""
    link = tree.css_first('link[rel="canonical"]')
    href = clean_text(link.attributes.get("href") or "") if link else ""
    if href and (found := _address(urljoin(url or "", href))):
        return found
    own = _address(meta.get("og:url", ""))
    if own and (url is None or _site(own) == _site(url)):
        return own
    return url


def _address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and not _BARE_ADDRESS.fullmatch(host) else None


def _site(url: str) -> str:
    try:
        return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    except ValueError:
        return ""


def choose_title(head: PageHead, headings: list[str]) -> str | None:
    """The title: the h1 that the page's other titles contain, else one of those without the site's name."""
    keys = [key_of(title) for title in head.titles]
    inside = [h for h in headings if len(key_of(h).split()) >= 2 and any(key_of(h) in key for key in keys)]
    if inside:
        return max(inside, key=len)
    for title in head.titles:
        own = _without_site(title, head.outlet)
        if own:
            return own
    return headings[0] if len(headings) == 1 else None


def _without_site(title: str, outlet: str) -> str:
    """The title without the name of the site before or behind a separator."""
    parts = [part for part in re.split(r"\s+[-–—|•»]\s+|\s*\|\s*|\s*::\s*", title) if part.strip()]
    site = key_of(outlet)
    rest = [part for part in parts if key_of(part) != site] if site else parts
    if len(rest) == len(parts) and len(parts) > 1:  # the site's name is unknown: the shorter end
        rest = parts[:-1] if len(parts[-1]) <= len(parts[0]) else parts[1:]
    return max(rest, key=len).strip() if rest else ""
