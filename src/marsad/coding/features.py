"""What the learned weights look at: names of features of a candidate, of an option and of a reporting scope."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from marsad.coding.agreement import is_feminine
from marsad.coding.candidates import Candidate, Option
from marsad.coding.context import Neighbours, context_features
from marsad.coding.mention_features import self_features
from marsad.coding.model import Part, names_of
from marsad.coding.speech import Speech
from marsad.find.analysis import Analysis

if TYPE_CHECKING:
    from marsad.coding.docroles import DocRoles


_JUDGED_ALONE = frozenset({"ASSAULT", "PROTEST"})  # the types for which lone sentences were judged


def is_lone(a: Analysis) -> bool:
    """Whether the article is one block only: a sentence or two without headline, as in sets of lone sentences."""
    return len({s.block for s in a.sentences}) == 1


_SLOTS = ("DOER", "TARGET", "RESULT", "L-S", "ADJ", "G1", "S1")  # that say something of the event
_LIMITS = (1, 2, 3, 5, 8, 12, 18)
_BUCKETS = [str(next(x for x in _LIMITS if n <= x)) for n in range(_LIMITS[-1] + 1)]


def bucket(n: int) -> str:
    """A distance in tokens as one of a few classes."""
    return _BUCKETS[n] if 0 <= n < len(_BUCKETS) else "far" if n > 0 else "1"


def option_features(c: Candidate, o: Option, a: Analysis, frames: list[str] | None = None) -> list[Part]:
    """Features of one mention as participant of one candidate; `frames` of its options where they are at hand."""
    m, e = o.mention, c.entry
    slot, frame, form, kind, sector = o.slot, o.frame, c.form, m.kind, m.sector or "-"
    if frames is None:
        frames = [x.frame for x in c.options]
    alone = "actor" not in frames, "recipient" not in frames
    tag = c.tag.partition("/")[0]
    out: list[Part] = [
        (_slot_features, slot, frame, form, e.type, o.preposition, *alone),
        (_entry_features, e.id, slot, frame, o.preposition),
        (_kind_features, kind, sector, slot, frame, e.harm, bool(m.country)),
        (_type_features, kind, sector, e.type),
        (_told_features, bucket(o.distance), o.commas if o.commas < 3 else 3, slot, tag, c.light_role, c.told),
    ]
    if o.inside:
        out += ["inside", f"inside|{slot}|{form}"]
    word = a.words[m.first]
    if word.kind == "number" or word.quantity:
        out.append((_counted_features, slot, form, e.type))
    if m.bare:
        out.append(f"bare|{slot[0]}")
    if frame and frames.count(frame) > 1 and [x for x in c.options if x.frame == frame and x.distance < o.distance]:
        out += [f"ahead|{frame}", f"ahead|{frame}|{slot}"]
    if e.mutual:
        out.append(f"mutual|{slot}|{o.preposition}")
    out += _attachment(c, o, a)
    out += self_features(c, o)
    if m.country:
        for x in c.options:
            if x.mention.country == m.country and x is not o:
                out.append(f"samecountry|{slot[0]}|{x.slot[0]}|{x.frame}")
                break
    return out


def _slot_features(
    slot: str, frame: str, form: str, kind: str, preposition: str, no_actor: bool, no_recipient: bool
) -> list[str]:
    out = [
        f"slot:{slot}",
        f"slot:{slot}|{form}",
        f"frame:{frame}",
        f"frame:{frame}|{slot}",
        f"frame:{frame}|{form}|{slot}",
        f"type:{kind}|{slot}",
        f"type:{kind}|{form}|{frame}",
        f"prep:{preposition}|{form}",
        f"prep:{preposition}|{kind}",
    ]
    if no_actor:
        out.append(f"noactor|{slot}")
    if no_recipient:
        out.append(f"norecipient|{slot}|{form}")
    return out


def _entry_features(entry: str, slot: str, frame: str, preposition: str) -> list[str]:
    return [f"entry:{entry}|{slot}", f"entry:{entry}|{frame}", f"entryprep:{entry}|{preposition}"]


def _kind_features(kind: str, sector: str, slot: str, frame: str, harm: bool, country: bool) -> list[str]:
    out = [f"kind:{kind}|{slot}", f"kind:{kind}|{frame}", f"sector:{sector}|{slot}"]
    if not country:
        out.append(f"nocountry|{kind}|{slot[0]}")
    return [*out, f"harm|{slot}|{kind}", f"harm|{slot}|{sector}"] if harm else out


def _type_features(kind: str, sector: str, of: str) -> list[str]:
    return [f"kind:{kind}|{of}", f"sector:{sector}|{of}"]


def _told_features(distance: str, commas: int, slot: str, tag: str, light: str, told: str) -> list[str]:
    return [
        f"dist:{distance}|{slot[0]}",
        f"commas:{commas}|{slot[0]}",
        f"tag:{tag}|{slot}",
        f"light:{light}|{slot}",
        f"status:{told}|{slot}",
    ]


def _counted_features(slot: str, form: str, kind: str) -> list[str]:
    return ["counted", f"counted|{slot}|{form}", f"counted|{kind}"]


def stack_features(c: Candidate, o: Option, doc: DocRoles) -> list[Part]:
    """What the first look made of the option, of its rivals, and of its country in the rest of the article."""
    actor, recipient = int(o.actor_p * 10), int(o.recipient_p * 10)
    actors, recipients = doc.ranked(c)
    ranks = min(actors.index(o.actor_p), 3), min(recipients.index(o.recipient_p), 3)
    elsewhere = doc.standing(c, o.mention.country)
    noun = f"{c.form}|{c.definite}" if c.form == "noun" else c.form
    return [
        (_first_features, actor, recipient),
        (_rank_features, *ranks, o.slot[0], int(actors[0] * 5), int(recipients[0] * 5)),
        (_elsewhere_features, elsewhere, noun, c.entry.type),
        (_standing_features, elsewhere, actor // 3, recipient // 3, o.slot),
    ]


def _first_features(actor: int, recipient: int) -> list[str]:
    return [f"first:a{actor}", f"first:r{recipient}", f"first:{actor}|{recipient}"]


def _rank_features(above_a: int, above_r: int, side: str, top_a: int, top_r: int) -> list[str]:
    ranks = f"{above_a}|{above_r}"
    return [f"ranks:{ranks}", f"ranks:{ranks}|{side}", f"tops:{top_a}|{top_r}|{ranks}"]


def _elsewhere_features(elsewhere: str, noun: str, kind: str) -> list[str]:
    return [f"elsewhere:{elsewhere}", f"elsewhere:{elsewhere}|{noun}", f"elsewhere:{elsewhere}|{kind}"]


def _standing_features(elsewhere: str, actor: int, recipient: int, slot: str) -> list[str]:
    return [f"elsewhere:{elsewhere}|{actor}|{recipient}", f"slot:{slot}|{elsewhere}"]


def _attachment(c: Candidate, o: Option, a: Analysis) -> list[Part]:
    """What the mention is to the verbs of the sentence, and whether a verb's form agrees with it."""
    m, shape = o.mention, c.shape
    out: list[Part] = []
    held = shape.held(m)
    if held is not None:
        verb, slot = held
        near = (
            "own"
            if c.first <= verb <= c.last
            else "governor"
            if verb == c.governor
            else "left"
            if verb < c.first
            else "right"
        )
        out.append((_held_features, slot, near, o.slot[0], c.form, c.entry.type))
    else:
        out.append(f"held:none|{o.slot[0]}|{c.form}")
    person = c.tag.partition("/")[0].rpartition(".")[2]
    if c.form == "verb" and person in ("3ms", "3fs"):
        woman = is_feminine(m)
        clash = (person == "3ms" and woman) or (person == "3fs" and not woman and not m.plural)
        out.append((_clash_features, clash, o.slot, m.kind))
    case = shape.case(m)
    if case:
        out += [f"case:{case}|{o.slot}|{c.form}", f"case:{case}|{o.slot[0]}|{o.frame}"]
    if o.slot[0] == "B" and shape.relative_between(m, c.first):
        out += [f"antecedent|{o.slot}|{c.form}", f"antecedent|{o.frame}|{bool(c.pronoun)}"]
    if person in ("3mp", "3fp"):
        out.append(f"pluralverb|{m.plural}|{o.slot[0]}")
    if a.salient and m.country:
        rank = a.salient.index(m.country) if m.country in a.salient[:3] else 3
        out.append((_salient_features, rank, o.slot[0], c.entry.type))
    return out


def _held_features(slot: str, near: str, side: str, form: str, kind: str) -> list[str]:
    return [f"held:{slot}|{near}|{side}", f"held:{slot}|{near}|{form}", f"held:{slot}|{near}|{kind}"]


def _clash_features(clash: bool, slot: str, kind: str) -> list[str]:
    return [f"clash:{clash}|{slot}", f"clash:{clash}|{kind}"]


def _salient_features(rank: int, side: str, kind: str) -> list[str]:
    return [f"salient:{rank}|{side}", f"salient:{rank}|{kind}"]


def candidate_features(c: Candidate, a: Analysis, speeches: list[Speech], beside: Neighbours) -> list[Part]:
    """Features of a candidate as event, with what stands before it in the sentence."""
    e, shape = c.entry, c.shape
    same_type, over = beside.same_type, beside.over
    kind = kind_of(c)
    tag = c.tag.split("/")[0].split(".")[0]
    before = shape.func.get(c.first - 1, "") if c.first > shape.s.start else "start"
    after = shape.func.get(c.last + 1, "") if c.last + 1 < shape.s.end else "end"
    out: list[Part] = [
        (_word_features, kind, e.id, c.form),
        (_clitic_features, kind, tag, c.form, c.definite, c.preposition, c.conjunction, bool(c.pronoun)),
        (_beside_features, kind, c.form, before, after),
        (_block_features, shape.s.kind, c.form, bucket(shape.s.number)),
        (_status_features, kind, c.told, c.content),
        (_same_features, kind, c.form, over, c.light_role, min(same_type, 3), c.last - c.first + 1),
    ]
    if c.first > shape.s.start:
        out.append((_before_features, a.keys[c.first - 1], c.form))
    if c.last + 1 < shape.s.end:
        out += [f"next:{a.keys[c.last + 1]}", f"nextkind:{a.words[c.last + 1].kind}"]
    out += _surroundings(c, a)
    if c.light >= 0:
        hits = [h for h in a.words[c.light].hits if h.ref.family == "light"]
        if hits:
            out.append(f"lightverb:{a.tables.verbs[hits[0].ref.entry].lemma}")
    inside = [s for s in speeches if s.first <= c.first <= s.last]
    out.append((_speech_features, min(len(inside), 2), kind))
    out += _participants(c) + _concrete(c, a) + context_features(c, kind, beside, a)
    if c.entry.type in _JUDGED_ALONE and is_lone(a):
        # A lone sentence: no headline or lead says what the news is.
        out += [(_lone_features, part) for part in out]
    return out


def _word_features(kind: str, entry: str, form: str) -> list[str]:
    return ["bias", f"type:{kind}", f"entry:{entry}", f"entry:{entry}|{form}", f"form:{form}|{kind}"]


def _clitic_features(
    kind: str, tag: str, form: str, definite: bool, preposition: str, conjunction: str, pronoun: bool
) -> list[str]:
    return [
        f"tag:{tag}|{form}",
        f"definite:{definite}|{form}",
        f"definite:{definite}|{kind}|{form}",
        f"clitic:{preposition}|{form}",
        f"conj:{conjunction}|{form}",
        f"pron:{pronoun}|{form}",
    ]


def _beside_features(kind: str, form: str, before: str, after: str) -> list[str]:
    return [f"before:{before}|{form}", f"before:{before}|{kind}", f"after:{after}|{form}"]


def _block_features(block: str, form: str, place: str) -> list[str]:
    return [f"block:{block}", f"block:{block}|{form}", f"place:{place}"]


def _status_features(kind: str, told: str, content: str) -> list[str]:
    return [f"status:{told}", f"status:{told}|{kind}", f"content:{content}|{kind}"]


def _same_features(kind: str, form: str, over: str, light: str, same: int, words: int) -> list[str]:
    return [
        f"over:{over}|{form}",
        f"over:{over}|{kind}",
        f"light:{light}|{form}",
        f"same:{same}",
        f"same:{same}|{kind}",
        f"words:{words}",
    ]


def _before_features(key: str, form: str) -> list[str]:
    return [f"prev:{key}", f"prev:{key}|{form}"]


def _speech_features(speeches: int, kind: str) -> list[str]:
    return [f"speech:{speeches}", f"speech:{speeches}|{kind}"]


def _lone_features(part: Part) -> list[str]:
    return ["lone|" + name for name in names_of([part])]


def _concrete(c: Candidate, a: Analysis) -> list[Part]:
    """Signs that the word reports something that happened: a count of victims, a place, a day, consequences."""
    kind = kind_of(c)
    keys = a.keys[c.shape.s.start : c.shape.s.end]
    day = not a.tables.cues["day"].keys().isdisjoint(keys)
    slots = {o.slot for o in c.options}
    counted = any(a.words[o.mention.first].kind == "number" or o.mention.plural for o in c.options if o.frame)
    frames = [o.frame for o in c.options]
    return [
        (_slot_signs, kind, tuple([slot for slot in _SLOTS if slot in slots])),
        (
            _signs, kind, counted, any(m.kind == "place" for m in c.shape.mentions), day,
            min(len(keys) // 15, 4), "actor" in frames, "recipient" in frames,
        ),
    ]  # fmt: skip


def _slot_signs(kind: str, slots: tuple[str, ...]) -> list[str]:
    return [f"slot{slot}|{kind}" for slot in slots]


def _signs(
    kind: str, counted: bool, somewhere: bool, day: bool, length: int, actor: bool, recipient: bool
) -> list[str]:
    return [
        f"counted:{counted}|{kind}",
        f"somewhere:{somewhere}|{kind}",
        f"day:{day}|{kind}",
        f"length:{length}",
        f"frameactor:{actor}|{kind}",
        f"framerecipient:{recipient}|{kind}",
    ]


def _participants(c: Candidate) -> list[Part]:
    kind = kind_of(c)
    out: list[Part] = [
        (_side_features, role, kind, min(len(mentions), 2), *[(m.kind, bool(m.country)) for m in mentions[:2]])
        for role, mentions in (("a", c.actors), ("r", c.recipients))
    ]
    pairs = {(m.country, n.country) for m in c.actors[:2] for n in c.recipients[:2]}
    if any(x == y for x, y in pairs):
        out.append(f"selfpair|{kind}")
    return out


def _side_features(role: str, kind: str, number: int, *mentions: tuple[str, bool]) -> list[str]:
    out = [f"{role}n:{number}", f"{role}n:{number}|{kind}"]
    for of, country in mentions:
        out += [f"{role}kind:{of}|{kind}", f"{role}country:{country}"]
    return out


def kind_of(c: Candidate) -> str:
    """The type, marked when the word's own type is another (a visit that is only announced)."""
    return c.entry.type + (">" if ">" in c.entry.id else "")


def _surroundings(c: Candidate, a: Analysis) -> list[Part]:
    """Classes of the words before and behind, the place in the sentence, what else the sentence tells."""
    shape = c.shape
    kind = kind_of(c)
    out: list[Part] = []
    for j, side in ((c.first - 1, "prev"), (c.first - 2, "prev2"), (c.last + 1, "next")):
        if not shape.s.start <= j < shape.s.end:
            continue
        for hit in a.words[j].hits:
            if hit.ref.family == "content":
                out.append(f"{side}class:{a.tables.content[hit.ref.entry].id}|{c.form}")
            elif hit.ref.family in ("event", "report", "light", "noun"):
                out.append(f"{side}family:{hit.ref.family}|{c.form}")
    verbs = [v for v in shape.verb if v < c.first]
    bounds = bisect_left(shape.boundaries(), c.first)
    main = not verbs and c.form == "verb"
    comp = shape.func.get(c.first - 1) == "comp"
    out.append((_clause_features, kind, c.form, min(len(verbs), 3), min(bounds, 4), main, comp))
    if verbs:
        hit_found = shape.verb[max(verbs)]
        if hit_found is not None:
            family = hit_found.ref.family
            what = a.tables.events[hit_found.ref.entry].type if family == "event" else family
            out += [f"under:{what}|{c.form}", f"under:{what}|{kind}"]
    return out


def _clause_features(kind: str, form: str, verbs: int, bounds: int, main: bool, comp: bool) -> list[str]:
    return [f"verbsbefore:{verbs}|{form}", f"bounds:{bounds}|{form}", f"main:{main}|{kind}", f"comp:{comp}|{kind}"]
