"""Exports as files: whole or not there, never over something else, with a manifest that can be checked."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from samples import event, everything, report, source

from marsad.export.files import Export, ExportError, check_target, level_of, manifest_path, write_file, write_stream
from marsad.export.formats import FORMATS
from marsad.export.needs import MissingLibraryError, needed
from marsad.store.records import Report

CREATED = "2026-03-20T12:00:00Z"
REPORTS = source(everything())
ALL = [(form.name, level) for form in FORMATS.values() for level in form.levels]


def wanted(name: str, level: str = "report") -> Export:
    return Export(format=name, level=level, query={"types": ["ASSAULT"], "since": "2026-03"}, created=CREATED)


@pytest.mark.parametrize(("name", "level"), ALL)
def test_the_manifest_tells_the_truth(tmp_path: Path, name: str, level: str) -> None:
    path = tmp_path / "file"
    manifest = write_file(path, wanted(name, level), REPORTS)
    beside = json.loads(manifest_path(path).read_text(encoding="utf-8"))
    assert beside["sha256"] == manifest.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert beside["bytes"] == path.stat().st_size and beside["file"] == "file" and beside["format"] == name
    assert beside["query"] == {"types": ["ASSAULT"], "since": "2026-03"} and beside["created"] == CREATED
    reports = everything()
    assert beside["articles"] == len(reports) and beside["events"] == sum(len(r.coding.events) for r in reports)
    assert beside["quotes"] == sum(len(r.coding.quotes) for r in reports)
    assert sum(v["articles"] for v in beside["versions"]) == len(reports) and beside["failed"] == []
    assert beside["grouping"] == ("identical_texts" if level == "event" else "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "file.manifest.json"]


@pytest.mark.parametrize(("name", "level"), ALL)
def test_the_same_export_gives_the_same_bytes(tmp_path: Path, name: str, level: str) -> None:
    sums = {write_file(tmp_path / "f", wanted(name, level), REPORTS, force=True).sha256 for _ in range(2)}
    assert len(sums) == 1


@pytest.mark.parametrize("name", [form.name for form in FORMATS.values() if form.text])
def test_a_stream_gets_the_same_bytes(tmp_path: Path, name: str) -> None:
    level = FORMATS[name].levels[0]
    stream = io.BytesIO()
    manifest = write_stream(stream, wanted(name, level), REPORTS)
    write_file(tmp_path / "f", wanted(name, level), REPORTS)
    assert stream.getvalue() == (tmp_path / "f").read_bytes()
    assert manifest.sha256 == hashlib.sha256(stream.getvalue()).hexdigest() and manifest.bytes == len(stream.getvalue())


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    with pytest.raises(ExportError, match=r"out\.csv: it exists already.*--force"):
        write_file(path, wanted("csv"), REPORTS)
    assert path.read_text() == "mine" and len(list(tmp_path.iterdir())) == 1
    write_file(path, wanted("csv"), REPORTS, force=True)
    assert path.read_bytes().startswith(b"event_id,")


def test_a_manifest_of_something_else_is_not_overwritten_either(tmp_path: Path) -> None:
    (tmp_path / "out.csv.manifest.json").write_text("{}")
    with pytest.raises(ExportError, match=r"manifest\.json: it exists already"):
        check_target(tmp_path / "out.csv", force=False)


@pytest.mark.parametrize(("path", "words"), [("no/out.csv", "its folder does not exist"), (".", "this is a folder")])
def test_bad_targets(tmp_path: Path, path: str, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        write_file(tmp_path / path, wanted("csv"), REPORTS, force=True)


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet", "geojson"])
def test_an_export_that_breaks_off_leaves_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    path.write_text("the old one")

    def breaking() -> Iterator[Report]:
        yield report(event())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(path, wanted(name), breaking, force=True)
    assert path.read_text() == "the old one" and [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    def full() -> Iterator[Report]:
        yield report(event())
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match=r"No space left on device.*nothing was changed"):
        write_file(tmp_path / "out", wanted("csv"), full)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "level"), [(n, lv) for n, lv in ALL if lv in ("report", "event")])
def test_one_bad_article_costs_itself_only(tmp_path: Path, name: str, level: str) -> None:
    bad = report(structs.replace(event(id="00000000000000ff"), place=3, actor=3), id="bad")
    manifest = write_file(tmp_path / "f", wanted(name, level), source([bad, report(event())]))
    assert manifest.rows == 1 and [f.article for f in manifest.failed] == ["bad"]


def test_levels() -> None:
    assert level_of(FORMATS["acled"], None) == "event" and level_of(FORMATS["csv"], "quote") == "quote"
    with pytest.raises(ExportError, match="gdelt cannot be written at level quote; choose event or report"):
        level_of(FORMATS["gdelt"], "quote")


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingLibraryError, match=r"needs pyarrow.*pip install 'marsad\[arrow\]'"):
        needed("pyarrow")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingLibraryError, match="pip install"):
        write_file(tmp_path / "out.parquet", wanted("parquet"), REPORTS)
    assert not list(tmp_path.iterdir())


def test_empty_sets_are_whole_files(tmp_path: Path) -> None:
    for name, level in ALL:
        manifest = write_file(tmp_path / f"{name}-{level}", wanted(name, level), list)
        assert manifest.rows == 0 and (name == "jsonl" or name == "plover" or name == "gdelt" or manifest.bytes > 0)
    assert json.loads((tmp_path / "geojson-event").read_text())["features"] == []
