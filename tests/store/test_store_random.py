"""Random workspaces: whatever was added, coded anew and met again elsewhere, queries give what a plain count gives."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from marsad.read import read_record
from marsad.store.interface import Addition, Recoded
from marsad.store.query import Party, Query
from marsad.store.records import Source
from marsad.store.rows import FACETS, rows_of
from marsad.store.sqlite.bits import pack_events, unpack_events
from marsad.store.sqlite.check import Look
from marsad.store.sqlite.write import SqliteStore
from marsad.store.terms import words_of
from marsad.store.work import Made, article_id, pack
from marsad.store.workspace import open_store
from marsad.types import Coding, Entity, Event, Place, Published, Span, Versions

OUTLETS = ("a", "b")
SHIP = "وصلت السفينة"
parties = st.lists(
    st.builds(
        Entity, start=st.just(0), end=st.just(1), text=st.just("x"), id=st.sampled_from([None, "p", "q"]),
        country=st.sampled_from([None, "NOR", "ISL"]), sector=st.sampled_from([None, "GOV", "MIL"]),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
events = st.builds(
    Event, id=st.uuids().map(lambda u: u.hex[:16]), type=st.sampled_from(["AID", "REQUEST", "ASSAULT"]),
    mode=st.sampled_from([(), ("meet",), ("meet", "call")]), context=st.just(()), cameo=st.just("01"),
    quad=st.sampled_from(["vc", "mc"]), score=st.just(0.0), goldstein=st.just(0.0),
    mentions=st.just((Span(start=0, end=1, text="x"),)), actor=parties, recipient=parties,
    place=st.sampled_from([None, Place(start=0, end=1, text="x", country="NOR")]),
    date=st.sampled_from([None, "2025-12-31", "2026-01", "2026-01-01", "2026-01-31", "2026-02-07/2026-02-09",
                         "2026-02-20", "2026-01-03", "2024"]),
    date_span=st.none(), date_basis=st.just(""), status=st.sampled_from(["asserted", "negated"]),
    historical=st.booleans(), chain=parties, framing=st.just(()), confidence=st.just(0.5), rules=st.just(()),
    reasons=st.just({}),
)  # fmt: skip
# What happens to one of five articles: it is met at an outlet, with these events if it is new, or is coded anew.
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "recode"]), st.integers(0, 4), st.sampled_from(OUTLETS), st.lists(events, max_size=4)
    ),
    max_size=12,
)  # fmt: skip
some = st.lists
days = st.builds(
    Query, since=st.sampled_from([None, "2024", "2025-12", "2026-01-01", "2026-01-03", "2026-01-15"]),
    until=st.sampled_from([None, "2026-01-31", "2026-02-07", "2026-02-20", "2027"]),
)  # fmt: skip
queries = days | st.builds(
    Query, types=some(st.sampled_from(["AID", "REQUEST", "ASSAULT", "COERCE"]), max_size=2).map(tuple),
    modes=some(st.sampled_from(["meet", "call"]), max_size=1).map(tuple),
    actors=some(st.builds(Party, country=st.sampled_from(["NOR", "ISL"])), max_size=2).map(tuple),
    recipients=some(st.just(Party(sector="GOV")), max_size=1).map(tuple),
    according_to=some(st.just(Party(id="-")), max_size=1).map(tuple),
    countries=some(st.just("NOR"), max_size=1).map(tuple),
    statuses=some(st.sampled_from(["asserted", "negated", "future"]), max_size=2).map(tuple),
    historical=st.sampled_from([None, None, True, False]),
    since=st.sampled_from([None, None, "2024", "2025-12", "2026-01-01", "2026-01-03", "2026-01-15"]),
    until=st.sampled_from([None, None, "2026-01-31", "2026-02-07", "2027"]),
    outlets=some(st.sampled_from(OUTLETS), max_size=2).map(tuple), text=st.sampled_from([None, None, "سفينة"]),
)  # fmt: skip


class Plainly:
    """The same articles and events, kept in dictionaries."""

    def __init__(self) -> None:
        self.events: dict[int, list[Event]] = {}
        self.outlets: dict[int, set[str]] = {}

    def meant(self, query: Query) -> Iterator[tuple[int, Event]]:
        for article, coded in self.events.items():
            if query.outlets and not self.outlets[article] & set(query.outlets):
                continue
            if query.text and article % 2:
                continue
            yield from ((article, event) for event in coded if holds(event, query))

    def facets(self, query: Query) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        for article, event in self.meant(query):
            for facet, value in rows_of(coding_of([event])).events[0].values:
                found[facet][value] += 1
            found["outlet"].update(self.outlets[article])
        return found


def holds(event: Event, query: Query) -> bool:
    first = day(event)
    until = {"2027": "2027-12-31"}.get(query.until or "", query.until)
    return (
        (not query.types or event.type in query.types)
        and (not query.modes or bool(set(event.mode) & set(query.modes)))
        and (not query.actors or any(a.country == p.country for a in event.actor for p in query.actors))
        and (not query.recipients or any(a.sector == "GOV" for a in event.recipient))
        and (not query.according_to or not event.chain)
        and (not query.countries or event.place is not None)
        and (not query.statuses or event.status in query.statuses)
        and (query.historical is None or event.historical == query.historical)
        and (query.since is None or first >= query.since)
        and (until is None or "" < first <= until)
    )


def day(event: Event) -> str:
    begin = (event.date or "").partition("/")[0]
    return {"2024": "2024-01-01", "2026-01": "2026-01-01"}.get(begin, begin)


def coding_of(coded: list[Event]) -> Coding:
    return Coding(
        doc="a", title=None, published=Published(date="2026-03-01"), blocks=(), byline=None, agencies=(),
        events=tuple(coded), quotes=(), framing=(), times=(), versions=Versions(coder="1", data="1"),
    )  # fmt: skip


def made_of(article: int, coded: list[Event]) -> tuple[str, Made]:
    read = read_record({"text": f"خبر رقم {article}. {SHIP if article % 2 == 0 else ''}"}, "a")
    coding = coding_of(coded)
    return article_id(read), Made(
        article=pack(read), title=None, published="2026-03-01", language="ar", words=words_of(read),
        coding=pack(coding), coder="1", data="1", rows=rows_of(coding),
    )  # fmt: skip


def build(store: SqliteStore, done: list[tuple[str, int, str, list[Event]]]) -> Plainly:
    """Do the steps with the store and with the dictionaries, three steps in one transaction."""
    plainly = Plainly()
    source = Source(origin="o", place="", doc="a", url=None, outlet=None, published=None, snapshot=None)
    rest = iter(done)
    while batch := list(islice(rest, 3)):
        entries = []
        for what, article, outlet, coded in batch:
            identity, made = made_of(article, coded)
            if what == "add":
                new = article not in plainly.events
                place = msgspec.structs.replace(source, place=f"{article} {outlet}", outlet=outlet)
                entries.append(Addition(id=identity, source=place, made=made if new else None))
                plainly.events.setdefault(article, coded)
                plainly.outlets.setdefault(article, set()).add(outlet)
            elif article in plainly.events:
                store.add(entries)
                entries = []
                store.replace([Recoded(id=identity, made=made, why="trial")])
                plainly.events[article] = coded
        store.add(entries)
    return plainly


@pytest.mark.parametrize(("chunk", "few"), [(16, 10_000), (2, 10_000), (2, 0)])
@settings(max_examples=40, deadline=None)
@given(done=steps, asked=st.lists(queries, min_size=1, max_size=4))
def test_queries_give_what_a_plain_count_gives(
    chunk: int, few: int, done: list[tuple[str, int, str, list[Event]]], asked: list[Query]
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr("marsad.store.sqlite.bits._BITS", chunk)
        patch.setattr("marsad.store.sqlite.chosen._FEW", few)
        if chunk == 2:  # the months of a page are gone through for any number of events
            patch.setattr("marsad.store.sqlite.chosen._HANDFUL", 0)
        store = open_store(Path(folder) / "w")
        plainly = build(store, done)
        assert Look(store).miscounted() == []
        for query in (Query(), *asked):
            agree(store, plainly, query)
        before = store.facets()
        store.rebuild()
        assert store.facets() == before
        store.close()


def agree(store: SqliteStore, plainly: Plainly, query: Query) -> None:
    expected = sorted(event.id for _, event in plainly.meant(query))
    hits = list(store.events(query))
    assert sorted(hit.event.id for hit in hits) == expected
    assert [day(h.event) for h in hits] == sorted((day(h.event) for h in hits), reverse=True)
    assert store.count(query) == len(expected)
    reported = [event.id for report in store.reports(query) for event in report.coding.events]
    assert sorted(reported) == expected
    facets = store.facets(query)
    assert {f: {c.value: c.events for c in counts} for f, counts in facets.items()} == plainly.facets(query)
    assert store.facets(query, ("actor.country",)) == {"actor.country": facets["actor.country"]}
    ids = [hit.event.id for hit in hits]
    for order, wanted in (("newest", ids), ("oldest", ids[::-1])):
        for offset in (0, 2, 5):
            page = msgspec.structs.replace(query, order=order, limit=3, offset=offset)
            assert [hit.event.id for hit in store.events(page)] == wanted[offset : offset + 3]
    searched = msgspec.structs.replace(query, since=None, until=None, order="read")  # these go by publication
    having = {made_of(article, [])[0] for article, _ in plainly.meant(searched)}
    if searched.chooses_events:
        assert {found.article.id for found in store.search(searched)} == having
        assert store.count_articles(searched) == len(having)


@given(st.lists(st.sets(st.integers(0, 300) | st.integers(65_000, 66_000)), max_size=5), st.sets(st.integers(0, 300)))
def test_equal_sets_give_equal_bytes(parts: list[set[int]], gone: set[int]) -> None:
    grown = BitMap()
    for part in parts:
        grown = unpack_events(pack_events(grown | BitMap(part)))
    grown -= BitMap(gone)
    assert pack_events(grown) == pack_events(BitMap(set().union(*parts) - gone))
    assert set(unpack_events(pack_events(grown))) == set(grown)


def test_a_run_that_has_become_too_short_is_an_array_again() -> None:
    grown = BitMap([86, 88, 92, 94])
    for event in range(287, 294):
        grown = unpack_events(pack_events(grown | BitMap([event])))
    assert pack_events(grown) == pack_events(BitMap([86, 88, 92, 94, *range(287, 294)]))
