"""Places of a sentence, those inside longer names too."""

from __future__ import annotations

import pytest

from marsad.coding.assemble import entity_of
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


@pytest.mark.parametrize(
    ("text", "form", "sector"),
    [
        ("قصفت الطائرات بلدة خان شيخون فجرا.", "خان شيخون", "CVL"),
        ("قصفت الطائرات مطار التيفور العسكري أمس.", "مطار التيفور", "MIL"),
        ("أحرق مجهولون المسجد الأقصى أمس.", "المسجد الأقصى", "REL"),
        ("أدانت الدول ما حدث في أوروبا.", "أوروبا", None),
    ],
)
def test_an_attack_on_a_place_hits_those_who_are_there(text: str, form: str, sector: str | None) -> None:
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    places = [m for m in reading.mentions[0] if m.kind == "place"]
    mention = next(m for m in places if form in text[slice(*reading.a.span(m.first, m.last))])
    assert entity_of(reading.a, mention, "recipient", "ASSAULT").sector == sector
    assert entity_of(reading.a, mention, "recipient", "ACCUSE").sector is None
