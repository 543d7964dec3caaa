"""Sentences of the coder in Arabic: templates with slots, whose contents are translated in turn.

Slots: {a} {b} {e} {s} are sentences or their parts, {l} is a list of facts with semicolons, {t} {u} are days, months
or weekdays in English words, {c} is an Arabic word or a sentence; {w} {q} {d} {n} stay as they are. A sentence of which
a part has no template stays English as a whole: half a translation reads worse than none. Only facts about people, at
the end of an Arabic sentence, are told in English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from marsad.lexicon.sources import read_rows

_FILE = Path(__file__).parent / "sentences.tsv"
_SLOT = re.compile(r"\{(\w)\}")
_KINDS = {"d": r"[\d/.-]+", "n": r"\d+", "q": r'".+"', "w": r".+?"}
_DAYS = Path(__file__).parent / "days.tsv"


def translate(text: str) -> str | None:
    """The sentence in Arabic; None when there is no template for it, or for a part of it."""
    for pattern, arabic in _templates():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        parts = {slot: _part(slot, words) for slot, words in match.groupdict().items()}
        if None not in parts.values():
            pieces = _SLOT.split(arabic)
            return "".join((parts[piece] or "") if n % 2 else piece for n, piece in enumerate(pieces))
    return None


def _part(slot: str, words: str) -> str | None:
    if slot in _KINDS or (slot == "c" and not re.search("[a-z]", words)):
        return words
    if slot in "tu":
        return _day(words)
    if slot == "l":
        return "؛ ".join(translate(part) or part for part in words.split("; "))  # facts about people stay as they are
    return translate(words)


def _day(words: str) -> str | None:
    """ "Tuesday 10 March 2026", "March" or "2026-03" in Arabic."""
    parts = [part if part[0].isdigit() else _names().get(part) for part in words.split()]
    return None if None in parts else " ".join(part for part in parts if part)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {row["en"]: row["ar"] for row in read_rows(_DAYS)}


@lru_cache(maxsize=1)
def _templates() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(row["en"]), row["ar"]) for row in read_rows(_FILE)]


def _pattern(english: str) -> re.Pattern[str]:
    """A template as a pattern; its first letter may be a capital, as at the beginning of a basis."""
    parts = _SLOT.split(english)
    found = "".join(
        f"(?P<{part}>{_KINDS.get(part, '.+?')})" if n % 2 else re.escape(part) for n, part in enumerate(parts)
    )
    if parts[0]:
        first = re.escape(parts[0][0])
        found = f"(?:{first}|{re.escape(parts[0][0].upper())})" + found[len(first) :]
    return re.compile(found)
