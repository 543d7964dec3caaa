"""What intake hands on: one item after the other, each with the place it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from marsad.read.problems import ReadProblem
from marsad.types import Article, Record

LARGEST_TEXT = 20 * 1024 * 1024  # bytes of one article; read in one piece
LARGEST_PAGE = 10 * 1024 * 1024  # bytes of one HTML page; the extractor is slow on larger ones


STANDARD_INPUT = "standard input"  # the origin of what comes from there


class Item(Record, frozen=True):
    """One article as read, and what is needed to find it again.

    `origin` is the input it came from (a path or an address), `place` where in it (`line 12`, `byte 4096`, empty
    for a whole file); together they are the same on every run over unchanged input. `stamp` tells whether the
    input is unchanged: size and time of change of the file, empty where there is no file. `raw` are the bytes
    that were read, where a snapshot is worth keeping (HTML pages), with their media type.
    """

    origin: str
    place: str
    article: Article
    raw: bytes | None = None
    media_type: str = "text/plain"
    stamp: str = ""


class Source(Record, frozen=True):
    """One article not yet read: what `read_source` needs, small enough to hand to another process.

    `kind` says what holds it: `data` for a text or a page, `fields` for a record (text, title, published, url,
    outlet, id). `url` is where a page was fetched, `charset` what the server said about it, `fetched` the ISO
    time of that. `outlets` is the folder with a user's own declarations of outlets.
    """

    origin: str
    place: str
    doc: str
    kind: Literal["text", "page", "record"]
    data: bytes = b""
    fields: dict[str, object] = msgspec.field(default_factory=dict)
    url: str | None = None
    charset: str | None = None
    fetched: str | None = None
    stamp: str = ""
    outlets: str | None = None


Items = Iterator[Item | ReadProblem]
Sources = Iterator[Source | ReadProblem]


class Where(NamedTuple):
    """The input that a reader of a format reads: its names, and what is known about it from outside."""

    origin: str
    doc: str
    stamp: str = ""
    place: str = ""  # of an input inside another one, as a feed in an address list
    url: str | None = None
    charset: str | None = None
    fetched: str | None = None

    def inside(self, place: str) -> str:
        """The place of a part of this input."""
        return f"{self.place}, {place}" if self.place else place

    def problem(self, reason: str, remedy: str, place: str = "") -> ReadProblem:
        """A problem with this input or a part of it."""
        where = self.inside(place) if place else self.place
        return ReadProblem(file=self.origin, place=where, reason=reason, remedy=remedy)


Done = Callable[[str, str, str], bool]  # origin, place, stamp: whether the item is there already
Columns = Mapping[str, str]  # from a field of a record (text, title, published, url, outlet, id) to its column
