"""Happenings: identical texts are one by default, any grouping can be passed in, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs
from samples import event, everything, report, source

from marsad.export.tables import EVENT_TABLES, Tally, event_rows
from marsad.export.told import Told, happenings, number_of
from marsad.store.records import Report


def copies() -> list[Report]:
    first = report(event(), id="a1", outlet="أ", urls=("https://a.example/1",), published="2026-03-10")
    other = report(event(id="0000000000000002"), id="a2", outlet="ب")
    again = report(event(confidence=0.9, date="2026-03-08"), id="a3", outlet="ج", published="2026-03-11")
    return [first, other, again]


def test_report_level_has_every_event() -> None:
    found = list(happenings(source(everything()), "report"))
    assert [h.key for h in found] == [e.id for r in everything() for e in r.coding.events]
    assert all(len(h.tolds) == 1 for h in found)


def test_identical_texts_are_one() -> None:
    found = list(happenings(source(copies()), "event"))
    assert {(h.key, tuple(t.report.kept.id for t in h.tolds)) for h in found} == {
        ("00ab54a98ceb1f0a", ("a1", "a3")), ("0000000000000002", ("a2",)),
    }  # fmt: skip


def test_what_a_row_of_several_reports_says() -> None:
    table = EVENT_TABLES["events"]
    made = event_rows(table, source(copies()), "event", Tally())
    rows = [dict(zip(table.layout.names, row, strict=True)) for row in made]
    row = next(r for r in rows if r["n_reports"] == 2)
    assert (row["n_articles"], row["n_outlets"], row["outlets"]) == (2, 2, ("أ", "ج"))
    assert row["confidence"] == 0.9 and row["date"] == "2026-03-08" and row["all_dates"] == ("2026-03-09", "2026-03-08")
    assert (row["first_published"], row["last_published"]) == ("2026-03-10", "2026-03-11")
    assert row["report_ids"] == ("a1:00ab54a98ceb1f0a", "a3:00ab54a98ceb1f0a")
    assert row["all_urls"] == ("https://a.example/1",)


def test_a_grouping_of_ones_own() -> None:
    def by_type(told: Told) -> str:
        return told.event.type

    found = list(happenings(source(copies()), "event", by_type))
    assert [(h.key, len(h.tolds)) for h in found] == [("ASSAULT", 3)]


def test_a_workspace_that_changes_between_two_readings_loses_nothing() -> None:
    readings: Iterator[list[Report]] = iter([copies(), [*copies()[:2], structs.replace(copies()[1])]])
    found = list(happenings(lambda: next(readings), "event"))
    assert sorted(h.key for h in found) == ["0000000000000002", "0000000000000002", "00ab54a98ceb1f0a"]


def test_numbers_of_keys() -> None:
    assert number_of("00ab54a98ceb1f0a") == 0x00AB54A98CEB1F0
    assert 0 <= number_of("ASSAULT") < 2**60 and number_of("ASSAULT") != number_of("AID")
