"""The names under which news agencies sign, as matching keys."""

from __future__ import annotations

import re
from functools import cache

from marsad.lexicon.sources import AR, read_rows
from marsad.read.lines import key_of, strip_blank
from marsad.types import Span

_CHUNK = re.compile(r"[^-–—/|+،,()\[\]«»\"“”:;؛\n\r]+")
_LONGEST = 80  # characters of a line that only names sources
_AND = "و"


@cache
def agency_kinds() -> dict[str, str]:
    """From the key of an agency's name to its kind: wire, photo, generic or outlet."""
    return {key_of(row["form"]): row["kind"] for row in read_rows(AR / "agencies.tsv")}


def agency_kind(name: str) -> str | None:
    """The kind of the agency that signs with this name; None when it is none."""
    return agency_kinds().get(key_of(name)) if len(name) <= 60 else None


def find_sources(text: str, start: int, end: int) -> list[Span]:
    """The names between the separators (- / | ، and brackets) of text[start:end], each as a span."""
    spans = []
    for match in _CHUNK.finditer(text, start, min(end, start + _LONGEST)):
        name = strip_blank(match.group())
        if name:
            at = match.start() + match.group().index(name)
            spans.extend(_split_and(text, at, at + len(name)))
    return spans


def _split_and(text: str, start: int, end: int) -> list[Span]:
    """One span, or two where an agency is joined with و to what stands before it ("العربي ووكالات")."""
    words = list(re.finditer(r"\S+", text[start:end]))
    for word in words[1:]:
        rest = start + word.start() + 1
        if word.group().startswith(_AND) and agency_kind(text[rest:end]):
            first = text[start : start + word.start()].rstrip()
            return [Span(start=start, end=start + len(first), text=first), make_span(text, rest, end)]
    return [make_span(text, start, end)]


def make_span(text: str, start: int, end: int) -> Span:
    """The span of text[start:end]."""
    return Span(start=start, end=end, text=text[start:end])


_SIGNATURE = re.compile(r"(?:(?<=[.؟!»\"…])\s*|\s*[-–—]{1,3}\s*)\(([^()\n]{2,30})\)\W*$")


def find_signature(text: str, start: int, end: int) -> Span | None:
    """The agency in brackets behind the last stop or dash of text[start:end] ("… --(بترا)")."""
    match = _SIGNATURE.search(text[max(start, end - 60) : end])
    if match is None or agency_kind(match[1]) not in ("wire", "generic"):
        return None
    inside = max(start, end - 60) + match.start(1)
    return make_span(text, inside, inside + len(match[1]))


def names_only_sources(line: str) -> bool:
    """True for a line that is nothing but names of sources, one of them a known agency ("فرانس24/ أ ف ب")."""
    if len(line) > _LONGEST:
        return False
    spans = find_sources(line, 0, len(line))
    short = all(len(span.text.split()) <= 4 for span in spans)
    named = [kind for span in spans if (kind := agency_kind(span.text)) not in (None, "photo")]
    return short and bool(named) and len(spans) - len(named) <= 1 and len(spans) <= 5
