"""Damaged inputs of every format give items and problems and nothing else, in bounded memory."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "intake"))

from intake_samples import samples

from marsad.intake import Item, open_items
from marsad.read import ReadProblem

QUIET = settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
PIECES = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r\n\r\n",
    b'"',
    b'""',
    b",",
    b"\n",
    b"{",
    b"[",
    b"]" * 50,
    b"<",
    b"</p>",
    b"&x;",
    b"<![CDATA[",
    b"\x1f\x8b\x08",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"-1",
    b"\\ud800",
    b"9" * 5000,
    b"[" * 3000,
    b"http://",
    b"<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    b"=?utf-8?B?////?=",
    b"\xd8",
)


def read(path: Path) -> list[Item | ReadProblem]:
    found = list(open_items([str(path)]))
    for one in found:
        assert isinstance(one, (Item, ReadProblem))
        if isinstance(one, ReadProblem):
            assert one.file and one.reason and one.remedy
            assert "an error of marsad" not in one.reason, str(one)
        else:
            assert one.article.text
    return found


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The data with pieces cut out, doubled, overwritten, or cut off."""
    for _ in range(draw(st.integers(1, 5))):
        at, size = draw(st.integers(0, len(data))), draw(st.sampled_from([0, 1, 3, 20, 300]))
        piece = data[at : at + size]
        other = draw(st.sampled_from([piece * 2, piece[::-1], *PIECES]))
        data = data[:at] + other + (data[at + size :] if draw(st.integers(0, 9)) else b"")
    return data


@pytest.mark.parametrize("name", samples())
@QUIET
@given(data=st.data())
def test_a_damaged_input(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = tmp_path / name
    path.write_bytes(data.draw(damaged(samples()[name])))
    read(path)


@pytest.mark.parametrize("name", [name for name in samples() if name.endswith(".gz")])
@settings(QUIET, max_examples=20)
@given(data=st.data())
def test_a_damaged_input_inside_gzip(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data.draw(damaged(gzip.decompress(samples()[name])))))
    read(path)


ENDINGS = (".txt", ".html", ".mhtml", ".jsonl", ".json", ".csv", ".tsv", ".warc", ".warc.gz", ".rss", ".xml", ".gz", "")


@pytest.mark.parametrize("ending", ENDINGS)
@QUIET
@given(data=st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)))
def test_any_bytes(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(data)
    assert read(path)


# Large inputs. The whole package takes 140 MB with its tables; a page of 10 MB in the extractor 300 MB more.

MEASURE = """
import resource, sys
from pathlib import Path
from marsad.intake import feeds, items, mhtml, open_items
LIMITS = ((items, "LARGEST_TEXT"), (items, "LARGEST_PAGE"), (feeds, "LARGEST_FEED"), (mhtml, "LARGEST_ARCHIVE"))
for module, name in LIMITS:
    setattr(module, name, getattr(module, name) // int(sys.argv[2]))
count = sum(1 for _ in open_items([sys.argv[1]]))
status = Path("/proc/self/status")  # ru_maxrss of a child begins with what its parent had
lines = status.read_text().splitlines() if status.exists() else []
peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), None)
print(count, (peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024)
"""
SENTENCE = "قالت حكومة نوردا إن القوات انسحبت من التلال صباح اليوم. "
LARGE = 50 * 1024 * 1024  # bytes
SMALLER = 10  # all but one are tried with files and limits that are so many times smaller
FULL = "line.txt"
RECORD = '{"text": "' + SENTENCE * 9_000 + '"}'  # 1 MB
LARGE_FILES = {
    "line.txt": ("", SENTENCE, ""),
    "line.jsonl": ('{"text": "', SENTENCE, '"}'),
    "lines.jsonl": ("", RECORD + "\n", ""),
    "list.json": ("[", RECORD + ",", RECORD + "]"),
    "line.json": ('[{"text": "', SENTENCE, '"}]'),
    "open.json": ("[", "[", ""),
    "line.csv": ("text,title\n", SENTENCE, ""),
    "quote.csv": ('text,title\n"', SENTENCE + "\n", ""),
    "rows.csv": ("text,title\n", f'"{SENTENCE * 9_000}",a\n', ""),
    "header.csv": ("", "a,", ""),
    "line.html": ("<html><body><p>", SENTENCE, ""),
    "line.mhtml": ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n", "x", ""),
    "feed.rss": ('<?xml version="1.0"?><rss version="2.0"><channel>', "<item><title>x</title></item>", ""),
    "line.warc": ("WARC/1.0\r\n", "x", ""),
    "list.txt": ("", "https://nahr.example/a\n", ""),
    "zeros.gz": ("", "\0", ""),
}


@pytest.mark.parametrize("name", LARGE_FILES)
def test_large_inputs_stay_within_memory(tmp_path: Path, name: str) -> None:
    start, middle, end = LARGE_FILES[name]
    by = 1 if name == FULL else SMALLER
    path = tmp_path / name
    with gzip.open(path, "wb", 1) if name.endswith(".gz") else path.open("wb") as file:
        file.write(start.encode())
        block = middle.encode() * (1 + 64 * 1024 // len(middle.encode()))
        for _ in range(LARGE // by // len(block)):
            file.write(block)
        file.write(end.encode())
    command = [sys.executable, "-c", MEASURE, str(path), str(by)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=dict(os.environ))
    assert done.returncode == 0, done.stderr[-2000:]
    count, megabytes = map(int, done.stdout.split())
    assert count > 0
    assert megabytes < (500 if by == 1 else 200), f"{megabytes} MB"
