"""marsad code: formats, inputs, outputs, problems and exit statuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest
from cli_run import Run
from sample_coding import CODING, TEXT

from marsad.types import Coding

pytestmark = pytest.mark.usefixtures("stub_coder")


def test_text_is_the_default(marsad: Run, article: Path) -> None:
    status, out, err = marsad("code", article)
    assert (status, err) == (0, "")
    assert "1. REQUEST: meet" in out
    assert "فرنسا" in out
    assert "\x1b[" not in out  # no colours outside a terminal


def test_colours_when_asked_for(marsad: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = marsad("code", article)
    assert "\x1b[" in out


def test_labels_in_arabic(marsad: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "الفاعل" in marsad("code", article, "--lang", "ar")[1]
    monkeypatch.setenv("MARSAD_LANG", "ar")
    assert "الفاعل" in marsad("code", article)[1]


def test_jsonl_is_one_record_a_line(marsad: Run, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    status, out, _ = marsad("code", article, other, "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [record["doc"] for record in records] == ["sample", "other"]
    assert msgspec.json.decode(out.splitlines()[0], type=Coding).events == CODING.events
    expected = {"doc", "title", "published", "blocks", "events", "quotes", "times", "versions"}
    assert expected <= set(records[0])
    for event in records[0]["events"]:
        for found in event["mentions"]:
            assert TEXT[found["start"] : found["end"]] == found["text"]


def test_json_is_one_array(marsad: Run, article: Path) -> None:
    _, out, _ = marsad("code", article, article, "--format", "json")
    assert [record["doc"] for record in json.loads(out)] == ["sample", "sample"]


def test_json_of_nothing_is_an_empty_array(marsad: Run, tmp_path: Path) -> None:
    status, out, _ = marsad("code", tmp_path / "missing.txt", "--format", "json")
    assert (status, json.loads(out)) == (1, [])


def test_a_day_may_be_given(marsad: Run, article: Path) -> None:
    record = json.loads(marsad("code", article, "--format", "jsonl", "--published", "2024-09-04")[1])
    assert record["published"]["date"] == "2024-09-04"


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "2024"])
def test_a_day_that_is_none_is_wrong_usage(marsad: Run, article: Path, day: str) -> None:
    status, out, err = marsad("code", article, "--published", day)
    assert (status, out) == (2, "")
    assert "2024-09-08" in err  # how to write it


def test_out_and_html(marsad: Run, article: Path, tmp_path: Path) -> None:
    out_file, page = tmp_path / "out.jsonl", tmp_path / "page.html"
    status, out, err = marsad("code", article, "--format", "jsonl", "--out", out_file, "--html", page)
    assert (status, out, err) == (0, "", "")
    assert json.loads(out_file.read_text(encoding="utf-8"))["doc"] == "sample"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_several_articles_on_one_page(marsad: Run, article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    marsad("code", article, article, "--html", page, "--lang", "ar")
    written = page.read_text(encoding="utf-8")
    assert 'href="#a2"' in written and 'id="a2"' in written
    assert '<html lang="ar" dir="rtl">' in written


def test_a_folder_with_mixed_files(marsad: Run, article: Path) -> None:
    folder = article.parent
    (folder / "empty.txt").write_text("")
    (folder / "feed.jsonl").write_text(
        json.dumps({"text": TEXT, "id": "x1"}) + '\n{"text": 3}\nnot json\n', encoding="utf-8"
    )
    status, out, err = marsad("code", folder, "--format", "jsonl")
    assert status == 3
    assert {json.loads(line)["doc"] for line in out.splitlines()} == {"sample", "x1"}
    assert "empty.txt" in err and "feed.jsonl, line 2" in err and "feed.jsonl, line 3" in err
    assert "2 articles coded, 4 events, 3 failed" in err


def test_standard_input(marsad: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="utf-8"))
    status, out, _ = marsad("code", "-", "--format", "jsonl")
    assert (status, json.loads(out)["doc"]) == (0, "stdin")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"This is English and nothing else.", "not Arabic"),
        ("شارك القصة\nتابع القراءة\n".encode(), "boilerplate"),
    ],
)
def test_what_cannot_be_coded_is_named(marsad: Run, tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    status, out, err = marsad("code", path)
    assert (status, out.strip()) == (1, "")
    assert "strange.txt" in err and reason in err
    assert "Traceback" not in err


def test_text_in_a_sister_language_is_coded_after_a_warning(marsad: Run, tmp_path: Path) -> None:
    path = tmp_path / "persian.txt"
    path.write_text("رئیس جمهوری ایران گفت که گفتگوها پیش می‌رود و پیشرفت چشمگیری کرده است.\n" * 5, encoding="utf-8")
    status, _, err = marsad("code", path)
    assert status == 0
    assert "Persian" in err


def test_an_error_of_marsad_costs_one_article(marsad: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("خلل في هذا المقال الذي لا ينتهي.", encoding="utf-8")
    status, out, err = marsad("code", tmp_path / "bad.txt", article, "--format", "jsonl")
    assert status == 3
    assert json.loads(out)["doc"] == "sample"
    assert "bad.txt" in err and "KeyError" in err and "Traceback" not in err


def test_two_articles_of_one_name_are_pointed_out(marsad: Run, article: Path) -> None:
    _, _, err = marsad("code", article, article)
    assert "called sample too" in err


@pytest.mark.parametrize("option", ["--out", "--html"])
def test_an_input_is_never_overwritten(marsad: Run, article: Path, option: str) -> None:
    status, _, err = marsad("code", article, option, article)
    assert status == 2
    assert "overwrite" in err
    assert article.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("option", ["--out", "--html"])
def test_an_output_that_cannot_be_written(marsad: Run, article: Path, tmp_path: Path, option: str) -> None:
    status, _, err = marsad("code", article, option, tmp_path / "no" / "such")
    assert status == 1
    assert "cannot be written" in err and option in err


@pytest.mark.parametrize("args", [(), ("--format", "xml", "x"), ("--lang", "fr", "x"), ("x", "--html", "-")])
def test_wrong_usage(marsad: Run, args: tuple[str, ...]) -> None:
    status, out, err = marsad("code", *args)
    assert (status, out) == (2, "")
    assert "Usage:" in err


def test_interrupted_runs_keep_what_was_done(
    marsad: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad import pipeline

    whole = pipeline.code_article

    def code_article(found: object) -> Coding:
        if found.doc == "last":  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return whole(found)  # type: ignore[arg-type]

    monkeypatch.setattr("marsad.pipeline.code_article", code_article)
    last = tmp_path / "last.txt"
    last.write_text(TEXT, encoding="utf-8")
    out_file, page = tmp_path / "o.json", tmp_path / "p.html"
    status, _, err = marsad("code", article, last, "--format", "json", "--out", out_file, "--html", page)
    assert status == 130
    assert "interrupted; 1 article coded" in err
    assert len(json.loads(out_file.read_text(encoding="utf-8"))) == 1
    assert page.read_text(encoding="utf-8").endswith("</html>\n")
