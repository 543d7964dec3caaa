"""Files, folders and standard input as sources; what cannot be read comes back as a problem."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from marsad.intake import items
from marsad.intake.addresses import read_addresses, read_sitemap
from marsad.intake.context import Context
from marsad.intake.feeds import read_feed
from marsad.intake.items import Source, Sources, Where
from marsad.intake.kinds import GZIP, SNIFFED, Kind, kind_of
from marsad.intake.mhtml import read_mhtml
from marsad.intake.records import read_json, read_lines
from marsad.intake.streams import DAMAGED, look, read_whole, unzip, unzipped_start
from marsad.intake.tables import read_table
from marsad.intake.warc import read_warc
from marsad.read.problems import ReadError, ReadProblem

# The folder that a browser saves beside a page, for its pictures and scripts: page.html and page_files.
_ASSETS = ("_files", ".files", "_fichiers", "-Dateien", "_archivos")
_WORKSPACE = frozenset({"marsad.toml", "marsad.db"})  # files of a folder that marsad made itself
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")
_PAGES = (".html", ".htm", ".xhtml")


class _File(NamedTuple):
    """A file of a folder: its path, and the name that its article gets."""

    path: Path
    doc: str


def read_local(path: str, context: Context) -> Sources:
    """The sources in a file, in a folder with all below it, or in `-`, standard input.

    Gives a ReadProblem for everything that cannot be read, in place of it; raises nothing. Files of a folder
    come in the order of their names; hidden ones and workspaces are passed over.
    """
    if path == "-":
        return read_stream(sys.stdin.buffer, Where(items.STANDARD_INPUT, "stdin"), "", context)
    found = Path(_path_of(path))
    try:
        mode = found.stat().st_mode
    except FileNotFoundError:
        return iter([ReadProblem(file=_shown(path), place="", reason="there is no such file", remedy="check the path")])
    except (OSError, ValueError) as error:
        return iter([_unreadable(path, error)])
    return _read_folder(found, context) if stat.S_ISDIR(mode) else _read_file(_File(found, _stem(found)), context)


def _shown(name: str) -> str:
    r"""A name of a file as text: bytes in it that are no UTF-8 (old archives name files in windows-1256) as \xc7."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # halves of letters, which no file is named by
        return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _path_of(name: str) -> str:
    """The path that was given, or whose name was shown so."""
    if os.path.lexists(name) or "\\x" not in name:
        return name
    found = os.fsdecode(_ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), os.fsencode(name)))
    return found if os.path.lexists(found) else name


def _unreadable(name: str, error: Exception) -> ReadProblem:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    remedy = "check its permissions" if isinstance(error, PermissionError) else "check the path"
    return ReadProblem(file=_shown(name), place="", reason=f"it cannot be read ({words})", remedy=remedy)


def _stem(path: PurePath) -> str:
    """The name of a file without its ending; "a.jsonl.gz" is "a"."""
    return PurePath(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def _read_folder(folder: Path, context: Context) -> Sources:
    if all((folder / name).is_file() for name in _WORKSPACE):
        reason = "the folder is a workspace of marsad, which holds articles that were added already"
        remedy = "give a folder with articles; marsad export writes those of a workspace"
        yield ReadProblem(file=_shown(str(folder)), place="", reason=reason, remedy=remedy)
        return
    problems: list[OSError] = []
    files = walk(folder, problems)
    for problem in problems:
        yield _unreadable(str(problem.filename), problem)
    if not files and not problems:
        yield ReadProblem(
            file=_shown(str(folder)),
            place="",
            reason="the folder has no files (hidden ones are not read)",
            remedy="give a folder with articles in it",
        )
    stems = Counter(_stem(PurePath(file)) for file in files)
    for inside in files:
        stem = _stem(PurePath(inside))
        yield from _read_file(_File(folder / inside, stem if stems[stem] == 1 else inside), context)


def walk(folder: Path, problems: list[OSError]) -> list[str]:
    """The files below a folder that are read, in the order of their names; `problems` takes folders that cannot be.

    Hidden ones, what belongs to a saved page and workspaces are left out.
    """
    files: list[str] = []
    for where, folders, names in os.walk(folder, onerror=problems.append):
        if set(names) >= _WORKSPACE:
            folders.clear()
            continue
        pages = {Path(name).stem for name in names if name.lower().endswith(_PAGES)}
        folders[:] = sorted(n for n in folders if not n.startswith(".") and not _is_assets(n, pages))
        inside = Path(where).relative_to(folder)
        files.extend((inside / name).as_posix() for name in names if not name.startswith("."))
    files.sort(key=lambda file: PurePath(file).parts)
    return files


def _is_assets(folder: str, pages: set[str]) -> bool:
    return any(folder.endswith(end) and folder.removesuffix(end) in pages for end in _ASSETS)


def _read_file(file: _File, context: Context) -> Sources:
    path = file.path
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            reason, remedy = "it is not a regular file", "give a file, a folder or - for standard input"
            yield ReadProblem(file=_shown(str(path)), place="", reason=reason, remedy=remedy)
            return
        where = Where(_shown(str(path)), _shown(file.doc), f"{status.st_size}-{status.st_mtime_ns}")
        with path.open("rb") as stream:
            yield from read_stream(stream, where, path.name.lower(), context)
    except OSError as error:
        yield _unreadable(str(path), error)


def read_stream(stream: BinaryIO, where: Where, name: str, context: Context) -> Sources:
    """The sources in an open file, whose kind its name (lower case) or else its first bytes tell."""
    start, looked = look(stream, SNIFFED)
    zipped = start.startswith(GZIP)
    name = name.removesuffix(".gz")
    ending = PurePath(name).suffix
    kept = False
    try:
        kind = kind_of(ending, unzipped_start(start) if zipped else start)
        if kind == "warc":  # its records have a gzip member each: the reader of archives needs the file as it is
            looked = _from_start(stream, looked)
        elif zipped:
            looked = unzip(looked)
        for source in read_kind(kind, looked, where, context):
            yield source
            kept = True
    except ReadError as error:
        yield error.at(where.origin, where.place)
    except DAMAGED as error:
        if not zipped:
            raise
        why = str(error) or "it ends too early"
        reason = f"the gzip file is damaged ({why})"
        if kept:
            reason = f"the gzip file is damaged ({why}); what stands before the damage was read"
        yield where.problem(reason, "get the file again")


def _from_start(stream: BinaryIO, looked: BinaryIO) -> BinaryIO:
    """The stream from its beginning: the file itself where it can go back, so that readers may jump in it."""
    if not stream.seekable():
        return looked
    stream.seek(0)
    return stream


def read_kind(kind: Kind, stream: BinaryIO, where: Where, context: Context) -> Sources:
    """The sources in a stream of a known kind. Raises ReadError when it is no such thing."""
    if kind in ("text", "page"):
        yield _single(kind, stream, where)
        return
    read = _READERS[kind]
    yield from read(stream, where, context)


def _single(kind: Kind, stream: BinaryIO, where: Where) -> Source:
    data = read_whole(stream, items.LARGEST_PAGE if kind == "page" else items.LARGEST_TEXT)
    return Source(
        origin=where.origin, place=where.place, doc=where.doc, kind="page" if kind == "page" else "text", data=data,
        url=where.url, charset=where.charset, fetched=where.fetched, stamp=where.stamp,
    )  # fmt: skip


def _without_context(read: Callable[[BinaryIO, Where], Iterator[Source | ReadProblem]]) -> _Reader:
    return lambda stream, where, _: read(stream, where)


_Reader = Callable[[BinaryIO, Where, Context], Sources]
_READERS: dict[Kind, _Reader] = {
    "mhtml": _without_context(read_mhtml),
    "lines": read_lines,
    "json": read_json,
    "table": read_table,
    "warc": _without_context(read_warc),
    "feed": read_feed,
    "sitemap": read_sitemap,
    "addresses": read_addresses,
}
