"""How fast inputs are opened, beside the libraries that do the same: `python bench/intake.py [CORPUS]`.

CORPUS is a JSONL file of articles (the demo's articles without one). Pages, a web archive and a feed are made of it in
memory. For each, marsad and the peer read the same bytes in the same process, in turn; the figures are the best of a
few rounds of processor time, and what counts is their ratio. The peer for archives is not among the development tools:
`pip install warcio`.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from marsad.intake import Source, open_items, read_source
from marsad.intake.context import Context, nothing_done
from marsad.intake.feeds import read_feed
from marsad.intake.items import Where
from marsad.intake.warc import read_warc
from marsad.read import read_html
from marsad.types import Article

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
PAGES = 60
RECORDS = 2_000
ENTRIES = 100
_MENU = "".join(f'<li class="menu-item"><a href="/section/{n}">قسم رقم {n}</a></li>' for n in range(120))
_RELATED = "".join(
    f'<div class="card"><a href="/story/{n}"><img src="/img/{n}.jpg" alt=""><h3>عنوان خبر آخر رقم {n}</h3></a></div>'
    for n in range(60)
)
_SCRIPT = "<script>" + "window.dataLayer=window.dataLayer||[];" * 600 + "</script>"


def texts(path: Path | None) -> list[tuple[str, list[str]]]:
    """The title and the paragraphs of the articles of a corpus, or of the demo."""
    found: list[tuple[str, list[str]]] = []
    for item in open_items([str(path or ROOT / "demo" / "articles")], fetch=False):
        article = getattr(item, "article", None)
        if isinstance(article, Article):
            lines = [line for line in article.text.split("\n") if line.strip()]
            found.append((article.title.text if article.title else lines[0], lines[1:] or lines))
        if len(found) == PAGES:
            break
    return found


def page_of(title: str, paragraphs: list[str]) -> bytes:
    """A page of some 60 kB, as sites make them."""
    data = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2018-04-09T10:00:00+03:00"})
    body = "".join(f"<p>{html.escape(line)}</p>" for line in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<script type="application/ld+json">{data}</script>{_SCRIPT}</head><body><nav><ul>{_MENU}</ul></nav>'
        f"<main><article><h1>{html.escape(title)}</h1>{body}</article></main><aside>{_RELATED}</aside></body></html>"
    ).encode()


def rate(run: Callable[[], int]) -> float:
    """Items in a second of processor time."""
    start = time.process_time()
    count = run()
    return count / max(time.process_time() - start, 1e-9)


def compare(what: str, ours: Callable[[], int], name: str, theirs: Callable[[], int]) -> None:
    """One row of the table: both in turn, so that a busy machine slows both, and the best round of each."""
    rounds = [(rate(ours), rate(theirs)) for _ in range(ROUNDS)]
    mine, peer = max(mine for mine, _ in rounds), max(peer for _, peer in rounds)
    print(f"{what:<34} {mine:>9.0f}/s   {name:<24} {peer:>9.0f}/s   ratio {mine / peer:.2f}")


def bench_pages(pages: list[bytes]) -> None:
    """Whole articles out of pages, against the extraction of the body alone and with its metadata."""
    from trafilatura import bare_extraction

    decoded = [page.decode() for page in pages]
    for name, metadata in (("trafilatura, body", False), ("trafilatura, metadata too", True)):

        def run(metadata: bool = metadata) -> int:
            return sum(1 for page in decoded if bare_extraction(page, include_comments=False, with_metadata=metadata))

        compare("pages", lambda: sum(1 for page in pages if read_html(page, "x").text), name, run)


def bench_selected() -> None:
    """Pages of an outlet whose declaration selects the body, against the extractor."""
    from trafilatura import bare_extraction

    from marsad.outlets import load_outlets

    chosen = [o for o in load_outlets().all if o.page and o.expect and any(s.body for s in o.selectors)]
    pages = [(o.page or b"", o.expect.url if o.expect else "") for o in chosen] * 15
    compare(
        "small pages of declared outlets", lambda: sum(1 for page, url in pages if read_html(page, "x", url).text),
        "trafilatura, body", lambda: sum(1 for page, _ in pages if bare_extraction(page.decode(), with_metadata=False)),
    )  # fmt: skip


def archive(pages: list[bytes], zipped: bool) -> bytes:
    """A web archive of responses and requests in turn."""
    records = []
    for number in range(RECORDS):
        kind = "response" if number % 2 == 0 else "request"
        first = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8" if number % 2 == 0 else "GET / HTTP/1.1"
        payload = f"{first}\r\n\r\n".encode() + (pages[number % len(pages)] if number % 2 == 0 else b"")
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2018-04-09T00:00:00Z\r\nWARC-Target-URI: https://nahr.example/{number}\r\n"
            f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(payload)}\r\n\r\n"
        ).encode()
        record = head + payload + b"\r\n\r\n"
        records.append(gzip.compress(record, 6) if zipped else record)
    return b"".join(records)


def bench_archives(pages: list[bytes]) -> None:
    """Records of an archive, the pages among them read in full."""
    if importlib.util.find_spec("warcio") is None:
        print("archives: the peer is missing; pip install warcio")
        return
    from warcio.archiveiterator import ArchiveIterator

    for name, zipped in (("plain", False), ("gz", True)):
        data = archive(pages, zipped)

        def ours(data: bytes = data) -> int:
            found = sum(isinstance(one, Source) for one in read_warc(io.BytesIO(data), Where("a", "a")))
            assert found == RECORDS // 2
            return RECORDS

        def theirs(data: bytes = data) -> int:
            found = 0
            for record in ArchiveIterator(io.BytesIO(data)):
                if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
                    found += len(record.content_stream().read()) > 0
            assert found == RECORDS // 2
            return RECORDS

        compare(f"records of an archive, {name}", ours, "warcio", theirs)


def feed(articles: list[tuple[str, list[str]]]) -> bytes:
    """A feed of entries with their whole texts."""
    entries = []
    for number in range(ENTRIES):
        title, paragraphs = articles[number % len(articles)]
        content = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
        entries.append(
            f"<item><title>{html.escape(title)}</title><link>https://nahr.example/{number}</link><guid>{number}</guid>"
            f"<pubDate>Mon, 09 Apr 2018 01:00:00 +0300</pubDate>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>النهر</title>'
    return f'<?xml version="1.0" encoding="utf-8"?>{head}{"".join(entries)}</channel></rss>'.encode()


def bench_feeds(articles: list[tuple[str, list[str]]]) -> None:
    """Entries of a feed: taken from it, and read into articles as well."""
    import feedparser

    data = feed(articles)
    context = Context({}, None, nothing_done)

    def sources() -> list[Source]:
        return [x for x in read_feed(io.BytesIO(data), Where("a", "a"), context) if isinstance(x, Source)]

    def theirs() -> int:
        return len(feedparser.parse(io.BytesIO(data)).entries)

    compare("entries of a feed", lambda: len(sources()), "feedparser", theirs)
    compare("… read into articles", lambda: len([read_source(one) for one in sources()]), "feedparser", theirs)


def main() -> None:
    """Print the table."""
    articles = texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    pages = [page_of(title, paragraphs) for title, paragraphs in articles]
    print(f"{len(pages)} pages of {sum(map(len, pages)) // len(pages) // 1024} kB in the mean")
    bench_pages(pages)
    bench_selected()
    bench_archives(pages)
    bench_feeds(articles)


if __name__ == "__main__":
    main()
