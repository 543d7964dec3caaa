"""Stretches between quotation marks, per block: long ones are quotations, short ones words held at a distance."""

from __future__ import annotations

from typing import NamedTuple

from marsad.find.analysis import Analysis

_PAIRS = {"«": "»", "“": "”", "„": "”"}
MIN_WORDS = 4  # codebook: direct speech of four words or more


class Marked(NamedTuple):
    """Tokens first to last (included) between two quotation marks, and how many of them are words."""

    first: int
    last: int
    words: int


def find_marked(a: Analysis) -> list[Marked]:
    """All stretches between quotation marks; nested ones are left to the outer."""
    found: list[Marked] = []
    open_at, closer, block = -1, "", -1
    for s in a.sentences:
        if s.block != block:
            open_at, block = -1, s.block
        for i in range(s.start, s.end):
            mark = a.words[i].surface
            if open_at >= 0 and (mark == closer or (mark in "”“" and closer in '"”“')):
                if i > open_at + 1 and not _opens(a, i, closer):
                    found.append(_marked(a, open_at + 1, i - 1))
                    open_at = -1
                elif not _opens(a, i, closer):
                    open_at = -1
            elif open_at < 0 and (mark in _PAIRS or mark in '"”'):  # ”…“ is how some outlets quote
                open_at, closer = i, _PAIRS.get(mark, '"')
    return found


def _opens(a: Analysis, i: int, closer: str) -> bool:
    """A straight mark with a space before and none behind opens again instead of closing."""
    if closer != '"' or i + 1 >= len(a.tokens):
        return False
    before = a.tokens[i].start > a.tokens[i - 1].end
    behind = a.tokens[i + 1].start > a.tokens[i].end
    return before and not behind and a.words[i + 1].kind != "mark"


def _marked(a: Analysis, first: int, last: int) -> Marked:
    words = sum(a.words[i].kind != "mark" for i in range(first, last + 1))
    while last > first and a.words[last].surface in ".،,":
        last -= 1
    return Marked(first, last, words)
