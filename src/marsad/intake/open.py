"""Whatever a user has, opened as a stream of items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from marsad.intake.addresses import is_address
from marsad.intake.columns import parse_map
from marsad.intake.context import Context, Fetches, nothing_done
from marsad.intake.fetching import read_fetched
from marsad.intake.files import read_local
from marsad.intake.items import Columns, Done, Items, Source, Sources
from marsad.intake.read import read_source
from marsad.outlets import load_outlets
from marsad.read.problems import ReadProblem
from marsad.types import Article

if TYPE_CHECKING:
    from marsad.intake.net import Fetcher


def open_items(
    paths: Sequence[str],
    *,
    columns: Columns | str | None = None,
    fetch: bool | None = None,
    allow_private: bool = False,
    fetcher: Fetches | None = None,
    done: Done = nothing_done,
    outlets: Path | str | None = None,
) -> Items:
    """The articles in files, folders, archives, feeds and at addresses, one after the other; "-" is standard input.

    `columns` says which column or key holds which field ({"text": "body"} or "text=body,title=headline"). `fetch`:
    None fetches the addresses among `paths` and what their feeds link to; True also those that stand in files
    (address lists, feeds, sitemaps); False nothing. `allow_private` lets it fetch from private and loopback
    addresses; `fetcher` replaces the one that does it. `done(origin, place, stamp)` is asked before the work on an
    item; what it knows is passed over and not fetched again. `outlets` is a folder with a user's own declarations of
    outlets, which stand before marsad's.

    Gives a ReadProblem in place of everything that cannot be read. Raises ReadError when `columns` cannot be
    understood, OutletError when a declaration of an outlet is wrong, and nothing else.
    """
    for source in open_sources(
        paths, columns=columns, fetch=fetch, allow_private=allow_private, fetcher=fetcher, done=done, outlets=outlets
    ):
        yield read_source(source) if isinstance(source, Source) else source


def open_sources(
    paths: Sequence[str],
    *,
    columns: Columns | str | None = None,
    fetch: bool | None = None,
    allow_private: bool = False,
    fetcher: Fetches | None = None,
    done: Done = nothing_done,
    outlets: Path | str | None = None,
) -> Sources:
    """The same, not yet read: `read_source` makes the items of these, in another process where that is quicker."""
    own = declared_in(outlets)
    named = parse_map(columns) if isinstance(columns, str) else columns or {}
    made = None
    if fetcher is None and fetch is not False and (fetch or any(map(is_address, paths))):
        fetcher = made = _make_fetcher(allow_private)
    try:
        for path in paths:
            asked = fetch if fetch is not None else is_address(path)
            context = Context(named, fetcher if asked else None, done)
            for source in _open(path, context):
                yield structs.replace(source, outlets=own) if own and isinstance(source, Source) else source
    finally:
        if made is not None:
            made.close()


def declared_in(folder: Path | str | None) -> str | None:
    """The folder with a user's declarations of outlets, read once; None where there is no such folder.

    Raises OutletError when a declaration is wrong.
    """
    if folder is None or not Path(folder).is_dir():
        return None
    load_outlets(Path(folder))
    return str(folder)


def _open(path: str, context: Context) -> Sources:
    if not is_address(path):
        found = read_local(path, context)
    elif context.inner is None:
        problem = ReadProblem(file=path, place="", reason="nothing is fetched (fetch is off)", remedy="give a file")
        found = iter([problem])
    else:
        found = read_fetched(path, path, "", context)
    for source in found:
        if isinstance(source, ReadProblem) or not context.done(source.origin, source.place, source.stamp):
            yield source


def _make_fetcher(allow_private: bool) -> Fetcher:
    from marsad.intake.net import Fetcher

    return Fetcher(allow_private=allow_private)


def read_path(path: Path | str) -> Iterator[Article | ReadProblem]:
    """The articles of a file, a folder or "-", without where they came from; nothing is fetched."""
    for item in open_items([str(path)], fetch=False):
        yield item if isinstance(item, ReadProblem) else item.article
