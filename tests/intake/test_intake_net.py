"""Fetching: polite, within limits, and never to where it must not go. All servers are on this machine."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from web import Clock, Web, fetcher, html, page

from marsad.intake import guard
from marsad.intake.guard import is_public
from marsad.intake.memory import Validators
from marsad.intake.net import Fetcher, Limits
from marsad.read import ReadError


def refused(web: Web, path: str, words: str, made: Fetcher | None = None) -> ReadError:
    with pytest.raises(ReadError) as error:
        (made or fetcher()).get(web.url(path))
    assert words in error.value.reason, error.value.reason
    assert error.value.remedy
    return error.value


def test_a_page_and_who_asks_for_it(web: Web) -> None:
    web.pages["/a"] = (200, {"Content-Type": "Text/HTML; Charset=windows-1256"}, page().encode("cp1256"))
    got = fetcher().get(web.url("/a#part"))
    assert (got.url, got.media_type, got.charset) == (web.url("/a"), "text/html", "windows-1256")
    assert got.data == page().encode("cp1256") and got.when is not None and got.when[:2] == "20"
    assert web.asked == ["/robots.txt", "/a"]
    assert web.headers[1]["user-agent"].startswith("marsad/") and "cookie" not in web.headers[1]


def test_robots_txt_is_honoured_and_asked_for_once(web: Web) -> None:
    web.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /*?print=1$\nDisallow: /closed\n")
    web.pages["/open"] = html(page())
    web.pages["/open?print=1"] = html(page())
    made = fetcher()
    made.get(web.url("/open"))
    refused(web, "/open?print=1", "robots.txt", made)
    refused(web, "/closed/x", "robots.txt", made)
    assert web.asked == ["/robots.txt", "/open"]


def test_rules_for_this_program_count_before_those_for_all(web: Web) -> None:
    web.pages["/robots.txt"] = (200, {}, b"User-agent: *\nAllow: /\nUser-agent: marsad\nDisallow: /\n")
    refused(web, "/a", "robots.txt")


def test_a_site_whose_robots_txt_fails_is_left_alone(web: Web) -> None:
    web.pages["/robots.txt"] = (503, {}, b"")
    web.pages["/a"] = html(page())
    assert "later" in refused(web, "/a", "robots.txt").remedy
    assert web.asked == ["/robots.txt"]


def test_a_pause_for_each_host_and_longer_when_robots_txt_asks(web: Web) -> None:
    for path in ("/a", "/b", "/c"):
        web.pages[path] = html(page())
    clock = Clock()
    made = fetcher(clock, Limits(delay=3.0))
    for path in ("/a", "/b"):
        made.get(web.url(path))
    assert clock.slept == [3.0]
    made.get(web.url("/c", host="localhost"))
    assert clock.slept == [3.0]  # another host
    web.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    clock = Clock()
    made = fetcher(clock, Limits(delay=3.0))
    for path in ("/a", "/b"):
        made.get(web.url(path))
    assert clock.slept == [7.0]


def test_what_has_not_changed_is_not_sent_again(web: Web) -> None:
    web.pages["/feed"] = html(page(), ETag='"v1"', **{"Last-Modified": "Tue, 10 Mar 2026 00:00:00 GMT"})
    made = fetcher()
    first = made.get(web.url("/feed"))
    assert first.validators == Validators(etag='"v1"', modified="Tue, 10 Mar 2026 00:00:00 GMT")
    second = made.get(web.url("/feed"), first.validators)
    assert second.unchanged and second.data == b""
    assert web.headers[-1]["if-modified-since"] == "Tue, 10 Mar 2026 00:00:00 GMT"


def test_a_busy_server_that_says_how_long_is_asked_once_more(web: Web) -> None:
    web.pages["/a"] = (429, {"Retry-After": "5"}, b"")
    clock = Clock()
    refused(web, "/a", "429", fetcher(clock))
    assert 5.0 in clock.slept and web.asked.count("/a") == 2
    web.pages["/b"] = (503, {"Retry-After": "86400"}, b"")
    refused(web, "/b", "busy")
    assert web.asked.count("/b") == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((404, {}, b""), "404"),
        ((500, {}, b""), "500"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "image/png"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF"), "application/pdf"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "no address of the web"),
        ((302, {"Location": "ftp://127.0.0.1/x"}, b""), "no address of the web"),
        ((302, {"Location": "/again"}, b""), "leads on more than"),
        ((200, {"Content-Type": "text/html"}, b"x" * 300_000), "larger than 100 kB"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 3_000_000)), "larger than 100 kB"),
        ((200, {"Content-Encoding": "gzip"}, b"no gzip"), "connection failed"),
    ],
)
def test_an_answer_that_is_no_document(web: Web, answer: tuple[int, dict[str, str], bytes], words: str) -> None:
    web.pages["/a"] = web.pages["/again"] = answer
    refused(web, "/a", words, fetcher(limits=Limits(delay=0, size=100 * 1024)))


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A feed that never ends: a few bytes, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss>")
    for _ in range(400):
        handler.wfile.write(b"<item/>")
        handler.wfile.flush()
        time.sleep(0.02)


def drip_head(handler: BaseHTTPRequestHandler) -> None:
    """The same before the body begins."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(400):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.02)


def stall(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


@pytest.mark.parametrize("answer", [drip, drip_head, stall])
def test_a_document_that_never_ends(web: Web, answer: object) -> None:
    web.pages["/a"] = answer  # type: ignore[assignment]
    start = time.monotonic()
    refused(web, "/a", "", fetcher(limits=Limits(delay=0, wait=0.3, total=0.6), robots=False))
    assert time.monotonic() - start < 1.4


def test_a_server_that_breaks_off(web: Web) -> None:
    web.pages["/a"] = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf")  # type: ignore[assignment,return-value]
    refused(web, "/a", "connection failed", fetcher(robots=False))
    web.pages["/b"] = lambda handler: handler.wfile.write(b"\0\1\2\3 no http\r\n\r\n")  # type: ignore[assignment,return-value]
    refused(web, "/b", "connection failed", fetcher(robots=False))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org", "http://", "http://[::1", "nonsense", ""])
def test_only_addresses_of_the_web(url: str) -> None:
    with pytest.raises(ReadError, match="no address"):
        fetcher().get(url)


# Where it must not go


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("not an address", False),
    ],
)
def test_what_is_the_open_internet(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_private_addresses_are_refused_unless_allowed(web: Web) -> None:
    web.pages["/a"] = html(page())
    for host in ("127.0.0.1", "localhost", "2130706433"):
        with pytest.raises(ReadError) as error:
            Fetcher(limits=Limits(delay=0)).get(web.url("/a", host))
        assert "not on the open internet" in error.value.reason and "--allow-private" in error.value.remedy
    assert web.asked == []


def test_every_hop_is_checked_again(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that leads to an inner address; here 127.0.0.1 plays the public host, 127.0.0.2 the inner one."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    hosts = {"outer.example": ["127.0.0.1"], "inner.example": ["127.0.0.2"], "both.example": ["127.0.0.1", "127.0.0.2"]}
    made = Fetcher(limits=Limits(delay=0), resolver=lambda host, port: hosts[host])
    web.pages["/ok"] = html(page())
    for number, host in enumerate(("inner.example", "both.example")):
        web.pages[f"/{number}"] = (302, {"Location": web.url("/ok", host)}, b"")
        with pytest.raises(ReadError, match="not on the open internet"):
            made.get(web.url(f"/{number}", "outer.example"))
    assert "/ok" not in web.asked
    assert made.get(web.url("/ok", "outer.example")).data


def test_a_name_that_changes_its_meaning_is_connected_where_it_was_checked(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second answer for the same name is an inner address. It is never asked for a second time."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    answers = iter([["127.0.0.1"]])

    def resolver(host: str, port: int) -> list[str]:
        return next(answers, ["127.0.0.2"])

    web.pages["/a"] = html(page())
    made = Fetcher(limits=Limits(delay=0), resolver=resolver, robots=False)
    assert made.get(web.url("/a", "turning.example")).data
    web.pages["/b"] = lambda handler: handler.wfile.write(b"")  # type: ignore[assignment,return-value]
    with pytest.raises(ReadError):
        made.get(web.url("/b", "turning.example"))  # closes the connection
    with pytest.raises(ReadError, match="not on the open internet"):
        made.get(web.url("/a", "turning.example"))


def test_a_host_that_is_not_known() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(ReadError, match="is not known"):
        Fetcher(resolver=resolver, robots=False).get("http://nowhere.invalid/")
