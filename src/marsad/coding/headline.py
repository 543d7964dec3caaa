"""Who speaks in a headline of the form "X: clause", and which headings only name a topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.coding.speaker import SPEAKERS
from marsad.coding.syntax import Shape
from marsad.coding.tokens import QUOTES
from marsad.find.mentions import Mention

_STATES = frozenset({"country", "capital"})
_STOPS = frozenset(".…،,")
_NAME = 3  # words at most of a name before the colon that the tables do not know


class Heard(NamedTuple):
    """Who speaks in the first sentences of the text: their countries and the words they are called by."""

    countries: frozenset[str]
    words: frozenset[str]


class Said(NamedTuple):
    """The colon, who speaks before it, and the last token of what he says."""

    colon: int
    speaker: Mention
    last: int


def headline_said(shape: Shape, heard: Heard) -> Iterator[Said]:
    """The clauses behind a colon with their speakers, in the order of the headline.

    A bare country before the colon speaks when somebody is heard for it in the first sentences of the text
    ("روسيا: لا أثر للكيماوي"), and is the scene otherwise ("سوريا: موسكو تطالب") and before a question.
    """
    a, s = shape.a, shape.s
    first = s.start
    colons = [i for i in range(s.start + 1, s.end - 1) if a.words[i].surface == ":" and _opens(shape, i)]
    for n, colon in enumerate(colons):
        part = _part(shape, first, colon)
        speaker = _speaker(shape, part, colon, heard)
        last = _part(shape, colon + 1, colons[n + 1]) - 1 if n + 1 < len(colons) else s.end - 1
        while last > colon and set(a.words[last].surface) <= _STOPS:
            last -= 1
        if speaker is not None and last > colon:
            yield Said(colon, speaker, last)
        first = colon + 1


def _opens(shape: Shape, i: int) -> bool:
    """Whether a colon is none between numbers (a time of day)."""
    return not (shape.a.words[i - 1].kind == "number" and shape.a.words[i + 1].kind == "number")


def _part(shape: Shape, first: int, stop: int) -> int:
    """Where the last part before token `stop` begins: behind dots, else at `first`."""
    for i in range(stop - 1, first, -1):
        if set(shape.a.words[i].surface) <= _STOPS - set("،,") and i + 1 < stop:
            return i + 1
    return first


def _speaker(shape: Shape, first: int, colon: int, heard: Heard) -> Mention | None:
    """Who stands at the head of the words before the colon; None where they are a topic: اختفاء فلان: …"""
    m = shape.at(first)
    if m is None or m.first != first:
        return _unknown_name(shape, first, colon, heard)
    if m.preposition or m.kind not in SPEAKERS or m.kind == "adjective":
        return None
    alone = m.last == colon - 1
    if not alone and shape.a.words[m.last + 1].kind == "mark" and shape.a.words[m.last + 1].surface not in QUOTES:
        return None  # سوريا-هجوم كيميائي
    if (
        alone
        and m.kind in _STATES
        and (m.country not in heard.countries or shape.a.words[shape.s.end - 1].surface == "؟")
    ):
        return None
    return m


def _unknown_name(shape: Shape, first: int, colon: int, heard: Heard) -> Mention | None:
    """A name the tables do not know, known as one from the text, up to the colon or a preposition: فلان عن فلان."""
    a = shape.a
    last = first - 1
    while last + 1 < colon and a.words[last + 1].kind == "word" and last + 1 not in shape.func:
        last += 1
        if last in shape.verb or last - first >= _NAME or shape.at(last) is not None:
            return None
    ended = last + 1 == colon or shape.func.get(last + 1) == "prep"
    if last < first or not ended or a.keys[last] not in heard.words | a.named:
        return None
    return Mention(first, last, "name", None, None, a.keys[first], rule="unnamed", name_first=first)
