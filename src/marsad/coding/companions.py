"""Who stands beside the one that leads a side of an event: "France and Germany", against whoever else is about."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.candidates import Candidate, Option
from marsad.coding.lineup import Judged, step
from marsad.coding.model import Part
from marsad.coding.sides import Party, on_side

FAINT = 0.12  # a chance under which nobody is looked at
_PATH = 6  # signs between two mentions that are looked at
_FAR = 12  # tokens

Beside = tuple[float, Party, list[Part]]  # its chance on the side, who it is, what the weights see of it


def companions(
    judged: Sequence[Judged], role: int, lead: Party, opposite: Party | None, candidates: Sequence[Candidate]
) -> list[Beside]:
    """Those who may stand beside the lead of a side (0 actor, 1 recipient), the likeliest first.

    Of the lead's own country nobody is asked for but a part of the same phrase.
    """
    found: list[Beside] = []
    first = next(chances[role] for chances, x in judged if x is lead)
    leading, others = lead.surest(role), sorted(on_side(judged, role), key=lambda x: -x[0])
    against = opposite.surest(1 - role).mention.country if opposite is not None else None
    crowd = min(sum([chances[role] >= 2 * FAINT for chances, _ in judged]), 5)
    for p, party in others:
        option = party.surest(role)
        same = option.mention.country == leading.mention.country
        if p < FAINT:
            break
        if party is lead or party is opposite or (same and option.slot != leading.slot):
            continue
        chances = next(chances for chances, x in judged if x is party)
        kind, n = candidates[0].entry.type, option.mention
        found.append((p, party, [
            (_chances, step(p), step(chances[1 - role]), step(first), crowd, role),
            (_entry, candidates[0].entry.id, kind, candidates[0].entry.mutual, role),
            _between(lead, party, role),
            (_slots, leading.slot, option.slot, leading.frame, option.frame, kind, role),
            (_kinds, leading.mention.kind, n.kind, leading.mention.sector or "-", n.sector or "-", role),
            (_lands, same, bool(n.country), against is not None and against == n.country, kind, n.sector or "-", role),
            (_told, _mentions(party), min(len(candidates), 3), leading.mention.plural, n.plural, role),
        ]))  # fmt: skip
    return found


def _mentions(party: Party) -> int:
    return min(len({id(c) for c, _ in party.options}), 3)


def _between(lead: Party, party: Party, role: int) -> Part:
    """The way from the lead to another where they are named nearest to each other, in one sentence."""
    best: tuple[int, Candidate, Option, Option] | None = None
    for c, x in lead.options:
        for d, y in party.options:
            gap = max(x.mention.first, y.mention.first) - min(x.mention.last, y.mention.last)
            if c.shape is d.shape and gap > 0 and _here(c, x) and _here(c, y) and (best is None or gap < best[0]):
                best = gap, c, x, y
    if best is None:
        return (_apart, role)
    gap, c, x, y = best
    first, last = sorted((x.mention, y.mention), key=lambda m: m.first)
    signs = c.shape.signs(first.last + 1, last.first)[:_PATH]
    joined = bool(last.conjunction)
    return (_way, signs, min(gap, _FAR), joined, x.slot == y.slot, x.slot, y.slot, first is x.mention, role)


def _here(c: Candidate, o: Option) -> bool:
    return c.shape.s.start <= o.mention.first < c.shape.s.end


def _chances(own: int, other: int, first: int, crowd: int, role: int) -> list[str]:
    return [
        f"bias:{role}", f"own:{own}|{role}", f"other:{other}|{role}", f"both:{own // 2}|{other // 2}|{role}",
        f"first:{first}|{role}", f"gap:{first - own}|{role}", f"crowd:{crowd}|{role}",
    ]  # fmt: skip


def _entry(entry: str, kind: str, mutual: bool, role: int) -> list[str]:
    return [f"type:{kind}|{role}", f"mutual:{mutual}|{role}", f"entry:{entry}|{role}"]


def _apart(role: int) -> list[str]:
    return [f"apart:{role}"]


def _way(
    signs: str, gap: int, joined: bool, same: bool, lead: str, slot: str, ahead: bool, role: int
) -> list[str]:
    return [
        f"way:{signs}", f"way:{signs}|{role}", f"far:{gap}|{role}", f"joined:{joined}|{min(gap, 4)}|{role}",
        f"joined:{joined}|{same}|{role}", f"near:{lead}|{slot}|{role}", f"ahead:{ahead}|{joined}|{role}",
    ]  # fmt: skip


def _slots(lead: str, slot: str, frame: str, own: str, kind: str, role: int) -> list[str]:
    return [f"slots:{lead}|{slot}|{role}", f"slot:{slot}|{kind}|{role}", f"frames:{frame}|{own}|{role}"]


def _kinds(lead: str, own: str, sector: str, mine: str, role: int) -> list[str]:
    return [f"kinds:{lead}|{own}|{role}", f"sectors:{sector}|{mine}|{role}"]


def _lands(same: bool, known: bool, against: bool, kind: str, sector: str, role: int) -> list[str]:
    return [f"land:{same}|{known}|{role}", f"against:{against}|{role}", f"land:{kind}|{sector}|{same}|{role}"]


def _told(seen: int, of: int, lead: bool, own: bool, role: int) -> list[str]:
    return [f"seen:{seen}|{of}|{role}", f"many:{lead}|{own}|{role}"]
