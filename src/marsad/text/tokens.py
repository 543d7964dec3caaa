"""Tokens with their spans, and sentences as token ranges."""

from __future__ import annotations

import re
from typing import NamedTuple

# Arabic letters with their marks (tatweel and harakat belong to the word), numbers, Latin words, single marks.
_ARABIC = (
    "\u0621-\u065f\u0670-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0610-\u061a"
    "\ufb50-\ufdfd\ufe70-\ufefc"
)
TOKEN = re.compile(
    rf"[{_ARABIC}]+"
    r"|[0-9٠-٩۰-۹]+(?:[.,٫٬][0-9٠-٩۰-۹]+)*"
    r"|[A-Za-zÀ-ɏ]+(?:[.'’-][A-Za-zÀ-ɏ]+)*"
    r"|\.{2,}|-{2,}"
    r"|[^\s\w\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LONGEST = 200  # tokens; a longer run without a full stop is no sentence, and is cut
_SENTENCE_END = frozenset({".", "!", "?", "؟", "…", "؛"})


class Token(NamedTuple):
    """One token: `text` is `article.text[start:end]`."""

    start: int
    end: int
    text: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """All tokens of text[start:end], in order; spans are offsets into `text`."""
    found = TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(*m.span(), m.group()) for m in found]


def sentences(text: str, tokens: list[Token], start: int = 0) -> list[tuple[int, int]]:
    """Token ranges of the sentences of one block: they end at . ! ? ؟ … ؛ followed by space, or at a line end."""
    if not tokens:
        return []
    ranges: list[tuple[int, int]] = []
    lines = "\n" in text[tokens[0].start : tokens[-1].end]
    first, count = 0, len(tokens)
    for i, token in enumerate(tokens, 1):
        stop = i == count or i - first >= _LONGEST
        if not stop and (lines or token.text in _SENTENCE_END):
            gap = text[token.end : tokens[i].start]
            stop = "\n" in gap
            stop = stop or (gap != "" and token.text in _SENTENCE_END and not _is_abbreviation(tokens, i - 1))
        if stop:
            ranges.append((first, i))
            first = i
    return ranges


def _is_abbreviation(tokens: list[Token], i: int) -> bool:
    """True for the full stop after a single letter (أ. ف. ب., د. محمد)."""
    if i == 0 or tokens[i].text != ".":
        return False
    before = tokens[i - 1]
    return len(before.text) == 1 and before.end == tokens[i].start and before.text.isalpha()
