"""Looking a workspace over: is everything there, whole, and up to date; what to do where it is not."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from marsad import __version__
from marsad.lexicon.load import data_version
from marsad.store.problems import StoreError
from marsad.store.sqlite.check import Look
from marsad.store.workspace import database_of, open_reader, snapshots_of
from marsad.types import Record

_NAMED = 3  # inputs in a piece of advice
_LEAST_FREE = 1 << 30  # bytes; a thousand articles take about 15 MB


class Finding(Record, frozen=True):
    """One thing looked at: `state` ok, look (something to know) or bad; `advice` is what to do, empty when ok."""

    state: Literal["ok", "look", "bad"]
    what: str
    advice: str = ""


def check_workspace(folder: str | Path, deep: bool = False) -> Iterator[Finding]:
    """Look a workspace over; with `deep` every article, coding and page is read. Raises nothing."""
    try:
        reader = open_reader(folder)
    except StoreError as error:
        yield Finding(state="bad", what=error.reason, advice=error.remedy)
        return
    try:
        look = Look(reader)
        yield from _database(look, folder)
        yield from _versions(look, folder)
        yield from _pages(look, folder, deep)
        if deep:
            yield from _records(look)
        yield from _errors(look, folder)
    except StoreError as error:
        yield Finding(state="bad", what=error.reason, advice=error.remedy)
    finally:
        reader.close()
    yield _space(folder)


def _database(look: Look, folder: str | Path) -> Iterator[Finding]:
    broken = look.broken()
    if broken:
        advice = "keep a copy of the folder, then add the inputs to a new workspace; articles can be exported from this"
        yield Finding(state="bad", what=f"the database is damaged: {'; '.join(broken[:3])}", advice=advice)
    else:
        size = sum(path.stat().st_size for path in database_of(folder).parent.glob(database_of(folder).name + "*"))
        yield Finding(state="ok", what=f"the database is whole ({size / 1e6:,.1f} MB, shape {look.shape()})")
    for what in look.miscounted():
        advice = f"write the index anew with: marsad recode --all -w {shlex.quote(str(folder))}"
        yield Finding(state="bad", what=what, advice=advice)


def _versions(look: Look, folder: str | Path) -> Iterator[Finding]:
    summary = look.reader.summary()
    yield Finding(
        state="ok",
        what=f"{summary.articles:,} articles, {summary.coded:,} coded, {summary.events:,} events; marsad {__version__},"
        f" data {data_version()}",
    )
    old = sum(count for coder, data, count in summary.versions if (coder, data) != (__version__, data_version()))
    if old:
        advice = f"marsad recode -w {shlex.quote(str(folder))}"
        yield Finding(state="look", what=f"{old:,} codings were made by other versions", advice=advice)


def _pages(look: Look, folder: str | Path, deep: bool) -> Iterator[Finding]:
    snapshots = snapshots_of(folder)
    pages = look.pages()
    missing = [name for name in pages if not snapshots.has(name)]
    damaged = [name for name in pages if deep and snapshots.has(name) and not snapshots.whole(name)]
    if damaged:
        first = snapshots.path(damaged[0])
        what = f"{len(damaged):,} of {len(pages):,} pages are damaged, first {first}"
        advice = f"delete these files, then add their inputs again: {_inputs(pages, damaged, folder)}"
        yield Finding(state="bad", what=what, advice=advice)
    if missing:
        what = f"{len(missing):,} of {len(pages):,} pages are missing"
        advice = f"add their inputs again, which brings the pages back: {_inputs(pages, missing, folder)}"
        yield Finding(state="bad", what=what, advice=advice)
    if not missing and not damaged:
        yield Finding(state="ok", what=f"{len(pages):,} pages kept" + (", all whole" if deep and pages else ""))


def _inputs(pages: Mapping[str, str], names: Sequence[str], folder: str | Path) -> str:
    """The command that adds the inputs of some pages again, or the first of them."""
    origins = list(dict.fromkeys(pages[name] for name in names))
    command = shlex.join(["marsad", "add", "-w", str(folder), "--", *origins[:_NAMED]])
    more = f" (and {len(origins) - _NAMED:,} more)" if len(origins) > _NAMED else ""
    return f"{command}{more}, or restore {folder}/snapshots from a copy"


def _records(look: Look) -> Iterator[Finding]:
    wrong = list(look.wrong_records())
    if wrong:
        advice = "restore the workspace from a copy, or add the inputs to a new one"
        yield Finding(state="bad", what=f"{len(wrong):,} records are damaged, first {wrong[0]}", advice=advice)
    else:
        yield Finding(state="ok", what="every article is the one its id says, every coding can be read")


def _errors(look: Look, folder: str | Path) -> Iterator[Finding]:
    errors = look.reader.summary().errors
    if errors:
        advice = f"marsad errors -w {shlex.quote(str(folder))}"
        yield Finding(state="look", what=f"{errors:,} open errors", advice=advice)


def _space(folder: str | Path) -> Finding:
    free = shutil.disk_usage(folder).free
    size = database_of(folder).stat().st_size if database_of(folder).exists() else 0
    what = f"{free / 1e9:,.1f} GB free on the disk"
    if free < max(_LEAST_FREE, size):
        return Finding(state="look", what=what, advice="free some space, or move the folder to a larger disk")
    return Finding(state="ok", what=what)
