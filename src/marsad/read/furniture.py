"""What one line of a page is by its own words: furniture, caption, credit, byline, sources or date."""

from __future__ import annotations

import re

from marsad.read.agencies import agency_kind, names_only_sources
from marsad.read.cues import Found, ends_in_credit
from marsad.read.dateline import find_dateline, is_city
from marsad.read.dates import is_date_line, read_date
from marsad.read.lines import Line, is_rule, words_of
from marsad.read.shape import goes_on
from marsad.types import BlockKind

_LONGEST_CAPTION = 280  # characters
_ADDRESS = re.compile(r"\S*(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+")
_TWEETED = re.compile(r"[-–—]\s.{0,80}\(@\w{1,30}\)")
_PARTS = re.compile(r"\s*[-–—/|]\s*")
_SENTENCE = re.compile(r"[.؟!:\"«]\s|[.؟!]$")
# The initials of the desk that wires end with: "-مل-.", "م ع/أ ر".
_INITIALS = re.compile(r"[-–/(\s]*[^\W\d_]{1,3}(?:\s?[./\s-]\s?[^\W\d_]{1,3}){0,4}[-–/).\s]*")


def label_by_itself(line: Line, cue: Found | None, head: bool) -> BlockKind | None:
    """The kind that a line shows by its words (`head`: it stands above the lead); else None."""
    if is_rule(line.text) or _ADDRESS.fullmatch(line.text):
        return "boilerplate"
    if cue is not None and _counts(cue, head):
        return cue.cue.label
    if not line.short:
        return None
    if head and is_byline(line.text):
        return "byline"
    if names_only_sources(line.text):
        return "sources"
    if _is_caption(line, head):
        return "caption"
    if _TWEETED.match(line.text):
        return "credit"
    if head and (is_date_line(line.text) or _is_dated(line.text)):
        return "page_date"
    return None


def _counts(cue: Found, head: bool) -> bool:
    if cue.alone and cue.cue.label in ("byline", "credit", "caption") and not cue.cue.next:
        return False
    return cue.cue.where == "any" or (cue.cue.where == "head") == head


def _is_dated(text: str) -> bool:
    """True for a short line above the lead with a whole date beside a name: "سامي الهاشم | 12/3/2019"."""
    if len(text) > 80 or not re.search(r"[|،,/]|\s[-–—]\s", text) or _SENTENCE.search(text):
        return False
    found = read_date(text)
    return found is not None and len(found.iso) == 10 and len(words_of(text)) <= 12


def _is_caption(line: Line, head: bool) -> bool:
    """True for a line signed by an agency at its end that is no paragraph: it has no full stop within."""
    kind = ends_in_credit(line.text) if line.end - line.start <= _LONGEST_CAPTION else None
    if kind is None or len(words_of(line.text)) < 3 or line.text.endswith("."):
        return False
    if kind == "photo":
        return True
    return head and not re.search(r"[.؟!]\s", line.text) and not goes_on(line.text)


def is_byline(text: str) -> bool:
    """True for a line that only says where from and by whom: "بيروت - سامي الهاشم"."""
    if len(text) > 80 or len(words_of(text)) > 8:
        return False
    dateline = find_dateline(text, 0, len(text))
    if dateline is not None and dateline.end >= len(text):
        return True
    parts = _PARTS.split(text)
    short = len(parts) in (2, 3) and all(1 <= len(words_of(part)) <= 4 for part in parts)
    return short and (is_city(parts[0]) or is_city(parts[-1])) and not _SENTENCE.search(text)


def is_signature(text: str) -> bool:
    """True for the last line of a wire: initials of its desk, or an agency and names ("وام/ليلى منصور")."""
    if len(text) <= 14 and _INITIALS.fullmatch(text) and not text[0].isalpha() | text[-1].isalpha():
        return True
    if len(text) <= 14 and "/" in text and _INITIALS.fullmatch(text):
        return True
    parts = [part for part in _PARTS.split(text) if part]
    if len(text) > 80 or not 2 <= len(parts) <= 4 or _SENTENCE.search(text):
        return False
    short = all(1 <= len(words_of(part)) <= 3 for part in parts)
    return short and agency_kind(parts[0]) in ("wire", "outlet")
