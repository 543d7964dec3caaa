"""marsad explain: why an article was coded as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from marsad.cli.inputs import LANG, LEXICON, PUBLISHED, WORLDVIEW, load_data, read_inputs
from marsad.cli.problems import FAILED, OK, Fatal, inside

if TYPE_CHECKING:
    from marsad.types import Article
    from marsad.view.labels import Labels, Lang
    from marsad.view.text import Line
    from marsad.view.trace import TracedArticle


@click.command("explain")
@click.argument("file", metavar="FILE")
@click.option("--event", metavar="N", help="The event to explain: its number in `marsad code`, or its id.")
@click.option("--doc", metavar="NAME", help="Which article, where FILE has several.")
@PUBLISHED
@LEXICON
@WORLDVIEW
@LANG
def explain_command(
    file: str,
    event: str | None,
    doc: str | None,
    published: str | None,
    lexicon: str | None,
    worldview: str,
    lang: Lang,
) -> int:
    """Show why an article was coded as it was.

    Without --event: the events and the evidence for the day of publication. With it: the words of the event and what
    the lexicon knows of them, the entries that fired, the participants, dates, places and sources that were
    considered, how likely each was held to be and which features weighed most.

    \b
    Examples:
      marsad explain article.txt
      marsad explain article.txt --event 3
    """
    load_data(lexicon, worldview)
    article = _choose([found for _, found in read_inputs((file,), published)], file, doc)
    if article is None:
        return FAILED
    from marsad.cli.output import Sink, Text
    from marsad.view.labels import load_labels
    from marsad.view.trace import trace_article

    try:
        traced = trace_article(article)
    except Exception as error:
        raise Fatal(f"{file}: {inside(error)}; an error of marsad, please report it with the article") from error
    labels = load_labels(lang)
    writer = Text(Sink(None, "--out"), lang)
    for line in _overview(traced, labels) if event is None else _explain(traced, event, labels):
        writer.line(line)
    writer.close()
    return OK


def _choose(found: list[Article | None], file: str, doc: str | None) -> Article | None:
    """The one article that is meant; None when it could not be read, which has been said."""
    articles = [article for article in found if article is not None]
    if doc is not None:
        named = [article for article in articles if article.doc == doc]
        if not named:
            raise click.UsageError(f"{file} has no article called {doc}.")
        return named[0]
    if len(articles) > 1:
        names = ", ".join(article.doc for article in articles[:10])
        raise click.UsageError(f"{file} has {len(articles)} articles; choose one with --doc ({names}).")
    return articles[0] if articles else None


def _explain(traced: TracedArticle, event: str, labels: Labels) -> Iterator[Line]:
    from marsad.view.explain import explain_event

    ids = [found.id for found in traced.events]
    if event in ids:
        return explain_event(traced, ids.index(event) + 1, labels)
    if not event.isdecimal() or not 1 <= int(event) <= len(ids):
        have = f"numbers 1 to {len(ids)}" if ids else "no events"
        raise click.UsageError(f"{traced.article.doc} has {have}; there is no event {event}.")
    return explain_event(traced, int(event), labels)


def _overview(traced: TracedArticle, labels: Labels) -> Iterator[Line]:
    from marsad.view.explain import explain_published
    from marsad.view.text import list_event

    yield from explain_published(traced.published, labels)
    for number, event in enumerate(traced.events, 1):
        yield from list_event(number, event, labels)
