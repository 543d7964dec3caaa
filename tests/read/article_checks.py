"""Short forms of a read article, and what holds for every one."""

from __future__ import annotations

from marsad.types import Article


def kinds(article: Article) -> list[tuple[str, str]]:
    """Each block as (kind, its text)."""
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def check_spans(article: Article) -> None:
    """Assert that spans select their text and that blocks are in order and do not overlap."""
    text = article.text
    dated = [date.span for date in article.metadata.dates]
    for span in (article.title, article.byline, *article.agencies, *dated):
        assert span is None or text[span.start : span.end] == span.text
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
