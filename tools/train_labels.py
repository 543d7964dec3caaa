"""Which gold event, role or merged event stands behind what was found, for tools/train.py."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from marsad.coding.candidates import Candidate
from marsad.coding.coder import Reading
from marsad.coding.merge import Draft
from marsad.coding.sides import Party
from marsad.find.mentions import Mention

ROLES = ("actor", "recipient")
Gold = dict[str, Any]


def overlaps(a: tuple[int, int], b: Gold) -> bool:
    """Whether a span of code points touches a gold span."""
    return bool(a[0] < b["end"] and b["start"] < a[1])


def gold_event(reading: Reading, c: Candidate, gold: Gold) -> Gold | None:
    """The gold event a candidate names: same type and a mention that touches it."""
    span = reading.a.span(c.first, c.last)
    for event in gold["events"]:
        if event["type"] == c.entry.type and any(overlaps(span, m) for m in event["mentions"]):
            return dict(event)
    return None


def near_event(reading: Reading, c: Candidate, gold: Gold, touched: set[int]) -> Gold | None:
    """A gold event of the type with a mention in the sentence that no candidate touches."""
    low, high = reading.a.span(c.shape.s.start, c.shape.s.end - 1)
    for n, event in enumerate(gold["events"]):
        if n in touched or event["type"] != c.entry.type:
            continue
        if any(low <= m["start"] < high for m in event["mentions"]):
            return dict(event)
    return None


def touches(reading: Reading, m: Mention, entities: list[Gold]) -> bool:
    """Whether a mention, or the fuller one it refers to, touches one of the gold entities."""
    spans = [reading.a.span(x.first, x.last) for x in {id(m): m, id(m.best): m.best}.values()]
    return any(overlaps(s, e) for s in spans for e in entities)


def called(reading: Reading, m: Mention, entities: list[Gold]) -> bool:
    """Whether a mention has the words of one of the gold entities, but for articles and joined "and"."""
    start, end = reading.a.span(m.first, m.last)
    words = _bare(reading.a.text[start:end])
    return any(_bare(e["text"]) == words for e in entities)


def _bare(text: str) -> list[str]:
    return [word.removeprefix("و").removeprefix("ال") for word in text.replace('"', "").split()]


def role_of(reading: Reading, m: Mention, event: Gold) -> str:
    """actor, recipient or none: by touching words, else by country where the gold names one."""
    spans = [reading.a.span(x.first, x.last) for x in {id(m): m, id(m.best): m.best}.values()]
    for role in ("actor", "recipient"):
        if any(overlaps(s, e) for s in spans for e in event[role]):
            return role
    if m.kind == "place":  # a town of the actor's country is not the actor
        return "none"
    found = [role for role in ROLES if m.country and m.country in {e["country"] for e in event[role]}]
    return found[0] if len(found) == 1 else "none"


def stands_on(reading: Reading, party: Party, event: Gold, role: str) -> bool:
    """Whether a party is on a side of an event: by the words of any of its mentions, or by its country."""
    if any(role_of(reading, o.mention, event) == role for _, o in party.options):
        return True
    m = party.surest(ROLES.index(role)).mention
    return bool(m.country) and m.country in {e["country"] for e in event[role]}


def answered(reading: Reading, drafts: list[Draft], gold: Gold) -> dict[int, Gold]:
    """The gold event of each draft that is one: paired by type and sentence, the same words and sides first."""
    pairs: list[tuple[int, int, int]] = []
    for n, event in enumerate(gold["events"]):
        told = {_sentence(reading, m["start"]) for m in event["mentions"]}
        for k, d in enumerate(drafts):
            if d.lead.entry.type != event["type"] or told.isdisjoint(c.shape.s.number for c in d.candidates):
                continue
            spans = [reading.a.span(c.first, c.last) for c in d.candidates]
            agreed = 2 * any(overlaps(s, m) for s in spans for m in event["mentions"])
            for role, mentions in zip(ROLES, (d.actors, d.recipients), strict=True):
                mine, theirs = {m.country for m in mentions}, {e["country"] for e in event[role]}
                agreed += bool(mine & theirs) if mine and theirs else mine == theirs
            pairs.append((-agreed, n, k))
    events: set[int] = set()
    right: dict[int, Gold] = {}
    for _, n, k in sorted(pairs):
        if n not in events and k not in right:
            events.add(n)
            right[k] = gold["events"][n]
    return right


def _sentence(reading: Reading, start: int) -> int:
    """The number of the sentence that holds a code point."""
    return bisect_right(reading.sentence_starts, start) - 1
