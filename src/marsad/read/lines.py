"""Lines of a text with their spans, their words as matching keys, and how they end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from marsad.text.orthography import ascii_digits, fold

_LINE = re.compile("[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile("\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
# Spaces of every kind, direction marks and zero-width characters: they stand at the ends of copied lines.
_BLANK = (
    " \t\x1c\x1d\x1e\x1f\xa0\xad\u061c\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff"
)
_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0670'’][^\W\d_]*)*|\d+")
_CLOSERS = "\"'”“»«’)]}›"
LONGEST_SHAPED = 300  # characters; a longer line is a paragraph and is not looked at word by word


class Line(NamedTuple):
    """One line that is not blank: `text` is the article's text[start:end], without blanks at its ends."""

    start: int
    end: int
    text: str
    after_gap: bool

    @property
    def short(self) -> bool:
        """True when the line is short enough to be anything else than a paragraph."""
        return self.end - self.start <= LONGEST_SHAPED


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order; linear in the length of the text."""
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip(_BLANK)
        if stripped:
            start = match.start() + len(raw) - len(raw.lstrip(_BLANK))
            gap = before > 0 and len(_BREAK.findall(text, before, start)) > 1
            lines.append(Line(start, start + len(stripped), stripped, gap))
            before = start + len(stripped)
    return lines


def strip_blank(text: str) -> str:
    """The text without spaces, direction marks and zero-width characters at its ends."""
    return text.strip(_BLANK)


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a line as matching keys (folded, digits 0-9), without any punctuation."""
    return _words_of_short(text) if len(text) <= LONGEST_SHAPED else _cut(text)


@lru_cache(maxsize=1024)
def _words_of_short(text: str) -> tuple[str, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[str, ...]:
    return tuple(key for word in _WORD.findall(text) if (key := _word_key(word)))


@lru_cache(maxsize=1 << 16)
def _word_key(word: str) -> str:
    return fold(ascii_digits(word))


def key_of(text: str) -> str:
    """What two copies of a line have in common: their words, one space between them."""
    return " ".join(words_of(text))


def final_mark(text: str) -> str:
    """The last character that is not a closing quotation mark or bracket; empty when there is none."""
    bare = text.rstrip(_CLOSERS + _BLANK)
    return bare[-1] if bare else ""


def ends_sentence(text: str) -> bool:
    """True when the line ends as a sentence does: . … ! ? ؟ (closing quotation marks aside)."""
    return final_mark(text) in tuple(".…!?؟۔")


def is_rule(text: str) -> bool:
    """True for a line of dashes, stars or other marks: it has no letter and no digit."""
    return not any(c.isalnum() for c in text)
