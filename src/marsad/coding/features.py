"""What the learned weights look at: names of features of a candidate, of an option and of a reporting scope."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate, Option
from marsad.coding.context import Neighbours, context_features
from marsad.coding.speech import Speech
from marsad.coding.syntax import is_feminine
from marsad.find.analysis import Analysis

if TYPE_CHECKING:
    from marsad.coding.docroles import DocRoles


_JUDGED_ALONE = frozenset({"ASSAULT", "PROTEST"})  # the types for which lone sentences were judged
_DAYS = frozenset(
    {
        "امس",
        "اليوم",
        "السبت",
        "الاحد",
        "الاثنين",
        "الثلاثاء",
        "الاربعاء",
        "الخميس",
        "الجمعه",
        "مساء",
        "صباح",
        "فجر",
        "ليله",
    }
)


def is_lone(a: Analysis) -> bool:
    """Whether the article is one block only: a sentence or two without headline, as in sets of lone sentences."""
    return len({s.block for s in a.sentences}) == 1


_LIMITS = (1, 2, 3, 5, 8, 12, 18)
_BUCKETS = [str(next(x for x in _LIMITS if n <= x)) for n in range(_LIMITS[-1] + 1)]


def bucket(n: int) -> str:
    """A distance in tokens as one of a few classes."""
    return _BUCKETS[n] if 0 <= n < len(_BUCKETS) else "far" if n > 0 else "1"


def option_features(c: Candidate, o: Option, a: Analysis) -> list[str]:
    """Features of one mention as participant of one candidate."""
    m = o.mention
    e = c.entry
    slot = o.slot
    tag = c.tag.split("/")[0]
    sector = m.sector or "-"
    out = [
        f"slot:{slot}",
        f"slot:{slot}|{c.form}",
        f"frame:{o.frame}",
        f"frame:{o.frame}|{slot}",
        f"frame:{o.frame}|{c.form}|{slot}",
        f"type:{e.type}|{slot}",
        f"type:{e.type}|{c.form}|{o.frame}",
        f"entry:{e.id}|{slot}",
        f"entry:{e.id}|{o.frame}",
        f"prep:{o.preposition}|{c.form}",
        f"prep:{o.preposition}|{e.type}",
        f"entryprep:{e.id}|{o.preposition}",
        f"kind:{m.kind}|{slot}",
        f"kind:{m.kind}|{e.type}",
        f"kind:{m.kind}|{o.frame}",
        f"sector:{sector}|{e.type}",
        f"sector:{sector}|{slot}",
        f"dist:{bucket(o.distance)}|{slot[0]}",
        f"commas:{min(o.commas, 3)}|{slot[0]}",
        f"tag:{tag}|{slot}",
        f"light:{c.light_role}|{slot}",
        f"status:{c.told}|{slot}",
    ]
    if o.inside:
        out += ["inside", f"inside|{slot}|{c.form}"]
    if not m.country:
        out.append(f"nocountry|{m.kind}|{slot[0]}")
    word = a.words[m.first]
    if word.kind == "number" or word.quantity:
        out += ["counted", f"counted|{slot}|{c.form}", f"counted|{e.type}"]
    if m.bare:
        out.append(f"bare|{slot[0]}")
    if o.frame and [x for x in c.options if x.frame == o.frame and x.distance < o.distance]:
        out += [f"ahead|{o.frame}", f"ahead|{o.frame}|{slot}"]
    frames = [x.frame for x in c.options]
    if "actor" not in frames:
        out.append(f"noactor|{slot}")
    if "recipient" not in frames:
        out.append(f"norecipient|{slot}|{c.form}")
    if e.mutual:
        out.append(f"mutual|{slot}|{o.preposition}")
    if e.harm:
        out += [f"harm|{slot}|{m.kind}", f"harm|{slot}|{sector}"]
    out += _attachment(c, o, a)
    same = m.country and [x for x in c.options if x.mention.country == m.country and x is not o]
    if same:
        out.append(f"samecountry|{slot[0]}|{same[0].slot[0]}|{same[0].frame}")
    return out


def stack_features(c: Candidate, o: Option, doc: DocRoles) -> list[str]:
    """What the first look made of the option, of its rivals, and of its country in the rest of the article."""
    actor, recipient = int(o.actor_p * 10), int(o.recipient_p * 10)
    actors, recipients = [x.actor_p for x in c.options], [x.recipient_p for x in c.options]
    above_a = len([p for p in actors if p > o.actor_p])
    above_r = len([p for p in recipients if p > o.recipient_p])
    ranks = f"{min(above_a, 3)}|{min(above_r, 3)}"
    elsewhere = doc.standing(c, o.mention.country)
    noun = f"{c.form}|{c.definite}" if c.form == "noun" else c.form
    top_a = max(actors, default=0.0)
    top_r = max(recipients, default=0.0)
    return [
        f"first:a{actor}",
        f"first:r{recipient}",
        f"first:{actor}|{recipient}",
        f"ranks:{ranks}",
        f"ranks:{ranks}|{o.slot[0]}",
        f"tops:{int(top_a * 5)}|{int(top_r * 5)}|{ranks}",
        f"elsewhere:{elsewhere}",
        f"elsewhere:{elsewhere}|{noun}",
        f"elsewhere:{elsewhere}|{c.entry.type}",
        f"elsewhere:{elsewhere}|{actor // 3}|{recipient // 3}",
        f"slot:{o.slot}|{elsewhere}",
    ]


def _attachment(c: Candidate, o: Option, a: Analysis) -> list[str]:
    """What the mention is to the verbs of the sentence, and whether a verb's form agrees with it."""
    m, shape = o.mention, c.shape
    out = []
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
        out += [
            f"held:{slot}|{near}|{o.slot[0]}",
            f"held:{slot}|{near}|{c.form}",
            f"held:{slot}|{near}|{c.entry.type}",
        ]
    else:
        out.append(f"held:none|{o.slot[0]}|{c.form}")
    person = c.tag.split("/")[0].rpartition(".")[2]
    if c.form == "verb" and person in ("3ms", "3fs"):
        woman = is_feminine(m)
        clash = (person == "3ms" and woman) or (person == "3fs" and not woman and not m.plural)
        out += [f"clash:{clash}|{o.slot}", f"clash:{clash}|{m.kind}"]
    case = shape.case(m)
    if case:
        out += [f"case:{case}|{o.slot}|{c.form}", f"case:{case}|{o.slot[0]}|{o.frame}"]
    if o.slot[0] == "B" and shape.relative_between(m, c.first):
        out += [f"antecedent|{o.slot}|{c.form}", f"antecedent|{o.frame}|{bool(c.pronoun)}"]
    if person in ("3mp", "3fp"):
        out.append(f"pluralverb|{m.plural}|{o.slot[0]}")
    if a.salient and m.country:
        rank = a.salient.index(m.country) if m.country in a.salient[:3] else 3
        out += [f"salient:{rank}|{o.slot[0]}", f"salient:{rank}|{c.entry.type}"]
    return out


def candidate_features(c: Candidate, a: Analysis, speeches: list[Speech], beside: Neighbours) -> list[str]:
    """Features of a candidate as event, with what stands before it in the sentence."""
    e, shape = c.entry, c.shape
    same_type, over = beside.same_type, beside.over
    kind = kind_of(c)
    tag = c.tag.split("/")[0].split(".")[0]
    before = shape.func.get(c.first - 1, "") if c.first > shape.s.start else "start"
    after = shape.func.get(c.last + 1, "") if c.last + 1 < shape.s.end else "end"
    out = [
        "bias",
        f"type:{kind}",
        f"entry:{e.id}",
        f"entry:{e.id}|{c.form}",
        f"form:{c.form}|{kind}",
        f"tag:{tag}|{c.form}",
        f"definite:{c.definite}|{c.form}",
        f"definite:{c.definite}|{kind}|{c.form}",
        f"clitic:{c.preposition}|{c.form}",
        f"conj:{c.conjunction}|{c.form}",
        f"pron:{bool(c.pronoun)}|{c.form}",
        f"before:{before}|{c.form}",
        f"before:{before}|{kind}",
        f"after:{after}|{c.form}",
        f"block:{shape.s.kind}",
        f"block:{shape.s.kind}|{c.form}",
        f"place:{bucket(shape.s.number)}",
        f"status:{c.told}",
        f"status:{c.told}|{kind}",
        f"content:{c.content}|{kind}",
        f"over:{over}|{c.form}",
        f"over:{over}|{kind}",
        f"light:{c.light_role}|{c.form}",
        f"same:{min(same_type, 3)}",
        f"same:{min(same_type, 3)}|{kind}",
        f"words:{c.last - c.first + 1}",
    ]
    if c.first > shape.s.start:
        out += [f"prev:{a.keys[c.first - 1]}", f"prev:{a.keys[c.first - 1]}|{c.form}"]
    if c.last + 1 < shape.s.end:
        out += [f"next:{a.keys[c.last + 1]}", f"nextkind:{a.words[c.last + 1].kind}"]
    out += _surroundings(c, a)
    if c.light >= 0:
        hits = [h for h in a.words[c.light].hits if h.ref.family == "light"]
        if hits:
            out.append(f"lightverb:{a.tables.verbs[hits[0].ref.entry].lemma}")
    inside = [s for s in speeches if s.first <= c.first <= s.last]
    out.append(f"speech:{min(len(inside), 2)}")
    out.append(f"speech:{min(len(inside), 2)}|{kind}")
    out += _participants(c) + _concrete(c, a) + context_features(c, kind, beside, a)
    if c.entry.type in _JUDGED_ALONE and is_lone(a):
        # A lone sentence: no headline or lead says what the news is.
        out += ["lone|" + name for name in out]
    return out


def _concrete(c: Candidate, a: Analysis) -> list[str]:
    """Signs that the word reports something that happened: a count of victims, a place, a day, consequences."""
    kind = kind_of(c)
    keys = a.keys[c.shape.s.start : c.shape.s.end]
    slots = {o.slot for o in c.options}
    counted = any(a.words[o.mention.first].kind == "number" or o.mention.plural for o in c.options if o.frame)
    out = [f"slot{slot}|{kind}" for slot in ("DOER", "TARGET", "RESULT", "L-S", "ADJ", "G1", "S1") if slot in slots]
    out += [
        f"counted:{counted}|{kind}",
        f"somewhere:{any(m.kind == 'place' for m in c.shape.mentions)}|{kind}",
        f"day:{not _DAYS.isdisjoint(keys)}|{kind}",
        f"length:{min(len(keys) // 15, 4)}",
        f"frameactor:{any(o.frame == 'actor' for o in c.options)}|{kind}",
        f"framerecipient:{any(o.frame == 'recipient' for o in c.options)}|{kind}",
    ]
    return out


def _participants(c: Candidate) -> list[str]:
    out = []
    for role, mentions in (("a", c.actors), ("r", c.recipients)):
        t = kind_of(c)
        out.append(f"{role}n:{min(len(mentions), 2)}")
        out.append(f"{role}n:{min(len(mentions), 2)}|{t}")
        for m in mentions[:2]:
            out += [f"{role}kind:{m.kind}|{t}", f"{role}country:{bool(m.country)}"]
    pairs = {(m.country, n.country) for m in c.actors[:2] for n in c.recipients[:2]}
    if any(x == y for x, y in pairs):
        out.append(f"selfpair|{kind_of(c)}")
    return out


def kind_of(c: Candidate) -> str:
    """The type, marked when the word's own type is another (a visit that is only announced)."""
    return c.entry.type + (">" if ">" in c.entry.id else "")


def _surroundings(c: Candidate, a: Analysis) -> list[str]:
    """Classes of the words before and behind, the place in the sentence, what else the sentence tells."""
    shape = c.shape
    kind = kind_of(c)
    out = []
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
    out += [
        f"verbsbefore:{min(len(verbs), 3)}|{c.form}",
        f"bounds:{min(bounds, 4)}|{c.form}",
        f"main:{not verbs and c.form == 'verb'}|{kind}",
        f"comp:{shape.func.get(c.first - 1) == 'comp'}|{kind}",
    ]
    if verbs:
        hit_found = shape.verb[max(verbs)]
        if hit_found is not None:
            family = hit_found.ref.family
            what = a.tables.events[hit_found.ref.entry].type if family == "event" else family
            out += [f"under:{what}|{c.form}", f"under:{what}|{kind}"]
    return out
