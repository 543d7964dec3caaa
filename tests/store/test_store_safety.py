"""Nothing is lost: kill -9, Ctrl-C, a full disk, a folder that cannot be written, a lock, a strange database."""

from __future__ import annotations

import os
import random
import re
import resource
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_tools import DEMO, add, content, write_jsonl

from marsad.intake.open import open_items
from marsad.read import ReadProblem
from marsad.store.problems import StoreError
from marsad.store.query import Query
from marsad.store.sqlite.check import Look
from marsad.store.sqlite.migrations import STEPS
from marsad.store.sqlite.numbers import pack_numbers, unpack_numbers
from marsad.store.workspace import open_reader, open_store

SOURCE = str(Path(__file__).resolve().parents[2] / "src")
ENVIRONMENT = {**os.environ, "PYTHONPATH": SOURCE}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty articles made of sentences of the bundled ones."""
    sentences = []
    for item in open_items([str(DEMO)]):
        assert not isinstance(item, ReadProblem)
        sentences += [line.strip() for line in item.article.text.splitlines() if len(line.strip()) > 60]
    chosen = random.Random(7)
    records: list[str | dict[str, object]] = [
        {"text": "\n".join(chosen.sample(sentences, 16)), "outlet": f"o{n % 3}", "published": f"2026-03-{n % 19 + 10}"}
        for n in range(80)
    ]
    return write_jsonl(tmp_path_factory.mktemp("many") / "many.jsonl", records)


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    folder = tmp_path_factory.mktemp("calm") / "w"
    assert add(folder, many, processes=2).new == 80
    return content(folder)


def interruptible() -> None:
    """A child of a shell that runs in the background would ignore Ctrl-C from the start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def command(*arguments: Path | str, **more: object) -> subprocess.Popen[bytes]:
    more.setdefault("preexec_fn", interruptible)
    return subprocess.Popen(
        [sys.executable, "-m", "marsad", *map(str, arguments)],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()


def test_killed_at_any_moment(many: Path, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    moments = random.Random(11)
    for _ in range(3):
        process = command("add", many, "-w", tmp_path / "w", "--processes", "1")
        time.sleep(moments.uniform(0.3, 2.5))
        process.kill()
        process.communicate()
    assert finish(command("add", many, "-w", tmp_path / "w"))[0] == 0
    assert content(tmp_path / "w") == undisturbed
    status, out, _ = finish(command("doctor", "-w", tmp_path / "w", "--deep"))
    assert (status, "bad" in out) == (0, False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_and_resumed_by_its_last_line(
    many: Path, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path, number: int
) -> None:
    folder = tmp_path / "a folder"
    process = command("add", many, "-w", folder, "--processes", "1")
    while process.poll() is None and not (folder / "marsad.db").exists():
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(number)
    status, _, err = finish(process)
    assert status == 130, err
    assert "Traceback" not in err and "interrupted" in err
    words = shlex.split(err.splitlines()[-1])
    assert words == ["marsad", "add", str(many), "-w", str(folder), "--processes", "1"]
    assert finish(command(*words[1:]))[0] == 0
    assert content(folder) == undisturbed


def test_a_full_disk(many: Path, undisturbed: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    status, _, err = finish(command("add", many, "-w", tmp_path / "w", "--processes", "1", preexec_fn=small_files))
    assert status == 1
    assert "cannot be written" in err and "free some space" in err and "Traceback" not in err
    assert finish(command("add", many, "-w", tmp_path / "w"))[0] == 0
    assert content(tmp_path / "w") == undisturbed


def test_a_database_that_may_not_grow(tmp_path: Path, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.intake.open import open_sources
    from marsad.store.ingest import Ingest
    from marsad.store.workers import Workers
    from marsad.store.workspace import snapshots_of

    monkeypatch.setattr("marsad.store.ingest.BATCH", 10)
    monkeypatch.setattr("marsad.store.ingest.SECONDS", 600.0)  # no smaller batches on a slow machine
    store = open_store(tmp_path / "w")
    store.connection.execute("PRAGMA max_page_count = 150")
    ingest = Ingest(store, snapshots_of(tmp_path / "w"), Workers(0), lambda tally: None)
    with pytest.raises(StoreError, match=r"full.*free some space"):
        ingest.run(open_sources([str(many)], done=ingest.done))
    kept = store.summary().articles
    store.close()
    assert kept % 10 == 0 and 0 < kept < 80
    assert add(tmp_path / "w", many).new == 80 - kept
    reader = open_reader(tmp_path / "w")
    assert reader.summary().articles == 80 and reader.count() == reader.summary().events


def test_a_locked_database(tmp_path: Path) -> None:
    add(tmp_path / "w", DEMO / "02-wire.txt")
    other = sqlite3.connect(tmp_path / "w" / "marsad.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = open_store(tmp_path / "w", busy=0.2)
    with pytest.raises(StoreError, match=r"being written by another process; wait"):
        store.add([])
    assert open_reader(tmp_path / "w").count() > 0  # readers go on
    other.execute("ROLLBACK")
    store.add([])
    store.close()


def test_readers_see_whole_batches_while_one_writes(tmp_path: Path, many: Path) -> None:
    process = command("add", many, "-w", tmp_path / "w", "--processes", "1")
    seen = set()
    while process.poll() is None:
        try:
            reader = open_reader(tmp_path / "w")
        except StoreError:
            time.sleep(0.05)
            continue
        summary = reader.summary()
        reader.connection.execute("BEGIN")
        assert reader.count() == sum(count.events for count in reader.facets(facets=("type",))["type"])
        reader.connection.execute("COMMIT")
        seen.add(summary.articles)
        reader.close()
        time.sleep(0.02)
    assert finish(process)[0] == 0
    assert len(seen) >= 2


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    """Tests that run as root may write anywhere, and go on as nobody."""
    if os.geteuid() != 0:
        yield
        return
    for parent in (tmp_path, *list(tmp_path.parents)[:2]):
        parent.chmod(parent.stat().st_mode | 0o055)
    os.setresuid(65534, 65534, 0)  # os.access asks for the real user
    yield
    os.setresuid(0, 0, 0)


def test_a_folder_that_cannot_be_written(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "w"
    add(folder, DEMO / "02-wire.txt")
    events = open_reader(folder).count()
    folder.chmod(0o555)
    (folder / "marsad.db").chmod(0o444)
    request.getfixturevalue("as_nobody")
    reader = open_reader(folder)
    assert len(list(reader.events())) == reader.count() == events > 0
    with pytest.raises(StoreError, match=r"cannot be written; check the rights"):
        open_store(folder)
    with pytest.raises(StoreError, match=r"cannot be written.*check the rights"):
        open_store(folder / "inside")


def test_strange_folders(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="other things in it"):
        open_store(tmp_path / "full")
    with pytest.raises(StoreError, match=r"is not there; make one with: marsad add"):
        open_reader(tmp_path / "nothing")
    (tmp_path / "strange").mkdir()
    other = sqlite3.connect(tmp_path / "strange" / "marsad.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(tmp_path / "strange")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "marsad.db").write_bytes(b"no database at all, for sure" * 200)
    with pytest.raises(StoreError, match="damaged"):
        open_reader(tmp_path / "broken")


def test_newer_shapes_are_refused(tmp_path: Path) -> None:
    add(tmp_path / "w", DEMO / "02-wire.txt")
    database = sqlite3.connect(tmp_path / "w" / "marsad.db")
    database.execute("PRAGMA user_version = 99")
    database.close()
    for opener in (open_store, open_reader):
        with pytest.raises(StoreError, match=r"newer marsad .*; update"):
            opener(tmp_path / "w")
    add(tmp_path / "v", DEMO / "02-wire.txt")
    (tmp_path / "v" / "marsad.toml").write_text("format = 7\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"format 7"):
        open_reader(tmp_path / "v")


def as_it_was(folder: Path) -> None:
    """Give a workspace the shape that the first ones had: tags and counts, no sets of events, no months."""
    database = sqlite3.connect(folder / "marsad.db", isolation_level=None)
    for number, data in database.execute("SELECT n, terms FROM events").fetchall():
        terms = unpack_numbers(data)
        months = [n for (n,) in database.execute("SELECT n FROM terms WHERE facet = 'month'") if n in terms]
        kept = pack_numbers(term for term in terms if term not in months)
        database.execute("UPDATE events SET terms = ? WHERE n = ?", (kept, number))
    for statement in (
        "DROP TABLE bits", "DROP TABLE runs", "DROP INDEX articles_by_coding", "DROP INDEX errors_by_article",
        "DELETE FROM terms WHERE facet = 'month'",
        *(s for s in STEPS[0] if isinstance(s, str) and re.match(r"CREATE TABLE (tags|months|pairs) ", s)),
        "CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT)", "PRAGMA user_version = 2",
    ):  # fmt: skip
        database.execute(statement)
    database.close()


def test_an_older_workspace_is_brought_up_to_date(tmp_path: Path) -> None:
    add(tmp_path / "w", DEMO)
    before = content(tmp_path / "w")
    as_it_was(tmp_path / "w")
    with pytest.raises(StoreError, match=r"shape of an older marsad \(2 of 4\); .*marsad doctor --upgrade -w"):
        open_reader(tmp_path / "w")
    status, out, err = finish(command("doctor", "--upgrade", "-w", tmp_path / "w"))
    assert (status, "bad" in out, err) == (0, False, "")
    reader = open_reader(tmp_path / "w")
    assert sum(count.events for count in reader.facets()["month"]) == reader.count() == len(before["events"])
    after = content(tmp_path / "w")
    assert after.keys() == before.keys()
    assert [len(rows) for rows in after.values()] == [len(rows) for rows in before.values()]


def test_the_shape_before_runs_is_brought_up_to_date(tmp_path: Path) -> None:
    add(tmp_path / "w", DEMO)
    before = content(tmp_path / "w")
    database = sqlite3.connect(tmp_path / "w" / "marsad.db", isolation_level=None)
    database.execute("DROP TABLE runs")
    database.execute("CREATE TABLE spans (article INTEGER PRIMARY KEY, first INTEGER, events INTEGER)")
    database.execute("INSERT INTO spans SELECT article, min(n), count(*) FROM events GROUP BY article")
    database.execute("PRAGMA user_version = 3")
    database.close()
    status, out, err = finish(command("doctor", "--upgrade", "-w", tmp_path / "w"))
    assert (status, "bad" in out, err) == (0, False, "")
    assert content(tmp_path / "w") == before


def test_adding_brings_an_older_workspace_up_to_date(tmp_path: Path) -> None:
    add(tmp_path / "w", DEMO / "02-wire.txt")
    as_it_was(tmp_path / "w")
    add(tmp_path / "w", DEMO)
    reader = open_reader(tmp_path / "w")
    months = {count.value: count.events for count in reader.facets()["month"]}
    assert reader.count(Query(since="2026-03")) == sum(events for month, events in months.items() if month >= "2026-03")
    assert Look(reader).miscounted() == []


def test_the_doctor_sees_damage(tmp_path: Path) -> None:
    from marsad.store.check import check_workspace

    add(tmp_path / "w", DEMO)
    assert all(finding.state == "ok" for finding in check_workspace(tmp_path / "w", deep=True))
    (page,) = (tmp_path / "w" / "snapshots").rglob("*.gz")
    page.write_bytes(page.read_bytes()[:-20])
    found = [finding.what for finding in check_workspace(tmp_path / "w", deep=True) if finding.state == "bad"]
    assert found == [f"1 of 1 pages are damaged, first {page}"]
    page.unlink()
    database = sqlite3.connect(tmp_path / "w" / "marsad.db")
    database.execute("DELETE FROM bits WHERE term = 3")
    database.execute("UPDATE terms SET events = events + 1 WHERE n = 2")
    database.execute("UPDATE runs SET runs = zeroblob(length(runs))")
    database.execute("UPDATE articles SET record = x'00' WHERE n = 2")
    database.commit()
    database.close()
    found = [finding.what for finding in check_workspace(tmp_path / "w", deep=True) if finding.state == "bad"]
    assert [what for what in found if "1 of 1 pages are missing" in what]
    assert [what for what in found if "values of facets is kept as" in what]
    assert [what for what in found if "sets of events of 2 values" in what]
    assert [what for what in found if "which events belong to which articles" in what]
    assert [what for what in found if "1 records are damaged" in what]


def test_an_emptied_database_is_said_to_be_empty(tmp_path: Path) -> None:
    open_store(tmp_path / "w").close()
    (tmp_path / "w" / "marsad.db").write_bytes(b"")
    with pytest.raises(StoreError, match=r"marsad\.db is empty; restore it from a copy"):
        open_reader(tmp_path / "w")
    open_store(tmp_path / "w").close()
    open_reader(tmp_path / "w").close()


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for opener in (open_reader, open_store):
        with pytest.raises(StoreError, match=r"is a file; a workspace is a folder"):
            opener(tmp_path / "file")


def test_hostile_names_stay_words(tmp_path: Path) -> None:
    text = "دعت النرويج آيسلندا اليوم الثلاثاء إلى الإفراج عن السفينة."
    outlet = "x'); DROP TABLE articles; --"
    record: dict[str, object] = {"text": text, "outlet": outlet, "id": "../../etc", "url": "javascript:x"}
    file = write_jsonl(tmp_path / "a.jsonl", [record])
    add(tmp_path / "w", file)
    reader = open_reader(tmp_path / "w")
    assert reader.count(Query(outlets=(outlet,))) == reader.count() > 0
    assert len(reader.find("../../etc")) == 1
    reader.close()
    assert sorted(path.name for path in (tmp_path / "w").iterdir()) == ["marsad.db", "marsad.toml"]
