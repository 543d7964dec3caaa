"""Stretches between quotation marks, per block: long ones are quotations, short ones words held at a distance."""

from __future__ import annotations

from typing import NamedTuple

from marsad.find.analysis import Analysis

_PAIRS = {"«": "»", "“": "”", "„": "”"}
_NEAR = 4  # characters between the noun and the name: a space, the mark, a colon
MIN_WORDS = 4  # codebook: direct speech of four words or more


class Marked(NamedTuple):
    """Tokens first to last (included) between two quotation marks, how many of them are words, whether they are a name.

    A name stands behind the noun of what it names: قناة "…", وسم "…".
    """

    first: int
    last: int
    words: int
    name: bool = False

    @property
    def said(self) -> bool:
        """Whether it is a quotation (codebook, Fields), against a name or words held at a distance."""
        return self.words >= MIN_WORDS and not self.name


def by_first(marked: list[Marked]) -> dict[int, Marked]:
    """The stretches by their first token."""
    return {m.first: m for m in marked}


def quoted_tokens(marked: list[Marked]) -> set[int]:
    """The tokens that stand in a quotation."""
    return {i for m in marked if m.said for i in range(m.first, m.last + 1)}


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
    return Marked(first, last, words, _is_name(a, first, last))


def _is_name(a: Analysis, first: int, last: int) -> bool:
    """Whether what the marks hold is a name or a hashtag: no verb in it, and the noun of what it names before it."""
    if "_" in a.tokens[first].text and first == last:
        return True
    noun = first - 2
    while noun >= 0 and a.words[noun].surface in ":#":
        noun -= 1
    if noun < 0 or a.tokens[noun].end < a.tokens[first].start - _NEAR:
        return False
    known = a.tables.cues["naming"]
    named = a.keys[noun] in known or a.words[noun].best.core in known
    return named and not any(a.words[i].verbal for i in range(first, last + 1))
