"""The shape of a line among its neighbours: headline, prose, list item, continuation of the line before."""

from __future__ import annotations

import re
from functools import cache

from marsad.lexicon.sources import AR, read_rows
from marsad.read.lines import LONGEST_SHAPED, Line, ends_sentence, final_mark, key_of, words_of
from marsad.types import BlockKind

LONGEST_HEADLINE = 100  # characters; of 480 titles of five outlets the longest has 97
_MOST_WORDS = 16
_BULLET = re.compile(r"[-–—•●▪◦*·✓►]\s|\(?[0-9٠-٩]{1,2}[.)\-:]\s?\D")
_SPEECH = re.compile(r":\s*[\"'«“”]")
_QUOTES = ('"', "”", "“", "»", "'")
_LONG = 70  # characters; a line this long ends as a sentence in a text that punctuates
_LEAST_WRAPPED = 6  # lines
_STEM = 4  # letters kept of a word when two lines are compared


@cache
def _openers() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {"joins": set(), "waw": set(), "refers": set()}
    for row in read_rows(AR / "page_words.tsv"):
        classes[row["class"]].add(key_of(row["form"]))
    return {kind: frozenset(keys) for kind, keys in classes.items()}


def is_headline(line: Line) -> bool:
    """True for a short line that does not end as a sentence nor begin as a continuation or list item."""
    text = line.text
    if line.end - line.start > LONGEST_HEADLINE:
        return False
    words = words_of(text)
    mark = final_mark(text)
    if not 1 <= len(words) <= _MOST_WORDS or mark in (".", "…", ":", "،", "؛", ",", ";", "۔"):
        return False
    if _BULLET.match(text) or (text.endswith(_QUOTES) and _SPEECH.search(text) and goes_on(text)):
        return False
    return len(words) <= 4 or not goes_on(text)


def is_prose(line: Line) -> bool:
    """True for a line that reads as a paragraph: it ends as a sentence, or is longer than any headline."""
    length = line.end - line.start
    return length > LONGEST_HEADLINE or (length >= 25 and ends_sentence(line.text) and not is_question(line))


def is_question(line: Line) -> bool:
    """True for a short line that ends with a question or exclamation mark, as headings do."""
    return line.end - line.start <= LONGEST_HEADLINE and final_mark(line.text) in ("؟", "?", "!")


def goes_on(text: str) -> bool:
    """True when the line begins as a continuation: with و or ف on its first word, or a joining word."""
    words = words_of(text[:60])
    if not words:
        return True
    known = _openers()
    if (
        words[0] in known["joins"]
        or " ".join(words[:2]) in known["joins"]
        or (len(words) > 1 and words[1] in known["refers"])
    ):
        return True
    return words[0][0] in ("و", "ف") and len(words[0]) > 2 and words[0] not in known["waw"]


def stems(text: str) -> set[str]:
    """The first letters of the longer words, clitics roughly off: what lines about one thing share."""
    return {_stem(word) for word in words_of(text) if len(word) > 3 and not word.isdigit()}


def _stem(word: str) -> str:
    for prefix in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :][:_STEM]
    return (word[1:] if word[0] in "وفبلك" and len(word) > 4 else word)[:_STEM]


def overlap(line: Line, others: list[Line]) -> float:
    """The share of the line's stems that stand in the other lines; 0 when it has none."""
    own = stems(line.text)
    if not own:
        return 0.0
    return len(own & set().union(*(stems(other.text[:2000]) for other in others))) / len(own)


def punctuates(lines: list[Line]) -> bool:
    """True when the page's long lines end as sentences, so that a line without a stop means something."""
    long = [line for line in lines if line.end - line.start > _LONG]
    ended = sum(1 for line in long if ends_sentence(line.text[-LONGEST_SHAPED:]))
    return len(long) >= 2 and ended * 3 >= len(long) * 2


def is_wrapped(lines: list[Line]) -> bool:
    """True for a text whose paragraphs are cut into lines of one length, as old wires and mails are."""
    lengths = [line.end - line.start for line in lines]
    longest = max(lengths, default=0)
    if len(lines) < _LEAST_WRAPPED or longest > LONGEST_HEADLINE:
        return False
    inner = [i for i in range(1, len(lines) - 1) if not lines[i + 1].after_gap]
    full = [i for i in inner if lengths[i] * 10 >= longest * 6 and not ends_sentence(lines[i].text)]
    return len(inner) * 2 > len(lines) and len(full) * 10 >= len(inner) * 6


def label_wrapped(lines: list[Line]) -> list[BlockKind | None]:
    """The kinds of the lines of a wrapped text: groups without gaps are paragraphs, other lines are open."""
    kinds: list[BlockKind | None] = [None] * len(lines)
    for i in range(1, len(lines)):
        joined = not lines[i].after_gap or (i + 1 < len(lines) and not lines[i + 1].after_gap)
        if joined:
            kinds[i] = "paragraph"
    first = next((i for i, kind in enumerate(kinds) if kind == "paragraph"), None)
    if first is not None:
        kinds[first] = "lead"
    return kinds
