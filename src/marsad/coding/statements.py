"""Who stands behind a statement: بيان صادر عن الوزارة, تغريدة لفلان, تصريح نشره فلان."""

from __future__ import annotations

from marsad.coding.phrases import whole
from marsad.coding.speaker import SPEAKERS, subject_after
from marsad.coding.syntax import Shape
from marsad.find.mentions import Mention

_ADJECTIVES = 2  # unknown words between the statement and what tells who made it: بيان رسمي مقتضب صادر
_TONGUE = "لسان"  # على لسان فلان


class Statements:
    """Who made the last statement the article told of."""

    def __init__(self) -> None:
        self.behind: Mention | None = None
        self.called: set[str] = set()  # words of the names of those who spoke

    def heard(self, shape: Shape, m: Mention) -> None:
        """Note the words a speaker is called by."""
        words = range(m.first, m.last + 1)
        self.called.update(shape.a.keys[i] for i in words if i >= m.name_first >= 0 or not shape.a.words[i].hits)

    def named(self, shape: Shape, inside: set[int]) -> Mention | None:
        """Who is told to stand behind a statement of the sentence, outside quotations."""
        for i in _statements(shape, inside):
            who = issuer(shape, i, self.called | shape.a.named)
            if who is not None:
                return who
        return None

    def close(self, shape: Shape, inside: set[int], named: Mention | None, speaker: Mention | None) -> None:
        """At the end of a sentence: who made its statement, its speaker where nobody else is named."""
        fresh = [i for i in _statements(shape, inside) if self.behind is None or not shape.a.words[i].best.article]
        self.behind = named or (speaker if fresh else None) or self.behind

    def resolve(self, shape: Shape, m: Mention | None) -> Mention | None:
        """Who made the statement that is said to speak: وأضاف البيان; None where it is none, or nobody is known."""
        if m is None or not is_statement(shape, m.first) or not (m.bare or m.first == m.last):
            return None
        if shape.a.words[m.first].best.article:
            return self.behind
        return issuer(shape, m.first, self.called | shape.a.named)  # قال بيان صادر عن الوزارة


def _statements(shape: Shape, inside: set[int]) -> list[int]:
    """The words for something said or written in a sentence, outside quotations."""
    s, known = shape.s, shape.a.tables.cues["statement"]
    found = [i for i, word in enumerate(shape.a.words[s.start : s.end], s.start) if word.best.core in known]
    return [i for i in found if i not in inside]


def is_statement(shape: Shape, i: int) -> bool:
    """Whether token i is a word for something said or written: بيان، تصريح، تغريدة."""
    return shape.a.words[i].best.core in shape.a.tables.cues["statement"]


def this_came(shape: Shape) -> bool:
    """Whether a sentence begins with "this came": جاء ذلك في تغريدة."""
    first = min(shape.verb, default=-1)
    pron = first == shape.opened and shape.func.get(first + 1) == "pron"
    return pron and "report" in shape.a.words[first].families


def issuer(shape: Shape, i: int, called: set[str]) -> Mention | None:
    """Who made the statement at token i as far as the words around it tell; `called`: names heard so far."""
    a, end = shape.a, shape.s.end
    m = shape.at(i)
    if m is not None and not m.bare and m.last > i:
        return m  # بيان الوزارة
    j = (m.last if m is not None else i) + 1
    for _ in range(_ADJECTIVES):
        if j < end and shape.at(j) is None and a.words[j].kind == "word" and not _tells(shape, j, called):
            j += 1
    if j >= end:
        return None
    return _whose(shape, j, called)


def _tells(shape: Shape, j: int, called: set[str]) -> bool:
    issued = shape.a.keys[j] in shape.a.tables.cues["issued"]
    published = any(h.ref.tag[:2] == "pf" for h in shape.a.words[j].hits)
    return published or j in shape.verb or j in shape.func or issued or _owner(shape, j, called) is not None


def _owner(shape: Shape, j: int, called: set[str]) -> Mention | None:
    """Who is named with ل at token j."""
    m = shape.at(j)
    if m is not None:
        return m if m.first == j and m.preposition == "ل" and m.kind in SPEAKERS else None
    a, last = shape.a, j
    if a.words[j].kind != "word" or not a.keys[j].startswith("ل") or j in shape.func:
        return None
    while last + 1 < shape.s.end and a.words[last + 1].kind == "word" and a.keys[last + 1] in called:
        last += 1
    if a.keys[j][1:] not in called and last == j:
        return None
    return Mention(j, last, "name", None, None, a.keys[j][1:], rule="unnamed", name_first=j, preposition="ل")


def _whose(shape: Shape, j: int, called: set[str]) -> Mention | None:
    a, end = shape.a, shape.s.end
    cues = a.tables.cues
    owner = _owner(shape, j, called)
    if owner is not None:
        return owner
    if a.keys[j] in cues["issued"] and j + 2 < end and a.keys[j + 1] in cues["issuer"]:
        return _noun_at(shape, j + 2)
    for n in (j, j + 1):
        if n + 1 < end and a.keys[n] == _TONGUE:
            return _noun_at(shape, n + 1)
    word = a.words[j]
    if any(h.ref.tag[:2] == "pf" and h.reading.pronoun for h in word.hits):  # نشره فلان
        who = subject_after(shape, j, end)
        return who if who is not None and who.best.sector != "JRN" else None  # نقلته الوكالة
    return None


def _noun_at(shape: Shape, j: int) -> Mention | None:
    """The mention at token j, or the unknown name there."""
    m = shape.at(j)
    if m is not None:
        return whole(shape, m, shape.s.end) if m.kind in SPEAKERS else None
    if shape.a.words[j].kind != "word" or j in shape.func or j in shape.verb:
        return None
    return Mention(j, j, "name", None, None, shape.a.keys[j], rule="unnamed", name_first=j)
