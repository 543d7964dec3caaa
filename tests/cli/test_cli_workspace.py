"""marsad add, events, search, show, errors, recode, log and doctor, as a user types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_run import Run

from marsad.cli.meter import Meter, total_size
from marsad.lexicon.load import use_lexicon
from marsad.store.ingest import Tally

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled articles and an input that is not there."""
    from marsad.cli.main import run

    folder = tmp_path_factory.mktemp("cli") / "w"
    assert run(["add", str(DEMO), "-w", str(folder), "--processes", "0"]) == 0
    assert run(["add", str(folder.parent / "missing.txt"), "-w", str(folder), "--processes", "0"]) == 1
    return folder


def test_add_says_what_it_did(marsad: Run, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    status, out, err = marsad("add", DEMO / "02-wire.txt", tmp_path / "no.txt", "-w", folder, "--processes", "0")
    assert (status, out) == (3, "")
    assert "1 new article coded (" in err and "events), 1 not readable" in err
    assert f"marsad errors -w {folder}" in err
    status, _, err = marsad("add", DEMO / "02-wire.txt", "-w", folder, "--processes", "0")
    assert status == 0 and "no new article, 1 there already" in err


def test_a_dry_run_writes_nothing(marsad: Run, tmp_path: Path) -> None:
    status, _, err = marsad("add", DEMO, "-w", tmp_path / "w", "--dry-run")
    assert status == 0 and "12 new articles to be coded; nothing was written" in err
    assert not (tmp_path / "w").exists()
    marsad("add", DEMO, "-w", tmp_path / "w", "--limit", "4", "--processes", "0")
    _, _, err = marsad("add", DEMO, tmp_path / "no.txt", "-w", tmp_path / "w", "--dry-run")
    assert "8 new articles to be coded, 4 there already, 1 not readable" in err and "no such file" in err


def test_the_workspace_from_the_environment(marsad: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_WORKSPACE", str(workspace))
    assert marsad("events", "--limit", "1")[0] == 0
    monkeypatch.delenv("MARSAD_WORKSPACE")
    monkeypatch.chdir(workspace.parent)
    status, _, err = marsad("events")
    assert status == 1 and "marsad-workspace is not there; make one with: marsad add PATH" in err


ORGANISATIONS = "id\tar\ten\tkind\tcountry\tsector\tvalid_from\tvalid_to\tsource\tnote\n"


@pytest.mark.parametrize("processes", ["0", "1"])
def test_a_workspace_with_tables_of_its_own(marsad: Run, tmp_path: Path, processes: str) -> None:
    own = tmp_path / "w" / "lexicon"
    own.mkdir(parents=True)
    row = "org.own.front\tجبهة النهر\tRiver Front\tarmed\tSDN\tREB\t\t\town notes\t\n"
    (own / "organisations.tsv").write_text(ORGANISATIONS + row, encoding="utf-8")
    (own / "organisation_names.tsv").write_text("id\tform\norg.own.front\tجبهة النهر\n", encoding="utf-8")
    text = "الخرطوم - وكالات\n\nقصفت جبهة النهر أمس الأحد مواقع للجيش السوداني في مدينة كسلا شرقي السودان.\n"
    (tmp_path / "news.txt").write_text(text, encoding="utf-8")
    add = ("-m", "marsad.cli.main", "add", str(tmp_path / "news.txt"), "-w", str(own.parent), "--processes", processes)
    done = subprocess.run([sys.executable, *add], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    again = ("-m", "marsad.cli.main", "recode", "--all", "-w", str(own.parent), "--processes", processes)
    done = subprocess.run([sys.executable, *again], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "1 article coded anew, 0 changed" in done.stderr, done.stderr
    try:
        _, out, _ = marsad("events", "-w", own.parent, "--actor", "org.own.front", "--jsonl")
        status, looked, _ = marsad("doctor", "-w", own.parent)
        assert status == 0 and "other versions" not in looked  # they are the versions of these tables
        (own / "people.tsv").write_text("no columns\n", encoding="utf-8")
        status, looked, _ = marsad("doctor", "-w", own.parent)
        assert status == 1 and "bad " in looked and "people.tsv: " in looked and "mend it" in looked
        (own / "people.tsv").unlink()
        (own / "organisations.tsv").write_text(ORGANISATIONS + row.replace("own notes", "notes"), encoding="utf-8")
        _, looked, _ = marsad("doctor", "-w", own.parent)
        assert f"1 codings were made by other versions; do: marsad recode -w {own.parent}" in looked
        (own.parent / "outlets").mkdir()
        (own.parent / "outlets" / "nahr.toml").write_text("x = 1\n", encoding="utf-8")
        assert "nahr.toml: " in marsad("doctor", "-w", own.parent)[1]
    finally:
        use_lexicon(None)
    assert [json.loads(line)["event"]["actor"][0]["id"] for line in out.splitlines()] == ["org.own.front"]


def test_events_for_people(marsad: Run, workspace: Path) -> None:
    status, out, err = marsad("events", "-w", workspace, "--type", "request", "--actor", "DZA")
    assert status == 0 and "1 event" in err
    assert "REQUEST" in out and "Algeria" in out and "2026-03-15" in out
    _, out, err = marsad("events", "-w", workspace, "--limit", "2", "--offset", "3")
    assert "4 to 5 of " in err and out.count("article") == 2
    assert "الجزائر" in marsad("events", "-w", workspace, "--actor", "DZA", "--lang", "ar")[1]


def test_what_is_said_in_arabic(marsad: Run, workspace: Path) -> None:
    for command in (("events", "--limit", "2"), ("events", "--type", "AID"), ("search", "سفينة", "--limit", "1")):
        _, _, err = marsad(*command, "-w", workspace, "--lang", "ar")
        said = err.removeprefix("marsad:").replace("--limit", "").replace("--offset", "")
        assert not re.search("[a-z]{2}", said), said
    status, _, err = marsad("show", "nobody", "-w", workspace, "--lang", "ar")
    assert status == 1 and "لا مقال ولا حدث باسم nobody" in err


def test_an_upgrade_makes_no_workspace(marsad: Run, tmp_path: Path) -> None:
    status, out, _ = marsad("doctor", "--upgrade", "-w", tmp_path / "none")
    assert status == 1 and "make one with: marsad add" in out and not (tmp_path / "none").exists()


def test_events_for_programs(marsad: Run, workspace: Path) -> None:
    _, out, _ = marsad("events", "-w", workspace, "--status", "negated", "--jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert records and all(record["event"]["status"] == "negated" for record in records)
    assert set(records[0]) == {"article", "number", "event"}
    assert json.loads(marsad("events", "-w", workspace, "--country", "ATG", "--json")[1]) == []
    counts = json.loads(marsad("events", "-w", workspace, "--count", "type", "--count", "month", "--json")[1])
    events = len(marsad("events", "-w", workspace, "--jsonl")[1].splitlines())
    assert sum(row["events"] for row in counts if row["facet"] == "type") == events > 50
    assert "Norway" in marsad("events", "-w", workspace, "--count", "actor.id")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--type", "WAR"), "is no type"), (("--since", "yesterday"), "is no day"), (("--count", "x"), "no facet"),
        (("--actor", ""), "participant is empty"), (("--since", "2024", "--until", "2023"), "before since"),
    ],
)  # fmt: skip
def test_usage_errors(marsad: Run, workspace: Path, arguments: tuple[str, ...], message: str) -> None:
    status, out, err = marsad("events", "-w", workspace, *arguments)
    assert (status, out) == (2, "") and message in err


def test_search(marsad: Run, workspace: Path) -> None:
    status, out, err = marsad("search", "سفينة", "-w", workspace, "--limit", "1")
    assert status == 0 and "1 to 1 of" in err and "…" in out
    (record,) = json.loads(marsad("search", '"48 ساعة"', "-w", workspace, "--json", "--limit", "1")[1])
    snippet = record["snippets"][0]
    start, end = snippet["marks"][0]
    assert snippet["text"][start - snippet["start"] : end - snippet["start"]] == "48 ساعة"
    assert marsad("search", "-w", workspace, "--", "-سفينة")[0] == 2


def test_show(marsad: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, _ = marsad("show", "02-wire", "-w", workspace, "--find", "الموانئ")
    assert status == 0
    assert "[1 ترفض]" in out and "1. REJECT" in out and "02-wire.txt" in out
    (record,) = json.loads(marsad("show", "02-wire", "-w", workspace, "--json")[1])
    for event in record["coding"]["events"]:
        for span in event["mentions"]:
            assert record["text"][span["start"] : span["end"]] == span["text"]
    identity = record["article"]["id"]
    assert marsad("show", identity[:8], "-w", workspace)[1] == marsad("show", "02-wire", "-w", workspace)[1]
    event = record["coding"]["events"][0]["id"]
    assert json.loads(marsad("show", event, "-w", workspace, "--json")[1])[0]["article"]["id"] == identity
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in marsad("show", "02-wire", "-w", workspace, "--text-only")[1]
    status, _, err = marsad("show", "nobody", "-w", workspace)
    assert status == 1 and "no article or event nobody" in err


def test_errors_and_retry(marsad: Run, tmp_path: Path) -> None:
    missing = tmp_path / "late.txt"
    marsad("add", missing, DEMO / "02-wire.txt", "-w", tmp_path / "w", "--processes", "0")
    status, out, err = marsad("errors", "-w", tmp_path / "w")
    assert status == 3 and str(missing) in out and "no such file" in out and "1 open error" in err
    (record,) = [json.loads(line) for line in marsad("errors", "-w", tmp_path / "w", "--jsonl")[1].splitlines()]
    assert (record["stage"], record["origin"], record["solved"]) == ("read", str(missing), None)
    assert marsad("errors", "-w", tmp_path / "w", "--retry", "--processes", "0")[0] == 3
    missing.write_text("دعت النرويج آيسلندا اليوم إلى الإفراج عن السفينة المحتجزة.", encoding="utf-8")
    status, _, err = marsad("errors", "-w", tmp_path / "w", "--retry", "--processes", "0")
    assert status == 0 and "0 open errors" in err and "1 new article" in err
    assert "solved" in marsad("errors", "-w", tmp_path / "w", "--all")[1]


def test_recode_log_and_doctor(marsad: Run, workspace: Path) -> None:
    status, out, err = marsad("recode", "-w", workspace, "--processes", "0")
    assert (status, out) == (0, "") and "0 articles coded anew" in err
    status, _, err = marsad("recode", "02-wire", "--all", "-w", workspace, "--processes", "0")
    assert status == 0 and "1 article coded anew, 0 changed" in err
    assert marsad("recode", "nobody", "-w", workspace)[0] == 1
    assert marsad("log", "-w", workspace) == (0, "", "marsad: nothing has taken the place of anything yet\n")
    status, out, _ = marsad("doctor", "-w", workspace, "--deep")
    assert status == 0 and "the database is whole" in out and "1 open errors; do: marsad errors" in out
    states = {record["state"] for record in json.loads(marsad("doctor", "-w", workspace, "--json")[1])}
    assert states <= {"ok", "look"}
    status, out, _ = marsad("doctor", "-w", workspace / "nothing")
    assert status == 1 and out.startswith("bad ")


def test_progress_tells_rate_errors_and_time_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from marsad.intake.items import Source
    from marsad.view.labels import load_labels

    (tmp_path / "a.jsonl").write_bytes(b"x" * 4000)
    monkeypatch.setattr("marsad.cli.meter._PLAIN_EVERY", 0.0)
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("marsad.cli.meter.time.monotonic", lambda: float(next(clock)))
    meter = Meter([str(tmp_path)], load_labels("en"))
    one = Source(origin="o", place="p", doc="d", kind="text", data=b"x" * 100)
    assert len(list(meter.measured([one] * 20))) == 20
    meter.show(Tally(added=18, failed=2))
    shown = capsys.readouterr().err
    assert "20 articles, 18 new" in shown and "2 errors" in shown and "20 s left" in shown
    Meter([str(tmp_path)], load_labels("en"), quiet=True).show(Tally(added=1))
    assert capsys.readouterr().err == ""
    assert total_size([str(tmp_path), "https://a.example/"]) is None


def test_the_time_left_of_an_archive_goes_by_where_its_records_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from marsad.intake.items import Source
    from marsad.view.labels import load_labels

    paths = [tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"]
    for path in paths:
        path.write_bytes(b"x" * 50_000)
    monkeypatch.setattr("marsad.cli.meter._PLAIN_EVERY", 0.0)
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("marsad.cli.meter.time.monotonic", lambda: float(next(clock)))
    meter = Meter([str(tmp_path)], load_labels("en"))
    # The first 10,000 bytes were passed over; the second archive is read to its byte 20,000 after 20 seconds.
    places = [(0, 10_000 + 1_000 * n) for n in range(30)] + [(1, 0), (1, 20_000)]
    items = [Source(origin=str(paths[p]), place=f"byte {n}", doc="d", kind="page", data=b"<") for p, n in places]
    assert len(list(meter.measured(items))) == len(items)
    meter.show(Tally(added=32))
    assert "10 s left" in capsys.readouterr().err  # 30,000 bytes at 60,000 in 20 seconds


def test_a_folder_whose_files_cannot_be_looked_at_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 10)
    (tmp_path / "b.txt").write_bytes(b"x" * 7)
    real = os.path.getsize

    def closed(path: str) -> int:
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr("marsad.cli.meter.os.path.getsize", closed)
    assert total_size([str(tmp_path)]) == 7


@pytest.mark.parametrize("args", [["add", "--lang", "ar"], ["recode"], ["errors", "--retry"]])
def test_ctrl_c_before_the_work_begins_says_how_to_go_on(
    marsad: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("marsad.view.labels.load_labels", _once(stop))
    paths = [str(DEMO)] if args[0] == "add" else []
    status, _, err = marsad(*args, *paths, "-w", workspace)
    said, again = err.splitlines()[-2:]
    assert status == 130 and ("توقف" in said) == ("ar" in args)
    assert again.split()[:2] == ["marsad", args[0]] and f"-w {workspace}" in again and set(args) <= set(again.split())


def _once(fail: Callable[..., None]) -> Callable[..., object]:
    """The first call fails, later ones are what they were."""
    from marsad.view.labels import load_labels

    calls: list[int] = []

    def called(*args: Any, **kwargs: Any) -> object:
        calls.append(1)
        return fail() if len(calls) == 1 else load_labels(*args, **kwargs)

    return called


def test_two_that_add_the_same_at_once_count_it_once(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "marsad", "add", str(DEMO), "-w", str(tmp_path / "w"), "--processes", "0"]
    running = [subprocess.Popen(words, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = " ".join(process.communicate(timeout=120)[1] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    new = [int(n) for n in re.findall(r"(\d+) new articles? coded", said)]
    shared = [int(n) for n in re.findall(r"(\d+) (?:of the same words as others|there already)", said)]
    assert sum(new) == 12 and sum(shared) == 12, said


def test_a_mistyped_path_makes_no_workspace(marsad: Run, tmp_path: Path) -> None:
    status, _, err = marsad("add", tmp_path / "no.txt", "-w", tmp_path / "w")
    assert status == 1 and "no.txt: there is no such file; check the path" in err
    assert not (tmp_path / "w").exists()


def test_a_dry_run_names_all_that_cannot_be_read(marsad: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_text("")
    (tmp_path / "in" / "bad.json").write_text("{")
    status, _, err = marsad("add", tmp_path / "in", "-w", tmp_path / "w", "--dry-run")
    assert status == 1 and "2 not readable" in err
    assert "empty.txt: the text is empty" in err and "bad.json: the file is not JSON" in err


def test_advice_can_be_pasted(marsad: Run, tmp_path: Path) -> None:
    folder = tmp_path / "مساحة عمل"
    (tmp_path / "empty.txt").write_text("")
    _, _, err = marsad("add", tmp_path / "empty.txt", "-w", folder, "--processes", "0")
    assert f"marsad errors -w '{folder}'" in err
    assert f"marsad errors -w '{folder}'" in marsad("doctor", "-w", folder)[1]


def test_an_article_is_found_by_its_file(marsad: Run, workspace: Path) -> None:
    by_file = marsad("show", DEMO / "02-wire.txt", "-w", workspace)
    assert by_file[0] == 0 and by_file == marsad("show", "02-wire", "-w", workspace)


def test_doctor_looks_for_fonts(marsad: Run, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "fc-list"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "font" not in marsad("doctor", "-w", workspace)[1]
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    status, out, _ = marsad("doctor", "-w", workspace)
    assert status == 0 and "no font on this machine can show Arabic; do: install one" in out
    program.write_text("#!/bin/sh\necho Amiri,Amiri Quran\necho Noto Naskh Arabic\n")
    assert "2 font families can show Arabic, for example Amiri" in marsad("doctor", "-w", workspace)[1]


def test_ctrl_c_while_loading_is_quiet() -> None:
    code = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'marsad.cli.main': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from marsad.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "marsad: interrupted\n")


def test_everything_is_said_in_arabic_where_it_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = tmp_path / "w"
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_text("دعت النرويج آيسلندا إلى الحوار في أوسلو أمس.", encoding="utf-8")
    from marsad.cli.main import run

    def said(*arguments: str) -> tuple[int, str]:
        status = run([*arguments, "-w", str(work), "--lang", "ar"])
        shown = capsys.readouterr()
        return status, shown.out + shown.err

    assert said("add", str(tmp_path), "--dry-run", "--processes", "0")[1].count("ولم يكتب شيء") == 1
    status, shown = said("add", str(tmp_path), "--processes", "0")
    assert (status, "مقال جديد واحد" in shown, "ما تعذر وسببه: marsad errors" in shown) == (3, True, True)
    status, shown = said("errors")
    assert (status, "الملف فارغ" in shown or "النص فارغ" in shown, "خطأ مفتوح" in shown) == (3, True, True)
    status, shown = said("doctor")
    assert "سليم" in shown and "قاعدة البيانات سليمة" in shown and "أخطاء مفتوحة" in shown
    assert "\ufffd" not in shown
    status, shown = said("recode", "--all", "--processes", "0")
    assert (status, "مقال واحد رمز من جديد" in shown) == (0, True)
    status, shown = said("export", "csv", "-o", str(tmp_path / "x.csv"), "--country", "ISL")
    assert "التصدير فارغ" in shown
    (tmp_path / "a.txt").write_text("دعت آيسلندا النرويج إلى الحوار في أوسلو أمس.", encoding="utf-8")
    said("add", str(tmp_path / "a.txt"), "--processes", "0")
    status, shown = said("log")
    assert (status, "في هذا الموضع نص آخر الآن" in shown) == (0, True)
    assert "فرانس 24" in said("outlets")[1]
    status, shown = said("events", "--limit", "1")
    assert status == 0
    status = run(["errors", "-w", str(tmp_path / "nowhere"), "--lang", "ar"])
    assert (status, "غير موجود" in capsys.readouterr().err) == (1, True)
