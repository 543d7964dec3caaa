"""What the weights see of a mention as such and of the words between it and an event word."""

from __future__ import annotations

from marsad.coding.candidates import Candidate, Option
from marsad.coding.model import Part

_NAMED = frozenset({"person", "name", "country", "capital"})  # whose head is a name, of which too many are met once
_PATH = 6  # signs of a path that are looked at, from the event word on


def self_features(c: Candidate, o: Option) -> list[Part]:
    """How the mention is written, what stands before it, and the way from the event word to it."""
    m, shape = o.mention, c.shape
    head = m.kind if m.kind in _NAMED else m.head
    here = shape.s.start <= m.first < shape.s.end
    before = shape.word_before(m.first) if here else "-"
    way, side = path(c, m.first, m.last) if here else ("-", "away")
    single = m.first == m.last
    return [
        (_head_features, head, o.slot[0], o.frame, c.entry.type),
        (_written_features, m.kind, single, m.definite, m.name_first >= 0, before, o.slot[0], o.frame),
        (_path_features, way, side, c.form, o.frame, c.entry.type),
    ]


def _head_features(head: str, slot: str, frame: str, kind: str) -> list[str]:
    return [f"head:{head}", f"head:{head}|{slot}", f"head:{head}|{frame}", f"head:{head}|{kind}"]


def _written_features(
    kind: str, single: bool, definite: bool, named: bool, before: str, slot: str, frame: str
) -> list[str]:
    looks = f"{kind}|{single}|{definite}|{named}"
    return [
        f"looks:{looks}", f"looks:{looks}|{slot}", f"behind:{before}", f"behind:{before}|{looks}",
        f"behind:{before}|{slot}", f"behind:{before}|{frame}",
    ]  # fmt: skip


def _path_features(way: str, side: str, form: str, frame: str, kind: str) -> list[str]:
    return [f"path:{side}{way}", f"path:{side}{way}|{form}", f"path:{side}{way}|{frame}", f"path:{side}{way}|{kind}"]


def path(c: Candidate, first: int, last: int) -> tuple[str, str]:
    """The signs of the words between an event word and tokens of its sentence, nearest to the event first; the side."""
    if first > c.last:
        return c.shape.signs(c.last + 1, first)[:_PATH], "right"
    if last < c.first:
        return c.shape.signs(last + 1, c.first)[::-1][:_PATH], "left"
    return "", "on"
