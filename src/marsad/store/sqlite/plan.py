"""A Query as terms, days and articles: what must hold of an event."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from marsad.store.query import Party, Query, check_query, day_range
from marsad.store.terms import Lookup, read_search
from marsad.text.orthography import fold

_ID_LENGTH = 32
_HEX = frozenset("0123456789abcdef")


@dataclass(slots=True)
class Plan:
    """Conditions on events: groups of terms (any of a group, all groups), days, words (an FTS5 query), articles.

    `impossible` when a value is asked for that no event has.
    """

    groups: list[list[int]] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    words: str | None = None
    articles: list[int] | None = None
    impossible: bool = False


def make_plan(connection: sqlite3.Connection, query: Query, lookup: Lookup) -> Plan:
    """What a query asks of events, its words looked up in a table; raises QueryError."""
    check_query(query)
    plan = Plan()
    plan.first, plan.last = day_range(query.since, query.until)
    for facet, values in (
        ("type", query.types), ("mode", query.modes), ("place.country", query.countries),
        ("status", query.statuses), ("outlet", query.outlets),
    ):  # fmt: skip
        if values:
            _need(plan, [term for value in values for term in terms_of(connection, facet, value)])
    if query.historical is not None:
        _need(plan, terms_of(connection, "time", "historical" if query.historical else "current"))
    for role, parties in (
        ("actor", query.actors), ("recipient", query.recipients), ("source", query.according_to)
    ):  # fmt: skip
        if parties:
            _need_parties(connection, plan, role, parties)
    if query.text is not None:
        plan.words = match_of(query.text, lookup)
    if query.docs:
        plan.articles = articles_named(connection, query.docs)
        plan.impossible |= not plan.articles
    return plan


def match_of(text: str, lookup: Lookup) -> str:
    """A search as an FTS5 query; every word is quoted, so nothing in it is read as syntax."""
    search = read_search(text, lookup())
    wanted = ["(" + " OR ".join(f"{{title body}} : {_quoted(form)}" for form in group) + ")" for group in search.groups]
    wanted += [f"{{exact}} : {_quoted(' '.join(phrase))}" for phrase in search.phrases]
    barred = [f"{{title body}} : {_quoted(form)}" for group in search.without for form in group]
    barred += [f"{{exact}} : {_quoted(' '.join(phrase))}" for phrase in search.without_phrases]
    match = " AND ".join(wanted)
    return f"({match}) NOT ({' OR '.join(barred)})" if barred else match


def terms_of(connection: sqlite3.Connection, facet: str, value: str) -> list[int]:
    """The term of a value, when an event has ever had it."""
    rows = connection.execute("SELECT n FROM terms WHERE facet = ? AND value = ?", (facet, value))
    return [int(row[0]) for row in rows]


def articles_named(connection: sqlite3.Connection, names: tuple[str, ...]) -> list[int]:
    """Numbers of the articles with these ids, beginnings of ids (6 digits or more), or docs."""
    found: dict[int, None] = {}
    for name in names:
        rows = connection.execute("SELECT n FROM articles WHERE doc = ? ORDER BY n", (name,)).fetchall()
        rows += connection.execute("SELECT article FROM events WHERE id = ?", (name,)).fetchall()
        if 6 <= len(name) <= _ID_LENGTH and set(name) <= _HEX:
            rows += connection.execute(
                "SELECT n FROM articles WHERE id >= ? AND id <= ?", (name, name + "g")
            ).fetchall()
        found |= dict.fromkeys(int(row[0]) for row in rows)
    return list(found)


def _need(plan: Plan, terms: list[int]) -> None:
    plan.impossible |= not terms
    if terms:
        plan.groups.append(terms)


def _need_parties(connection: sqlite3.Connection, plan: Plan, role: str, parties: tuple[Party, ...]) -> None:
    """Any of several parties is one group, in which an id says enough; a single party must meet all its parts."""
    terms: list[int] = []
    for party in parties:
        parts = _party_terms(connection, role, party)
        if len(parts) > 1 and len(parties) == 1:
            for part in parts:
                _need(plan, part)
            return
        terms += parts[-1] if parts else []
    _need(plan, terms)


def _party_terms(connection: sqlite3.Connection, role: str, party: Party) -> list[list[int]]:
    parts: list[list[int]] = []
    if party.country and party.sector:
        parts.append(terms_of(connection, f"{role}.code", f"{party.country}:{party.sector}"))
    elif party.country:
        parts.append(terms_of(connection, f"{role}.country", party.country))
    elif party.sector:
        parts.append(terms_of(connection, f"{role}.sector", party.sector))
    if party.id:
        ids = [party.id, *_ids_named(connection, party.id)]
        parts.append([term for identity in ids for term in terms_of(connection, f"{role}.id", identity)])
    return parts


def _ids_named(connection: sqlite3.Connection, name: str) -> list[str]:
    """Ids whose Arabic or English name this is, spelling aside."""
    key = fold(name).casefold()
    rows = connection.execute("SELECT id, ar, en FROM names ORDER BY id")
    return [row[0] for row in rows if key in (fold(row[1]), row[2].casefold()) and row[0] != name]


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
