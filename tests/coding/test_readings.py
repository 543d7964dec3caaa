"""Of two readings of one word the weights for that choice name the event."""

from __future__ import annotations

import pytest
from msgspec import structs

from marsad.coding.context import rivals
from marsad.coding.decide import LearnedDecider
from marsad.coding.model import load_weights
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata

ATTACKED = "هاجم الوزير النرويجي نظيره الأيسلندي في خطاب أمام البرلمان."


REST = "\n\nوقال الوزير إن المحادثات مستمرة.\n"


def named(choice: dict[str, float], text: str = ATTACKED + REST) -> list[str]:
    """The types that are left of the readings of the first word."""
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    LearnedDecider(structs.replace(load_weights(), choice=choice)).decide(reading)
    group = next(g for g in rivals(reading.candidates) if g[0].first == 0)
    assert {c.entry.type for c in group} >= {"ASSAULT", "ACCUSE"}
    return [c.entry.type for c in group if c.probability > 0.0]


@pytest.mark.parametrize("kind", ["ASSAULT", "ACCUSE"])
def test_the_likelier_reading_names_the_event(kind: str) -> None:
    assert named({f"type:{kind}": 2.0, f"type:{kind}>": 2.0}) == [kind]


def test_without_weights_for_the_choice_the_likelier_event_is_named() -> None:
    assert len(named({})) == 1


def test_a_lone_sentence_goes_by_the_likelier_event() -> None:
    by_chance = named({}, ATTACKED)
    for kind in ("ASSAULT", "ACCUSE"):
        assert named({f"type:{kind}": 9.0, f"type:{kind}>": 9.0}, ATTACKED) == by_chance


def test_words_without_rivals_are_in_no_group() -> None:
    reading, _ = read_article(read_text("اعتقلت الشرطة النرويجية صحفيا.", "a", Metadata(published="2026-03-10")))
    assert not rivals(reading.candidates)
