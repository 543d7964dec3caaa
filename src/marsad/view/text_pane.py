"""The article as HTML: its blocks with every piece of evidence marked, nothing left out, nothing added."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Iterator

from marsad.types import Article, Coding
from marsad.view.bidi import foreign_parts
from marsad.view.labels import Labels
from marsad.view.marks import Mark, Piece, cut, marks_of

QUAD_CLASSES = {
    "verbal cooperation": "vc",
    "material cooperation": "mc",
    "verbal conflict": "vx",
    "material conflict": "mx",
}
_FURNITURE = frozenset({"caption", "credit", "byline", "sources", "boilerplate", "page_date"})
_TAGS = {"title": "h2", "heading": "h3"}
_UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), 65533)
_UNSEEN |= dict.fromkeys(range(55296, 57344), 65533)  # half characters cannot be written as UTF-8


def escape(text: str) -> str:
    """Text of an article made harmless: no markup, no control characters."""
    return html.escape(text.translate(_UNSEEN), quote=True)


def sentence_html(text: str, labels: Labels) -> str:
    """A sentence of the coder: in this language where it has been translated, else in English, its Arabic apart."""
    translated = labels.sentence(text)
    if translated != text or text.isascii():
        return f"<bdi>{escape(translated)}</bdi>"
    parts = (f'<bdi lang="ar">{escape(part)}</bdi>' if arabic else escape(part) for part, arabic in foreign_parts(text))
    return f'<bdi dir="ltr" lang="en">{"".join(parts)}</bdi>'


class TextPane:
    """Writes the text of one article; remembers which words already have an anchor."""

    def __init__(self, coding: Coding, article: Article, labels: Labels, prefix: str) -> None:
        self._article = article
        self._labels = labels
        self._prefix = prefix
        self._marks = sorted(marks_of(coding))
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)
        self._quads = [QUAD_CLASSES.get(event.quad, "vc") for event in coding.events]
        self._anchored: set[tuple[int, int]] = set()

    def html(self) -> str:
        """All blocks in order; characters between blocks are kept when they can be seen."""
        parts: list[str] = []
        last = 0
        for block in self._article.blocks:
            parts += self._block("paragraph", last, block.start)
            parts += self._block(block.kind, block.start, block.end)
            last = block.end
        parts += self._block("paragraph", last, len(self._article.text))
        return "\n".join(parts)

    def _block(self, kind: str, start: int, end: int) -> Iterator[str]:
        if not self._article.text[start:end].strip():
            return
        tag = _TAGS.get(kind, "p")
        inner = "".join(self._piece(piece) for piece in cut(start, end, self._near(start, end)))
        title = f' title="{html.escape(self._labels.of("block", kind))}"' if kind in _FURNITURE else ""
        yield f'<{tag} class="b-{kind}"{title}>{inner}</{tag}>'

    def _near(self, start: int, end: int) -> list[Mark]:
        first = bisect_left(self._marks, start - self._longest, key=lambda mark: mark.start)
        last = bisect_left(self._marks, end, key=lambda mark: mark.start)
        return self._marks[first:last]

    def _piece(self, piece: Piece) -> str:
        text = escape(self._article.text[piece.start : piece.end])
        if not piece.marks:
            return text
        classes = ["w", *dict.fromkeys(f"e{mark.card}{mark.role}" for mark in piece.marks)]
        words = sorted((mark for mark in piece.marks if mark.role in "tq"), key=lambda mark: mark.role == "q")
        anchors = [mark for mark in words if (mark.card, mark.number) not in self._anchored]
        self._anchored |= {(mark.card, mark.number) for mark in anchors}
        empty = "".join(f'<i class="k k{m.card}" id="{self._word(m)}"></i>' for m in anchors[1:])
        identity = f' id="{self._word(anchors[0])}"' if anchors else ""
        if anchors:
            classes += ["k", f"k{anchors[0].card}"]
        triggers = [mark for mark in words if mark.role == "t"]
        if not triggers:
            return f'{empty}<span class="{" ".join(classes)}"{identity}>{text}</span>'
        first = anchors[0] if anchors and anchors[0].role == "t" else triggers[0]
        classes += ["t", self._quads[first.card - 1]]
        skip = "" if anchors else ' tabindex="-1"'  # the rest of a word that already has its link
        link = f'href="#{self._prefix}e{first.card}"'
        return f'{empty}<a class="{" ".join(classes)}"{identity}{skip} {link}>{text}</a>'

    def _word(self, mark: Mark) -> str:
        return f"{self._prefix}e{mark.card}w{mark.number}"
