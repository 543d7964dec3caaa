"""Queries: filters, counts, facets and search give exactly what going through all codings gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest

from marsad.store.problems import QueryError
from marsad.store.query import Party, Query, check_query, day_range, party
from marsad.store.sqlite.read import SqliteReader
from marsad.store.workspace import open_reader
from marsad.types import Entity, Event


def everything(demo: SqliteReader) -> list[Event]:
    return [event for report in demo.reports() for event in report.coding.events]


def some(entities: tuple[Entity, ...], country: str | None, sector: str | None) -> bool:
    return any((not country or e.country == country) and (not sector or e.sector == sector) for e in entities)


def first(event: Event) -> str:
    begin = (event.date or "").partition("/")[0]
    return (begin + "-01-01"[len(begin) - 4 :])[:10] if begin else ""


CASES: list[tuple[Query, Callable[[Event], bool]]] = [
    (Query(), lambda e: True),
    (Query(types=("REQUEST",)), lambda e: e.type == "REQUEST"),
    (Query(types=("REQUEST", "THREATEN")), lambda e: e.type in ("REQUEST", "THREATEN")),
    (Query(actors=(Party(country="NOR"),)), lambda e: some(e.actor, "NOR", None)),
    (Query(actors=(Party(country="ISL", sector="OPP"),)), lambda e: some(e.actor, "ISL", "OPP")),
    (
        Query(recipients=(Party(sector="GOV"),), types=("ACCUSE",)),
        lambda e: e.type == "ACCUSE" and some(e.recipient, None, "GOV"),
    ),
    (Query(actors=(Party(id="-"),)), lambda e: not e.actor),
    (Query(according_to=(Party(id="-"),)), lambda e: not e.chain),
    (Query(according_to=(Party(country="NOR"),)), lambda e: some(e.chain, "NOR", None)),
    (Query(statuses=("negated", "future")), lambda e: e.status in ("negated", "future")),
    (Query(historical=True), lambda e: e.historical),
    (Query(historical=False, types=("CONSULT",)), lambda e: not e.historical and e.type == "CONSULT"),
    (Query(countries=("EGY",)), lambda e: e.place is not None and e.place.country == "EGY"),
    (Query(since="2026-03-14"), lambda e: first(e) >= "2026-03-14"),
    (Query(until="2026-02"), lambda e: "" < first(e) < "2026-03"),
    (Query(since="2026-03-11", until="2026-03-11"), lambda e: (e.date or "")[:10] == "2026-03-11"),
    (Query(modes=("meet",)), lambda e: "meet" in e.mode),
    (Query(actors=(Party(id="النرويج"),)), lambda e: any(a.id == "NOR" for a in e.actor)),
    (Query(actors=(Party(id="iceland"), Party(country="NOR"))), lambda e: any(
        a.id == "ISL" or a.country == "NOR" for a in e.actor)),
    (Query(types=("ASSAULT",), actors=(Party(country="ATG"),)), lambda e: False),
]  # fmt: skip


@pytest.mark.parametrize(("query", "wanted"), CASES, ids=range(len(CASES)))
def test_filters_agree_with_going_through_all(
    demo: SqliteReader, query: Query, wanted: Callable[[Event], bool]
) -> None:
    expected = {event.id for event in everything(demo) if wanted(event)}
    hits = list(demo.events(query))
    assert {hit.event.id for hit in hits} == expected
    assert len(hits) == len(expected) == demo.count(query)
    reported = [event for report in demo.reports(query) for event in report.coding.events]
    assert {event.id for event in reported} == expected
    types = demo.facets(query, ("type",))["type"]
    assert {count.value: count.events for count in types} == Counter(hit.event.type for hit in hits)


def test_the_cases_are_not_all_empty(demo: SqliteReader) -> None:
    sizes = [demo.count(query) for query, _ in CASES]
    assert sum(size == 0 for size in sizes) <= 3
    assert sum(0 < size < sizes[0] for size in sizes) >= 14


def test_every_facet_counts_right(demo: SqliteReader) -> None:
    queries = (
        Query(), Query(actors=(Party(country="NOR"),)), Query(types=("REQUEST",)), Query(statuses=("negated",)),
        Query(since="2026-03"), Query(until="2026-02"), Query(since="2026-03-11", until="2026-03-31"),
        Query(types=("REQUEST",), since="2026-03"), Query(historical=False), Query(since="2004", until="2004"),
    )  # fmt: skip
    for query in queries:
        hits = [hit.event for hit in demo.events(query)]
        facets = demo.facets(query)
        countries = Counter(country for e in hits for country in {a.country for a in e.actor if a.country})
        assert {c.value: c.events for c in facets["actor.country"]} == countries
        assert {c.value: c.events for c in facets["month"]} == Counter(first(e)[:7] for e in hits)
        assert {c.value: c.events for c in facets["type"]} == Counter(e.type for e in hits)
        assert {c.value: c.events for c in facets["status"]} == Counter(e.status for e in hits)
    assert {c.value: c.name_en for c in demo.facets()["actor.id"]}["NOR"] == "Norway"


def test_reading_ends_quietly_when_its_reader_is_closed(demo_folder: Path, recwarn: pytest.WarningsRecorder) -> None:
    reader = open_reader(demo_folder)
    half = reader.reports(Query(types=("REQUEST",)))
    next(half)
    reader.close()
    half.close()  # nothing is raised
    assert not recwarn.list


def test_queries_side_by_side_do_not_disturb_each_other(demo: SqliteReader, monkeypatch: pytest.MonkeyPatch) -> None:
    for few in (10_000, 0):
        monkeypatch.setattr("marsad.store.sqlite.chosen._FEW", few)
        queries = [Query(types=("REQUEST",)), Query(types=("CONSULT",)), Query()]
        alone = [[hit.event.id for hit in demo.events(query)] for query in queries]
        running = [demo.events(query) for query in queries]
        together: list[list[str]] = [[], [], []]
        for turn in zip_longest(*running):
            for ids, hit in zip(together, turn, strict=True):
                ids += [hit.event.id] if hit is not None else []
        assert together == alone
        assert not demo.connection.in_transaction


def test_an_unknown_facet_is_named(demo: SqliteReader) -> None:
    with pytest.raises(QueryError, match=r"'colour' is no facet; there are type"):
        demo.facets(Query(), ("colour",))


def test_order_limit_and_offset(demo: SqliteReader) -> None:
    newest = [hit.event.id for hit in demo.events(Query())]
    days = [first(hit.event) for hit in demo.events(Query())]
    assert days == sorted(days, reverse=True)
    assert [h.event.id for h in demo.events(Query(order="oldest"))] == newest[::-1]
    assert [h.event.id for h in demo.events(Query(limit=5, offset=3))] == newest[3:8]
    read = [event.id for event in everything(demo)]
    assert [h.event.id for h in demo.events(Query(order="read"))] == read
    ids = [report.kept.id for report in demo.reports()]
    assert [report.kept.id for report in demo.reports(Query(limit=2, offset=1))] == ids[1:3]


def test_a_report_has_the_meant_events_only(demo: SqliteReader) -> None:
    reports = list(demo.reports(Query(types=("REQUEST",))))
    assert reports
    assert all(event.type == "REQUEST" for report in reports for event in report.coding.events)
    whole = demo.report(reports[0].kept.id)
    assert whole is not None and len(whole.coding.events) > len(reports[0].coding.events)
    assert whole.coding.quotes == reports[0].coding.quotes


def test_articles_by_outlet_and_doc(demo: SqliteReader) -> None:
    (head,) = demo.find("02-wire")
    assert [hit.article.id for hit in demo.search(Query(docs=("02-wire",)))] == [head.id]
    assert {h.article.id for h in demo.events(Query(docs=(head.id[:8],)))} == {head.id}
    event = next(demo.events(Query(docs=(head.id,)))).event.id
    assert [found.id for found in demo.find(event)] == [head.id]
    outlets = {outlet for found in demo.search(Query(order="read")) for outlet in found.article.outlets}
    assert "مرفأ الأخبار" in outlets
    hits = list(demo.events(Query(outlets=("مرفأ الأخبار",))))
    assert hits and all("مرفأ الأخبار" in hit.article.outlets for hit in hits)
    assert demo.count(Query(docs=("nobody",))) == 0


def test_hits_point_at_their_words(demo: SqliteReader) -> None:
    for hit in demo.events(Query(limit=20)):
        kept = demo.kept(hit.article.id)
        report = demo.report(hit.article.id)
        assert kept is not None and report is not None
        assert report.coding.events[hit.number - 1] == hit.event
        for span in hit.event.mentions:
            assert kept.article.text[span.start : span.end] == span.text


def test_the_summary_adds_up(demo: SqliteReader) -> None:
    summary = demo.summary()
    assert summary.articles == summary.coded == 12
    assert summary.events == len(everything(demo)) == demo.count()
    assert summary.languages == {"ar": 12}
    assert sum(n for _, _, n in summary.versions) == 12


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ISL", Party(country="ISL")), ("GOV", Party(sector="GOV")), ("ISL:GOV", Party(country="ISL", sector="GOV")),
        (":MIL", Party(sector="MIL")), ("isl:gov", Party(country="ISL", sector="GOV")), ("-", Party(id="-")),
        ("org.un.un", Party(id="org.un.un")), ("إيمانويل ماكرون", Party(id="إيمانويل ماكرون")),
    ],
)  # fmt: skip
def test_parties_as_they_are_written(words: str, expected: Party) -> None:
    assert party(words) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(types=("WAR",)), "'WAR' is no type"),
        (Query(statuses=("maybe",)), "'maybe' is no status"),
        (Query(countries=("Syria",)), "no country code"),
        (Query(since="2024-13"), "'2024-13' is no day"),
        (Query(since="2024-09-08", until="2024-08"), "before since"),
        (Query(limit=-1), "counts"),
    ],
)
def test_queries_that_cannot_be_asked(query: Query, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        check_query(query)


def test_months_and_years_stand_for_their_days() -> None:
    assert day_range("2024", "2024-02") == (20240101, 20240229)
    assert day_range(None, "2023") == (None, 20231231)
