"""What each line of a page is: title, lead, paragraph, heading, caption, byline, sources or boilerplate."""

from __future__ import annotations

import re

from marsad.read.agencies import names_only_sources
from marsad.read.cues import Found, ends_in_credit, find_cue
from marsad.read.dateline import find_dateline, is_city
from marsad.read.dates import is_date_line, read_date
from marsad.read.heads import Kinds, label_headlines, label_other_stories
from marsad.read.lines import Line, ends_sentence, is_rule, key_of, words_of
from marsad.read.shape import goes_on, is_headline, is_prose, is_wrapped, label_wrapped
from marsad.read.title import find_title, label_menu
from marsad.types import BlockKind

_LONGEST_CAPTION = 280
_ADDRESS = re.compile(r"\S*(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+")
_TWEETED = re.compile(r"[-–—]\s.{0,80}\(@\w{1,30}\)")
_BYLINE = re.compile(r"\s*[-–—/|]\s*")


def label_lines(lines: list[Line], title: int | None, hints: dict[int, BlockKind]) -> list[BlockKind]:
    """The kind of every line. `title` is its line where known; `hints` are kinds known from elsewhere."""
    kinds: Kinds = [hints.get(i) for i in range(len(lines))]
    if not hints and is_wrapped(lines):
        kinds = label_wrapped(lines)
    cues = [None if kind else find_cue(line) for line, kind in zip(lines, kinds, strict=True)]
    if title is None:
        title = find_title(lines, cues)
        kinds[: title or 0] = label_menu(lines, cues, title or 0)
    lead = _label_head(lines, cues, kinds, title)
    last = _last_prose(lines, cues, lead)
    _label_body(lines, cues, kinds, lead, last)
    _label_foot(lines, cues, kinds, last + 1)
    _label_twins(lines, kinds)
    label_headlines(lines, kinds, lead + 1)
    done: Kinds = [kind or "paragraph" for kind in kinds]
    label_other_stories(lines, done, lines[title] if title is not None else None, max(lead, 0))
    return [kind or "paragraph" for kind in done]


def _label_head(lines: list[Line], cues: list[Found | None], kinds: Kinds, title: int | None) -> int:
    """Label everything above the first paragraph; the lead's line, or -1 when the page has no paragraph."""
    key = key_of(lines[title].text) if title is not None else ""
    waiting: list[int] = []
    for i, line in enumerate(lines):
        if kinds[i] == "lead":
            return i
        if kinds[i] is not None:
            continue
        if i == title or (key and i > (title or 0) and key_of(line.text) == key):
            kinds[i] = "title"
        else:
            kinds[i] = _label_by_itself(line, cues[i], head=True)
            if kinds[i] is None and (is_prose(line) or (title is None and not waiting and len(lines) == 1)):
                kinds[i] = "lead"
                _settle(kinds, waiting, "heading")
                return i
            if kinds[i] is None:
                waiting.append(i)
        if cues[i] is not None and kinds[i] == cues[i].cue.label:  # type: ignore[union-attr]
            _label_next(lines, cues, kinds, i)
    return _lead_without_stop(lines, kinds, waiting)


def _settle(kinds: Kinds, waiting: list[int], kind: BlockKind) -> None:
    for i in waiting:
        kinds[i] = kind


def _lead_without_stop(lines: list[Line], kinds: Kinds, waiting: list[int]) -> int:
    """The lead of a page whose paragraph has no full stop: the longest line that nothing else explains."""
    if not waiting:
        return -1
    lead = max(waiting, key=lambda i: lines[i].end - lines[i].start)
    kinds[lead] = "lead"
    _settle(kinds, [i for i in waiting if i < lead], "heading")
    return lead


def _label_by_itself(line: Line, cue: Found | None, head: bool) -> BlockKind | None:
    """What a line is by its own words, wherever it stands; None when they do not tell."""
    if is_rule(line.text):
        return "boilerplate"
    if cue is not None and _counts(cue, head):
        return cue.cue.label
    if not line.short:
        return None
    if names_only_sources(line.text):
        return "sources"
    if head and _is_byline(line):
        return "byline"
    if _is_caption(line, head):
        return "caption"
    if _ADDRESS.fullmatch(line.text):
        return "boilerplate"
    if _TWEETED.match(line.text):
        return "credit"
    if head and (is_date_line(line.text) or _is_dated(line.text)):
        return "page_date"
    return None


def _is_dated(text: str) -> bool:
    """True for a short line above the lead with a whole date beside a name: "سامي الهاشم | 12/3/2019"."""
    if len(text) > 80 or not re.search(r"[|،,/]|\s[-–—]\s", text) or re.search(r"[.؟!:\"«]\s", text):
        return False
    found = read_date(text)
    return found is not None and len(found.iso) == 10 and len(words_of(text)) <= 12


def _counts(cue: Found, head: bool) -> bool:
    if cue.alone and cue.cue.label in ("byline", "credit", "caption") and not cue.cue.next:
        return False
    return cue.cue.where == "any" or (cue.cue.where == "head") == head


def _is_caption(line: Line, head: bool) -> bool:
    """True for a line signed by an agency at its end that is no paragraph: it has no full stop within."""
    kind = ends_in_credit(line.text) if line.end - line.start <= _LONGEST_CAPTION else None
    if kind is None or len(words_of(line.text)) < 4:
        return False
    if kind == "photo":
        return True
    bare = line.text.rstrip(')»" ')
    return head and not re.search(r"[.؟!]\s", bare) and not goes_on(line.text) and not line.text.endswith(".")


def _is_byline(line: Line) -> bool:
    """True for a line above the lead that only says where from and by whom: "بيروت - سامي الهاشم"."""
    if len(words_of(line.text)) > 8:
        return False
    dateline = find_dateline(line.text, 0, len(line.text))
    if dateline is not None and dateline.end >= len(line.text):
        return True
    parts = _BYLINE.split(line.text)
    short = len(parts) in (2, 3) and all(1 <= len(words_of(part)) <= 4 for part in parts)
    return short and (is_city(parts[0]) or is_city(parts[-1])) and not re.search(r"[:؟!.\"«]", line.text)


def _label_next(lines: list[Line], cues: list[Found | None], kinds: Kinds, at: int) -> None:
    """Give the label of a cue that stands alone to the lines that belong to it."""
    found = cues[at]
    if found is None or not found.alone:
        return
    if found.cue.next == "name" and at + 1 < len(lines) and cues[at + 1] is None and kinds[at + 1] is None:
        line = lines[at + 1]
        if len(words_of(line.text)) <= 6 and not ends_sentence(line.text):
            kinds[at + 1] = found.cue.label
    elif found.cue.next == "headlines":
        end = at + 1
        while end < len(lines) and cues[end] is None and kinds[end] is None and is_headline(lines[end]):
            end += 1
        # The last of several short lines can be the heading of what follows.
        if end - at > 2 and end < len(lines) and len(words_of(lines[end - 1].text)) <= 4:
            end -= 1
        _settle(kinds, list(range(at + 1, end)), found.cue.label)


def _last_prose(lines: list[Line], cues: list[Found | None], lead: int) -> int:
    for i in range(len(lines) - 1, lead, -1):
        if cues[i] is None and is_prose(lines[i]) and not is_rule(lines[i].text):
            return i
    return lead


def _label_body(lines: list[Line], cues: list[Found | None], kinds: Kinds, lead: int, last: int) -> None:
    for i in range(lead + 1, last + 1):
        if kinds[i] is None:
            kind = _label_by_itself(lines[i], cues[i], head=False)
            kinds[i] = "credit" if kind == "sources" and cues[i] is None else kind
            if cues[i] is not None and kind is not None:
                _label_next(lines, cues, kinds, i)
        if kinds[i] is None and is_prose(lines[i]):
            kinds[i] = "paragraph"


def _label_foot(lines: list[Line], cues: list[Found | None], kinds: Kinds, first: int) -> None:
    for i in range(max(first, 0), len(lines)):
        if kinds[i] is not None:
            continue
        kinds[i] = _label_by_itself(lines[i], cues[i], head=False)
        if kinds[i] is not None and cues[i] is not None:
            _label_next(lines, cues, kinds, i)
        elif kinds[i] is None and is_date_line(lines[i].text):
            kinds[i] = "page_date"


def _label_twins(lines: list[Line], kinds: Kinds) -> None:
    """Mark the copy of a caption without its credit, which some pages print beside the signed one."""
    for i, kind in enumerate(kinds):
        if kind != "caption":
            continue
        key = key_of(lines[i].text)
        for j in range(max(0, i - 2), min(len(lines), i + 3)):
            if j != i and lines[j].short and kinds[j] not in ("title", "lead", "caption"):
                other = key_of(lines[j].text)
                if len(other.split()) >= 4 and key.startswith(other):
                    kinds[j] = "caption"
