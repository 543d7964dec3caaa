"""From a text and the kinds of its lines to an article: blocks, title, byline, agencies, outlet and dates."""

from __future__ import annotations

import re

import msgspec

from marsad.outlets import Outlet
from marsad.read.agencies import agency_kind, find_signature, find_sources, make_span
from marsad.read.cues import find_cue, label_end
from marsad.read.dateline import find_dateline, is_city
from marsad.read.dates import read_date
from marsad.read.declared import known_boilerplate, with_outlet
from marsad.read.label import label_lines
from marsad.read.language import detect_language
from marsad.read.lines import Line, key_of, split_lines
from marsad.read.problems import ReadError
from marsad.types import Article, Block, BlockKind, DateCandidate, Metadata, Span

_PARTS = re.compile(r"\s*[-–—/|،,.:(«»]\s*")
_EDGES = ' ()[]:-–—/«»"\u200f\u200e\xa0'
_DATELINES = 3  # paragraphs
_TELLING = frozenset({"title", "lead", "paragraph", "heading", "caption"})


def build_article(
    text: str,
    doc: str,
    metadata: Metadata,
    title: int | None = None,
    hints: dict[int, BlockKind] | None = None,
    outlet: Outlet | None = None,
) -> Article:
    """The article in `text`; `title` is the line of its title where known, `hints` other known lines.

    `outlet` is the declared one: its boilerplate lines are marked as such, and it gives metadata its name.
    """
    lines = split_lines(text)
    metadata = with_outlet(metadata, outlet)
    kinds = label_lines(lines, title, {**(hints or {}), **known_boilerplate(lines, outlet)})
    labelled = list(zip(lines, kinds, strict=True))
    titles = [line for line, kind in labelled if kind == "title"]
    signature = _sign(text, labelled)
    sources = [span for line, kind in labelled if kind == "sources" for span in _sources(text, line)]
    agencies = _unique([*_from_datelines(text, labelled), *sources, *([signature] if signature else [])])
    dates = (*metadata.dates, *_visible_dates(text, labelled, titles[0].start if titles else 0))
    return Article(
        doc=doc,
        text=text,
        blocks=_blocks(labelled, signature),
        title=make_span(text, titles[0].start, titles[0].end) if titles else None,
        byline=_byline(text, labelled),
        agencies=agencies,
        metadata=msgspec.structs.replace(
            metadata,
            dates=dates,
            language=detect_language(text),
            outlet=metadata.outlet or _outlet(sources),
        ),
    )


def check_article(article: Article) -> None:
    """Raise ReadError when there is nothing to code: no words at all, or only the furniture of a page."""
    if not any(c.isalpha() for c in article.text):
        what = "the text is empty" if not article.blocks else "the text has no words"
        raise ReadError(what, "give a file that holds an article")
    if not any(block.kind in _TELLING for block in article.blocks):
        raise ReadError(
            "nothing but boilerplate (buttons, links, notices) was found",
            "copy the page again with its title and paragraphs",
        )


def _blocks(labelled: list[tuple[Line, BlockKind]], signature: Span | None) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for line, kind in labelled:
        if signature and line.start < signature.start and signature.end <= line.end:
            blocks.append(Block(kind=kind, start=line.start, end=signature.start - 1))  # before the bracket
            blocks.append(Block(kind="sources", start=signature.start - 1, end=line.end))
        else:
            blocks.append(Block(kind=kind, start=line.start, end=line.end))
    return tuple(blocks)


def _sign(text: str, labelled: list[tuple[Line, BlockKind]]) -> Span | None:
    """The agency in brackets behind the last paragraph ("… .(بترا)")."""
    prose = [line for line, kind in labelled if kind in ("lead", "paragraph")]
    return find_signature(text, prose[-1].start, prose[-1].end) if prose else None


def _from_datelines(text: str, labelled: list[tuple[Line, BlockKind]]) -> list[Span]:
    """The agencies of the datelines in the byline and the first paragraphs; later ones are none."""
    found: list[Span] = []
    opening = [line for line, kind in labelled if kind in ("lead", "paragraph", "byline")]
    for line in opening[:_DATELINES]:
        dateline = find_dateline(text, line.start, line.end)
        found.extend(dateline.agencies if dateline else ())
    return found


def _sources(text: str, line: Line) -> list[Span]:
    """The names in a source line, without its label; the label alone names none."""
    found = find_cue(line)
    if found is not None and found.cue.label == "sources":
        return [] if found.alone else find_sources(text, line.start + label_end(line.text, found), line.end)
    return find_sources(text, line.start, line.end)


def _unique(spans: list[Span]) -> tuple[Span, ...]:
    first: dict[str, Span] = {}
    for span in sorted(spans, key=lambda s: s.start):
        first.setdefault(key_of(span.text), span)
    return tuple(first.values())


def _outlet(sources: list[Span]) -> str | None:
    """The one source that is no agency ("العربي" of "العربي - وكالات"); None without one."""
    own = [span.text for span in sources if agency_kind(span.text) in (None, "outlet") and not is_city(span.text)]
    return own[0] if len(own) == 1 and len(sources) > 1 else None


def _byline(text: str, labelled: list[tuple[Line, BlockKind]]) -> Span | None:
    """The first name in the first byline: not its place, agency or outlet."""
    for line, kind in labelled:
        if kind != "byline":
            continue
        found = find_cue(line)
        start = line.start + (label_end(line.text, found) if found else 0)
        dateline = find_dateline(text, line.start, line.end) if found is None else None
        other = {span.text for span in (*dateline.agencies, dateline.place) if span} if dateline else set()
        date = dateline.date if dateline else None
        parts = [part for part in _split(text, start, line.end) if _is_named(part, other) and not _holds(part, date)]
        if parts:
            return parts[0]
    return None


def _holds(part: Span, date: Span | None) -> bool:
    """Whether a piece has the date of a dateline in it: رويترز) 12 مايو 2024."""
    return date is not None and part.start < date.end and date.start < part.end


def _is_named(part: Span, other: set[str]) -> bool:
    name = part.text
    return name not in other and not is_city(name) and agency_kind(name) is None and len(key_of(name)) > 3


def _split(text: str, start: int, end: int) -> list[Span]:
    """The pieces of text[start:end] between separators."""
    spans: list[Span] = []
    at = start
    for match in [*_PARTS.finditer(text, start, end), None]:
        stop = match.start() if match else end
        # The stop of "د. سامي" belongs to the title before a name.
        if match and match.group().strip() == "." and stop - at <= 3:
            continue
        name = text[at:stop].strip(_EDGES)
        if name:
            first = text.index(name, at)
            spans.append(make_span(text, first, first + len(name)))
        at = match.end() if match else end
    return spans


def _visible_dates(text: str, labelled: list[tuple[Line, BlockKind]], title: int) -> list[DateCandidate]:
    """The dates that the page shows; one above the title may be the day the page was copied."""
    dates = []
    for line, kind in labelled:
        found = read_date(line.text) if kind == "page_date" else None
        if found is not None:
            source = "crawl_header" if line.start < title else "visible"
            span = make_span(text, line.start, line.end)
            dates.append(
                DateCandidate(date=found.iso, source=source, raw=line.text, span=span, rejected=found.rejected)
            )
    return dates
