"""Acts that are only announced or refused: what lies ahead is agreed to, not done (conventions, rule 2)."""

from __future__ import annotations

from marsad.coding.candidates import Candidate, turn
from marsad.find.analysis import Analysis
from marsad.text.orthography import without_and

# An announced act of the first type is one of the second.
TURNED = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
    "ASSAULT": "THREATEN",
}
_REFUSED = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
_WILL, _WILL_NOT = frozenset({"سوف"}), frozenset({"لن"})
_SIGN_REACH = 5  # tokens from أن back to the word that says that it is planned
_ADJECTIVE_REACH = 4  # tokens from a noun to "المقبل"
_PLAN_REACH = 4
_PASSIVE_REACH = 6


def lies_ahead(c: Candidate, a: Analysis) -> bool:
    """Whether plain words say that the act is still to come."""
    start = c.shape.s.start
    if c.form == "verb":
        return _verb_ahead(c, c.first, a)
    if c.form != "noun":
        return False
    if c.light >= 0 and _verb_ahead(c, c.light, a):
        return True
    ahead = a.tables.ahead
    for j in range(c.last + 1, min(c.shape.s.end, c.last + 1 + _ADJECTIVE_REACH)):
        if j in c.shape.verb or not a.words[j].key[:1].isalpha():
            break
        if "right" in ahead.get(a.keys[j], ()):
            return True
    for j in range(c.first - 1, max(start, c.first - _PASSIVE_REACH) - 1, -1):
        if c.shape.func.get(j) in ("comp", "rel") or a.words[j].kind == "mark":
            break
        where = ahead.get(without_and(a.keys[j], ahead), ())
        if "passive" in where or ("plan" in where and c.first - j <= _PLAN_REACH):
            return True
    return False


def keep_readings(found: list[Candidate], a: Analysis, dated_ahead: set[int]) -> list[Candidate]:
    """Of the two readings of an act, done and announced, those that the words allow.

    What plainly lies ahead is only announced: what turns into AGREE is future, what turns into CONCEDE is said now.
    A friendly act that "will not" be done (لن) is a refusal. Both readings stay where the sign is weak (a word of
    plan or possibility near by, a date to come in one of the sentences `dated_ahead`), and elsewhere only the act
    as done.
    """
    kept: list[Candidate] = []
    for c in found:
        if _will_not(c, a):
            if ">" not in c.entry.id:
                c.entry, c.mode, c.plain = turn(c.entry, "REJECT"), (), "asserted"
                kept.append(c)
            continue
        stem, _, turned = c.entry.id.partition(">")
        origin = stem.partition(".")[0].upper()
        if TURNED.get(origin) == turned.upper() or (origin in TURNED and not turned):
            ahead = c.plain in ("", "future") and lies_ahead(c, a)
            if ahead and origin != "ASSAULT":
                if not turned:
                    continue
                c.plain = "future" if turned == "agree" else "asserted"
            elif turned and not ahead and c.told == "asserted" and c.shape.s.number not in dated_ahead:
                continue
        kept.append(c)
    return kept


def _will_not(c: Candidate, a: Analysis) -> bool:
    """Whether لن stands before a friendly verb."""
    if c.form != "verb" or c.entry.type not in _REFUSED or c.first == c.shape.s.start:
        return False
    return without_and(a.keys[c.first - 1], _WILL_NOT) in _WILL_NOT


def _verb_ahead(c: Candidate, i: int, a: Analysis) -> bool:
    """Whether the verb at token i is future by س, سوف or a word of plan before its أن."""
    start = c.shape.s.start
    if any(h.reading.preposition == "س" for h in a.words[i].hits):
        return True
    if i > start and without_and(a.keys[i - 1], _WILL) in _WILL:
        return True
    if i <= start or a.keys[i - 1] != "ان":
        return False
    ahead = a.tables.ahead
    for j in range(i - 2, max(start, i - 1 - _SIGN_REACH) - 1, -1):
        if a.words[j].kind == "mark" and a.words[j].surface not in "،,":
            return False
        if "that" in ahead.get(without_and(a.keys[j], ahead), ()):
            return True
    return False
