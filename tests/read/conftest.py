"""What the reading tests share: where the material outside the repository is, and short forms of results."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.types import Article

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of shared material; the test is skipped on machines without it."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not here")
    return SHARED


def kinds(article: Article) -> list[tuple[str, str]]:
    """Each block as (kind, its text)."""
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def check_spans(article: Article) -> None:
    """Assert what holds for every article: spans select their text, blocks are in order and do not overlap."""
    text = article.text
    dated = [date.span for date in article.metadata.dates]
    for span in (article.title, article.byline, *article.agencies, *dated):
        assert span is None or text[span.start : span.end] == span.text
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
