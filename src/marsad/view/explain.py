"""Why an event was coded as it was, as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.coding.candidates import Candidate
from marsad.coding.dating import PAST
from marsad.coding.merge import Draft
from marsad.coding.speaker import same_speaker
from marsad.find.mentions import Mention
from marsad.types import Published
from marsad.view.labels import Labels
from marsad.view.text import Line, Piece, Row, describe_day, describe_event, field, sentence
from marsad.view.trace import Judgement, TracedArticle, WeighedOption, Weight
from marsad.view.words import describe_entry, describe_ref, describe_word

_UNLIKELY = 0.05  # options less likely than this in both roles are only counted


def explain_event(traced: TracedArticle, nth: int, labels: Labels) -> Iterator[Line]:
    """Everything behind the nth event, counted from 1."""
    return _Explainer(traced, labels).event(nth)


def explain_published(published: Published, labels: Labels) -> Iterator[Line]:
    """The day of publication, all evidence for it, and what the text itself allows."""
    yield from describe_day(published, labels)
    rows: list[Row] = []
    for candidate in published.candidates:
        source = labels.of("source", candidate.source.partition(":")[0])
        verdict = labels.ui("rejected" if candidate.rejected else "accepted")
        rows.append(Row(f"{source}, {verdict}", candidate.date, candidate.raw))
        rows += [Row(remark=sentence(candidate.rejected, labels))] if candidate.rejected else []
    yield from field(labels.ui("candidates"), rows, labels)
    rows = []
    for constraint in published.constraints:
        bounds = "/".join(day or ".." for day in (constraint.earliest, constraint.latest))
        rows.append(Row(sentence(constraint.reason, labels), "" if bounds == "../.." else bounds))
        rows += [Row(words=constraint.span.text)] if constraint.span else []
    yield from field(labels.ui("constraints"), rows, labels)


class _Explainer:
    """Writes the explanation of the events of one article."""

    def __init__(self, traced: TracedArticle, labels: Labels) -> None:
        self._traced = traced
        self._a = traced.reading.a
        self._labels = labels

    def event(self, nth: int) -> Iterator[Line]:
        draft = self._traced.drafts[nth - 1]
        yield from describe_event(nth, self._traced.events[nth - 1], self._labels)
        if len(draft.candidates) > 1:
            yield []
            yield [Piece(f"{self._labels.ui('merged')}: {len(draft.candidates)}", "bold")]
        yield from self._whole(draft)
        yield from self._parties(draft)
        yield from self._dates(draft)
        yield from self._places(draft)
        for n, candidate in enumerate(draft.candidates, 1):
            yield []
            yield [Piece(f"{self._labels.ui('mention')} {n}", "bold underline")]
            yield from self._mention(candidate, draft)

    def _whole(self, draft: Draft) -> Iterator[Line]:
        """How likely the merged event was held to be, and what weighed most."""
        verdict = self._traced.decider.trace(draft.lead).verdict
        if verdict is not None:
            yield []
            yield from self._field("whole", [Row(f"{verdict.probability:.2f}"), *self._weights(verdict.weights)], 0)
            floor = self._traced.decider.w.thresholds["verdict"]
            yield from self._field("threshold", [Row(f"{floor:.2f}")], 0)

    def _parties(self, draft: Draft) -> Iterator[Line]:
        """Who was weighed as actor and recipient over all mentions of the event."""
        weighed = [w for c in draft.candidates for w in self._traced.decider.trace(c).parties]
        shown = [w for w in weighed if max(w.actor.probability, w.recipient.probability) >= _UNLIKELY]
        shown.sort(key=lambda w: -max(w.actor.probability, w.recipient.probability))
        if shown:
            yield []
            yield self._section("parties")
        for w in shown:
            mentions = [o.mention for _, o in w.party.options]
            sides = (("actor", w.actor, draft.actors), ("recipient", w.recipient, draft.recipients))
            role = next((name for name, _, chosen in sides if any(m is x for m in mentions for x in chosen)), "")
            value = ", ".join(f"{self._labels.of('role', name)} {judged.probability:.2f}" for name, judged, _ in sides)
            value = f"{self._labels.of('role', role)}: {value}" if role else value
            stronger = w.recipient if w.recipient.probability > w.actor.probability else w.actor
            yield from self._verdict(bool(role), Row(value, words=self._words(mentions[0])), stronger)

    def _dates(self, draft: Draft) -> Iterator[Line]:
        """The dates weighed over all mentions of the event, each with its share of the chance of all."""
        weighed = self._traced.decider.trace(draft.lead).dates
        if weighed:
            yield []
            yield self._section("dates")
        for (option, judgement), share in zip(weighed, _shares(w.judgement for w in weighed), strict=True):
            if option.time is None:
                past = option.value == PAST
                chosen = draft.time is None and draft.historical is past
                name = "historical" if past else "published"
                yield from self._verdict(chosen, Row(f"{share}, {self._labels.ui(name)}"), judgement)
            else:
                row = Row(share, option.time.value, option.time.text, sentence(option.time.basis, self._labels))
                yield from self._verdict(draft.time == option.time, row, judgement)

    def _places(self, draft: Draft) -> Iterator[Line]:
        """The places weighed over all mentions of the event, and none, each with its share of the chance of all."""
        weighed = self._traced.decider.trace(draft.lead).places
        if len(weighed) > 1:
            yield []
            yield self._section("places_seen")
            for (spot, judgement), share in zip(weighed, _shares(w.judgement for w in weighed), strict=True):
                if spot is None:
                    row, chosen = Row(f"{share}, {self._labels.ui('nowhere')}"), draft.place is None
                else:
                    row, chosen = Row(share, words=self._words(spot.site.mention)), spot.site.mention is draft.place
                yield from self._verdict(chosen, row, judgement)

    def _field(self, name: str, rows: Iterable[Row], indent: int = 2) -> Iterator[Line]:
        return field(self._labels.ui(name), rows, self._labels, indent)

    def _mention(self, c: Candidate, draft: Draft) -> Iterator[Line]:
        yield from self._sentence(c)
        for i in range(c.first, c.last + 1):
            yield from describe_word(self._a.words[i], self._a.tables, self._labels)
            for match in self._a.multi(i):
                phrase = self._a.text[slice(*self._a.span(i, i + match.size - 1))]
                yield from field(self._labels.ui("phrase"), [Row(words=phrase)], self._labels, 4)
                yield from describe_ref(match.ref, self._a.tables, self._labels, 6)
        yield from describe_entry(c.entry, self._a.tables, self._labels, 2)
        yield from self._probability(c)
        yield from self._options(c, draft)
        yield from self._times(c, draft)
        yield from self._sources(c, draft)
        yield from self._statuses(c)

    def _sentence(self, c: Candidate) -> Iterator[Line]:
        sentence = c.shape.s
        start, end = self._a.span(sentence.start, sentence.end - 1)
        kind = self._labels.of("block", sentence.kind)
        yield from self._field("sentence", [Row(kind, f"{start}-{end}"), Row(words=self._a.text[start:end])])

    def _probability(self, c: Candidate) -> Iterator[Line]:
        alone = self._traced.decider.event(c)
        threshold = self._traced.decider.floor(c)
        form = self._labels.of("form", c.form)
        yield from self._field("form", [Row(form, c.tag)])
        yield from self._field("probability", [Row(f"{c.probability:.2f}"), *self._weights(alone.weights)])
        yield from self._field("threshold", [Row(f"{threshold:.2f}")])
        rivals = [x for x in self._traced.reading.candidates if x is not c and x.shape is c.shape]
        rivals = [x for x in rivals if x.first <= c.last and c.first <= x.last]
        rows = [Row(f"{self._traced.decider.event(x).probability:.2f} {x.entry.type}", x.entry.id) for x in rivals]
        yield from self._field("rivals", rows)
        chosen = self._traced.decider.reading(c)
        if chosen is not None and any(x.entry.type != c.entry.type for x in rivals):
            yield from self._field("choice", [Row(f"{chosen.probability:.2f}"), *self._weights(chosen.weights)])

    def _weights(self, weights: Iterable[Weight]) -> list[Row]:
        """Features with their weights; the name of a feature may hold a word of the article."""
        return [Row(remark=f"{weight:+.2f} ", words=name) for name, weight in weights]

    def _section(self, name: str) -> Line:
        return [Piece("  "), Piece(self._labels.ui(name), "bold")]

    def _verdict(self, chosen: bool, row: Row, judgement: Judgement | None) -> Iterator[Line]:
        """One thing considered: taken or dropped, what it is, and what weighed most."""
        yield from self._field("chosen" if chosen else "dropped", [row], indent=4)
        if judgement is not None:
            yield from field("", self._weights(judgement.weights), self._labels, 4)

    def _options(self, c: Candidate, draft: Draft) -> Iterator[Line]:
        weighed = self._traced.decider.trace(c).options
        shown = [w for w in weighed if max(w.actor.probability, w.recipient.probability) >= _UNLIKELY]
        shown.sort(key=lambda w: -max(w.actor.probability, w.recipient.probability))
        if weighed:
            yield self._section("options")
        for w in shown:
            yield from self._option(w, c, draft)
        if len(shown) < len(weighed):
            yield from self._field("dropped", [Row(f"{len(weighed) - len(shown)} (< {_UNLIKELY})")], indent=4)

    def _option(self, w: WeighedOption, c: Candidate, draft: Draft) -> Iterator[Line]:
        labels, o = self._labels, w.option
        role = _role(o.mention, c, draft)
        sides = [("actor", w.actor), ("recipient", w.recipient)]
        numbers = ", ".join(f"{labels.of('role', name)} {judgement.probability:.2f}" for name, judgement in sides)
        value = f"{labels.of('role', role)}: {numbers}" if role else numbers
        stronger = w.recipient if w.recipient.probability > w.actor.probability else w.actor
        yield from self._verdict(bool(role), Row(value, f"{o.slot} {o.frame or '-'}", self._words(o.mention)), stronger)

    def _words(self, m: Mention) -> str:
        start, end = self._a.span(m.first, m.last)
        return self._a.text[start:end]

    def _times(self, c: Candidate, draft: Draft) -> Iterator[Line]:
        weighed = self._traced.decider.trace(c).times
        if weighed:
            yield self._section("times_seen")
        for time, judgement in weighed:
            row = Row(f"{judgement.probability:.2f}", time.value, time.text, sentence(time.basis, self._labels))
            yield from self._verdict(draft.time == time, row, judgement)

    def _sources(self, c: Candidate, draft: Draft) -> Iterator[Line]:
        weighed = self._traced.decider.trace(c).sources
        if weighed:
            yield self._section("chain_seen")
        for speech, mention, own, judgement in weighed:
            value = f"{judgement.probability:.2f}" + (f", {self._labels.ui('own_voice')}" if own else "")
            chosen = any(same_speaker(mention, link) for link in draft.chain)
            yield from self._verdict(chosen, Row(value, speech.rule, self._words(mention)), judgement)

    def _statuses(self, c: Candidate) -> Iterator[Line]:
        seen = self._traced.decider.trace(c).status
        if seen is None:
            return
        labels = self._labels
        yield self._section("status_seen")
        yield from self._field("by_rule", [Row(labels.of("status", seen.by_rule))], indent=4)
        for name, judgement in seen.statuses:
            yield from field(labels.of("status", name), [Row(f"{judgement.probability:.2f}")], labels, 4)
        rows = [Row(f"{seen.historical.probability:.2f}"), *self._weights(seen.historical.weights)]
        yield from self._field("historical", rows, indent=4)


def _shares(judged: Iterable[Judgement]) -> list[str]:
    """The share of each of several things weighed against each other."""
    odds = [x.probability / (1.0 - x.probability) for x in judged]
    return [f"{x / sum(odds):.2f}" for x in odds]


def _role(m: Mention, c: Candidate, draft: Draft) -> str:
    """The role in which a mention was taken, by this candidate or by the event it became part of."""
    for role, chosen in (("actor", (*c.actors, *draft.actors)), ("recipient", (*c.recipients, *draft.recipients))):
        if any(m is x for x in chosen):
            return role
    return ""
