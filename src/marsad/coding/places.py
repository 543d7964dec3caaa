"""Where an event happened: of the places named around its mentions one, or none, chosen once they are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.coding.candidates import Candidate
from marsad.coding.circumstance import PLACES, place_of
from marsad.coding.mention_features import path
from marsad.coding.model import Part
from marsad.coding.syntax import Shape
from marsad.find.mentions import Mention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading
    from marsad.coding.merge import Draft

_IN = ("في", "ب")  # in, at
_FAR = 1000  # tokens to a place that none of the event's own sentences names
_RANKS = 3  # nearer places that are counted


class Site(NamedTuple):
    """A named place that may be where an event happened, seen from one of its mentions."""

    candidate: Candidate
    mention: Mention
    shape: Shape  # the sentence the place stands in: the candidate's own, or one before it


class Spot(NamedTuple):
    """A place an event may have happened at, wherever it is named around the event's mentions."""

    site: Site  # seen from the first mention whose sentence names it, where one does: what is weighed and shown
    named: Sequence[Mention]  # all its mentions around the event
    here: int  # mentions whose own sentence names it
    around: int  # mentions whose own sentence names it or the one before
    inside: bool  # "in" it or "at" it in the sentence of a mention
    near: int  # tokens to the nearest mention of its sentence
    first: bool  # the first mention's sentence names it
    lead: bool  # the surest mention's sentence names it
    grain: str  # how much it is: a country, a town, …


class Scene:
    """The places of an event seen together, and what holds whichever of them is looked at."""

    def __init__(self, event: Draft, mentions: int, reading: Reading) -> None:
        self.event = event
        told = sorted(event.candidates, key=lambda c: c.first)[:mentions]
        self.told = told
        self.spots = _spots(find_sites(told, reading), told[0], event.lead, reading)
        self.actors = {m.country for m in event.actors if m.country}
        self.recipients = {m.country for m in event.recipients if m.country}

    def nowhere(self) -> list[Part]:
        """What the weights see of an event that happened at none of the places."""
        lead, first, here = self.event.lead, self.told[0], [x for x in self.spots if x.here]
        inside = _many(len([x for x in here if x.inside]))
        lands = {x.grain == "country" for x in here}
        return [
            (_nowhere_features, lead.entry.type, lead.entry.id, "/".join(lead.mode), lead.form, lead.definite),
            (_offered_features, _many(len(self.spots)), _many(len(here)), _many(len(self.told)), inside,
             lead.entry.type, True in lands, False in lands),
            (_told_features, first.shape.s.kind, lead.status, int(first.historical_p * 4)),
        ]  # fmt: skip

    def features(self, spot: Spot, reading: Reading) -> list[Part]:
        """What the weights see of one of the places, in the light of the others."""
        others = [x for x in self.spots if x is not spot]
        country, told = spot.site.mention.country, _many(len(self.told))
        alike = {x.grain == "country" for x in others if x.site.mention.country == country}
        nearer = min(len([x for x in others if x.near < spot.near]), _RANKS)
        return [
            *site_features(spot.site, self.told, reading),
            (_named_features, _many(spot.here), _many(spot.around), told, spot.first, spot.lead),
            (_land_features, spot.grain, False in alike, True in alike, country in self.actors,
             country in self.recipients, spot.inside),
            (_rank_features, spot.inside, min(len([x for x in others if x.inside]), 2), nearer, len(self.spots),
             spot.grain, self.event.lead.entry.type),
        ]  # fmt: skip


def _spots(sites: Sequence[Site], start: Candidate, lead: Candidate, reading: Reading) -> list[Spot]:
    """The distinct places of sites, in their order; `start`: the first of the mentions, `lead`: the surest."""
    together: dict[str, list[Site]] = {}
    for x in sites:
        together.setdefault(x.mention.id or x.mention.head, []).append(x)
    found: list[Spot] = []
    for named in together.values():
        here = [x for x in named if x.shape is x.candidate.shape]
        site = min(here or named, key=lambda x: (x.candidate.first, _distance(x)))
        beside, around = [x.candidate for x in here], {x.candidate.first for x in named}
        found.append(
            Spot(
                site, [x.mention for x in named], len({c.first for c in beside}), len(around),
                any(x.shape.preposition(x.mention) in _IN for x in here), min(map(_distance, here), default=_FAR),
                any(c is start for c in beside), any(c is lead for c in beside), _grain(site, reading),
            )
        )  # fmt: skip
    return found


def _distance(x: Site) -> int:
    return abs(x.mention.first - x.candidate.first)


def _grain(x: Site, reading: Reading) -> str:
    return reading.a.tables.places[x.mention.places[0]].precision if x.mention.places else x.mention.kind


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


def site_features(site: Site, candidates: Sequence[Candidate], reading: Reading) -> list[Part]:
    """What the weights see of a place: what governs it, how it hangs on the event, what stands beside it."""
    c, m, shape = site
    prep = shape.preposition(m) or "-"
    grain = _grain(site, reading)
    kind = "verbal" if c.entry.type in ("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT") else "act"
    within = shape.at(m.first)
    out: list[Part] = [
        (_grain_features, prep, grain, kind, within is not m, within.kind if within is not None else "-"),
        (_standing_features, _governing(shape, m), shape.s.kind, c.entry.type, min(len(candidates), 3)),
    ]
    if shape is not c.shape:
        return [*out, (_before_features, prep, c.form, c.definite, c.entry.type)]
    return out + _reach_features(site, reading, prep, grain, kind)


def _grain_features(prep: str, grain: str, kind: str, inside: bool, within: str) -> list[str]:
    return [
        "bias", f"prep:{prep}|{grain == 'country'}", f"grain:{grain}", f"grain:{grain}|{kind}", f"within:{inside}",
        f"within:{within}|{prep}",
    ]  # fmt: skip


def _standing_features(head: str, block: str, kind: str, told: int) -> list[str]:
    return [f"type:{kind}", f"head:{head}", f"block:{block}", f"told:{told}"]


def _before_features(prep: str, form: str, definite: bool, kind: str) -> list[str]:
    return ["before", f"before|{form}|{definite}", f"before|{prep}", f"before|{kind}"]


def _reach_features(site: Site, reading: Reading, prep: str, grain: str, kind: str) -> list[Part]:
    """How a place of the event's own sentence hangs on the event."""
    c, m, shape = site
    side = "after" if m.first > c.first else "before"
    low, high = (c.first, m.first) if c.first < m.first else (m.first, c.first)
    here = reading.places(shape)
    crossed = min(len([v for v in shape.verb if low < v < high]), 3)
    bounds = min(len([j for j in shape.boundaries() if low < j < high]), 3)
    between = min(len([x for x in reading.in_sentence(shape.s.number) if low < x.first < high and x is not c]), 3)
    commas = min(len([key for key in reading.a.keys[low:high] if key in "،,"]), 3)
    closer = min(len([x for x in here if low < x.first < high]), 2)
    slot = next((o.slot for o in c.options if o.mention is m), "-")
    actor = any(x is m for x in c.actors)
    recipient = any(x is m for x in c.recipients)
    way, _ = path(c, m.first, m.last)
    return [
        (_path_features, side, way, c.form, prep),
        (_prep_features, prep, side, kind, c.entry.type),
        (_between_features, side, crossed, prep in _IN, bounds, between, commas, closer),
        f"dist:{_near(high - low)}|{side}|{c.form}",
        (_role_features, slot, grain, prep, actor, recipient),
        (_nested_features, *_nested(here, m), place_of(c, shape.mentions, reading.a) is m, kind),
        f"headed:{c.first <= _head_token(shape, m) <= c.last}|{prep}",
    ]


def _path_features(side: str, way: str, form: str, prep: str) -> list[str]:
    return [f"path:{side}{way}", f"path:{side}{way}|{form}", f"path:{side}{way}|{prep}"]


def _prep_features(prep: str, side: str, kind: str, of: str) -> list[str]:
    return [f"prep:{prep}|{side}|{kind}", f"prep:{prep}|{of}"]


def _between_features(
    side: str, crossed: int, inside: bool, bounds: int, between: int, commas: int, closer: int
) -> list[str]:
    return [
        f"crossed:{crossed}|{side}", f"crossed:{crossed}|{side}|{inside}", f"bounds:{bounds}|{side}",
        f"between:{between}|{side}", f"commas:{commas}|{side}", f"closer:{closer}|{side}",
    ]  # fmt: skip


def _role_features(slot: str, grain: str, prep: str, actor: bool, recipient: bool) -> list[str]:
    return [f"slot:{slot}|{grain}", f"role:{actor}|{recipient}|{grain}", f"role:{actor}|{recipient}|{prep}"]


def _nested_features(inner: bool, outer: bool, ruled: bool, kind: str) -> list[str]:
    return [f"nested:{inner}|{outer}", f"ruled:{ruled}", f"ruled:{ruled}|{kind}"]


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


def _nowhere_features(kind: str, entry: str, mode: str, form: str, definite: bool) -> list[str]:
    return [
        "none",
        f"none|type:{kind}",
        f"none|entry:{entry}",
        f"none|mode:{mode}|{kind}",
        f"none|form:{form}|{definite}",
    ]


def _offered_features(spots: str, here: str, told: str, inside: str, kind: str, land: bool, within: bool) -> list[str]:
    return [
        f"none|spots:{spots}", f"none|here:{here}|{told}", f"none|in:{inside}|{kind}",
        f"none|land:{land}|{within}|{kind}",
    ]  # fmt: skip


def _told_features(block: str, status: str, past: int) -> list[str]:
    return [f"none|block:{block}", f"none|status:{status}", f"none|past:{past}"]


def _named_features(here: str, around: str, told: str, first: bool, lead: bool) -> list[str]:
    return [f"here:{here}|{told}", f"around:{around}|{told}", f"first:{first}|{told}", f"lead:{lead}|{told}"]


def _land_features(grain: str, smaller: bool, land: bool, actor: bool, recipient: bool, inside: bool) -> list[str]:
    return [f"alike:{smaller}|{land}|{grain}", f"sides:{actor}|{recipient}|{grain}|{inside}"]


def _rank_features(inside: bool, rivals: int, nearer: int, spots: int, grain: str, kind: str) -> list[str]:
    return [
        f"in:{inside}|{rivals}", f"nearer:{nearer}|{inside}", f"type:{kind}|{grain}|{inside}",
        f"spots:{spots}|{inside}",
    ]  # fmt: skip


def _many(n: int) -> str:
    return str(n) if n < 4 else "4" if n < 7 else "7"
