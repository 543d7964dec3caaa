"""What speaks for and against two mentions telling one happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.merge import Draft

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
SURE = 0.5  # a participant less sure than this speaks but softly against a merge
_AROUND = 10  # tokens on each side of a mention whose words are compared
_SHORT = 3  # letters of words that tell little
_NEXT = 3  # tokens between two mentions that are named one by one
_STEPS = 5  # classes of a chance
_CROWD = 12  # candidates of a type from which an article is full of them
_CLAUSE = ("comp", "rel")


class Setting:
    """What is asked of a mention whenever it is compared: its words, numbers, likely sides, rank among its type."""

    __slots__ = ("actors", "numbers", "rank", "recipients", "words")

    def __init__(self, c: Candidate, rank: int) -> None:
        a, s = c.shape.a, c.shape.s
        around = range(max(s.start, c.first - _AROUND), min(s.end, c.last + 1 + _AROUND))
        self.rank = rank
        self.words = frozenset(a.words[j].best.core for j in around if _tells(a, j) and not c.first <= j <= c.last)
        self.numbers = frozenset(a.keys[j] for j in around if a.words[j].kind == "number")
        self.actors: dict[str, float] = {}
        self.recipients: dict[str, float] = {}
        for o in c.options:
            key = o.mention.country or o.mention.best.head
            actor, recipient = o.chances
            self.actors[key] = max(self.actors.get(key, 0.0), actor)
            self.recipients[key] = max(self.recipients.get(key, 0.0), recipient)


def _tells(a: Analysis, j: int) -> bool:
    word = a.words[j]
    return word.kind != "mark" and len(word.key) > _SHORT


class Settings:
    """The settings of the mentions of an article, each found when first asked for."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._found: dict[int, Setting] = {}
        self._rank: dict[int, int] = {}
        self.counts: dict[str, int] = {}  # candidates of each type
        for c in candidates:
            kind = c.entry.type
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self._rank[id(c)] = self.counts[kind]

    def of(self, c: Candidate) -> Setting:
        """The setting of a candidate of the article."""
        found = self._found.get(id(c))
        if found is None:
            found = self._found[id(c)] = Setting(c, self._rank[id(c)])
        return found


def pair_features(a: Draft, b: Draft, settings: Settings) -> list[str]:
    """What the weights see of two mentions of one type; `a` stands first in the text."""
    x, y = a.lead, b.lead
    verbal = x.entry.type in VERBAL
    shared, out = _common(x, y, settings, verbal)
    out += _facts(a, b, verbal)
    return out + (_same_sentence(x, y) if x.shape is y.shape else _two_sentences(x, y, verbal, shared))


def _facts(a: Draft, b: Draft, verbal: bool) -> list[str]:
    """Who, when, where and in which words, as decided for each alone."""
    x, y = a.lead, b.lead
    kind = x.entry.type
    actors = _relation(a.actors, b.actors, min(a.actor_p, b.actor_p))
    recipients = _relation(a.recipients, b.recipients, min(a.recipient_p, b.recipient_p))
    words = (
        "entry" if _stem(x) == _stem(y) else "same" if x.shape.a.keys[x.first] == y.shape.a.keys[y.first] else "other"
    )
    times, places = _times(a.time, b.time), _places(a.place, b.place)
    gap = y.shape.s.number - x.shape.s.number
    near = "0" if gap == 0 else "1" if gap == 1 else "2-4" if gap < 5 else "far"
    stems = "~".join(sorted((_stem(x), _stem(y))))
    told = "~".join(sorted((a.status, b.status)))
    point = "reference" if _is_reference(y) else y.form
    head = "title" if x.shape.s.kind == "title" else "-"
    return [
        "bias", f"type:{kind}", f"actors:{actors}", f"recipients:{recipients}", f"sides:{actors}|{recipients}",
        f"sides:{actors}|{recipients}|{verbal}", f"words:{words}", f"words:{words}|{verbal}", f"words:{words}|{kind}",
        f"times:{times}", f"times:{times}|{verbal}", f"places:{places}", f"places:{places}|{verbal}", f"near:{near}",
        f"near:{near}|{verbal}", f"point:{point}", f"point:{point}|{head}", f"forms:{x.form}|{y.form}|{verbal}",
        f"title:{head}|{verbal}", f"status:{a.status == b.status}", f"historical:{a.historical == b.historical}",
        f"modes:{bool(set(x.mode) & set(y.mode))}|{bool(x.mode and y.mode)}", f"definite:{y.definite}|{y.form}",
        f"actors:{actors}|{words}|{verbal}", f"recipients:{recipients}|{words}|{verbal}", f"near:{near}|{words}",
        f"type:{kind}|{actors}|{recipients}", f"stems:{stems}", f"stems:{stems}|{actors}", f"told:{told}",
        f"told:{told}|{verbal}", f"times:{times}|{words}|{verbal}", f"places:{places}|{words}",
    ]  # fmt: skip


def _common(x: Candidate, y: Candidate, settings: Settings, verbal: bool) -> tuple[int, list[str]]:
    """How many words both stand among, and features of those, of numbers, likely sides and mentions between."""
    one, two = settings.of(x), settings.of(y)
    kind = x.entry.type
    common = len(one.words & two.words)
    share = int(4 * common / (min(len(one.words), len(two.words)) or 1))
    shared = min(common, 4)
    numbers = "none" if not one.numbers or not two.numbers else "same" if one.numbers & two.numbers else "other"
    between = min(two.rank - one.rank - 1, 4)
    crowd = min(settings.counts[kind], _CROWD) // 3
    doers, done = _agreement(one.actors, two.actors), _agreement(one.recipients, two.recipients)
    return shared, [
        f"shared:{shared}", f"shared:{shared}|{verbal}", f"share:{share}", f"share:{share}|{verbal}",
        f"numbers:{numbers}", f"numbers:{numbers}|{kind}", f"between:{between}", f"between:{between}|{verbal}",
        f"crowd:{crowd}|{verbal}", f"crowd:{crowd}|{kind}", f"doers:{doers}", f"doers:{doers}|{verbal}",
        f"done:{done}", f"done:{done}|{verbal}", f"both:{doers}|{done}",
    ]  # fmt: skip


def _agreement(one: dict[str, float], two: dict[str, float]) -> str:
    """Two classes: how likely the likeliest common party is, and how likely both have a party at all."""
    if not one or not two:
        return "none"
    both = max((min(p, two[k]) for k, p in one.items() if k in two), default=0.0)
    return f"{_step(both)}|{_step(min(max(one.values()), max(two.values())))}"


def _step(p: float) -> int:
    return min(int(p * _STEPS), _STEPS - 1)


def _same_sentence(x: Candidate, y: Candidate) -> list[str]:
    """What lies between two mentions of a sentence: قتل في غارة، الهجوم استهدف، قصف ثم هاجم."""
    a, shape, kind = x.shape.a, x.shape, x.entry.type
    between = range(x.last + 1, y.first)
    far = _distance(len(between))
    comma = any(a.words[j].kind == "mark" for j in between)
    verbs = min(sum(j in shape.verb for j in between), 2)
    clause = any(shape.func.get(j) in _CLAUSE for j in between)
    before = a.keys[y.first - 1] if between else "-"
    head = shape.func.get(y.first - 1, "") if between else "-"
    out = [
        f"gap:{far}", f"gap:{far}|{x.form}|{y.form}", f"gap:{far}|{kind}", f"comma:{comma}|{verbs}|{clause}",
        f"comma:{comma}|{verbs}|{kind}", f"joined:{before}", f"joined:{before}|{y.form}",
        f"headed:{head}|{y.preposition}|{y.form}", f"and:{y.conjunction}|{y.form}|{x.form}",
        f"and:{y.conjunction}|{kind}", f"carries:{x.light == y.first or y.light == x.first}",
        f"governs:{y.governor == x.first}|{x.governor == y.first}|{y.form}",
        f"governor:{x.governor == y.governor}|{y.form}", f"clitic:{y.preposition}|{kind}",
        f"clause:{clause}|{y.form}|{kind}",
    ]  # fmt: skip
    if len(between) <= _NEXT:
        out += [f"mid:{a.keys[j]}" for j in between]
    return out


def _distance(n: int) -> str:
    return str(n) if n < 2 else "2-3" if n < 4 else "4-9" if n < 10 else "far"


def _two_sentences(x: Candidate, y: Candidate, verbal: bool, shared: int) -> list[str]:
    """Where two mentions of different sentences stand, and how the second is brought: هذا الهجوم، بعد القصف."""
    a, s = y.shape.a, y.shape.s
    blocks = f"{x.shape.s.kind}>{s.kind}"
    before = a.keys[y.first - 1] if y.first > s.start else "start"
    head = y.shape.func.get(y.first - 1, "")
    return [
        f"blocks:{blocks}", f"blocks:{blocks}|{verbal}", f"blocks:{blocks}|{shared}", f"brought:{before}",
        f"brought:{before}|{y.definite}", f"brought:{head}|{y.preposition}|{y.form}|{y.definite}",
        f"opens:{y.first - s.start < 2}|{y.form}", f"pronoun:{bool(y.pronoun)}|{y.form}",
        f"shared:{shared}|{y.form}|{y.definite}",
    ]  # fmt: skip


def _times(a: TimeMention | None, b: TimeMention | None) -> str:
    if a is None or b is None:
        return "none"
    return "same" if a.first == b.first else "overlap" if a.first <= b.last and b.first <= a.last else "apart"


def _places(a: Mention | None, b: Mention | None) -> str:
    if a is None or b is None:
        return "none"
    return "same" if _place(a) == _place(b) else "country" if a.country == b.country else "apart"


def _place(m: Mention) -> int:
    return m.places[0] if m.places else -m.index


def _stem(c: Candidate) -> str:
    return c.entry.id.partition(">")[0]


def _relation(a: list[Mention], b: list[Mention], sure: float) -> str:
    if not a or not b:
        return "both-empty" if not a and not b else "one-empty"
    one, two = _codes(a), _codes(b)
    if one & two:
        return "shared" if sure >= SURE else "shared?"
    return "apart" if sure >= SURE else "apart?"


def _codes(mentions: list[Mention]) -> set[str]:
    return {m.country or m.best.head for m in mentions}


def _is_reference(c: Candidate) -> bool:
    """A definite noun with no sure participant of its own points back: الضربات، هذا الهجوم."""
    return c.form == "noun" and c.definite and max(c.actor_p, c.recipient_p) < SURE
