"""Fetching from the web, politely and within limits. With guard.py the only module that reaches a network."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from marsad import __version__
from marsad.intake.context import Fetched
from marsad.intake.guard import Backend, Refused, Resolve, TooSlow, resolve
from marsad.intake.memory import Validators
from marsad.read.problems import ReadError

AGENT = "marsad"
USER_AGENT = f"{AGENT}/{__version__} (reads news for event data; honours robots.txt)"
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
_REDIRECTS = 5
_ROBOTS_SIZE = 512 * 1024  # bytes; RFC 9309 asks for at least 500 kB
_LONGEST_WAIT = 60.0  # seconds that robots.txt or Retry-After can make us wait
_BUSY = (429, 503)
_MOVED = (301, 302, 303, 307, 308)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_ERRORS = (httpx.HTTPError, httpx.StreamError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)
_BY_HAND = "read it in a browser and save the page"
_CLOSED = (401, 402, 403, 407, 451)  # what a server answers to programs and to strangers
_LATER = "try again later, or save the page and read the file"


class Limits(NamedTuple):
    """How much of a host's and of our own time and memory a document may take: seconds and bytes."""

    delay: float = 2.0  # between two requests to one host
    wait: float = 20.0  # for an answer, and between two pieces of it
    total: float = 60.0  # for a whole document with its redirects
    size: int = 20 * 1024 * 1024


class _Answer(NamedTuple):
    status: int
    headers: httpx.Headers
    data: bytes


class _Transport(httpx.BaseTransport):
    """httpx over connections that are guarded."""

    def __init__(self, backend: Backend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=backend, max_connections=8, keepalive_expiry=15.0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request, one answer."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(
            httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class Fetcher:
    """Gets documents one after the other: robots.txt honoured, a pause for each host, sizes and times limited.

    Private, loopback and link-local addresses are refused unless `allow_private`; every hop of a redirect is
    checked again. `clock`, `sleep` and `resolver` are there for tests.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: Limits = Limits(),  # noqa: B008
        robots: bool = True,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolver: Resolve = resolve,
    ) -> None:
        self._limits = limits
        self._backend = Backend(allow_private, resolver)
        self._client = httpx.Client(
            transport=_Transport(self._backend),
            trust_env=False,
            timeout=limits.wait,
            headers={"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        )
        self._uses_robots = robots
        self._robots: dict[str, Protego | ReadError] = {}
        self._last: dict[str, float] = {}
        self._clock = clock
        self._sleep = sleep

    def get(self, url: str, validators: Validators | None = None) -> Fetched:
        """The document at an address, or the news that it has not changed since `validators` were given out.

        Raises ReadError saying why it cannot be had, and what to do.
        """
        address = _checked(url)
        for _ in range(_REDIRECTS + 1):
            self._ask_robots(address)
            answer = self._patient(address, validators)
            if answer.status not in _MOVED:
                return _fetched(address, answer)
            address = _checked(urljoin(address, answer.headers.get("location", "")))
        raise ReadError(f"it leads on more than {_REDIRECTS} times", "give the last address")

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _patient(self, address: str, validators: Validators | None) -> _Answer:
        """The answer; a server that is busy and says for how short a time is asked once more."""
        answer = self._paced(address, validators)
        if answer.status in _BUSY:
            wait = _seconds(answer.headers.get("retry-after"))
            if wait is None or wait > _LONGEST_WAIT:
                raise ReadError(f"the server is busy (status {answer.status})", _LATER)
            self._sleep(wait)
            answer = self._paced(address, validators)
        return answer

    def _paced(self, address: str, validators: Validators | None) -> _Answer:
        host = urlsplit(address).hostname or ""
        rules = self._robots.get(_origin(address))
        asked = rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None
        delay = max(self._limits.delay, min(float(asked or 0), _LONGEST_WAIT))
        rest = self._last.get(host, float("-inf")) + delay - self._clock()
        if rest > 0:
            self._sleep(rest)
        try:
            return self._request(address, self._limits.size, validators)
        finally:
            self._last[host] = self._clock()

    def _request(self, address: str, size: int, validators: Validators | None = None) -> _Answer:
        headers = {}
        if validators is not None and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators is not None and validators.modified:
            headers["If-Modified-Since"] = validators.modified
        self._backend.deadline = time.monotonic() + self._limits.total
        try:
            with self._client.stream("GET", address, headers=headers) as answer:
                _refuse_type(answer)
                return _Answer(answer.status_code, answer.headers, self._body(answer, size))
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            if isinstance(error, ReadError):
                raise
            raise ReadError(f"this is no address ({error})", "check it") from None
        except _ERRORS as error:
            raise _explained(error, self._limits) from None
        finally:
            self._backend.deadline = float("inf")

    def _body(self, answer: httpx.Response, size: int) -> bytes:
        """The whole body. Raises ReadError when it grows beyond the limit, unpacked as well."""
        parts: list[bytes] = []
        held = 0
        for part in answer.iter_bytes():
            parts.append(part)
            held += len(part)
            if held > size:
                raise ReadError(f"it is larger than {size // 1024} kB", "save it to a file and read that")
            self._backend.left(None)
        return b"".join(parts)

    def _ask_robots(self, address: str) -> None:
        """Raise ReadError when robots.txt closes the address, or cannot be had for now."""
        if not self._uses_robots:
            return
        origin = _origin(address)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, ReadError):
            raise ReadError(rules.reason, rules.remedy)
        if not rules.can_fetch(address, AGENT):
            raise ReadError("robots.txt of the site closes it to programs", _BY_HAND)

    def _read_robots(self, origin: str) -> Protego | ReadError:
        """The rules of a site (RFC 9309): none when there is no file, closed when the server fails."""
        address = f"{origin}/robots.txt"
        try:
            for _ in range(_REDIRECTS + 1):
                answer = self._request(address, _ROBOTS_SIZE)
                if answer.status not in _MOVED:
                    break
                address = _checked(urljoin(address, answer.headers.get("location", "")))
        except ReadError as error:
            if "kB" in error.reason:
                return Protego.parse("")
            return ReadError(f"robots.txt of the site cannot be had: {error.reason}", error.remedy)
        if answer.status >= 500:
            return ReadError(f"robots.txt of the site cannot be had (status {answer.status})", _LATER)
        return Protego.parse(answer.data.decode("utf-8", "replace") if answer.status == 200 else "")


def _checked(url: str) -> str:
    """The address, when it is one of the web. Raises ReadError."""
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise ReadError(f"{url[:200]!r} is no address of the web", "only http and https are fetched")
    return url.strip().partition("#")[0]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _seconds(words: str | None) -> float | None:
    """The seconds of a Retry-After header; None without one or for a date."""
    return float(words) if words and words.strip().isdigit() else None


def _refuse_type(answer: httpx.Response) -> None:
    """Raise ReadError for what is plainly no article before its bytes are fetched."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    media = kind.startswith(("image/", "video/", "audio/", "font/")) or kind.endswith("/pdf")
    if answer.status_code == 200 and media:
        raise ReadError(f"the address holds {kind}, no article", "give the address of an article or a feed")


def _fetched(address: str, answer: _Answer) -> Fetched:
    if answer.status not in (200, 203, 304):
        remedy = _BY_HAND if answer.status in _CLOSED else "check the address" if answer.status < 500 else _LATER
        raise ReadError(f"the server answers with status {answer.status}", remedy)
    declared = answer.headers.get("content-type", "")
    charset = _CHARSET.search(declared)
    validators = Validators(etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
    return Fetched(
        url=address,
        data=answer.data,
        media_type=declared.partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
        when=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        unchanged=answer.status == 304,
        validators=validators,
    )


def _explained(error: Exception, limits: Limits) -> ReadError:
    """What went wrong on the way, in words."""
    if isinstance(error, Refused):
        return ReadError(str(error), "say --allow-private if you trust it")
    if isinstance(error, TooSlow):
        return ReadError(f"it is not complete after {limits.total:.0f} seconds", _LATER)
    if isinstance(error, (httpx.TimeoutException, httpcore.TimeoutException)):
        return ReadError("the server does not answer in time", _LATER)
    if "certificate" in str(error).lower():
        return ReadError(f"the server's certificate is not valid ({error})", "check the address")
    return ReadError(f"the connection failed ({str(error) or type(error).__name__})", "check address and connection")
