"""A person's name and office that other words or a comma keep apart: one mention."""

from __future__ import annotations

from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention

_FINITE = frozenset({"pf", "im", "js", "pv"})
_FARTHEST = 7  # tokens between an office and its holder's name
_SOFT = frozenset({"،", ",", "(", ")", '"', "«", "»", "“", "”", "#"})
_RANKS = frozenset({"MIL", "COP"})  # sectors of ranks that stand before a name
_NO_OFFICE = frozenset({None, "", "CVL"})  # of persons of the tables who hold none on the day
_BETWEEN = frozenset({"country", "capital", "place", "org", "adjective"})


def join_appositions(a: Analysis, found: list[Mention]) -> list[Mention]:
    """The mentions of a sentence with those of one person made one: office … name, and name, office."""
    joined: list[Mention] = []
    skip = -1
    for n, m in enumerate(found):
        if n <= skip:
            continue
        holder = _holder(a, found, n)
        if holder:
            _name_office(m, found[holder])
            skip = holder
        elif n + 1 < len(found) and _title_follows(a, m, found[n + 1]):
            _title_name(m, found[n + 1])
            skip = n + 1
        joined.append(m)
    return joined


def _holder(a: Analysis, found: list[Mention], n: int) -> int:
    """The number of the mention that names the holder of an office without a name, or 0."""
    m = found[n]
    if m.kind != "office" or m.name_first >= 0 or m.plural:
        return 0
    for k in range(n + 1, min(n + 3, len(found))):
        name = found[k]
        if name.first - m.last > _FARTHEST:
            return 0
        if k == n + 1 and _ranked(a, m, name):
            return k
        if name.kind in ("name", "person") and name.name_first >= 0:
            known = name.id is not None and k > n + 1 and name.sector not in _NO_OFFICE
            clitics = name.conjunction or name.preposition
            if known or clitics or not _quiet(a, found, n, k) or not _alike(m, name):
                return 0
            return k
        if name.kind not in _BETWEEN:
            return 0
    return 0


def _ranked(a: Analysis, m: Mention, other: Mention) -> bool:
    """Whether a rank with a name stands behind a comma behind an office: قائد الفيلق …، اللواء فلان."""
    if other.kind != "office" or other.sector not in _RANKS or other.name_first != other.head_last + 1:
        return False
    if not other.definite or other.plural or other.conjunction or other.preposition or other.head_last != other.first:
        return False
    comma = other.first == m.last + 2 and a.words[m.last + 1].surface in "،,"
    return comma and (not other.country or not m.country or other.country == m.country)


def _alike(m: Mention, name: Mention) -> bool:
    """Whether the name can be the office's: a known person of another country is somebody else."""
    return name.id is None or not m.country or name.country == m.country


def _quiet(a: Analysis, found: list[Mention], n: int, k: int) -> bool:
    """Whether nothing but description stands between two mentions: adjectives, phrases with a preposition, commas."""
    covered = {i for x in found[n + 1 : k] for i in range(x.first, x.last + 1)}
    between = range(found[n].last + 1, found[k].first)
    words = [i for i in between if i in covered or a.words[i].kind != "mark"]
    marks = [i for i in between if i not in covered and a.words[i].kind == "mark"]
    if not words or any(a.words[i].surface not in _SOFT for i in marks):
        return False
    return all(i in covered or _describing(a, i) for i in words)


def _describing(a: Analysis, i: int) -> bool:
    """A word with the article, or a preposition; no verb, no number, nothing behind "and"."""
    word = a.words[i]
    if word.kind != "word" or word.best.conjunction:
        return False
    if any(h.ref.tag[:2] in _FINITE and not h.ref.tag.endswith("/n") for h in word.hits):
        return False
    return word.best.article or word.key in a.tables.cues["beside"] or _preposition(a, i)


def _preposition(a: Analysis, i: int) -> bool:
    word = a.words[i]
    return bool(word.best.preposition) or any(h.ref.family == "func" and h.ref.tag == "prep" for h in word.hits)


def _name_office(office: Mention, name: Mention) -> None:
    office.last, office.name_first = name.last, name.name_first
    if name.id:
        office.id, office.index = name.id, name.index
    office.country = office.country or name.country
    office.sector = office.sector or name.sector
    office.bare = False


def _title_follows(a: Analysis, name: Mention, office: Mention) -> bool:
    """ "X، وزير الدفاع": the office right behind the comma behind a name, with no name of its own."""
    person = name.kind in ("name", "person") or (name.honorific and name.name_first >= 0)
    if not person or name.plural or office.kind != "office" or office.plural:
        return False
    if office.name_first >= 0 or office.conjunction or office.preposition:
        return False
    if office.bare and office.first == office.last:
        return False  # "X، الوزير": the next one of a list
    if office.first == name.last + 1:
        return name.kind == "name" and office.defined and not office.definite  # فلان وزير الأمن العام
    return office.first == name.last + 2 and a.words[name.last + 1].surface in "،,"


def _title_name(name: Mention, office: Mention) -> None:
    name.name_last, name.last = name.last, office.last
    if name.id is None:
        name.country = name.country or office.country
        name.sector = office.sector or name.sector
        name.inner = office
        name.head, name.rule = office.head, office.rule
        name.kind, name.places = "office", office.places
