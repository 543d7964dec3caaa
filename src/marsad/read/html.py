"""An HTML page read as an article: the body from an extractor, the rest from the page's own evidence."""

from __future__ import annotations

import codecs
import hashlib
import re

from marsad.outlets import Outlets
from marsad.read.agencies import agency_kind, names_only_sources
from marsad.read.build import build_article
from marsad.read.cues import ends_in_credit
from marsad.read.dates import read_date
from marsad.read.declared import Selected, find_outlet, select
from marsad.read.decode import decode, what_binary
from marsad.read.lines import key_of, words_of
from marsad.read.page_body import BodyLine, extract_body
from marsad.read.page_head import PageHead, candidate, choose_title, read_head
from marsad.read.page_scan import Piece, scan_page
from marsad.read.problems import ReadError
from marsad.types import Article, BlockKind, DateCandidate, Metadata

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_NO_NAME = re.compile(r"[\d@/\\<>{}:;]|https?|\.(?:com|net|org|png|jpg)", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements without an end tag, or whose end tag pages leave out.
_UNCLOSED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "option",
    ]
)
_DEEPEST = 8_000
# "saved from url=(0042)https://…" of Chrome and its kin, "url: https://…" of SingleFile.
_SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)", re.I)
_SAVED_WITHIN = 4_000  # characters
_LEAST_LEAD = 60  # characters of a description that is looked for in the page
_LONGEST_LEAD = 700
_LONGEST_CAPTION = 300


def read_html(
    data: bytes, doc: str, url: str | None = None, charset: str | None = None, outlets: Outlets | None = None
) -> Article:
    """The article in a page: its text is title, byline, lead, captions and body, one a line.

    `url` is where the page was fetched, `charset` what its server said, `outlets` are the declarations that the
    address is looked up in. Dates found in the page are in metadata.dates, each with its source and the words it
    was read from. Raises ReadError when the bytes are no text or hold no article.
    """
    from selectolax.lexbor import LexborHTMLParser

    html = decode_page(data, charset)
    _check_nesting(html)
    tree = LexborHTMLParser(html)
    url = url or saved_from(html)
    head = read_head(tree, url)
    outlet = find_outlet(url or head.url, outlets)
    selected = select(tree, outlet, head)
    pieces = scan_page(tree)
    title = selected.title or choose_title(head, [p.text for p in pieces if p.tag == "h1" and p.text])
    body = _without_title(list(selected.body) or extract_body(html, pieces), title)
    lines, hints = _compose(head, pieces, body, title, selected)
    visible = (d for d in _visible_dates(pieces, body, title) if d.raw not in {one.raw for one in selected.dates})
    metadata = Metadata(
        url=head.url,
        outlet=None if outlet else head.outlet or None,
        dates=(*head.dates, *selected.dates, *visible),
        page_hash=hashlib.sha256(data).hexdigest(),
    )
    article_title = 0 if title else None
    return build_article("\n".join(lines), doc, metadata, title=article_title, hints=hints, outlet=outlet)


def saved_from(html: str) -> str | None:
    """The address that a browser wrote into a page it saved; None for other pages."""
    match = _SAVED.search(html[:_SAVED_WITHIN])
    return match[1] if match else None


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The text of a page: as decode() reads it, else by the charset that it or its server declares."""
    match = _CHARSET.search(data[:4096])
    declared = match[1].decode("ascii") if match else charset
    try:
        text, encoding = decode(data)
        if encoding != "windows-1252" or declared is None:
            return text
    except ReadError:
        if what_binary(data) is not None:
            raise
    try:
        name = codecs.lookup(declared or "utf-8").name
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def _check_nesting(html: str) -> None:
    """Raise ReadError for elements nested too deeply: parsers take minutes over a hundred thousand levels."""
    if html.count("<") <= _DEEPEST:
        return
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > _DEEPEST:
                raise ReadError(
                    f"more than {_DEEPEST} elements stand inside each other",
                    "copy the article's text to a file",
                )


def _without_title(body: list[BodyLine], title: str | None) -> list[BodyLine]:
    """The body without copies of the title in its first lines."""
    key = key_of(title) if title else ""
    return [line for i, line in enumerate(body) if not (key and i < 4 and key_of(line[1]) == key)]


def _compose(
    head: PageHead, pieces: list[Piece], body: list[BodyLine], title: str | None, selected: Selected
) -> tuple[list[str], dict[int, BlockKind]]:
    """The lines of the article's text and the kinds of those whose kind the page tells."""
    rows: list[tuple[BlockKind | None, str]] = []
    if title:
        rows.append(("title", title))
    author = selected.author or _byline(head, pieces, title)
    if author:
        rows.append(("sources" if names_only_sources(author) else "byline", author))
    captions = _captions(pieces, body, title)
    pictured = {key_of(text) for _, text in captions}
    lead = _selected_lead(selected.lead, body) or _lost_lead(head, pieces, body)
    if lead:
        rows.append(("lead", lead))
    for at, (kind, text) in enumerate(body):
        rows.extend(("caption", caption) for before, caption in captions if before == at)
        if key_of(text) not in pictured:
            rows.append((kind if kind == "heading" and len(text) <= 120 else None, text))
    lines = [text for _, text in rows]
    return lines, {i: kind for i, (kind, _) in enumerate(rows) if kind is not None}


def _places(pieces: list[Piece], body: list[BodyLine], title: str | None) -> tuple[int, dict[int, int]]:
    """Where the title stands in the document, and where each line of the body does (line number to order)."""
    orders: dict[str, int] = {}
    key = key_of(title) if title else ""
    top = next((p.order for p in pieces if p.tag == "h1" and p.key == key), -1)
    for piece in pieces:
        if piece.order >= top and piece.tag not in ("figcaption", "time"):
            orders.setdefault(_short_key(piece.text), piece.order)
    found = {i: orders[k] for i, (_, text) in enumerate(body) if (k := _short_key(text)) in orders}
    return top, found


def _short_key(text: str) -> str:
    return " ".join(words_of(text[:200])[:10])


def _captions(pieces: list[Piece], body: list[BodyLine], title: str | None) -> list[tuple[int, str]]:
    """The captions between title and end of the body, each with the line of the body it stands before."""
    top, places = _places(pieces, body, title)
    if not places:
        return []
    captions: dict[str, tuple[int, str]] = {}
    for piece in pieces:
        marked = piece.tag == "figcaption" or ("caption" in piece.marks and piece.tag != "time")
        if not marked or piece.outside or not 8 <= len(piece.text) <= _LONGEST_CAPTION:
            continue
        if top <= piece.order < max(places.values()):
            before = min((i for i, order in places.items() if order > piece.order), default=0)
            captions.setdefault(piece.key, (before, piece.text))
    return list(captions.values())


def _byline(head: PageHead, pieces: list[Piece], title: str | None) -> str | None:
    """The author that the page both names in its data and shows, or shows in an element marked as author."""
    shown = [p for p in pieces if len(p.text) <= 120 and not p.text.startswith("http")]
    named = [name for name in head.authors if _is_name(name, head.outlet)]
    for name in named:
        if any(key_of(name) in p.key and p.key != key_of(title or "") for p in shown):
            return name
    for piece in shown:
        marked = "author" in piece.marks or "byline" in piece.marks
        if marked and not piece.outside and _is_name(piece.text, head.outlet):
            return piece.text
    return None


def _is_name(name: str, outlet: str) -> bool:
    words = words_of(name)
    fits = 1 <= len(words) <= 6 and len(name) <= 60 and not _NO_NAME.search(name)
    own = bool(outlet) and key_of(name) in (key_of(outlet), key_of(outlet).replace(" ", ""))
    return fits and not own and (len(words) >= 2 or agency_kind(name) is not None)


def _selected_lead(lead: str, body: list[BodyLine]) -> str | None:
    """The lead that the outlet's selector finds, unless the body has it too."""
    key = key_of(lead)
    return lead if key and not any(key in key_of(text) for _, text in body[:4]) else None


def _lost_lead(head: PageHead, pieces: list[Piece], body: list[BodyLine]) -> str | None:
    """The paragraph that the page shows and describes itself with, where the extractor left it out."""
    wanted = key_of(head.description.rstrip(". …"))
    if len(head.description) < _LEAST_LEAD or not wanted:
        return None
    # Descriptions are often cut within the last word.
    wanted = " ".join(wanted.split()[:-1])
    if any(wanted in key_of(text) for _, text in body):
        return None
    for piece in pieces:
        if len(piece.text) <= _LONGEST_LEAD and not piece.outside and wanted in piece.key:
            return piece.text if ends_in_credit(piece.text) is None else None
    return None


def _visible_dates(pieces: list[Piece], body: list[BodyLine], title: str | None) -> list[DateCandidate]:
    """The dates shown down to the end of the body; those above the title may be the day of the crawl."""
    top, places = _places(pieces, body, title)
    last = max(places.values(), default=-1)
    found: dict[tuple[str, str], DateCandidate] = {}
    for piece in pieces:
        if piece.order > last or piece.outside:
            continue
        if piece.tag == "time" and piece.stamp and piece.order > top:
            made = candidate(piece.stamp, "time")
        elif len(piece.text) <= 100 and (date := read_date(piece.text)) and date.alone and len(date.iso) == 10:
            made = candidate(piece.text, "visible" if piece.order > top else "crawl_header")
        else:
            continue
        for one in made:
            found.setdefault((one.date, one.source), one)
    return list(found.values())
