"""The narrator's distance: short words in quotation marks, "what it calls", "so-called", "described as"."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from marsad.coding.attribution import speaker_of
from marsad.coding.coder import Reading
from marsad.find.mentions import Mention
from marsad.find.quotes import Marked

_NAMING_HEADS = frozenset({"body", "group", "org", "office"})


class Framed(NamedTuple):
    """Tokens of a wording the narrator does not make his own, its owner, and the rule."""

    first: int
    last: int
    owner: Mention | None
    rule: str


def find_framing(reading: Reading) -> list[Framed]:
    """All framed wordings in text order; quoted names of papers, groups and people are none."""
    found = []
    for marked in reading.marked:
        if marked.said or marked.name or _is_name(reading, marked):
            continue
        distanced = _called(reading, marked)
        owner, rule = speaker_of(marked, reading.shapes, reading.speeches, reading.carried, reading.a)
        found.append(Framed(marked.first, marked.last, owner, distanced or ("scare-quotes+" + rule)))
    return found


def _is_name(reading: Reading, marked: Marked) -> bool:
    """A quoted name: it is an identity itself, or stands inside the mention of a body or group."""
    number = bisect_right(reading.starts, marked.first) - 1
    for found in reading.mentions[number : number + 1]:
        for m in found:
            inside = m.first < marked.first and marked.last <= m.last and m.kind in _NAMING_HEADS
            covers = marked.first <= m.first and m.last <= marked.last + 1 and m.kind in ("org", "name", "person")
            if inside or covers:
                return True
    a = reading.a
    return all(a.words[i].kind in ("latin", "number", "mark") for i in range(marked.first, marked.last + 1))


def _called(reading: Reading, marked: Marked) -> str:
    """The rule of a naming verb right before the marks: ما تسميه، ما يعرف ب، المزعوم."""
    a = reading.a
    before = a.keys[max(0, marked.first - 4) : marked.first - 1]
    called = a.tables.distance
    return "what-it-calls" if any(k in called for k in before) else ""
