"""The chain of attribution of an event, and the speaker of each quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from marsad.coding.phrases import PERSONS
from marsad.coding.speech import Speech
from marsad.coding.syntax import Shape
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.quotes import Marked


def speaker_of(
    marked: Marked, shapes: list[Shape], speeches: list[Speech], carried: list[Mention | None], a: Analysis
) -> tuple[Mention | None, str]:
    """The speaker of a quotation and the rule that found him: the nearest report or verb before it decides."""
    number = bisect_right(shapes, marked.first, key=_start) - 1
    if number < 0:
        return None, ""
    sentence = shapes[number]
    start = sentence.s.start
    low = bisect_left(speeches, start, key=_at)
    here = speeches[low : bisect_left(speeches, sentence.s.end, key=_at)]
    here = [s for s in here if s.speaker is not None and not marked.first <= s.at <= marked.last]
    over = [s for s in here if s.first <= marked.first <= s.last + 1]
    before = [s for s in here if s.at < marked.first and not s.trailing and not _quoted(s, a, marked)]
    near = [s for s in over if s in before] or before
    relayed = [s for s in over if s.trailing and s.agencies and s.at < marked.first]
    best = max([s for s in near if not _worded(s)] or near, key=_at, default=None)
    after = [s for s in here if s.at > marked.last] + [s for s in over if s.trailing]
    for s in [*relayed, *([best] if best else []), *after]:
        return s.speaker, s.rule
    return carried[number], "goes-on"


def _worded(s: Speech) -> bool:
    """Whether the act of a state is only told by somebody else, whose words are quoted then."""
    return s.embedded and s.rule.startswith("act:") and s.speaker is not None and s.speaker.kind not in PERSONS


def _start(shape: Shape) -> int:
    return shape.s.start


def _at(speech: Speech) -> int:
    return speech.at


def _quoted(s: Speech, a: Analysis, marked: Marked) -> bool:
    """Whether a report stands inside an earlier quotation of the sentence: an odd number of marks up to it."""
    marks = sum(a.words[j].surface in '"«»“”' for j in range(s.at, marked.first - 1))
    return marks % 2 == 1


def is_quotation(marked: Marked) -> bool:
    """Four words or more are a quotation (conventions, Fields), fewer are words held at a distance."""
    return marked.said
