"""What is remembered of addresses between two runs, so that nothing is fetched or read twice."""

from __future__ import annotations

from typing import Protocol

from marsad.types import Record


class Validators(Record, frozen=True):
    """What a server said to ask it with next time: the tag of the document, and when it was changed."""

    etag: str | None = None
    modified: str | None = None


class Remembers(Protocol):
    """Keeps the validators of addresses; a workspace, a file, or the run itself."""

    def validators(self, url: str) -> Validators | None:
        """What to ask with, None when the address is new."""
        ...

    def remember(self, url: str, validators: Validators) -> None:
        """Keep what the server said."""
        ...


class RunMemory:
    """Remembers for one run."""

    def __init__(self) -> None:
        self._kept: dict[str, Validators] = {}

    def validators(self, url: str) -> Validators | None:
        """What to ask with, None when the address is new."""
        return self._kept.get(url)

    def remember(self, url: str, validators: Validators) -> None:
        """Keep what the server said until the run ends."""
        self._kept[url] = validators
