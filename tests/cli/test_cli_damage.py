"""A damaged article costs itself and nothing else in marsad events, search and show."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from cli_run import Run

from marsad.cli.main import run

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"
CODING = "UPDATE codings SET record = substr(record, 1, 40) WHERE n = (SELECT coding FROM articles WHERE doc = ?)"
TEXT = "UPDATE articles SET record = substr(record, 1, 40) WHERE doc = ?"
DOC = "02-wire"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("damage") / "a ws"
    assert run(["add", str(DEMO), "-w", str(path), "--quiet"]) == 0
    return path


def damaged(whole: Path, tmp_path: Path, *statements: str) -> tuple[Path, str]:
    """A copy of a workspace with damage done to one article, and its id."""
    folder = tmp_path / "a ws"
    shutil.copytree(whole, folder)
    database = sqlite3.connect(folder / "marsad.db")
    for statement in statements:
        database.execute(statement, (DOC,))
    ((identity,),) = database.execute("SELECT id FROM articles WHERE doc = ?", (DOC,)).fetchall()
    database.commit()
    database.close()
    return folder, identity


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--order=oldest"])
def test_events_of_the_others_are_listed(marsad: Run, whole: Path, tmp_path: Path, form: str) -> None:
    folder, identity = damaged(whole, tmp_path, CODING)
    _, before, _ = marsad("events", "-w", whole, "--limit", "500", form)
    status, out, err = marsad("events", "-w", folder, "--limit", "500", form)
    assert status == 3 and err.count(f"article {identity}: the article is damaged: ") == 1
    assert f"marsad doctor --deep -w '{folder}'" in err and "Traceback" not in err
    if form == "--order=oldest":
        assert DOC not in out and out.count("\n") > 30
        return
    hits, kept = (json.loads(t if form == "--json" else f"[{','.join(t.splitlines())}]") for t in (before, out))
    assert len(kept) > 20 and kept == [hit for hit in hits if hit["article"]["id"] != identity]
    assert len(kept) < len(hits)


def test_events_of_the_damaged_article_alone(marsad: Run, whole: Path, tmp_path: Path) -> None:
    folder, identity = damaged(whole, tmp_path, CODING)
    status, out, err = marsad("events", "--doc", identity, "-w", folder, "--jsonl", "--lang", "ar")
    assert (status, out) == (3, "") and identity in err and "marsad doctor --deep" in err and "المقال" in err


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_a_search_finds_the_others(marsad: Run, whole: Path, tmp_path: Path, order: str) -> None:
    folder, identity = damaged(whole, tmp_path, TEXT)
    _, before, _ = marsad("search", "السفينة", "-w", whole, "--jsonl", "--order", order)
    status, out, err = marsad("search", "السفينة", "-w", folder, "--jsonl", "--order", order)
    assert status == 3 and err.count(f"article {identity}: the article is damaged: ") == 1
    assert out.splitlines() == [line for line in before.splitlines() if identity not in line] != []
    assert len(out.splitlines()) < len(before.splitlines())
    status, out, _ = marsad("search", "السفينة", "-w", folder, "--order", order)
    assert status == 3 and identity[:12] not in out and out


def test_showing_what_is_left_of_an_article(marsad: Run, whole: Path, tmp_path: Path) -> None:
    folder, identity = damaged(whole, tmp_path, CODING)
    status, out, err = marsad("show", DOC, "-w", folder, "--json")
    (found,) = json.loads(out)
    assert status == 3 and found["coding"] is None and "النرويج" in found["text"] and len(found["versions"]) == 1
    assert f"article {identity}: the article is damaged: " in err
    status, out, err = marsad("show", DOC, "-w", folder)
    assert status == 3 and "النرويج" in out and identity in err


def test_showing_a_text_that_is_lost(marsad: Run, whole: Path, tmp_path: Path) -> None:
    folder, identity = damaged(whole, tmp_path, CODING, TEXT)
    for form, empty in (("--json", "[]\n"), ("--jsonl", ""), ("--text-only", "")):
        status, out, err = marsad("show", DOC, "-w", folder, form)
        assert (status, out) == (1, empty) and f"article {identity}: the article is damaged: " in err
    assert marsad("show", "03-quote", "-w", folder)[0] in (0, 1)


def test_an_older_coding_that_is_damaged_costs_nothing(marsad: Run, whole: Path, tmp_path: Path) -> None:
    older = (
        "INSERT INTO codings (article, coder, data, record, made)"
        " SELECT n, '0.0.1', 'old', x'00', '2020-01-01T00:00:00Z' FROM articles WHERE doc = ?"
    )
    folder, _ = damaged(whole, tmp_path, older)
    status, out, err = marsad("show", DOC, "-w", folder, "--jsonl")
    assert (status, err) == (0, "") and {v["coder"] for v in json.loads(out)["versions"]} >= {"0.0.1"}
