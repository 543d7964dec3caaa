"""The order of steps from an article to its coding; everything in between is a pure function."""

from __future__ import annotations

import gc
from datetime import date
from functools import lru_cache
from pathlib import Path

from marsad import __version__ as CODER_VERSION
from marsad.coding.assemble import assemble_event, assemble_framing, assemble_indirect, assemble_quotes
from marsad.coding.coder import Reading, draft_events
from marsad.coding.decide import LearnedDecider
from marsad.coding.model import load_weights
from marsad.coding.toll import deaths_of
from marsad.find.analysis import Analysis
from marsad.find.dated_facts import load_dated_facts
from marsad.find.published import find_published
from marsad.find.times import find_times
from marsad.lexicon.load import data_version, load_tables, tables_over
from marsad.lexicon.sources import PACKAGE, overlay
from marsad.read import find_dateline, read_text
from marsad.text.words import WordTable
from marsad.types import Article, Coding, Metadata, Published, Versions

_RARELY = 200_000  # new records, more than those of some 100 articles that stay


@lru_cache(maxsize=1)
def word_table() -> WordTable:
    """The one memo of word forms of this process."""
    tables = load_tables()
    return WordTable(tables.forms, tables.lengths)


def word_table_of(folder: Path | None) -> WordTable:
    """A memo for the words of searches, with a user's tables laid over the shipped ones whatever is in use here.

    Without a folder, or when it is in use, the one of this process. Raises LexiconError.
    """
    if folder is None or (overlay() or PACKAGE).resolve() == folder.resolve():
        return word_table()
    tables = tables_over(folder)
    return WordTable(tables.forms, tables.lengths)


@lru_cache(maxsize=1)
def decider() -> LearnedDecider:
    """The one decider of this process, with the shipped weights."""
    return LearnedDecider(load_weights())


def analyse(article: Article) -> Analysis:
    """Sentences, tokens and lexicon matches of an article; datelines are left out of the sentences."""
    skip: dict[int, int] = {}
    for block in article.blocks:
        if block.kind in ("lead", "paragraph"):
            dateline = find_dateline(article.text, block.start, block.end)
            if dateline is not None:
                skip[block.start] = dateline.end
    return Analysis(article, load_tables(), word_table(), skip)


def read_article(article: Article) -> tuple[Reading, Published]:
    """Everything found in an article before events are decided, and when it was published."""
    a = analyse(article)
    published = find_published(article, a.tokens, a.keys, load_dated_facts())
    day = date.fromisoformat(published.date) if published.date else None
    return Reading(a, day, find_times(a.text, a.tokens, a.keys, day)), published


def code_article(article: Article) -> Coding:
    """Everything marsad reads from an article as it was read: a pure function of article and data version.

    Meanwhile the collector rests: coding leaves no cycles, and looking for them took a tenth of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        return _code(article)
    finally:
        if running:
            gc.enable()


def rest_collector() -> None:
    """Let Python's collector of cycles look but rarely, where a process does nothing but read and code articles.

    Coding leaves no cycles, and what it remembers of words and features is looked through again and again otherwise: a
    twentieth of the time. Not for programs of others that import marsad: it holds for the whole process.
    """
    gc.set_threshold(_RARELY)


def _code(article: Article) -> Coding:
    reading, published = read_article(article)
    drafts = draft_events(reading, decider())
    framing = assemble_framing(reading)
    told = zip(drafts, deaths_of(reading, drafts), strict=True)
    events = tuple(assemble_event(reading, d, framing, published.date, deaths) for d, deaths in told)
    return Coding(
        doc=article.doc,
        title=article.title,
        published=published,
        blocks=article.blocks,
        byline=article.byline,
        agencies=article.agencies,
        events=events,
        quotes=assemble_quotes(reading),
        framing=tuple(framing),
        times=tuple(reading.times),
        versions=Versions(coder=CODER_VERSION, data=data_version()),
        indirect=assemble_indirect(reading),
    )


def code(text: str, published: str | None = None, doc: str = "article") -> Coding:
    """Everything marsad reads from a plain text; `published` is an ISO day where it is known."""
    return code_article(read_text(text, doc, Metadata(published=published)))
