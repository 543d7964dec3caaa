"""Whether what was merged is an event: its mentions, its place and the events beside it, taken together."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from marsad.coding.candidates import Candidate
from marsad.coding.context import Neighbours
from marsad.coding.model import Part, units

if TYPE_CHECKING:
    from marsad.coding.coder import Reading
    from marsad.coding.merge import Draft

_ODDS = (-2.0, -1.4, -0.8, -0.4, 0.0, 0.4, 0.8, 1.2, 1.7, 2.3, 3.0, 4.0)  # log odds between the classes of a chance
_CHANCES = (0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.85)
_COUNTS = (1, 2, 3, 4, 6, 9)
_LENGTHS = (5, 8, 12, 18)  # sentences of an article
_STEPS: dict[str, tuple[Any, ...]] = {  # Any: where it is compiled, a float would be named 1.0 instead of 1
    **dict.fromkeys(("best", "any"), _ODDS),
    **dict.fromkeys(("second", "actor", "recipient", "alike", "rival", "above", "below", "before"), _CHANCES),
    **dict.fromkeys(("mentions", "likely", "first", "events", "same", "stronger", "beside"), _COUNTS),
    "length": _LENGTHS,
}
_NAMES = {name: [f"{name}>{x}" for x in steps] for name, steps in _STEPS.items()}
_LIKELY = 0.4
_RARELY, _NEARLY = 0.01, 0.99  # chances are taken between these


def _over(name: str, value: float) -> Part:
    """One name for each step that a value reaches, so that linear weights can follow any curve."""
    return (_over_features, name, bisect_right(_STEPS[name], value))


def _over_features(name: str, reached: int) -> list[str]:
    return _NAMES[name][:reached]


def _odds(p: float) -> float:
    bounded = min(max(p, _RARELY), _NEARLY)
    return math.log(bounded / (1.0 - bounded))


class Field:
    """The merged events of an article as each sees the others."""

    def __init__(self, drafts: Sequence[Draft], context: Sequence[Neighbours], reading: Reading) -> None:
        self.drafts = drafts
        self.reading = reading
        self._context = {id(c): around for c, around in zip(reading.candidates, context, strict=True)}
        self._chances = [d.lead.probability for d in drafts]
        self._types = [d.lead.entry.type for d in drafts]
        self._sentences = [{c.shape.s.number for c in d.candidates} for d in drafts]
        self._likely = sum(p >= _LIKELY for p in self._chances)

    def features(self, n: int) -> list[Part]:
        """What the weights see of the n-th event."""
        return self.seen(n) + side_features(self.drafts[n])

    def seen(self, n: int) -> list[Part]:
        """What the weights see of the n-th event but for who takes part."""
        d, kind = self.drafts[n], self._types[n]
        return [
            (_kind_features, kind, d.status), *_strength(d, kind), _over("actor", d.actor_p),
            *_standing(d, kind, self.reading), *self._beside(n, kind), *self._around(d.lead, kind),
        ]  # fmt: skip

    def _beside(self, n: int, kind: str) -> list[Part]:
        """The other events: those of its type, those of its sentences, and the one that it is most like."""
        mine = self._chances[n]
        others = [m for m in range(len(self.drafts)) if m != n]
        same = [self._chances[m] for m in others if self._types[m] == kind]
        beside = [m for m in others if not self._sentences[m].isdisjoint(self._sentences[n])]
        rivals = [self._chances[m] for m in beside if self._types[m] == kind]
        likely = len([p for p in same if p >= _LIKELY])
        stronger = len([p for p in same if p > mine])
        chances = [self._chances[m] for m in beside]
        return [
            _over("alike", self.drafts[n].alike), _over("events", self._likely),
            _over("same", likely), _over("stronger", stronger),
            _over("beside", len([p for p in chances if p >= _LIKELY])),
            _over("rival", max(rivals, default=0.0)),
            (_rank_features, kind, min(likely, 3), stronger == 0, max(chances, default=0.0) > mine),
        ]  # fmt: skip

    def _around(self, lead: Candidate, kind: str) -> list[Part]:
        """What governs the surest mention, and what it governs."""
        around = self._context[id(lead)]
        out: list[Part] = [f"entry:{lead.entry.id}", f"turned:{'>' in lead.entry.id}|{kind}"]
        for name, other in (("above", around.above), ("below", around.below)):
            if other is not None:
                out += [(_act_features, name, other.entry.type, kind), _over(name, other.probability)]
        if around.before is not None:
            out.append(_over("before", around.before.probability))
        return out


def _kind_features(kind: str, status: str) -> list[str]:
    return ["bias", f"type:{kind}", f"status:{status}", f"status:{status}|{kind}"]


def _rank_features(kind: str, same: int, strongest: bool, beaten: bool) -> list[str]:
    return [f"same:{same}|{kind}", f"strongest:{strongest}|{kind}", f"beaten:{beaten}"]


def _act_features(name: str, other: str, kind: str) -> list[str]:
    return [name, f"{name}:{other}|{kind}"]


def _strength(d: Draft, kind: str) -> list[Part]:
    """How sure the mentions are: the surest, the next, and any of them."""
    chances = [c.probability for c in d.candidates]
    doubt = math.prod([1.0 - p for p in chances])
    second = chances[1] if len(chances) > 1 else 0.0
    return [
        _over("best", _odds(chances[0])), _over("any", _odds(1.0 - doubt)),
        _over("second", second), _over("mentions", len(chances)),
        _over("likely", len([p for p in chances if p >= _LIKELY])),
        (_best_features, kind, len(chances) == 1, int(chances[0] * 5)),
    ]  # fmt: skip


def _best_features(kind: str, alone: bool, best: int) -> list[str]:
    return [f"alone:{alone}|{kind}", f"best:{best}|{kind}"]


def side_features(d: Draft) -> list[Part]:
    """Who takes part, and how sure the recipient is."""
    kind = d.lead.entry.type
    out: list[Part] = [
        (_number_features, kind, min(len(d.actors), 2), min(len(d.recipients), 2)), _over("recipient", d.recipient_p),
    ]  # fmt: skip
    out += [(_party_features, "a", m.kind, kind, bool(m.country)) for m in d.actors[:1]]
    out += [(_party_features, "r", m.kind, kind, bool(m.country)) for m in d.recipients[:1]]
    return out


def _number_features(kind: str, actors: int, recipients: int) -> list[str]:
    return [f"sides:{actors}|{recipients}", f"sides:{actors}|{recipients}|{kind}"]


def _party_features(side: str, of: str, kind: str, country: bool) -> list[str]:
    return [f"{side}kind:{of}|{kind}", f"{side}country:{country}"]


class Most:
    """The most that `side_features` can weigh, whoever takes part."""

    def __init__(self, verdict: dict[str, float]) -> None:
        self._units = {name: units(weight) for name, weight in verdict.items()}
        sides = [name for name in verdict if name.startswith(("akind:", "rkind:"))]
        self._of = ["-", *sorted({name.partition(":")[2].partition("|")[0] for name in sides})]  # "-" for any other
        self._known: dict[str, int] = {}

    def units(self, d: Draft, rises: bool) -> int:
        """That of a draft; `rises` where the chance of its recipient may."""
        kind = d.lead.entry.type
        most = self._known.get(kind)
        if most is None:
            most = self._known[kind] = self._sides(kind)
        steps = bisect_right(_STEPS["recipient"], d.recipient_p)
        highest = len(_NAMES["recipient"]) if rises else steps
        return most + max([self._sum(_over_features("recipient", n)) for n in range(steps, highest + 1)])

    def _sides(self, kind: str) -> int:
        """The most that the numbers and the first of both sides weigh."""
        first = [
            max([self._sum(_party_features(side, of, kind, country)) for of in self._of for country in (True, False)])
            for side in "ar"
        ]
        return max(
            [
                self._sum(_number_features(kind, a, r)) + bool(a) * first[0] + bool(r) * first[1]
                for a in range(3)
                for r in range(3)
            ]
        )

    def _sum(self, names: list[str]) -> int:
        return sum([self._units.get(name, 0) for name in names])


def _standing(d: Draft, kind: str, reading: Reading) -> list[Part]:
    """Where in the article the mentions stand, who tells them, whether they are dated and placed."""
    lead = d.lead
    blocks = {c.shape.s.kind for c in d.candidates}
    title, opening = "title" in blocks, "lead" in blocks
    said = any(s.first <= lead.first <= s.last for s in reading.said(lead.shape.s.number))
    return [
        _over("first", min([c.shape.s.number for c in d.candidates])),
        (_block_features, kind, title, opening, lead.shape.s.kind),
        (_told_features, kind, d.historical, d.time is not None, d.place is not None),
        (_said_features, kind, said, reading.quoted(lead.first)),
        (_form_features, kind, lead.form, lead.definite),
        _over("length", len(reading.a.sentences)),
    ]


def _block_features(kind: str, title: bool, opening: bool, block: str) -> list[str]:
    head = title or opening
    return [
        f"title:{title}", f"lead:{opening}", f"title:{title}|{opening}", f"head:{head}|{kind}", f"block:{block}|{kind}",
    ]  # fmt: skip


def _told_features(kind: str, historical: bool, dated: bool, placed: bool) -> list[str]:
    return [f"told:{historical}|{kind}", f"dated:{dated}|{historical}", f"placed:{placed}|{kind}"]


def _said_features(kind: str, said: bool, quoted: bool) -> list[str]:
    return [f"said:{said}|{quoted}", f"said:{said}|{kind}", f"quoted:{quoted}|{kind}"]


def _form_features(kind: str, form: str, definite: bool) -> list[str]:
    return [f"form:{form}", f"form:{form}|{kind}", f"definite:{definite}|{form}"]
