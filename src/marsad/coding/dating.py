"""The date of an event over all its mentions: a time of the text, the day of publication, or none (background)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from marsad.coding.candidates import Candidate
from marsad.coding.features import bucket
from marsad.coding.model import Part, names_of
from marsad.coding.speech import OWN_VOICE
from marsad.coding.when_features import age_of, running, spoken_features, telling
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading

NEWS, PAST = "news", "past"  # options beside the times: the day of publication, background without a date
_STEPS = (0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 0.92)
_REACH = 3  # sentences to those told before and behind
_LENGTH = 10  # sentences: steps of the length of an article, for long ones tell more of what is past
_DAYS = 3  # between the day an article opens with and its publication, and more
_BESIDE = 40  # mentions of a sentence that are looked at: sentences have fewer, a hostile text not


# days from the opening to publication, whether that day is named, form, own voice, sentence, telling, timed
Opening = tuple[str, bool, str, bool, str, str, bool]


class Option(NamedTuple):
    """A possible date of an event: the start of an interval, or NEWS or PAST; the surest time that gives it."""

    value: str
    time: TimeMention | None
    chances: tuple[float, ...]  # by each mention of the event that could have it by its own sentence, the surest first
    parts: Sequence[Part] = ()  # what was seen of that time with the mention that could have it most likely


class Passages:
    """What the mentions of an article, looked at one by one, say of their dates, sentence by sentence."""

    def __init__(self, candidates: Iterable[Candidate], reading: Reading) -> None:
        self.reading = reading
        self.told: dict[int, list[Candidate]] = {}
        self.mentions = 0
        self.past = 0.0  # chances of all mentions to be background, summed
        for c in candidates:
            here = self.told.setdefault(c.shape.s.number, [])
            if len(here) < _BESIDE:
                here.append(c)
            self.mentions += 1
            self.past += c.historical_p
        self.by_start: dict[str, list[TimeMention]] = {}
        for t in reading.times:
            self.by_start.setdefault(start_of(t), []).append(t)
        self.old = [age_of(t, reading) == "old" for t in reading.times]

    def beside(self, number: int, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The mentions of a sentence but those of an event."""
        own = {id(c) for c in candidates}
        return [c for c in self.told.get(number, []) if id(c) not in own]

    def before(self, number: int) -> list[Candidate]:
        """The mentions of the nearest sentence before that has some, if it is near."""
        for n in range(number - 1, max(-1, number - 1 - _REACH), -1):
            if n in self.told:
                return self.told[n]
        return []

    def after(self, number: int) -> list[Candidate]:
        """The mentions of the nearest sentence behind that has some, if it is near."""
        for n in range(number + 1, number + 1 + _REACH):
            if n in self.told:
                return self.told[n]
        return []


def start_of(t: TimeMention) -> str:
    """The start of what a time mention denotes, an ISO prefix."""
    return t.value.partition("/")[0]


def find_options(candidates: Sequence[Candidate], passages: Passages) -> list[Option]:
    """The possible dates of an event: its mentions' own, the surest first, those lent from beside, NEWS and PAST."""
    own: dict[str, list[tuple[float, TimeMention, list[Part]]]] = {}
    for c in candidates:
        for (p, t), parts in zip(c.times, c.time_parts, strict=True):
            own.setdefault(start_of(t), []).append((p, t, parts))
    found = []
    for value, given in own.items():
        given.sort(key=lambda x: (-x[0], x[1].start))
        found.append(Option(value, given[0][1], tuple(p for p, _, _ in given), given[0][2]))
    found.sort(key=lambda o: (-o.chances[0], o.value))
    for t in _lent(candidates, passages):
        if start_of(t) not in own:
            own[start_of(t)] = []
            found.append(Option(start_of(t), t, ()))
    return [*found, Option(NEWS, None, ()), Option(PAST, None, ())]


def _lent(candidates: Sequence[Candidate], passages: Passages) -> list[TimeMention]:
    """The times that mentions beside and before those of the event are dated by."""
    found: list[TimeMention] = []
    for c in candidates:
        number = c.shape.s.number
        for x in (*passages.told.get(number, []), *passages.before(number)):
            if x.time is not None and x.time not in found:
                found.append(x.time)
    return found


class Dates:
    """The possible dates of an event seen together, and what holds whichever of them is looked at."""

    def __init__(self, candidates: Sequence[Candidate], passages: Passages) -> None:
        self.candidates = candidates
        self.passages = passages
        self.options = find_options(candidates, passages)
        own = self.options[0].chances
        self.first = min(candidates, key=lambda c: c.first)
        self.lead = candidates[0]
        self.past = _step(sum([c.historical_p for c in candidates]) / len(candidates))
        self.told = telling(self.first)
        self.best = _step(own[0] if own else 0.0)
        self.kind = self.lead.entry.type
        self.mentions = min(len(candidates), 4)
        self.number = self.first.shape.s.number
        opening = passages.reading.lead_day
        self.lead_day = start_of(opening) if opening is not None else ""
        self.opening = self._opening()

    def _opening(self) -> Opening:
        """What the day the article opens with says of an event: what goes on without a day is often of that day."""
        reading = self.passages.reading
        days = "none"
        if reading.published is not None and self.lead_day:
            ago = (reading.published - date.fromisoformat(self.lead_day)).days
            days = str(min(max(ago, -1), _DAYS))
        today = reading.published is not None and reading.published.isoformat() in self.passages.by_start
        timed = bool(reading.times_in(self.number))
        return days, today, self.first.form, self.kind in OWN_VOICE, bucket(self.number), self.told, timed

    def features(self, o: Option) -> list[Part]:
        """What the weights see of one of them."""
        return _timed(o, o.time, self) if o.time is not None else _untimed(o, self)


def _step(p: float) -> int:
    return bisect_right(_STEPS, p)


def _timed(o: Option, t: TimeMention, dates: Dates) -> list[Part]:
    p, candidates = dates.passages, dates.candidates
    reading = p.reading
    chance = o.chances[0] if o.chances else 0.0
    rival = max((x.chances[0] for x in dates.options if x is not o and x.chances), default=0.0)
    age = age_of(t, reading)
    sentences = {c.shape.s.number for c in candidates}
    inside = len([n for n in sentences if any(start_of(x) == o.value for x in reading.times_in(n))])
    share = "all" if inside == len(sentences) else "some" if inside else "none"
    number = dates.number
    said = _agree(o.value, p.beside(number, candidates))
    before, after = _agree(o.value, p.before(number)), _agree(o.value, p.after(number))
    today = reading.published is not None and o.value == reading.published.isoformat()
    named = min(len(p.by_start.get(o.value, [])), 3)
    return [
        (_chance_features, _step(chance), _step(rival), len(o.chances) > 1, share),
        (_age_features, age, dates.past, t.granularity, dates.kind, _step(chance)),
        (_beside_features, said, before, after, share, age),
        (_day_features, today, named, t == reading.lead_day, dates.mentions, share, dates.told, age),
        f"status:{dates.lead.status}|{age}",
        *([(_opening_features, "day", *dates.opening)] if o.value == dates.lead_day else ()),
        *_again("own", o.parts),
    ]


def _opening_features(
    name: str, days: str, today: bool, form: str, verbal: bool, place: str, told: str, timed: bool
) -> list[str]:
    return [
        f"{name}|opens:{days}", f"{name}|opens:{days}|{today}", f"{name}|opens:{days}|{form}|{verbal}",
        f"{name}|opens:{days}|{place}", f"{name}|opens:{days}|{told}", f"{name}|opens:{days}|{timed}",
        f"{name}|opens:{days}|{today}|{verbal}|{form}",
    ]  # fmt: skip


def _again(what: str, parts: Iterable[Part]) -> list[Part]:
    """Parts weighed before for something else, under names of their own."""
    return [f"{what}>{part}" if isinstance(part, str) else (_renamed, what, part) for part in parts]


def _renamed(what: str, part: Part) -> list[str]:
    return [f"{what}>{name}" for name in names_of([part])]


def _chance_features(chance: int, rival: int, more: bool, share: str) -> list[str]:
    return [
        "time", f"chance:{chance}", f"chance:{chance}|{rival}", f"rival:{rival}", f"chance:{chance}|{more}",
        f"share:{share}", f"share:{share}|{chance}", f"ahead:{chance - rival}",
    ]  # fmt: skip


def _age_features(age: str, past: int, grain: str, kind: str, chance: int) -> list[str]:
    return [
        f"age:{age}", f"age:{age}|{past}", f"age:{age}|{chance}", f"grain:{grain}|{chance}", f"grain:{grain}|{age}",
        f"kind:{kind}|{age}", f"past:{past}|{chance}",
    ]  # fmt: skip


def _beside_features(said: str, before: str, after: str, share: str, age: str) -> list[str]:
    return [
        f"said:{said}|{share}", f"before:{before}|{share}", f"after:{after}|{share}", f"round:{said}{before}{after}",
        f"before:{before}|{age}", f"beside:{said}{before}|{share}",
    ]  # fmt: skip


def _day_features(today: bool, named: int, lead: bool, mentions: int, share: str, told: str, age: str) -> list[str]:
    return [
        f"today:{today}|{lead}", f"named:{named}|{share}", f"lead:{lead}|{share}", f"mentions:{mentions}|{share}",
        f"told:{told}|{age}", f"told:{told}|{share}",
    ]  # fmt: skip


def _agree(value: str, others: Sequence[Candidate]) -> str:
    """What other mentions say of a date: S the same, O another, N they have none; - where there are none."""
    if not others:
        return "-"
    found = {"N" if c.time is None else "S" if start_of(c.time) == value else "O" for c in others}
    return "".join(sorted(found))


def _untimed(o: Option, dates: Dates) -> list[Part]:
    """Features of the day of publication and of background."""
    p, candidates = dates.passages, dates.candidates
    reading, number = p.reading, dates.number
    first = dates.first
    name = o.value
    others = p.beside(number, candidates)
    around = [p.before(number), p.after(number)]
    elsewhere = p.mentions - len(candidates)
    rest = p.past - sum([c.historical_p for c in candidates])
    article = _step(rest / elsewhere) if elsewhere > 0 else -1
    ages = {age_of(t, reading) for t in reading.times_in(number)}
    place = "title" if number == 0 else bucket(number)
    share = sum(p.old) * 4 // max(1, len(p.old))
    last = max((c.historical_p for c in candidates), default=0.0)
    least = min((c.historical_p for c in candidates), default=0.0)
    return [
        (_past_features, name, dates.past, dates.best, _step(last), _step(least), dates.mentions),
        (_round_features, name, _mean([c.historical_p for c in others]),
         _mean([c.historical_p for c in around[0]]), _mean([c.historical_p for c in around[1]]), article, dates.past),
        (_place_features, name, place, first.shape.s.kind, dates.kind, first.form, dates.told, share),
        (_running_features, name, running(number, reading), _oldest(ages), dates.told, dates.lead.status,
         dates.kind in OWN_VOICE),
        (_length_features, name, min(len(reading.shapes) // _LENGTH, 4), dates.past, dates.told, dates.first.form),
        f"{name}|entry:{dates.lead.entry.id}",
        (_opening_features, name, *dates.opening),
        *_again(name, [part for part in first.telling if part[0] is not spoken_features] if name == PAST else ()),
    ]  # fmt: skip


def _past_features(name: str, past: int, best: int, last: int, least: int, mentions: int) -> list[str]:
    return [
        name, f"{name}|past:{past}", f"{name}|best:{best}", f"{name}|past:{past}|{best}", f"{name}|last:{last}",
        f"{name}|least:{least}", f"{name}|mentions:{mentions}", f"{name}|past:{past}|{mentions}",
    ]  # fmt: skip


def _round_features(name: str, beside: int, before: int, after: int, article: int, past: int) -> list[str]:
    return [
        f"{name}|beside:{beside}", f"{name}|before:{before}", f"{name}|after:{after}", f"{name}|article:{article}",
        f"{name}|around:{before}|{after}", f"{name}|article:{article}|{past}", f"{name}|before:{before}|{past}",
    ]  # fmt: skip


def _place_features(name: str, place: str, block: str, kind: str, form: str, told: str, share: int) -> list[str]:
    return [
        f"{name}|place:{place}", f"{name}|block:{block}", f"{name}|type:{kind}", f"{name}|form:{form}",
        f"{name}|told:{told}", f"{name}|type:{kind}|{form}", f"{name}|share:{share}", f"{name}|share:{share}|{place}",
    ]  # fmt: skip


def _running_features(name: str, running: str, here: str, told: str, status: str, verbal: bool) -> list[str]:
    return [
        f"{name}|running:{running}", f"{name}|here:{here}", f"{name}|here:{here}|{running}",
        f"{name}|running:{running}|{verbal}", f"{name}|here:{here}|{told}", f"{name}|status:{status}",
    ]  # fmt: skip


def _length_features(name: str, length: int, past: int, told: str, form: str) -> list[str]:
    return [
        f"{name}|length:{length}", f"{name}|length:{length}|{past}", f"{name}|length:{length}|{told}|{form}",
    ]  # fmt: skip


def _mean(chances: Sequence[float]) -> int:
    return _step(sum(chances) / len(chances)) if chances else -1


def _oldest(ages: Iterable[str]) -> str:
    found = set(ages)
    return next((x for x in ("old", "month", "week", "now", "future") if x in found), "none")
