"""The text of an article for the terminal, with the evidence of its events marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.types import Article, Block, Coding
from marsad.view.bidi import tidy
from marsad.view.marks import Mark, cut, marks_of
from marsad.view.text import QUAD_STYLES, Line, Piece

# Of several marks on the same words the first of these decides the style.
_STYLES = {
    "t": "bold", "a": "green", "r": "yellow", "s": "magenta", "p": "cyan", "d": "blue", "f": "italic", "q": "dim",
}  # fmt: skip
_FURNITURE = frozenset({"caption", "credit", "byline", "sources", "boilerplate", "page_date"})
_FOUND = "reverse"  # words that were searched for


def marked_text(article: Article, coding: Coding | None, found: Iterable[tuple[int, int]] = ()) -> Iterator[Line]:
    """The lines of an article's text, block by block; the words of event n stand as [n words].

    `found` are spans to show as found by a search. Without a coding only these are marked.
    """
    marks = marks_of(coding) if coding is not None else []
    styles = [QUAD_STYLES.get(event.quad, "bold") for event in coding.events] if coding is not None else []
    marks += [Mark(start, end, 0, "found") for start, end in found]
    last = 0
    for block in (*article.blocks, Block(kind="paragraph", start=len(article.text), end=len(article.text))):
        yield from _lines(article.text, last, block.start, "paragraph", marks, styles)
        yield from _lines(article.text, block.start, block.end, block.kind, marks, styles)
        last = block.end


def _lines(text: str, start: int, end: int, kind: str, marks: list[Mark], styles: list[str]) -> Iterator[Line]:
    """The lines of a stretch of text; empty ones are left out."""
    for line in text[start:end].splitlines(keepends=True):
        stop = start + len(line)
        if line.strip():
            base = "bold underline" if kind in ("title", "heading") else "dim" if kind in _FURNITURE else ""
            pieces = cut(start, stop, marks)
            yield [_piece(text[part.start : part.end], part.marks, base, styles) for part in pieces]
        start = stop


def _piece(words: str, marks: tuple[Mark, ...], base: str, styles: list[str]) -> Piece:
    shown = _shown(words)
    triggers = list(dict.fromkeys(mark.card for mark in marks if mark.role == "t"))
    roles = {mark.role for mark in marks}
    style = next((value for role, value in _STYLES.items() if role in roles), base)
    if triggers:
        style = styles[triggers[0] - 1]
        shown = f"[{'+'.join(map(str, triggers))} {shown}]"
    if "found" in roles:
        style = f"{style} {_FOUND}".strip()
    return Piece(shown, style)


def _shown(words: str) -> str:
    """The words on one line without control characters; blanks at the ends stay, for the next piece follows."""
    inner = tidy(words)
    if not inner:
        return " " if words else ""
    return (" " if words[0].isspace() else "") + inner + (" " if words[-1].isspace() else "")
