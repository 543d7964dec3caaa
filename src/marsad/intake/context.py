"""What one run of intake knows: the columns to read, whether it may fetch, and what is done already."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from marsad.intake.items import Columns, Done
from marsad.intake.memory import Validators
from marsad.types import Record


class Fetched(Record, frozen=True):
    """A fetched document: the address it came from in the end, its bytes and what the server said of them.

    `media_type` is the content type in lower case without parameters, `charset` its charset, `when` the ISO time
    (UTC) of the answer. `unchanged` is true when the server says that nothing changed since the last time; `data`
    is empty then. `validators` are what to ask with next time.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None = None
    when: str | None = None
    unchanged: bool = False
    validators: Validators = Validators()


class Fetches(Protocol):
    """Whatever gets documents from the web; marsad.intake.net.Fetcher is the one that does."""

    def get(self, url: str, validators: Validators | None = None) -> Fetched:
        """The document at an address, or that it has not changed. Raises ReadError saying why it cannot be had."""
        ...


class Context(NamedTuple):
    """Settings of a run. `inner` is the fetcher for addresses that stand in files and feeds; None: not fetched."""

    columns: Columns
    inner: Fetches | None
    done: Done
    depth: int = 0  # sitemaps and lists inside each other

    def deeper(self) -> Context:
        """The same, one list further in."""
        return self._replace(depth=self.depth + 1)


def nothing_done(origin: str, place: str, stamp: str) -> bool:
    """No item has been read before."""
    return False
