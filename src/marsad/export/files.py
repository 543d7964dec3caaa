"""An export as a file: written beside its place, moved there when it is whole, with a manifest."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import msgspec

from marsad import __version__
from marsad.export.formats import FORMATS, Format, Job, layout_of, write
from marsad.export.pending import pending
from marsad.export.tables import Tally
from marsad.export.told import Grouping, Readable, identical_texts
from marsad.types import Record

MANIFEST = ".manifest.json"


class ExportError(Exception):
    """An export that cannot be made; the message names the file and the remedy."""


class Version(Record, frozen=True):
    """Versions of program and data, and how many articles they coded."""

    coder: str
    data: str
    articles: int


class Failed(Record, frozen=True):
    """An article that is missing from the export, and why."""

    article: str
    reason: str


class Manifest(Record, frozen=True):
    """What an export holds and how it came about.

    `query` are the filters, `grouping` names what was taken for one event; `articles`, `events` and `quotes` count
    what the query found, `rows` what was written; `left_out` counts, by reason, what the layout has no place for.
    `bytes` and `sha256` are those of the file.
    """

    file: str
    format: str
    level: str
    layout: str | None
    columns: tuple[str, ...]
    query: dict[str, object]
    grouping: str
    created: str
    rows: int
    articles: int
    events: int
    quotes: int
    left_out: dict[str, int]
    failed: tuple[Failed, ...]
    versions: tuple[Version, ...]
    marsad: str
    bytes: int
    sha256: str


class Export(Record, frozen=True):
    """What is wanted: a format and a level, the filters it came from, and the time (ISO, UTC)."""

    format: str
    level: str
    query: dict[str, object]
    created: str


def format_named(name: str) -> Format:
    """The format of that name; raises ExportError naming all of them."""
    try:
        return FORMATS[name]
    except KeyError:
        raise ExportError(f"{name!r} is no format; there are {', '.join(FORMATS)}") from None


def level_of(form: Format, level: str | None) -> str:
    """The level, or the format's own; raises ExportError where the format cannot be written at it."""
    if level is None:
        return form.levels[0]
    if level not in form.levels:
        raise ExportError(f"{form.name} cannot be written at level {level}; choose {' or '.join(form.levels)}")
    return level


def check_target(path: Path, force: bool) -> None:
    """Raise ExportError where an export to that path would overwrite something or has no folder."""
    if path.is_dir():
        raise ExportError(f"{path}: this is a folder; name a file in it")
    if not path.parent.is_dir():
        raise ExportError(f"{path}: its folder does not exist; make it first")
    for taken in (path, manifest_path(path)):
        if taken.exists() and not taken.is_file():
            raise ExportError(f"{taken}: this is no file but a device or a pipe; write to standard output with -o -")
        if taken.exists() and not force:
            raise ExportError(f"{taken}: it exists already; choose another name, or overwrite it with --force")


def manifest_path(path: Path) -> Path:
    """Where the manifest of an export stands."""
    return path.with_name(path.name + MANIFEST)


def write_file(
    path: Path,
    wanted: Export,
    reports: Readable,
    *,
    force: bool = False,
    grouping: Grouping = identical_texts,
    tick: Callable[[Tally], None] | None = None,
) -> Manifest:
    """Write an export and its manifest; gives the manifest. Neither is there before both are whole.

    Raises ExportError when the path is taken (`force` overwrites) or cannot be written.
    """
    check_target(path, force)
    tally = Tally(tick)
    try:
        with pending(path) as (part, stream):
            write(_job(wanted, reports, grouping, tally), stream)
            stream.flush()
            os.fsync(stream.fileno())
            size, digest = _digest(part)
            manifest = _manifest(path.name, wanted, tally, grouping, size, digest)
            with pending(manifest_path(path)) as (_, beside):
                beside.write(manifest_bytes(manifest))
            check_target(path, force=True)
    except OSError as error:
        raise ExportError(f"{path}: it cannot be written ({error.strerror or error}); nothing was changed") from error
    return manifest


def write_stream(
    stream: Writable,
    wanted: Export,
    reports: Readable,
    *,
    grouping: Grouping = identical_texts,
    tick: Callable[[Tally], None] | None = None,
) -> Manifest:
    """Write an export of a text format to an open stream; gives its manifest, whose `file` is "-"."""
    tally = Tally(tick)
    counted = _Counted(stream)
    write(_job(wanted, reports, grouping, tally), counted)  # type: ignore[arg-type]
    return _manifest("-", wanted, tally, grouping, counted.size, counted.digest.hexdigest())


def manifest_bytes(manifest: Manifest) -> bytes:
    """A manifest as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def _job(wanted: Export, reports: Readable, grouping: Grouping, tally: Tally) -> Job:
    form = format_named(wanted.format)

    def about() -> Mapping[str, str]:
        return {
            "program": f"marsad {__version__}",
            "level": wanted.level,
            "query": msgspec.json.encode(wanted.query).decode(),
            "created": wanted.created,
            "rows": str(tally.rows),
            "articles": str(tally.articles),
            "versions": ", ".join(f"{coder} {data}" for coder, data in sorted(tally.versions)),
        }

    return Job(form, level_of(form, wanted.level), reports, grouping, tally, wanted.created, about)


def _manifest(name: str, wanted: Export, tally: Tally, grouping: Grouping, size: int, digest: str) -> Manifest:
    layout = layout_of(format_named(wanted.format), wanted.level)
    return Manifest(
        file=name,
        format=wanted.format,
        level=wanted.level,
        layout=layout.name if layout else None,
        columns=layout.names if layout else (),
        query=wanted.query,
        grouping=getattr(grouping, "__name__", type(grouping).__name__) if wanted.level == "event" else "",
        created=wanted.created,
        rows=tally.rows,
        articles=tally.articles,
        events=tally.events,
        quotes=tally.quotes,
        left_out=dict(tally.left_out.most_common()),
        failed=tuple(Failed(article=f.article, reason=f.reason) for f in tally.failures),
        versions=tuple(Version(coder=c, data=d, articles=n) for (c, d), n in sorted(tally.versions.items())),
        marsad=__version__,
        bytes=size,
        sha256=digest,
    )


def _digest(path: Path) -> tuple[int, str]:
    digest = sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return path.stat().st_size, digest.hexdigest()


class Writable(Protocol):
    """Whatever takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take them."""


class _Counted:
    """A stream that counts and hashes what goes through it."""

    def __init__(self, stream: Writable) -> None:
        self._stream = stream
        self.size = 0
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        self._stream.write(data)
        self.size += len(data)
        self.digest.update(data)
        return len(data)
