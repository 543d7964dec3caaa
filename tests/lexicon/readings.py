"""Reading single sentences with the shipped lexicon, for tests of its examples."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from marsad.coding.candidates import Candidate
from marsad.coding.coder import Reading
from marsad.find.analysis import Analysis, Match
from marsad.find.mentions import Mention
from marsad.lexicon.load import load_tables
from marsad.text.words import Ref, WordTable
from marsad.types import Article, Block

_KNOWN = Path(__file__).parent / "known_failures.toml"


@lru_cache(maxsize=1)
def _words() -> WordTable:
    tables = load_tables()
    return WordTable(tables.forms, tables.lengths)


def read_sentence(text: str) -> Reading:
    """All that is found in a text that is one paragraph."""
    block = Block(kind="paragraph", start=0, end=len(text))
    article = Article(doc="example", text=text, blocks=(block,))
    return Reading(Analysis(article, load_tables(), _words(), {}), None, [])


def candidates_of(reading: Reading, entry_id: str) -> list[Candidate]:
    """The candidates of one event entry."""
    return [c for c in reading.candidates if c.entry.id == entry_id]


def overlaps(reading: Reading, mention: Mention, words: str) -> bool:
    """Whether a mention shares characters with the first occurrence of some words in the text."""
    at = reading.a.text.index(words)
    start, end = reading.a.span(mention.first, mention.last)
    return start < at + len(words) and end > at


def mentions_of(reading: Reading) -> list[Mention]:
    """All mentions of all sentences."""
    return [m for found in reading.mentions for m in found]


def matches_inside(reading: Reading, mention: Mention) -> Iterator[Match]:
    """All lexicon forms that stand inside a mention."""
    for i in range(mention.first, mention.last + 1):
        yield from (x for x in reading.a.matches(i) if i + x.size - 1 <= mention.last)


def matches_taken(reading: Reading, mention: Mention) -> Iterator[Match]:
    """The lexicon forms that a mention is built of: at each word the longest, then those behind it."""
    i = mention.first
    while i <= mention.last:
        matches = [x for x in reading.a.matches(i) if i + x.size - 1 <= mention.last]
        longest = matches[0].size if matches else 1
        yield from (x for x in matches if x.size == longest)
        i += longest


def head_taken(reading: Reading, mention: Mention) -> set[str]:
    """The actor noun a mention was read by; what references add to its rule stands behind a plus sign."""
    return {mention.rule.partition("+")[0]}


def heads_inside(reading: Reading, mention: Mention) -> set[str]:
    """The actor noun a mention was read by, and those that open the name of an identity."""
    rule = mention.rule.partition("+")[0]
    nouns = load_tables().nouns
    inside = {nouns[x.ref.entry].id for x in reading.a.matches(mention.first) if x.ref.family == "noun"}
    return {rule} | (inside if ":" in rule or rule == "place" else set())


def id_of(ref: Ref) -> str:
    """The id of the authored entry that a form points at ("" for other tables)."""
    tables = load_tables()
    if ref.family == "content":
        return tables.content[ref.entry].id
    if ref.family == "modifier":
        return tables.modifiers[ref.entry].id
    return tables.portfolios[ref.entry].id if ref.family == "portfolio" else ""


@lru_cache(maxsize=1)
def known_failures() -> dict[tuple[str, str], str]:
    """Examples that the engine does not read yet: (entry, text) → reason."""
    rows = tomllib.loads(_KNOWN.read_text(encoding="utf-8")).get("known", [])
    return {(row["entry"], row["text"]): row["reason"] for row in rows}
