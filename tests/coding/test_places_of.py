"""Places of a sentence, those inside longer names too."""

from __future__ import annotations

from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def named(text: str) -> list[str]:
    """The words of the places of the first sentence."""
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    return [reading.a.text[slice(*reading.a.span(m.first, m.last))] for m in reading.places(reading.shapes[0])]


def test_a_town_inside_the_name_of_a_body() -> None:
    assert "إسطنبول" in " ".join(named("اقتحم مسلحون القنصلية النرويجية في إسطنبول."))


def test_a_nisba_is_no_place() -> None:
    assert named("أدان وزير الخارجية النرويجي الهجوم.") == []
