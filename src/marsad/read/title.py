"""The title among the first lines of a page, and the menus above it."""

from __future__ import annotations

from marsad.read.agencies import names_only_sources
from marsad.read.cues import Found
from marsad.read.dates import is_date_line
from marsad.read.heads import Kinds
from marsad.read.lines import Line, is_rule, key_of, words_of

_HEAD_LINES = 40  # the title stands within the first lines of a page, menus included
_LONGEST_TITLE = 170  # characters
_MENU_WORDS = 3
_MENU_LINES = 3


def find_title(lines: list[Line], cues: list[Found | None]) -> int | None:
    """The line of the title: one repeated above the text, else the first below menus that can be one."""
    head: list[int] = []
    for i in range(min(len(lines), _HEAD_LINES)):
        if _is_text(lines[i]) and not is_ticker(lines[i]):
            break
        if _can_be_title(lines[i], cues[i]):
            head.append(i)
    keys = [key_of(lines[i].text) for i in head]
    for n, key in enumerate(keys):
        if len(key.split()) >= 3 and key in keys[n + 1 : n + 4]:
            return head[n]
    menu = _menu_length(lines, cues, head)
    first = head[menu] if menu < len(head) else None
    return first if first is not None and first + 1 < len(lines) else None


def _menu_length(lines: list[Line], cues: list[Found | None], head: list[int]) -> int:
    """How many of the possible titles are menu: short lines, three or cut off from a longer by furniture."""
    count = 0
    while count < len(head) and len(words_of(lines[head[count]].text)) <= _MENU_WORDS:
        count += 1
    if count == 0 or count == len(head) or len(words_of(lines[head[count]].text)) <= _MENU_WORDS + 1:
        return 0
    between = range(head[count - 1] + 1, head[count])
    cut_off = any(cues[i] is not None or is_rule(lines[i].text) for i in between)
    return count if count >= _MENU_LINES or cut_off else 0


def label_menu(lines: list[Line], cues: list[Found | None], title: int) -> Kinds:
    """The kinds of the lines above the title as far as menus go: short lines, running headlines."""
    kinds: Kinds = [None] * title
    for i in range(title):
        short = cues[i] is None and len(words_of(lines[i].text)) <= _MENU_WORDS
        if is_ticker(lines[i]) or (short and not is_date_line(lines[i].text)):
            kinds[i] = "boilerplate"
    return kinds


def is_ticker(line: Line) -> bool:
    """True for the running headlines of a site copied as one line, four spaces between them."""
    return line.text.count("    ") >= 4


def _is_text(line: Line) -> bool:
    """True for a line that no title is: too long, or closed by a full stop (".." does not close)."""
    text = line.text.rstrip("\"'”»)")
    return line.end - line.start > _LONGEST_TITLE or (text.endswith(".") and not text.endswith(".."))


def _can_be_title(line: Line, cue: Found | None) -> bool:
    if line.end - line.start > _LONGEST_TITLE or is_rule(line.text) or is_ticker(line):
        return False
    if is_date_line(line.text) or names_only_sources(line.text):
        return False
    # "شاهد.. …" and the like open titles too; only a line that is nothing but furniture is passed over.
    return cue is None or not (cue.alone or cue.cue.where == "head" or cue.cue.label != "boilerplate")
