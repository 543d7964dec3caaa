"""Who says that an event happened: the reports over its mentions, weighed together once the mentions are merged."""

from __future__ import annotations

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
                found.append(Link(c, speech, m, any(same_speaker(m, x) for x in actors), relay))
    return found


def _speeches(c: Candidate, reading: Reading) -> list[Speech]:
    """The reports that cover a candidate, and those of its sentence that do not."""
    s = c.shape.s
    return [
        x
        for x in reading.said(s.number)
        if not c.first <= x.at <= c.last and (x.first <= c.first <= x.last or s.start <= x.at < s.end)
    ]


def link_features(link: Link, candidates: Sequence[Candidate], reading: Reading) -> list[Part]:
    """What the weights see of a link: its report at its mention, and what the event's other mentions say."""
    c, speech, m = link.candidate, link.speech, link.mention
    out = _report_features(link)
    told = [x for x in candidates if x.shape.s.kind not in ("title", "heading")] or list(candidates)
    covered = {x.first for x in told if any(y.first <= x.first <= y.last and y.speaker for y in _speeches(x, reading))}
    first = min(told, key=lambda x: x.first).first
    inside = speech.first <= c.first <= speech.last
    depth = len([v for v in c.shape.verb if speech.first <= v < c.first]) if inside and not speech.trailing else 0
    subject = any(o.slot in ("S1", "B1") and o.frame == "actor" for o in c.options)
    whole, rule = len(covered) == len(told), speech.rule.partition(":")[0]
    home = bool(m.country) and m.country in [x.country for x in c.actors]
    verbal = c.entry.type in OWN_VOICE
    way = "".join(path(c, speech.at, speech.at)) if c.shape.s.start <= speech.at < c.shape.s.end else "far"
    person = c.tag.partition("/")[0].rpartition(".")[2]
    chance = next((int(o.chances[0] * 5) for o in c.options if same_speaker(o.mention, m)), -1)
    out += [
        f"own:{link.own}|{c.entry.id}",
        f"own:{link.own}|{verbal}|{'/'.join(c.mode)}|{c.entry.type}",
        (_doer_features, f"{link.own}|{verbal}", person, is_feminine(m), inside, rule, c.form),
        (_chance_features, chance, verbal, inside, c.entry.type, link.own, subject),
        f"path:{way}|{inside}",
        f"path:{way}|{c.form}|{verbal}",
        (_covered_features, inside, min(len(told), 3), whole, first in covered, c.first == first, rule),
        (_inside_features, inside, verbal, c.form, min(depth, 3), c.definite, subject, speech.embedded),
        f"verb:{reading.a.keys[speech.at]}|{inside}" if not speech.rule.startswith("act:") else f"act:{inside}",
        (_voice_features, inside, verbal, home, reading.quoted(c.first), rule),
    ]
    return out


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


def merge_links(judged: list[tuple[float, Link]], floor: float) -> list[Mention]:
    """The chain: those likely enough, each once, in the order of the links of the surest mention first."""
    best: list[tuple[float, Link]] = []
    for p, link in judged:
        for n, (q, other) in enumerate(best):
            if same_speaker(link.mention, other.mention):
                if p > q:
                    best[n] = (p, link)
                break
        else:
            best.append((p, link))
    kept = [(p, x) for p, x in best if p >= floor]
    if not kept:
        return []
    surest = max(kept, key=lambda k: k[0])[1].candidate
    kept.sort(key=lambda k: k[1].candidate is not surest)  # stable: nearest first within a mention
    return [x.mention for _, x in kept]
