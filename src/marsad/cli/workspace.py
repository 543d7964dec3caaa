"""What the commands on a workspace share: its folder, the filters, and JSON output."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from marsad.cli.problems import INTERRUPTED, OK, PARTLY, Fatal, labels_in_use, say

if TYPE_CHECKING:
    from marsad.store.problems import StoreError
    from marsad.store.query import Query
    from marsad.store.records import Damaged
    from marsad.store.sqlite.read import SqliteReader
    from marsad.store.sqlite.write import SqliteStore

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

WORKSPACE = click.option(
    "-w",
    "--workspace",
    metavar="FOLDER",
    envvar="MARSAD_WORKSPACE",
    default="marsad-workspace",
    show_default=True,
    help="The folder of the workspace (or set MARSAD_WORKSPACE).",
)
_JSON = (
    click.option("--json", "form", flag_value="json", help="One JSON array (docs/workspace.md has the fields)."),
    click.option("--jsonl", "form", flag_value="jsonl", help="One JSON record on each line."),
)
_PARTY = "Country (ISL), sector (GOV), both (ISL:GOV), id or name; - for nobody named. May be repeated."
_FILTERS = (
    click.option("--type", "types", multiple=True, metavar="TYPE", help="PLOVER type: REQUEST. May be repeated."),
    click.option("--mode", "modes", multiple=True, metavar="MODE", help="Mode of the type: meet. May be repeated."),
    click.option("--actor", "actors", multiple=True, metavar="WHO", help=_PARTY),
    click.option("--recipient", "recipients", multiple=True, metavar="WHO", help="As --actor."),
    click.option("--according-to", multiple=True, metavar="WHO", help="Who says so, as --actor; -: the article."),
    click.option("--country", "countries", multiple=True, metavar="CODE", help="Country of the place: ISL."),
    click.option("--status", "statuses", multiple=True, metavar="STATUS", help="asserted, future, negated …"),
    click.option("--historical/--current", default=None, help="Only what is told as background, or only what is not."),
    click.option("--since", metavar="DAY", help="First day: 2024-09-08, 2024-09 or 2024."),
    click.option("--until", metavar="DAY", help="Last day, included."),
    click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Who published it. May be repeated."),
    click.option("--doc", "docs", multiple=True, metavar="ID", help="Id or name of an article. May be repeated."),
)  # fmt: skip
PAGE = (
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="No more than N."),
    click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N."),
)


class GoesOn(click.Command):
    """A command that may be interrupted at any moment and then says how it goes on."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; where it does not see Ctrl-C itself, the last line is the same command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say(labels_in_use().say("interrupted"))
            click.echo(same_command(ctx), err=True)
            return INTERRUPTED


def json_forms(command: F) -> F:
    """Adds --json and --jsonl, given as `form` ("json", "jsonl" or None)."""
    return _with(command, _JSON)


def filters(command: F) -> F:
    """Adds the filters of a query; `make_query` takes them."""
    return _with(command, _FILTERS)


def pages(command: F) -> F:
    """Adds --limit and --offset."""
    return _with(command, PAGE)


def _with(command: F, options: Iterable[Callable[[F], F]]) -> F:
    for option in reversed(tuple(options)):
        command = option(command)
    return command


def make_query(**given: Any) -> Query:
    """The query of the filters that a command was given; a usage error when it cannot be asked."""
    from marsad.store.problems import QueryError
    from marsad.store.query import Query, check_query, party

    try:
        for name in ("actors", "recipients", "according_to"):
            given[name] = tuple(party(words) for words in given.get(name, ()))
        for name in ("types", "countries"):
            given[name] = tuple(value.strip().upper() for value in given.get(name, ()))
        query = Query(**given)
        check_query(query)
    except QueryError as error:
        raise click.UsageError(f"{error}.") from None
    return query


@contextmanager
def reading(folder: str) -> Iterator[SqliteReader]:
    """The workspace open for reading; Fatal when it cannot be, a usage error when a query cannot be asked."""
    from marsad.store.problems import QueryError, StoreError
    from marsad.store.workspace import open_reader

    use_own_tables(folder)
    try:
        reader = open_reader(folder)
        try:
            yield reader
        finally:
            reader.close()
    except StoreError as error:
        raise Fatal(_told(error)) from error
    except QueryError as error:
        raise click.UsageError(f"{error}.") from None


@contextmanager
def writing(folder: str) -> Iterator[SqliteStore]:
    """The workspace open for writing, made when it is not there; Fatal when it cannot be."""
    from marsad.store.problems import StoreError
    from marsad.store.workspace import open_store

    use_own_tables(folder)
    try:
        store = open_store(folder)
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        raise Fatal(_told(error)) from error


def _told(error: StoreError) -> str:
    """Reason and remedy in the language of the command, where it has --lang."""
    labels = labels_in_use()
    return ("؛ " if labels.lang == "ar" else "; ").join(map(labels.problem, (error.reason, error.remedy)))


class Passing:
    """Passes over what is damaged in a list, and names each such article once on standard error."""

    def __init__(self, workspace: str) -> None:
        self._workspace = workspace
        self._told: set[str] = set()

    @property
    def status(self) -> int:
        """How the command ends: with 3 when something was passed over."""
        return PARTLY if self._told else OK

    def over(self, found: Iterable[T | Damaged]) -> Iterator[T]:
        """The same without what is damaged."""
        from marsad.store.records import Damaged

        for one in found:
            if isinstance(one, Damaged):
                self.tell(one)
            else:
                yield one

    def tell(self, damaged: Damaged) -> None:
        """Name an article that is damaged, and what to do."""
        from marsad.store.records import DAMAGED

        if damaged.article not in self._told:
            self._told.add(damaged.article)
            labels = labels_in_use()
            reason = labels.problem(f"{DAMAGED}: {damaged.reason}")
            told = labels.say("article_damaged", article=damaged.article, reason=reason)
            say(f"{told} -w {shlex.quote(self._workspace)}")


def use_own_tables(folder: str) -> None:
    """Lay the tables in the `lexicon` folder of a workspace over the shipped ones; Fatal when they are wrong."""
    from marsad.store.workspace import lexicon_of

    own = lexicon_of(folder)
    if own is not None:
        from marsad.cli.inputs import load_data

        load_data(str(own))


def outlets_of(folder: str) -> str:
    """The folder of a workspace with the user's own declarations of outlets, checked; Fatal when one is wrong."""
    from marsad.intake.open import declared_in
    from marsad.outlets import OutletError

    own = str(Path(folder) / "outlets")
    try:
        declared_in(own)
    except OutletError as error:
        raise Fatal(str(error)) from None
    return own


def write_records(records: Iterable[object], form: str) -> None:
    """Records (or dicts) on standard output, as lines or as one array, each as soon as it is there."""
    import msgspec

    from marsad.cli.output import Sink

    sink = Sink(None, "--out")
    if form == "jsonl":
        for record in records:
            sink.write(msgspec.json.encode(record) + b"\n")
    else:
        opening = b"[\n"
        for record in records:
            sink.write(opening + msgspec.json.encode(record))
            opening = b",\n"
        sink.write(b"[]\n" if opening == b"[\n" else b"\n]\n")
    sink.close()


def same_command(ctx: click.Context, without: frozenset[str] = frozenset()) -> str:
    """The command line of this run, ready to be typed again; defaults are left out, but for the workspace."""
    words = ["marsad", *ctx.command_path.split()[1:]]
    for parameter in ctx.command.params:
        name, value = parameter.name or "", ctx.params.get(parameter.name or "")
        given = ctx.get_parameter_source(name) not in (ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP)
        if value is None or name in without or not (given or name == "workspace"):
            continue
        if isinstance(parameter, click.Argument):
            words += ["--"] * any(str(part).startswith("-") and part != "-" for part in value)
            words += [str(part) for part in value] if isinstance(value, tuple) else [str(value)]
        elif isinstance(parameter, click.Option):
            words += _option(parameter, value)
    return shlex.join(words)


def _option(option: click.Option, value: object) -> list[str]:
    flag = option.opts[0] if option.opts[0].startswith("-w") or len(option.opts) == 1 else option.opts[-1]
    if option.is_flag:
        if value is True or value == option.flag_value:
            return [flag]
        return [option.secondary_opts[0]] if value is False and option.secondary_opts else []
    values = value if isinstance(value, tuple) else (value,)
    return [word for part in values for word in (flag, str(part))]
