"""The cues of lexicon/ar/page_cues.toml: words that tell what a line of a page is."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from marsad.lexicon.schema import Reject, Row
from marsad.lexicon.sources import AR, read_entries
from marsad.read.agencies import agency_kind
from marsad.read.lines import Line, strip_blank, words_of
from marsad.types import BlockKind

Shape = Literal["line", "label", "start", "tail", "brackets"]
Where = Literal["any", "head", "foot"]
Next = Literal["", "headlines", "name", "names"]

# What may stand between a label and what it introduces; a bare space or comma does not.
_AFTER_LABEL = re.compile(r"\s*(?:[:|/\\>…«\-–—]|\.{2,}|ـ(?=\s))")
_LAST_BRACKETS = re.compile(r"\(([^()]{3,60})\)\W*$")
_LONGEST_FORM = 6  # words
_HEAD = 60  # characters that hold the longest form and the line that is nothing but a form


class Cue(Row, frozen=True):
    """One entry of page_cues.toml; the head of that file says what the fields mean."""

    id: str
    label: BlockKind
    shape: Shape
    forms: tuple[str, ...]
    gloss: str
    meaning: str
    match: tuple[str, ...]
    reject: tuple[Reject, ...] = ()
    where: Where = "any"
    words: int = 0
    next: Next = ""


class Found(NamedTuple):
    """A cue found in a line: how many words its form has, and whether the line holds nothing else."""

    cue: Cue
    words: int
    alone: bool


@cache
def load_cues() -> tuple[Cue, ...]:
    """All cues in the order of the file. Raises LexiconError naming the entry that is wrong."""
    return tuple(read_entries(AR / "page_cues.toml", Cue, "cue"))


@cache
def _index() -> dict[tuple[str, ...], tuple[Cue, ...]]:
    """From the words of a form to the cues that list it."""
    index: dict[tuple[str, ...], tuple[Cue, ...]] = {}
    for cue in load_cues():
        for form in cue.forms:
            key = words_of(form)
            index[key] = (*index.get(key, ()), cue)
    return index


def find_cue(line: Line) -> Found | None:
    """The cue that says what this line is, the longest form first; None when no cue fits."""
    if not line.short:
        return None
    whole = len(line.text) <= _HEAD
    words = words_of(line.text if whole else line.text[:_HEAD])
    index = _index()
    if whole:
        bare = tuple(word for word in words if not word.isdigit())
        for cue in index.get(bare, ()) if bare else ():
            if cue.shape == "line" or len(bare) == len(words):
                return Found(cue, len(words), alone=True)
    for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        for cue in index.get(words[:length], ()):
            if _short_enough(cue, line.text) and _fits(cue, line.text, length):
                return Found(cue, length, alone=False)
    return _find_tail(line.text) if line.text.endswith(")") else None


def _short_enough(cue: Cue, text: str) -> bool:
    return not cue.words or len(words_of(text)) <= cue.words


def _fits(cue: Cue, text: str, length: int) -> bool:
    if cue.shape == "start":
        return cue.where != "head" or not re.search(r"[\"«“:؛.!؟?]", text)
    if cue.shape == "brackets":
        return text.startswith("(") and text.endswith(")")
    if cue.shape != "label":
        return False
    end = _end_of_words(text, length)
    return _AFTER_LABEL.match(text, end) is not None


def _end_of_words(text: str, length: int) -> int:
    """Where the first `length` words of the line end."""
    end = 0
    for number, match in enumerate(re.finditer(r"[^\W\d_][\w\u064b-\u0652\u0670]*|\d+", text), 1):
        end = match.end()
        if number == length:
            break
    return end


def label_end(text: str, found: Found) -> int:
    """Where what the cue introduces begins: behind its form and the separator."""
    end = _end_of_words(text, found.words)
    separator = _AFTER_LABEL.match(text, end)
    return separator.end() if separator else end


def _find_tail(text: str) -> Found | None:
    """The cue in the brackets that end the line, followed by a name: "(الصورة: غيتي)"."""
    match = _LAST_BRACKETS.search(text[-80:])
    if not match:
        return None
    inside = strip_blank(match[1])
    for cue in load_cues():
        if cue.shape == "tail" and _short_enough(cue, text):
            for form in cue.forms:
                length = len(words_of(form))
                words = words_of(inside)
                if words[:length] == words_of(form) and len(words) > length:
                    return Found(cue, 0, alone=False)
    return None


def ends_in_credit(text: str) -> str | None:
    """The kind of the agency that signs the end of a line ("… - غيتي", "… (رويترز)"); None without one."""
    tail = text[-60:]
    match = re.search(r"(?:[-–—|/]\s*|\()([^-–—|/()]{2,40})\)?\W*$", tail)
    return agency_kind(match[1]) if match else None
