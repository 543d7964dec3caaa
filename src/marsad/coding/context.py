"""Features of the words around a candidate: which stand near, which classes of complement words, which act before."""

from __future__ import annotations

from typing import NamedTuple

from marsad.coding.candidates import Candidate
from marsad.coding.model import Part
from marsad.find.analysis import Analysis

_NEAR = 4  # words looked at on each side
_CLASSES_BEFORE = 6
_CLASSES_BEHIND = 8


class Neighbours(NamedTuple):
    """What stands before a candidate in its sentence."""

    same_type: int  # candidates of its type at other words
    over: str  # type of the verbal act that governs it, "-" for none
    before: Candidate | None  # the nearest candidate at another word
    above: Candidate | None = None  # the verbal act that governs it
    below: Candidate | None = None  # the first act that it governs, where it is a verbal act itself


def context_features(c: Candidate, kind: str, beside: Neighbours, a: Analysis) -> list[Part]:
    """Features of a candidate as event by the words near by; `kind` is its type as features name it."""
    entry, s, before = c.entry, c.shape.s, beside.before
    tag = c.tag[:2]
    governing = a.keys[c.first - 1] if c.first > s.start else "start"
    out: list[Part] = [
        (_before_features, word.key, word.best.core) for word in a.words[max(s.start, c.first - _NEAR) : c.first]
    ]
    out.append((_uses_features, _uses(c, a), c.form, kind))
    out += [f"near>{key}" for key in a.keys[c.last + 1 : min(s.end, c.last + 1 + _NEAR)]]
    out += [
        (_entry_features, entry.id, c.definite, tag, s.kind),
        f"cut:{c.preposition}|{bool(c.pronoun)}|{kind}",
        f"prev:{governing}|{kind}",
    ]
    behind = a.classes(c.last + 1, min(s.end, c.last + 1 + _CLASSES_BEHIND))
    out += [(_class_features, x, entry.type, entry.id) for x in behind]
    out += [f"class<{x}|{entry.type}" for x in a.classes(max(s.start, c.first - _CLASSES_BEFORE), c.first)]
    if before is not None:
        out.append(f"act<{before.entry.type}|{_distance(c.first - before.last)}|{kind}")
    if beside.above is not None:
        over = beside.above.entry
        out += [f"above:{over.id}|{kind}", f"above:{over.id}|{c.form}", f"above:{over.type}|{entry.id}"]
    if beside.below is not None:
        under = beside.below.entry
        out += [f"below:{under.type}|{entry.id}", f"below:{under.type}|{kind}"]
    out += [f"about:{x}|{kind}" for x in a.about]
    for m in c.actors[:2]:
        out += [f"asector:{m.sector}|{entry.type}", f"ahead:{m.head}|{entry.type}"]
    out += [f"rsector:{m.sector}|{entry.type}" for m in c.recipients[:2]]
    return out


def _uses(c: Candidate, a: Analysis) -> int:
    """Of ten uses of the word in this form in news, how many tell such an event; -1 where nobody has said."""
    known = a.tables.uses.get(c.entry.id) or a.tables.uses.get(c.entry.id.partition(">")[0])
    return -1 if known is None else known[c.form != "verb"]


def _uses_features(uses: int, form: str, kind: str) -> list[str]:
    """A ladder, so that what is learned of one number holds for those above it too."""
    if uses < 0:
        return [f"uses:?|{kind}"]
    ladder = [f"uses>{n}" for n in range(uses)]
    return [*ladder, *(f"uses>{n}|{form}" for n in range(1, uses, 2)), *(f"uses>{n}|{kind}" for n in range(1, uses, 2))]


def _class_features(name: str, kind: str, entry: str) -> list[str]:
    return [f"class>{name}|{kind}", f"class>{name}|{entry}"]


def _before_features(key: str, core: str) -> list[str]:
    return [f"near<{key}", f"core<{core}"]


def _entry_features(entry: str, definite: bool, tag: str, block: str) -> list[str]:
    return [f"entry:{entry}|{definite}", f"entry:{entry}|{tag}", f"entry:{entry}|{block}"]


def _distance(n: int) -> str:
    return str(n) if n <= 2 else "near" if n <= 5 else "far"


def rivals(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Candidates that share words, two and more together."""
    groups: list[list[Candidate]] = []
    for c in candidates:
        if groups and groups[-1][0].shape is c.shape and any(_touch(c, x) for x in groups[-1]):
            groups[-1].append(c)
        else:
            groups.append([c])
    return [g for g in groups if len(g) > 1]


def _touch(a: Candidate, b: Candidate) -> bool:
    return a.first <= b.last and b.first <= a.last
