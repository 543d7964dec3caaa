"""Adding: nothing twice, nothing lost, the same content whatever the number of processes."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from msgspec import structs
from store_tools import DEMO, add, content, write_jsonl

from marsad.pipeline import code_article
from marsad.store import work as work_module
from marsad.store.query import Query
from marsad.store.recode import recode
from marsad.store.workers import Workers
from marsad.store.workspace import open_reader, open_store
from marsad.types import Article, Coding, Versions

FIRST = "دعت النرويج آيسلندا اليوم الثلاثاء إلى الإفراج عن السفينة، وطالبت بفتح الموانئ من دون تأخير."
SECOND = "اتهمت آيسلندا النرويج بانتهاك الاتفاق، ورفضت الحكومة الآيسلندية طلب أوسلو عقد لقاء جديد."
PERSIAN = "رئیس جمهور گفت که این کشور برای گفتگو آماده است و دولت پیشنهاد تازه‌ای را بررسی می‌کند که پیشتر رد شده بود."


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    first = add(tmp_path / "w", DEMO)
    before = content(tmp_path / "w")
    second = add(tmp_path / "w", DEMO)
    assert (first.added, first.known) == (12, 0)
    assert (second.added, second.known, second.new) == (0, 12, 0)
    assert content(tmp_path / "w") == before


def test_the_number_of_processes_does_not_show(tmp_path: Path) -> None:
    for processes in (0, 1, 3):
        add(tmp_path / str(processes), DEMO, processes=processes)
    expected = content(tmp_path / "0")
    assert len(expected["articles"]) == 12 and len(expected["snapshots"]) >= 1
    assert content(tmp_path / "1") == expected
    assert content(tmp_path / "3") == expected


def test_a_limit_and_the_rest_are_the_whole(tmp_path: Path) -> None:
    assert add(tmp_path / "w", DEMO, limit=5, processes=2).new == 5
    assert add(tmp_path / "w", DEMO).new == 7
    add(tmp_path / "whole", DEMO)
    assert content(tmp_path / "w") == content(tmp_path / "whole")


def test_the_same_words_are_one_article(tmp_path: Path) -> None:
    records: list[str | dict[str, object]] = [
        {"text": FIRST, "outlet": "one", "url": "https://one.example/a"},
        {"text": SECOND, "outlet": "one"},
        {"text": FIRST, "outlet": "two", "url": "https://two.example/b"},
    ]
    for processes in (0, 2):
        folder = tmp_path / str(processes)
        tally = add(folder, write_jsonl(tmp_path / "a.jsonl", records), processes=processes)
        assert (tally.added, tally.again) == (2, 1)
    reader = open_reader(tmp_path / "0")
    found = next(reader.search(Query(outlets=("two",), order="read"))).article
    assert found.outlets == ("one", "two")
    assert found.urls == ("https://one.example/a", "https://two.example/b")
    assert len(reader.sources(found.id)) == 2
    assert [head.id for head in reader.find("https://two.example/b")] == [found.id]
    hits = [hit.event.id for hit in reader.events(Query(outlets=("two",)))]
    assert hits and hits == [hit.event.id for hit in reader.events(Query(docs=(found.id,)))]
    counts = {count.value: count.events for count in reader.facets(facets=("outlet",))["outlet"]}
    assert counts["two"] == len(hits) and counts["one"] == reader.count()


def test_a_line_added_to_a_file_is_all_that_is_new(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", [FIRST])
    add(tmp_path / "w", file)
    write_jsonl(file, [FIRST, SECOND])
    os.utime(file, (1, 1))
    tally = add(tmp_path / "w", file)
    assert (tally.added, tally.known, tally.again) == (1, 1, 0)
    assert not list(open_reader(tmp_path / "w").changes())


def test_a_changed_text_is_another_article_and_is_logged(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(FIRST, encoding="utf-8")
    add(tmp_path / "w", file)
    file.write_text(SECOND, encoding="utf-8")
    os.utime(file, (1, 1))
    assert add(tmp_path / "w", file).added == 1
    reader = open_reader(tmp_path / "w")
    (change,) = reader.changes()
    ids = [report.kept.id for report in reader.reports()]
    assert (change.kind, change.key, change.old, change.new) == ("source", str(file), ids[0], ids[1])
    assert reader.report(ids[0]) is not None


def test_other_languages_are_kept_and_not_coded(tmp_path: Path) -> None:
    tally = add(tmp_path / "w", write_jsonl(tmp_path / "a.jsonl", [PERSIAN, FIRST]))
    assert (tally.added, tally.other) == (1, 1)
    reader = open_reader(tmp_path / "w")
    assert reader.summary().languages == {"ar": 1, "fa": 1}
    (persian,) = (found.article for found in reader.search(Query(text="گفتگو", order="read")))
    assert (persian.coded, persian.language) == (False, "fa")
    kept = reader.kept(persian.id)
    assert kept is not None and kept.article.text == PERSIAN
    assert reader.report(persian.id) is None
    assert [report.kept.language for report in reader.reports(Query(limit=1))] == ["ar"]


def test_what_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": FIRST}) + "\nnot json\n" + json.dumps({"text": SECOND}) + "\n")
    for _ in range(2):
        tally = add(tmp_path / "w", file, tmp_path / "missing.txt", processes=1)
        assert tally.failed == 2
    reader = open_reader(tmp_path / "w")
    line, missing = reader.failures()
    assert (line.origin, line.place, line.stage) == (str(file), "line 2", "read")
    assert missing.origin == str(tmp_path / "missing.txt") and "no such file" in missing.reason
    assert reader.summary().articles == 2
    (tmp_path / "missing.txt").write_text("قالت الوزارة إن السفينة عادت إلى الميناء مساء أمس.", encoding="utf-8")
    add(tmp_path / "w", tmp_path / "missing.txt")
    assert [f.origin for f in open_reader(tmp_path / "w").failures()] == [str(file)]
    assert len(list(open_reader(tmp_path / "w").failures(solved=True))) == 2


def _fail_on_second(article: Article) -> Coding:
    if article.text == SECOND:
        raise KeyError("lost")
    return code_article(article)


def test_an_article_the_coder_fails_on_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", [FIRST, SECOND])
    with monkeypatch.context() as patch:
        patch.setattr(work_module, "code_article", _fail_on_second)
        tally = add(tmp_path / "w", file)
        assert (tally.added, tally.uncoded) == (1, 1)
        assert add(tmp_path / "w", file).known == 2
    store = open_store(tmp_path / "w")
    (failure,) = store.failures()
    assert failure.stage == "code" and failure.article is not None and "KeyError: 'lost'" in failure.reason
    assert store.kept(failure.article) is not None and store.report(failure.article) is None
    changes = list(recode(store, Workers(0), [failure.article], why="retry"))
    assert [event.change for change in changes for event in change.events] == ["added"] * len(changes[0].events)
    assert not list(store.failures()) and store.report(failure.article) is not None
    store.close()
    add(tmp_path / "straight", file)
    for table in ("bits", "events", "words"):
        assert len(content(tmp_path / "w")[table]) == len(content(tmp_path / "straight")[table])


def _other_version(article: Article) -> Coding:
    """A later coder: it drops the first event, and calls the rest background."""
    coding = code_article(article)
    events = tuple(structs.replace(event, historical=True) for event in coding.events[1:])
    return structs.replace(coding, events=events, versions=Versions(coder="9", data="new"))


def test_recoding_keeps_the_old_coding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "w", DEMO)
    before = content(tmp_path / "w")
    store = open_store(tmp_path / "w")
    count = store.count()
    assert list(recode(store, Workers(0))) == []  # all is up to date
    monkeypatch.setattr(work_module, "code_article", _other_version)
    changes = list(recode(store, Workers(0), everything=True, why="trial"))
    removed = [event for change in changes for event in change.events if event.change == "removed"]
    altered = [event for change in changes for event in change.events if event.change == "changed"]
    assert len(removed) == 12 and len(removed) + len(altered) <= count
    assert all(set(event.fields) == {"historical"} for event in altered)
    assert store.count() == store.count(Query(historical=True)) == count - 12
    counts = store.facets(facets=("time",))["time"]
    assert [(c.value, c.events) for c in counts] == [("historical", count - 12)]
    article = changes[0].article
    assert [coding.versions.coder for coding in store.history(article)] == ["0.1.0", "9"]
    report = store.report(article)
    assert report is not None and report.coding.versions.coder == "9"
    assert {change.why for change in store.changes()} == {"trial"}
    monkeypatch.undo()
    list(recode(store, Workers(0), why="back"))  # by versions alone: all are out of date
    store.close()
    after = content(tmp_path / "w")
    for table in ("quotes", "words", "names", "addresses", "prints"):
        assert after[table] == before[table]
    assert open_reader(tmp_path / "w").count() == count
    assert sorted(row[2:5] for row in after["events"]) == sorted(row[2:5] for row in before["events"])
    assert sorted(row[3] for row in after["terms"] if row[3]) == sorted(row[3] for row in before["terms"])
    assert len(after["codings"]) == 24  # the first ones are the current ones again


def test_an_interrupted_recode_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.store.recode._BATCH", 5)
    add(tmp_path / "w", DEMO)
    monkeypatch.setattr(work_module, "code_article", _other_version)
    store = open_store(tmp_path / "w")
    run = recode(store, Workers(0), everything=True)
    next(run)
    run.close()
    done = {report.coding.versions.coder for report in store.reports()}
    assert done == {"0.1.0", "9"}
    assert len(list(store.outdated("9", "new"))) == 7
    for report in store.reports():
        facets = [hit.event for hit in store.events(Query(docs=(report.kept.id,), order="read"))]
        assert facets == list(report.coding.events)


def test_pages_are_kept_as_they_were(tmp_path: Path) -> None:
    from marsad.store.workspace import snapshots_of

    add(tmp_path / "w", DEMO / "05-page.html", processes=1)
    reader = open_reader(tmp_path / "w")
    (report,) = reader.reports()
    assert report.kept.snapshot is not None
    assert snapshots_of(tmp_path / "w").read(report.kept.snapshot) == (DEMO / "05-page.html").read_bytes()


def test_a_page_that_was_deleted_comes_back(tmp_path: Path) -> None:
    from marsad.store.check import check_workspace

    pages = [tmp_path / f"{name}.html" for name in "abcd"]
    for page in pages:
        page.write_bytes((DEMO / "05-page.html").read_bytes().replace(b"</p>", f" {page.stem}</p>".encode()))
    add(tmp_path / "w", *pages)
    before = {path: path.read_bytes() for path in (tmp_path / "w" / "snapshots").rglob("*.gz")}
    assert len(before) == 4
    for number, path in enumerate(sorted(before)):
        path.write_bytes(b"") if number == 0 else path.unlink()
    (advice,) = (f.advice for f in check_workspace(tmp_path / "w") if f.state == "bad")
    assert "add their inputs again" in advice and "(and 1 more)" in advice
    assert sum(str(page) in advice for page in pages) == 3
    tally = add(tmp_path / "w", *pages[:3])
    assert (tally.known, tally.restored, tally.new) == (3, 3, 0)
    tally = add(tmp_path / "w", tmp_path)
    assert (tally.known, tally.restored, tally.new) == (4, 1, 0)
    assert {path: path.read_bytes() for path in (tmp_path / "w" / "snapshots").rglob("*.gz")} == before
    assert all(finding.state == "ok" for finding in check_workspace(tmp_path / "w", deep=True))


def test_a_workspace_is_not_read_into_itself(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes((DEMO / "05-page.html").read_bytes())
    add(tmp_path / "w", tmp_path)
    tally = add(tmp_path / "w", tmp_path)
    assert (tally.known, tally.seen) == (1, 1)
    tally = add(tmp_path / "w", tmp_path / "w")
    assert (tally.failed, tally.seen) == (1, 1)
    (failure,) = open_reader(tmp_path / "w").failures()
    assert "a workspace of marsad" in failure.reason


def test_what_is_there_is_not_coded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [FIRST, SECOND]
    add(tmp_path / "w", write_jsonl(tmp_path / "a.jsonl", texts[:1]))
    coded: list[str] = []
    code = work_module.code_article
    monkeypatch.setattr(work_module, "code_article", lambda article: coded.append(article.text) or code(article))
    tally = add(tmp_path / "w", write_jsonl(tmp_path / "b.jsonl", [texts[0], texts[1], texts[1]]))
    assert (tally.added, tally.again) == (1, 2)
    assert coded == texts[1:]
    reader = open_reader(tmp_path / "w")
    (head,) = reader.find(next(iter(reader.events())).article.id)
    assert reader.summary().articles == 2 and reader.summary().sources == 4 and head.coded


def test_a_damaged_record_of_an_archive_stays_an_error(tmp_path: Path) -> None:
    page = (DEMO / "05-page.html").read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"

    def record(number: int) -> bytes:
        body = http + page.replace(b"</p>", f" {number}</p>".encode())
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2026-03-11T10:00:00Z"
            f"\r\nWARC-Target-URI: https://nahr.example/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return gzip.compress(head.encode() + body + b"\r\n\r\n")

    (tmp_path / "a.warc.gz").write_bytes(record(1) + b"garbage" * 60 + record(2))
    tally = add(tmp_path / "w", tmp_path / "a.warc.gz")
    assert (tally.added, tally.failed) == (2, 1)
    (failure,) = open_reader(tmp_path / "w").failures()
    assert failure.place.startswith("before byte ") and "damaged record" in failure.reason
