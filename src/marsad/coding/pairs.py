"""What speaks for and against two mentions telling one happening."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.model import Part
from marsad.coding.settings import Settings
from marsad.find.mentions import Mention
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.merge import Draft

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
SURE = 0.5  # a participant less sure than this speaks but softly against a merge
_NEXT = 3  # tokens between two mentions that are named one by one
_STEPS = 5  # classes of a chance
_CROWD = 12  # candidates of a type from which an article is full of them
_CLAUSE = ("comp", "rel")
_TAG = 3  # characters of the tag of a word form that tell its tense and person


def pair_features(a: Draft, b: Draft, settings: Settings) -> list[Part]:
    """What the weights see of two mentions of one type; `a` stands first in the text."""
    x, y = a.lead, b.lead
    verbal = x.entry.type in VERBAL
    shared, out = _common(x, y, settings, verbal)
    out += _facts(a, b, settings, verbal)
    out += _told_of_both(a, b, settings, verbal)
    out += _beside_both(x, y, settings, verbal)
    return out + (_same_sentence(x, y) if x.shape is y.shape else _two_sentences(x, y, settings, verbal, shared))


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


def _beside_both(x: Candidate, y: Candidate, settings: Settings, verbal: bool) -> list[Part]:
    """Whom both name close by, the place right behind each, their tenses, and how likely each is background."""
    one, two = settings.of(x), settings.of(y)
    kind = x.entry.type
    heads, lands = len(one.heads & two.heads), len(one.lands & two.lands)
    least = min(len(one.heads), len(two.heads)), min(len(one.lands), len(two.lands))
    governor = y.shape.a.keys[y.governor] if y.governor >= 0 else "-"
    return [
        (_near_names, kind, verbal, heads, lands, 4 * heads // (least[0] or 1), 4 * lands // (least[1] or 1)),
        (_tag_features, x.tag[:_TAG], y.tag[:_TAG], x.shape is y.shape, governor, kind),
        (_past_features, int(x.historical_p * 4), int(y.historical_p * 4), kind),
        (_behind_features, _behind(one.behind, two.behind), verbal, kind),
    ]


def _near_names(kind: str, verbal: bool, heads: int, lands: int, of_heads: int, of_lands: int) -> list[str]:
    return [
        f"nearheads:{min(heads, 3)}|{verbal}", f"nearheads:{of_heads}/4|{verbal}",
        f"nearlands:{min(lands, 3)}|{verbal}", f"nearlands:{of_lands}/4|{verbal}",
        f"nearboth:{of_heads}|{of_lands}|{kind}",
    ]  # fmt: skip


def _tag_features(one: str, two: str, together: bool, governor: str, kind: str) -> list[str]:
    return [f"tags:{one}|{two}|{together}", f"tag:{two}|{kind}", f"under:{governor}"]


def _past_features(one: int, two: int, kind: str) -> list[str]:
    return [f"past:{one}|{two}", f"past:{one}|{two}|{kind}"]


def _behind_features(places: str, verbal: bool, kind: str) -> list[str]:
    return [f"behind:{places}|{verbal}", f"behind:{places}|{kind}"]


def _behind(one: int | None, two: int | None) -> str:
    if one is None or two is None:
        return "none" if one is two else "one"
    return "same" if one == two else "apart"


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


def _two_sentences(x: Candidate, y: Candidate, settings: Settings, verbal: bool, shared: int) -> list[Part]:
    """Where two mentions of different sentences stand, how the second is brought (هذا الهجوم), what opens it (كما)."""
    a, s = y.shape.a, y.shape.s
    one, two = settings.of(x), settings.of(y)
    before = a.keys[y.first - 1] if y.first > s.start else "start"
    head = y.shape.func.get(y.first - 1, "")
    return [
        (_block_features, verbal, x.shape.s.kind, s.kind, shared),
        (_brought_features, before, y.definite),
        f"brought:{head}|{y.preposition}|{y.form}|{y.definite}",
        (_second_features, y.first - s.start < 2, bool(y.pronoun), y.form, y.definite, shared),
        (_opener_features, one.opener[0], *two.opener, two.opens, x.entry.type),
        (_telling_features, one.told, two.told, x.entry.type),
    ]


def _opener_features(before: str, here: str, then: str, opens: bool, kind: str) -> list[str]:
    return [
        f"opener:{here}", f"opener:{here}|{opens}", f"opener:{here}|{kind}", f"opener:{here} {then}",
        f"opener:{before}<",
    ]  # fmt: skip


def _telling_features(one: str, two: str, kind: str) -> list[str]:
    return [f"telling:{one}|{two}", f"telling:{one}|{two}|{kind}"]


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
