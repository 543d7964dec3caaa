"""What stands at an address, read like a file of the same kind."""

from __future__ import annotations

import io
import re
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from marsad.intake.context import Context, Fetched
from marsad.intake.items import Sources, Where
from marsad.intake.kinds import GZIP, SNIFFED, kind_of
from marsad.intake.streams import DAMAGED, unzip, unzipped_start
from marsad.read.problems import ReadError

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/feed+json": ".json",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "multipart/related": ".mhtml",
    "application/warc": ".warc",
    "text/plain": "",
    "text/xml": "",
    "application/xml": "",
    "application/octet-stream": "",
    "application/gzip": "",
    "application/x-gzip": "",
    "": "",
}
_ENDING = re.compile(r"(?:\.\w{1,6})?$")


def read_fetched(url: str, origin: str, place: str, context: Context) -> Sources:
    """The sources at an address; `origin` and `place` are what they are remembered by."""
    if context.inner is None or context.done(origin, place, ""):
        return
    try:
        yield from read_document(context.inner.get(url), origin, place, context)
    except ReadError as error:
        yield error.at(origin, place)


def read_document(fetched: Fetched, origin: str, place: str, context: Context) -> Sources:
    """The sources in a fetched document. Raises ReadError when its type is nothing that marsad reads."""
    from marsad.intake.files import read_kind

    ending = _TYPES.get(fetched.media_type)
    if ending is None:
        remedy = "give the address of an article or a feed"
        raise ReadError(f"the address holds {fetched.media_type}, no article", remedy)
    stream: BinaryIO = io.BytesIO(fetched.data)
    start = fetched.data[:SNIFFED]
    zipped = start.startswith(GZIP)
    if zipped:
        start = unzipped_start(start)
    sniffed = kind_of("", start)
    # Servers send feeds as pages, and the other way round: markup tells better than its label.
    kind = sniffed if sniffed in ("page", "feed", "sitemap", "warc") else kind_of(ending, start)
    if zipped and kind != "warc":
        stream = unzip(stream)
    where = Where(
        origin, name_of(fetched.url), place=place, url=fetched.url, charset=fetched.charset, fetched=fetched.when
    )
    try:
        yield from read_kind(kind, stream, where, context)
    except DAMAGED as error:
        raise ReadError(f"the compressed document is damaged ({error})", "try again") from None


def name_of(url: str) -> str:
    """A short name for the article at an address: the last part of its path without ending, else the host."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return (_ENDING.sub("", last) or parts.hostname or url)[:120]
