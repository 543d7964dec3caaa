"""What each line of a page is: title, lead, paragraph, heading, caption, byline, sources or boilerplate."""

from __future__ import annotations

from marsad.read.cues import Found, find_cue
from marsad.read.dates import is_date_line
from marsad.read.furniture import is_signature, label_by_itself
from marsad.read.heads import Kinds, label_headlines, label_other_stories
from marsad.read.lines import Line, ends_sentence, is_rule, key_of, words_of
from marsad.read.shape import is_headline, is_prose, is_wrapped, label_wrapped, stems
from marsad.read.title import find_title, label_menu
from marsad.types import BlockKind


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
            kinds[i] = label_by_itself(line, cues[i], head=True)
            if kinds[i] is None and (is_prose(line) or (title is None and not waiting and len(lines) == 1)):
                kinds[i] = "lead"
                _settle(lines, kinds, waiting, i)
                return i
            if kinds[i] is None:
                waiting.append(i)
        cue = cues[i]
        if cue is not None and kinds[i] == cue.cue.label:
            _label_next(lines, cues, kinds, i)
    return _lead_without_stop(lines, kinds, waiting)


def _settle(lines: list[Line], kinds: Kinds, waiting: list[int], lead: int) -> None:
    """Give a kind to the lines above the lead that do not tell it: a name beside the date, a heading."""
    story = set().union(*(stems(line.text[:1000]) for line in lines[lead : lead + 4]))
    for i in waiting:
        dated = any(0 <= j < lead and kinds[j] == "page_date" for j in (i - 1, i + 1))
        named = dated and 2 <= len(words_of(lines[i].text)) <= 4 and not stems(lines[i].text) & story
        kinds[i] = "byline" if named and lines[i].text.replace(" ", "").isalpha() else "heading"


def _lead_without_stop(lines: list[Line], kinds: Kinds, waiting: list[int]) -> int:
    """The lead of a page whose paragraph has no full stop: the longest line that nothing else explains."""
    if not waiting:
        return -1
    lead = max(waiting, key=lambda i: lines[i].end - lines[i].start)
    kinds[lead] = "lead"
    _settle(lines, kinds, [i for i in waiting if i < lead], lead)
    return lead


def _label_next(lines: list[Line], cues: list[Found | None], kinds: Kinds, at: int) -> None:
    """Give the label of a cue that stands alone to the lines that belong to it."""
    found = cues[at]
    if found is None or not found.alone or not found.cue.next:
        return
    end = at + 1
    while end < len(lines) and kinds[end] is None and cues[end] is None and _belongs(found, lines[end], end - at):
        end += 1
    # The last of several headlines can be the heading of what follows.
    if found.cue.next == "headlines" and at + 2 < end < len(lines) and len(words_of(lines[end - 1].text)) <= 4:
        end -= 1
    kinds[at + 1 : end] = [found.cue.label] * (end - at - 1)


def _belongs(found: Found, line: Line, distance: int) -> bool:
    """True when the line can be what the label above it announces: one name, several names, headlines."""
    if found.cue.next == "headlines":
        return is_headline(line)
    short = line.short and len(words_of(line.text)) <= (6 if found.cue.next == "name" else 4)
    return short and not ends_sentence(line.text) and (distance == 1 or found.cue.next == "names")


def _last_prose(lines: list[Line], cues: list[Found | None], lead: int) -> int:
    for i in range(len(lines) - 1, lead, -1):
        if cues[i] is None and is_prose(lines[i]) and not is_rule(lines[i].text):
            return i
    return lead


def _label_body(lines: list[Line], cues: list[Found | None], kinds: Kinds, lead: int, last: int) -> None:
    for i in range(lead + 1, last + 1):
        if kinds[i] is None:
            kind = label_by_itself(lines[i], cues[i], head=False)
            kinds[i] = "credit" if kind == "sources" and cues[i] is None else kind
            if cues[i] is not None and kind is not None:
                _label_next(lines, cues, kinds, i)
        if kinds[i] is None and is_prose(lines[i]):
            kinds[i] = "paragraph"


def _label_foot(lines: list[Line], cues: list[Found | None], kinds: Kinds, first: int) -> None:
    """Label what stands below the last paragraph; dates below a list of links are those of the links."""
    linked = False
    for i in range(max(first, 0), len(lines)):
        cue = cues[i]
        linked = linked or (cue is not None and cue.cue.next == "headlines")
        if kinds[i] is not None:
            continue
        kinds[i] = label_by_itself(lines[i], cue, head=False)
        if kinds[i] is not None and cue is not None:
            _label_next(lines, cues, kinds, i)
        elif kinds[i] is None and is_date_line(lines[i].text):
            kinds[i] = "boilerplate" if linked else "page_date"
        elif kinds[i] is None and is_signature(lines[i].text):
            kinds[i] = "byline"


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
