"""Input that is no article, through the command as a process: exit status, file named, remedy given, no traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coding_checks import DEMO

SOURCES = Path(__file__).resolve().parents[2] / "src"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCES)}
SENTENCE = "دعت النرويج آيسلندا أمس إلى الإفراج عن السفينة."
CODED, FAILED, USAGE, PARTLY = 0, 1, 2, 3

# A file's name and bytes, and a word of the message about it.
REFUSED = {
    "empty": ("empty.txt", b"", b"empty"),
    "blank": ("blank.txt", b" \r\n\t\n" * 50, b"empty"),
    "no words": ("marks.txt", "— … 12/3 —\n".encode(), b"no words"),
    "binary": ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"PNG"),
    "zeros": ("zeros.txt", b"\0" * 5000, b"binary"),
    "damaged UTF-8": ("damaged.txt", (SENTENCE * 20).encode()[:-1] + b"\xd8\xd8\xff\xfe\x80 end", b"UTF-8"),
    "English": ("english.txt", b"Norway called on Iceland to release the ship on Tuesday. " * 9, b"not Arabic"),
    "Russian": ("russian.txt", ("Норвегия призвала Исландию освободить судно. " * 9).encode(), b"not Arabic"),
    "buttons": ("buttons.txt", "شارك القصة\nتابع القراءة\nClose\n".encode(), b"boilerplate"),
    "empty page": ("page.html", b"<html><head></head><body></body></html>", b""),
    "no JSON": ("records.jsonl", b"{not json}\n", b"line 1"),
    "no text": ("other.jsonl", b'{"id": "a", "body": "x"}\n', b"text"),
}


def run(*args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command with the real coder; fails on any traceback."""
    command = [sys.executable, "-m", "marsad", "code", *map(str, args)]
    done = subprocess.run(command, input=stdin, capture_output=True, env=ENVIRONMENT, check=False, timeout=300)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"an error of marsad" not in done.stderr, done.stderr.decode()
    return done


@pytest.mark.parametrize(("name", "data", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_no_article(tmp_path: Path, name: str, data: bytes, words: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = run(tmp_path / name)
    assert done.returncode == FAILED
    assert done.stdout == b""
    assert name.encode() in done.stderr and words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere.txt")
    assert done.returncode == FAILED and b"nowhere.txt" in done.stderr and b"no such file" in done.stderr
    assert run().returncode == USAGE
    assert run(DEMO, "--format", "xml").returncode == USAGE
    assert run(DEMO, "--published", "yesterday").returncode == USAGE
    (tmp_path / "none").mkdir()
    assert run(tmp_path / "none").returncode == FAILED


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_file_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text(SENTENCE, encoding="utf-8")
    closed.chmod(0)
    done = run(closed)
    assert done.returncode == FAILED and b"closed.txt" in done.stderr and b"permission" in done.stderr


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    done = run(tmp_path / "link.txt")
    assert done.returncode == FAILED and b"link.txt" in done.stderr


def test_a_folder_with_mixed_files(tmp_path: Path) -> None:
    for file in DEMO.iterdir():
        shutil.copy(file, tmp_path)
    for name, data, _ in REFUSED.values():
        (tmp_path / name).write_bytes(data)
    done = run(tmp_path, "--format", "jsonl")
    assert done.returncode == PARTLY
    assert done.stdout.count(b"\n") == run(DEMO, "--format", "jsonl").stdout.count(b"\n") == 12
    for name, _, _ in REFUSED.values():
        assert Path(name).stem.encode() in done.stderr


def test_one_line_of_five_megabytes(tmp_path: Path) -> None:
    """Three of them: a word without end, blanks, and a line that is nothing but one sentence after another."""
    line = tmp_path / "line.txt"
    for data in ("ا" * 2_500_000, f"{SENTENCE}{' ' * 5_000_000}{SENTENCE}"):
        line.write_text(data, encoding="utf-8")
        assert run(line, "--format", "jsonl").returncode in (CODED, FAILED)
    line.write_text(" ".join([SENTENCE] * 2_000), encoding="utf-8")
    done = run(line, "--format", "jsonl")
    assert done.returncode == CODED and done.stdout.count(b"\n") == 1


def test_a_file_of_fifty_megabytes(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        for _ in range(50):
            file.write((SENTENCE + "\n").encode() * 12_000)
    done = run(huge)
    assert done.returncode == FAILED and b"huge.txt" in done.stderr and b"larger than" in done.stderr


def test_a_text_that_looks_like_orders_stays_text(tmp_path: Path) -> None:
    """Markup, terminal codes and format strings of an article are shown, not obeyed."""
    text = f"{SENTENCE} \x1b[31m {{0}} %s $HOME <script>alert(1)</script> [bold]قال الوزير[/bold]\n"
    (tmp_path / "hostile.txt").write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    done = run(tmp_path / "hostile.txt", "--html", page)
    assert done.returncode == CODED
    assert b"\x1b[31m" not in done.stdout
    assert "<script>" not in page.read_text(encoding="utf-8")
