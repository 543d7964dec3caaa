"""Mentions of one happening become one event."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from marsad.coding.candidates import Candidate
from marsad.coding.model import Part, SideBySide
from marsad.find.mentions import Mention
from marsad.types import TimeMention

_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_SURE = 0.5  # a participant less sure than this speaks but softly against a merge
_TOGETHER = 0.5
_LOOK_BACK = 60  # groups, and mentions of a group, that a mention is compared with: articles have fewer
_LOOK_AT = 20


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
    notes: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def lead(self) -> Candidate:
        """The most certain mention."""
        return self.candidates[0]


_APART = frozenset({"negated", "hypothetical"})  # what was denied or only possible is not what was done


Sides = Callable[[list[Candidate]], tuple[list[Mention], list[Mention]]]


def merge(drafts: list[Draft], weights: SideBySide, sides: Sides) -> list[Draft]:
    """Join drafts that tell the same happening, in text order; what only refers and finds nothing is dropped.

    Two mentions are joined when the learned pair weights say so more often than not, on average over the mentions
    already together; a status that contradicts keeps them apart. `sides` decides who takes part in what was joined.
    """
    groups: list[list[Draft]] = []
    for draft in drafts:
        recent = range(max(0, len(groups) - _LOOK_BACK), len(groups))
        scored = [(_togetherness(groups[n], draft, weights), n) for n in recent]
        best, n = max(scored, default=(0.0, -1))
        if best >= _TOGETHER:
            groups[n].append(draft)
        else:
            groups.append([draft])
    merged = [_joined(group) for group in groups]
    for d in merged:
        d.actors, d.recipients = sides(d.candidates)
    _link_contents(merged)
    return [d for d in merged if d.own and (d.actors or d.recipients)]


def _togetherness(group: list[Draft], draft: Draft, weights: SideBySide) -> float:
    if group[0].lead.entry.type != draft.lead.entry.type:
        return 0.0
    near = group[-_LOOK_AT:]
    if draft.lead.entry.type == "COERCE" and all(_other_mode(x, draft) for x in near):
        return 0.0
    if any(x.status != draft.status and _APART & {x.status, draft.status} for x in near):
        return 0.0
    return sum(weights.probability(pair_features(x, draft)) for x in near) / len(near)


def _other_mode(a: Draft, b: Draft) -> bool:
    """Modes are told of both and differ: closing ports is not seizing a ship."""
    return bool(a.lead.mode and b.lead.mode) and not set(a.lead.mode) & set(b.lead.mode)


def pair_features(a: Draft, b: Draft) -> list[Part]:
    """What speaks for and against two mentions telling one happening; `a` stands first in the text."""
    x, y = a.lead, b.lead
    kind = x.entry.type
    verbal = kind in _VERBAL
    actors = _relation(a.actors, b.actors, min(a.actor_p, b.actor_p))
    recipients = _relation(a.recipients, b.recipients, min(a.recipient_p, b.recipient_p))
    words = (
        "entry" if _stem(x) == _stem(y) else "same" if x.shape.a.keys[x.first] == y.shape.a.keys[y.first] else "other"
    )
    times = "none"
    if a.time and b.time:
        times = "same" if a.time.first == b.time.first else "overlap" if _overlap(a.time, b.time) else "apart"
    places = "none"
    if a.place and b.place:
        places = (
            "same"
            if _place(a.place) == _place(b.place)
            else "country"
            if a.place.country == b.place.country
            else "apart"
        )
    gap = y.shape.s.number - x.shape.s.number
    near = "0" if gap == 0 else "1" if gap == 1 else "2-4" if gap < 5 else "far"
    stems = "~".join(sorted((_stem(x), _stem(y))))
    told = "~".join(sorted((a.status, b.status)))
    point = "reference" if _is_reference(y) else y.form
    head = "title" if x.shape.s.kind == "title" else "-"
    return [
        (_side_features, kind, verbal, actors, recipients),
        (_about_features, kind, verbal, words, times, places, near),
        (_form_features, verbal, point, head, x.form, y.form),
        f"status:{a.status == b.status}",
        f"historical:{a.historical == b.historical}",
        f"modes:{bool(set(x.mode) & set(y.mode))}|{bool(x.mode and y.mode)}",
        f"definite:{y.definite}|{y.form}",
        (_word_features, kind, verbal, actors, recipients, words, near),
        (_stem_features, stems, actors),
        (_status_features, told, verbal, times, words, places),
    ]


def _side_features(kind: str, verbal: bool, actors: str, recipients: str) -> list[str]:
    sides = f"sides:{actors}|{recipients}"
    return ["bias", f"type:{kind}", f"actors:{actors}", f"recipients:{recipients}", sides, f"{sides}|{verbal}"]


def _about_features(kind: str, verbal: bool, words: str, times: str, places: str, near: str) -> list[str]:
    return [
        f"words:{words}", f"words:{words}|{verbal}", f"words:{words}|{kind}", f"times:{times}",
        f"times:{times}|{verbal}", f"places:{places}", f"places:{places}|{verbal}", f"near:{near}",
        f"near:{near}|{verbal}",
    ]  # fmt: skip


def _form_features(verbal: bool, point: str, head: str, first: str, second: str) -> list[str]:
    return [f"point:{point}", f"point:{point}|{head}", f"forms:{first}|{second}|{verbal}", f"title:{head}|{verbal}"]


def _word_features(kind: str, verbal: bool, actors: str, recipients: str, words: str, near: str) -> list[str]:
    return [
        f"actors:{actors}|{words}|{verbal}", f"recipients:{recipients}|{words}|{verbal}", f"near:{near}|{words}",
        f"type:{kind}|{actors}|{recipients}",
    ]  # fmt: skip


def _stem_features(stems: str, actors: str) -> list[str]:
    return [f"stems:{stems}", f"stems:{stems}|{actors}"]


def _status_features(told: str, verbal: bool, times: str, words: str, places: str) -> list[str]:
    return [f"told:{told}", f"told:{told}|{verbal}", f"times:{times}|{words}|{verbal}", f"places:{places}|{words}"]


def _stem(c: Candidate) -> str:
    return c.entry.id.partition(">")[0]


def _place(m: Mention) -> int:
    return m.places[0] if m.places else -m.index


def _relation(a: list[Mention], b: list[Mention], sure: float) -> str:
    if not a or not b:
        return "both-empty" if not a and not b else "one-empty"
    one, two = _codes(a), _codes(b)
    if one & two:
        return "shared" if sure >= _SURE else "shared?"
    return "apart" if sure >= _SURE else "apart?"


def _joined(group: list[Draft]) -> Draft:
    """One draft of a group: strong mentions first."""
    first = next((d for d in group if d.own), group[0])
    for other in group:
        if other is not first:
            _join(first, other)
    return first


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


def _is_reference(c: Candidate) -> bool:
    """A definite noun with no sure participant of its own points back: الضربات، هذا الهجوم."""
    return c.form == "noun" and c.definite and max(c.actor_p, c.recipient_p) < _SURE


def _codes(mentions: list[Mention]) -> set[str]:
    return {m.country or m.best.head for m in mentions}


def _overlap(a: TimeMention, b: TimeMention) -> bool:
    return a.first <= b.last and b.first <= a.last


def _join(a: Draft, b: Draft) -> None:
    """One draft of two; what is decided over all mentions (sides, chain, time, place) comes after."""
    a.actor_p, a.recipient_p = max(a.actor_p, b.actor_p), max(a.recipient_p, b.recipient_p)
    if b.own and not a.own:
        a.historical, a.status, a.own = b.historical, b.status, True
    a.candidates += b.candidates
    a.candidates.sort(key=lambda c: -c.probability)
