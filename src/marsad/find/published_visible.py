"""Dates that a page shows beside its text: the page's date line, "published on …", a dated dateline."""

from __future__ import annotations

from bisect import bisect_right

from marsad.find.times import find_times
from marsad.text.orthography import fold
from marsad.text.tokens import tokenize
from marsad.types import Article, DateCandidate, Span, TimeMention

_FURNITURE = frozenset({"page_date", "byline", "boilerplate", "credit"})
_LINES = 12  # at the top of a text without blocks, where its date line may stand
_LINE_TOKENS = 14  # a date line has few words beside its date
_OTHER_TOKENS = 5
_DATELINE_TOKENS = 16
_DATELINE_ENDS = frozenset({"-", "–", "—", ":", "(", "/", "--"})


def visible_dates(article: Article) -> list[DateCandidate]:
    """Candidates from the page's furniture and the dateline, without those that reading already found."""
    known = [c.span for c in article.metadata.dates if c.span is not None]
    found: list[DateCandidate] = []
    for start, end, source in _places(article):
        if any(span.start < end and start < span.end for span in known):
            continue
        mention = _date_line(article.text, start, end)
        if mention is not None:
            span = Span(start=mention.start, end=mention.end, text=mention.text)
            raw = article.text[start:end].strip()
            found.append(DateCandidate(date=mention.first, source=source, raw=raw, span=span))
    dateline = _dateline(article)
    return [*found, dateline] if dateline else found


def _places(article: Article) -> list[tuple[int, int, str]]:
    """The lines that may be a date line; what stands above the title may be the day the page was copied."""
    if article.blocks:
        title = min((b.start for b in article.blocks if b.kind in ("title", "lead", "paragraph")), default=0)
        return [
            (b.start, b.end, "crawl_header" if b.start < title else "visible")
            for b in article.blocks
            if b.kind in _FURNITURE
        ]
    places: list[tuple[int, int, str]] = []
    start = 0
    for number, line in enumerate(article.text.split("\n")):
        if number == _LINES:
            break
        if line.strip():
            places.append((start, start + len(line), "visible" if places else "crawl_header"))
        start += len(line) + 1
    return places


def _date_line(text: str, start: int, end: int) -> TimeMention | None:
    """The full date in a line that is little more than a date."""
    if end - start > 200:
        return None
    tokens = tokenize(text, start, end)
    if len(tokens) > _LINE_TOKENS:
        return None
    days = [
        m
        for m in find_times(text, tokens, [fold(t.text) for t in tokens], None)
        if m.granularity == "day" and m.first == m.last
    ]
    if len(days) != 1:
        return None
    outside = sum(1 for t in tokens if t.end <= days[0].start or t.start >= days[0].end)
    return days[0] if outside <= _OTHER_TOKENS else None


def _dateline(article: Article) -> DateCandidate | None:
    """The full date that opens the first paragraph before a dash or bracket: "Cairo, 9 May 2018 (AFP) -"."""
    blocks = [b for b in article.blocks if b.kind in ("lead", "paragraph")]
    if not blocks:
        return None
    first = min(blocks, key=lambda b: b.start)
    tokens = tokenize(article.text, first.start, min(first.end, first.start + 200))[:_DATELINE_TOKENS]
    for mention in find_times(article.text, tokens, [fold(t.text) for t in tokens], None):
        after = bisect_right([t.start for t in tokens], mention.end - 1)
        closed = after < len(tokens) and tokens[after].text in _DATELINE_ENDS
        if mention.granularity == "day" and closed and after <= _DATELINE_TOKENS - 4:
            span = Span(start=mention.start, end=mention.end, text=mention.text)
            return DateCandidate(date=mention.first, source="dateline", raw=mention.text, span=span)
    return None
