"""The command as a process: start-up, pipes, and a whole run with the real coder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_coding import TEXT

MARSAD = [sys.executable, "-m", "marsad"]
SOURCES = Path(__file__).resolve().parents[2] / "src"


ENVIRONMENT = {"PYTHONPATH": str(SOURCES), **os.environ, "LC_ALL": "C"}


def run(*args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*MARSAD, *map(str, args)], input=stdin, capture_output=True, env=ENVIRONMENT, check=False)


def test_help_is_fast_and_loads_no_coder() -> None:
    start = time.perf_counter()
    done = run("--help")
    assert time.perf_counter() - start < 3  # 0.1 s on an idle machine; a loaded one gets some air
    assert done.returncode == 0
    for command in (b"code", b"explain", b"schema", b"lexicon", b"version"):
        assert command in done.stdout
    program = "import sys, marsad.cli.main; print([m for m in sys.modules if m in ('msgspec', 'rich', 'trafilatura')])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=ENVIRONMENT)
    assert loaded.stdout.strip() == b"[]"


@pytest.mark.parametrize("command", ["code", "explain", "schema", "lexicon", "version"])
def test_every_command_explains_itself(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert b"Usage: marsad " + command.encode() in done.stdout


def test_schema_and_version() -> None:
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org/")
    assert run("version").stdout.startswith(b"marsad ")


def test_lexicon_check_counts() -> None:
    done = run("lexicon", "check")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"event entries" in done.stdout and b"data version" in done.stdout


def test_lexicon_explains_a_word() -> None:
    done = run("lexicon", "explain", "ودعت")
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "request.daa" in shown and "call on" in shown
    assert "و + دعت" in shown


def own_tables(folder: Path, form: str = "جبهة النهر") -> Path:
    """A folder that adds one organisation."""
    folder.mkdir()
    header = "id\tar\ten\tkind\tcountry\tsector\tvalid_from\tvalid_to\tsource\tnote\n"
    row = "org.own.front\tجبهة النهر\tRiver Front\tarmed\tSDN\tREB\t\t\town notes\t\n"
    (folder / "organisations.tsv").write_text(header + row, encoding="utf-8")
    (folder / "organisation_names.tsv").write_text(f"id\tform\norg.own.front\t{form}\n", encoding="utf-8")
    return folder


def test_own_tables_are_checked_and_used(tmp_path: Path) -> None:
    folder = own_tables(tmp_path / "mine")
    checked = run("lexicon", "check", folder)
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert checked.stdout.splitlines()[-1] != run("lexicon", "check").stdout.splitlines()[-1]
    shown = run("lexicon", "explain", "--lexicon", folder, "جبهة النهر").stdout.decode()
    assert "org.own.front" in shown and "organisation_names.tsv:2" in shown
    article = tmp_path / "a.txt"
    article.write_text("اتهمت الخرطوم جبهة النهر بقتل مدنيين في هجوم على مدينة الفاشر أمس.", encoding="utf-8")
    coded = run("code", article, "--lexicon", folder, "--format", "jsonl").stdout.decode()
    assert "org.own.front" in coded
    assert "org.own.front" not in run("code", article, "--format", "jsonl").stdout.decode()


def test_faulty_own_tables_are_named(tmp_path: Path) -> None:
    folder = own_tables(tmp_path / "mine", "جبهة النھر")
    checked = run("lexicon", "check", folder)
    assert checked.returncode == 1
    assert "organisation_names.tsv" in checked.stderr.decode() and "type ه" in checked.stderr.decode()
    (folder / "organizations.tsv").write_text("id\n", encoding="utf-8")
    done = run("code", __file__, "--lexicon", folder)
    assert done.returncode == 1 and "no table has this name" in done.stderr.decode()
    assert "no such folder" in run("code", __file__, "--lexicon", tmp_path / "none").stderr.decode()


def test_a_worldview_is_chosen(tmp_path: Path) -> None:
    """What it does to a place is tested in tests/find/test_neutrality.py."""
    article = tmp_path / "a.txt"
    article.write_text("قصفت القوات الأوكرانية مدينة سيفاستوبول أمس.", encoding="utf-8")
    versions = {}
    for view in ("un", "rus"):
        done = run("code", article, "--published", "2023-09-10", "--worldview", view, "--format", "jsonl")
        versions[view] = json.loads(done.stdout)["versions"]["data"]
    assert versions["rus"] == versions["un"] + "-RUS"
    assert "worldview ZZZ" in run("code", article, "--worldview", "zzz").stderr.decode()


def test_a_word_the_lexicon_does_not_have() -> None:
    assert "no entry of the lexicon" in run("lexicon", "explain", "ثقصضغذ").stdout.decode()


def test_whole_run(tmp_path: Path) -> None:
    article = tmp_path / "sample.txt"
    article.write_text(TEXT, encoding="utf-8")
    first = run("code", article, "--format", "jsonl", "--html", tmp_path / "page.html")
    assert (first.returncode, first.stderr) == (0, b"")
    record = json.loads(first.stdout)
    assert record["events"], "the sample is about calling for a meeting"
    for event in record["events"]:
        for found in (*event["mentions"], *event["actor"], *event["recipient"], *event["chain"]):
            assert TEXT[found["start"] : found["end"]] == found["text"]
    assert run("code", article, "--format", "jsonl").stdout == first.stdout
    assert "الأمن" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "مجلس الأمن" in run("code", article).stdout.decode()  # UTF-8 also under LC_ALL=C


def test_explain_tells_words_entries_and_options(tmp_path: Path) -> None:
    article = tmp_path / "sample.txt"
    article.write_text(TEXT, encoding="utf-8")
    events = json.loads(run("code", article, "--format", "jsonl").stdout)["events"]
    for name in ("1", events[0]["id"]):
        shown = run("explain", article, "--event", name).stdout.decode()
        assert events[0]["rules"][0] in shown
        for words in ("participants considered", "form of", "probability", "status considered", "threshold"):
            assert words in shown
    overview = run("explain", article).stdout.decode()
    assert "top of the page" in overview and events[-1]["mentions"][0]["text"] in overview
    assert "الاحتمال" in run("explain", article, "--event", "1", "--lang", "ar").stdout.decode()


@pytest.mark.parametrize("event", ["0", "999", "x"])
def test_explaining_an_event_that_is_not_there(tmp_path: Path, event: str) -> None:
    article = tmp_path / "sample.txt"
    article.write_text(TEXT, encoding="utf-8")
    done = run("explain", article, "--event", event)
    assert done.returncode == 2
    assert b"no event " + event.encode() in done.stderr


def test_explain_wants_one_article() -> None:
    lines = "".join(json.dumps({"text": TEXT, "id": name}) + "\n" for name in ("a", "b")).encode()
    done = run("explain", "-", stdin=lines)
    assert done.returncode == 2 and b"--doc (a, b)" in done.stderr
    assert run("explain", "-", "--doc", "b", stdin=lines).returncode == 0
    assert run("explain", "-", "--doc", "c", stdin=lines).returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently there")
@pytest.mark.parametrize("args", [("schema",), ("--help",), ("lexicon", "explain", "دعت " * 3000)])
def test_a_reader_that_goes_away_is_no_error(args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*MARSAD, *args], stdout=writing, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def code_unread(page: Path, form: str, text: str) -> subprocess.CompletedProcess[bytes]:
    """Code two articles onto a page and a standard output that nobody reads."""
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name in "ab").encode()
    command = [*MARSAD, "code", "-", "--format", form, "--html", str(page)]
    buffered = {**ENVIRONMENT, "PYTHONUNBUFFERED": ""}  # little output is handed on when all is coded
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run(command, input=lines, stdout=writing, stderr=subprocess.PIPE, env=buffered, check=False)
    finally:
        os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently there")
def test_a_page_is_not_begun_when_the_reader_goes_away_before_the_end(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = code_unread(page, "text", TEXT)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []
    page.write_text("an older page")
    code_unread(page, "text", TEXT)
    assert [p.read_text() for p in tmp_path.iterdir()] == ["an older page"]


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently there")
def test_a_page_is_whole_when_the_reader_goes_away_at_the_end(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code_unread(page, "jsonl", "مرحبا بكم.")
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert page.read_text(encoding="utf-8").count("<article") >= 2
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*MARSAD, "schema"], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False)
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr and b"Traceback" not in done.stderr
