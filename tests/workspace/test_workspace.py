"""Workspaces from Python: lazy queries, the same sets as records and as tables of every library."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pytest
from msgspec import structs

import marsad
from marsad.export.tables import OWN
from marsad.export.told import Told
from marsad.store.query import Party
from marsad.types import Event


def ids(events: marsad.Workspace) -> list[str]:
    return [hit.event.id for hit in events]


def test_opening(folder: Path, tmp_path: Path) -> None:
    with marsad.open(str(folder)) as ws:
        assert repr(ws) == f"<marsad Workspace {str(folder)!r}: 12 articles, {ws.events().count()} events>"
    with pytest.raises(marsad.StoreError, match="marsad add PATH"):
        marsad.open(tmp_path / "none")


def test_iterating_gives_records(ws: marsad.Workspace) -> None:
    hits = list(ws.events(type="ACCUSE"))
    assert hits and all(isinstance(h.event, Event) and h.event.type == "ACCUSE" and h.article.doc for h in hits)
    reports = list(ws.articles())
    assert len(reports) == 12 and all(r.coding.doc == r.kept.article.doc for r in reports)
    quotes = list(ws.quotes())
    assert quotes and all(q.report.kept.article.text[q.quote.start : q.quote.end] == q.quote.text for q in quotes)


def test_filters_are_those_of_the_store(ws: marsad.Workspace) -> None:
    everything = list(ws.events())

    def check(events: object, holds: object) -> None:
        assert {h.event.id for h in events} == {h.event.id for h in everything if holds(h)}

    check(ws.events(type=["ACCUSE", "REJECT"]), lambda h: h.event.type in ("ACCUSE", "REJECT"))
    check(ws.events(status="future"), lambda h: h.event.status == "future")
    check(ws.events(historical=True), lambda h: h.event.historical)
    check(ws.events(actor="ISL"), lambda h: any(a.country == "ISL" for a in h.event.actor))
    check(ws.events(actor="ISL:LEG"), lambda h: any((a.country, a.sector) == ("ISL", "LEG") for a in h.event.actor))
    check(ws.events(actor=Party(sector="LEG")), lambda h: any(a.sector == "LEG" for a in h.event.actor))
    check(ws.events(recipient="-"), lambda h: not h.event.recipient)
    check(ws.events(according_to=["NOR"]), lambda h: any(a.country == "NOR" for a in h.event.chain))
    check(ws.events(country="ISL"), lambda h: h.event.place is not None and h.event.place.country == "ISL")
    check(ws.events(mode="demo"), lambda h: "demo" in h.event.mode)
    check(ws.events(doc="02-wire"), lambda h: h.article.doc == "02-wire")
    day = ws.events(since=date(2026, 3, 14), until="2026-03-14")
    check(day, lambda h: h.event.date == "2026-03-14")
    assert 0 < day.count() == len(day) < len(everything)


def test_refining(ws: marsad.Workspace) -> None:
    narrow = ws.events(type="ACCUSE").where(actor="ISL", status="asserted")
    assert ids(narrow) == ids(ws.events(type="ACCUSE", actor="ISL", status="asserted"))
    assert ids(narrow.where(type="REJECT")) == ids(ws.events(type="REJECT", actor="ISL", status="asserted"))
    assert repr(ws.events(type="ACCUSE")) == "<marsad Events(types=['ACCUSE'])>"


def test_bad_filters(ws: marsad.Workspace) -> None:
    with pytest.raises(marsad.QueryError, match="'KILL' is no type"):
        ws.events(type="KILL")
    with pytest.raises(marsad.QueryError, match="is no day"):
        ws.events(since="soon")
    with pytest.raises(marsad.QueryError, match="leave out order"):
        ws.articles(order="newest")
    assert ws.quotes(order="read").query.order == "read"
    with pytest.raises(TypeError, match="there is no filter 'tpye'; there are type"):
        ws.events(tpye="ACCUSE")


@pytest.mark.parametrize("what", ["events", "articles", "quotes", "happenings"])
def test_every_library_gets_the_same_table(ws: marsad.Workspace, what: str) -> None:
    chosen = {"events": ws.events, "articles": ws.articles, "quotes": ws.quotes, "happenings": ws.events}[what]()
    table = chosen.happenings() if what == "happenings" else chosen
    names, rows = table.layout.names, list(table.rows())
    wanted = [{n: list(v) if isinstance(v, tuple) else v for n, v in zip(names, r, strict=True)} for r in rows]
    assert rows and table.layout.name == OWN[table.level]
    assert [dict(zip(names, r.values(), strict=True)) for r in table.to_dicts()] == [
        dict(zip(names, r, strict=True)) for r in rows
    ]
    assert table.to_arrow().to_pylist() == wanted
    assert table.to_polars().to_dicts() == wanted
    relation = table.to_duckdb(duckdb.connect())
    assert [dict(zip(relation.columns, line, strict=True)) for line in relation.fetchall()] == wanted
    frame = table.to_pandas()
    assert list(frame.columns) == list(names) and len(frame) == len(rows)
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        for value, found in zip(column, frame[name], strict=True):
            if isinstance(value, tuple):
                assert found == list(value)
            elif value is None:
                assert pandas.isna(found)
            else:
                assert (found.date() if isinstance(value, date) else found) == value


def test_arrow_consumers_take_a_query_as_it_is(ws: marsad.Workspace) -> None:
    events = ws.events(type="ACCUSE")
    assert pyarrow.table(events).num_rows == polars.DataFrame(events).height == len(events)
    assert pandas.DataFrame.from_arrow(events).shape[0] == len(events)
    assert duckdb.sql("SELECT count(*) FROM events").fetchall() == [(len(events),)]
    stream = pyarrow.RecordBatchReader.from_stream(events)
    assert stream.schema == events.to_arrow().schema


def test_pandas_types(ws: marsad.Workspace) -> None:
    types = ws.events().to_pandas().dtypes.astype(str).to_dict()
    assert (types["type"], types["date_first"], types["score"], types["historical"], types["actor"]) == (
        "string", "datetime64[s]", "float64", "boolean", "object",
    )  # fmt: skip
    assert ws.articles().to_pandas().dtypes.astype(str)["n_events"] == "Int64"
    empty = ws.events(type="ASSAULT", actor="CHN").to_pandas()
    assert empty.shape == (0, len(types)) and empty.dtypes.astype(str).to_dict() == types


def test_duckdb_by_name(ws: marsad.Workspace) -> None:
    connection = duckdb.connect()
    ws.events().to_duckdb(connection, "events")
    gc.collect()
    counted = connection.sql("SELECT type, count(*) FROM events GROUP BY type").fetchall()
    assert dict(counted) == ws.events().counts("type")


def test_limits_count_events_in_order(ws: marsad.Workspace) -> None:
    first = ws.events(limit=5, offset=2)
    assert first.to_polars()["event_id"].to_list() == ids(first) == ids(ws.events())[2:7]
    assert len(first) == 5 and len(ws.events(offset=10**6)) == 0
    old = ws.events(order="oldest")
    assert old.to_polars()["event_id"].to_list() == ids(old)
    assert sorted(ws.events().to_polars()["event_id"]) == sorted(ids(ws.events()))
    assert len(list(ws.articles(limit=3))) == 3


def test_happenings_take_a_grouping(ws: marsad.Workspace) -> None:
    def by_type(told: Told) -> str:
        return told.event.type

    table = ws.events().happenings(by_type).to_polars()
    assert dict(zip(table["event_id"], table["n_reports"], strict=True)) == ws.events().counts("type")
    assert len(list(ws.events().happenings())) == ws.events().count()
    assert len(list(ws.events().happenings(by_type).where(type="ACCUSE"))) == 1


def test_one_article(ws: marsad.Workspace) -> None:
    coded = ws.article("10-ultimatum")
    assert coded.doc == "10-ultimatum" and coded.events and coded.text
    assert ws.article(coded.events[0].id).doc == coded.doc
    with pytest.raises(KeyError, match="no article is called 'nothing'"):
        ws.article("nothing")


def test_search_and_summary(ws: marsad.Workspace) -> None:
    found = list(ws.search("سفينة"))
    assert found and all(one.snippets for one in found)
    assert len(list(ws.search("سفينة", limit=1))) == 1
    summary = ws.summary()
    assert summary.articles == 12 and summary.events == ws.events().count()


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.parquet", "x.jsonl", "x.geojson", "x.jsonld"])
def test_writing(ws: marsad.Workspace, tmp_path: Path, name: str) -> None:
    events = ws.events(type="ACCUSE", since="2026-03-10")
    manifest = events.write(tmp_path / name)
    assert manifest.events == len(events) and manifest.query == {"types": ["ACCUSE"], "since": "2026-03-10"}
    assert (tmp_path / name).stat().st_size == manifest.bytes
    with pytest.raises(marsad.ExportError, match="it exists already"):
        events.write(tmp_path / name)
    assert events.write(tmp_path / name, force=True).rows == manifest.rows


def test_writing_formats(ws: marsad.Workspace, tmp_path: Path) -> None:
    assert ws.events().happenings().write(tmp_path / "a.csv").level == "event"
    assert ws.quotes().write(tmp_path / "q.csv").layout == "quotes"
    assert ws.articles().write(tmp_path / "t.parquet").rows == 12
    assert ws.events().write(tmp_path / "g.CSV", "gdelt").level == "report"
    assert ws.events(limit=3).write(tmp_path / "j.jsonl").rows <= 3
    with pytest.raises(marsad.ExportError, match="names no format"):
        ws.events().write(tmp_path / "a.docx")
    with pytest.raises(marsad.ExportError, match="'docx' is no format"):
        ws.events().write(tmp_path / "a.docx", "docx")
    with pytest.raises(marsad.ExportError, match="acled cannot be written from Quotes"):
        ws.quotes().write(tmp_path / "a.csv", "acled")


@pytest.mark.parametrize(
    ("library", "method", "extra"),
    [("pandas", "to_pandas", "pandas"), ("polars", "to_polars", "polars"), ("pyarrow", "to_arrow", "arrow"),
     ("duckdb", "to_duckdb", "duckdb"), ("pyarrow", "__arrow_c_stream__", "arrow")],
)  # fmt: skip
def test_missing_libraries(
    ws: marsad.Workspace, monkeypatch: pytest.MonkeyPatch, library: str, method: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(marsad.MissingLibraryError, match=rf"needs {library}, .*pip install 'marsad\[{extra}\]'"):
        getattr(ws.events(), method)()
    assert list(ws.events().to_dicts()) and structs.asdict(ws.summary())


def test_a_bad_row_is_not_kept_quiet(ws: marsad.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.export import tables

    def broken(*_: object) -> None:
        raise ValueError("lost")

    monkeypatch.setitem(tables.EVENT_TABLES["reports"].fill, "type", broken)
    with pytest.raises(marsad.ExportError, match=r"article .*: ValueError: lost"):
        ws.events().to_arrow()
