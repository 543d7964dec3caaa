"""What marsad code says about its inputs, and the formats it opens."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from cli_run import Run
from sample_coding import TEXT

pytestmark = pytest.mark.usefixtures("stub_coder")
ENGLISH = "Norway called on Iceland to release the ship on Tuesday. " * 9
PERSIAN = "وزیر امور خارجه گفت که گفتگوها درباره پرونده به زودی در تهران آغاز می‌شود و پیشرفت چشمگیری دارد."


def test_text_that_is_not_arabic_is_reported_with_its_file(marsad: Run, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "english.txt").write_text(ENGLISH)
    (tmp_path / "fars.txt").write_text(PERSIAN)
    (tmp_path / "two.jsonl").write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": ENGLISH}) + "\n")
    status, out, err = marsad("code", tmp_path, "--format", "jsonl")
    assert status == 3 and len(out.splitlines()) == 2
    assert f"{tmp_path / 'deep' / 'english.txt'}: the text is not Arabic" in err
    assert f"{tmp_path / 'fars.txt'}: this looks like Persian" in err
    assert f"{tmp_path / 'two.jsonl'}, line 2: the text is not Arabic" in err


def test_a_zipped_table_with_columns_of_other_names(marsad: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    quoted = TEXT.replace('"', '""')
    path.write_bytes(gzip.compress(f'key,words\n7,"{quoted}"\n'.encode()))
    status, out, _ = marsad("code", path, "--format", "jsonl", "--map", "text=words,id=key")
    assert status == 0 and json.loads(out)["doc"] == "7"
    status, _, err = marsad("code", path)
    assert status == 1 and "the columns are key, words" in err
    status, _, err = marsad("code", path, "--map", "words")
    assert status == 2 and "--map" in err


def test_nothing_is_fetched_unless_asked(marsad: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("http://127.0.0.1:9/a\n")
    status, _, err = marsad("code", tmp_path / "list.txt")
    assert status == 1 and "add --fetch" in err
    status, _, err = marsad("code", tmp_path / "list.txt", "--fetch")
    assert status == 1 and "not on the open internet" in err


def test_outlets_are_listed_and_checked(marsad: Run, tmp_path: Path) -> None:
    status, out, err = marsad("outlets", "--check", "-w", tmp_path)
    assert (status, err) == (0, "")
    assert any(line.startswith("aljazeera  QAT  Al Jazeera") for line in out.splitlines())
    (tmp_path / "outlets").mkdir()
    declared = 'domains = ["nahr.example"]\ncountry = "NOR"\n[name]\nar = "النهر"\nen = "The River"\n'
    (tmp_path / "outlets" / "nahr.toml").write_text(declared, encoding="utf-8")
    _, out, _ = marsad("outlets", "-w", tmp_path, "--jsonl")
    assert json.loads(out.splitlines()[-1])["domains"] == ["nahr.example"]
    expect = '[expect]\nurl = "https://nahr.example/1"\ntitle = "عنوان"\nlead = "غيره"\n'
    (tmp_path / "outlets" / "nahr.toml").write_text(declared + expect, encoding="utf-8")
    (tmp_path / "outlets" / "nahr.html").write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    (tmp_path / "outlets").touch()
    from marsad.outlets import load_outlets

    load_outlets.cache_clear()
    status, _, err = marsad("outlets", "--check", "-w", tmp_path)
    assert status == 1 and "nahr: title: expected" in err
    (tmp_path / "outlets" / "nahr.toml").write_text("country = 3")
    load_outlets.cache_clear()
    status, _, err = marsad("outlets", "-w", tmp_path)
    assert status == 1 and "nahr.toml" in err
