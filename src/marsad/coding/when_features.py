"""What the learned weights look at for the date of a candidate, its status, and whether it is background."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.features import bucket
from marsad.coding.mention_features import path
from marsad.coding.model import Part
from marsad.coding.speaker import same_speaker
from marsad.coding.speech import OWN_VOICE
from marsad.coding.syntax import Shape
from marsad.find.analysis import Analysis
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading

_LEADING = 2  # words before a time that opens a sentence: and, in


def time_features(c: Candidate, t: TimeMention, reading: Reading) -> list[Part]:
    """Features of a time mention as the date of a candidate."""
    a = reading.a
    at = a.tokens[c.first].start
    low, high = sorted((at, t.start))
    if not a.tokens[c.shape.s.start].start <= t.start < a.tokens[c.shape.s.end - 1].end:
        return _inherited(c, t, reading)
    shape = c.shape
    crossed = min(sum([low < a.tokens[v].start < high for v in shape.verb if not c.first <= v <= c.last]), 3)
    commas = min(a.text.count("،", low, high), 3)
    bounds = min(sum([low < a.tokens[j].start < high for j in shape.boundaries()]), 3)
    others = min(sum([low < a.tokens[x.first].start < high for x in reading.beside(c)]), 3)
    side = "after" if t.start > at else "before"
    opens = side == "before" and _opens(t, c.shape)
    rank, between = _nearer(t, at, reading.times_in(c.shape.s.number))
    return [
        (_grain_features, side, c.entry.type, c.form, t.granularity, c.definite),
        (_between_features, side, c.form, crossed, bounds, commas, others, c.governor >= 0),
        f"dist:{bucket(abs(at - t.start) // 6)}|{side}",
        (_age_features, side, age_of(t, reading), telling(c), others > 0, opens, min(len(reading.times), 3)),
        (_opening_features, opens, others, min(crossed, 2), c.form, _tense(c), rank, t.granularity),
        (_rank_features, rank, between, side, min(crossed, 2), c.form, len(reading.times_in(c.shape.s.number)) == 1),
        *_bound(c, t, reading, side),
    ]


def _grain_features(side: str, kind: str, form: str, grain: str, definite: bool) -> list[str]:
    return [
        "bias", f"side:{side}", f"grain:{grain}", f"grain:{grain}|{kind}", f"form:{form}|{side}",
        f"definite:{definite}|{side}", f"type:{kind}|{side}",
    ]  # fmt: skip


def _between_features(
    side: str, form: str, crossed: int, bounds: int, commas: int, others: int, governed: bool
) -> list[str]:
    return [
        f"crossed:{crossed}|{side}|{form}", f"bounds:{bounds}|{side}", f"commas:{commas}|{side}",
        f"others:{others}|{side}", f"governed:{governed}|{min(crossed, 2)}",
    ]  # fmt: skip


def _age_features(side: str, age: str, told: str, others: bool, opens: bool, times: int) -> list[str]:
    return [f"opens:{opens}", f"times:{times}", f"age:{age}|{told}", f"age:{age}|{side}|{int(others)}"]


def _opens(t: TimeMention, shape: Shape) -> bool:
    """Whether a sentence begins with a time, as it does for all that follows: وفي عام 2007، أحيل."""
    return shape.a.tokens[min(shape.s.start + _LEADING, shape.s.end - 1)].start >= t.start


def _nearer(t: TimeMention, at: int, times: Sequence[TimeMention]) -> tuple[int, bool]:
    """How many of the times of a sentence stand nearer to a place than one of them, and whether one is between."""
    far = abs(t.start - at)
    nearer = [x for x in times if abs(x.start - at) < far]
    low, high = sorted((t.start, at))
    return min(len(nearer), 2), any(low < x.start < high for x in nearer)


def _opening_features(
    opens: bool, others: int, crossed: int, form: str, tense: str, rank: int, grain: str
) -> list[str]:
    return [
        f"opens:{opens}|{form}|{tense}", f"opens:{opens}|{others}|{crossed}", f"opens:{opens}|{rank}|{crossed}",
        f"opens:{opens}|{grain}|{form}",
    ]  # fmt: skip


def _rank_features(rank: int, between: bool, side: str, crossed: int, form: str, alone: bool) -> list[str]:
    return [
        f"rank:{rank}|{between}|{side}", f"rank:{rank}|{crossed}|{side}|{form}", f"alone:{alone}|{side}|{form}",
        f"alone:{alone}|{crossed}|{side}",
    ]  # fmt: skip


def _bound(c: Candidate, t: TimeMention, reading: Reading, side: str) -> list[Part]:
    """What the time hangs on, and what the candidate hangs on: ردا على هجوم is older than the day of the answer."""
    a, shape = reading.a, c.shape
    at = a.token_at(t.start)
    over = shape.verb_before(at)
    governor = c.governor if c.governor >= 0 else shape.verb_before(c.first)
    own = c.first <= over <= c.last
    head = "own" if own else "governor" if over == governor else "before" if over < c.first else "behind"
    between = range(min(at, c.first) + 1, max(at, c.first))
    comp = any(shape.func.get(j) == "comp" for j in between)
    rel = any(shape.func.get(j) == "rel" for j in between)
    before = a.keys[c.first - 1] if c.first > shape.s.start else "-"
    way, _ = path(c, at, at)
    age = age_of(t, reading)
    low, high = min(at, c.first), max(at, c.first)
    bounds = min(sum([low < j < high and not c.first <= j <= c.last for j in shape.boundaries()]), 2)
    others = int(any(low < x.first < high for x in reading.beside(c)))
    comma = any(a.words[j].surface in "،," for j in range(low, high))
    return [
        (_tight_features, head, bounds, comma, others, side, age),
        (_path_features, side, way, c.form, head),
        (_tense_features, _tense(c), c.form, c.told, age),
        (_basis_features, _basis(t), side, c.form),
        (_head_features, head, side, c.form, comp, rel, c.entry.type),
        (_word_features, before, side, head),
        f"quoted:{reading.quoted(at)}|{reading.quoted(c.first)}|{age}",
        f"clitic:{c.preposition}|{c.form}|{side}",
    ]


def _tense(c: Candidate) -> str:
    """The tense of a candidate's word, or what kind of noun it is."""
    return c.tag.partition("/")[0].partition(".")[0]


def _basis(t: TimeMention) -> str:
    """The rule that dated a time mention, without its words and its anchor."""
    return t.basis.partition(";")[0].partition("(")[0].strip()


def _tight_features(head: str, bounds: int, comma: bool, others: int, side: str, age: str) -> list[str]:
    return [f"tight:{head}|{bounds}|{comma}|{others}|{side}", f"tight:{head}|{bounds}|{others}|{side}|{age}"]


def _path_features(side: str, way: str, form: str, head: str) -> list[str]:
    return [f"path:{side}{way}", f"path:{side}{way}|{form}", f"path:{side}{way}|{head}"]


def _tense_features(tag: str, form: str, told: str, age: str) -> list[str]:
    return [f"tense:{tag}|{form}|{age}", f"tense:{tag}|{told}|{age}", f"status:{told}|{age}"]


def _basis_features(basis: str, side: str, form: str) -> list[str]:
    return [f"basis:{basis}", f"basis:{basis}|{side}|{form}"]


def _head_features(head: str, side: str, form: str, comp: bool, rel: bool, kind: str) -> list[str]:
    return [
        f"head:{head}|{form}|{side}", f"head:{head}|{side}|{comp}|{rel}", f"head:{head}|{kind}",
        f"between:{comp}|{rel}|{side}|{form}",
    ]  # fmt: skip


def _word_features(before: str, side: str, head: str) -> list[str]:
    return [f"word:{before}|{side}", f"word:{before}|{head}"]


def _inherited(c: Candidate, t: TimeMention, reading: Reading) -> list[Part]:
    """Features of a time mention of an earlier sentence: how far back, how old, how this sentence is told."""
    starts = reading.sentence_starts
    here = c.shape.s.number
    there = max(0, bisect_right(starts, t.start) - 1)
    back = min(here - there, 4)
    same = reading.shapes[there].s.block == c.shape.s.block
    age = age_of(t, reading)
    told = telling(c)
    timed = bool(reading.times_in(here))
    return [
        (_lead_features, t == reading.lead_day, c.entry.type in OWN_VOICE, c.form, told, back, age, timed),
        (_inherited_features, c.entry.type, c.form, c.definite, c.shape.s.kind, told),
        (_back_features, back, same, age, t.granularity, timed, told),
        *_continued(c, t, reading, there),
    ]


def _lead_features(lead: bool, verbal: bool, form: str, told: str, back: int, age: str, timed: bool) -> list[str]:
    return [f"lead:{lead}|{verbal}|{form}", f"lead:{lead}|{told}", f"lead:{lead}|{back}|{age}", f"lead:{lead}|{timed}"]


def _inherited_features(kind: str, form: str, definite: bool, block: str, told: str) -> list[str]:
    return [
        "inherited", f"inherited|{kind}", f"inherited|{form}|{definite}", f"inherited|{block}",
        f"inherited|{told}|{form}",
    ]  # fmt: skip


def _back_features(back: int, same: bool, age: str, grain: str, timed: bool, told: str) -> list[str]:
    return [
        f"inherited|{grain}|{timed}", f"back:{back}|{same}", f"back:{back}|{age}|{grain}", f"inheritedage:{age}|{told}",
    ]  # fmt: skip


def _continued(c: Candidate, t: TimeMention, reading: Reading, there: int) -> list[Part]:
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
        (_continued_features, same, verbal, opens, joined, inside, c.form),
        f"inheritedword:{before}",
        f"inheritedentry:{c.entry.id}",
        f"inheritedtense:{_tense(c)}|{c.told}|{age_of(t, reading)}",
        f"inheritedbasis:{_basis(t)}",
    ]


def _continued_features(same: bool, verbal: bool, opens: bool, joined: bool, inside: bool, form: str) -> list[str]:
    return [
        f"continued:{same}|{verbal}", f"continued:{same}|{opens}|{joined}|{verbal}",
        f"continued:{same}|{inside}|{form}", f"continued:{opens}|{joined}|{form}",
    ]  # fmt: skip


def age_of(t: TimeMention, reading: Reading) -> str:
    """How long before publication a time ended."""
    if reading.published is None:
        return "unknown"
    days = (reading.published - date.fromisoformat(t.last)).days
    return "future" if days < 0 else "now" if days <= 1 else "week" if days <= 7 else "month" if days <= 31 else "old"


def telling(c: Candidate) -> str:
    """How the sentence is told: as what had been (كان قد), as a reminder (يذكر أن), or plainly."""
    a, s = c.shape.a, c.shape.s
    for j in range(s.start, min(s.start + 3, s.end)):
        if a.keys[j] in a.tables.cues["impersonal"]:
            return "reminder"
        if c.shape.func.get(j) == "aux" and a.keys[j].lstrip("وف").startswith("كان"):
            return "pluperfect"
    return "plain"


def _background(c: Candidate, reading: Reading) -> list[Part]:
    """Signs that a sentence tells background: old times in or before it, its telling, its place in the article."""
    shape, number = c.shape, c.shape.s.number
    told = telling(c)
    ages = sorted({age_of(t, reading) for t in reading.times_in(number)}) or ["none"]
    before = sorted({age_of(t, reading) for t in reading.times_in(number - 1)}) if number else []
    share = int(4 * number / len(reading.shapes))
    previous = _telling_of(reading, number - 1)
    inside = [s for s in reading.said(number) if s.first <= c.first <= s.last and not s.trailing]
    relative = any(shape.func.get(j) == "rel" for j in range(max(shape.s.start, c.first - 3), c.first))
    old = 4 * sum([age_of(t, reading) == "old" for t in reading.times]) // max(1, len(reading.times))
    return [
        (_article_features, running(number, reading), old, bucket(len(reading.shapes)), share, told),
        (_ages_features, tuple(ages), tuple(before), told, share),
        (_telling_features, told, c.form, previous, reading.quoted(c.first), bool(inside), relative),
    ]


def _article_features(running: str, old: int, length: str, share: int, told: str) -> list[str]:
    return [
        f"running:{running}", f"running:{running}|{told}", f"old:{old}", f"old:{old}|{running}", f"length:{length}",
        f"length:{length}|{share}", f"old:{old}|{share}",
    ]  # fmt: skip


_BACK = 6  # sentences back to the time last given


def running(number: int, reading: Reading) -> str:
    """The age of the time last given before a sentence, and how many sentences before."""
    for n in range(number - 1, max(-1, number - 1 - _BACK), -1):
        times = reading.times_in(n)
        if times:
            return f"{age_of(times[-1], reading)}{min(number - n, 4)}"
    return "none"


def _ages_features(ages: tuple[str, ...], before: tuple[str, ...], told: str, share: int) -> list[str]:
    alone = [f"onlytime:{ages[0]}|{told}"] if len(ages) == 1 else []
    times = [f"times:{x}" for x in ages] + [f"timesbefore:{x}" for x in before] + alone
    return [*times, f"share:{share}", f"share:{share}|{ages[-1]}"]


def _telling_features(told: str, form: str, previous: str, quoted: bool, said: bool, relative: bool) -> list[str]:
    return [
        f"told:{told}", f"told:{told}|{form}", f"told:{told}|{previous}", f"quoted:{quoted}", f"said:{said}|{form}",
        f"relative:{relative}|{told}",
    ]  # fmt: skip


def _dated_features(age: str, form: str) -> list[str]:
    return [f"age:{age}", f"age:{age}|{form}"]


def _told_features(told: str, form: str, kind: str) -> list[str]:
    return [
        "bias",
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
    return telling(here[0]) if here else "-"


def classes_at(a: Analysis, j: int, family: str) -> list[str]:
    """The classes of a family that the word at token j belongs to."""
    if "content" not in a.words[j].families:
        return []
    hits = [h for h in a.words[j].hits if h.ref.family == "content"]
    return [a.tables.content[h.ref.entry].id for h in hits if a.tables.content[h.ref.entry].family == family]


def dated_features(c: Candidate, t: TimeMention | None, reading: Reading) -> Part:
    """What the date of a candidate says of its status; background is decided before it is dated."""
    age = "none"
    if t is not None and reading.published is not None:
        days = (reading.published - date.fromisoformat(t.last)).days
        age = "future" if days < 0 else "now" if days <= 7 else "month" if days <= 31 else "old"
        first = (reading.published - date.fromisoformat(t.first)).days
        age += "|long" if first > 45 and days <= 31 else ""
    return (_dated_features, age, c.form)


_NAMES = frozenset({"pname", "place", "person", "country", "capital", "nisba", "org"})  # families of words


def spoken(a: Analysis, first: int, end: int) -> tuple[str, ...]:
    """The words of a sentence without names and clitics, each once: what they tell of holds for other articles too."""
    words = [a.words[j] for j in range(first, end)]
    return tuple(sorted({w.best.core for w in words if w.kind == "word" and not w.families & _NAMES}))


def spoken_features(words: tuple[str, ...]) -> list[str]:
    """The words of the sentence."""
    return [f"in:{word}" for word in words]


def circumstance_features(c: Candidate, reading: Reading) -> list[Part]:
    """Features for status and for being background."""
    a, shape = reading.a, c.shape
    tag = c.tag.split("/")[0].split(".")[0]
    verb = shape.verb_before(c.first)
    window = a.keys[max(shape.s.start, c.first - 5) : c.first]
    behind = a.keys[c.last + 1 : min(shape.s.end, c.last + 4)]
    before = shape.func.get(c.first - 1)
    future = a.words[c.first].best.preposition == "س"
    out: list[Part] = [
        (_told_features, c.told, c.form, c.entry.type),
        f"entry:{c.entry.id}",
        (_tag_features, tag, c.form, c.definite, future, before == "aux", before == "rel"),
        (_block_features, shape.s.kind, bucket(shape.s.number), c.light_role),
        *_background(c, reading),
    ]
    frames = [f for j in range(max(shape.s.start, c.first - 5), c.first) for f in classes_at(a, j, "frame")]
    out += [f"frame:{f}|{c.form}" for f in frames] + [f"frame:{f}|{c.entry.type}" for f in frames]
    out += [f"before:{k}" for k in window] + [f"behind:{k}" for k in behind]
    out.append((spoken_features, spoken(a, shape.s.start, shape.s.end)))
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
