"""Mentions of one happening become one event."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.coding.candidates import Candidate
from marsad.find.mentions import Mention
from marsad.types import TimeMention

_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(slots=True)
class Draft:
    """An event before it is written out: its mentions, best first by probability, and what they agree on."""

    candidates: list[Candidate]
    actors: list[Mention]
    recipients: list[Mention]
    chain: list[Mention]
    time: TimeMention | None
    place: Mention | None
    historical: bool
    status: str
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def lead(self) -> Candidate:
        """The most certain mention."""
        return self.candidates[0]


def merge(drafts: list[Draft]) -> list[Draft]:
    """Join drafts that tell the same happening, in text order."""
    merged: list[Draft] = []
    for draft in drafts:
        for other in merged:
            if same_happening(other, draft):
                _join(other, draft)
                break
        else:
            merged.append(draft)
    return merged


def same_happening(a: Draft, b: Draft) -> bool:
    """Same type, compatible participants, status, time and place; verbal acts also the same words or object."""
    x, y = a.lead, b.lead
    if x.entry.type != y.entry.type or a.historical != b.historical:
        return False
    if "negated" in (a.status, b.status) and a.status != b.status:
        return False
    if not _compatible(a.actors, b.actors) or not _compatible(a.recipients, b.recipients):
        return False
    if a.time and b.time and a.time.first != b.time.first and not _overlap(a.time, b.time):
        return False
    if x.entry.type in _VERBAL:
        if not (_codes(a.actors) & _codes(b.actors)):
            return False
        same_words = {c.entry.id for c in a.candidates} & {c.entry.id for c in b.candidates}
        shared = bool(_codes(a.recipients) & _codes(b.recipients)) or not (a.recipients and b.recipients)
        headline = x.shape.s.kind in ("title", "heading")
        return shared and (bool(same_words) or headline)
    if a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country:
        return False
    shared = bool(_codes(a.actors) & _codes(b.actors)) or bool(_codes(a.recipients) & _codes(b.recipients))
    return shared or not (a.actors and b.actors and a.recipients and b.recipients)


def _codes(mentions: list[Mention]) -> set[str]:
    return {m.country or m.best.head for m in mentions}


def _compatible(a: list[Mention], b: list[Mention]) -> bool:
    first = {m.country for m in a if m.country}
    second = {m.country for m in b if m.country}
    return not first or not second or bool(first & second)


def _overlap(a: TimeMention, b: TimeMention) -> bool:
    return a.first <= b.last and b.first <= a.last


def _join(a: Draft, b: Draft) -> None:
    headline = a.lead.shape.s.kind in ("title", "heading")
    a.candidates += b.candidates
    if headline or len(b.actors) and not a.actors:
        a.actors = b.actors or a.actors
    if headline or len(b.recipients) and not a.recipients:
        a.recipients = b.recipients or a.recipients
    a.chain = a.chain or b.chain
    a.time = a.time or b.time
    a.place = a.place or b.place
    a.candidates.sort(key=lambda c: -c.probability)
