"""What of a coding is looked for: one row an event, with its days and its value of every facet. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.store.days import first_and_last, month_of
from marsad.store.query import UNNAMED
from marsad.types import Article, Coding, Entity, Event, Record

# Facets, and what their values are. `month` is that of the first day; `outlet` belongs to the article and is added
# where the row is written.
FACETS = (
    "type", "mode", "context", "quad", "status", "time",
    "actor.country", "actor.sector", "actor.code", "actor.id",
    "recipient.country", "recipient.sector", "recipient.code", "recipient.id",
    "source.country", "source.sector", "source.code", "source.id",
    "place.country", "place.id", "outlet", "month",
)  # fmt: skip


class EventRow(Record, frozen=True):
    """An event as it is looked for: days as numbers (0 when unknown), and (facet, value) pairs, each once."""

    id: str
    first: int
    last: int
    confidence: float
    values: tuple[tuple[str, str], ...]


class QuoteRow(Record, frozen=True):
    """A quotation: its characters, and the speaker's words."""

    start: int
    end: int
    speaker: str | None
    direct: bool


class Rows(Record, frozen=True):
    """What of a coding is written beside it. `names` are the display names of the ids: id, Arabic, English."""

    published: str | None
    events: tuple[EventRow, ...]
    quotes: tuple[QuoteRow, ...]
    names: tuple[tuple[str, str, str], ...]


def rows_of(coding: Coding) -> Rows:
    """The rows of a coding."""
    quotes = (
        QuoteRow(start=q.start, end=q.end, speaker=q.speaker.text if q.speaker else None, direct=q.direct)
        for q in coding.quotes
    )
    return Rows(
        published=coding.published.date,
        events=tuple(_event_row(event) for event in coding.events),
        quotes=tuple(quotes),
        names=tuple(sorted({name for event in coding.events for name in _names(event)})),
    )


def published_day(article: Article) -> str | None:
    """The day that came with an article, for one that is not coded."""
    first = first_and_last(article.metadata.published)
    return article.metadata.published[:10] if article.metadata.published and first else None


def _event_row(event: Event) -> EventRow:
    first, last = first_and_last(event.date) or (0, 0)
    values = tuple(dict.fromkeys((*_values(event), ("month", month_of(first)))))
    return EventRow(id=event.id, first=first, last=last, confidence=event.confidence, values=values)


def _values(event: Event) -> Iterator[tuple[str, str]]:
    yield "type", event.type
    yield from (("mode", mode) for mode in event.mode)
    yield from (("context", context) for context in event.context)
    yield "quad", event.quad
    yield "status", event.status
    yield "time", "historical" if event.historical else "current"
    for role, entities in (("actor", event.actor), ("recipient", event.recipient), ("source", event.chain)):
        yield from _entities(role, entities)
    if event.place is not None:
        if event.place.country:
            yield "place.country", event.place.country
        if event.place.id:
            yield "place.id", event.place.id


def _entities(role: str, entities: tuple[Entity, ...]) -> Iterator[tuple[str, str]]:
    if not entities:
        yield f"{role}.id", UNNAMED
    for entity in entities:
        if entity.country:
            yield f"{role}.country", entity.country
        if entity.sector:
            yield f"{role}.sector", entity.sector
        if entity.country and entity.sector:
            yield f"{role}.code", f"{entity.country}:{entity.sector}"
        if entity.id:
            yield f"{role}.id", entity.id


def _names(event: Event) -> Iterator[tuple[str, str, str]]:
    places = (event.place,) if event.place else ()
    for found in (*event.actor, *event.recipient, *event.chain, *places):
        if found.id and found.name:
            yield found.id, found.name.ar, found.name.en
