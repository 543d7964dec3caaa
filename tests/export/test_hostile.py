"""Text of articles that wants to be a formula, a row, markup or a direction: it stays text in one cell."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from msgspec import structs
from samples import event, report, source

from marsad.export.files import Export, write_file
from marsad.export.formats import FORMATS
from marsad.store.records import Report
from marsad.types import Entity, Event, Name, Place, Quote, Span

csv.field_size_limit(10_000_000)
HOSTILE = [
    '=HYPERLINK("http://x.example","اضغط")',
    "+1234",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "'=1+1",
    "دعت\u202eevil\u202c \u2066فرنسا\u2069 \u200f",
    'a"b,c;d\te\r\nf\\g\x00h\x1bi',
    "</td><script>alert(1)</script>&amp;",
    "half \ud800 of a pair",
    "_", "; ", "\\", "  ", "\u2028line\u2029paragraph\x85next",
    "طويل " * 9000,
]  # fmt: skip
ALL = [(form.name, level) for form in FORMATS.values() for level in form.levels]


def hostile_event(words: str, number: int) -> Event:
    """An event in which every text is that text."""
    name = Name(ar=words, en=words)
    who = Entity(start=0, end=len(words), text=words, id=words, name=name, country="ISL", sector="GOV", rule=words)
    where = Place(
        start=0, end=len(words), text=words, id=words, name=name, country="ISL", lat=64.25, lon=-15.2,
        precision="town", rule=words,
    )  # fmt: skip
    base = event(id=f"{number:016x}", actor=(who, who), recipient=(who,), place=where, chain=(who,))
    at = Span(start=0, end=len(words), text=words)
    return structs.replace(
        base, mentions=(at,), context=(words,), date_span=at, date_basis=words, rules=(words,),
        reasons={"chain": words}, framing=(),
    )  # fmt: skip


def hostile_reports() -> list[Report]:
    found = []
    for number, words in enumerate(HOSTILE):
        text = f"{words}\n{words} أمس الوزير حادث مؤسف"
        made = report(hostile_event(words, number), id=words[:99], text=text, outlet=words, urls=(words,))
        title = Span(start=0, end=len(words), text=words)
        quote = Quote(start=0, end=len(words), text=words, speaker=title, rule=words)
        coding = structs.replace(made.coding, doc=words, title=title, byline=title, agencies=(title,), quotes=(quote,))
        found.append(structs.replace(made, coding=coding))
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out"


def write(path: Path, name: str, level: str) -> None:
    wanted = Export(format=name, level=level, query={"text": "=1+1"}, created="2026-03-20T12:00:00Z")
    manifest = write_file(path, wanted, source(hostile_reports()))
    assert manifest.failed == () and manifest.rows >= len(HOSTILE)


@pytest.mark.parametrize(("name", "level"), [(n, lv) for n, lv in ALL if FORMATS[n].suffix.lower() in (".csv", ".txt")])
def test_cells_of_text_tables(path: Path, name: str, level: str) -> None:
    write(path, name, level)
    raw = path.read_bytes().decode("utf-8-sig")
    assert not set(raw) & set("\x00\x1b\u202e\u202c\u2066\u2069\u200f\u2028\u2029\x85\ud800")
    bare = name == "gdelt"
    options = {"delimiter": "\t" if name in ("gdelt", "polecat") else ",", "quoting": csv.QUOTE_NONE if bare else 0}
    with open(path, encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, **options))
    assert len(rows) == len(HOSTILE) + (not bare) and len({len(row) for row in rows}) == 1
    assert raw.count("\n") == len(rows)  # no cell has a line end
    if bare:
        assert '"' not in raw
    for row in rows[1:]:
        for cell in row:
            assert not cell.lstrip(" \t").startswith(("=", "+", "@", "＝")) and "\r" not in cell and "\t" not in cell
            assert not cell.startswith("-") or float(cell) < 0  # numbers stay numbers


def test_numbers_stay_numbers(path: Path) -> None:
    write(path, "csv", "report")
    with open(path, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {(row["goldstein"], row["longitude"]) for row in rows} == {("-9.5", "-15.2")}


@pytest.mark.parametrize("level", FORMATS["xlsx"].levels)
def test_workbooks(path: Path, level: str) -> None:
    path = path.with_suffix(".xlsx")
    write(path, "xlsx", level)
    with zipfile.ZipFile(path) as packed:
        for member in packed.namelist():
            assert b"<f>" not in packed.read(member), f"{member} has a formula"
        assert not any("hyperlink" in member or "external" in member for member in packed.namelist())
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "b", "d") and cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert not cell.value.lstrip().startswith(("=", "+", "-", "@"))
                    assert len(cell.value) <= 32_767


@pytest.mark.parametrize("level", FORMATS["parquet"].levels)
def test_parquet_keeps_the_text_as_it_is(path: Path, level: str) -> None:
    write(path, "parquet", level)
    titles = pq.read_table(path)["title"].to_pylist()
    assert titles == [words.replace("\ud800", "\ufffd") for words in HOSTILE]


@pytest.mark.parametrize(("name", "level"), [(n, lv) for n, lv in ALL if "json" in FORMATS[n].suffix])
def test_json(path: Path, name: str, level: str) -> None:
    write(path, name, level)
    raw = path.read_bytes().decode()
    if FORMATS[name].suffix == ".jsonl":
        assert len(raw.splitlines()) >= len(HOSTILE)
        lines = [json.loads(line) for line in raw.split("\n") if line]
        assert len(lines) == len(HOSTILE)
    else:
        json.loads(raw)
    if name == "geojson":
        assert "\u202e" not in raw


def test_the_manifest_survives_a_hostile_query(path: Path) -> None:
    write(path, "csv", "report")
    assert json.loads((path.parent / "out.manifest.json").read_text())["query"] == {"text": "=1+1"}


def test_evidence_in_annotations_is_exact(path: Path) -> None:
    write(path, "annotations", "article")
    items = json.loads(path.read_bytes())["items"]
    exact = {s["exact"] for item in items for s in item["target"]["selector"] if "exact" in s}
    assert {words.replace("\ud800", "\ufffd") for words in HOSTILE} <= exact
