"""Whose dead a number counts: an assault's, when its own word of killing says it, or when it resulted in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.coding.coder import Reading
from marsad.coding.deaths import Told, find_deaths, is_result
from marsad.coding.merge import Draft
from marsad.types import Deaths

_KILLING = "ASSAULT"


def deaths_of(reading: Reading, drafts: Sequence[Draft]) -> list[tuple[Deaths, ...]]:
    """For each event the numbers of dead that are told of it, in the order of the text, each once.

    Only of assaults that are told as having happened. A number belongs to the event one of whose mentions is its word
    of killing; else, behind a word like "resulted in", to that of the last mention before it in the sentence.
    """
    owners: dict[int, list[tuple[int, int, int]]] = {}
    for number, draft in enumerate(drafts):
        if draft.lead.entry.type == _KILLING:
            for c in draft.candidates:
                owners.setdefault(c.shape.s.number, []).append((c.first, c.last, number))
    found: list[list[Deaths]] = [[] for _ in drafts]
    for sentence, mentions in sorted(owners.items()):
        s = reading.a.sentences[sentence]
        for told in find_deaths(reading.a, s.start, s.end):
            owner = _owner(reading, told, mentions, s.start, s.end)
            if owner is not None and drafts[owner].status == "asserted":
                found[owner].append(_record(reading, told))
    return [_once(each) for each in found]


def _owner(reading: Reading, told: Told, mentions: Iterable[tuple[int, int, int]], start: int, end: int) -> int | None:
    named = [number for first, last, number in mentions if first <= told.killing <= last]
    if named:
        return named[0]
    before = [(last, number) for _, last, number in mentions if last < told.first]
    if before and is_result(reading.a, start, end, told.killing):
        return max(before)[1]
    return None


def _record(reading: Reading, told: Told) -> Deaths:
    start, end = reading.a.span(told.first, told.last)
    text = reading.a.text[start:end]
    return Deaths(start=start, end=end, text=text, low=told.low, high=told.high, rule=told.rule)


def _once(deaths: Iterable[Deaths]) -> tuple[Deaths, ...]:
    """Each number once, where it is told first."""
    kept: dict[tuple[int | None, int | None], Deaths] = {}
    for told in deaths:
        kept.setdefault((told.low, told.high), told)
    return tuple(kept.values())
