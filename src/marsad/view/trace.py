"""Coding an article once more while writing down what each decision looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marsad.coding.assemble import assemble_event, assemble_framing
from marsad.coding.candidates import Candidate, Option
from marsad.coding.chains import Link, Sources, link_features
from marsad.coding.circumstance import times_near
from marsad.coding.coder import Reading, draft_events
from marsad.coding.dating import Dates
from marsad.coding.dating import Option as DateOption
from marsad.coding.decide import LearnedDecider
from marsad.coding.docroles import DocRoles
from marsad.coding.features import (
    option_features,
    stack_features,
)
from marsad.coding.merge import Draft
from marsad.coding.model import Part, load_weights, names_of, probability
from marsad.coding.places import Scene, Spot
from marsad.coding.sides import Chances, Party
from marsad.coding.speech import Speech
from marsad.coding.toll import deaths_of
from marsad.coding.when_features import circumstance_features, dated_features, time_features
from marsad.find.mentions import Mention
from marsad.pipeline import read_article
from marsad.types import Article, Event, Published, TimeMention

_HEAVIEST = 5  # features shown of a decision

Weight = tuple[str, float]


class Judgement(NamedTuple):
    """How likely something was held to be, and the features that weighed most."""

    probability: float
    weights: tuple[Weight, ...]


class WeighedOption(NamedTuple):
    """A possible participant, as actor and as recipient."""

    option: Option
    actor: Judgement
    recipient: Judgement


class WeighedParty(NamedTuple):
    """A party of an event, over all mentions of the event, as actor and as recipient."""

    party: Party
    actor: Judgement
    recipient: Judgement


class WeighedTime(NamedTuple):
    """A time expression as the date of a candidate."""

    time: TimeMention
    judgement: Judgement


class WeighedDate(NamedTuple):
    """A possible date of an event, over all its mentions."""

    option: DateOption
    judgement: Judgement


class WeighedPlace(NamedTuple):
    """A possible place of an event, over all its mentions, or none."""

    spot: Spot | None
    judgement: Judgement


class WeighedSource(NamedTuple):
    """A speaker or agency as a link of the chain; `own` when the act is the speaker's own."""

    speech: Speech
    mention: Mention
    own: bool
    judgement: Judgement


class WeighedStatus(NamedTuple):
    """What the rules say, how likely each other status is, and how likely the event is background."""

    by_rule: str
    statuses: tuple[tuple[str, Judgement], ...]
    historical: Judgement


class CandidateTrace:
    """What was considered for one candidate."""

    def __init__(self) -> None:
        self.options: list[WeighedOption] = []
        self.parties: list[WeighedParty] = []  # whose first option is this candidate's
        self.times: list[WeighedTime] = []
        self.sources: list[WeighedSource] = []
        self.status: WeighedStatus | None = None
        self.dates: list[WeighedDate] = []  # of the event whose surest mention it is
        self.places: list[WeighedPlace] = []  # of the event whose surest mention it is
        self.verdict: Judgement | None = None  # of the event whose surest mention it is


class TracingDecider(LearnedDecider):
    """Decides exactly as its base does, and keeps for each candidate what was weighed."""

    def __init__(self) -> None:
        super().__init__(load_weights())
        self._traces: dict[int, CandidateTrace] = {}

    def trace(self, c: Candidate) -> CandidateTrace:
        """What was considered for a candidate."""
        return self._traces.setdefault(id(c), CandidateTrace())

    def judge(self, table: dict[str, float], features: Iterable[Part]) -> Judgement:
        """Probability and heaviest weights of features in a table."""
        names = names_of(features)
        known = sorted(((n, table[n]) for n in set(names) & table.keys()), key=lambda w: (-abs(w[1]), w[0]))
        return Judgement(probability(table, names), tuple(known[:_HEAVIEST]))

    def event(self, c: Candidate) -> Judgement:
        """How likely a candidate alone is an event."""
        return self.judge(self.w.event, c.features)

    def reading(self, c: Candidate) -> Judgement | None:
        """How likely a reading is the right one of its word; None where there are no weights for that."""
        return self.judge(self.w.choice, c.features) if self.w.choice else None

    def floor(self, c: Candidate) -> float:
        """The probability from which a candidate of this type is an event."""
        thresholds = self.w.thresholds
        return thresholds.get("event:" + c.entry.type, thresholds["event"])

    def decide_roles(self, c: Candidate, reading: Reading, doc: DocRoles) -> None:
        """Note all options, then decide."""
        self.trace(c).options.clear()
        for option in c.options:
            features = option_features(c, option, reading.a) + stack_features(c, option, doc)
            actor, recipient = self.judge(self.w.actor, features), self.judge(self.w.recipient, features)
            self.trace(c).options.append(WeighedOption(option, actor, recipient))
        super().decide_roles(c, reading, doc)

    def party(self, party: Party, features: list[Part]) -> Chances:
        """Note the party at the first mention that has it, then decide."""
        sides = self.judge(self.w.party_actor, features), self.judge(self.w.party_recipient, features)
        self.trace(party.options[0][0]).parties.append(WeighedParty(party, *sides))
        return super().party(party, features)

    def circumstances(self, c: Candidate, reading: Reading) -> TimeMention | None:
        """Decide, then note times and statuses as they were seen."""
        by_rule = c.status
        trace = self.trace(c)
        for time in times_near(c, reading):
            trace.times.append(WeighedTime(time, self.judge(self.w.time, time_features(c, time, reading))))
        chosen = super().circumstances(c, reading)
        decided, c.status = c.status, by_rule
        features = [*circumstance_features(c, reading), dated_features(c, chosen, reading)]
        c.status = decided
        statuses = tuple((name, self.judge(table, features)) for name, table in sorted(self.w.status.items()))
        trace.status = WeighedStatus(by_rule, statuses, self.judge(self.w.historical, features))
        return chosen

    def when(self, o: DateOption, dates: Dates) -> float:
        """Note the date at the surest mention of the event, then decide."""
        self.trace(dates.lead).dates.append(WeighedDate(o, self.judge(self.w.when, dates.features(o))))
        return super().when(o, dates)

    def where(self, scene: Scene, spot: Spot | None, reading: Reading) -> int:
        """Note the place, or that there is none, at the surest mention of the event, then decide."""
        features = scene.features(spot, reading) if spot else scene.nowhere()
        self.trace(scene.event.lead).places.append(WeighedPlace(spot, self.judge(self.w.place, features)))
        return super().where(scene, spot, reading)

    def verdict(self, draft: Draft, features: list[Part]) -> float:
        """Note at its surest mention how likely the merged event is, then decide."""
        self.trace(draft.lead).verdict = self.judge(self.w.verdict, features)
        return super().verdict(draft, features)

    def link(self, link: Link, sources: Sources, reading: Reading) -> float:
        """Note the source, then decide."""
        judgement = self.judge(self.w.scope, link_features(link, sources, reading))
        source = WeighedSource(link.speech, link.mention, link.own, judgement)
        self.trace(link.candidate).sources.append(source)
        return super().link(link, sources, reading)


class TracedArticle(NamedTuple):
    """An article with its events, the drafts they come from, and the decider that knows why."""

    article: Article
    reading: Reading
    published: Published
    drafts: list[Draft]
    events: list[Event]
    decider: TracingDecider


def trace_article(article: Article) -> TracedArticle:
    """Code an article and keep what every decision considered; the events are those of code_article."""
    reading, published = read_article(article)
    decider = TracingDecider()
    drafts = draft_events(reading, decider)
    framing = assemble_framing(reading)
    told = zip(drafts, deaths_of(reading, drafts), strict=True)
    events = [assemble_event(reading, draft, framing, published.date, deaths) for draft, deaths in told]
    return TracedArticle(article, reading, published, drafts, events, decider)
