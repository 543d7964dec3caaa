"""marsad lexicon: the data that coding rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from marsad.cli.inputs import LANG, load_data
from marsad.cli.problems import FAILED, OK, inside, say

if TYPE_CHECKING:
    from marsad.view.labels import Lang


@click.group("lexicon")
def lexicon_group() -> None:
    """Look into the words and names that marsad knows."""


@lexicon_group.command("check")
def check_command() -> int:
    """Read all data files anew and count what they hold, or show the first error."""
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
@LANG
def explain_command(words: tuple[str, ...], lang: Lang) -> int:
    """Show what the lexicon knows of a word, or of several words together.

    \b
    Example:
      marsad lexicon explain وبالعاصمة
    """
    load_data()
    from marsad.cli.output import Sink, Text
    from marsad.lexicon.load import load_tables
    from marsad.view.labels import load_labels
    from marsad.view.words import describe_words

    writer = Text(Sink(None, "--out"), lang)
    for line in describe_words(" ".join(words), load_tables(), load_labels(lang)):
        writer.line(line)
    writer.close()
    return OK
