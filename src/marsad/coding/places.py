"""Where an event happened: the places named around its mentions, weighed together once the mentions are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.coding.candidates import Candidate
from marsad.coding.circumstance import PLACES, place_of
from marsad.coding.mention_features import path
from marsad.coding.syntax import Shape
from marsad.find.mentions import Mention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading


class Site(NamedTuple):
    """A named place that may be where an event happened, seen from one of its mentions."""

    candidate: Candidate
    mention: Mention
    shape: Shape  # the sentence the place stands in: the candidate's own, or one before it


def find_sites(candidates: Sequence[Candidate], reading: Reading) -> list[Site]:
    """Places of the sentences of an event's mentions, and of the sentence before each in the same block."""
    found: list[Site] = []
    for c in sorted(candidates, key=lambda x: x.first):
        found += [Site(c, m, c.shape) for m in reading.places(c.shape)]
        number = c.shape.s.number
        if number and reading.shapes[number - 1].s.kind != "title":
            before = reading.shapes[number - 1]
            found += [Site(c, m, before) for m in reading.places(before)]
    return found


def places_of(shape: Shape) -> list[Mention]:
    """The places a sentence names, those inside a longer name too: القنصلية السعودية في إسطنبول."""
    found: list[Mention] = []
    for m in shape.mentions:
        if m.kind in PLACES:
            found.append(m)
        else:
            found += [x for i in range(m.first + 1, m.last + 1) if (x := _inner(shape, m, i)) is not None]
    return found


def _inner(shape: Shape, m: Mention, i: int) -> Mention | None:
    """The place that begins at token i of a longer mention, when the mention lies there or a preposition says so."""
    a = shape.a
    for match in a.matches(i):
        if match.ref.family != "place" or i + match.size - 1 > m.last:
            continue
        entry, reading = match.ref.entry, match.reading
        if entry in m.places or a.keys[i - 1] == "في" or reading.preposition == "ب":
            row = a.tables.places[entry]
            return Mention(
                i, i + match.size - 1, "place", row.country or None, None, reading.core, row.id, entry, "place",
                preposition=reading.preposition, conjunction=reading.conjunction, places=[entry], name_first=i,
            )  # fmt: skip
    return None


def site_features(site: Site, candidates: Sequence[Candidate], reading: Reading) -> list[str]:
    """What the weights see of a place: what governs it, how it hangs on the event, what stands beside it."""
    c, m, shape = site
    a = reading.a
    prep = shape.preposition(m) or "-"
    grain = a.tables.places[m.places[0]].precision if m.places else m.kind
    kind = "verbal" if c.entry.type in ("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT") else "act"
    head = _governing(shape, m)
    within = shape.at(m.first)
    out = [
        "bias",
        f"prep:{prep}|{grain == 'country'}",
        f"type:{c.entry.type}",
        f"grain:{grain}",
        f"grain:{grain}|{kind}",
        f"head:{head}",
        f"block:{shape.s.kind}",
        f"within:{shape.at(m.first) is not m}",
        f"within:{within.kind if within is not None else '-'}|{prep}",
        f"told:{min(len(candidates), 3)}",
    ]
    if shape is not c.shape:
        return [*out, "before", f"before|{c.form}|{c.definite}", f"before|{prep}", f"before|{c.entry.type}"]
    return out + _reach_features(site, reading, prep, grain, kind)


def _reach_features(site: Site, reading: Reading, prep: str, grain: str, kind: str) -> list[str]:
    """How a place of the event's own sentence hangs on the event."""
    c, m, shape = site
    a = reading.a
    side = "after" if m.first > c.first else "before"
    low, high = sorted((c.first, m.first))
    crossed = min(sum(low < v < high for v in shape.verb), 3)
    bounds = min(sum(low < j < high for j in shape.boundaries()), 3)
    between = min(sum(low < x.first < high for x in reading.beside(c)), 3)
    commas = min(sum(a.words[j].surface in "،," for j in range(low, high)), 3)
    closer = sum(low < x.first < high for x in reading.places(shape))
    slot = next((o.slot for o in c.options if o.mention is m), "-")
    actor = any(x is m for x in c.actors)
    recipient = any(x is m for x in c.recipients)
    ruled = place_of(c, shape.mentions, a) is m
    inner, outer = _nested(reading.places(shape), m)
    way, _ = path(c, m.first, m.last)
    return [
        f"path:{side}{way}",
        f"path:{side}{way}|{c.form}",
        f"path:{side}{way}|{prep}",
        f"prep:{prep}|{side}|{kind}",
        f"prep:{prep}|{c.entry.type}",
        f"dist:{_near(high - low)}|{side}|{c.form}",
        f"crossed:{crossed}|{side}",
        f"crossed:{crossed}|{side}|{prep in ('في', 'ب')}",
        f"bounds:{bounds}|{side}",
        f"between:{between}|{side}",
        f"commas:{commas}|{side}",
        f"closer:{min(closer, 2)}|{side}",
        f"slot:{slot}|{grain}",
        f"role:{actor}|{recipient}|{grain}",
        f"role:{actor}|{recipient}|{prep}",
        f"nested:{inner}|{outer}",
        f"ruled:{ruled}",
        f"ruled:{ruled}|{kind}",
        f"headed:{c.first <= _head_token(shape, m) <= c.last}|{prep}",
    ]


def _near(n: int) -> str:
    for limit in (2, 4, 7, 12, 20):
        if n <= limit:
            return str(limit)
    return "far"


def _head_token(shape: Shape, m: Mention) -> int:
    """The token before the preposition of a place: what the place is said of."""
    j = m.first - 1
    if not m.preposition and j >= shape.s.start and shape.func.get(j) == "prep":
        j -= 1
    return j


def _governing(shape: Shape, m: Mention) -> str:
    """The word before a place and its preposition, shortened to what is known of it."""
    a, j = shape.a, _head_token(shape, m)
    if j < shape.s.start:
        return "start"
    if a.keys[j] in a.tables.cues["topic"]:
        return "topic"
    if a.keys[j] in a.tables.locatives:
        return "locative"
    for hit in a.words[j].hits:
        if hit.ref.family in ("event", "report", "noun", "place", "nisba"):
            return hit.ref.family
    return a.words[j].kind


def _nested(places: list[Mention], m: Mention) -> tuple[bool, bool]:
    """Whether a larger place follows right behind (في دوما بالغوطة), and whether a smaller one stands right before."""
    inner = outer = False
    for x in places:
        inner = inner or 0 < x.first - m.last <= 2
        outer = outer or 0 < m.first - x.last <= 2
    return inner, outer


def surest_site(judged: list[tuple[float, Site]], floor: float, finer: float) -> Mention | None:
    """The likeliest place, when it is likelier than `floor`: named at several mentions it is likelier than at one.

    A smaller place of the same country is taken instead when its chance is at least the share `finer` of that.
    """
    doubt: dict[str, float] = {}
    best: dict[str, tuple[float, Mention]] = {}
    for p, site in judged:
        key = site.mention.id or site.mention.head
        doubt[key] = doubt.get(key, 1.0) * (1.0 - p)
        if key not in best or p > best[key][0]:
            best[key] = (p, site.mention)
    ranked = sorted(best, key=lambda k: doubt[k])  # stable: of equals the first
    if not ranked or 1.0 - doubt[ranked[0]] <= floor:
        return None
    found = best[ranked[0]][1]
    for key in ranked[1:]:
        m = best[key][1]
        smaller = m.kind == "place" and found.kind != "place" and m.country == found.country
        if smaller and 1.0 - doubt[key] >= finer * (1.0 - doubt[ranked[0]]):
            return m
    return found
