"""What is asked of a workspace: one frozen record that events, search and export share."""

from __future__ import annotations

import re
from typing import Literal

from marsad.store.days import first_and_last
from marsad.store.problems import QueryError
from marsad.types import Record, Status

Order = Literal["newest", "oldest", "read", "relevance"]
UNNAMED = "-"  # asks for events with nobody in a role: no actor, the narrator's own voice
SECTORS = frozenset(
    {
        "GOV", "MIL", "COP", "JUD", "LEG", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
        "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
    }
)  # fmt: skip
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("asserted", "future", "hypothetical", "negated")
_COUNTRY = re.compile(r"[A-Z]{3}")


class Party(Record, frozen=True):
    """Whom a query asks for: all that are given must hold of one participant. An id may also be a name."""

    country: str | None = None
    sector: str | None = None
    id: str | None = None


class Query(Record, frozen=True):
    """Which events or articles are meant; within a field any value will do, and all fields must hold.

    `since` and `until` are ISO days, both included: an event counts by its first day, an article of a search by its
    day of publication. `text` is what `marsad search` takes. `docs` are article ids, their beginnings, or names.
    `limit` counts events where events are asked for, else articles. `order`: newest or oldest first, read (the
    order in which the articles came), relevance (of the text; search only).
    """

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    according_to: tuple[Party, ...] = ()
    countries: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    historical: bool | None = None
    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()
    text: str | None = None
    docs: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    order: Order = "newest"

    @property
    def chooses_events(self) -> bool:
        """Whether some events of an article may be meant and others not."""
        return bool(
            self.types or self.modes or self.actors or self.recipients or self.according_to or self.countries
            or self.statuses or self.historical is not None or self.since or self.until
        )  # fmt: skip


def party(words: str) -> Party:
    """The party written as `ISL`, `GOV`, `ISL:GOV`, `:GOV`, an id (`org.un.un`), a name, or `-` for nobody named."""
    country, colon, sector = words.strip().partition(":")
    if colon and (not country or _COUNTRY.fullmatch(country.upper())) and sector.upper() in SECTORS:
        return Party(country=country.upper() or None, sector=sector.upper())
    if not words.strip():
        raise QueryError("a participant is empty; write a country (ISL), a sector (GOV), both (ISL:GOV), id or name")
    if words.strip() in SECTORS:
        return Party(sector=words.strip())
    return Party(country=words.strip()) if _COUNTRY.fullmatch(words.strip()) else Party(id=words.strip())


def day_range(since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """First and last day as numbers like 20260310; a month or year stands for its first or last day.

    Raises QueryError for what is no day, and for an end before the beginning.
    """
    first, last = (_days(words)[end] if words else None for end, words in enumerate((since, until)))
    if first and last and last < first:
        raise QueryError(f"until {until} is before since {since}")
    return first, last


def _days(words: str) -> tuple[int, int]:
    found = first_and_last(words.strip()) if "/" not in words else None
    if found is None:
        raise QueryError(f"{words!r} is no day; write it like 2024-09-08, or 2024-09, or 2024")
    return found


def check_query(query: Query) -> None:
    """Raise QueryError naming the first part that cannot be asked for."""
    for values, known, what in ((query.types, TYPES, "type"), (query.statuses, STATUSES, "status")):
        for value in values:
            if value not in known:
                raise QueryError(f"{value!r} is no {what}; there are {', '.join(known)}")
    for value in query.countries:
        if not _COUNTRY.fullmatch(value):
            raise QueryError(f"{value!r} is no country code; write three letters: ISL")
    if (query.limit is not None and query.limit < 0) or query.offset < 0:
        raise QueryError("limit and offset are counts, 0 or more")
    day_range(query.since, query.until)
