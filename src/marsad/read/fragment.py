"""A piece of markup, as feeds and news items carry it, as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from marsad.read.page_scan import clean_text
from marsad.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "select", "form", "button", "nav", "video", "audio"]
)
_BLOCKS = frozenset(
    [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "tr", "table", "figure",
        "figcaption", "section", "article", "header", "footer", "aside", "main", "hr", "pre", "dl", "dt", "dd", "br",
    ]
)  # fmt: skip
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MOST = 5_000_000  # characters of text taken from a fragment


class FragmentLine(NamedTuple):
    """One line of a fragment, and its kind where the markup tells it."""

    text: str
    kind: BlockKind | None


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML, a line for each paragraph, heading, caption and list item."""
    return "\n".join(line.text for line in fragment_lines(markup))


def fragment_lines(markup: str) -> list[FragmentLine]:
    """The lines of a piece of HTML with the kinds that its elements tell; scripts, forms and frames left out."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(markup).body
    return node_lines(body) if body is not None else []


def node_lines(root: LexborNode, dropped: frozenset[int] = frozenset()) -> list[FragmentLine]:
    """The lines below an element; those below the elements with a `dropped` mem_id are left out."""
    lines: list[FragmentLine] = []
    words: list[str] = []
    kinds: list[BlockKind | None] = [None]
    size = 0
    for step, node in _walk(root, dropped):
        if step == "text":
            text = node.text_content or ""
            words.append(text)
            size += len(text)
            if size > _MOST:
                break
            continue
        _close(words, kinds[-1], lines)
        if step == "in":
            kinds.append(_kind(node.tag or "") or kinds[-1])
        elif len(kinds) > 1:
            kinds.pop()
    _close(words, kinds[-1], lines)
    return lines


def _kind(tag: str) -> BlockKind | None:
    return "heading" if tag in _HEADINGS else "caption" if tag == "figcaption" else None


def _close(words: list[str], kind: BlockKind | None, lines: list[FragmentLine]) -> None:
    """Make a line of the words gathered so far."""
    text = clean_text("".join(words))
    words.clear()
    if text:
        lines.append(FragmentLine(text, kind))


def _walk(root: LexborNode, dropped: frozenset[int]) -> Iterator[tuple[str, LexborNode]]:
    """The texts below an element ("text"), and where its block elements begin ("in") and end ("out")."""
    node: LexborNode | None = root.first_child
    while node is not None:
        tag = node.tag or ""
        entered = tag not in _DROPPED and node.mem_id not in dropped
        if tag == "-text":
            yield "text", node
        elif entered and tag in _BLOCKS:
            yield "in", node
        down = node.first_child if entered and tag != "-text" else None
        if down is not None:
            node = down
            continue
        if entered and tag in _BLOCKS:
            yield "out", node
        while node is not None and node.next is None:
            parent = node.parent
            node = None if parent is None or parent.mem_id == root.mem_id else parent
            if node is not None and (node.tag or "") in _BLOCKS:
                yield "out", node
        if node is not None:
            node = node.next
