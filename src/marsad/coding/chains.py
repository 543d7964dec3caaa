"""Who says that an event happened: the reports over its mentions, weighed together once the mentions are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.coding.agreement import is_feminine
from marsad.coding.candidates import Candidate
from marsad.coding.features import bucket
from marsad.coding.mention_features import path
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


def link_features(link: Link, candidates: Sequence[Candidate], reading: Reading) -> list[str]:
    """What the weights see of a link: its report at its mention, and what the event's other mentions say."""
    c, speech, m = link.candidate, link.speech, link.mention
    out = _report_features(link)
    told = [x for x in candidates if x.shape.s.kind not in ("title", "heading")] or list(candidates)
    covered = {x.first for x in told if any(y.first <= x.first <= y.last and y.speaker for y in _speeches(x, reading))}
    first = min(told, key=lambda x: x.first).first
    inside = speech.first <= c.first <= speech.last
    depth = sum(speech.first <= v < c.first for v in c.shape.verb) if inside and not speech.trailing else 0
    subject = any(o.slot in ("S1", "B1") and o.frame == "actor" for o in c.options)
    standing = f"{min(len(told), 3)}|{len(covered) == len(told)}|{first in covered}|{c.first == first}"
    verbal = c.entry.type in OWN_VOICE
    way = "".join(path(c, speech.at, speech.at)) if c.shape.s.start <= speech.at < c.shape.s.end else "far"
    person = c.tag.partition("/")[0].rpartition(".")[2]
    chance = next((int(o.chances[0] * 5) for o in c.options if same_speaker(o.mention, m)), -1)
    own = f"{link.own}|{verbal}"
    out += [
        f"own:{link.own}|{c.entry.id}",
        f"own:{own}|{'/'.join(c.mode)}|{c.entry.type}",
        f"own:{own}|{person}|{inside}",
        f"own:{own}|{person}|{is_feminine(m)}",
        f"own:{own}|{inside}|{speech.rule.partition(':')[0]}|{c.form}",
        f"chance:{chance}|{verbal}|{inside}",
        f"chance:{chance}|{c.entry.type}",
        f"chance:{chance}|{link.own}|{subject}",
        f"path:{way}|{inside}",
        f"path:{way}|{c.form}|{verbal}",
        f"told:{standing}|{inside}",
        f"told:{len(covered) == len(told)}|{inside}|{speech.rule.partition(':')[0]}",
        f"firstcovered:{first in covered}|{inside}",
        f"depth:{min(depth, 3)}|{c.form}|{verbal}",
        f"definite:{c.definite}|{c.form}|{inside}",
        f"embedded:{speech.embedded}|{inside}",
        f"subject:{subject}|{c.form}|{verbal}|{inside}",
        f"verb:{reading.a.keys[speech.at]}|{inside}" if not speech.rule.startswith("act:") else f"act:{inside}",
        f"home:{bool(m.country) and m.country in {x.country for x in c.actors}}|{verbal}|{inside}",
        f"quoted:{reading.quoted(c.first)}|{inside}",
        f"rule:{speech.rule.partition(':')[0]}|{inside}|{verbal}",
    ]
    return out


def _report_features(link: Link) -> list[str]:
    """Features of a report as such: its rule, its speaker, how far it is from the mention."""
    c, s, m, own, relay = link
    where = "in" if s.first <= c.first <= s.last else "same" if c.shape.s.start <= s.at < c.shape.s.end else "before"
    return [
        "bias",
        f"rule:{s.rule}|{where}",
        f"type:{c.entry.type}|{where}",
        f"own:{own}|{c.entry.type}",
        f"own:{own}|{c.form}|{where}",
        f"relay:{relay}|{where}",
        f"kind:{m.kind}",
        f"sector:{m.sector or '-'}",
        f"dist:{bucket(abs(c.first - s.at))}|{where}",
        f"form:{c.form}|{where}|{s.rule}",
        f"block:{c.shape.s.kind}|{where}",
        f"trailing:{s.trailing}|{c.entry.type}",
        f"light:{c.light >= 0}",
        f"at:{'speechword' if s.at == c.governor else '-'}|{where}",
    ]


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
