"""Who stands on both sides of an event: line-ups of a doer and of somebody it is done to, weighed as wholes.

Each side alone would give an act to two doers, or to one and the same country twice; together one shuts out the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from marsad.coding.candidates import Candidate, Option
from marsad.coding.model import Part, SideBySide, units_at
from marsad.coding.sides import Article, Chances, Party
from marsad.find.mentions import Mention

_ACTORS, _RECIPIENTS = 4, 5  # the likeliest of each side that are lined up
_FAINT = 0.03  # a chance under which nobody but the likeliest is lined up
# Chances whose log-odds are half a unit apart, from -5 to 5.
_STEPS = [
    0.0087, 0.0141, 0.023, 0.0373, 0.06, 0.0953, 0.148, 0.2227, 0.3208, 0.4378, 0.5622, 0.6792, 0.7773, 0.852, 0.9047,
    0.94, 0.9627, 0.977, 0.9859, 0.9913,
]  # fmt: skip
_PATH = 6  # signs between two mentions that are looked at
_AWAY = "X"  # in another sentence
Judged = tuple[Chances, Party]


class Standing(msgspec.Struct):
    """Somebody who may be the doer, or the one it is done to, and what the weights see of him alone; or nobody."""

    party: Party | None
    option: Option | None
    rank: int  # 1 for the likeliest, 0 for nobody
    parts: list[Part]  # but for those of the first look
    known: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # his chances elsewhere in the article

    def all_parts(self) -> list[Part]:
        """All that the weights see of him alone."""
        return [*self.option.parts, *self.parts] if self.option is not None else self.parts


def step(p: float) -> int:
    """The class of a chance by its log-odds, 0 to 20."""
    return bisect_left(_STEPS, p)


def standings(
    judged: Sequence[Judged], role: int, blank: float, candidates: Sequence[Candidate], doc: Article
) -> list[Standing]:
    """Nobody, and the likeliest of one side (0 actor, 1 recipient), the surest first; `blank`: chance of nobody."""
    able = [x for x in judged if role or (x[1].surest_actor.mention.kind != "place" and not x[1].barred)]
    ranked = sorted(able, key=lambda x: -x[0][role])[: _RECIPIENTS if role else _ACTORS]
    ranked = ranked[:1] + [x for x in ranked[1:] if x[0][role] >= _FAINT]
    lead = candidates[0]
    kind, empty = lead.entry.type, step(blank)
    top = step(ranked[0][0][role]) if ranked else -1
    none: Part = (_nobody, empty, top, kind, lead.entry.id, lead.form, lead.tag[:2])
    found = [Standing(None, None, 0, [none])]
    for n, (chances, party) in enumerate(ranked):
        option = party.surest(role)
        own, other = step(chances[role]), step(chances[1 - role])
        parts: list[Part] = [
            (_chances, own, other, empty, top - own, min(n, 2), kind),
            (_country, step(_together(judged, party, role)), own // 2),
            (_kind, option.mention.kind, option.mention.sector or "-", kind, own // 4),
        ]
        found.append(Standing(party, option, n + 1, parts, doc.beside(party, candidates)))
    return found


def _together(judged: Sequence[Judged], party: Party, role: int) -> float:
    """The chance that any party of the same country takes the side."""
    country = party.options[0][1].mention.country
    missing = 1.0
    for chances, other in judged:
        if other is party or (country and other.options[0][1].mention.country == country):
            missing *= 1.0 - chances[role]
    return 1.0 - missing


def _nobody(blank: int, top: int, kind: str, entry: str, form: str, tag: str) -> list[str]:
    return [
        "none", f"none:{blank}", f"none:{kind}", f"none:{kind}|{blank // 2}", f"none:top{top}",
        f"none:{blank // 2}|top{top // 2}", f"none:{entry}", f"none:{kind}|{form}", f"none:{form}|{tag}",
    ]  # fmt: skip


def _chances(own: int, other: int, blank: int, gap: int, rank: int, kind: str) -> list[str]:
    return [
        f"own:{own}", f"other:{other}", f"both:{own // 2}|{other // 2}", f"some:{blank}", f"gap:{gap}",
        f"some:{blank // 2}|{own // 2}", f"own:{own // 2}|{kind}", f"gap:{gap}|{rank}",
    ]  # fmt: skip


def _country(together: int, own: int) -> list[str]:
    return [f"together:{together}", f"together:{together}|{own}"]


def _kind(of: str, sector: str, kind: str, own: int) -> list[str]:
    return [f"of:{of}|{sector}|{own}", f"of:{of}|{sector}|{kind}"]


def together(actor: Standing, recipient: Standing, lead: Candidate) -> list[Part]:
    """What the weights see of a doer and of one it is done to beside each other."""
    kind, form = lead.entry.type, lead.form
    out: list[Part] = [(_ranks, actor.rank, recipient.rank, kind)]
    a, r = actor.option, recipient.option
    if a is None or r is None:
        one = a or r
        if one is not None:
            m = one.mention
            out.append((_one_side, a is None, one.slot, m.kind, m.sector or "-", kind, form, lead.entry.mutual))
        return out
    m, n = a.mention, r.mention
    same = "?" if not (m.country and n.country) else str(m.country == n.country)
    out += [
        (_lands, same, kind, m.sector or "-", n.sector or "-", lead.entry.mutual),
        (_kinds, same, kind, m.kind, n.kind),
        (_slots, a.slot, r.slot, form, kind, m.first < n.first),
        (_frames, a.frame, r.frame, a.slot[0], r.slot[0], a.preposition, r.preposition, form),
        (_way, *_way_between(lead, m, n), m.first < n.first, form, kind, lead.tag[:2]),
        (_elsewhere, *[int(p * 4) for p in (*actor.known, *recipient.known)]),
    ]
    return out


def _way_between(lead: Candidate, m: Mention, n: Mention) -> tuple[str, str]:
    """The signs of the words between two mentions of the sentence, and on which side of the event word each stands."""
    first, last = sorted((m, n), key=lambda x: x.first)
    sides = _side(lead, m) + _side(lead, n)
    if _AWAY in sides or last.first <= first.last:
        return "-", sides
    return lead.shape.signs(first.last + 1, last.first)[:_PATH], sides


def _side(c: Candidate, m: Mention) -> str:
    if not c.shape.s.start <= m.first < c.shape.s.end:
        return _AWAY
    return "L" if m.last < c.first else "R"


def _ranks(actor: int, recipient: int, kind: str) -> list[str]:
    return [f"ranks:{actor}|{recipient}", f"ranks:{actor}|{recipient}|{kind}"]


def _one_side(passive: bool, slot: str, of: str, sector: str, kind: str, form: str, mutual: bool) -> list[str]:
    return [
        f"one:{passive}|{kind}", f"one:{passive}|{slot}|{kind}", f"one:{passive}|{of}|{sector}|{kind}",
        f"one:{passive}|{form}|{slot}", f"one:{passive}|{mutual}",
    ]  # fmt: skip


def _lands(same: str, kind: str, actor: str, recipient: str, mutual: bool) -> list[str]:
    return [
        f"same:{same}", f"same:{same}|{kind}", f"same:{same}|{actor}|{recipient}", f"same:{same}|{mutual}",
        f"sectors:{actor}|{recipient}|{kind}",
    ]  # fmt: skip


def _kinds(same: str, kind: str, actor: str, recipient: str) -> list[str]:
    return [f"kinds:{actor}|{recipient}|{same}", f"kinds:{actor}|{recipient}|{kind}"]


def _slots(actor: str, recipient: str, form: str, kind: str, before: bool) -> list[str]:
    sides = f"{actor[0]}|{recipient[0]}"
    return [
        f"slots:{actor}|{recipient}", f"slots:{actor}|{recipient}|{form}", f"slots:{sides}|{kind}",
        f"order:{before}|{form}|{kind}", f"order:{before}|{sides}",
    ]  # fmt: skip


def _frames(actor: str, recipient: str, a: str, r: str, before: str, behind: str, form: str) -> list[str]:
    return [
        f"frames:{actor}|{recipient}", f"frames:{actor}|{recipient}|{a}|{r}", f"preps:{before}|{behind}|{form}",
    ]  # fmt: skip


def _way(between: str, sides: str, before: bool, form: str, kind: str, tag: str) -> list[str]:
    return [
        f"between:{between}", f"between:{between}|{before}|{form}", f"stand:{sides}|{form}|{kind}",
        f"stand:{sides}|{tag}",
    ]  # fmt: skip


def _elsewhere(
    like_a: int, like_r: int, all_a: int, all_r: int, other_a: int, other_r: int, others_a: int, others_r: int
) -> list[str]:
    return [
        f"type:{like_a}|{other_r}", f"turned:{like_r}|{other_a}",
        f"all:{all_a > all_r}|{others_a > others_r}", f"all:{all_a}|{others_r}",
    ]  # fmt: skip


def line_ups(actors: Sequence[Standing], recipients: Sequence[Standing]) -> list[tuple[Standing, Standing]]:
    """All pairs of which one at least is somebody; nobody stands on both sides."""
    return [(x, y) for x in actors for y in recipients if x.party is not y.party]


_PLACE = 4  # of the weights of actors among the models that look at an option; those of recipients are the next


class LineupWeights:
    """The weights of each standing alone, as actor and as recipient, and of two beside each other."""

    def __init__(self, actor: dict[str, float], recipient: dict[str, float], both: dict[str, float]) -> None:
        self._alone = SideBySide({}, {}, {}, {}, actor, recipient)  # in the places in which the first look has them
        self._both = SideBySide(both)

    def alone(self, x: Standing, role: int) -> int:
        """What a standing weighs on its side, in units."""
        total = self._alone.total(x.parts)
        if x.option is not None:
            seen = x.option.weighed
            total += self._alone.total(x.option.parts) if seen is None else seen
        return units_at(total, _PLACE + role)

    def both(self, parts: Sequence[Part]) -> int:
        """What two weigh beside each other, in units."""
        return self._both.total(parts)


def best_lineup(
    actors: Sequence[Standing], recipients: Sequence[Standing], lead: Candidate, weights: LineupWeights
) -> tuple[Party | None, Party | None]:
    """The likeliest doer and the likeliest one it is done to, of whom one may be nobody."""
    alone = [{id(x): weights.alone(x, n) for x in side} for n, side in enumerate((actors, recipients))]
    best: tuple[int, Party | None, Party | None] | None = None
    for x, y in line_ups(actors, recipients):
        total = alone[0][id(x)] + alone[1][id(y)] + weights.both(together(x, y, lead))
        if best is None or total > best[0]:
            best = total, x.party, y.party
    return (None, None) if best is None else best[1:]
