"""Keeping Arabic and Latin apart in lines of plain text."""

from __future__ import annotations

import re
import unicodedata

_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"
_JOINERS = "\u200c\u200d"
# Isolates, embeddings, overrides and marks: in evidence they could reorder what stands beside them.
_CONTROLS = {ord(c): None for c in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
_RIGHT_TO_LEFT = frozenset({"AL", "R"})
_WORDS = frozenset({"AL", "R", "NSM", "WS"})
_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC_LETTER = re.compile(f"[{_ARABIC}]")
_FOREIGN = re.compile(rf'(")([^"]*)"|[{_ARABIC}]+(?:[ /]+[{_ARABIC}]+)*')


_LATIN = re.compile(r"[!-'*-~]*[A-Za-z][!-~]*(?: [!-'*-~][!-~]*)*(?<![).,:;])")


def tidy(text: str) -> str:
    """The text on one line, without direction controls and without characters that move a terminal's cursor."""
    shown = " ".join(text.translate(_CONTROLS).split())
    return "".join(c if c.isprintable() or c in _JOINERS else "\ufffd" for c in shown)


def isolate(text: str) -> str:
    """The text on one line, set apart in its own direction.

    Arabic words without marks or numbers stay bare, and so does text without a letter of Arabic: any terminal shows
    them right, and some print isolates as boxes.
    """
    shown = tidy(text)
    classes = {unicodedata.bidirectional(c) for c in shown}
    return f"{_FSI}{shown}{_PDI}" if classes & _RIGHT_TO_LEFT and not classes <= _WORDS else shown


def left_to_right(text: str) -> str:
    """Numbers, codes and dates set apart, so that an Arabic line does not turn 2024-09-08 around."""
    shown = tidy(text)
    return f"{_LRI}{shown}{_PDI}" if shown else ""


def foreign_parts(sentence: str) -> list[tuple[str, bool]]:
    """An English sentence in parts, Arabic ones (True) apart: what is quoted goes as a whole, numbers and all."""
    parts: list[tuple[str, bool]] = []
    last = 0
    for match in _FOREIGN.finditer(sentence):
        start, end = match.span(2) if match[1] else match.span()
        if _ARABIC_LETTER.search(sentence, start, end):
            parts += [(sentence[last:start], False), (sentence[start:end], True)]
            last = end
    parts.append((sentence[last:], False))
    return [part for part in parts if part[0]]


def arabic(sentence: str) -> str:
    """An Arabic sentence with its runs of Latin letters (paths, commands, names) set apart."""
    return _LATIN.sub(lambda run: f"{_LRI}{run[0]}{_PDI}", tidy(sentence))


def english(sentence: str, in_arabic: bool = False) -> str:
    """An English sentence of the coder with its Arabic words set apart; as a whole too where Arabic is around it."""
    parts = foreign_parts(tidy(sentence))
    shown = "".join(f"{_FSI}{part}{_PDI}" if foreign else part for part, foreign in parts)
    return f"{_LRI}{shown}{_PDI}" if in_arabic else shown
