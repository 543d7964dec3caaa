"""Every layout, written to a file and read back with a reader that is not ours: the values are equal."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import msgspec
import openpyxl
import pandas
import pytest
from samples import everything, source, unguard

from marsad.export.cells import Value, one_line, split
from marsad.export.files import Export, Manifest, write_file
from marsad.export.formats import FORMATS, layout_of
from marsad.export.layouts import Column, Layout
from marsad.export.tables import EVENT_TABLES, Row, Tally, event_rows, own_rows
from marsad.types import Coding

REPORTS = source(everything())
OWN_LEVELS = ("report", "event", "quote", "article")
PEERS = ("acled", "ucdp", "gdelt", "polecat")
CREATED = "2026-03-20T12:00:00Z"


def export(folder: Path, name: str, level: str) -> tuple[Path, Manifest]:
    """An export of everything."""
    path = folder / f"out{FORMATS[name].suffix}"
    wanted = Export(format=name, level=level, query={"types": ["ASSAULT"]}, created=CREATED)
    return path, write_file(path, wanted, REPORTS)


def expected(name: str, level: str) -> tuple[Layout, list[Row]]:
    """The rows that should be there."""
    if name in EVENT_TABLES:
        rows = event_rows(EVENT_TABLES[name], REPORTS, level, Tally())
        return EVENT_TABLES[name].layout, list(rows)
    layout, own = own_rows(level, REPORTS, Tally())
    return layout, list(own)


def shown(value: Value) -> Value:
    """A value as tables for people show it: text on one line, lists without empty texts."""
    if isinstance(value, tuple):
        return tuple(one_line(x) if x else None for x in value)
    return (one_line(value) or None) if isinstance(value, str) else value


def from_text(column: Column, cell: str) -> Value:
    """A CSV cell as the value it stands for."""
    if column.type == "list":
        return split(unguard(cell))
    if cell == "":
        return None
    readers: dict[str, Callable[[str], Value]] = {
        "text": unguard, "integer": int, "number": float, "date": date.fromisoformat, "boolean": lambda c: c == "true",
    }  # fmt: skip
    return readers[column.type](cell)


def from_sheet(column: Column, cell: object) -> Value:
    """A cell of a workbook as the value it stands for."""
    if column.type == "list":
        return split(unguard(str(cell))) if cell is not None else ()
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, str):
        return int(cell) if column.type == "integer" else unguard(cell)
    return float(cell) if column.type == "number" and cell is not None else cell


def check(layout: Layout, rows: list[Row], read: list[tuple[Value, ...]]) -> None:
    """The rows read are the rows that should be there; unfilled columns are empty."""
    assert len(read) == len(rows) > 0
    for row, back in zip(rows, read, strict=True):
        for column, value, found in zip(layout.columns, row, back, strict=True):
            wanted = shown(value) if value is not None or column.type != "list" else ()
            assert found == wanted, (layout.name, column.name)


@pytest.mark.parametrize("level", OWN_LEVELS)
@pytest.mark.parametrize("name", ["csv", "csv-excel"])
def test_csv(tmp_path: Path, name: str, level: str) -> None:
    path, manifest = export(tmp_path, name, level)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is (name == "csv-excel")
    layout, rows = expected(name, level)
    with open(path, encoding="utf-8-sig", newline="") as stream:
        head, *lines = csv.reader(stream)
    assert tuple(head) == layout.names == manifest.columns and manifest.rows == len(rows)
    check(layout, rows, [tuple(map(from_text, layout.columns, line)) for line in lines])


@pytest.mark.parametrize("level", OWN_LEVELS)
def test_csv_with_another_reader(tmp_path: Path, level: str) -> None:
    path, manifest = export(tmp_path, "csv", level)
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert frame.shape == (manifest.rows, len(manifest.columns))


@pytest.mark.parametrize("level", OWN_LEVELS)
def test_xlsx(tmp_path: Path, level: str) -> None:
    path, _ = export(tmp_path, "xlsx", level)
    layout, rows = expected("xlsx", level)
    book = openpyxl.load_workbook(path)
    assert [sheet.title for sheet in book] == [layout.name, "columns", "about"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    head, *lines = book[layout.name].iter_rows(values_only=True)
    assert head == layout.names
    check(layout, rows, [tuple(map(from_sheet, layout.columns, line)) for line in lines])
    assert [row[0] for row in book["columns"].iter_rows(min_row=2, values_only=True)] == list(layout.names)
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["rows"] == str(len(rows)) and json.loads(str(about["query"])) == {"types": ["ASSAULT"]}


@pytest.mark.parametrize("level", OWN_LEVELS)
def test_parquet(tmp_path: Path, level: str) -> None:
    path, _ = export(tmp_path, "parquet", level)
    layout, rows = expected("parquet", level)
    relation = duckdb.connect().read_parquet(str(path))
    assert tuple(relation.columns) == layout.names
    read = [tuple(tuple(v) if isinstance(v, list) else v for v in line) for line in relation.fetchall()]
    assert read == [tuple(row) for row in rows]  # exactly: nothing is cleaned for people


@pytest.mark.parametrize("level", ["report", "event"])
@pytest.mark.parametrize("name", PEERS)
def test_layouts_of_other_data_sets(tmp_path: Path, name: str, level: str) -> None:
    path, manifest = export(tmp_path, name, level)
    layout, rows = expected(name, level)
    tabbed, quoting = name in ("gdelt", "polecat"), csv.QUOTE_NONE if name == "gdelt" else csv.QUOTE_MINIMAL
    with open(path, encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream, delimiter="\t" if tabbed else ",", quoting=quoting))
    if name != "gdelt":
        assert tuple(lines.pop(0)) == layout.names
    check(layout, rows, [tuple(map(from_text, layout.columns, line)) for line in lines])
    assert manifest.rows == len(rows) and manifest.rows + sum(manifest.left_out.values()) == manifest.events


def test_jsonl(tmp_path: Path) -> None:
    path, manifest = export(tmp_path, "jsonl", "article")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [msgspec.json.decode(line, type=Coding) for line in lines] == [r.coding for r in everything()]
    assert manifest.rows == len(lines)


@pytest.mark.parametrize("level", ["report", "event"])
def test_plover(tmp_path: Path, level: str) -> None:
    path, _ = export(tmp_path, "plover", level)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    events = [(r, e) for r in everything() for e in r.coding.events]
    assert len(lines) == len(events)
    for line, (report, event) in zip(lines, events, strict=True):
        assert line["id"] == event.id and line["event"] == [event.type] and line["mode"] == list(event.mode)
        assert [a["entity_text"] for a in line["actor"]] == [a.text for a in event.actor]
        assert [a.get("code") for a in line["recipient"]] == [a.country for a in event.recipient]
        assert line["event_scale"] == event.score and line["marsad"]["status"] == event.status
        assert line["marsad"]["date"] == event.date
        assert report.kept.article.text[line["text_info"]["start"] : line["text_info"]["end"]] == line["text"]
        for mention in line["marsad"]["mentions"]:
            assert report.kept.article.text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize("level", ["report", "event"])
def test_geojson(tmp_path: Path, level: str) -> None:
    path, _ = export(tmp_path, "geojson", level)
    found = json.loads(path.read_text(encoding="utf-8"))
    events = [event for report in everything() for event in report.coding.events]
    assert found["type"] == "FeatureCollection" and len(found["features"]) == len(events)
    for feature, event in zip(found["features"], events, strict=True):
        place = event.place
        if place and place.precision in ("town", "exact"):
            assert feature["geometry"] == {"type": "Point", "coordinates": [place.lon, place.lat]}
        else:
            assert feature["geometry"] is None
        assert feature["properties"]["type"] == event.type and feature["id"] == event.id


def test_every_format_and_level_has_a_round_trip() -> None:
    tested = {(n, lv) for n in ("csv", "csv-excel", "xlsx", "parquet") for lv in OWN_LEVELS}
    tested |= {(n, lv) for n in (*PEERS, "plover", "geojson") for lv in ("report", "event")}
    tested |= {("jsonl", "article"), ("annotations", "article")}  # the latter in test_annotations.py
    assert tested == {(form.name, level) for form in FORMATS.values() for level in form.levels}
    for name, level in tested:
        layout = layout_of(FORMATS[name], level)
        assert layout is None or layout.columns
