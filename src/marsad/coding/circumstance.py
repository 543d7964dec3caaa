"""Status, time and place of an event, from the words around its mention."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from marsad.coding.candidates import Candidate
from marsad.coding.speech import Speech
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.text.orthography import without_and
from marsad.types import TimeMention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading

_PRESENT = frozenset({"im", "js"})  # tags of verbs that may stand behind "unless"
_NEGATED_REACH = 8  # tokens from a noun back to the verb that brings it
_DENIED_REACH = 6
_UNREAL = ("frame.weighed", "frame.feared", "frame.avoided")
_UNREAL_REACH = 4  # tokens from a noun back to what says that the act is not done
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT"})  # said indeed, whatever is denied of it
PLACES = frozenset({"place", "country", "capital"})  # kinds of mentions that may be where something happened
_SINCE = 7  # tokens from a time back to the "since" it stands behind
_MEASURED = 6  # tokens from that back to "the worst", "the first"
_OPENING = 3  # sentences, the title among them
_BACK = 12  # time mentions looked back through for the day of the news
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "CONSULT", "AID", "COOPERATE"})


def plain_status(c: Candidate, speeches: list[Speech], a: Analysis) -> str:
    """negated, future or hypothetical where a particle at the word or a denial says so; "" where nothing does.

    These signs decide alone: no likeness to other events may turn a denied act into one that was done.
    """
    i, cues = c.first, a.tables.cues
    before = [without_and(k, cues["particle"]) for k in a.keys[max(c.shape.s.start, i - 3) : i]]
    if c.form == "verb":
        if before and before[-1] in cues["negator"]:
            unless = before[-1] == "لم" and any(k in cues["unless"] for k in before[-2:-1])
            return "hypothetical" if unless else "negated"
        if c.preposition == "س" or (before and before[-1] == "سوف"):
            return "asserted" if c.entry.id.startswith("threaten.") else "future"  # "we shall answer" is the threat
        if before and before[-1] == "قد" and c.tag[:2] == "im":
            return "hypothetical"
    elif before and before[-1] in cues["without"]:
        return "negated"
    elif c.form == "noun":
        found = _noun_status(c, a)
        if found:
            return found
    if any(_in_denial(c, s, a) for s in speeches):
        return "negated"
    if c.form == "verb" and (any(k in cues["if"] for k in before) or _joined_to_condition(c, a)):
        return "hypothetical"
    return ""


def _joined_to_condition(c: Candidate, a: Analysis) -> bool:
    """Whether a verb goes on with what must not fail to come: ما لم تستسلم القوات وتسلم أسلحتها."""
    v = c.shape.verb_before(c.first)
    if c.conjunction != "و" or c.tag[:2] not in _PRESENT or v - 2 < c.shape.s.start:
        return False
    unless = a.keys[v - 1] == "لم" and without_and(a.keys[v - 2], a.tables.cues["unless"]) in a.tables.cues["unless"]
    return unless and not any(a.words[j].kind == "mark" for j in range(v, c.first))


def _in_denial(c: Candidate, s: Speech, a: Analysis) -> bool:
    """Whether an act is what a speech denies: not behind a comma, nor "the attack" that somebody denies a part in."""
    if not s.deny or s.trailing or not s.first <= c.first <= s.last:
        return False
    if any(a.words[j].kind == "mark" and a.words[j].surface in "،,؛" for j in range(s.first, c.first)):
        return False
    return not (c.form == "noun" and (c.definite or c.entry.type in _SPOKEN))


def _noun_status(c: Candidate, a: Analysis) -> str:
    """negated or hypothetical where the verb or noun that brings an event noun says so."""
    if _ruled_out(c, a) or _denied(c, a):
        return "negated"
    return "hypothetical" if c.entry.type in _FORCE and _unreal(c, a) else ""


def _unreal(c: Candidate, a: Analysis) -> bool:
    """Whether the act is only weighed, feared or to be avoided: تدرس شن ضربة، مخاوف من هجوم، تجنبا لهجوم."""
    following = c.last + 1 < c.shape.s.end and c.shape.func.get(c.last + 1) == "rel"
    if c.conjunction or (c.definite and following):
        return False
    for j in range(c.first - 1, max(c.shape.s.start, c.first - _UNREAL_REACH) - 1, -1):
        if a.words[j].kind == "mark" or c.shape.func.get(j) == "rel" or a.keys[j] == "علي":
            return False
        if any(_of_class(a, j, name) for name in _UNREAL):
            return True
        if j in c.shape.verb and j != c.light:
            return False
    return False


def _ruled_out(c: Candidate, a: Analysis) -> bool:
    """Whether a negated verb or "there is no" brings the noun: لم تشن غارات، لا تعتزم شن، ليس هناك اتفاق."""
    start, cues = c.shape.s.start, a.tables.cues
    if c.definite and c.light < 0:
        return False
    for j in range(c.first - 1, max(start, c.first - _NEGATED_REACH) - 1, -1):
        if a.words[j].kind == "mark" or c.shape.func.get(j) in ("comp", "rel"):
            return False
        if j in c.shape.verb or a.keys[j] in cues["exists"]:
            brings = j == c.light or a.keys[j] in cues["exists"] or _of_class(a, j, "frame.plan")
            return brings and j > start and without_and(a.keys[j - 1], cues["particle"]) in cues["negator"]
    return False


def _of_class(a: Analysis, j: int, name: str) -> bool:
    """Whether the word at token j alone is of a class; not a phrase, as in conditions of entries."""
    word = a.words[j]
    return "content" in word.families and any(
        h.ref.family == "content" and a.tables.content[h.ref.entry].id == name for h in word.hits
    )


def _denied(c: Candidate, a: Analysis) -> bool:
    """Whether the noun is the object of a verb of denial: نفت الوزارة طرد السفير، نفى صحة، ينفي وجود اتفاق."""
    if c.entry.type in _SPOKEN or c.preposition:
        return False
    for j in range(c.first - 1, max(c.shape.s.start, c.first - _DENIED_REACH) - 1, -1):
        if a.words[j].kind == "mark" or c.shape.func.get(j) in ("comp", "rel", "prep"):
            return False
        if j in c.shape.verb:
            return any(h.ref.family == "report" and a.tables.verbs[h.ref.entry].kind == "deny" for h in a.words[j].hits)
    return False


def told_status(c: Candidate, a: Analysis) -> str:
    """future, hypothetical or asserted, as far as words near by tell; for where no plain sign decides."""
    i, cues = c.first, a.tables.cues
    clause = a.keys[max(c.shape.s.start, i - 6) : i] + a.keys[c.last + 1 : c.last + 3]
    if any(k in cues["possible"] for k in clause) and c.form != "verb":
        return "hypothetical"
    if c.entry.future or (c.form == "noun" and any(k in cues["planned"] for k in clause)):
        return "future"
    return "asserted"


def times_near(c: Candidate, reading: Reading) -> list[TimeMention]:
    """The time mentions of the candidate's sentence, the day, month or year last given before it, the lead's day."""
    s, times, opening = c.shape.s, reading.times, reading.lead_day
    low, high = reading.a.tokens[s.start].start, reading.a.tokens[s.end - 1].end
    first = bisect_left(times, low, key=_start)
    here = [t for t in times[first : bisect_left(times, high, key=_start)] if not _compared_with(t, s.start, reading.a)]
    earlier = [t for t in times[max(0, first - _BACK) : first] if t.granularity != "hours"]
    days = [t for t in earlier if t.granularity == "day"]
    carried = earlier[-1:] if here else [*days[-1:], *(t for t in earlier[-1:] if t not in days[-1:])]
    near = opening is not None and (opening.end <= low or s.number < _OPENING)  # news are dated a sentence later too
    if near and opening is not None and all(opening.value != t.value for t in (*here, *carried)):
        carried = [*carried, opening]
    return here + carried


def _compared_with(t: TimeMention, start: int, a: Analysis) -> bool:
    """Whether a time only measures what is told: الأعنف منذ حرب 2014, للمرة الأولى منذ مطلع الشهر."""
    at = a.token_at(t.start)
    for j in range(at, max(start, at - _SINCE) - 1, -1):
        if a.keys[j] in a.tables.cues["from_then"]:
            before = a.keys[max(start, j - _MEASURED) : j]
            return not a.tables.cues["compared"].keys().isdisjoint(before)
        if a.words[j].kind == "mark":
            break
    return False


def find_lead_day(times: list[TimeMention], a: Analysis) -> TimeMention | None:
    """The first day that the opening sentences give: that of the news, to which the article comes back."""
    if not a.sentences:
        return None
    last = a.sentences[min(_OPENING, len(a.sentences)) - 1]
    end = a.tokens[last.end - 1].end
    return next((t for t in times if t.granularity == "day" and t.start < end), None)


def _start(t: TimeMention) -> int:
    return t.start


def place_of(c: Candidate, mentions: list[Mention], a: Analysis) -> Mention | None:
    """The smallest named place of the sentence that a locative preposition ties to the event."""
    if c.entry.type not in _PHYSICAL:
        return None
    best: tuple[float, Mention] | None = None
    where = a.tables.cues["where"]
    for m in mentions:
        if m.kind not in PLACES:
            continue
        prep = c.shape.preposition(m)
        if prep not in where and m.kind != "place":
            continue
        low, high = sorted((c.first, m.first))
        crossed = sum(low < v < high for v in c.shape.verb)
        if crossed > 1 or (prep in ("علي", "الي") and m.kind != "place" and c.entry.mode != ("visit",)):
            continue
        rank = abs(c.first - m.first) + 12 * crossed + (6 if m.kind != "place" else 0) + (4 if m.first < c.first else 0)
        if prep not in where:
            rank += 8
        if best is None or rank < best[0]:
            best = (rank, m)
    return best[1] if best else None
