"""Articles for a command: read from its inputs, with problems reported as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.problems import Fatal, inside, labels_in_use, problem_line, say

if TYPE_CHECKING:
    from marsad.types import Article


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The ISO form of a day given as an option; a usage error when there is no such day."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it like 2024-09-08") from None


PUBLISHED = click.option(
    "--published",
    metavar="DAY",
    callback=_day,
    help="The day the article was published, where you know it (2024-09-08); else it is worked out.",
)
LEXICON = click.option(
    "--lexicon",
    metavar="FOLDER",
    envvar="MARSAD_LEXICON",
    help="A folder of your own tables, laid over those of marsad (or set MARSAD_LEXICON); see docs/own-tables.md.",
)
WORLDVIEW = click.option(
    "--worldview",
    metavar="VIEW",
    default="un",
    envvar="MARSAD_WORLDVIEW",
    show_default=True,
    help="Whose claims decide the country of disputed places: un, or the code of a state; see docs/neutrality.md.",
)
MAP = click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    help="Columns of tables and keys of records: text=body,title=headline,published=date,url=link.",
)
FETCH = click.option(
    "--fetch",
    is_flag=True,
    default=None,
    help="Also fetch what address lists, feeds and sitemaps in files name; an address given as FILE is fetched anyway.",
)
PRIVATE = click.option("--allow-private", is_flag=True, help="Also fetch from private and loopback addresses.")
LANG = click.option(
    "--lang",
    type=click.Choice(["ar", "en"]),
    default="en",
    envvar="MARSAD_LANG",
    show_default=True,
    help="Language of labels (or set MARSAD_LANG).",
)


def read_inputs(
    paths: tuple[str, ...],
    published: str | None,
    report: Callable[[str], None] = say,
    columns: str | None = None,
    fetch: bool | None = None,
) -> Iterator[tuple[str, Article | None]]:
    """Each article with the file or address it came from; None for one that could not be read, after reporting why."""
    from marsad.intake import open_items
    from marsad.read import ReadError, ReadProblem

    if "-" in paths and sys.stdin is not None and sys.stdin.isatty():
        say("reading from the keyboard; end with Ctrl-D")
    try:
        for found in open_items(paths, columns=columns, fetch=fetch):
            if isinstance(found, ReadProblem):
                report(problem_line(found, labels_in_use()))
                yield found.file, None
                continue
            where = f"{found.origin}, {found.place}" if found.place else found.origin
            yield where, _dated(found.article, published) if _is_arabic(found.article, where, report) else None
    except ReadError as error:
        raise click.UsageError(f"--map: {error}") from None


# Languages in Arabic letters are coded after a warning: a quotation or an odd keyboard can mislead the detection.
_LIKE_ARABIC = {"fa": "Persian", "ur": "Urdu", "und-Arab": "another language in Arabic letters"}


def _is_arabic(article: Article, where: str, report: Callable[[str], None]) -> bool:
    """Whether an article can be coded; reports what is not Arabic, or does not look like it."""
    language = article.metadata.language or "ar"
    if language in _LIKE_ARABIC:
        report(f"{where}: this looks like {_LIKE_ARABIC[language]}; it is coded as if it were Arabic")
    elif language != "ar":
        report(f"{where}: the text is not Arabic; marsad reads Arabic articles only")
        return False
    return True


def _dated(article: Article, published: str | None) -> Article:
    """The article with the day that was given, if one was."""
    if published is None:
        return article
    from msgspec import structs

    metadata = structs.replace(article.metadata, published=published)
    return structs.replace(article, metadata=metadata)


def load_data(lexicon: str | None = None, worldview: str = "un") -> None:
    """Load lexicon and weights before the first article; Fatal when the user's folder or the installation is broken."""
    from marsad.coding.model import load_weights
    from marsad.lexicon.load import data_version, load_tables, use_lexicon
    from marsad.lexicon.sources import LexiconError

    try:
        use_lexicon(Path(lexicon) if lexicon else None, worldview if worldview == "un" else worldview.upper())
        if lexicon or worldview != "un":
            load_tables()
    except LexiconError as error:
        hint = f" (marsad lexicon check {lexicon} lists all problems)" if lexicon else ""
        raise Fatal(f"{error}{hint}") from error
    try:
        data_version()
        load_tables()
        load_weights()
    except Exception as error:
        raise Fatal(f"the data of marsad cannot be loaded: {inside(error)}; install marsad again") from error
