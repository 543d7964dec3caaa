"""Records, files, folders and standard input: articles, and a clear problem for everything else."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from article_checks import check_spans, kinds
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake import items, open_items, read_path
from marsad.intake.items import Item
from marsad.pipeline import code_article
from marsad.read import ReadError, ReadProblem, read_record
from marsad.types import Article, DateCandidate
from marsad.view.labels import load_labels

LEAD = "قالت حكومة نوردا إن القوات انسحبت من التلال صباح اليوم بعد اتفاق مع الطرف الآخر."
TEXT = f"اتفاق على الحدود\n{LEAD}\nوأضافت أن السكان سيعودون إلى القرى خلال أيام."
PAGE = f"<html><body><article><h1>اتفاق على الحدود</h1>{f'<p>{LEAD}</p>' * 4}</article></body></html>"


def read(path: Path | str) -> tuple[list[Article], list[ReadProblem]]:
    found = list(read_path(path))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, ReadProblem)]


def problem(path: Path | str) -> ReadProblem:
    articles, problems = read(path)
    assert not articles and len(problems) == 1
    assert problems[0].reason and problems[0].remedy and problems[0].file in str(problems[0])
    return problems[0]


# Records


def test_a_record_with_a_title() -> None:
    article = read_record({"id": "a1", "title": "اتفاق", "text": LEAD, "published": "2018-04-09T04:13:09+04:00"}, "x")
    assert (article.doc, article.text) == ("a1", f"اتفاق\n{LEAD}")
    assert kinds(article) == [("title", "اتفاق"), ("lead", LEAD)]
    assert article.metadata.published == "2018-04-09T04:13:09+04:00"


def test_a_record_without_a_title_keeps_the_offsets_of_its_text() -> None:
    article = read_record({"text": LEAD, "url": "https://example.org/1", "outlet": "النهر", "category": 3}, "x")
    assert (article.doc, article.text, article.title) == ("x", LEAD, None)
    assert (article.metadata.url, article.metadata.outlet) == ("https://example.org/1", "النهر")


def test_a_title_that_ends_with_a_stop_is_still_the_title() -> None:
    assert kinds(read_record({"title": "انتهت الحرب.", "text": LEAD}, "x"))[0] == ("title", "انتهت الحرب.")


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2018-04-09", "2018-04-09"),
        ("9 نيسان 2018", "2018-04-09"),
        ("Mon, 09 Apr 2018 04:13:09 GMT", "2018-04-09"),
        ("", None),
    ],
)
def test_the_day_of_publication_as_given(published: str, kept: str | None) -> None:
    assert read_record({"text": LEAD, "published": published}, "x").metadata.published == kept


@pytest.mark.parametrize(
    ("published", "day", "source", "raw"),
    [
        (1523245989, "2018-04-09", "unix_seconds", "1523245989"),
        ("1523245989", "2018-04-09", "unix_seconds", "1523245989"),
        (" ١٥٢٣٢٤٥٩٨٩ ", "2018-04-09", "unix_seconds", "1523245989"),
        (1523245989.75, "2018-04-09", "unix_seconds", "1523245989.75"),
        (1523245989750, "2018-04-09", "unix_milliseconds", "1523245989750"),
        ("1523245989750", "2018-04-09", "unix_milliseconds", "1523245989750"),
        (1523231999, "2018-04-08", "unix_seconds", "1523231999"),  # a second before midnight in Greenwich
        (1523232000, "2018-04-09", "unix_seconds", "1523232000"),
        (100_000_000, "1973-03-03", "unix_seconds", "100000000"),
        (4_102_444_799_999, "2099-12-31", "unix_milliseconds", "4102444799999"),
    ],
)
def test_a_day_in_unix_time(published: object, day: str, source: str, raw: str) -> None:
    metadata = read_record({"text": LEAD, "title": "اتفاق", "published": published}, "x").metadata
    assert metadata.published == day
    assert metadata.dates[0] == DateCandidate(date=day, source=source, raw=raw)


def test_numbers_that_are_days() -> None:
    for number, kept in ((20180409, "2018-04-09"), (2018, "2018")):
        metadata = read_record({"text": LEAD, "published": number}, "x").metadata
        assert metadata.published == kept and not metadata.dates


def test_the_candidates_of_a_date_name_the_rule(tmp_path: Path) -> None:
    """Under other keys, in tables too; the coding says where its day comes from, and explain says it in words."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": LEAD, "timestamp": 1523245989.5}) + "\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f'text,date\n"{LEAD}",1523245989000\n', encoding="utf-8")
    (article, other), problems = read(tmp_path)
    assert not problems
    for one, source in ((article, "unix_seconds"), (other, "unix_milliseconds")):
        published = code_article(one).published
        assert published.date == "2018-04-09" and [c.source for c in published.candidates][:2] == ["given", source]
        assert load_labels("en").of("source", source).endswith("its day in UTC")
        assert "يونكس" in load_labels("ar").of("source", source)


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({}, "text"),
        ({"text": 3}, "text"),
        ({"text": None}, "text"),
        ({"text": LEAD, "title": ["a"]}, "title"),
        ({"text": LEAD, "published": "أمس"}, "published"),
        ({"text": LEAD, "published": ["2018-04-09"]}, "published"),
        ({"text": LEAD, "published": True}, "published is true or false"),
        ({"text": LEAD, "published": 12}, "published is '12', which is no date.*in Unix time"),
        ({"text": LEAD, "published": -1523245989}, "published is '-1523245989', which is no date.*in Unix time"),
        ({"text": LEAD, "published": 99_999_999}, "is no date.*1973 to 2099"),
        ({"text": LEAD, "published": 4_102_444_800}, "is no date.*1973 to 2099"),
        ({"text": LEAD, "published": "99999999999"}, "is no date.*1973 to 2099"),
        ({"text": LEAD, "published": 4_102_444_800_000}, "is no date.*1973 to 2099"),
        ({"text": LEAD, "published": float("nan")}, "published is 'nan', which is no date"),
        ({"text": LEAD, "published": 1e300}, "published is '1e.300', which is no date"),
        ({"text": LEAD, "published": "1.52325E+09"}, "which is no date"),  # its last digits are lost
    ],
)
def test_a_record_that_is_wrong_says_where(record: dict[str, object], field: str) -> None:
    with pytest.raises(ReadError, match=field):
        read_record(record, "x")


# Files


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_a_text_file_in_any_encoding(tmp_path: Path, codec: str) -> None:
    (tmp_path / "one.txt").write_bytes(TEXT.replace("\n", "\r\n").encode(codec))
    (article,), problems = read(tmp_path / "one.txt")
    assert not problems
    assert (article.doc, article.text) == ("one", TEXT.replace("\n", "\r\n"))
    check_spans(article)


def test_a_page_is_known_by_its_name_or_its_first_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "c", "d.txt"):
        (tmp_path / name).write_text(PAGE if name[1:] else "<!DOCTYPE html>\n" + PAGE, encoding="utf-8")
        (article,), _ = read(tmp_path / name)
        assert article.doc == name[0] and kinds(article)[0] == ("title", "اتفاق على الحدود")


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": LEAD}),
        "",
        "{not json",
        json.dumps({"text": LEAD}, ensure_ascii=False),
        '["a list"]',
        json.dumps({"title": "بلا نص"}),
        '{"text": "' + LEAD + '\x01"}',
        json.dumps({"text": "شارك القصة"}),
    ]
    (tmp_path / "many.jsonl").write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode())
    articles, problems = read(tmp_path / "many.jsonl")
    assert [article.doc for article in articles] == ["a", "many-4", "many-7"]
    assert [p.place.split(",")[0] for p in problems] == ["line 3", "line 5", "line 6", "line 8"]
    assert "column" in problems[0].reason and "no text" in problems[2].reason
    assert "boilerplate" in problems[3].reason


def test_json_lines_without_a_telling_name_and_in_an_old_code_page(tmp_path: Path) -> None:
    (tmp_path / "feed.data").write_bytes(json.dumps({"text": LEAD}, ensure_ascii=False).encode("cp1256") + b"\n")
    (article,), problems = read(tmp_path / "feed.data")
    assert article.text == LEAD and not problems


def test_a_json_file_holds_one_record_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": LEAD}, indent=1))
    (tmp_path / "two.json").write_text(json.dumps([{"text": LEAD}, {"id": "b", "text": LEAD}, 3]))
    assert [a.doc for a in read(tmp_path / "one.json")[0]] == ["one"]
    articles, problems = read(tmp_path / "two.json")
    assert [a.doc for a in articles] == ["two-1", "b"] and [p.place for p in problems] == ["record 3"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, count in (
        (TEXT.encode(), 1),
        (b'{"text": "' + LEAD.encode() + b'"}\n' * 1, 1),
        (PAGE.encode(), 1),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        articles, problems = read("-")
        assert len(articles) == count and not problems
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert problem("-").file == "standard input"


def test_a_folder_with_mixed_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("hidden")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "b" / "same.txt").write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "same.txt").write_text(TEXT)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "void.txt").write_text("")
    articles, problems = read(tmp_path)
    assert [article.doc for article in articles] == ["a", "b/same.txt", "page", "same.txt"]
    assert [(Path(p.file).name, p.reason) for p in problems] == [
        ("photo.png", "this is a PNG image, not text"),
        ("void.txt", "the text is empty"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.html", b"", "no article"),
        ("empty.jsonl", b"", "empty"),
        ("empty.json", b"", "empty"),
        ("void.txt", " \r\n\u200f\n".encode(), "empty"),
        ("rule.txt", b"------\n123\n", "no words"),
        ("binary.txt", b"\x00\x01\x02", "binary"),
        ("binary.html", b"\x89PNG\r\n\x1a\n\0", "PNG"),
        ("encoding.txt", "президент России сегодня заявил".encode("cp1251"), "neither UTF-8"),
        ("damaged.txt", TEXT.encode() + b"\xd8", "damaged"),
        ("buttons.txt", "شارك القصة\nتابع القراءة\nClose".encode(), "boilerplate"),
        ("frame.html", b"<html><body><nav>menu</nav></body></html>", "no article"),
        ("deep.html", b"<div>" * 9000 + LEAD.encode(), "inside each other"),
        ("deep.jsonl", b"[" * 5000 + b"]" * 5000, "nested"),
    ],
)
def test_a_file_that_is_no_article(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = problem(tmp_path / name)
    assert words in found.reason and found.file == str(tmp_path / name)


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    assert "no such file" in problem(tmp_path / "nothing.txt").reason
    assert "no files" in problem(tmp_path).reason
    assert "cannot be read" in problem("a\0b").reason
    os.mkfifo(tmp_path / "pipe")
    assert "regular file" in problem(tmp_path / "pipe").reason
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "cannot be read" in problem(tmp_path / "loop").reason


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text here")
def test_a_file_with_a_name_in_an_old_code_page(tmp_path: Path) -> None:
    name = "خبر".encode("windows-1256")
    text = "قال الوزير إن بلاده ترفض القرار.".encode()
    for at in (tmp_path / os.fsdecode(name + b".txt"), tmp_path / os.fsdecode(name) / "a.jsonl"):
        at.parent.mkdir(exist_ok=True)
        at.write_bytes(text if at.suffix == ".txt" else b"{bad\n")
    shown = r"\xce\xc8\xd1"
    item, problem = sorted(open_items([str(tmp_path)]), key=lambda found: isinstance(found, ReadProblem))
    assert isinstance(item, Item) and (item.origin, item.article.doc) == (str(tmp_path / f"{shown}.txt"), shown)
    assert isinstance(problem, ReadProblem) and problem.file == str(tmp_path / shown / "a.jsonl")
    # What is shown can be opened again, as errors --retry does.
    assert list(open_items([item.origin])) == [item]
    assert [found.file for found in open_items([problem.file])] == [problem.file]  # type: ignore[union-attr]
    for gone in (r"no\xff.txt", "no\udcff.txt", "no\ud800.txt"):
        (missing,) = open_items([gone])
        assert isinstance(missing, ReadProblem) and missing.file.encode() and "no" in missing.file


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "secret.txt").chmod(0)
    assert "permissions" in problem(tmp_path / "secret.txt").remedy


def test_a_file_that_disappears_or_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone.txt").write_text(TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in problem(tmp_path / "gone.txt").reason


def test_text_in_another_language_is_kept_and_marked(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("A deal\nThe government said the troops had left the hills this morning.\n")
    (article,), problems = read(tmp_path / "en.txt")
    assert article.metadata.language == "und-Latn" and not problems


def test_a_single_line_of_five_megabytes_is_read(tmp_path: Path) -> None:
    line = (LEAD + " ") * (5 * 1024 * 1024 // len(LEAD.encode()) + 1)
    (tmp_path / "long.txt").write_text(line, encoding="utf-8")
    (tmp_path / "long.jsonl").write_text(json.dumps({"text": line}, ensure_ascii=False), encoding="utf-8")
    for name in ("long.txt", "long.jsonl"):
        (article,), problems = read(tmp_path / name)
        assert len(article.blocks) == 1 and not problems


def test_what_is_too_large_is_refused_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "LARGEST_TEXT", 4096)
    monkeypatch.setattr(items, "LARGEST_PAGE", 4096)
    (tmp_path / "large.txt").write_text(LEAD * 100)
    (tmp_path / "large.html").write_text(PAGE + " " * 5000)
    good = json.dumps({"text": LEAD})
    (tmp_path / "large.jsonl").write_text("\n".join([good, json.dumps({"text": LEAD * 300}), good, ""]))
    assert "larger than" in problem(tmp_path / "large.txt").reason
    assert "larger than" in problem(tmp_path / "large.html").reason
    articles, problems = read(tmp_path / "large.jsonl")
    assert [article.doc for article in articles] == ["large-1", "large-3"]
    assert [(p.place, "longer than" in p.reason) for p in problems] == [("line 2", True)]


@given(st.binary(max_size=400))
def test_any_file_gives_articles_or_problems(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("any.txt", "any.jsonl", "any.json", "any"):
        (folder / name).write_bytes(data)
        for found in read_path(folder / name):
            assert isinstance(found, ReadProblem) or found.text
