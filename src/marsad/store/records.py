"""What a workspace gives back, whatever keeps it underneath."""

from __future__ import annotations

from marsad.types import Article, Coding, Record


class Kept(Record, frozen=True):
    """An article of a workspace: `id` is the hash of what was read, `urls` all addresses it was found at."""

    id: str
    article: Article
    urls: tuple[str, ...] = ()
    outlet: str | None = None
    language: str = "ar"
    added: str = ""


class Report(Record, frozen=True):
    """A kept article with its current coding and the time (ISO, UTC) it was made."""

    kept: Kept
    coding: Coding
    coded: str = ""
