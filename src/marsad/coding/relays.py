"""Through whom something is said: the agency it was told to, and whom an agency quotes."""

from __future__ import annotations

from marsad.coding.phrases import whole
from marsad.coding.speaker import SPEAKERS, subject_after
from marsad.coding.syntax import Shape
from marsad.find.mentions import Mention

_RELAY_REACH = 4  # tokens after عن in which the quoted source must begin


def told(shape: Shape, i: int, stop: int) -> list[Mention]:
    """The agencies and papers to which it was said: قال لرويترز."""
    address = shape.a.tables.cues["address"]
    units = [u for u in shape.right(i) if u.mention.first < stop]
    return [u.mention for u in units if u.preposition in address and u.mention.best.sector == "JRN"]


def quoted_through(shape: Shape, i: int, stop: int) -> Mention | None:
    """Whom a relay quotes: the noun phrase after عن."""
    quoted = shape.a.tables.cues["quoted"]
    for j in range(i + 1, stop):
        if shape.a.keys[j] in quoted:
            if _about(shape, j - 1):
                return None
            for n in range(j + 1, min(stop, j + _RELAY_REACH)):
                m = shape.at(n)
                if m is not None and m.kind in SPEAKERS:
                    return whole(shape, m, stop)
            return subject_after(shape, j, stop, True)
        if j in shape.verb:
            break
    units = [u.mention for u in shape.right(i) if u.preposition in quoted and u.mention.kind in SPEAKERS]
    return units[0] if units else None


def _about(shape: Shape, j: int) -> bool:
    """Whether token j is a report, behind which عن tells what it is about: نشرت صحيفة تقريرا عن الهجوم."""
    reading = shape.a.words[j].best
    return reading.core in shape.a.tables.cues["paper"] and not (reading.article or reading.preposition)
