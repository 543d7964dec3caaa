"""The visible pieces of an HTML page in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from marsad.read.lines import key_of, strip_blank

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_WHOLE = frozenset({"h1", "h2", "h3", "h4", "p", "figcaption", "time"})
_LEAF = frozenset({"div", "span", "a", "em", "strong", "b", "i", "small", "label", "section", "header", "cite"})
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "select", "form"})
_OUTSIDE = frozenset({"nav", "aside", "footer", "a", "button"})
_OUTSIDE_CLASS = re.compile(r"related|recommend|most-read|mostread|sidebar|popular|comment|footer|widget|also", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NAMES = ("class", "id", "itemprop", "rel", "property")
_MAX_PIECES = 20_000
_MOST_TEXT = 10_000_000  # characters, those of nested elements counted each time
_LONGEST_LEAF = 400  # characters


class Piece(NamedTuple):
    """One visible piece of a page: its place in the document, tag, attributes of use, and text."""

    order: int
    tag: str
    marks: str  # class, id and itemprop, for words such as "caption" or "author"
    stamp: str  # datetime or content attribute
    text: str
    outside: bool  # stands in navigation, a link or a box of other stories

    @property
    def key(self) -> str:
        """The words of the piece, for comparing."""
        return key_of(self.text)


def clean_text(text: str) -> str:
    """The text with runs of white space as one space; no-break spaces and direction marks stay inside."""
    return strip_blank(_SPACE.sub(" ", text))


def scan_page(tree: LexborHTMLParser) -> list[Piece]:
    """The headings, paragraphs, captions, times and short leaves of the page, at most 20 000 of them."""
    body = tree.body
    if body is None:
        return []
    pieces: list[Piece] = []
    outside: dict[int, bool] = {}
    seen = 0
    for order, node in enumerate(_walk(body)):
        tag = node.tag or ""
        if tag in _WHOLE or (tag in _LEAF and _is_leaf(node)):
            text = clean_text(node.text(deep=True))
            attributes = node.attributes
            stamp = attributes.get("datetime") or attributes.get("content") or ""
            if (text or stamp) and (tag in _WHOLE or len(text) <= _LONGEST_LEAF):
                pieces.append(Piece(order, tag, _marks(attributes), stamp, text, _is_outside(node, outside)))
            seen += len(text)
        if len(pieces) >= _MAX_PIECES or seen > _MOST_TEXT:
            break
    return pieces


def _walk(body: LexborNode) -> Iterator[LexborNode]:
    """The elements below the body in document order, without scripts and the like."""
    node: LexborNode | None = body.child
    while node is not None:
        skipped = (node.tag or "") in _SKIPPED
        if node.is_element_node and not skipped:
            yield node
        down = None if skipped else node.child
        if down is not None:
            node = down
            continue
        while node is not None and node.next is None:
            parent = node.parent
            node = None if parent is None or parent.mem_id == body.mem_id else parent
        if node is not None:
            node = node.next


def _is_leaf(node: LexborNode) -> bool:
    """True when the element holds text and at most four elements that hold nothing but text."""
    children = 0
    child = node.child
    while child is not None:
        if child.is_element_node:
            children += 1
            inner = child.child
            if children > 4 or (inner is not None and (inner.is_element_node or inner.next is not None)):
                return False
        child = child.next
    return True


def _marks(attributes: Mapping[str, str | None]) -> str:
    return " ".join(value for name in _NAMES if (value := attributes.get(name))).lower()


def _is_outside(node: LexborNode, known: dict[int, bool]) -> bool:
    """True below navigation, links and boxes of other stories; `known` remembers it of parents."""
    parent = node.parent
    if parent is None:
        return False
    key = parent.mem_id
    if key not in known:
        known[key] = _is_box(parent)
    return known[key]


def _is_box(parent: LexborNode | None) -> bool:
    depth = 0
    while parent is not None and depth < 40:
        tag = parent.tag or ""
        if tag in _OUTSIDE:
            return True
        if tag not in ("body", "html", "main", "article"):
            marks = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}"
            if _OUTSIDE_CLASS.search(marks):
                return True
        parent = parent.parent
        depth += 1
    return False
