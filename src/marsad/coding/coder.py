"""From an analysed article to its coding: mentions, speeches, candidates, roles, circumstances, merging."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from datetime import date

from marsad.coding import announced, circumstance
from marsad.coding.attribution import is_quotation
from marsad.coding.candidates import Candidate, find_candidates
from marsad.coding.context import Neighbours
from marsad.coding.dating import Passages
from marsad.coding.decide import LearnedDecider, event_context
from marsad.coding.hearsay import find_hearsay
from marsad.coding.merge import Draft, merge
from marsad.coding.places import places_of
from marsad.coding.roles import RoleFinder
from marsad.coding.settings import Settings
from marsad.coding.sides import Article
from marsad.coding.speech import Speech, find_speeches
from marsad.coding.syntax import Shape
from marsad.coding.weights import load_scene_weights
from marsad.find.actors import ActorReader
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.quotes import Marked, find_marked
from marsad.find.references import link_references
from marsad.find.registry import Registry
from marsad.types import TimeMention


class Reading:
    """All that was found in one article before anything is decided."""

    def __init__(self, a: Analysis, published: date | None, times: list[TimeMention]) -> None:
        self.a = a
        self.published = published
        self.times = times
        self.lead_day = circumstance.find_lead_day(times, a)
        a.day = published.isoformat() if published else None
        self.registry = Registry(a.tables, a.day)
        reader = ActorReader(a, self.registry)
        self.mentions: list[list[Mention]] = [reader.read(s) for s in a.sentences]
        link_references(a, self.mentions, load_scene_weights())
        timed = _timed(a, times)
        self.shapes = [Shape(a, s, m, timed) for s, m in zip(a.sentences, self.mentions, strict=True)]
        self.starts = [s.start for s in a.sentences]
        self.sentence_starts = [a.tokens[s.start].start for s in a.sentences]
        self.marked: list[Marked] = find_marked(a)
        self._opened = [m.first for m in self.marked]
        self.speeches, self.carried = find_speeches(a, self.shapes, self.marked)
        self._said: dict[int, list[Speech]] = {}
        self._heard: dict[int, list[Speech]] | None = None
        self._beside: dict[int, list[Candidate]] = {}
        self._places: dict[int, list[Mention]] = {}
        self._times_in: dict[int, list[TimeMention]] = {}
        self._cores: dict[int, frozenset[str]] = {}
        self._around: list[Neighbours] = []
        self.digest = hashlib.sha256(a.text.encode("utf-8", "surrogatepass"))
        for speech in self.speeches:
            self._said.setdefault(speech.sentence, []).append(speech)
        self.candidates = self._candidates()

    def said(self, sentence: int) -> list[Speech]:
        """The speeches of a sentence, by its number; no scope reaches beyond its sentence."""
        return self._said.get(sentence, [])

    def heard(self, sentence: int) -> list[Speech]:
        """Who tells of something in a sentence without a clause: asked for chains alone."""
        if self._heard is None:
            self._heard = {}
            for speech in find_hearsay(self.a, self.shapes, self.marked, self.speeches):
                self._heard.setdefault(speech.sentence, []).append(speech)
        return self._heard.get(sentence, [])

    def quoted(self, i: int) -> bool:
        """Whether token i stands in a quotation."""
        n = bisect_right(self._opened, i) - 1
        return n >= 0 and i <= self.marked[n].last and is_quotation(self.marked[n])

    def places(self, shape: Shape) -> list[Mention]:
        """The places a sentence names."""
        number = shape.s.number
        if number not in self._places:
            self._places[number] = places_of(shape)
        return self._places[number]

    def cores(self, number: int) -> frozenset[str]:
        """The words of a sentence without their clitics, by its number."""
        found = self._cores.get(number)
        if found is None:
            s = self.a.sentences[number]
            found = frozenset([w.best.core for w in self.a.words[s.start : s.end] if w.kind == "word"])
            self._cores[number] = found
        return found

    def beside(self, c: Candidate) -> list[Candidate]:
        """The other candidates of the sentence."""
        return [x for x in self.in_sentence(c.shape.s.number) if x is not c]

    def in_sentence(self, number: int) -> list[Candidate]:
        """The candidates of a sentence, by its number."""
        if not self._beside:
            for x in self.candidates:
                self._beside.setdefault(x.shape.s.number, []).append(x)
        return self._beside.get(number, [])

    def around(self) -> list[Neighbours]:
        """What stands around each candidate in its sentence."""
        if not self._around:
            self._around = event_context(self)
        return self._around

    def times_in(self, number: int) -> list[TimeMention]:
        """The time mentions of a sentence, by its number."""
        if not self._times_in:
            for t in self.times:
                self._times_in.setdefault(bisect_right(self.sentence_starts, t.start) - 1, []).append(t)
        return self._times_in.get(number, [])

    def _candidates(self) -> list[Candidate]:
        roles = RoleFinder(self.a, self.said)
        ahead = self._dated_ahead()
        found: list[Candidate] = []
        for shape in self.shapes:
            roles.begin(shape)
            by_token: dict[int, list[Candidate]] = {}
            for c in find_candidates(self.a, shape):
                by_token.setdefault(c.first, []).append(c)
            for i in sorted({*shape.verb, *by_token}):
                done: Candidate | None = None
                for c in by_token.get(i, ()):
                    if ">" not in c.entry.id:
                        done = c
                    elif done is not None and not self._announces(c, done, ahead):
                        continue
                    roles.find(c)
                    found.append(c)
                if i in shape.verb:
                    roles.note_verb(shape, i)
        for c in found:
            self._note_status(c)
        return announced.keep_readings(found, self.a, ahead)

    def _note_status(self, c: Candidate) -> None:
        """What the words near by say of whether the act was done."""
        c.plain = circumstance.plain_status(c, self.said(c.shape.s.number), self.a)
        c.told = c.plain or circumstance.told_status(c, self.a)

    def _announces(self, c: Candidate, done: Candidate, ahead: set[int]) -> bool:
        """Whether the reading of an act as another will stay: two in three do not, and need no participants.

        `done`, the reading as the act itself, has its participants.
        """
        c.light, c.governor = done.light, done.governor
        self._note_status(c)
        return bool(announced.keep_readings([c], self.a, ahead))

    def _dated_ahead(self) -> set[int]:
        """The sentences that name a time after the day of publication."""
        if self.published is None:
            return set()
        day = self.published.isoformat()
        later = [t for t in self.times if t.first > day]
        return {bisect_right(self.sentence_starts, t.start) - 1 for t in later}


def _timed(a: Analysis, times: list[TimeMention]) -> frozenset[int]:
    """The tokens that time expressions cover."""
    found: set[int] = set()
    starts = [t.start for t in a.tokens]
    for time in times:
        i = bisect_left(starts, time.start)
        while i < len(starts) and starts[i] < time.end:
            found.add(i)
            i += 1
    return frozenset(found)


def draft_events(reading: Reading, decider: LearnedDecider) -> list[Draft]:
    """The events of an article, merged, in the order of their first mention."""
    merged = merge_mentions(reading, decider, drop=True)
    passages = Passages([c for d in merged for c in d.candidates], reading)
    events = decider.confirm(merged, reading)
    for d in events:
        d.chain = decider.chain(d.candidates, d.actors, reading)
        decider.date(d, passages)
        d.place = decider.place(d, reading)
        d.lead.event_mode = decider.mode(d.candidates, reading)
    return events


def merge_mentions(reading: Reading, decider: LearnedDecider, drop: bool = False) -> list[Draft]:
    """All likely mentions of events, those of one happening together, before it is decided which are events.

    With `drop` the sides of those that can be none are not decided.
    """
    decider.decide(reading)
    drafts = []
    for c in reading.candidates:
        own = decider.keeps(c)
        if own or decider.refers(c):
            drafts.append(draft_of(c, reading, decider, own))
    doc = Article(reading.candidates, reading.mentions)
    return merge(
        drafts,
        decider.together,
        lambda candidates: decider.sides(candidates, doc),
        Settings(reading.candidates),
        (lambda merged: decider.drop(merged, reading)) if drop else None,
    )


def draft_of(c: Candidate, reading: Reading, decider: LearnedDecider, own: bool) -> Draft:
    """A candidate with time, place and status, before it is merged with others."""
    time = decider.circumstances(c, reading)
    place = circumstance.place_of(c, c.shape.mentions, reading.a)
    return Draft(
        [c],
        list(c.actors),
        list(c.recipients),
        [],
        time,
        place,
        c.historical,
        c.status,
        own,
        c.actor_p,
        c.recipient_p,
    )
