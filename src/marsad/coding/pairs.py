"""What speaks for and against two mentions telling one happening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.model import Part
from marsad.find.mentions import Mention
from marsad.text.words import Word
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
_COMPLEMENT = 10  # tokens after a mention in which stands what it is about
_RARE = 3  # sentences of the article up to which a word has something to tell of the mentions among which it stands
_CLAUSE = ("comp", "rel")


class Scene:
    """What a sentence tells: the words that few sentences of the article have, whom it names, and which places."""

    __slots__ = ("named", "places", "rare")

    def __init__(self, c: Candidate, common: dict[str, int]) -> None:
        a, s, mentions = c.shape.a, c.shape.s, c.shape.mentions
        self.rare = frozenset([w for w in _telling(a.words[s.start : s.end]) if common[w] <= _RARE])
        self.named = frozenset([(m.best.country, m.best.head) for m in mentions if not m.bare])
        self.places = frozenset([m.places[0] for m in mentions if m.places])


class Setting:
    """What is asked of a mention whenever it is compared: its words, numbers, likely sides, rank among its type."""

    __slots__ = (
        "actors", "complement", "numbers", "rank", "recipients", "scene", "top_actor", "top_recipient", "words",
    )  # fmt: skip

    def __init__(self, c: Candidate, rank: int, scene: Scene) -> None:
        a, s = c.shape.a, c.shape.s
        low, high = max(s.start, c.first - _AROUND), min(s.end, c.last + 1 + _AROUND)
        around = a.words[low:high]
        beside = [*a.words[low : c.first], *a.words[c.last + 1 : high]]
        self.rank = rank
        self.scene = scene
        self.words = frozenset(_telling(beside))
        self.complement = frozenset(_telling(a.words[c.last + 1 : min(s.end, c.last + 1 + _COMPLEMENT)]))
        self.numbers = frozenset([w.key for w in around if w.kind == "number"])
        self.actors: dict[str, float] = {}
        self.recipients: dict[str, float] = {}
        for o in c.options:
            key = o.mention.country or o.mention.best.head
            actor, recipient = o.chances
            if actor >= self.actors.get(key, 0.0):
                self.actors[key] = actor
            if recipient >= self.recipients.get(key, 0.0):
                self.recipients[key] = recipient
        self.top_actor = max(self.actors.values(), default=0.0)
        self.top_recipient = max(self.recipients.values(), default=0.0)


class Settings:
    """The settings of the mentions of an article, each found when first asked for."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._found: dict[int, Setting] = {}
        self._scenes: dict[int, Scene] = {}
        self._common: dict[str, int] = {}  # sentences of the article that have a word
        self._sides: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._heads: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
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
            found = self._found[id(c)] = Setting(c, self._rank[id(c)], self._scene(c))
        return found

    def _scene(self, c: Candidate) -> Scene:
        """What the sentence of a candidate tells."""
        number = c.shape.s.number
        if number not in self._scenes:
            if not self._common:
                a = c.shape.a
                self._common = Counter(w for s in a.sentences for w in set(_telling(a.words[s.start : s.end])))
            self._scenes[number] = Scene(c, self._common)
        return self._scenes[number]

    def heads(self, d: Draft) -> tuple[frozenset[str], frozenset[str]]:
        """Head words of the actors and of the recipients of a mention before it is merged."""
        found = self._heads.get(id(d))
        if found is None:
            actors, recipients = (frozenset([m.best.head for m in side]) for side in (d.actors, d.recipients))
            found = self._heads[id(d)] = actors, recipients
        return found

    def sides(self, d: Draft) -> tuple[frozenset[str], frozenset[str]]:
        """Countries, or heads, of the actors and of the recipients of a mention before it is merged."""
        found = self._sides.get(id(d))
        if found is None:
            found = self._sides[id(d)] = _codes(d.actors), _codes(d.recipients)
        return found


def _telling(words: Sequence[Word]) -> list[str]:
    """Stems of the words but short ones."""
    return [w.best.core for w in words if w.kind != "mark" and len(w.key) > _SHORT]


def _codes(mentions: list[Mention]) -> frozenset[str]:
    return frozenset([m.country or m.best.head for m in mentions])


def pair_features(a: Draft, b: Draft, settings: Settings) -> list[Part]:
    """What the weights see of two mentions of one type; `a` stands first in the text."""
    x, y = a.lead, b.lead
    verbal = x.entry.type in VERBAL
    shared, out = _common(x, y, settings, verbal)
    out += _facts(a, b, settings, verbal)
    out += _told_of_both(a, b, settings, verbal)
    return out + (_same_sentence(x, y) if x.shape is y.shape else _two_sentences(x, y, verbal, shared))


def _told_of_both(a: Draft, b: Draft, settings: Settings, verbal: bool) -> list[Part]:
    """What both are about, which rare words both sentences have, whom and which places they name."""
    x, y = a.lead, b.lead
    one, two = settings.of(x), settings.of(y)
    kind, away = x.entry.type, x.shape is not y.shape
    about = one.complement & two.complement
    scene, other = one.scene, two.scene
    rare = min(len(about & scene.rare), 3)
    beside = min(len(scene.rare & other.rare) if away else len(scene.rare), 5)
    (a_actors, a_recipients), (b_actors, b_recipients) = settings.heads(a), settings.heads(b)
    out: list[Part] = [
        (_about_features, kind, verbal, away, min(len(about), 4), rare, beside),
        (_head_features, kind, verbal, _shares(a_actors, b_actors), _shares(a_recipients, b_recipients)),
    ]
    if away:
        named = min(len(scene.named & other.named), 3)
        out.append((_scene_features, kind, verbal, named, _shares(scene.places, other.places)))
    return out


def _about_features(kind: str, verbal: bool, away: bool, about: int, rare: int, beside: int) -> list[str]:
    return [
        f"about:{about}|{verbal}", f"rare:{rare}|{verbal}|{away}", f"rare:{rare}|{kind}",
        f"beside:{beside}|{verbal}|{away}", f"beside:{beside}|{kind}|{away}",
    ]  # fmt: skip


def _head_features(kind: str, verbal: bool, actors: str, recipients: str) -> list[str]:
    return [f"aheads:{actors}|{kind}", f"rheads:{recipients}|{kind}", f"heads:{actors}|{recipients}|{verbal}"]


def _scene_features(kind: str, verbal: bool, named: int, places: str) -> list[str]:
    return [f"named:{named}|{verbal}", f"named:{named}|{kind}", f"sites:{places}|{verbal}", f"sites:{places}|{kind}"]


def _shares(one: Set[object], two: Set[object]) -> str:
    return "none" if not one or not two else "other" if one.isdisjoint(two) else "same"


def _facts(a: Draft, b: Draft, settings: Settings, verbal: bool) -> list[Part]:
    """Who, when, where and in which words, as decided for each alone."""
    x, y = a.lead, b.lead
    kind = x.entry.type
    (a_actors, a_recipients), (b_actors, b_recipients) = settings.sides(a), settings.sides(b)
    actors = _relation(a_actors, b_actors, min(a.actor_p, b.actor_p))
    recipients = _relation(a_recipients, b_recipients, min(a.recipient_p, b.recipient_p))
    one, two = sorted((_stem(x), _stem(y)))
    keys = x.shape.a.keys
    words = "entry" if one == two else "same" if keys[x.first] == keys[y.first] else "other"
    gap = y.shape.s.number - x.shape.s.number
    near = "0" if gap == 0 else "1" if gap == 1 else "2-4" if gap < 5 else "far"
    point = "reference" if _is_reference(y) else y.form
    head = "title" if x.shape.s.kind == "title" else "-"
    modes = bool(set(x.mode) & set(y.mode)), bool(x.mode and y.mode)
    told = (a.status, b.status) if a.status < b.status else (b.status, a.status)
    return [
        (_side_features, kind, verbal, actors, recipients, words),
        (_where_features, verbal, _times(a.time, b.time), _places(a.place, b.place), words),
        (_near_features, verbal, near, words, point, head),
        (_form_features, verbal, x.form, y.form, y.definite, head),
        (_told_features, verbal, *told, a.historical == b.historical, *modes),
        (_stem_features, one, two, actors),
    ]


def _side_features(kind: str, verbal: bool, actors: str, recipients: str, words: str) -> list[str]:
    return [
        "bias", f"type:{kind}", f"actors:{actors}", f"recipients:{recipients}", f"sides:{actors}|{recipients}",
        f"sides:{actors}|{recipients}|{verbal}", f"words:{words}", f"words:{words}|{verbal}", f"words:{words}|{kind}",
        f"actors:{actors}|{words}|{verbal}", f"recipients:{recipients}|{words}|{verbal}",
        f"type:{kind}|{actors}|{recipients}",
    ]  # fmt: skip


def _where_features(verbal: bool, times: str, places: str, words: str) -> list[str]:
    return [
        f"times:{times}", f"times:{times}|{verbal}", f"places:{places}", f"places:{places}|{verbal}",
        f"times:{times}|{words}|{verbal}", f"places:{places}|{words}",
    ]  # fmt: skip


def _near_features(verbal: bool, near: str, words: str, point: str, head: str) -> list[str]:
    return [f"near:{near}", f"near:{near}|{verbal}", f"near:{near}|{words}", f"point:{point}", f"point:{point}|{head}"]


def _form_features(verbal: bool, one: str, two: str, definite: bool, head: str) -> list[str]:
    return [f"forms:{one}|{two}|{verbal}", f"title:{head}|{verbal}", f"definite:{definite}|{two}"]


def _told_features(verbal: bool, one: str, two: str, historical: bool, shared: bool, both: bool) -> list[str]:
    return [
        f"status:{one == two}", f"historical:{historical}", f"modes:{shared}|{both}",
        f"told:{one}~{two}", f"told:{one}~{two}|{verbal}",
    ]  # fmt: skip


def _stem_features(one: str, two: str, actors: str) -> list[str]:
    return [f"stems:{one}~{two}", f"stems:{one}~{two}|{actors}"]


def _common(x: Candidate, y: Candidate, settings: Settings, verbal: bool) -> tuple[int, list[Part]]:
    """How many words both stand among, and features of those, of numbers, likely sides and mentions between."""
    one, two = settings.of(x), settings.of(y)
    kind = x.entry.type
    common = len(one.words & two.words)
    share = int(4 * common / (min(len(one.words), len(two.words)) or 1))
    shared = min(common, 4)
    numbers = "none" if not one.numbers or not two.numbers else "same" if one.numbers & two.numbers else "other"
    between = min(two.rank - one.rank - 1, 4)
    crowd = min(settings.counts[kind], _CROWD) // 3
    doers = _agreement(one.actors, two.actors, min(one.top_actor, two.top_actor))
    done = _agreement(one.recipients, two.recipients, min(one.top_recipient, two.top_recipient))
    return shared, [
        (_shared_features, verbal, shared, share, between),
        (_crowd_features, kind, verbal, numbers, crowd),
        (_party_features, verbal, doers, done),
    ]


def _shared_features(verbal: bool, shared: int, share: int, between: int) -> list[str]:
    return [
        f"shared:{shared}", f"shared:{shared}|{verbal}", f"share:{share}", f"share:{share}|{verbal}",
        f"between:{between}", f"between:{between}|{verbal}",
    ]  # fmt: skip


def _crowd_features(kind: str, verbal: bool, numbers: str, crowd: int) -> list[str]:
    return [f"numbers:{numbers}", f"numbers:{numbers}|{kind}", f"crowd:{crowd}|{verbal}", f"crowd:{crowd}|{kind}"]


def _party_features(verbal: bool, doers: str, done: str) -> list[str]:
    return [
        f"doers:{doers}", f"doers:{doers}|{verbal}", f"done:{done}", f"done:{done}|{verbal}", f"both:{doers}|{done}",
    ]  # fmt: skip


def _agreement(one: dict[str, float], two: dict[str, float], top: float) -> str:
    """Two classes: how likely the likeliest common party is, and how likely (`top`) both have a party at all."""
    if not one or not two:
        return "none"
    both = 0.0
    for party, p in one.items():
        q = two.get(party, 0.0)
        if p > both and q > both:
            both = p if p < q else q
    return f"{_step(both)}|{_step(top)}"


def _step(p: float) -> int:
    return min(int(p * _STEPS), _STEPS - 1)


def _same_sentence(x: Candidate, y: Candidate) -> list[Part]:
    """What lies between two mentions of a sentence: قتل في غارة، الهجوم استهدف، قصف ثم هاجم."""
    a, shape, kind = x.shape.a, x.shape, x.entry.type
    between = range(x.last + 1, y.first)
    far = _distance(len(between))
    comma = any(a.words[j].kind == "mark" for j in between)
    verbs = min(sum([j in shape.verb for j in between]), 2)
    clause = any(shape.func.get(j) in _CLAUSE for j in between)
    before = a.keys[y.first - 1] if between else "-"
    head = shape.func.get(y.first - 1, "") if between else "-"
    out: list[Part] = [
        (_gap_features, far, x.form, y.form, kind),
        (_clause_features, comma, verbs, clause, y.form, kind),
        (_joined_features, before, y.form),
        (_headed_features, head, y.preposition, y.conjunction, x.form, y.form, kind),
        (
            _governor_features, x.light == y.first or y.light == x.first, y.governor == x.first, x.governor == y.first,
            x.governor == y.governor, y.form,
        ),
    ]  # fmt: skip
    if len(between) <= _NEXT:
        out += [f"mid:{a.keys[j]}" for j in between]
    return out


def _gap_features(far: str, one: str, two: str, kind: str) -> list[str]:
    return [f"gap:{far}", f"gap:{far}|{one}|{two}", f"gap:{far}|{kind}"]


def _clause_features(comma: bool, verbs: int, clause: bool, form: str, kind: str) -> list[str]:
    return [f"comma:{comma}|{verbs}|{clause}", f"comma:{comma}|{verbs}|{kind}", f"clause:{clause}|{form}|{kind}"]


def _joined_features(before: str, form: str) -> list[str]:
    return [f"joined:{before}", f"joined:{before}|{form}"]


def _headed_features(head: str, preposition: str, conjunction: str, one: str, two: str, kind: str) -> list[str]:
    return [
        f"headed:{head}|{preposition}|{two}", f"and:{conjunction}|{two}|{one}", f"and:{conjunction}|{kind}",
        f"clitic:{preposition}|{kind}",
    ]  # fmt: skip


def _governor_features(carries: bool, first: bool, second: bool, same: bool, form: str) -> list[str]:
    return [f"carries:{carries}", f"governs:{first}|{second}|{form}", f"governor:{same}|{form}"]


def _distance(n: int) -> str:
    return str(n) if n < 2 else "2-3" if n < 4 else "4-9" if n < 10 else "far"


def _two_sentences(x: Candidate, y: Candidate, verbal: bool, shared: int) -> list[Part]:
    """Where two mentions of different sentences stand, and how the second is brought: هذا الهجوم، بعد القصف."""
    a, s = y.shape.a, y.shape.s
    before = a.keys[y.first - 1] if y.first > s.start else "start"
    head = y.shape.func.get(y.first - 1, "")
    return [
        (_block_features, verbal, x.shape.s.kind, s.kind, shared),
        (_brought_features, before, y.definite),
        f"brought:{head}|{y.preposition}|{y.form}|{y.definite}",
        (_second_features, y.first - s.start < 2, bool(y.pronoun), y.form, y.definite, shared),
    ]


def _block_features(verbal: bool, one: str, two: str, shared: int) -> list[str]:
    return [f"blocks:{one}>{two}", f"blocks:{one}>{two}|{verbal}", f"blocks:{one}>{two}|{shared}"]


def _brought_features(before: str, definite: bool) -> list[str]:
    return [f"brought:{before}", f"brought:{before}|{definite}"]


def _second_features(opens: bool, pronoun: bool, form: str, definite: bool, shared: int) -> list[str]:
    return [f"opens:{opens}|{form}", f"pronoun:{pronoun}|{form}", f"shared:{shared}|{form}|{definite}"]


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


def _relation(one: frozenset[str], two: frozenset[str], sure: float) -> str:
    if not one or not two:
        return "both-empty" if not one and not two else "one-empty"
    if not one.isdisjoint(two):
        return "shared" if sure >= SURE else "shared?"
    return "apart" if sure >= SURE else "apart?"


def _is_reference(c: Candidate) -> bool:
    """A definite noun with no sure participant of its own points back: الضربات، هذا الهجوم."""
    return c.form == "noun" and c.definite and max(c.actor_p, c.recipient_p) < SURE
