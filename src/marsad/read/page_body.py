"""The body of an HTML page: the lines that the extractor keeps, with its headings."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from marsad.read.lines import key_of
from marsad.read.page_scan import Piece, clean_text
from marsad.read.problems import ReadError
from marsad.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

BodyLine = tuple[BlockKind, str]
_LEAST_LETTERS = 25  # a page with less text has no article


def extract_body(html: str, pieces: list[Piece]) -> list[BodyLine]:
    """The paragraphs and headings of the article in a page. Raises ReadError when there are none."""
    lines = list(_extracted(html)) or _paragraphs(pieces)
    if sum(c.isalpha() for _, text in lines for c in text) < _LEAST_LETTERS:
        raise ReadError("no article was found in the page", "save the page with its text, or copy the text to a file")
    return lines


def _extracted(html: str) -> Iterator[BodyLine]:
    from trafilatura import bare_extraction  # 0.3 s to import: only pages pay for it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document: Any = bare_extraction(html, include_comments=False, with_metadata=False)
    except Exception as error:  # whatever a hostile page does to the extractor, it is this page's problem
        raise ReadError(
            f"the page cannot be taken apart ({type(error).__name__})", "copy the article's text to a file"
        ) from error
    if document is not None and document.body is not None:
        for element in document.body:
            yield from _lines_of(element)


def _lines_of(element: Any) -> Iterator[BodyLine]:
    """The lines of one element of the extractor's tree: head, p, quote, list, table, code."""
    if element.tag == "head":
        yield from (("heading", text) for text in _texts(element))
    elif element.tag in ("quote", "list", "table", "div") and len(element):
        if element.text and element.text.strip():
            yield "paragraph", clean_text(element.text)
        for part in element:
            if part.tag == "row":
                cells = [text for cell in part for text in _texts(cell)]
                if cells:
                    yield "paragraph", " | ".join(cells)
            else:
                yield from _lines_of(part)
            if part.tail and part.tail.strip():
                yield "paragraph", clean_text(part.tail)
    elif element.tag not in ("graphic", "figure"):
        yield from (("paragraph", text) for text in _texts(element))


def _texts(element: Any) -> list[str]:
    """The text of an element, cut at its line breaks."""
    parts = [""]
    for node in element.iter():
        if node.tag == "lb":
            parts.append("")
        elif isinstance(node.tag, str) and node.text:
            parts[-1] += node.text
        if node is not element and node.tail:
            parts[-1] += node.tail
    return [text for part in parts if (text := clean_text(part))]


def _paragraphs(pieces: list[Piece]) -> list[BodyLine]:
    """The paragraphs of a page that the extractor finds nothing in."""
    found: dict[str, BodyLine] = {}
    for piece in pieces:
        if piece.tag in ("p", "div", "span") and not piece.outside and len(piece.text) >= 40:
            found.setdefault(key_of(piece.text), ("paragraph", piece.text))
    return list(found.values())
