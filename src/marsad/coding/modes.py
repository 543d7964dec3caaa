"""Which mode an event has: a learned choice among the modes of its type, by the words of all its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from marsad.codebook.tables import plover
from marsad.coding.candidates import Candidate
from marsad.coding.model import pack, units, unpack_units

if TYPE_CHECKING:
    from marsad.coding.coder import Reading

_BEHIND = 10  # tokens of the complement that are looked at
_CLOSE = 3
_BEFORE = 4
_STOPS = ".؟!؛"


@cache
def modes_of(kind: str) -> tuple[str, ...]:
    """The modes an event type can have, "" for none among them."""
    return tuple(sorted(mode for name, mode in plover() if name == kind))


class ModeWeights:
    """The weights of the modes, by type and word, those of all modes packed in one number: one look-up a word."""

    def __init__(self, table: dict[str, float]) -> None:
        self._units = {name: units(weight) for name, weight in table.items()}
        self._words: dict[str, dict[str, int]] = {}  # type → feature of a mention → packed `units` of the modes
        # The same for the words of a side of the mention: type → side → core of the word.
        self._cores: dict[str, dict[str, dict[str, int]]] = {}
        self._ruled: dict[tuple[str, str, bool, bool], int] = {}
        for name, weight in table.items():
            option, _, word = name.partition("|")
            kind, _, mode = option.partition("/")
            if word and mode in modes_of(kind):
                side, _, core = word.partition(":")
                row = self._words.setdefault(kind, {})
                if side in _SIDES:
                    row, word = self._cores.setdefault(kind, {}).setdefault(side, {}), core
                row[word] = row.get(word, 0) + pack(units(weight), modes_of(kind).index(mode))

    def __bool__(self) -> bool:
        return bool(self._units)

    def best(self, candidates: list[Candidate], reading: Reading) -> str:
        """The mode of the type with the highest sum over its `option_features`, the first of equals."""
        kind = candidates[0].entry.type
        modes, rows = modes_of(kind), self._words.get(kind, {})
        rule, told = rule_mode(candidates), _told_modes(candidates)
        total = sum([rows[word] for word in _told_of(candidates, reading) & rows.keys()])
        for side, row in self._cores.get(kind, {}).items():
            total += sum([row[core] for core in _cores(side, candidates, reading) & row.keys()])
        words = unpack_units(total, len(modes))
        sums = [self._rules(kind, m, m == rule, m in told) + total for m, total in zip(modes, words, strict=True)]
        return modes[sums.index(max(sums))]

    def _rules(self, kind: str, mode: str, ruled: bool, some: bool) -> int:
        key = kind, mode, ruled, some
        if key not in self._ruled:
            self._ruled[key] = sum([self._units.get(name, 0) for name in _ruled_features(*key)])
        return self._ruled[key]


def choose_mode(candidates: list[Candidate], reading: Reading, weights: ModeWeights) -> tuple[str, ...]:
    """The likeliest mode of the event that all candidates mention; without weights that of its surest entry."""
    known = weights and len(modes_of(candidates[0].entry.type)) > 1
    best = weights.best(candidates, reading) if known else rule_mode(candidates)
    whole = next((c.mode for c in candidates if best in c.mode), None)
    return whole or ((best,) if best else ())


def rule_mode(candidates: list[Candidate]) -> str:
    """The mode that most mentions have by their entries and complements, the first in the text if several."""
    told = Counter(c.mode[0] for c in sorted(candidates, key=lambda c: c.first) if c.mode)
    return told.most_common(1)[0][0] if told else ""


def option_features(mode: str, candidates: list[Candidate], words: list[str]) -> list[str]:
    """Features of one of the modes: whether entries and complements say so, and the words seen with it."""
    kind = candidates[0].entry.type
    ruled, some = mode == rule_mode(candidates), mode in _told_modes(candidates)
    return _ruled_features(kind, mode, ruled, some) + [f"{kind}/{mode}|{x}" for x in words]


def _told_modes(candidates: list[Candidate]) -> set[str]:
    """The modes that entries and complements of the mentions give, "" where they give none."""
    return {c.mode[0] if c.mode else "" for c in candidates}


def _ruled_features(kind: str, mode: str, ruled: bool, some: bool) -> list[str]:
    return [
        f"ruled:{ruled}",
        f"ruled:{ruled}|{kind}",
        f"some:{some}",
        f"some:{some}|{bool(mode)}",
        f"{kind}/{mode}",
        f"{kind}/{mode}|{ruled}",
    ]


def event_features(candidates: list[Candidate], reading: Reading) -> list[str]:
    """What the mentions of an event say of its mode, each feature once."""
    words = {f"{side}:{core}" for side in _SIDES for core in _cores(side, candidates, reading)}
    return sorted(words | _told_of(candidates, reading))


def _cores(side: str, candidates: list[Candidate], reading: Reading) -> set[str]:
    """The cores of the words that stand on a side of the mentions."""
    return set().union(*[_SIDES[side](c, reading) for c in candidates])


def _here(c: Candidate, reading: Reading) -> Iterable[str]:
    return reading.cores(c.shape.s.number)


def _behind(c: Candidate, reading: Reading) -> list[str]:
    words = reading.a.words[c.last + 1 : _complement_end(c, reading)]
    return [w.best.core for w in words if w.kind == "word"]


def _next(c: Candidate, reading: Reading) -> list[str]:
    return _behind(c, reading)[:_CLOSE]


def _before(c: Candidate, reading: Reading) -> list[str]:
    words = reading.a.words[max(c.shape.s.start, c.first - _BEFORE) : c.first]
    return [w.best.core for w in words if w.kind == "word"]


_SIDES: dict[str, Callable[[Candidate, Reading], Iterable[str]]] = {
    "behind": _behind, "next": _next, "before": _before, "here": _here,
}  # fmt: skip


def _told_of(candidates: list[Candidate], reading: Reading) -> set[str]:
    return {x for c in candidates for x in mode_features(c, reading)}


def mode_features(c: Candidate, reading: Reading) -> list[str]:
    """What one mention of an event says of its mode, but for the single words near by."""
    a, entry = reading.a, c.entry
    rule = "+".join(c.mode)
    out = [
        "bias",
        f"entry:{entry.id}",
        f"rule:{rule}",
        f"rule:{rule}|{entry.id}",
        f"form:{c.form}",
        f"content:{c.content}",
        f"status:{c.told}",
        f"word:{a.words[c.first].best.core}",
    ]
    end = _complement_end(c, reading)
    return out + _classes(c, reading, end) + _acts(c, reading, end)


def _complement_end(c: Candidate, reading: Reading) -> int:
    """The token after the complement of a mention."""
    limit = min(c.shape.s.end, c.last + 1 + _BEHIND)
    for j, word in enumerate(reading.a.words[c.last + 1 : limit], c.last + 1):
        if word.surface in _STOPS:
            return j
    return limit


def _classes(c: Candidate, reading: Reading, end: int) -> list[str]:
    """The classes of complement words behind a mention, and the first of each family."""
    a = reading.a
    found: dict[str, None] = {}
    for j in range(c.last + 1, end):
        if "content" not in a.words[j].families and not a.multi(j):
            continue
        for match in a.matches(j):
            if match.ref.family == "content":
                found[a.tables.content[match.ref.entry].id] = None
    first: dict[str, str] = {}
    for name in found:
        first.setdefault(name.partition(".")[0], name)
    return [f"class:{x}" for x in found] + [f"first:{x}" for x in first.values()]


def _acts(c: Candidate, reading: Reading, end: int) -> list[str]:
    """The acts that the complement names, and the verb of its clause."""
    shape = c.shape
    here = [x for x in reading.in_sentence(shape.s.number) if c.last < x.first < end and ">" not in x.entry.id]
    out = [f"act:{x.entry.type}" for x in here] + [f"actmode:{m}" for x in here for m in x.mode]
    out += [f"firstact:{x.entry.type}" for x in here[:1]]
    verb = next((v for v in sorted(shape.verb) if c.last < v < end), None)
    if verb is not None:
        out.append(f"verb:{reading.a.words[verb].best.core}")
        out.append(f"clause:{shape.func.get(verb - 1) == 'comp'}")
    return out
