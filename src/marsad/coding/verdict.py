"""Whether what was merged is an event: its mentions, its place and the events beside it, taken together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.context import Neighbours

if TYPE_CHECKING:
    from marsad.coding.coder import Reading
    from marsad.coding.merge import Draft

_ODDS = (-2.0, -1.4, -0.8, -0.4, 0.0, 0.4, 0.8, 1.2, 1.7, 2.3, 3.0, 4.0)  # log odds between the classes of a chance
_CHANCES = (0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.85)
_COUNTS = (1, 2, 3, 4, 6, 9)
_LENGTHS = (5, 8, 12, 18)  # sentences of an article
_LIKELY = 0.4
_RARELY, _NEARLY = 0.01, 0.99  # chances are taken between these


def _over(name: str, value: float, steps: Sequence[float]) -> list[str]:
    """One name for each step that a value reaches, so that linear weights can follow any curve."""
    return [f"{name}>{x}" for x in steps if value >= x]


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

    def features(self, n: int) -> list[str]:
        """What the weights see of the n-th event."""
        d, kind = self.drafts[n], self._types[n]
        return [
            "bias", f"type:{kind}", f"status:{d.status}", f"status:{d.status}|{kind}", *_strength(d, kind),
            *_sides(d, kind), *_standing(d, kind, self.reading), *self._beside(n, kind), *self._around(d.lead, kind),
        ]  # fmt: skip

    def _beside(self, n: int, kind: str) -> list[str]:
        """The other events: those of its type, those of its sentences, and the one that it is most like."""
        mine = self._chances[n]
        others = [m for m in range(len(self.drafts)) if m != n]
        same = [self._chances[m] for m in others if self._types[m] == kind]
        beside = [m for m in others if self._sentences[m] & self._sentences[n]]
        rivals = [self._chances[m] for m in beside if self._types[m] == kind]
        likely = sum(p >= _LIKELY for p in same)
        stronger = sum(p > mine for p in same)
        beaten = any(self._chances[m] > mine for m in beside)
        return [
            *_over("alike", self.drafts[n].alike, _CHANCES), *_over("events", self._likely, _COUNTS),
            *_over("same", likely, _COUNTS), *_over("stronger", stronger, _COUNTS),
            *_over("beside", sum(self._chances[m] >= _LIKELY for m in beside), _COUNTS),
            *_over("rival", max(rivals, default=0.0), _CHANCES),
            f"same:{min(likely, 3)}|{kind}", f"strongest:{stronger == 0}|{kind}", f"beaten:{beaten}",
        ]  # fmt: skip

    def _around(self, lead: Candidate, kind: str) -> list[str]:
        """What governs the surest mention, and what it governs."""
        around = self._context[id(lead)]
        out = [f"entry:{lead.entry.id}", f"turned:{'>' in lead.entry.id}|{kind}"]
        for name, other in (("above", around.above), ("below", around.below)):
            if other is not None:
                out += [name, f"{name}:{other.entry.type}|{kind}", *_over(name, other.probability, _CHANCES)]
        if around.before is not None:
            out += _over("before", around.before.probability, _CHANCES)
        return out


def _strength(d: Draft, kind: str) -> list[str]:
    """How sure the mentions are: the surest, the next, and any of them."""
    chances = [c.probability for c in d.candidates]
    doubt = math.prod(1.0 - p for p in chances)
    second = chances[1] if len(chances) > 1 else 0.0
    return [
        *_over("best", _odds(chances[0]), _ODDS), *_over("any", _odds(1.0 - doubt), _ODDS),
        *_over("second", second, _CHANCES), *_over("mentions", len(chances), _COUNTS),
        *_over("likely", sum(p >= _LIKELY for p in chances), _COUNTS),
        f"alone:{len(chances) == 1}|{kind}", f"best:{int(chances[0] * 5)}|{kind}",
    ]  # fmt: skip


def _sides(d: Draft, kind: str) -> list[str]:
    """Who takes part, and how sure that is."""
    actors, recipients = min(len(d.actors), 2), min(len(d.recipients), 2)
    out = [f"sides:{actors}|{recipients}", f"sides:{actors}|{recipients}|{kind}"]
    out += _over("actor", d.actor_p, _CHANCES) + _over("recipient", d.recipient_p, _CHANCES)
    out += [x for m in d.actors[:1] for x in (f"akind:{m.kind}|{kind}", f"acountry:{bool(m.country)}")]
    out += [x for m in d.recipients[:1] for x in (f"rkind:{m.kind}|{kind}", f"rcountry:{bool(m.country)}")]
    return out


def _standing(d: Draft, kind: str, reading: Reading) -> list[str]:
    """Where in the article the mentions stand, who tells them, whether they are dated and placed."""
    lead = d.lead
    blocks = {c.shape.s.kind for c in d.candidates}
    title, opening = "title" in blocks, "lead" in blocks
    said = any(s.first <= lead.first <= s.last for s in reading.said(lead.shape.s.number))
    quoted = reading.quoted(lead.first)
    return [
        *_over("first", min(c.shape.s.number for c in d.candidates), _COUNTS), f"title:{title}", f"lead:{opening}",
        f"title:{title}|{opening}", f"head:{title or opening}|{kind}", f"block:{lead.shape.s.kind}|{kind}",
        f"told:{d.historical}|{kind}", f"dated:{d.time is not None}|{d.historical}",
        f"placed:{d.place is not None}|{kind}", f"said:{said}|{quoted}", f"said:{said}|{kind}",
        f"quoted:{quoted}|{kind}", f"form:{lead.form}", f"form:{lead.form}|{kind}",
        f"definite:{lead.definite}|{lead.form}", *_over("length", len(reading.a.sentences), _LENGTHS),
    ]  # fmt: skip
