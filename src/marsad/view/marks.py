"""Where the evidence of a coding stands in the text, cut into pieces that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.types import Coding, Entity, Event, Framing, Place, Span

# Roles: words, actor, recipient, place, date, source (who says so), framing, quotation.
Role = str


class Mark(NamedTuple):
    """Characters that are evidence: for which card (counted from 1), in which role, as which of its words."""

    start: int
    end: int
    card: int
    role: Role
    number: int = 0


class Piece(NamedTuple):
    """Characters that all belong to the same marks."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(coding: Coding) -> list[Mark]:
    """The marks of all events, then of all quotations, whose cards follow those of the events."""
    found: list[Mark] = []
    for card, event in enumerate(coding.events, 1):
        found += event_marks(card, event)
    for card, quote in enumerate(coding.quotes, len(coding.events) + 1):
        found.append(Mark(quote.start, quote.end, card, "q", 1))
        if quote.speaker is not None:
            found.append(Mark(quote.speaker.start, quote.speaker.end, card, "s"))
    return found


def event_marks(card: int, event: Event) -> Iterator[Mark]:
    """The marks of one event, whose card has this number."""
    for number, span in enumerate(event.mentions, 1):
        yield Mark(span.start, span.end, card, "t", number)
    groups: list[tuple[Role, Iterable[Entity | Place | Span | Framing]]] = [
        ("a", event.actor),
        ("r", event.recipient),
        ("p", [event.place] if event.place else []),
        ("d", [event.date_span] if event.date_span else []),
        ("s", event.chain),
        ("f", event.framing),
    ]
    for role, values in groups:
        for value in values:
            yield Mark(value.start, value.end, card, role)


def cut(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The characters start to end in pieces, each with the marks that cover it; pieces join without a gap."""
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(max(mark.start, start), []).append(mark)
        closing.setdefault(min(mark.end, end), []).append(mark)
    active: dict[Mark, None] = {}
    last = start
    for point in sorted({*opening, *closing, end}):
        if point > last:
            yield Piece(last, point, tuple(active))
            last = point
        for mark in closing.get(point, ()):
            active.pop(mark, None)
        for mark in opening.get(point, ()):
            active[mark] = None
