"""Mentions of one happening become one event."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

import msgspec

from marsad.coding.candidates import Candidate
from marsad.coding.model import Part, SideBySide
from marsad.coding.pairs import SURE, VERBAL, pair_features
from marsad.coding.settings import Settings
from marsad.find.mentions import Mention
from marsad.types import TimeMention

_TOGETHER = 0.45  # mean chance of the pairs of two groups from which they are one
_LOOK_BACK = 60  # mentions of its type that a mention is compared with: articles have fewer, a hostile text not
_APART = frozenset({"negated", "hypothetical"})  # what was denied or only possible is not what was done


Sure = dict[tuple[int, int], float]  # 0 for actors or 1 for recipients, and the id of a mention → its chance there


class Draft(msgspec.Struct):
    """An event before it is written out: its mentions, the surest first, and what they agree on."""

    candidates: list[Candidate]
    actors: list[Mention]
    recipients: list[Mention]
    chain: list[Mention]
    time: TimeMention | None
    place: Mention | None
    historical: bool
    status: str
    own: bool = True  # strong enough to be an event by itself
    actor_p: float = 0.0
    recipient_p: float = 0.0
    alike: float = 0.0  # mean chance to be one with the event that is most like it
    chance: float = 0.0  # to be an event, over all mentions
    notes: dict[str, str] = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)
    seen: list[Part] = msgspec.field(default_factory=list)  # what the verdict sees of it but for who takes part
    hopeless: bool = False  # no event, whoever takes part; his sides are not decided

    @property
    def lead(self) -> Candidate:
        """The most certain mention."""
        return self.candidates[0]


Sides = Callable[[list[Candidate]], tuple[list[Mention], list[Mention], Sure]]
Chance = Callable[[Draft, Draft], float]


def merge(
    drafts: list[Draft],
    weights: SideBySide,
    sides: Sides,
    settings: Settings,
    drop: Callable[[list[Draft]], None] | None = None,
) -> list[Draft]:
    """Join drafts that tell the same happening; those with a participant come back, in text order.

    The likeliest pair is joined first, then the next, groups by the mean over their pairs, as long as the learned
    pair weights hold a join for likely enough. `sides` decides who takes part in what was joined, but for what `drop`
    marks as hopeless before.
    """
    groups, alike = group(drafts, lambda a, b: weights.probability(pair_features(a, b, settings)))
    merged = [_joined(members) for members in groups]
    for d, near in zip(merged, alike, strict=True):
        d.alike = near
    if drop is not None:
        drop(merged)
    for d in merged:
        if d.hopeless:
            d.actors, d.recipients = [], []
        else:
            d.actors, d.recipients, d.sure = sides(d.candidates)
    _link_contents(merged, sides)
    return [d for d in merged if d.hopeless or d.actors or d.recipients]


class _Link:
    """What is known of two groups: the sum over their pairs, and whether anything keeps them apart."""

    __slots__ = ("barred", "fits", "pairs", "total")

    def __init__(self, a: Draft, b: Draft, chance: float) -> None:
        self.total = chance
        self.pairs = 1
        self.barred = a.status != b.status and bool(_APART & {a.status, b.status})
        self.fits = a.lead.entry.type != "COERCE" or not _other_mode(a, b)  # for one pair at least

    def add(self, other: _Link) -> None:
        """Take in the pairs of another link."""
        self.total += other.total
        self.pairs += other.pairs
        self.barred = self.barred or other.barred
        self.fits = self.fits or other.fits

    @property
    def mean(self) -> float:
        """The mean chance of the pairs, 0 where the groups cannot be one."""
        return self.total / self.pairs if self.fits and not self.barred else 0.0


def group(drafts: list[Draft], chance: Chance) -> tuple[list[list[Draft]], list[float]]:
    """The drafts of each happening in text order, and how much each group is like the one most like it.

    `chance` says how likely two drafts of one type, in text order, tell the same happening.
    """
    links = _find_links(drafts, chance)
    members = {n: [n] for n in range(len(drafts))}
    heap = [(-x.mean, n, m) for n, found in enumerate(links) for m, x in found.items() if n < m]
    heapify(heap)
    while heap and -heap[0][0] >= _TOGETHER:
        mean, n, m = heappop(heap)
        link = links[n].get(m)
        if link is None or link.mean != -mean:
            continue  # one of the groups has grown since
        members[n] += members.pop(m)
        del links[n][m], links[m][n]
        for other, more in links[m].items():
            known = links[n].get(other)
            if known is None:
                links[n][other] = links[other][n] = more
            else:
                known.add(more)
            del links[other][m]
        links[m] = {}
        for other, x in links[n].items():
            heappush(heap, (-x.mean, min(n, other), max(n, other)))
    kept = sorted(members)
    alike = [max((x.mean for x in links[n].values()), default=0.0) for n in kept]
    return [[drafts[x] for x in sorted(members[n])] for n in kept], alike


def _find_links(drafts: list[Draft], chance: Chance) -> list[dict[int, _Link]]:
    """For each draft its links to those of its type; both ends share one."""
    links: list[dict[int, _Link]] = [{} for _ in drafts]
    by_type: dict[str, list[int]] = {}
    for m, second in enumerate(drafts):
        earlier = by_type.setdefault(second.lead.entry.type, [])
        for n in earlier[-_LOOK_BACK:]:
            first = drafts[n]
            links[n][m] = links[m][n] = _Link(first, second, chance(first, second))
        earlier.append(m)
    return links


def _other_mode(a: Draft, b: Draft) -> bool:
    """Modes are told of both and differ: closing ports is not seizing a ship."""
    return bool(a.lead.mode and b.lead.mode) and not set(a.lead.mode) & set(b.lead.mode)


def _joined(members: list[Draft]) -> Draft:
    """One draft of a group: strong mentions first."""
    first = next((d for d in members if d.own), members[0])
    for other in members:
        if other is not first:
            _join(first, other)
    return first


# Verbal acts whose object is often an act of others: condemning a strike blames those who struck.
_ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_CONTENT_REACH = 8  # tokens between the verbal act and the act it is about


def may_aim(d: Draft) -> bool:
    """Whether it may be aimed at those who did what it is about."""
    return d.lead.entry.type in _ABOUT_ACTS and d.recipient_p < SURE


def _link_contents(drafts: list[Draft], sides: Sides) -> None:
    """A verbal act about an act of others, with no sure recipient, is aimed at those who did it."""
    for d in drafts:
        if d.hopeless or not may_aim(d):
            continue
        for c in d.candidates:
            about = _act_behind(c, drafts)
            if about is not None and about.hopeless and not about.actors:
                about.actors, about.recipients, about.sure = sides(about.candidates)
            if about is not None and about.actors and about.actor_p >= d.recipient_p:
                others = [m for m in about.actors if m.country not in {x.country for x in d.actors}]
                if others:
                    d.recipients, d.recipient_p = others, about.actor_p
                    break


def _act_behind(c: Candidate, drafts: list[Draft]) -> Draft | None:
    """The event that stands in the complement of a candidate, before any other verb."""
    verbs = [v for v in c.shape.verb if v > c.last]
    limit = min([c.last + _CONTENT_REACH, *verbs])
    for d in drafts:
        if d.lead.entry.type in VERBAL:
            continue
        if any(x.shape is c.shape and c.last < x.first <= limit for x in d.candidates):
            return d
    return None


def _join(a: Draft, b: Draft) -> None:
    """One draft of two; what is decided over all mentions (sides, chain, time, place) comes after."""
    a.actor_p, a.recipient_p = max(a.actor_p, b.actor_p), max(a.recipient_p, b.recipient_p)
    if b.own and not a.own:
        a.historical, a.status, a.own = b.historical, b.status, True
    a.candidates += b.candidates
    a.candidates.sort(key=lambda c: -c.probability)
