"""Words that may name an event: entries of the lexicon whose conditions hold where the word stands."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import structs

from marsad.coding.conditions import applies
from marsad.coding.model import Part
from marsad.coding.syntax import Shape, Unit
from marsad.find.analysis import Analysis, Match
from marsad.find.mentions import Mention
from marsad.lexicon.schema import EventEntry
from marsad.text.orthography import without_and
from marsad.text.words import VERBAL
from marsad.types import TimeMention

_REACH = 14  # tokens after a word in which its complement is looked for


class Candidate(msgspec.Struct):
    """One possible mention of an event and what was read around it."""

    entry: EventEntry
    index: int
    first: int
    last: int
    form: str  # verb, noun, participle, adjective
    tag: str
    shape: Shape
    definite: bool
    preposition: str
    conjunction: str
    pronoun: str
    mode: tuple[str, ...] = ()  # by the entry and the words of the complement
    right: list[Unit] = msgspec.field(default_factory=list)
    left: list[Unit] = msgspec.field(default_factory=list)
    light: int = -1  # token of the light verb that carries an event noun
    light_role: str = ""
    governor: int = -1  # token of the finite verb before it in the clause
    content: str = ""
    options: list[Option] = msgspec.field(default_factory=list)
    features: list[Part] = msgspec.field(default_factory=list)
    actors: list[Mention] = msgspec.field(default_factory=list)
    recipients: list[Mention] = msgspec.field(default_factory=list)
    actor_p: float = 0.0  # chance of the surest actor
    recipient_p: float = 0.0
    told: str = "asserted"  # status by the words near by
    plain: str = ""  # status by a sign that decides alone
    status: str = "asserted"  # status as decided
    historical: bool = False
    historical_p: float = 0.0
    time: TimeMention | None = None  # what dates it, and how likely
    time_p: float = 0.0
    times: list[tuple[float, TimeMention]] = msgspec.field(default_factory=list)  # that may date it, how likely
    time_parts: list[list[Part]] = msgspec.field(default_factory=list)  # what was seen of each of these times
    telling: list[Part] = msgspec.field(default_factory=list)  # what was seen of it that tells status and background
    probability: float = 0.0
    choice: float = 0.0  # how much speaks for it among the readings of its word
    event_mode: tuple[str, ...] = ()  # of the event whose surest mention it is


class Option(msgspec.Struct):
    """A mention that may take part in a candidate, where it stands, and what the frame makes of it."""

    mention: Mention
    slot: str
    preposition: str
    frame: str  # role the frame gives: actor, recipient, content, none, ""
    distance: int
    commas: int
    inside: bool
    actor_p: float = 0.0  # chance to be an actor at first look
    recipient_p: float = 0.0
    actor_sum: float = 0.0  # summed weights so far, to which the second look adds
    recipient_sum: float = 0.0
    chances: tuple[float, float] = (0.0, 0.0)  # to be actor and recipient, at second look
    parts: list[Part] = []  # what the first look saw of it
    weighed: int | None = None  # what that weighs in all models that look at it, packed


def find_candidates(a: Analysis, shape: Shape) -> list[Candidate]:
    """All candidates of a sentence, in order; words inside the name of an actor are none."""
    found: list[Candidate] = []
    beyond = shape.s.start
    for i in range(shape.s.start, shape.s.end):
        if i < beyond or ("event" not in a.words[i].families and not a.multi(i)):
            continue
        for match, candidate in _longest(a, shape, i):
            found += [candidate, *_other_readings(candidate)]
            beyond = max(beyond, i + match.size)
    return found


def _longest(a: Analysis, shape: Shape, i: int) -> list[tuple[Match, Candidate]]:
    """The longest readings as verb and the longest as noun among those whose conditions hold, as candidates."""
    kept: list[tuple[Match, Candidate]] = []
    matches = _event_matches(a, shape, i)
    for verbal in (True, False):
        size = 0
        for match in matches:  # the longest first
            if match.size < size or (match.ref.tag[:2] in VERBAL and not match.ref.tag.endswith("/n")) is not verbal:
                continue
            candidate = _candidate(a, shape, i, match)
            if candidate is None:
                continue
            size = match.size
            if all(c.index != candidate.index or c.form != candidate.form for _, c in kept):  # its forms may be alike
                kept.append((match, candidate))
    return kept


def _event_matches(a: Analysis, shape: Shape, i: int) -> list[Match]:
    m = shape.at(i)
    matches = [x for x in a.matches(i) if x.ref.family == "event"]
    if not matches:
        return []
    if m is not None and not _free(a, shape, i, m, matches):
        return []
    return matches


def _free(a: Analysis, shape: Shape, i: int, m: Mention, matches: list[Match]) -> bool:
    """Whether a word inside an actor's mention may still name an event: its head, a longer form, an adjective."""
    if m.kind == "adjective" or i in shape.verb:
        return m.kind == "adjective" or m.first == i
    longest = matches[0].size
    if longest > 1 and i + longest - 1 >= m.last:
        return True
    nominal = any(a.tables.events[x.ref.entry].pos != "verb" for x in matches)
    if m.first == i:
        if not m.definite and shape.word_before(i) == "mark" and any(x.ref.tag == "ap" for x in matches):
            return True  # the circumstance of a sentence: قال كذا، داعية الأطراف إلى كذا
        return nominal and m.kind in ("person", "group", "office", "body")
    return any(x.ref.tag in ("ap", "pp") or a.tables.events[x.ref.entry].pos == "adjective" for x in matches)


def _candidate(a: Analysis, shape: Shape, i: int, match: Match) -> Candidate | None:
    entry = a.tables.events[match.ref.entry]
    tag = match.ref.tag
    form = _form(shape, i, match, entry)
    if form == "" or (entry.finite_only and form != "verb"):
        return None
    last = i + match.size - 1
    if form == "verb" and match.reading.article:
        return None
    if not applies(a, shape, i, last, entry, match):
        return None
    c = Candidate(
        entry, match.ref.entry, i, last, form, tag, shape, match.reading.article,
        match.reading.preposition, match.reading.conjunction, match.reading.pronoun,
    )  # fmt: skip
    c.mode = entry.mode
    if entry.modes_by:
        c.content = _content_class(a, shape, last, entry.modes_by)
        if c.content:
            c.mode = (c.content,)
    return c


# What an act becomes when it is only announced or warned of (conventions, rules 2 and 3).
_TURNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "CONSULT": ("AGREE", ()),
    "SUPPORT": ("AGREE", ()),
    "COOPERATE": ("AGREE", ()),
    "AID": ("AGREE", ()),
    "RETREAT": ("CONCEDE", ()),
    "ASSAULT": ("THREATEN", ("violence",)),
}


def _other_readings(c: Candidate) -> list[Candidate]:
    """The same word as the type it turns into when announced, feared or warned of; the weights choose."""
    turned = [_TURNS[c.entry.type]] if c.entry.type in _TURNS else []
    for also in c.entry.also:
        kind, _, mode = also.partition("/")
        turned.append((kind, (mode,) if mode else ()))
    return [
        structs.replace(c, entry=turn(c.entry, kind), mode=mode, options=[], features=[], right=[], left=[])
        for kind, mode in turned
    ]


@cache
def _turned(entry_id: str, kind: str) -> str:
    return f"{entry_id}>{kind.lower()}"


def turn(entry: EventEntry, kind: str) -> EventEntry:
    """The entry as one of another type; its id tells both."""
    return structs.replace(entry, id=_turned(entry.id, kind), type=kind, cameo="")


def _jussive(before: str, known: dict[str, bool]) -> bool:
    return without_and(before, known) in known


def _form(shape: Shape, i: int, match: Match, entry: EventEntry) -> str:
    tag = match.ref.tag
    if entry.pos == "adjective":
        return "adjective"
    if (
        tag[:2] == "js"
        and (i == shape.s.start or not _jussive(shape.a.keys[i - 1], shape.a.tables.cues["jussive"]))
        and match.reading.preposition != "ل"
    ):
        return ""
    if tag[:2] in VERBAL:
        if i in shape.verb and not match.reading.article:
            return "verb"
        return "noun" if tag.endswith("/n") else ""
    if tag in ("ap", "pp"):
        return "participle"
    if i in shape.verb and entry.pos == "verb" and shape.verb[i] is not None:
        hit = shape.verb[i]
        if hit is not None and hit.ref.family == "event" and hit.ref.entry != match.ref.entry:
            return ""
    return "noun"


def _content_class(a: Analysis, shape: Shape, last: int, family: str) -> str:
    """The class of a content family whose word stands first in the complement, without the family's name.

    Weapons behind "in answer to" and in "stores of …" are not those the act is done with.
    """
    cause, target = a.tables.cues["cause"], a.tables.cues["target"]
    for j in range(last + 1, min(shape.s.end, last + 1 + _REACH)):
        if a.words[j].surface in ".؟!؛" or (family == "weapon" and a.keys[j] in cause):
            break
        if "content" not in a.words[j].families and not a.multi(j):
            continue
        for match in a.matches(j):
            if match.ref.family == "content":
                found = a.tables.content[match.ref.entry]
                if found.family == family and not (family == "weapon" and _held(a, j, last, target)):
                    return found.id.partition(".")[2]
    return ""


def _held(a: Analysis, j: int, last: int, target: dict[str, bool]) -> bool:
    """Whether the weapon at token j is what was hit or talked about: مواقع الأسلحة الكيميائية."""
    return any(a.words[k].best.core in target for k in range(max(last + 1, j - 2), j))
