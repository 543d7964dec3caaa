"""marsad code: articles in, events out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from marsad.cli.inputs import FETCH, LANG, LEXICON, MAP, PUBLISHED, WORLDVIEW, load_data, read_inputs
from marsad.cli.problems import FAILED, INTERRUPTED, OK, PARTLY, Fatal, ReaderGone, inside
from marsad.cli.progress import Progress

if TYPE_CHECKING:
    from marsad.cli.output import Sink, Writer
    from marsad.types import Article
    from marsad.view.labels import Lang

FORMATS = ("text", "jsonl", "json")


@click.command("code")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help="text for people, jsonl with one record per line, json with one array.",
)  # fmt: skip
@PUBLISHED
@MAP
@FETCH
@LEXICON
@WORLDVIEW
@LANG
@click.option("--html", metavar="PAGE", help="Also write a page with the evidence marked in the article.")
@click.option("--out", metavar="FILE", help="Write to a file instead of standard output.")
def code_command(
    files: tuple[str, ...],
    form: str,
    published: str | None,
    columns: str | None,
    fetch: bool | None,
    lexicon: str | None,
    worldview: str,
    lang: Lang,
    html: str | None,
    out: str | None,
) -> int:
    """Code Arabic news articles into events.

    FILE is a text file, a saved page (HTML, MHTML), JSON lines, JSON or a CSV table (an article per line, record or
    row with "text" and optionally id, title, published, url, outlet), a web archive (WARC), an RSS or Atom feed, a
    folder with such files, an address (https://…), or - for standard input. Any of them may be zipped (.gz).

    \b
    Examples:
      marsad code article.txt
      marsad code articles/ --format jsonl --out events.jsonl
      marsad code page.html --html coded.html --lang ar
      cat article.txt | marsad code - --published 2024-09-08

    Exit status: 0 all coded, 3 some inputs failed, 1 nothing could be coded, 2 wrong usage.
    """
    _check_targets(files, html, out)
    load_data(lexicon, worldview)
    from marsad.cli.output import Page, Sink, WholeFile

    sink = Sink(out, "--out")
    page = WholeFile(html, "--html") if html else None
    writers = [_writer(form, sink, lang), *([Page(page, lang)] if page else [])]
    progress = Progress(output_on_terminal=sink.path is None and sys.stdout.isatty())
    try:
        _code_all(read_inputs(files, published, progress.say, columns, fetch), writers, progress)
    except KeyboardInterrupt:
        _close(writers)
        progress.say(f"interrupted; {progress.summary()}")
        return INTERRUPTED
    else:
        progress.clear()
        _close(writers)
    finally:
        if page is not None:
            page.discard()
    return _sum_up(progress)


def _sum_up(progress: Progress) -> int:
    """The exit status; several articles are summed up where somebody reads it, or where one failed."""
    several = progress.coded + progress.failed > 1
    if several and (progress.failed or sys.stderr.isatty()):
        progress.say(progress.summary())
    return OK if not progress.failed else PARTLY if progress.coded else FAILED


def _check_targets(files: tuple[str, ...], html: str | None, out: str | None) -> None:
    """A usage error when an output would overwrite an input or the other output."""
    if html == "-":
        raise click.UsageError("--html needs the name of a file.")
    if html and out and os.path.realpath(html) == os.path.realpath(out):
        raise click.UsageError("--html and --out name the same file.")
    inputs = {os.path.realpath(file) for file in files if file != "-"}
    for option, target in (("--html", html), ("--out", out)):
        if target and os.path.realpath(target) in inputs:
            raise click.UsageError(f"{option} would overwrite the input {target}.")


def _writer(form: str, sink: Sink, lang: Lang) -> Writer:
    from marsad.cli.output import JsonArray, JsonLines, Text

    if form == "jsonl":
        return JsonLines(sink)
    return JsonArray(sink) if form == "json" else Text(sink, lang)


def _close(writers: list[Writer]) -> None:
    """Close all, also when one cannot be: the page is whole when standard output has no reader any more."""
    with ExitStack() as closing:
        for writer in writers:
            closing.callback(writer.close)


def _code_all(articles: Iterator[tuple[str, Article | None]], writers: list[Writer], progress: Progress) -> None:
    from marsad.pipeline import rest_collector

    rest_collector()
    seen: set[str] = set()
    for path, article in articles:
        if article is None:
            progress.failed_one()
            continue
        if article.doc in seen:
            progress.say(f"{path}: another article is called {article.doc} too; their records have the same doc")
        seen.add(article.doc)
        _code_one(path, article, writers, progress)


def _code_one(path: str, article: Article, writers: list[Writer], progress: Progress) -> None:
    """Code and write one article; an error of marsad itself costs this article only."""
    from marsad.pipeline import code_article

    try:
        coding = code_article(article)
        for writer in writers:
            writer.add(coding, article)
    except (Fatal, ReaderGone):
        raise
    except Exception as error:
        progress.say(f"{path}, {article.doc}: {inside(error)}; an error of marsad, please report it with the article")
        progress.failed_one()
        return
    progress.coded_one(len(coding.events))
