"""A web server on this machine for the tests of fetching, and articles to put on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from marsad.intake.net import Fetcher, Limits

LEAD = "قالت حكومة نوردا إن القوات انسحبت من التلال صباح اليوم بعد اتفاق مع الطرف الآخر."
MORE = "وأضافت أن السكان سيعودون إلى القرى خلال أيام، وأن المدارس ستفتح في بداية الأسبوع."
Answer = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


def page(title: str = "اتفاق على الحدود", lead: str = LEAD) -> str:
    body = f"<article><h1>{title}</h1><p>{lead}</p><p>{MORE}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def html(body: str | bytes, **headers: str) -> Answer:
    data = body if isinstance(body, bytes) else body.encode()
    return 200, {"Content-Type": "text/html; charset=utf-8", **headers}, data


def item(number: int, link: str, content: str = "", summary: str = "موجز") -> str:
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return (
        f"<item><title>خبر {number}</title><link>{link}</link><guid>g{number}</guid>"
        f"<pubDate>Tue, 10 Mar 2026 01:00:00 +0300</pubDate><description>{summary}</description>{whole}</item>"
    )


def rss(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>النهر</title>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


class Web:
    """The pages of the server by path, and the requests it has had."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving() -> Iterator[Web]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = web.pages.get(self.path, (404, {}, b""))
            if callable(answer):
                self.close_connection = True
                with suppress(OSError):
                    answer(self)
                return
            status, headers, data = answer
            etag = headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, data = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


class Clock:
    """A clock that only goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def fetcher(clock: Clock | None = None, limits: Limits | None = None, robots: bool = True) -> Fetcher:
    """A fetcher that may reach this machine and does not really wait."""
    clock = clock or Clock()
    return Fetcher(
        allow_private=True, limits=limits or Limits(delay=2.0), robots=robots, clock=clock, sleep=clock.sleep
    )
