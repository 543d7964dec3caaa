"""Which options take part in a candidate, who stands in its chain, and whether it is an event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from marsad.coding import circumstance, dating
from marsad.coding.candidates import Candidate, Option
from marsad.coding.chains import Link, Sources, find_links, link_features, merge_links
from marsad.coding.companions import companions
from marsad.coding.context import Neighbours, rivals
from marsad.coding.dating import PAST, Dates, Passages
from marsad.coding.docroles import LENT, DocRoles
from marsad.coding.features import (
    candidate_features,
    is_lone,
    option_features,
    stack_features,
)
from marsad.coding.lineup import Judged, LineupWeights, best_lineup, standings
from marsad.coding.merge import Draft, Sure, may_aim
from marsad.coding.model import UNIT, Part, SideBySide, Weights, logistic, unpack
from marsad.coding.modes import ModeWeights, choose_mode
from marsad.coding.places import Scene, Spot
from marsad.coding.sides import (
    Article,
    Chances,
    Party,
    blank_features,
    choose,
    find_parties,
    party_features,
    sureness,
)
from marsad.coding.speaker import same_speaker
from marsad.coding.verdict import Field, Most, side_features
from marsad.coding.when_features import circumstance_features, dated_features, time_features
from marsad.find.mentions import Mention
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading

_LIKELY = 0.5
_SOURCE = 0.45  # for the chain: fourfold, of 3125 events 2374 have the right one, 2363 with 0.5
MENTIONS = 12  # mentions of an event that are asked who says so and where: an article has fewer, a hostile text not
_WEEK, _MONTH = 7, 31  # days before publication: the news, and from when on an event is background
_YEAR = 366  # days: what has gone on for more than that is background though it goes on
_TOLD = 0.4  # mean chance over the mentions: threefold, 0.4 dates 0.762 of the events rightly, 0.5 0.756
_ROUNDING = 1e-9  # more than two chances of equal sums differ
_FEW = 4  # sentences: the judgement over all mentions was learned from articles
_GOVERNS = 10  # tokens behind a verbal act within which it governs what it is about
_ACTS = {"REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE"}


def event_context(reading: Reading) -> list[Neighbours]:
    """What stands before each candidate in its sentence, and what it governs."""
    out: list[Neighbours] = []
    for n, c in enumerate(reading.candidates):
        same = 0
        before = above = None
        for k in range(n - 1, -1, -1):
            other = reading.candidates[k]
            if other.shape is not c.shape:
                break
            if other.first == c.first:
                continue
            before = before or other
            same += other.entry.type == c.entry.type
            if above is None and _governs(other, c):
                above = other
        below = None
        for other in reading.candidates[n + 1 :]:
            if other.shape is not c.shape or other.first > c.last + _GOVERNS:
                break
            if _governs(c, other) and ">" not in other.entry.id:
                below = other
                break
        out.append(Neighbours(same, above.entry.type if above else "-", before, above, below))
    return out


def _governs(over: Candidate, c: Candidate) -> bool:
    """Whether a verbal act stands close before another candidate with no clause between."""
    if over.entry.type not in _ACTS or not over.last < c.first <= over.last + _GOVERNS:
        return False
    shape = c.shape
    return not any(shape.boundary(j) and shape.func.get(j) != "comp" for j in range(over.last + 1, c.first))


class LearnedDecider:
    """Decides with linear weights over features of frames, slots and words."""

    def __init__(self, weights: Weights) -> None:
        self.w = weights
        self._roles = SideBySide(
            weights.first_actor, weights.first_recipient, weights.actor, weights.recipient,
            weights.lineup_actor, weights.lineup_recipient,
        )  # fmt: skip
        self._statuses = sorted(weights.status)
        self._circumstances = SideBySide(weights.historical, *(weights.status[x] for x in self._statuses))
        self._parties = SideBySide(weights.party_actor, weights.party_recipient)
        self._event = SideBySide(weights.event, weights.choice)
        self._times = SideBySide(weights.time)
        self._place = SideBySide(weights.place)
        self._when = SideBySide(weights.when)
        self._scope = SideBySide(weights.scope)
        self._blank = SideBySide(weights.no_actor), SideBySide(weights.no_recipient)
        self._verdict = SideBySide(weights.verdict)
        self._most = Most(weights.verdict)
        self._lineup = LineupWeights(weights.lineup_actor, weights.lineup_recipient, weights.lineup)
        self._beside = SideBySide(weights.beside)
        self.together = SideBySide(weights.merge)
        self._modes = ModeWeights(weights.mode)

    def first_look(self, reading: Reading) -> DocRoles:
        """Chances of every option by its own sentence; what stands elsewhere is lent to nouns that need it."""
        for c in reading.candidates:
            c.options = [o for o in c.options if not o.slot.startswith(LENT)]
            frames = [o.frame for o in c.options]
            for o in c.options:
                o.parts = option_features(c, o, reading.a, frames)
                o.weighed = self._roles.total(o.parts)
                a, r, o.actor_sum, o.recipient_sum = unpack(o.weighed)
                o.actor_p, o.recipient_p = logistic(a), logistic(r)
            self._share(c, [(o.actor_p, o.recipient_p, o) for o in c.options])
        doc = DocRoles(reading.candidates)
        for c in reading.candidates:
            if c.form == "noun":
                for o in doc.lend(c):
                    o.parts = option_features(c, o, reading.a)
                    o.weighed = self._roles.total(o.parts)
                    _, _, o.actor_sum, o.recipient_sum = unpack(o.weighed)
                    c.options.append(o)
        return doc

    def decide_roles(self, c: Candidate, reading: Reading, doc: DocRoles) -> None:
        """Fill actors and recipients of a candidate, and how sure each side is, in the light of the article."""
        scored: list[tuple[float, float, Option]] = []
        for o in c.options:
            actor, recipient = self._roles.pair(stack_features(c, o, doc), 2)
            o.chances = logistic(o.actor_sum + actor), logistic(o.recipient_sum + recipient)
            scored.append((*o.chances, o))
        self._share(c, scored)

    def _share(self, c: Candidate, scored: list[tuple[float, float, Option]]) -> None:
        actors = [(x, o) for x, y, o in scored if x >= y and o.mention.kind != "place"]
        recipients = [(y, o) for x, y, o in scored if y > x]
        if c.entry.mutual and c.mode != ("visit",):  # all sides are actors (conventions)
            sides = [(p, o) for p, o in recipients if o.preposition in ("مع", "بين")]
            actors += sides
            recipients = [x for x in recipients if x not in sides]
        c.actors, c.actor_p = self._fill(actors)
        c.recipients, c.recipient_p = self._fill(recipients)

    def _fill(self, ranked: list[tuple[float, Option]]) -> tuple[list[Mention], float]:
        """The likely options; where none is, the best one if it is likely enough to be better than a blank."""
        ranked.sort(key=lambda x: -x[0])
        best = ranked[0][0] if ranked else 0.0
        if best < self.w.thresholds["rescue"]:
            return [], 0.0
        slot = ranked[0][1].slot
        floor = self.w.thresholds["role"]
        near = best * self.w.thresholds["near"]  # an option almost as sure as the best stands beside it
        kept = [ranked[0][1].mention]
        countries = {kept[0].country}
        for p, o in ranked[1:]:
            if p < floor:
                break
            # Coordinated with the best, or another country's: one mention a country is enough.
            if o.slot == slot or (p >= near and o.mention.country and o.mention.country not in countries):
                kept.append(o.mention)
                countries.add(o.mention.country)
        return _unique(kept), best

    def decide(self, reading: Reading) -> None:
        """Decide roles and probability of every candidate of an article; of rivals at one word the best stays."""
        doc = self.weigh(reading)
        for c in reading.candidates:
            if self.refers(c):  # the others are dropped; their participants do not matter
                self.decide_roles(c, reading, doc)

    def weigh(self, reading: Reading) -> DocRoles:
        """Take a first look and set the probability of every candidate."""
        doc = self.first_look(reading)
        for c, beside in zip(reading.candidates, reading.around(), strict=True):
            c.features = candidate_features(c, reading.a, reading.said(c.shape.s.number), beside)
            event, c.choice = self._event.pair(c.features)
            c.probability = logistic(event)
        for group in rivals(reading.candidates):
            best = self._named(group, reading)
            together = 1.0
            for c in group:
                together *= 1.0 - c.probability
            for c in group:  # the word is an event with the chance that any reading is; the best names it
                c.probability = 1.0 - together if c is best else 0.0
        return doc

    def _named(self, group: list[Candidate], reading: Reading) -> Candidate:
        """Of the readings of one word the one that it is if it is an event at all; lone sentences go by the chance."""
        if not self.w.choice or is_lone(reading.a) or len({c.entry.type for c in group}) == 1:
            return max(group, key=lambda c: (c.probability, -c.index))
        return max(group, key=lambda c: (logistic(c.choice), c.probability, -c.index))

    def sides(self, candidates: list[Candidate], doc: Article) -> tuple[list[Mention], list[Mention], Sure]:
        """Actors and recipients of an event with their chances, over all its mentions; nobody is on both sides."""
        judged, blank = self.weigh_parties(candidates, doc)
        t = self.w.thresholds
        beside: Sure = {}
        if self.w.lineup:
            found = self._lined_up(judged, blank, candidates, doc, beside)
        else:
            floors = t["party:least"], t["party"], t["party:share"]
            sides = [choose(judged, role, floors) for role in (0, 1)]
            kept = [[] if p > _LIKELY else side for p, side in zip(blank, sides, strict=True)]
            found = kept if any(kept) else sides  # an event needs a participant (conventions, rule 9)
        actors, recipients = map(_unique, found)
        recipients = [m for m in recipients if all(m.best is not x.best for x in actors)]
        return actors, recipients, {**_sureness(judged, (actors, recipients)), **beside}

    def weigh_parties(self, candidates: list[Candidate], doc: Article) -> tuple[list[Judged], list[float]]:
        """All parties of an event with their chances, and the chance of either side to stay empty."""
        parties = find_parties(candidates)
        judged = [(self.party(x, party_features(x, parties, candidates, doc)), x) for x in parties]
        return judged, [self._blank[n].probability(blank_features(parties, candidates, n)) for n in (0, 1)]

    def _lined_up(
        self, judged: list[Judged], blank: list[float], candidates: list[Candidate], doc: Article, sure: Sure
    ) -> list[list[Mention]]:
        """The likeliest doer and whom it is done to, each with those beside him, whose chances `sure` takes."""
        stand = [standings(judged, role, blank[role], candidates, doc) for role in (0, 1)]
        pair, t = best_lineup(stand[0], stand[1], candidates[0], self._lineup), self.w.thresholds
        sides: list[list[Mention]] = []
        for role, lead in enumerate(pair):
            side = [lead.surest(role).mention] if lead is not None else []
            others = companions(judged, role, lead, pair[1 - role], candidates) if lead and self.w.beside else []
            sole = any(x is lead and chances[role] >= t["beside:lead"] for chances, x in judged)
            doubted = False  # of those less sure than what a sure lead asks the first is enough
            for _, party, parts in others:
                m, chance = party.surest(role).mention, self._beside.probability(parts)
                if chance < t["beside:sure" if sole or doubted else "beside"] or _told_already(party, role, lead, side):
                    continue
                doubted = doubted or chance < t["beside:sure"]
                side.append(m)
                sure[role, id(m)] = chance
            sides.append(side)
        return sides

    def party(self, party: Party, features: list[Part]) -> Chances:
        """How likely a party is an actor and a recipient of an event."""
        actor, recipient = self._parties.pair(features)
        return logistic(actor), logistic(recipient)

    def keeps(self, c: Candidate) -> bool:
        """An event needs a participant (conventions, rule 9)."""
        floor = self.w.thresholds.get("event:" + c.entry.type, self.w.thresholds["event"])
        return bool(c.actors or c.recipients) and c.probability >= floor

    def confirm(self, merged: list[Draft], reading: Reading) -> list[Draft]:
        """The merged events that are ones, judged over all their mentions; in short texts by the surest alone."""
        if not self.w.verdict or len(reading.a.sentences) < _FEW:
            for d in merged:
                d.chance = d.lead.probability
            return [d for d in merged if d.own]
        field = Field(merged, reading.around(), reading)
        likely = []
        for n, d in enumerate(merged):
            if not d.hopeless:
                d.chance = self.verdict(d, (d.seen or field.seen(n)) + side_features(d))
                if d.chance >= self.w.thresholds["verdict"]:
                    likely.append(d)
        return likely

    def drop(self, merged: list[Draft], reading: Reading) -> None:
        """Mark the merged drafts that can be no events, whoever takes part: one in five, so there is less to decide."""
        if not (self.w.verdict and self.w.lineup) or len(reading.a.sentences) < _FEW:
            return
        able = [d for d in merged if any(c.options for c in d.candidates)]
        if any(may_aim(d) for d in merged if not any(c.options for c in d.candidates)):
            return  # without participants of its own, but maybe aimed at those of another: it counts beside the rest
        field = Field(able, reading.around(), reading)
        for n, d in enumerate(able):
            d.seen = field.seen(n)
            most = self._verdict.total(d.seen) + self._most.units(d, may_aim(d))
            d.hopeless = logistic(most / UNIT) < self.w.thresholds["verdict"] - _ROUNDING

    def verdict(self, draft: Draft, features: list[Part]) -> float:
        """How likely what was merged is an event."""
        return self._verdict.probability(features)

    def refers(self, c: Candidate) -> bool:
        """Whether a word too weak to be an event of its own may still mention one told elsewhere."""
        return c.probability >= self.w.thresholds["mention"]

    def circumstances(self, c: Candidate, reading: Reading) -> TimeMention | None:
        """Set status and historical of a candidate; returns the time mention that dates it."""
        time = self._time(c, reading)
        c.telling = circumstance_features(c, reading)
        historical, *sums = self._circumstances.sums([*c.telling, dated_features(c, time, reading)])
        scored = [(logistic(total), name) for total, name in zip(sums, self._statuses, strict=False)]
        best, name = max(scored, default=(0.0, "asserted"))
        c.status = c.plain or (name if best >= _LIKELY else "asserted")
        c.historical_p = logistic(historical)
        c.historical = c.historical_p >= _LIKELY
        return time

    def time(self, candidates: list[Candidate]) -> TimeMention | None:
        """What dates an event: the likeliest time of its mentions."""
        dated = [c for c in candidates if c.time is not None]
        return max(dated, key=lambda c: (c.time_p, -c.first)).time if dated else None

    def background(self, candidates: list[Candidate], time: TimeMention | None, reading: Reading) -> bool:
        """Whether an event is background: by its time where it has one (conventions, Fields), else by its mentions."""
        told = sum([c.historical_p for c in candidates]) / len(candidates) >= _TOLD
        if time is None or reading.published is None:
            return told
        if (reading.published - date.fromisoformat(time.first)).days > _YEAR:
            return True
        days = (reading.published - date.fromisoformat(time.last)).days
        return days > _MONTH if not _WEEK < days <= _MONTH else told

    def _time(self, c: Candidate, reading: Reading) -> TimeMention | None:
        near = circumstance.times_near(c, reading)
        c.time_parts = [time_features(c, t, reading) for t in near]
        c.times = [(self._times.probability(parts), t) for parts, t in zip(c.time_parts, near, strict=True)]
        likely = [(p, t) for p, t in c.times if p >= _LIKELY]
        c.time_p, c.time = max(likely, key=lambda x: x[0], default=(0.0, None))
        return c.time

    def date(self, d: Draft, passages: Passages) -> None:
        """Set the time of an event and whether it is background, over all its mentions."""
        reading = passages.reading
        if not self.w.when or reading.published is None:
            d.time = self.time(d.candidates)
            d.historical = self.background(d.candidates, d.time, reading)
            return
        dates, judged = Dates(d.candidates, passages), []
        for o in dates.options:
            past = o.value == PAST if o.time is None else self.background(d.candidates, o.time, reading)
            judged.append((self.when(o, dates), past, o))
        _, d.historical, best = max(judged, key=lambda x: x[0])  # of equals the first
        d.time = best.time

    def when(self, o: dating.Option, dates: Dates) -> float:
        """How much speaks for a date of an event: of several the one with the most is the likeliest."""
        return self._when.sums(dates.features(o))[0]

    def chain(self, candidates: list[Candidate], actors: list[Mention], reading: Reading) -> list[Mention]:
        """Who says so, nearest first: decided over all mentions of an event."""
        told = sorted(candidates, key=lambda c: c.first)[:MENTIONS]
        links = find_links(told, actors, reading)
        sources = Sources(links, told, actors)
        judged = [(self.link(x, sources, reading), x) for x in links]
        return merge_links(judged, _SOURCE, reading)

    def place(self, event: Draft, reading: Reading) -> Mention | None:
        """Where it happened: of the places around all mentions of an event the likeliest, if likelier than none."""
        scene = Scene(event, MENTIONS, reading)
        best, found = self.where(scene, None, reading), None
        for spot in scene.spots:
            total = self.where(scene, spot, reading)
            if total > best:  # of equals the first
                best, found = total, spot.site.mention
        return found

    def where(self, scene: Scene, spot: Spot | None, reading: Reading) -> int:
        """How much speaks for a place of an event, or for none, in units: the one with the most is the likeliest."""
        return self._place.total(scene.features(spot, reading) if spot else scene.nowhere())

    def mode(self, candidates: list[Candidate], reading: Reading) -> tuple[str, ...]:
        """The mode of an event, decided over all its mentions."""
        return choose_mode(sorted(candidates, key=lambda c: -c.probability)[:MENTIONS], reading, self._modes)

    def link(self, link: Link, sources: Sources, reading: Reading) -> float:
        """How likely somebody stands in the chain of an event."""
        return self._scope.probability(link_features(link, sources, reading))


def _told_already(party: Party, role: int, lead: Party | None, side: list[Mention]) -> bool:
    """Whether the side has somebody of the country already and no part of the same phrase makes it another."""
    option = party.surest(role)
    if lead is not None and option.slot == lead.surest(role).slot:
        return False
    return any(m.country == option.mention.country for m in side)


def _sureness(judged: list[Judged], sides: tuple[list[Mention], list[Mention]]) -> Sure:
    """How sure each of the chosen is on its side."""
    chances = {(role, id(x.surest(role).mention)): p[role] for p, x in judged for role in (0, 1)}
    return {(role, id(m)): sureness(chances[role, id(m)]) for role, side in enumerate(sides) for m in side}


def _unique(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for m in mentions:
        if not any(same_speaker(m, x) for x in kept):
            kept.append(m)
    return kept
