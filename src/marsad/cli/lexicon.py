"""marsad lexicon: the data that coding rests on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.inputs import LANG, LEXICON, load_data
from marsad.cli.problems import FAILED, OK, inside, say

if TYPE_CHECKING:
    from marsad.view.labels import Lang


@click.group("lexicon")
def lexicon_group() -> None:
    """Look into the words and names that marsad knows."""


@lexicon_group.command("check")
@click.argument("folder", required=False, metavar="[FOLDER]")
def check_command(folder: str | None) -> int:
    """Check all data files and count what they hold; with FOLDER, your own tables laid over those of marsad.

    Problems are listed with file, entry and remedy. The examples of your own entries are read: what must be found,
    what must not.

    \b
    Example:
      marsad lexicon check my-tables/
    """
    from marsad.lexicon.sources import LexiconError

    try:
        problems = _problems(folder)
    except LexiconError as error:
        say(str(error))
        return FAILED
    for problem in problems:
        say(problem)
    return FAILED if problems else _count()


def _problems(folder: str | None) -> list[str]:
    """What is wrong with the files, and with the examples of the entries of a user's folder."""
    from marsad.coding.examples import example_problems
    from marsad.lexicon.lint import find_problems, own_entries
    from marsad.lexicon.load import use_lexicon

    use_lexicon(Path(folder) if folder else None)
    found = [str(problem) for problem in find_problems()]
    if found or folder is None:
        return found
    return [
        f"{path}: {entry.id}: {text}: {wrong}; correct the entry or the example"
        for path, entry in own_entries(Path(folder))
        for text, wrong in example_problems(entry)
        if wrong
    ]


def _count() -> int:
    parts: list[tuple[str, Callable[[], list[tuple[str, int]]]]] = [
        ("lexicon and knowledge", _count_tables),
        ("weights", _count_weights),
        ("other tables", _count_rest),
    ]
    for name, count in parts:
        try:
            rows = count()
        except Exception as error:
            say(f"{name}: {_message(error)}")
            return FAILED
        for what, number in rows:
            click.echo(f"{number:>8,}  {what}")
    from marsad.lexicon.load import data_version

    click.echo(f"data version {data_version()}")
    return OK


def _message(error: Exception) -> str:
    """Errors of data files say themselves which file and entry; others say where they came from."""
    from marsad.lexicon.sources import LexiconError

    return str(error) if isinstance(error, LexiconError) else inside(error)


def _count_tables() -> list[tuple[str, int]]:
    from marsad.lexicon.tables import build_tables

    tables = build_tables()
    return [
        ("forms", len(tables.forms)),
        ("event entries", len(tables.events)),
        ("classes of complement words", len(tables.content)),
        ("actor nouns", len(tables.nouns)),
        ("modifiers of actors", len(tables.modifiers)),
        ("portfolios of ministries", len(tables.portfolios)),
        ("countries, peoples, organisations, persons", len(tables.names)),
        ("places", len(tables.places)),
        ("report, light and other verbs", len(tables.verbs)),
    ]


def _count_weights() -> list[tuple[str, int]]:
    from marsad.coding.model import load_weights

    weights = load_weights()
    tables = (weights.event, weights.actor, weights.recipient, weights.scope, weights.time, weights.historical)
    return [("weights", sum(map(len, (*tables, *weights.status.values()))))]


def _count_rest() -> list[tuple[str, int]]:
    from marsad.codebook.tables import goldstein, plover
    from marsad.find.dated_facts import load_dated_facts
    from marsad.find.time_lexicon import load_time_lexicon
    from marsad.view.labels import LANGS, load_labels

    load_dated_facts()
    load_time_lexicon()
    for lang in LANGS:
        load_labels(lang)
    return [("PLOVER types and modes", len(plover())), ("Goldstein scores", len(goldstein()))]


@lexicon_group.command("explain")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@LEXICON
@LANG
def explain_command(words: tuple[str, ...], lexicon: str | None, lang: Lang) -> int:
    """Show what the lexicon knows of a word, or of several words together, with file and line of each form.

    \b
    Example:
      marsad lexicon explain وبالعاصمة
    """
    load_data(lexicon)
    from marsad.cli.output import Sink, Text
    from marsad.lexicon.load import load_tables
    from marsad.view.labels import load_labels
    from marsad.view.words import describe_words

    writer = Text(Sink(None, "--out"), lang)
    for line in describe_words(" ".join(words), load_tables(), load_labels(lang)):
        writer.line(line)
    writer.close()
    return OK
