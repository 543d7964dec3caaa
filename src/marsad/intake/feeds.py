"""RSS and Atom: the text that an entry carries whole, else the page that it links to."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from msgspec import structs

from marsad.intake.addresses import is_address
from marsad.intake.context import Context
from marsad.intake.fetching import read_fetched
from marsad.intake.items import Source, Sources, Where
from marsad.intake.streams import read_whole
from marsad.read.fragment import fragment_text
from marsad.read.problems import ReadError

LARGEST_FEED = 20 * 1024 * 1024  # bytes
_WHOLE_SUMMARY = 800  # letters of a summary that is the whole article
_LEAST_CONTENT = 40  # letters of a content element that is more than a headline
_CUT = ("...", "…", "[…]", "[...]", "»»", ">>")


def read_feed(stream: BinaryIO, where: Where, context: Context) -> Sources:
    """The entries of a feed, each at its id or address. Raises ReadError when it is no feed."""
    feed = parse_feed(read_whole(stream, LARGEST_FEED), where)
    outlet = _plain(feed["feed"].get("title"))
    for number, entry in enumerate(feed["entries"], 1):
        try:
            yield from _read_entry(entry, number, outlet, where, context)
        except ReadError as error:
            yield error.at(where.origin, where.inside(f"entry {number}"))


def parse_feed(data: bytes, where: Where) -> Mapping[str, Any]:
    """The feed as feedparser gives it: feed, entries, version. Raises ReadError when it is none."""
    import feedparser

    # Given a string the parser would open a file or an address of that name; bytes in a stream are only read.
    headers = {"content-type": f"application/xml; charset={where.charset}"} if where.charset else {}
    try:
        feed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever a hostile feed does to the parser, it is this feed's problem
        raise ReadError(f"the feed cannot be taken apart ({type(error).__name__})", "check the file") from error
    if not feed.get("version") and not feed.get("entries"):
        raise ReadError("this is no RSS or Atom feed", "check the file or the address")
    if not feed.get("entries"):
        raise ReadError("the feed has no entries", "try again later, or check the address")
    return feed


def entry_key(entry: Mapping[str, Any], number: int) -> str:
    """What an entry is remembered by: its id, else its address, else its title."""
    for name in ("id", "link", "title"):
        value = entry.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()[:500]
    return f"entry {number}"


def _plain(markup: object) -> str:
    if not isinstance(markup, str):
        return ""
    return " ".join((fragment_text(markup) if "<" in markup or "&" in markup else markup).split())


def _read_entry(entry: Mapping[str, Any], number: int, outlet: str, where: Where, context: Context) -> Sources:
    place = entry_key(entry, number)
    link = _link(entry)
    if context.done(where.origin, where.inside(place), where.stamp):
        return
    text = _whole_text(entry)
    if text is None and link is None:
        raise ReadError("the entry has neither its whole text nor an address", "read it on the site of the outlet")
    if text is None and context.inner is None:
        yield where.problem(f"the feed has only a summary of {link}", "add --fetch to read the page", place)
        return
    if text is None and link is not None:
        for found in read_fetched(link, where.origin, where.inside(place), context._replace(done=_never)):
            if isinstance(found, Source):
                found = structs.replace(found, fields=found.fields | _evidence(entry, outlet))
            yield found
        return
    fields = {"title": _plain(entry.get("title")), "text": text, "url": link}
    yield Source(
        origin=where.origin, place=where.inside(place), doc=f"{where.doc}-{number}", kind="record",
        fields={name: value for name, value in fields.items() if value} | _evidence(entry, outlet),
        fetched=where.fetched, stamp=where.stamp,
    )  # fmt: skip


def _never(origin: str, place: str, stamp: str) -> bool:
    return False


def _link(entry: Mapping[str, Any]) -> str | None:
    link = entry.get("link")
    return link.strip() if isinstance(link, str) and is_address(link.strip()) else None


def _evidence(entry: Mapping[str, Any], outlet: str) -> dict[str, object]:
    """What the feed says of an entry: the feed's title, and the day as written there (the parser moves it to UTC)."""
    raw = entry.get("published") or entry.get("updated")
    day: dict[str, object] = {"feed_date": raw.strip()} if isinstance(raw, str) and raw.strip() else {}
    return day | ({"feed_title": outlet} if outlet else {})


def _whole_text(entry: Mapping[str, Any]) -> str | None:
    """The text of an entry that carries it whole: in its content, or in a summary that is no summary."""
    for content in entry.get("content") or ():
        text = fragment_text(str(content.get("value") or ""))
        if _letters(text) >= _LEAST_CONTENT and not text.endswith(_CUT):
            return text
    summary = fragment_text(str(entry.get("summary") or ""))
    return summary if _letters(summary) >= _WHOLE_SUMMARY and not summary.endswith(_CUT) else None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text[: 4 * _WHOLE_SUMMARY]))
