"""Rows for the weights: what each model sees of a reading, and what the hand coding says of it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.candidates import Candidate
from marsad.coding.chains import Sources, find_links, link_features
from marsad.coding.circumstance import times_near
from marsad.coding.coder import Reading, draft_of, merge_mentions
from marsad.coding.context import rivals
from marsad.coding.dating import NEWS, PAST, Dates, Passages, start_of
from marsad.coding.decide import MENTIONS, LearnedDecider, event_context
from marsad.coding.docroles import LENT, DocRoles
from marsad.coding.features import candidate_features, option_features, stack_features
from marsad.coding.lineup import LineupWeights, standings
from marsad.coding.merge import Draft
from marsad.coding.model import Part
from marsad.coding.modes import event_features, modes_of
from marsad.coding.modes import option_features as mode_option_features
from marsad.coding.pairs import pair_features
from marsad.coding.places import Scene
from marsad.coding.settings import Settings
from marsad.coding.sides import Article, blank_features, find_parties, party_features
from marsad.coding.speaker import same_speaker
from marsad.coding.verdict import Field
from marsad.coding.when_features import circumstance_features, dated_features, time_features
from marsad.find.mentions import Mention
from train_labels import ROLES, Gold, answered, called, gold_event, near_event, overlaps, role_of, touches
from train_lineups import LineUps, Stand, read_companions, read_lineups

USUAL_PAIRS = 8  # pairs of mentions of a type in an article that weigh 1 each
RECORD_WEIGHT = 0.7  # of a lone sentence against a candidate in an article
STATUSES = ("future", "hypothetical", "negated")
Choice = tuple[list[tuple[Sequence[Part], bool]], float]  # options, whether each is right, and the weight
UNSURE = 0.5  # weight of what is only known to be background, or not
Row = tuple[Sequence[Part], int, float]
Words = frozenset[str]  # ids of entries


class Collector:
    """Rows for each of the models."""

    def __init__(self, sign: str = "") -> None:
        self.sign = sign  # of where the article is from, "" for news
        self.event: list[Row] = []
        self.told: dict[str, list[Words]] = {"event": [], "choice": [], "verdict": []}  # what each of their rows is of
        self.first: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.second: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.party: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.blank: dict[str, list[Row]] = {"actor": [], "recipient": []}
        self.scope: list[Row] = []
        self.mode: list[Row] = []
        self.time: list[Row] = []
        self.merge: list[Row] = []
        self.verdict: list[Row] = []
        self.choice: list[Row] = []
        self.historical: list[Row] = []
        self.when: list[Choice] = []
        self.place: list[Choice] = []
        self.status: dict[str, list[Row]] = {name: [] for name in STATUSES}
        self.lineups: list[LineUps] = []
        self.beside: list[Row] = []
        self.stands: list[Stand] = []  # of the article itself

    def by_model(self) -> dict[str, list[Row] | dict[str, list[Row]]]:
        """The rows by the name of the model they are for, as `Weights` names it."""
        actor, recipient = ROLES
        return {
            "event": self.event, "scope": self.scope, "mode": self.mode, "time": self.time,
            "merge": self.merge, "verdict": self.verdict, "choice": self.choice, "historical": self.historical,
            "status": self.status, "first_actor": self.first[actor], "first_recipient": self.first[recipient],
            "actor": self.second[actor], "recipient": self.second[recipient],
            "party_actor": self.party[actor], "party_recipient": self.party[recipient],
            "no_actor": self.blank[actor], "no_recipient": self.blank[recipient], "beside": self.beside,
        }  # fmt: skip

    def lists(self) -> list[list[Row]]:
        """The rows of every model, in one order."""
        tables = [x if isinstance(x, dict) else {"": x} for x in self.by_model().values()]
        return [rows for table in tables for rows in table.values()]

    def add(self, other: Collector) -> None:
        """Take in the rows of another collector."""
        for mine, theirs in zip(self.lists(), other.lists(), strict=True):
            mine += theirs
        self.when += other.when
        self.place += other.place
        self.lineups += other.lineups
        for name, words in other.told.items():
            self.told[name] += words

    def mark(self) -> None:
        """Add the sign of where the article is from to all rows that lack it: what only such articles are like.

        No article that is coded later has it, so that the share of events in texts written for training, or in lone
        sentences, teaches nothing of news.
        """
        sign = self.sign
        for rows in self.lists() if sign else ():
            rows[:] = [row if sign in row[0] else ([*row[0], sign], *row[1:]) for row in rows]

    def proven(self) -> set[str]:
        """The entries that name an event of the hand coding."""
        rows = zip(self.told["event"], self.event, strict=True)
        return {word for words, (_, label, weight) in rows if label and weight == 1.0 for word in words}

    def forget(self, lone: set[str]) -> None:
        """Leave out the rows of words among which one of these entries is, and of events told by nothing else."""
        for name, rows in (("event", self.event), ("choice", self.choice), ("verdict", self.verdict)):
            told = self.told[name]
            kept = [n for n, w in enumerate(told) if (not w <= lone if name == "verdict" else w.isdisjoint(lone))]
            rows[:] = [rows[n] for n in kept]
            self.told[name] = [self.told[name][n] for n in kept]

    def read_first(self, reading: Reading, gold: Gold) -> None:
        """Rows of options, times and scopes of candidates that name a gold event."""
        together: dict[tuple[str, int], tuple[Gold, list[Candidate]]] = {}
        for c in reading.candidates:
            c.options = [o for o in c.options if not o.slot.startswith(LENT)]
            event = gold_event(reading, c, gold)
            if event is None:
                continue
            for role in ROLES:
                for o in c.options:
                    hit = role_of(reading, o.mention, event) == role
                    self.first[role].append((option_features(c, o, reading.a), int(hit), 1.0))
            c.actors = [o.mention for o in c.options if touches(reading, o.mention, event["actor"])][:1]
            self._circumstances(reading, c, event)
            together.setdefault((event["type"], event["mentions"][0]["start"]), (event, []))[1].append(c)
        for event, candidates in together.values():
            self.links(reading, event, candidates, [m for c in candidates for m in c.actors])

    def modes(self, reading: Reading, event: Gold, candidates: list[Candidate]) -> None:
        """Rows of the modes that a gold event may have."""
        modes = modes_of(event["type"])
        if len(modes) > 1:
            words = event_features(candidates, reading)
            for mode in modes:
                hit = mode in (event["mode"] or [""])
                self.mode.append((mode_option_features(mode, candidates, words), int(hit), 1.0))

    def links(self, reading: Reading, event: Gold, candidates: list[Candidate], actors: list[Mention]) -> None:
        """Rows of those who may stand in the chain of a gold event, over all its mentions."""
        links = find_links(candidates, actors, reading)
        sources = Sources(links, candidates, actors)
        for link in links:
            same = [m for found in reading.mentions for m in found if same_speaker(m, link.mention)]
            hit = called(reading, link.mention, event["chain"])
            hit = hit or any(touches(reading, m, event["chain"]) for m in [link.mention, *same])
            self.scope.append((link_features(link, sources, reading), int(hit), 1.0))

    def read_second(self, reading: Reading, gold: Gold, doc: DocRoles) -> None:
        """Rows of options after a first look by weights that did not see the article."""
        for c in reading.candidates:
            event = gold_event(reading, c, gold)
            if event is None:
                continue
            for o in c.options:
                features = option_features(c, o, reading.a) + stack_features(c, o, doc)
                found = role_of(reading, o.mention, event)
                for role in ROLES:
                    self.second[role].append((features, int(found == role), 1.0))

    def _circumstances(self, reading: Reading, c: Candidate, event: Gold) -> None:
        day = (event["date"] or "").split("/")[0]
        published = reading.published.isoformat() if reading.published else ""
        dated = None
        for t in times_near(c, reading) if published else ():  # a sentence of an unknown day says nothing of dates
            if not day and not event["historical"] and start_of(t) == published:
                continue  # news without a date is of the day of publication: naming it is neither right nor wrong
            hit = bool(day) and t.value.split("/")[0] == day
            dated = t if hit else dated
            self.time.append((time_features(c, t, reading), int(hit), 1.0))
        features = circumstance_features(c, reading)
        if published:
            self.historical.append((features, int(event["historical"]), 1.0))
        features = [*features, dated_features(c, dated, reading)]
        for name, rows in self.status.items():
            rows.append((features, int(event["status"] == name), 1.0))

    def read_events(self, reading: Reading, gold: Gold) -> None:
        """Rows of all candidates, with the participants of the first look."""
        touched = set()
        for n, event in enumerate(gold["events"]):
            for c in reading.candidates:
                span = reading.a.span(c.first, c.last)
                if event["type"] == c.entry.type and any(overlaps(span, m) for m in event["mentions"]):
                    touched.add(n)
        context = event_context(reading)
        for c, beside in zip(reading.candidates, context, strict=True):
            features = candidate_features(c, reading.a, reading.said(c.shape.s.number), beside)
            label, weight = int(gold_event(reading, c, gold) is not None), 1.0
            if not label and near_event(reading, c, gold, touched) is not None:
                label, weight = 1, 0.4
            c.features = features
            if c.entry.type == gold.get("judged"):
                continue  # the record of this sentence says whether it reports such an event
            self.event.append((features, label, weight))
            self.told["event"].append(frozenset({c.entry.id}))
        self._read_choices(reading, gold)

    def _read_choices(self, reading: Reading, gold: Gold) -> None:
        """Rows of the readings of words that are gold events by one of them and none by another."""
        for group in rivals(reading.candidates):
            right = [gold_event(reading, c, gold) is not None for c in group]
            if any(right) and not all(right) and len({c.entry.type for c in group}) > 1:
                self.told["choice"] += [frozenset(c.entry.id for c in group)] * len(group)
                self.choice += [(c.features, int(hit), 1.0) for c, hit in zip(group, right, strict=True)]

    def read_pairs(self, reading: Reading, gold: Gold, decider: LearnedDecider) -> None:
        """Rows of pairs of mentions of gold events of one type: the same event or two."""
        doc = decider.weigh(reading)
        for c in reading.candidates:
            decider.decide_roles(c, reading, doc)
        named = [(c, gold_event(reading, c, gold)) for c in reading.candidates]
        drafts = [(draft_of(c, reading, decider, True), event) for c, event in named if event is not None]
        self._read_parties(reading, named)
        settings = Settings(reading.candidates)
        rows: dict[str, list[Row]] = {}
        for n, (second, y) in enumerate(drafts):
            for first, x in drafts[:n]:
                if x["type"] == y["type"] and first.lead.first != second.lead.first:
                    same = x["mentions"] == y["mentions"]
                    found = pair_features(first, second, settings)
                    rows.setdefault(x["type"], []).append((found, int(same), 1.0))
        for alike in rows.values():  # pairs grow with the square of the mentions: long articles must not outweigh all
            weight = (USUAL_PAIRS / len(alike)) ** 0.5
            self.merge += [(found, same, weight) for found, same, _ in alike]

    def read_verdicts(self, reading: Reading, gold: Gold, decider: LearnedDecider) -> None:
        """Rows of merged events: whether each is one of the gold events, to which no other answers better."""
        merged = merge_mentions(reading, decider)
        field = Field(merged, event_context(reading), reading)
        right = answered(reading, merged, gold)
        self.verdict += [(field.features(n), int(n in right), 1.0) for n in range(len(merged))]
        self.told["verdict"] += [frozenset(c.entry.id for c in d.candidates) for d in merged]
        passages = Passages([c for d in merged for c in d.candidates], reading)
        for n, event in right.items() if reading.published else ():
            self.when.append(dates_of(merged[n].candidates, event, gold["published"], passages))
        self.place += [places_of_event(reading, merged[n], event) for n, event in right.items()]
        self.scope = []  # in their stead, links as they are met: with the merged events
        for n, event in right.items():
            told = sorted(merged[n].candidates, key=lambda c: c.first)
            self.links(reading, event, told, merged[n].actors)
        doc = Article(reading.candidates, reading.mentions)
        for n, event in right.items():
            candidates = merged[n].candidates
            judged, blank = decider.weigh_parties(candidates, doc)
            found = read_lineups(reading, event, candidates, judged, blank, doc)
            if found is not None:
                self.lineups.append(found)
            stand = [standings(judged, role, blank[role], candidates, doc) for role in (0, 1)]
            self.stands.append(Stand(reading, event, candidates, judged, stand))

    def read_companions(self, weights: LineupWeights) -> None:
        """Rows of those beside the leads that line-ups choose by weights that did not see the article."""
        for stand in self.stands:
            self.beside += [(parts, int(hit), 1.0) for parts, hit in read_companions(stand, weights)]
        self.stands = []

    def _read_parties(self, reading: Reading, named: list[tuple[Candidate, Gold | None]]) -> None:
        """Rows of those who may take part in a gold event, over all its mentions."""
        article = Article(reading.candidates, reading.mentions)
        together: dict[tuple[str, int], tuple[Gold, list[Candidate]]] = {}
        for c, event in named:
            if event is not None:
                together.setdefault((event["type"], event["mentions"][0]["start"]), (event, []))[1].append(c)
        for event, candidates in together.values():
            candidates.sort(key=lambda c: -c.probability)
            parties = find_parties(candidates)
            self.modes(reading, event, candidates)
            for n, role in enumerate(ROLES):
                self.blank[role].append((blank_features(parties, candidates, n), int(not event[role]), 1.0))
            for party in parties:
                features = party_features(party, parties, candidates, article)
                found = {role_of(reading, o.mention, event) for _, o in party.options}
                for role in ROLES:
                    self.party[role].append((features, int(role in found), 1.0))

    def read_record(self, reading: Reading, record: Gold, decider: LearnedDecider) -> None:
        """Rows of the candidates of one type in a lone sentence that is known to report such an event, or not."""
        decider.first_look(reading)
        context = event_context(reading)
        for c, beside in zip(reading.candidates, context, strict=True):
            if c.entry.type != record["type"]:
                continue
            features = candidate_features(c, reading.a, reading.said(c.shape.s.number), beside)
            self.told["event"].append(frozenset({c.entry.id}))
            self.event.append((features, int(record["label"] == "yes"), RECORD_WEIGHT))


def dates_of(candidates: list[Candidate], event: Gold, published: str | None, passages: Passages) -> Choice:
    """The possible dates of an event with those that are right.

    A date of the hand coding that is not among them tells only whether the event is background.
    """
    dates = Dates(candidates, passages)
    options = dates.options
    day = (event["date"] or "").split("/")[0]
    offered = any(o.time is not None and o.value == day for o in options)
    fresh = "" if event["historical"] else published  # news without a date is of the day of publication
    right: list[bool] = []
    for o in options:
        if o.time is not None:
            right.append(o.value == (day or fresh))
        elif day == published:
            right.append(o.value == NEWS)
        else:
            right.append(not offered and (o.value == PAST) == event["historical"])
    rows: list[tuple[Sequence[Part], bool]] = [
        (dates.features(o), hit) for o, hit in zip(options, right, strict=True)
    ]
    return rows, 1.0 if not day or day == published or offered else UNSURE


def places_of_event(reading: Reading, draft: Draft, event: Gold) -> Choice:
    """The places where an event may have happened, and nowhere; naming the right one elsewhere is right too."""
    scene, place = Scene(draft, MENTIONS, reading), event["place"]
    options: list[tuple[Sequence[Part], bool]] = [(scene.nowhere(), not place)]
    for spot in scene.spots:
        hit = bool(place) and any(_named_by(reading, x, place) for x in spot.named)
        options.append((scene.features(spot, reading), hit))
    return options, 1.0


def _named_by(reading: Reading, m: Mention, place: Gold) -> bool:
    start, end = reading.a.span(m.first, m.last)
    return overlaps((start, end), place) or str(place["text"]).endswith(reading.a.text[start:end])
