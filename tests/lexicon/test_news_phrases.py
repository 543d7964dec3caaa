"""How agencies put the events of each type: in every sentence of the list the type is among the readings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from marsad.codebook.tables import TYPES
from marsad.coding.examples import read_sentence
from marsad.lexicon.sources import numbered_rows

PHRASES = [row for _, row in numbered_rows(Path(__file__).parent / "news_phrases.tsv")]


def test_every_type_has_phrases() -> None:
    counts = Counter(row["type"] for row in PHRASES)
    assert set(counts) == set(TYPES)
    assert min(counts.values()) >= 14


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_phrases_of_a_type_are_read(kind: str) -> None:
    missing = [
        row["text"]
        for row in PHRASES
        if row["type"] == kind and kind not in {c.entry.type for c in read_sentence(row["text"]).candidates}
    ]
    assert missing == []
