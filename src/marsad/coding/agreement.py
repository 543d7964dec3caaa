"""What the endings of a mention tell: its case, and the gender of the verb before it."""

from __future__ import annotations

from marsad.find.mentions import Mention

PEOPLE = frozenset({"person", "group", "people", "office", "body"})
_NOUNS = frozenset({"body", "group"})  # headed by a noun whose gender shows: الوزارة، المجتمع الدولي
_MEN = frozenset({"office", "person", "name"}) | _NOUNS


def case_of(m: Mention, head: str) -> str:
    """The case that the ending of the first word shows: nominative, oblique (object or genitive), or "" for none."""
    if m.kind not in PEOPLE:
        return ""
    if m.plural and head.endswith("ون"):
        return "nominative"
    if m.plural and head.endswith("ين"):
        return "oblique"
    return "oblique" if head.endswith("ا") and not m.definite and len(head) > 3 else ""


MASCULINE_COUNTRIES = frozenset({"IRQ", "LBN", "JOR", "MAR", "SDN", "YEM"})


def is_feminine(m: Mention) -> bool:
    """Whether a verb before the mention would be feminine: countries, ta marbuta, plurals of things."""
    if m.kind in ("country", "capital"):
        return m.country not in MASCULINE_COUNTRIES
    if m.plural and m.kind in ("office", "person", "people"):
        return m.head.endswith("ات")  # قادة, قضاة: men
    return m.head.endswith(("ه", "ات"))


def disagrees(tag: str, m: Mention) -> bool:
    """Whether a mention cannot be the subject behind a verb with this tag of the inflection (`pf.3ms`).

    So it is with a feminine verb before a man, and a masculine one before a country or bodies: ودعا الدول.
    """
    person = tag.partition("/")[0].rpartition(".")[2]
    if person == "3ms":
        bodies = m.kind == "body" and m.plural
        return bodies or (is_feminine(m) and (m.kind in ("country", "capital") or (m.kind in _NOUNS and not m.plural)))
    if person == "3fs":
        return m.kind in _MEN and not m.plural and not is_feminine(m)
    return False
