"""Watching feeds: each is asked at its interval, and hands on what is new in it, once."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import structs

from marsad.intake.addresses import is_address
from marsad.intake.context import Context, Fetched, Fetches, nothing_done
from marsad.intake.feeds import entry_key, parse_feed, read_feed
from marsad.intake.fetching import name_of
from marsad.intake.items import Done, Source, Sources, Where
from marsad.intake.memory import FeedMemory, Validators
from marsad.outlets import Outlets
from marsad.read.problems import ReadError, ReadProblem

INTERVAL = 900.0  # seconds between two looks at a feed
_SHORTEST = 60.0
_LONGEST = 86_400.0  # after repeated failures


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed to watch: its address, and the seconds between two looks at it."""

    url: str
    interval: float = INTERVAL


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A [[feed]] of the file: an address, or an outlet whose declared feeds are meant."""

    url: str | None = None
    outlet: str | None = None
    interval: float | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    interval: float = INTERVAL
    feed: tuple[_Entry, ...] = ()


def read_feeds(path: Path, outlets: Outlets) -> tuple[Feed, ...]:
    """The feeds that a TOML file names. Raises ReadError naming the feed that is wrong and what to do."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except OSError as error:
        raise ReadError(f"{path} cannot be read ({error.strerror})", "check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ReadError(f"{path}: {error}", 'write [[feed]] and below it url = "https://…"') from None
    feeds: dict[str, Feed] = {}
    for number, entry in enumerate(file.feed, 1):
        interval = entry.interval if entry.interval is not None else file.interval
        where = f"{path}: feed {number}"
        if not interval >= _SHORTEST:
            raise ReadError(f"{where}: an interval of {interval:g} seconds", f"write {_SHORTEST:.0f} or more")
        for url in _addresses(entry, outlets, where):
            feeds.setdefault(url, Feed(url=url, interval=interval))
    if not feeds:
        raise ReadError(f"{path} names no feed", 'write [[feed]] and below it url = "https://…"')
    return tuple(feeds.values())


def _addresses(entry: _Entry, outlets: Outlets, where: str) -> tuple[str, ...]:
    if (entry.url is None) == (entry.outlet is None):
        if entry.url:
            raise ReadError(f"{where} names both url and outlet", "write one of them")
        raise ReadError(f"{where} names neither url nor outlet", "write one of them")
    if entry.url is not None:
        if not is_address(entry.url):
            raise ReadError(f"{where}: {entry.url!r} is no address", "write it like https://example.org/rss")
        return (entry.url,)
    declared = {outlet.id: outlet for outlet in outlets.all}
    outlet = declared.get(entry.outlet or "")
    if outlet is None:
        raise ReadError(f"{where}: no outlet is declared as {entry.outlet!r}", f"there are {', '.join(declared)}")
    if not outlet.feeds:
        raise ReadError(f"{where}: the declaration of {entry.outlet} has no feeds", "give its address as url")
    return outlet.feeds


class Poll:
    """One look at a feed: `sources()` gives what is new, `commit()` notes that it has been taken.

    `done` is asked besides the memory, so that what a workspace has is not fetched again.
    """

    def __init__(
        self,
        feed: Feed,
        fetcher: Fetches,
        memory: FeedMemory,
        done: Done = nothing_done,
        outlets: str | None = None,
    ) -> None:
        self._outlets = outlets
        self.feed = feed
        self.problem: ReadProblem | None = None  # why the feed itself could not be had
        self._fetcher = fetcher
        self._memory = memory
        self._done = done
        self._validators: Validators | None = None
        self._entries: tuple[str, ...] = ()
        self._taken: list[str] = []
        self._failed: list[str] = []

    def sources(self) -> Sources:
        """The new entries, and problems for those whose article cannot be had; nothing when nothing changed."""
        url = self.feed.url
        try:
            fetched = self._fetcher.get(url, self._memory.validators(url))
            if fetched.unchanged:
                return
            yield from self._new(fetched)
        except ReadError as error:
            self.problem = error.at(url)
            yield self.problem

    def _new(self, fetched: Fetched) -> Sources:
        url = self.feed.url
        where = Where(url, name_of(url), url=fetched.url, charset=fetched.charset, fetched=fetched.when)
        entries = parse_feed(fetched.data, where)["entries"]
        context = Context({}, self._fetcher, self._is_done)
        for found in read_feed(io.BytesIO(fetched.data), where, context):
            if isinstance(found, Source):
                self._taken.append(found.place)
                found = structs.replace(found, outlets=self._outlets)
            else:
                self._failed.append(found.place)
            yield found
        self._entries = tuple(entry_key(entry, number) for number, entry in enumerate(entries, 1))
        self._validators = fetched.validators

    def _is_done(self, origin: str, place: str, stamp: str) -> bool:
        return self._memory.is_done(self.feed.url, place) or self._done(origin, place, stamp)

    def commit(self) -> None:
        """Remember what was given out; to be called when it is safe. Raises OSError when that cannot be written.

        An entry whose article could not be had is tried at three looks. When all of the feed was given out, the
        server is asked next time only for what has changed since.
        """
        for place in self._taken:
            self._memory.done(self.feed.url, place)
        for place in self._failed:
            self._memory.failed(self.feed.url, place)
        if self._validators is not None:
            self._memory.complete(self.feed.url, self._validators, self._entries)
        self._memory.save()


def watch_feeds(
    feeds: Sequence[Feed],
    take: Callable[[Feed, Sources], None],
    *,
    fetcher: Fetches,
    memory: FeedMemory,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    done: Done = nothing_done,
    outlets: str | None = None,
    once: bool = False,
) -> None:
    """Give everything new in the feeds to `take`, feed by feed: once, or until interrupted.

    What `take` was given is remembered when it returns, and not when it or a signal ends the watch in the middle:
    then it is given again, and `done` passes over what is there. A feed that fails is asked at twice its interval
    each time, at most once a day. Raises what `take` raises, and OSError when the memory cannot be written.
    """
    due = {feed.url: float("-inf") for feed in feeds}
    failures = dict.fromkeys(due, 0)
    while True:
        feed = min(feeds, key=lambda one: due[one.url])
        if due[feed.url] > clock():
            if once:
                return
            sleep(due[feed.url] - clock())
        poll = Poll(feed, fetcher, memory, done, outlets)
        take(feed, poll.sources())
        poll.commit()
        failures[feed.url] = failures[feed.url] + 1 if poll.problem is not None else 0
        wait = min(feed.interval * 2 ** failures[feed.url], max(_LONGEST, feed.interval))
        due[feed.url] = float("inf") if once else clock() + wait
