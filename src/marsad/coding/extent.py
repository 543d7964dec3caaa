"""Where what somebody says begins and ends in a sentence."""

from __future__ import annotations

from marsad.coding.syntax import Shape
from marsad.coding.tokens import QUOTES
from marsad.find.quotes import Marked

REACH = 45  # tokens after a report verb in which what is said must begin


def begins(shape: Shape, i: int, marked: dict[int, Marked]) -> int:
    """The token where what is said begins: after أن/إن, a colon or an opening quotation mark; -1 if none."""
    for j in range(i + 1, min(shape.s.end, i + REACH)):
        func = shape.func.get(j)
        if func == "comp" and shape.a.keys[j - 1] not in shape.a.tables.cues["subordinate"]:
            return j + 1
        surface = shape.a.words[j].surface
        if surface == ":":
            return j + 1
        if surface in QUOTES and j + 1 in marked and marked[j + 1].said:
            return j + 1
        if j in shape.verb and func != "aux":
            before = shape.a.words[j - 1].surface
            hit = shape.verb[j]
            aside = shape.func.get(j - 1) == "rel" and shape.a.keys[j - 1] != "حيث"
            aside = aside or (hit is not None and bool(hit.reading.pronoun) and shape.a.words[j - 1].kind == "word")
            if not aside and (before not in "،,)-–" or shape.a.words[j].best.conjunction):
                return -1
    return -1


def ends(shape: Shape, first: int, marked: dict[int, Marked], inside: set[int]) -> int:
    """The last token of what is said from token `first` on: the closing mark, an aside of the narrator, the end."""
    end = shape.s.end
    j = first
    opened = first if shape.a.words[first - 1].surface in QUOTES else first + 1
    if opened in marked and shape.func.get(first - 1) != "comp":
        last = j = marked[opened].last
        while j + 1 < end:  # "…" و"…"
            j += 1
            if j in marked:
                last = j = marked[j].last
            elif shape.a.words[j].kind != "mark" and shape.a.keys[j] != "و" and shape.func.get(j) != "comp":
                break
        return min(last, end - 1)
    aside = shape.a.tables.cues["aside"]
    for j in range(first, end - 2):
        if shape.a.words[j].surface not in "،," or j in inside:
            continue
        if shape.a.keys[j + 1] in aside or " ".join(shape.a.keys[j + 1 : j + 3]) in aside:
            return j - 1
    return end - 1


def goes_back(shape: Shape, i: int, content: int) -> bool:
    """A report at the end of its sentence covers what stands before it: حسبما أعلن…، كما ذكرت…"""
    before = [shape.a.keys[j] for j in range(max(shape.s.start, i - 2), i)]
    if any(shape.source(j) for j in range(max(shape.s.start, i - 2), i)):
        return i - shape.s.start > 4
    if content >= 0 or not before:
        return False
    return shape.a.words[i - 1].surface in "،," and i - shape.s.start > 6 and not shape.a.words[i].best.conjunction
