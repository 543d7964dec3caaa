"""What must be true of every coding, whatever the text: used over the demo articles and by the fuzz tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from marsad.codebook.tables import TYPES, code_of, plover
from marsad.find.analysis import READ_BLOCKS
from marsad.intake import read_path
from marsad.lexicon.load import load_tables
from marsad.pipeline import code_article
from marsad.types import Article, Coding, Event

DEMO = Path(__file__).resolve().parents[1] / "demo" / "articles"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_STATUSES = {"asserted", "future", "hypothetical", "negated"}


@cache
def demo_articles() -> dict[str, Article]:
    """The bundled articles by their names; fails when one of them cannot be read."""
    found = list(read_path(DEMO))
    problems = [str(x) for x in found if not isinstance(x, Article)]
    assert not problems, problems
    return {x.doc: x for x in found if isinstance(x, Article)}


@cache
def demo_coding(doc: str) -> Coding:
    """The coding of one of them."""
    return code_article(demo_articles()[doc])


def check_coding(article: Article, coding: Coding) -> None:
    """Fail with words that name what is wrong."""
    check_spans(article, coding)
    check_blocks(article)
    ids = [event.id for event in coding.events]
    assert len(set(ids)) == len(ids), f"{coding.doc}: event ids are not unique"
    for event in coding.events:
        check_event(article, event)
    whole = msgspec.json.decode(msgspec.json.encode(coding), type=Coding)
    assert whole == coding, f"{coding.doc}: what is written is not what is read back"


def spans_of(value: object, path: str = "") -> Iterator[tuple[str, int, int, str]]:
    """Every record with start, end and text inside a record, with the path that leads to it."""
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        if {"start", "end", "text"} <= fields.keys():
            yield path, fields["start"], fields["end"], fields["text"]
        for name, inner in fields.items():
            yield from spans_of(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from spans_of(inner, f"{path}[{number}]")


def check_spans(article: Article, coding: Coding) -> None:
    """Every span selects its own text, and something of it."""
    for path, start, end, text in spans_of(coding, coding.doc):
        assert 0 <= start < end <= len(article.text), f"{path}: {start}-{end} of {len(article.text)}"
        assert article.text[start:end] == text, f"{path}: {article.text[start:end]!r} is not {text!r}"


def check_blocks(article: Article) -> None:
    """Blocks are in text order and do not overlap."""
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.text), f"{article.doc}: block {block}"
        at = block.end


def check_event(article: Article, event: Event) -> None:
    """One event: types, modes, codes, participants, dates, and reasons for what is empty."""
    name = f"{article.doc} {event.id} {event.type}"
    assert event.type in TYPES, name
    assert all((event.type, mode) in plover() for mode in event.mode), f"{name}: modes {event.mode}"
    code = code_of(event.type, event.mode)
    assert (event.quad, event.score) == (code.quad, code.score), name
    assert event.status in _STATUSES, f"{name}: status {event.status}"
    assert 0.0 < event.confidence <= 1.0, f"{name}: confidence {event.confidence}"
    assert event.actor or event.recipient, f"{name}: nobody takes part"
    check_mentions(article, event, name)
    check_date(event, name)
    for slot in ("actor", "recipient", "place", "date", "chain"):
        assert bool(getattr(event, slot)) or event.reasons.get(slot), f"{name}: no word why {slot} is empty"
    for entity in (*event.actor, *event.recipient, *event.chain):
        assert re.fullmatch(r"[A-Z]{3}", entity.country or "AAA"), f"{name}: country {entity.country}"
        assert re.fullmatch(r"[A-Z]{3}", entity.sector or "AAA"), f"{name}: sector {entity.sector}"
    entries = {rule.partition(">")[0] for rule in event.rules}  # ENTRY>TYPE: an entry's other reading
    assert entries and entries <= _entry_ids(), f"{name}: rules {event.rules}"


def check_mentions(article: Article, event: Event, name: str) -> None:
    """The words of an event stand in the article proper, and no two of them share a letter."""
    proper = [b for b in article.blocks if b.kind in READ_BLOCKS]
    assert event.mentions, f"{name}: no words"
    for m in event.mentions:
        assert any(b.start <= m.start and m.end <= b.end for b in proper), f"{name}: {m} outside the story"
    spans = sorted((m.start, m.end) for m in event.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), f"{name}: mentions {spans}"
    both = {(e.start, e.end) for e in event.actor} & {(e.start, e.end) for e in event.recipient}
    assert not both, f"{name}: actor and recipient are the same words"


def check_date(event: Event, name: str) -> None:
    """A date is an ISO prefix or two of them in order; a span of words stands only where there is a date."""
    if event.date is None:
        assert event.date_span is None, name
        return
    parts = event.date.split("/")
    assert 1 <= len(parts) <= 2 and all(_DAY.fullmatch(p) for p in parts), f"{name}: date {event.date}"
    days = [date.fromisoformat((p + "-01-01")[:10]) for p in parts]
    assert days == sorted(days), f"{name}: date {event.date}"
    assert event.date_basis, f"{name}: no basis for {event.date}"


@cache
def _entry_ids() -> frozenset[str]:
    return frozenset(entry.id for entry in load_tables().events)
