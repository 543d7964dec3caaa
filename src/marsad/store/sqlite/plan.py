"""A Query as SQL over the tags: the rarest condition is walked, the others are looked up for each event."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from marsad.store.query import Party, Query, check_query, day_range
from marsad.store.terms import read_search
from marsad.text.orthography import fold

_WALKED = 20_000  # events of several terms that are gathered and sorted; beyond that the days are walked
_ID_LENGTH = 32
_HEX = frozenset("0123456789abcdef")


@dataclass(slots=True)
class Plan:
    """Conditions on events: groups of terms (any of a group, all groups), days, articles.

    `impossible` when a value is asked for that no event has.
    """

    groups: list[list[int]] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    conditions: list[str] = field(default_factory=list)  # on the column `article` of events e
    values: list[object] = field(default_factory=list)
    impossible: bool = False


def make_plan(connection: sqlite3.Connection, query: Query) -> Plan:
    """What a query asks of events; raises QueryError."""
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
        plan.conditions.append("e.article IN (SELECT rowid FROM words WHERE words MATCH ?)")
        plan.values.append(match_of(query.text))
    if query.docs:
        numbers = articles_named(connection, query.docs)
        plan.impossible |= not numbers
        plan.conditions.append(f"e.article IN ({', '.join(map(str, numbers))})")
    return plan


def match_of(text: str) -> str:
    """A search as an FTS5 query; every word is quoted, so nothing in it is read as syntax."""
    search = read_search(text)
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


def having_events(connection: sqlite3.Connection, plan: Plan) -> tuple[str, list[object]]:
    """The condition that an article a has an event of the plan, and its values.

    Few such events are gathered once; of many, those of each article are looked at, since most have one.
    """
    sizes = [sum(_sizes(connection, group)) for group in plan.groups]
    if plan.impossible or (sizes and min(sizes) <= _WALKED):
        select, values = select_events(connection, plan, "e.article")
        return f"a.n IN ({select})", values
    select, values = select_events(connection, plan, "1", within="a.n")
    return f"EXISTS ({select})", values


def select_events(
    connection: sqlite3.Connection, plan: Plan, columns: str, order: str = "", within: str = ""
) -> tuple[str, list[object]]:
    """The SELECT of the events e of a plan, and its values. `order` is "newest", "oldest", "read" or none.

    `within` names the article whose events alone are meant.
    """
    lead = None if within else _lead(connection, plan)
    tables, day, event = "events e", "e.day", "e.n"
    conditions: list[str] = [f"e.article = {within}"] if within else []
    values: list[object] = []
    if lead is not None:
        tables, day, event = "tags d CROSS JOIN events e ON e.n = d.event", "d.day", "d.event"
        values += lead
        if len(lead) == 1:
            conditions.append("d.term = ?")
        else:  # an event may have several terms of the group
            distinct = f"SELECT DISTINCT day, event FROM tags WHERE term IN ({_marks(lead)})"
            tables = f"({distinct}) d CROSS JOIN events e ON e.n = d.event"
    for group in plan.groups:
        if group is not lead:
            conditions.append(
                f"EXISTS (SELECT 1 FROM tags t WHERE t.term IN ({_marks(group)})"
                f" AND t.day = {day} AND t.event = {event})"
            )
            values += group
    for limit, sign in ((plan.first, ">="), (plan.last, "<=")):
        if limit is not None:
            conditions.append(f"{day} {sign} ?")
            values.append(limit)
    if plan.last is not None and plan.first is None:
        conditions.append(f"{day} > 0")
    conditions += [*plan.conditions, *(["0"] if plan.impossible else [])]
    values += plan.values
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    orders = {
        "newest": f" ORDER BY {day} DESC, {event} DESC", "oldest": f" ORDER BY {day}, {event}",
        "read": " ORDER BY e.article, e.nr",
    }  # fmt: skip
    return f"SELECT {columns} FROM {tables}{where}{orders.get(order, '')}", values


def _lead(connection: sqlite3.Connection, plan: Plan) -> list[int] | None:
    """The rarest group, whose tags are walked; None when the events themselves had better be walked."""
    if not plan.groups:
        return None
    sizes = [sum(_sizes(connection, group)) for group in plan.groups]
    smallest = min(sizes)
    group = plan.groups[sizes.index(smallest)]
    return group if len(group) == 1 or smallest <= _WALKED else None


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


def _sizes(connection: sqlite3.Connection, group: list[int]) -> list[int]:
    rows = connection.execute(f"SELECT events FROM terms WHERE n IN ({_marks(group)})", group)
    return [int(row[0]) for row in rows]


def _marks(values: list[int]) -> str:
    return ", ".join("?" * len(values))


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
