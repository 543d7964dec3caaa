"""Where a value stands in its article, and the sentence around it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from marsad.text.tokens import sentences, tokenize
from marsad.types import Article, Deaths, Entity, Event, Framing, Place, Quote, Span

Value = Span | Entity | Place | Quote | Framing | Deaths


def at(value: Value) -> str:
    """The characters of a value as "start-end", the end excluded."""
    return f"{value.start}-{value.end}"


def sentence_of(article: Article, event: Event) -> Span | None:
    """The sentence in which the words of the event stand first; None for an event without words."""
    if not event.mentions:
        return None
    words = event.mentions[0]
    for block in article.blocks:
        if block.start <= words.start < block.end:
            for start, end in _sentences(article.text, block.start, block.end):
                if start <= words.start < end:
                    return Span(start=start, end=end, text=article.text[start:end])
    return words


@lru_cache(maxsize=64)
def _sentences(text: str, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The sentences of a block; the events of an article come one after another, so a few blocks are kept."""
    tokens = tokenize(text, first, last)
    return tuple((tokens[a].start, tokens[b - 1].end) for a, b in sentences(text, tokens))


def places_of(values: Iterable[Value]) -> tuple[str, ...]:
    """The characters of several values."""
    return tuple(at(value) for value in values)
