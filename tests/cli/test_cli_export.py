"""marsad export: the filtered set and nothing else, whole files, clear words when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cli_run import Run

from marsad.cli import export as export_module
from marsad.cli.main import run
from marsad.export.formats import FORMATS
from marsad.intake import read_path
from marsad.pipeline import code_article
from marsad.types import Article

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "ws"
    assert run(["add", str(DEMO), "-w", str(path), "--quiet"]) == 0
    return path


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_names_of_the_formats() -> None:
    assert tuple(FORMATS) == export_module.NAMES


@pytest.mark.parametrize(
    "filters",
    [
        [], ["--type", "ACCUSE"], ["--type", "ACCUSE", "--type", "REJECT", "--actor", "ISL"], ["--status", "future"],
        ["--country", "ISL", "--since", "2026-03"], ["--until", "2026-03-10"], ["--recipient", "-"], ["--historical"],
        ["--according-to", "NOR"], ["--doc", "02-wire"], ["--text", "سفينة"], ["--limit", "3", "--offset", "1"],
    ],
)  # fmt: skip
def test_the_same_set_as_marsad_events(marsad: Run, ws: Path, filters: list[str]) -> None:
    status, out, err = marsad("events", "-w", ws, "--jsonl", *filters)
    listed = [json.loads(line) for line in out.splitlines()]
    status, out, err = marsad("export", "csv", "-o", "-", "-w", ws, *filters)
    assert status == 0 and f"{len(listed)} row" in err
    assert sorted(row["event_id"] for row in table(out)) == sorted(hit["event"]["id"] for hit in listed)


@pytest.mark.parametrize(("name", "level"), [(form.name, level) for form in FORMATS.values() for level in form.levels])
def test_every_format_and_level(marsad: Run, ws: Path, tmp_path: Path, name: str, level: str) -> None:
    path = tmp_path / "out"
    status, out, err = marsad("export", name, "-o", path, "-w", ws, "--level", level, "--type", "COERCE")
    assert (status, out) == (0, "") and path.stat().st_size > 0
    manifest = json.loads((tmp_path / "out.manifest.json").read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["level"], manifest["query"]) == (name, level, {"types": ["COERCE"]})
    assert f"{manifest['rows']} row" in err and manifest["events"] == _events(marsad, ws, "--type", "COERCE") > 0


def _events(marsad: Run, ws: Path, *filters: str) -> int:
    """How many events `marsad events` lists."""
    return len(marsad("events", "-w", ws, "--jsonl", *filters)[1].splitlines())


def test_standard_output_has_its_manifest_apart(marsad: Run, ws: Path, tmp_path: Path) -> None:
    beside = tmp_path / "m.json"
    status, out, _ = marsad("export", "plover", "-o", "-", "-w", ws, "--manifest", beside)
    assert status == 0 and json.loads(beside.read_text())["rows"] == len(out.splitlines())
    assert marsad("export", "plover", "-o", "-", "-w", ws, "--manifest", beside)[0] == 1
    assert marsad("export", "plover", "-o", "-", "-w", ws, "--manifest", beside, "--force")[0] == 0


def test_nothing_is_overwritten(marsad: Run, ws: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    status, _, err = marsad("export", "csv", "-o", path, "-w", ws)
    assert status == 1 and "out.csv: it exists already" in err and path.read_text() == "mine"
    assert marsad("export", "csv", "-o", path, "-w", ws, "--force")[0] == 0 and path.read_text() != "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_or_device_is_never_taken_for_a_file(marsad: Run, ws: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    status, _, err = marsad("export", "csv", "-o", tmp_path / "pipe", "-w", ws, "--force")
    assert status == 1 and "this is no file but a device or a pipe; write to standard output" in err
    assert (tmp_path / "pipe").is_fifo()
    os.mkfifo(tmp_path / "next.manifest.json")
    assert marsad("export", "csv", "-o", tmp_path / "next", "-w", ws, "--force")[0] == 1
    status, _, err = marsad("export", "csv", "-o", tmp_path / "pipe", "-w", ws, "--lang", "ar")
    assert status == 1 and "هذا ليس ملفا" in err


@pytest.mark.parametrize(
    ("name", "level"), [("csv", "report"), ("csv", "event"), ("jsonl", "article"), ("csv", "quote")]
)
def test_a_damaged_article_costs_itself_only(marsad: Run, ws: Path, tmp_path: Path, name: str, level: str) -> None:
    shutil.copytree(ws, tmp_path / "ws")
    database = sqlite3.connect(tmp_path / "ws" / "marsad.db")
    ((identity, coding),) = database.execute("SELECT id, coding FROM articles WHERE n = 2").fetchall()
    database.execute("UPDATE codings SET record = substr(record, 1, 40) WHERE n = ?", (coding,))
    database.commit()
    database.close()
    out = tmp_path / "out"
    status, _, err = marsad("export", name, "--level", level, "-o", out, "-w", tmp_path / "ws")
    assert status == 3 and f"article {identity}: the article is damaged: " in err and "marsad doctor --deep" in err
    manifest = json.loads((tmp_path / "out.manifest.json").read_bytes())
    assert manifest["articles"] == 11 and [failure["article"] for failure in manifest["failed"]] == [identity]
    assert identity not in out.read_text(encoding="utf-8") and manifest["rows"] > 5
    some = ["-o", tmp_path / "some", "--limit", "500", "-w", tmp_path / "ws"]
    status, _, err = marsad("export", name, "--level", level, *some)
    assert status == 3 and err.count(f"article {identity}: the article is damaged: ") == 1
    assert (tmp_path / "some").stat().st_size > 100


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["xlsx", "-o", "-"], 2, "cannot go to standard output"),
        (["gdelt", "-o", "OUT", "--level", "quote"], 2, "gdelt cannot be written at level quote"),
        (["csv", "-o", "OUT", "--manifest", "m.json"], 2, "--manifest goes with -o -"),
        (["csv", "-o", "OUT", "--type", "KILL"], 2, "'KILL' is no type"),
        (["csv", "-o", "OUT/no/out.csv"], 1, "its folder does not exist"),
        (["docx", "-o", "OUT"], 2, "'docx' is not one of"),
        (["csv"], 2, "Missing option"),
    ],
)  # fmt: skip
def test_wrong_usage(marsad: Run, ws: Path, tmp_path: Path, args: list[str], status: int, words: str) -> None:
    found, _, err = marsad("export", *(arg.replace("OUT", str(tmp_path / "out")) for arg in args), "-w", ws)
    assert found == status and words in err and not list(tmp_path.iterdir())


def test_the_workspace_is_not_overwritten(marsad: Run, ws: Path) -> None:
    before = (ws / "marsad.db").read_bytes()
    status, _, err = marsad("export", "csv", "-o", ws / "marsad.db", "-w", ws, "--force")
    assert status == 2 and "in the workspace itself" in err and (ws / "marsad.db").read_bytes() == before


def test_no_workspace(marsad: Run, tmp_path: Path) -> None:
    status, _, err = marsad("export", "csv", "-o", tmp_path / "x", "-w", tmp_path / "none")
    assert status == 1 and "marsad add PATH" in err and not list(tmp_path.iterdir())


def test_an_empty_set_is_said(marsad: Run, ws: Path) -> None:
    status, out, err = marsad("export", "csv", "-o", "-", "-w", ws, "--type", "ASSAULT", "--actor", "CHN")
    assert status == 0 and "nothing fits these filters" in err and table(out) == []


def test_what_is_left_out_is_said(marsad: Run, ws: Path, tmp_path: Path) -> None:
    _, _, err = marsad("export", "gdelt", "-o", tmp_path / "g.CSV", "-w", ws)
    denied = sum(
        event.status == "negated"
        for article in read_path(DEMO)
        if isinstance(article, Article)
        for event in code_article(article).events
    )
    assert denied and f"{denied} left out: status negated: the layout has no column for it" in err
    _, _, err = marsad("export", "acled", "-o", tmp_path / "a.csv", "-w", ws)
    assert "left out for other reasons, see the manifest" in err


def test_a_failing_article_is_said(marsad: Run, ws: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.export import tables

    def broken(happening: object) -> str:
        if happening.lead.report.coding.doc == "02-wire":
            raise ValueError("lost")
        return "x"

    monkeypatch.setitem(tables.EVENT_TABLES["reports"].fill, "type", broken)
    status, out, err = marsad("export", "csv", "-o", "-", "-w", ws)
    assert status == 3 and "ValueError: lost; an error of marsad" in err and 0 < len(table(out)) < _events(marsad, ws)


def test_progress_goes_to_standard_error(marsad: Run, ws: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_module, "_PLAIN_EVERY", 0.0)
    _, out, err = marsad("export", "csv", "-o", "-", "-w", ws)
    assert f"of {_events(marsad, ws)} events read" in err and "rows written" in err and "events read" not in out


def test_an_interrupted_export_leaves_nothing(
    marsad: Run, ws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export_module._Meter, "tick", interrupted)
    status, _, err = marsad("export", "csv", "-o", tmp_path / "out.csv", "-w", ws)
    assert status == 130 and "interrupted" in err and not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_ends_it_quietly(ws: Path) -> None:
    command = [sys.executable, "-m", "marsad", "export", "annotations", "-o", "-", "-w", str(ws)]
    environment = {**os.environ, "PYTHONPATH": str(Path(export_module.__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(60) == 0 and b"Traceback" not in process.stderr.read()


def test_with_a_limit_each_article_is_counted_once(marsad: Run, ws: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    status, _, err = marsad("export", "csv", "-o", path, "-w", ws, "--limit", "20")
    rows = table(path.read_text(encoding="utf-8"))
    articles = len({row["article_id"] for row in rows})
    manifest = json.loads((tmp_path / "out.csv.manifest.json").read_text(encoding="utf-8"))
    assert len(rows) == 20 > articles
    assert (status, manifest["articles"], manifest["events"]) == (0, articles, 20)
    assert sum(version["articles"] for version in manifest["versions"]) == articles
    assert f"from 20 events in {articles} article" in err
