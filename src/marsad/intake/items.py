"""What intake hands on: one item after the other, each with the place it came from."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.read.problems import ReadProblem
from marsad.types import Article, Record


class Item(Record, frozen=True):
    """One article as read, and what is needed to find it again.

    `origin` is the input it came from (a path or an address), `place` where in it (`line 12`, `record 7`, empty
    for a whole file); together they are the same on every run over unchanged input. `raw` are the bytes that
    were read, where a snapshot is worth keeping (HTML pages), with their media type.
    """

    origin: str
    place: str
    article: Article
    raw: bytes | None = None
    media_type: str = "text/plain"


Items = Iterator[Item | ReadProblem]
