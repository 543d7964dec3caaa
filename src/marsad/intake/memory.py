"""What is remembered of addresses between two runs, so that nothing is fetched or read twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from marsad.read.problems import ReadError
from marsad.types import Record


class Validators(Record, frozen=True):
    """What a server said to ask it with next time: the tag of the document, and when it was changed."""

    etag: str | None = None
    modified: str | None = None


class FeedMemory(Protocol):
    """Keeps what is known of feeds between two runs: validators, and the entries that were handed on."""

    def validators(self, feed: str) -> Validators | None:
        """What to ask the server with, None for a new feed."""
        ...

    def is_done(self, feed: str, entry: str) -> bool:
        """Whether an entry was handed on, or failed too often."""
        ...

    def done(self, feed: str, entry: str) -> None:
        """Note that an entry was handed on."""
        ...

    def failed(self, feed: str, entry: str) -> None:
        """Note that the article of an entry could not be had this time."""
        ...

    def complete(self, feed: str, validators: Validators, entries: Sequence[str]) -> None:
        """Note that all entries now in the feed were looked at; others need not be remembered."""
        ...

    def save(self) -> None:
        """Write down what was noted, where that is kept."""
        ...


_TRIES = 3  # times that an entry may fail before it is left
_KEPT = 2_000  # entries of a feed remembered beyond those it has now


class _Feed(msgspec.Struct):
    """What is remembered of one feed; entries by the hash of their id, failures with their count."""

    validators: Validators | None = None
    done: list[str] = msgspec.field(default_factory=list)
    failed: dict[str, int] = msgspec.field(default_factory=dict)


class FileMemory:
    """Remembers feeds in a JSON file, or for the run only when there is no path.

    Raises ReadError when the file is there and cannot be read.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._feeds: dict[str, _Feed] = {}
        try:
            if path is not None and path.exists():
                self._feeds = msgspec.json.decode(path.read_bytes(), type=dict[str, _Feed])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            remedy = "delete it: feeds are read anew and nothing is added twice"
            raise ReadError(f"{path}: what is remembered of feeds cannot be read ({error})", remedy) from None
        self._index = {feed: set(kept.done) for feed, kept in self._feeds.items()}

    def validators(self, feed: str) -> Validators | None:
        """What to ask the server with, None for a new feed."""
        return self._feeds[feed].validators if feed in self._feeds else None

    def is_done(self, feed: str, entry: str) -> bool:
        """Whether an entry was handed on, or failed three times."""
        key = _short(entry)
        failures = self._feeds[feed].failed.get(key, 0) if feed in self._feeds else 0
        return key in self._index.get(feed, ()) or failures >= _TRIES

    def done(self, feed: str, entry: str) -> None:
        """Note that an entry was handed on."""
        key = _short(entry)
        kept = self._feeds.setdefault(feed, _Feed())
        kept.failed.pop(key, None)
        if key not in self._index.setdefault(feed, set()):
            self._index[feed].add(key)
            kept.done.append(key)

    def failed(self, feed: str, entry: str) -> None:
        """Note that the article of an entry could not be had this time."""
        kept = self._feeds.setdefault(feed, _Feed())
        kept.failed[_short(entry)] = kept.failed.get(_short(entry), 0) + 1

    def complete(self, feed: str, validators: Validators, entries: Sequence[str]) -> None:
        """Note that all entries now in the feed were looked at; a feed with entries to try again is asked anew."""
        kept = self._feeds.setdefault(feed, _Feed())
        there = {_short(entry) for entry in entries}
        old = [key for key in kept.done if key not in there][-_KEPT:]
        kept.done = [*old, *(key for key in kept.done if key in there)]
        kept.failed = {key: count for key, count in kept.failed.items() if key in there}
        kept.validators = None if any(count < _TRIES for count in kept.failed.values()) else validators
        self._index[feed] = set(kept.done)

    def save(self) -> None:
        """Write the file, through another one so that it is never half written. Raises OSError."""
        if self._path is None:
            return
        temporary = self._path.with_name(f"{self._path.name}.part")
        temporary.write_bytes(msgspec.json.encode(self._feeds))
        temporary.replace(self._path)


def _short(entry: str) -> str:
    return hashlib.sha256(entry.encode("utf-8", "replace")).hexdigest()[:16]
