"""The subject of a verbal noun: احتجاز خفر السواحل سفينة is done by the coast guard, احتجاز سفينة to the ship."""

from __future__ import annotations

from marsad.coding.candidates import Candidate
from marsad.find.mentions import Mention

_DOERS = frozenset({"org", "body", "group", "country", "capital", "people"})  # kinds of mentions that may act
_ABLE = frozenset({"MIL", "COP", "GOV", "REB", "PRM", "SPY", "UAF"})  # sectors that do what such nouns tell


def doer_of_noun(c: Candidate) -> Mention | None:
    """Who does an act told by a noun that is otherwise done to what it rules; None where nobody does.

    A genitive with the object right behind it is the subject (مصدر مضاف إلى فاعله).
    """
    bare = [u.mention for u in c.right if not u.preposition][:2]
    if len(bare) < 2 or c.entry.genitive != "recipient" or c.definite or c.pronoun:
        return None
    doer, other = bare
    close = doer.first == c.last + 1 and other.first == doer.last + 1 and not other.conjunction
    able = doer.kind in _DOERS and doer.sector in _ABLE
    return doer if close and able and other.kind != "adjective" else None
