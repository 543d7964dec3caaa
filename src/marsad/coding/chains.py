"""Who says that an event happened: the reports over its mentions, weighed together once the mentions are merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.coding.agreement import is_feminine
from marsad.coding.candidates import Candidate
from marsad.coding.features import bucket
from marsad.coding.mention_features import path
from marsad.coding.model import Part
from marsad.coding.speaker import same_speaker
from marsad.coding.speech import OWN_VOICE, Speech
from marsad.find.mentions import Mention

if TYPE_CHECKING:
    from marsad.coding.coder import Reading

_HEADS = frozenset({"title", "heading"})  # blocks with names cut short
_NEAR = 12  # tokens between a report and the actor of an event beside it
_STEPS = (0, 2, 5, 10, 20)  # tokens from the beginning of what is said to the event


class Link(NamedTuple):
    """Somebody who may stand in the chain of an event, through a report at one of its mentions."""

    candidate: Candidate
    speech: Speech
    mention: Mention
    own: bool  # he is an actor of the event himself
    relay: bool  # an agency that passes on what another said


def find_links(candidates: Sequence[Candidate], actors: list[Mention], reading: Reading) -> list[Link]:
    """All links of an event in the order of its mentions, the nearest report of each first."""
    found: list[Link] = []
    for c in sorted(candidates, key=lambda x: x.first):
        here = _speeches(c, reading)
        for speech in sorted(here, key=lambda s: (s.trailing, -s.first)):
            for m, relay in [(speech.speaker, False), *((x, True) for x in speech.agencies)]:
                if m is None or m.rule == "pronoun":
                    continue
                found.append(Link(c, speech, m.first_told, any(same_speaker(m, x) for x in actors), relay))
    return found


def _speeches(c: Candidate, reading: Reading) -> list[Speech]:
    """The reports that cover a candidate, and those of its sentence that do not."""
    s = c.shape.s
    return [
        x
        for x in [*reading.said(s.number), *reading.heard(s.number)]
        if not c.first <= x.at <= c.last and (x.first <= c.first <= x.last or s.start <= x.at < s.end)
    ]


class Sources:
    """The links of an event seen together: which of its mentions each speaker covers."""

    def __init__(self, links: Sequence[Link], candidates: Sequence[Candidate], actors: Sequence[Mention]) -> None:
        self.actor = actors[0] if actors else None
        told = [x for x in candidates if x.shape.s.kind not in _HEADS] or list(candidates)
        self.told = [x.first for x in told]
        self.first = min(self.told)
        self.lead = max(candidates, key=lambda c: c.probability).first
        self.covered = {x.candidate.first for x in links if x.speech.speaker and _inside(x)} & set(self.told)
        self._speakers: list[Mention] = []
        self._reported: dict[int, set[int]] = {}  # first token of a mention → those who report it, acts of speech aside
        for x in links:
            if _inside(x) and not x.speech.rule.startswith("act:"):
                self._reported.setdefault(x.candidate.first, set()).add(self._number(x.mention))

    def _number(self, m: Mention) -> int:
        """The place of a speaker among those met so far."""
        for n, other in enumerate(self._speakers):
            if same_speaker(m, other):
                return n
        self._speakers.append(m)
        return len(self._speakers) - 1

    def features(self, link: Link) -> list[Part]:
        """What the event's other mentions say of a link: told by this speaker, by another one or by the narrator."""
        inside, at = _inside(link), link.candidate.first
        number = self._number(link.mention)
        mine = [x for x in self.told if number in self._reported.get(x, ())]
        others = [x for x in self.told if self._reported.get(x, set()) - {number}]
        free = [x for x in self.told if x not in self._reported]
        many = 2 * len(mine) >= len(self.told)
        share = "none" if not mine else "all" if len(mine) == len(self.told) else "half" if many else "some"
        return [
            (_share_features, share, inside, link.own, bool(free), _many(len(self.told)), _many(len(mine))),
            f"others:{_many(len(others))}|{share}",
            (_first_features, self.first in mine, self.first in free, at == self.first, inside, _many(len(self.told))),
            f"lead:{self.lead in mine}|{at == self.lead}|{inside}",
        ]


def _inside(link: Link) -> bool:
    """Whether a mention stands in what the report says."""
    return link.speech.first <= link.candidate.first <= link.speech.last


def _many(n: int) -> str:
    return str(n) if n < 3 else "3" if n < 6 else "6"


def link_features(link: Link, sources: Sources, reading: Reading) -> list[Part]:
    """What the weights see of a link: its report at its mention, and what the event's other mentions say."""
    c, speech, m = link.candidate, link.speech, link.mention
    out = _report_features(link) + sources.features(link)
    inside = _inside(link)
    depth = len([v for v in c.shape.verb if speech.first <= v < c.first]) if inside and not speech.trailing else 0
    subject = any(o.slot in ("S1", "B1") and o.frame == "actor" for o in c.options)
    rule = speech.rule.partition(":")[0]
    home = bool(m.country) and m.country in [x.country for x in c.actors]
    verbal, quoted = c.entry.type in OWN_VOICE, reading.quoted(c.first)
    way = "".join(path(c, speech.at, speech.at)) if c.shape.s.start <= speech.at < c.shape.s.end else "far"
    person = c.tag.partition("/")[0].rpartition(".")[2]
    chance = next((int(o.chances[0] * 5) for o in c.options if same_speaker(o.mention, m)), -1)
    told, whole = min(len(sources.told), 3), len(sources.covered) == len(sources.told)
    first = sources.first in sources.covered
    out += [
        f"own:{link.own}|{c.entry.id}",
        f"own:{link.own}|{verbal}|{'/'.join(c.mode)}|{c.entry.type}",
        (_doer_features, f"{link.own}|{verbal}", person, is_feminine(m), inside, rule, c.form),
        (_chance_features, chance, verbal, inside, c.entry.type, link.own, subject),
        f"path:{way}|{inside}",
        f"path:{way}|{c.form}|{verbal}",
        (_covered_features, inside, told, whole, first, c.first == sources.first, rule),
        (_inside_features, inside, verbal, c.form, min(depth, 3), c.definite, subject, speech.embedded),
        f"verb:{reading.a.keys[speech.at]}|{inside}" if not speech.rule.startswith("act:") else f"act:{inside}",
        (_voice_features, inside, verbal, home, quoted, rule),
        (_word_features, c.tag.partition("/")[0], inside, rule, c.definite, c.entry.id),
        f"quoted:{quoted}|{inside}|{rule}|{link.own}",
        (_deed_features, _whereabouts(sources.actor, link), inside, verbal, c.form, rule),
        (_behind_features, _behind(link), c.form, link.own, verbal, rule),
        (_opening_features, _step(link), c.form, c.definite, link.own, verbal, rule),
        (_kind_features, m.sector == "JRN", m.kind in ("name", "person"), link.own, inside, rule, m.rule),
    ]
    return out


def _behind(link: Link) -> str:
    """On which side of what a report says a mention stands: in it, before the report, or why it ended before."""
    c, speech = link.candidate, link.speech
    if _inside(link):
        return "in"
    if c.first < speech.at:
        return "before"
    return "closed" if c.first <= speech.reach else "aside" if c.first > speech.last else "between"


def _whereabouts(actor: Mention | None, link: Link) -> str:
    """Where the event's first actor is named, seen from the report, and whether he is of the speaker's country."""
    if actor is None:
        return "none"
    speech, m = link.speech, link.mention
    near = "near" if abs(actor.first - speech.at) < _NEAR else "far"
    where = "in" if speech.first <= actor.first <= speech.last else near
    side = "before" if actor.first < link.candidate.first else "after"
    land = "land" if actor.country and actor.country == m.country else "other" if actor.country else "-"
    return f"{where}|{side}|{'own' if link.own else land}"


def _step(link: Link) -> int:
    """How far behind the beginning of what is said the mention stands, in steps; -1 where it stands elsewhere."""
    if not _inside(link) or link.speech.trailing:
        return -1
    return bisect_left(_STEPS, link.candidate.first - link.speech.first)


def _share_features(share: str, inside: bool, own: bool, free: bool, told: str, mine: str) -> list[str]:
    return [f"share:{share}|{told}|{inside}", f"free:{free}|{share}|{inside}", f"mine:{mine}|{own}"]


def _first_features(mine: bool, free: bool, here: bool, inside: bool, told: str) -> list[str]:
    return [f"firstmine:{mine}|{told}", f"firstfree:{free}|{here}|{inside}"]


def _word_features(tag: str, inside: bool, rule: str, definite: bool, entry: str) -> list[str]:
    return [f"tag:{tag[:2]}|{inside}|{rule}|{definite}", f"tag:{tag}|{inside}", f"entry:{entry}|{inside}"]


def _deed_features(place: str, inside: bool, verbal: bool, form: str, rule: str) -> list[str]:
    return [f"actor:{place}|{inside}|{verbal}", f"actor:{place}|{form}|{inside}", f"actor:{place}|{rule}|{verbal}"]


def _behind_features(behind: str, form: str, own: bool, verbal: bool, rule: str) -> list[str]:
    return [f"behind:{behind}|{form}", f"behind:{behind}|{own}|{verbal}", f"behind:{behind}|{rule}"]


def _opening_features(step: int, form: str, definite: bool, own: bool, verbal: bool, rule: str) -> list[str]:
    return [f"step:{step}|{form}|{definite}", f"step:{step}|{own}|{verbal}", f"step:{step}|{rule}"]


def _kind_features(press: bool, named: bool, own: bool, inside: bool, rule: str, found: str) -> list[str]:
    return [f"press:{press}|{named}|{own}|{inside}|{rule}", f"found:{found}|{inside}"]


def _doer_features(own: str, person: str, feminine: bool, inside: bool, rule: str, form: str) -> list[str]:
    return [f"own:{own}|{person}|{inside}", f"own:{own}|{person}|{feminine}", f"own:{own}|{inside}|{rule}|{form}"]


def _chance_features(chance: int, verbal: bool, inside: bool, kind: str, own: bool, subject: bool) -> list[str]:
    return [f"chance:{chance}|{verbal}|{inside}", f"chance:{chance}|{kind}", f"chance:{chance}|{own}|{subject}"]


def _covered_features(inside: bool, told: int, whole: bool, covered: bool, first: bool, rule: str) -> list[str]:
    return [
        f"told:{told}|{whole}|{covered}|{first}|{inside}", f"told:{whole}|{inside}|{rule}",
        f"firstcovered:{covered}|{inside}",
    ]  # fmt: skip


def _inside_features(
    inside: bool, verbal: bool, form: str, depth: int, definite: bool, subject: bool, embedded: bool
) -> list[str]:
    return [
        f"depth:{depth}|{form}|{verbal}", f"definite:{definite}|{form}|{inside}", f"embedded:{embedded}|{inside}",
        f"subject:{subject}|{form}|{verbal}|{inside}",
    ]  # fmt: skip


def _voice_features(inside: bool, verbal: bool, home: bool, quoted: bool, rule: str) -> list[str]:
    return [f"home:{home}|{verbal}|{inside}", f"quoted:{quoted}|{inside}", f"rule:{rule}|{inside}|{verbal}"]


def _report_features(link: Link) -> list[Part]:
    """Features of a report as such: its rule, its speaker, how far it is from the mention."""
    c, s, m, own, relay = link
    where = "in" if s.first <= c.first <= s.last else "same" if c.shape.s.start <= s.at < c.shape.s.end else "before"
    return [
        (_rule_features, s.rule, where, c.form, s.trailing, c.entry.type),
        (_own_features, own, c.entry.type, c.form, where),
        (_speaker_features, relay, where, m.kind, m.sector or "-"),
        (_place_features, bucket(abs(c.first - s.at)), where, c.shape.s.kind, c.light >= 0, s.at == c.governor),
    ]


def _rule_features(rule: str, where: str, form: str, trailing: bool, kind: str) -> list[str]:
    return ["bias", f"rule:{rule}|{where}", f"form:{form}|{where}|{rule}", f"trailing:{trailing}|{kind}"]


def _own_features(own: bool, kind: str, form: str, where: str) -> list[str]:
    return [f"type:{kind}|{where}", f"own:{own}|{kind}", f"own:{own}|{form}|{where}"]


def _speaker_features(relay: bool, where: str, kind: str, sector: str) -> list[str]:
    return [f"relay:{relay}|{where}", f"kind:{kind}", f"sector:{sector}"]


def _place_features(distance: str, where: str, block: str, light: bool, at: bool) -> list[str]:
    word = "speechword" if at else "-"
    return [f"dist:{distance}|{where}", f"block:{block}|{where}", f"light:{light}", f"at:{word}|{where}"]


def merge_links(judged: list[tuple[float, Link]], floor: float, reading: Reading) -> list[Mention]:
    """The chain: those likely enough, each once, in the order of the links of the surest mention first.

    Each is pointed at where a report below the headline names him first: there he has his full name.
    """
    best: list[tuple[float, Link]] = []
    shown: list[Mention] = []
    for p, link in judged:
        for n, (q, other) in enumerate(best):
            if same_speaker(link.mention, other.mention):
                if p > q:
                    best[n] = (p, link)
                shown[n] = min(shown[n], link.mention, key=lambda m: (_headed(m, reading), m.first))
                break
        else:
            best.append((p, link))
            shown.append(link.mention)
    kept = [(p, x.candidate, m) for (p, x), m in zip(best, shown, strict=True) if p >= floor]
    if not kept:
        return []
    surest = max(kept, key=lambda k: k[0])[1]
    kept.sort(key=lambda k: k[1] is not surest)  # stable: nearest first within a mention
    return [m for _, _, m in kept]


def _headed(m: Mention, reading: Reading) -> bool:
    """Whether a mention stands in a title or a heading."""
    number = bisect_right(reading.shapes, m.first, key=lambda shape: shape.s.start) - 1
    return reading.shapes[number].s.kind in _HEADS
