"""Datelines: the place, agency and date that open a report ("Beirut (Reuters) - …") and tell no event."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from marsad.lexicon.sources import AR, read_rows
from marsad.read.agencies import agency_kind, make_span
from marsad.read.lines import key_of, strip_blank
from marsad.types import Record, Span

_HEAD = 160  # characters in which a dateline must end
_BLANK = "[\\s\u200b\u200e\u200f\u202a-\u202e\ufeff]*"
_SPACE = re.compile(_BLANK)
# A tatweel between spaces is typed for a dash; elsewhere it lengthens a word.
_SEPARATOR = re.compile(r'[()\[\]«»"“”:،,|]|/+|[-–—]+|(?<=\s)ـ+(?=\s)')
_CLOSE = re.compile(_BLANK + r'[)\]»"”]?' + _BLANK + r"(?:[-–—]+|(?<=\s)ـ+(?=\s)|[:/|])*" + _BLANK)
_STRONG = re.compile(r'\s*[)\]»"”]\s*(?:[-–—:/]|ـ+\s)')
_CITY_DASH = re.compile(r"\s*[-–—]+\s+|\s+ـ+\s+")
_ASIDE = re.compile(r"\s[-–—ـ]+\s")
_DATE = re.compile(r"(?:\s+في)?\s+[0-9٠-٩]{1,2}\s+\S.*$", re.DOTALL)
# What is left of a line behind the agency: تونس (رويترز) 12 مايو 2024
_LEFT = re.compile(r"(?:[^\W\d]+\s+)?[0-9٠-٩]{1,2}\s*[\s/.-]\s*[^\s][^\n]{0,24}?[0-9٠-٩]{4}\s*م?\s*", re.DOTALL)
_LATIN = re.compile(r"[A-Z]{2,6}")
_DASHES = frozenset("-–—ـ")
_OPENERS = {"(": ")", "[": "]", "«": "»", '"': '"', "“": "”"}
_MAX_BEFORE = 4  # chunks between the start and the agency: city, country, date, reporter


class Dateline(Record, frozen=True):
    """The opening of a report up to `end`, its last separator included: where from, by whom, when."""

    start: int
    end: int
    place: Span | None = None
    agencies: tuple[Span, ...] = ()
    date: Span | None = None


class _Chunk(NamedTuple):
    start: int
    end: int
    opened: str  # the separator before it: "", "(", "«", ":", "-", "/", "،" …
    closed: str  # the separator after it; "" at the end of the line


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens text[start:end], or None. Place, agencies and date are spans of `text`."""
    first = _SPACE.match(text, start, end)
    begin = first.end() if first else start
    stop = min(end, begin + _HEAD)
    chunks = _cut(text, begin, stop, at_end=stop == end)
    signed = next((i for i, c in enumerate(chunks[: _MAX_BEFORE + 2]) if _is_agency(text, c, i, stop)), None)
    if signed is None:
        return _bare_city(text, begin, chunks)
    before = [c for c in chunks[:signed] if c.start < c.end]
    last = signed
    while last + 1 < len(chunks) and _continues(text, chunks, last):
        last += 1
    closing = _CLOSE.match(text, chunks[last].end, stop)
    close = closing.end() if closing else chunks[last].end
    if len(before) > _MAX_BEFORE or not _is_signed(text, before, chunks[signed], text[chunks[last].end : close]):
        return None
    named = [c for c in chunks[signed : last + 1] if c.start < c.end and agency_kind(text[c.start : c.end])]
    named = named or [chunks[signed]]
    place, date = _place_and_date(text, before)
    if date is None and close < end and _LEFT.fullmatch(text, close, end):
        left = strip_blank(text[close:end])
        at = text.index(left, close)
        date, close = make_span(text, at, at + len(left)), end
    agencies = tuple(make_span(text, c.start, c.end) for c in named)
    return Dateline(start=begin, end=close, place=place, agencies=agencies, date=date)


@cache
def _cities() -> frozenset[str]:
    return frozenset(key_of(row["form"]) for row in read_rows(AR / "dateline_places.tsv"))


def is_city(words: str) -> bool:
    """True for the name of a city that datelines carry."""
    return len(words) <= 40 and key_of(words) in _cities()


def _cut(text: str, start: int, stop: int, at_end: bool) -> list[_Chunk]:
    """The pieces of text[start:stop] between separators, up to the first that is too long for a dateline."""
    chunks: list[_Chunk] = []
    opened, at = "", start
    for match in _SEPARATOR.finditer(text, start, stop):
        if match.start() - at > 50 or len(text[at : match.start()].split()) > 6:
            return chunks
        mark = match.group()[0]
        chunks.append(_trim(text, at, match.start(), opened, mark))
        opened, at = mark, match.end()
    if at_end and len(text[at:stop].split()) <= 6:
        chunks.append(_trim(text, at, stop, opened, ""))
    return chunks


def _trim(text: str, start: int, end: int, opened: str, closed: str) -> _Chunk:
    """The piece without the blanks at its ends."""
    piece = text[start:end]
    bare = strip_blank(piece)
    first = start + piece.index(bare)
    return _Chunk(first, first + len(bare), opened, closed)


def _is_agency(text: str, chunk: _Chunk, position: int, stop: int) -> bool:
    """True for a known agency, and for another name that is set apart as only datelines do."""
    name = text[chunk.start : chunk.end]
    kind = agency_kind(name)
    if kind is not None:
        return kind != "photo"
    if _OPENERS.get(chunk.opened) != chunk.closed or not name:
        return False
    strong = bool(_STRONG.match(text, chunk.end, stop))
    if chunk.opened in ("(", "["):
        return strong and (bool(_LATIN.fullmatch(name)) or (position == 1 and len(name.split()) <= 3))
    ends_line = _CLOSE.fullmatch(text, chunk.end, stop) is not None
    return position > 0 and len(name.split()) <= 3 and (strong or ends_line)


def _continues(text: str, chunks: list[_Chunk], last: int) -> bool:
    """True when the next chunk is one more agency, or the empty piece between two marks before one."""
    following = chunks[last + 1]
    if following.start < following.end:
        return agency_kind(text[following.start : following.end]) is not None
    return last + 2 < len(chunks) and agency_kind(text[chunks[last + 2].start : chunks[last + 2].end]) is not None


def _is_signed(text: str, before: list[_Chunk], agency: _Chunk, tail: str) -> bool:
    """True when the agency stands as one signs: (AGENCY) -, /AGENCY/, PLACE - AGENCY:, AGENCY -."""
    dashed = any(c in _DASHES or c == "/" for c in tail)
    places = [text[c.start : c.end] for c in before]
    if any(len(place.split()) > 5 for place in places):
        return False
    known = bool(places) and (is_city(places[0]) or bool(_DATE.search(places[0])))
    if agency.opened in ("(", "["):
        listed = agency_kind(text[agency.start : agency.end]) is not None
        return known or (listed and (dashed or ":" in tail or not before)) or (not before and dashed)
    if agency.opened in _OPENERS:
        return known
    if not before:
        return dashed
    joined = agency.opened in _DASHES or agency.opened in ("/", "،", ":")
    ends_line = agency.closed == ""
    if known:
        return joined and (dashed or ":" in tail or ends_line)
    return joined and len(places[0].split()) <= 3 and (dashed or ends_line)


def _bare_city(text: str, begin: int, chunks: list[_Chunk]) -> Dateline | None:
    """The dateline that is only a city and a dash; a second dash near by would make it an aside."""
    if not chunks or not is_city(text[chunks[0].start : chunks[0].end]):
        return None
    last = 0
    while last + 1 < min(len(chunks), 3) and chunks[last].closed == "،":
        last += 1
    dash = _CITY_DASH.match(text, chunks[last].end)
    if dash is None or chunks[last].closed not in _DASHES or _ASIDE.search(text, dash.end(), dash.end() + 60):
        return None
    if last + 1 < len(chunks):
        rest = chunks[last + 1]
        if rest.closed == ":" or (rest.closed == "" and len(text[rest.start : rest.end].split()) <= 3):
            return None  # "Washington - Tehran: …" is a headline, "Beirut - Sami Hashem" a byline
    return Dateline(start=begin, end=dash.end(), place=make_span(text, chunks[0].start, chunks[0].end))


def _place_and_date(text: str, before: list[_Chunk]) -> tuple[Span | None, Span | None]:
    if not before:
        return None, None
    first = before[0]
    words = text[first.start : first.end]
    dated = _DATE.search(words)
    if dated:
        at = first.start + dated.start() + len(dated.group()) - len(dated.group().lstrip())
        place = make_span(text, first.start, first.start + dated.start()) if dated.start() else None
        return place, make_span(text, at, first.end)
    return make_span(text, first.start, first.end), None
