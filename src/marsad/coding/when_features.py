"""What the learned weights look at for the date of a candidate, its status, and whether it is background."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.circumstance import lead_day
from marsad.coding.features import bucket
from marsad.coding.mention_features import path
from marsad.coding.model import Part
from marsad.coding.speaker import same_speaker
from marsad.coding.speech import OWN_VOICE
from marsad.find.analysis import Analysis
from marsad.text.tokens import Token
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading


def time_features(c: Candidate, t: TimeMention, reading: Reading) -> list[str]:
    """Features of a time mention as the date of a candidate."""
    a = reading.a
    at = a.tokens[c.first].start
    low, high = sorted((at, t.start))
    first = min(t.start, at) == t.start and t.start == a.tokens[c.shape.s.start].start
    if not a.tokens[c.shape.s.start].start <= t.start < a.tokens[c.shape.s.end - 1].end:
        return _inherited(c, t, reading)
    shape = c.shape
    crossed = sum(low < a.tokens[v].start < high for v in shape.verb if not c.first <= v <= c.last)
    commas = a.text.count("،", low, high)
    bounds = sum(low < a.tokens[j].start < high for j in shape.boundaries())
    others = sum(low < a.tokens[x.first].start < high for x in reading.beside(c))
    side = "after" if t.start > at else "before"
    return [
        "bias",
        f"side:{side}",
        f"crossed:{min(crossed, 3)}|{side}|{c.form}",
        f"bounds:{min(bounds, 3)}|{side}",
        f"commas:{min(commas, 3)}|{side}",
        f"others:{min(others, 3)}|{side}",
        f"dist:{bucket(abs(at - t.start) // 6)}|{side}",
        f"grain:{t.granularity}",
        f"grain:{t.granularity}|{c.entry.type}",
        f"form:{c.form}|{side}",
        f"definite:{c.definite}|{side}",
        f"type:{c.entry.type}|{side}",
        f"opens:{first}",
        f"governed:{c.governor >= 0}|{min(crossed, 2)}",
        f"times:{min(len(reading.times), 3)}",
        f"age:{_age(t, reading)}|{_telling(c, reading)}",
        f"age:{_age(t, reading)}|{side}|{min(others, 1)}",
        *_bound(c, t, reading, side),
    ]


def _bound(c: Candidate, t: TimeMention, reading: Reading, side: str) -> list[str]:
    """What the time hangs on, and what the candidate hangs on: ردا على هجوم is older than the day of the answer."""
    a, shape = reading.a, c.shape
    at = bisect_right(a.tokens, t.start, key=_start) - 1
    over = shape.verb_before(at)
    governor = c.governor if c.governor >= 0 else shape.verb_before(c.first)
    own = c.first <= over <= c.last
    head = "own" if own else "governor" if over == governor else "before" if over < c.first else "behind"
    between = range(min(at, c.first) + 1, max(at, c.first))
    comp = any(shape.func.get(j) == "comp" for j in between)
    rel = any(shape.func.get(j) == "rel" for j in between)
    before = a.keys[c.first - 1] if c.first > shape.s.start else "-"
    way, _ = path(c, at, at)
    tag = c.tag.partition("/")[0].partition(".")[0]
    basis = t.basis.partition(";")[0].partition("(")[0].strip()
    age = _age(t, reading)
    low, high = min(at, c.first), max(at, c.first)
    bounds = sum(low < j < high and not c.first <= j <= c.last for j in shape.boundaries())
    others = sum(low < x.first < high for x in reading.beside(c))
    comma = any(a.words[j].surface in "،," for j in range(low, high))
    return [
        f"tight:{head}|{min(bounds, 2)}|{comma}|{min(others, 1)}|{side}",
        f"tight:{head}|{min(bounds, 2)}|{min(others, 1)}|{side}|{age}",
        f"path:{side}{way}",
        f"path:{side}{way}|{c.form}",
        f"path:{side}{way}|{head}",
        f"tense:{tag}|{c.form}|{age}",
        f"tense:{tag}|{c.told}|{age}",
        f"basis:{basis}",
        f"basis:{basis}|{side}|{c.form}",
        f"status:{c.told}|{age}",
        f"quoted:{reading.quoted(at)}|{reading.quoted(c.first)}|{age}",
        f"head:{head}|{c.form}|{side}",
        f"head:{head}|{side}|{comp}|{rel}",
        f"head:{head}|{c.entry.type}",
        f"word:{before}|{side}",
        f"word:{before}|{head}",
        f"clitic:{c.preposition}|{c.form}|{side}",
        f"between:{comp}|{rel}|{side}|{c.form}",
    ]


def _start(token: Token) -> int:
    return token.start


def _inherited(c: Candidate, t: TimeMention, reading: Reading) -> list[str]:
    """Features of a time mention of an earlier sentence: how far back, how old, how this sentence is told."""
    starts = reading.sentence_starts
    here = c.shape.s.number
    there = max(0, bisect_right(starts, t.start) - 1)
    back = min(here - there, 4)
    same = reading.shapes[there].s.block == c.shape.s.block
    age = _age(t, reading)
    told = _telling(c, reading)
    lead = t == lead_day(reading.times, reading.a)
    verbal = c.entry.type in OWN_VOICE
    return [
        f"lead:{lead}|{verbal}|{c.form}",
        f"lead:{lead}|{told}",
        f"lead:{lead}|{back}|{age}",
        f"lead:{lead}|{bool(reading.times_in(here))}",
        "inherited",
        f"inherited|{c.entry.type}",
        f"inherited|{c.form}|{c.definite}",
        f"inherited|{c.shape.s.kind}",
        f"inherited|{t.granularity}|{bool(reading.times_in(here))}",
        f"back:{back}|{same}",
        f"back:{back}|{age}|{t.granularity}",
        f"inheritedage:{age}|{told}",
        f"inherited|{told}|{c.form}",
        *_continued(c, t, reading, there),
    ]


def _continued(c: Candidate, t: TimeMention, reading: Reading, there: int) -> list[str]:
    """Whether the sentence goes on with what was said on the earlier day: the same speaker, a verb joined on."""
    shape, verbal = c.shape, c.entry.type in OWN_VOICE
    opens = c.first - shape.s.start <= 1
    joined = bool(c.conjunction) if opens else bool(reading.a.words[shape.s.start].best.conjunction)
    here = [s.speaker for s in reading.said(shape.s.number) if s.speaker is not None]
    then = [s.speaker for s in reading.said(there) if s.speaker is not None]
    same = any(same_speaker(x, y) for x in here for y in then)
    inside = any(s.first <= c.first <= s.last for s in reading.said(shape.s.number))
    before = reading.a.keys[c.first - 1] if c.first > shape.s.start else "-"
    return [
        f"continued:{same}|{verbal}",
        f"continued:{same}|{opens}|{joined}|{verbal}",
        f"continued:{same}|{inside}|{c.form}",
        f"continued:{opens}|{joined}|{c.form}",
        f"inheritedword:{before}",
        f"inheritedentry:{c.entry.id}",
        f"inheritedtense:{c.tag.partition('/')[0].partition('.')[0]}|{c.told}|{_age(t, reading)}",
        f"inheritedbasis:{t.basis.partition(';')[0].partition('(')[0].strip()}",
    ]


def _age(t: TimeMention, reading: Reading) -> str:
    """How long before publication a time ended."""
    if reading.published is None:
        return "unknown"
    days = (reading.published - date.fromisoformat(t.last)).days
    return "future" if days < 0 else "now" if days <= 1 else "week" if days <= 7 else "month" if days <= 31 else "old"


def _telling(c: Candidate, reading: Reading) -> str:
    """How the sentence is told: as what had been (كان قد), as a reminder (يذكر أن), or plainly."""
    a, s = reading.a, c.shape.s
    for j in range(s.start, min(s.start + 3, s.end)):
        if a.keys[j] in a.tables.cues["impersonal"]:
            return "reminder"
        if c.shape.func.get(j) == "aux" and a.keys[j].lstrip("وف").startswith("كان"):
            return "pluperfect"
    return "plain"


def _background(c: Candidate, reading: Reading) -> list[str]:
    """Signs that a sentence tells background: old times in or before it, its telling, its place in the article."""
    shape, number = c.shape, c.shape.s.number
    told = _telling(c, reading)
    ages = sorted({_age(t, reading) for t in reading.times_in(number)}) or ["none"]
    before = sorted({_age(t, reading) for t in reading.times_in(number - 1)}) if number else []
    share = int(4 * number / len(reading.shapes))
    previous = _telling_of(reading, number - 1)
    inside = [s for s in reading.said(number) if s.first <= c.first <= s.last and not s.trailing]
    relative = any(shape.func.get(j) == "rel" for j in range(max(shape.s.start, c.first - 3), c.first))
    out = [f"times:{x}" for x in ages] + [f"timesbefore:{x}" for x in before]
    out += [f"onlytime:{ages[0]}|{told}"] if len(ages) == 1 else []
    return [
        *out,
        f"told:{told}",
        f"told:{told}|{c.form}",
        f"told:{told}|{previous}",
        f"share:{share}",
        f"share:{share}|{ages[-1]}",
        f"quoted:{reading.quoted(c.first)}",
        f"said:{bool(inside)}|{c.form}",
        f"relative:{relative}|{told}",
    ]


def _told_features(age: str, told: str, form: str, kind: str) -> list[str]:
    return [
        "bias",
        f"age:{age}",
        f"age:{age}|{form}",
        f"rule:{told}",
        f"rule:{told}|{form}",
        f"type:{kind}",
        f"type:{kind}|{form}",
    ]


def _tag_features(tag: str, form: str, definite: bool, future: bool, pluperfect: bool, relative: bool) -> list[str]:
    return [
        f"tag:{tag}|{form}",
        f"definite:{definite}|{form}",
        f"future:{future}",
        f"pluperfect:{pluperfect}|{tag}",
        f"relative:{relative}|{tag}",
    ]


def _block_features(block: str, place: str, light: str) -> list[str]:
    return [f"block:{block}", f"place:{place}", f"light:{light}"]


def _telling_of(reading: Reading, number: int) -> str:
    here = reading.in_sentence(number)
    return _telling(here[0], reading) if here else "-"


def classes_at(a: Analysis, j: int, family: str) -> list[str]:
    """The classes of a family that the word at token j belongs to."""
    if "content" not in a.words[j].families:
        return []
    hits = [h for h in a.words[j].hits if h.ref.family == "content"]
    return [a.tables.content[h.ref.entry].id for h in hits if a.tables.content[h.ref.entry].family == family]


def circumstance_features(c: Candidate, t: TimeMention | None, reading: Reading) -> list[Part]:
    """Features for status and for being background."""
    a, shape = reading.a, c.shape
    age = "none"
    if t is not None and reading.published is not None:
        days = (reading.published - date.fromisoformat(t.last)).days
        age = "future" if days < 0 else "now" if days <= 7 else "month" if days <= 31 else "old"
        first = (reading.published - date.fromisoformat(t.first)).days
        age += "|long" if first > 45 and days <= 31 else ""
    tag = c.tag.split("/")[0].split(".")[0]
    verb = shape.verb_before(c.first)
    window = a.keys[max(shape.s.start, c.first - 5) : c.first]
    behind = a.keys[c.last + 1 : min(shape.s.end, c.last + 4)]
    before = shape.func.get(c.first - 1)
    future = a.words[c.first].best.preposition == "س"
    out: list[Part] = [
        (_told_features, age, c.told, c.form, c.entry.type),
        f"entry:{c.entry.id}",
        (_tag_features, tag, c.form, c.definite, future, before == "aux", before == "rel"),
        (_block_features, shape.s.kind, bucket(shape.s.number), c.light_role),
        *_background(c, reading),
    ]
    frames = [f for j in range(max(shape.s.start, c.first - 5), c.first) for f in classes_at(a, j, "frame")]
    out += [f"frame:{f}|{c.form}" for f in frames] + [f"frame:{f}|{c.entry.type}" for f in frames]
    out += [f"before:{k}" for k in window] + [f"behind:{k}" for k in behind]
    if verb >= 0:
        hit = shape.verb[verb]
        head = a.words[verb].key
        out += [f"verb:{head}|{c.form}"]
        if hit is not None:
            out.append(f"verbtag:{hit.ref.tag.split('.')[0]}|{hit.reading.preposition}|{c.form}")
    out += [
        f"aux:{a.keys[j]}" for j in range(shape.s.start, min(shape.s.start + 3, c.first)) if shape.func.get(j) == "aux"
    ]
    return out
