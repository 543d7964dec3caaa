"""The chain of attribution of an event, and the speaker of each quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from marsad.coding.speech import OWN_VOICE, Speech
from marsad.coding.syntax import Shape
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.quotes import MIN_WORDS, Marked


def same_speaker(a: Mention, b: Mention) -> bool:
    """Whether two mentions name the same actor."""
    if a is b or a.best is b.best:
        return True
    return a.id is not None and a.id == b.id


_BACK = 40  # reports looked back through for somebody who goes on speaking


def speaker_of(marked: Marked, shapes: list[Shape], speeches: list[Speech], a: Analysis) -> tuple[Mention | None, str]:
    """The speaker of a quotation and the rule that found him: the nearest report or verb before it decides."""
    number = bisect_right(shapes, marked.first, key=_start) - 1
    if number < 0:
        return None, ""
    sentence = shapes[number]
    start = sentence.s.start
    low = bisect_left(speeches, start, key=_at)
    here = speeches[low : bisect_left(speeches, sentence.s.end, key=_at)]
    over = [s for s in here if s.first <= marked.first <= s.last + 1 and not marked.first <= s.at <= marked.last]
    before = [s for s in here if start <= s.at < marked.first and not s.trailing and not _quoted(s, a, marked)]
    near = [s for s in over if not s.trailing and not _quoted(s, a, marked)] or before
    best = max(near, key=lambda s: s.at, default=None)
    verb = _verb_subject(sentence, marked.first, best.at if best else -1)
    if verb is not None:
        return verb, "subject"
    if best is not None and best.speaker is not None:
        return best.speaker, best.rule
    after = [s for s in here if marked.last < s.at < sentence.s.end] + [s for s in over if s.trailing]
    for s in after:
        if s.speaker is not None:
            return s.speaker, s.rule
    for n in range(low - 1, max(-1, low - 1 - _BACK), -1):
        if speeches[n].speaker is not None:
            return speeches[n].speaker, "goes-on"
    return None, ""


def _start(shape: Shape) -> int:
    return shape.s.start


def _at(speech: Speech) -> int:
    return speech.at


def _quoted(s: Speech, a: Analysis, marked: Marked) -> bool:
    """Whether a report stands inside an earlier quotation of the sentence: an odd number of marks up to it."""
    marks = sum(a.words[j].surface in '"«»“”' for j in range(s.at, marked.first - 1))
    return marks % 2 == 1


def _verb_subject(shape: Shape, first: int, after: int) -> Mention | None:
    """The explicit subject of a verb of words that stands between the last report and the quotation."""
    for v in sorted((v for v in shape.verb if after < v < first), reverse=True):
        hit = shape.verb[v]
        if hit is None or hit.ref.family != "event" or shape.func.get(v - 1) == "rel":
            continue
        if shape.a.tables.events[hit.ref.entry].type not in OWN_VOICE:
            continue
        for u in shape.left(v, 12):
            if (
                not u.preposition
                and u.mention.kind in ("office", "name", "person", "country", "org")
                and hit.reading.conjunction == ""
            ):
                return u.mention
            break
        for u in shape.right(v):
            if u.slot == "S1" and not u.inside and u.mention.kind != "place" and u.mention.last < first:
                return u.mention
            break
    return None


def is_quotation(marked: Marked) -> bool:
    """Four words or more are a quotation (conventions, Fields), fewer are words held at a distance."""
    return marked.words >= MIN_WORDS
