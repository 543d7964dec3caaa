"""Mentions of one happening become one event."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.coding.candidates import Candidate
from marsad.find.mentions import Mention
from marsad.types import TimeMention

_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_SURE = 0.5  # a participant less sure than this speaks against no merge


@dataclass(slots=True)
class Draft:
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
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def lead(self) -> Candidate:
        """The most certain mention."""
        return self.candidates[0]


def merge(drafts: list[Draft]) -> list[Draft]:
    """Join drafts that tell the same happening, in text order; what only refers and finds nothing is dropped."""
    merged: list[Draft] = []
    for draft in drafts:
        fits = [m for m in merged if same_happening(m, draft)]
        if fits:
            _join(_nearest(fits, draft), draft)
        else:
            merged.append(draft)
    _link_contents(merged)
    for d in merged:
        _part_sides(d)
    return [d for d in merged if d.own and (d.actors or d.recipients)]


def _part_sides(d: Draft) -> None:
    """One actor does not stand on both sides: he stays where the reading is surer."""
    both = [m for m in d.actors if any(m is x or m.best is x.best for x in d.recipients)]
    for m in both:
        if d.actor_p >= d.recipient_p:
            d.recipients = [x for x in d.recipients if x is not m and x.best is not m.best]
        else:
            d.actors = [x for x in d.actors if x is not m and x.best is not m.best]


# Verbal acts whose object is often an act of others: condemning a strike blames those who struck.
_ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_CONTENT_REACH = 8  # tokens between the verbal act and the act it is about


def _link_contents(drafts: list[Draft]) -> None:
    """A verbal act about an act of others, with no sure recipient, is aimed at those who did it."""
    for d in drafts:
        if d.lead.entry.type not in _ABOUT_ACTS or d.recipient_p >= _SURE:
            continue
        for c in d.candidates:
            about = _act_behind(c, drafts)
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
        if d.lead.entry.type in _VERBAL:
            continue
        if any(x.shape is c.shape and c.last < x.first <= limit for x in d.candidates):
            return d
    return None


def _nearest(fits: list[Draft], draft: Draft) -> Draft:
    """Of several events the one that shares most, then the one told last."""
    return max(fits, key=lambda m: (_shared(m, draft), m.candidates[-1].first))


def _shared(a: Draft, b: Draft) -> int:
    return len(_codes(a.actors) & _codes(b.actors)) + len(_codes(a.recipients) & _codes(b.recipients))


def same_happening(a: Draft, b: Draft) -> bool:
    """Same type, compatible participants, status, time and place; verbal acts also the same words or object."""
    x, y = a.lead, b.lead
    if x.entry.type != y.entry.type:
        return False
    if "negated" in (a.status, b.status) and a.status != b.status:
        return False
    refers = y.form == "noun" and (not b.own or _is_reference(y))
    if a.historical != b.historical and not refers:
        return False
    if not _compatible(a, b):
        return False
    if a.time and b.time and a.time.first != b.time.first and not _overlap(a.time, b.time):
        return False
    if x.entry.type in _VERBAL:
        return _same_words(a, b, refers)
    if a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country:
        return False
    if refers:
        return True
    sure = min(a.actor_p, b.actor_p) >= _SURE or min(a.recipient_p, b.recipient_p) >= _SURE
    return _shared(a, b) > 0 or not sure


def _is_reference(c: Candidate) -> bool:
    """A definite noun with no sure participant of its own points back: الضربات، هذا الهجوم."""
    return c.form == "noun" and c.definite and max(c.actor_p, c.recipient_p) < _SURE


def _same_words(a: Draft, b: Draft, refers: bool) -> bool:
    x, y = a.lead, b.lead
    if not (_codes(a.actors) & _codes(b.actors)) and not refers:
        return False
    words = {c.entry.id.partition(">")[0] for c in a.candidates} & {
        c.entry.id.partition(">")[0] for c in b.candidates
    }
    objects = bool(_codes(a.recipients) & _codes(b.recipients)) or not (a.recipients and b.recipients)
    headline = x.shape.s.kind in ("title", "heading") or y.shape.s.kind == "heading"
    return objects and (bool(words) or headline)


def _codes(mentions: list[Mention]) -> set[str]:
    return {m.country or m.best.head for m in mentions}


def _compatible(a: Draft, b: Draft) -> bool:
    """No sure participant of one contradicts a sure one of the other."""
    for first, second, sure in (
        (a.actors, b.actors, min(a.actor_p, b.actor_p)),
        (a.recipients, b.recipients, min(a.recipient_p, b.recipient_p)),
    ):
        one = {m.country for m in first if m.country}
        two = {m.country for m in second if m.country}
        if sure >= _SURE and one and two and not one & two:
            return False
    return True


def _overlap(a: TimeMention, b: TimeMention) -> bool:
    return a.first <= b.last and b.first <= a.last


def _join(a: Draft, b: Draft) -> None:
    """Each slot is taken from the mention that is surer of it."""
    if b.actor_p > a.actor_p:
        a.actors, a.actor_p = b.actors, b.actor_p
    if b.recipient_p > a.recipient_p:
        a.recipients, a.recipient_p = b.recipients, b.recipient_p
    if b.own and not a.own:
        a.historical, a.status, a.own = b.historical, b.status, True
    a.chain = a.chain or b.chain
    a.time = a.time or b.time
    a.place = a.place or b.place
    a.candidates += b.candidates
    a.candidates.sort(key=lambda c: -c.probability)
