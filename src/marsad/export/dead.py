"""The dead of an event in columns: what the text tells, and nothing where it tells no number."""

from __future__ import annotations

from marsad.types import Event


def low_of(event: Event) -> int | None:
    """The lowest number that is told as killed, or as the least killed; None where there is none."""
    return min((told.low for told in event.deaths if told.low is not None), default=None)


def high_of(event: Event) -> int | None:
    """The highest number that is told as killed, or as the most; None where one is told as a least."""
    highs = [told.high for told in event.deaths if told.high is not None]
    return max(highs) if highs and len(highs) == len(event.deaths) else None


def best_of(event: Event) -> int | None:
    """The number where the text tells one ("at least 40" is 40); None for a span, an upper bound, or several."""
    if len(event.deaths) != 1:
        return None
    (told,) = event.deaths
    return told.low if told.high in (told.low, None) else None
