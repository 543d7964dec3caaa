"""Articles out of files, folders and standard input; what cannot be read comes back as a problem."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.read.build import check_article
from marsad.read.decode import decode
from marsad.read.html import read_html
from marsad.read.problems import ReadError, ReadProblem
from marsad.read.record import read_record
from marsad.read.text import read_text
from marsad.types import Article

LARGEST_TEXT = 20 * 1024 * 1024  # bytes of one article; read in one piece
LARGEST_PAGE = 10 * 1024 * 1024  # bytes of one HTML page; the extractor is slow on larger ones
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_JSONL = frozenset({".jsonl", ".ndjson"})
_STDIN = "standard input"
_SNIFFED = 2048  # bytes that show what a file without a telling name is
_JSONL_REMEDY = "put one JSON object on each line"

Read = Iterator[Article | ReadProblem]


def read_path(path: Path | str) -> Read:
    """The articles of a file (text, HTML, JSON lines), a folder with all below it, or `-`, standard input.

    Gives a ReadProblem for everything that cannot be read, in place of it; raises nothing. Files of a folder
    come in the order of their names; hidden ones are passed over.
    """
    if str(path) == "-":
        return _read_stdin()
    found = Path(path)
    try:
        mode = found.stat().st_mode
    except FileNotFoundError:
        return iter([ReadProblem(file=str(path), place="", reason="there is no such file", remedy="check the path")])
    except (OSError, ValueError) as error:
        return iter([_unreadable(str(path), error)])
    return _read_folder(found) if stat.S_ISDIR(mode) else _read_file(found, found.stem)


def _unreadable(name: str, error: Exception) -> ReadProblem:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    remedy = "check its permissions" if isinstance(error, PermissionError) else "check the path"
    return ReadProblem(file=name, place="", reason=f"it cannot be read ({words})", remedy=remedy)


def _read_stdin() -> Read:
    yield from _read_stream(sys.stdin.buffer, _STDIN, "stdin", "")


def _read_folder(folder: Path) -> Read:
    problems: list[OSError] = []
    files: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files.extend(Path(where) / name for name in names if not name.startswith("."))
    files.sort(key=lambda file: file.relative_to(folder).parts)
    for problem in problems:
        yield _unreadable(str(problem.filename), problem)
    if not files and not problems:
        yield ReadProblem(
            file=str(folder),
            place="",
            reason="the folder has no files (hidden ones are not read)",
            remedy="give a folder with articles in it",
        )
    stems = Counter(file.stem for file in files)
    for file in files:
        inside = file.relative_to(folder).as_posix()
        yield from _read_file(file, file.stem if stems[file.stem] == 1 else inside)


def _read_file(path: Path, doc: str) -> Read:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            reason, remedy = "it is not a regular file", "give a file, a folder or - for standard input"
            yield ReadProblem(file=str(path), place="", reason=reason, remedy=remedy)
            return
        with path.open("rb") as stream:
            yield from _read_stream(stream, str(path), doc, path.suffix.lower())
    except OSError as error:
        yield _unreadable(str(path), error)


def _read_stream(stream: BinaryIO, file: str, doc: str, suffix: str) -> Read:
    """The articles of an open file, whose kind its suffix or else its first bytes tell."""
    start = stream.read(_SNIFFED)
    try:
        if suffix in _JSONL or (suffix not in _HTML and suffix != ".json" and _is_jsonl(start)):
            yield from _read_lines(start, stream, file, doc)
        elif suffix == ".json":
            yield from _read_json(_read_all(start, stream, LARGEST_TEXT), file, doc)
        elif suffix in _HTML or _is_html(start):
            yield _checked(read_html(_read_all(start, stream, LARGEST_PAGE), doc))
        else:
            text, _ = decode(_read_all(start, stream, LARGEST_TEXT))
            yield _checked(read_text(text, doc))
    except ReadError as error:
        yield error.at(file)


def _read_all(start: bytes, stream: BinaryIO, largest: int) -> bytes:
    data = start + stream.read(largest + 1 - len(start))
    if len(data) > largest:
        raise ReadError(
            f"it is larger than {largest // (1024 * 1024)} MB, which is no single article",
            "split it, or write one JSON object with a text on each line of a .jsonl file",
        )
    return data


def _checked(article: Article) -> Article:
    check_article(article)
    return article


def _is_html(start: bytes) -> bool:
    head = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")) and b"<" in head


def _is_jsonl(start: bytes) -> bool:
    """True when the first line begins as a JSON object with a string key."""
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and head[1:].lstrip().startswith((b'"', b"}"))


def _read_lines(start: bytes, stream: BinaryIO, file: str, doc: str) -> Read:
    seen = False
    for number, line in _lines(start, stream):
        place = f"line {number}"
        if line is None:
            yield ReadError(
                f"the line is longer than {LARGEST_TEXT // (1024 * 1024)} MB", "split the article it holds"
            ).at(file, place)
            continue
        if not line.strip():
            continue
        seen = True
        try:
            yield _checked(read_record(_parse(line), f"{doc}-{number}"))
        except ReadError as error:
            yield error.at(file, place)
    if not seen:
        yield ReadProblem(file=file, place="", reason="the file is empty", remedy=_JSONL_REMEDY)


def _lines(start: bytes, stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a file; None in place of a line that is too long to be an article."""
    rest = start.removeprefix(b"\xef\xbb\xbf")
    number = 0
    while True:
        whole, newline, rest = rest.partition(b"\n")
        if not newline:
            whole += stream.readline(LARGEST_TEXT + 1 - len(whole))
            too_long = len(whole) > LARGEST_TEXT
            while too_long and not whole.endswith(b"\n") and (whole := stream.readline(LARGEST_TEXT)):
                pass
            if not whole and not too_long:
                return
            number += 1
            yield number, None if too_long else whole
        else:
            number += 1
            yield number, whole


def _parse(line: bytes) -> dict[str, object]:
    """The JSON object in a line; forgives what other writers produce (control characters, encodings)."""
    try:
        value: object = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value = _parse_loosely(decode(line)[0])
    if not isinstance(value, dict):
        raise ReadError("the line is JSON but not an object", _JSONL_REMEDY)
    return value


def _parse_loosely(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise ReadError(f"the line is not JSON ({error.msg}, column {error.colno})", _JSONL_REMEDY) from None
    except RecursionError:
        raise ReadError("the line is nested too deeply", _JSONL_REMEDY) from None


def _read_json(data: bytes, file: str, doc: str) -> Read:
    """The articles of a .json file: one object, or a list of them."""
    text, _ = decode(data)
    value = _parse_loosely(text) if text.strip() else []
    records = value if isinstance(value, list) else [value]
    if not records:
        raise ReadError("the file is empty", 'write an object with a "text", or a list of them')
    for number, record in enumerate(records, 1):
        place = f"record {number}" if isinstance(value, list) else ""
        name = f"{doc}-{number}" if isinstance(value, list) else doc
        try:
            if not isinstance(record, dict):
                raise ReadError("it is not an object", 'write an object with a "text"')
            yield _checked(read_record(record, name))
        except ReadError as error:
            yield error.at(file, place)
