"""Numbers of dead: the examples of deaths.toml, and that nothing else is taken for one."""

from __future__ import annotations

import random

import pytest

from marsad.coding.deaths import Example, Told, find_deaths, rules
from marsad.pipeline import analyse, code
from marsad.read import read_text
from marsad.text.orthography import fold
from marsad.types import Metadata
from marsad.view.trace import trace_article


def told(text: str) -> list[tuple[Told, str]]:
    a = analyse(read_text(text, "x"))
    found = [t for s in a.sentences for t in find_deaths(a, s.start, s.end)]
    return [(t, a.text[slice(*a.span(t.first, t.last))]) for t in found]


@pytest.mark.parametrize("example", [e for rule in rules() for e in rule.match], ids=lambda e: e.text)
def test_what_must_be_read(example: Example) -> None:
    found = told(example.text)
    assert [(t.low, t.high) for t, _ in found] == [(example.low, example.high)]
    # A particle that hangs on the first word belongs to its token.
    assert found[0][1].lstrip("وبف") == example.words.lstrip("وبف")


@pytest.mark.parametrize("text", [text for rule in rules() for text in rule.reject])
def test_what_must_not_be_read(text: str) -> None:
    assert told(text) == []


def deaths(text: str) -> list[tuple[str, list[tuple[int | None, int | None, str]]]]:
    coding = code(text, published="2026-03-10")
    return [(e.type, [(d.low, d.high, d.text) for d in e.deaths]) for e in coding.events if e.deaths]


def test_a_number_belongs_to_the_event_whose_word_of_killing_it_is() -> None:
    text = "قتل 12 شخصا في غارات شنها الجيش النرويجي على مدينة هوفن. ودعا الوزير 30 شخصا إلى الحوار."
    assert deaths(text) == [("ASSAULT", [(12, 12, "قتل 12 شخصا")])]


def test_a_number_belongs_to_what_resulted_in_it() -> None:
    text = "مسلحون يهاجمون قاعدة عسكرية\n\nشن مسلحون هجوما على قاعدة عسكرية في آيسلندا أمس أسفر عن سقوط ثلاثة قتلى."
    assert deaths(text) == [("ASSAULT", [(3, 3, "ثلاثة قتلى")])]


@pytest.mark.parametrize(
    "text",
    [
        "نفى الجيش مقتل 12 شخصا في غارات على مدينة هوفن.",
        "أصيب 12 شخصا في غارات شنها الجيش النرويجي على مدينة هوفن.",
        "شن الجيش النرويجي 12 غارة على مدينة هوفن وقتل عددا من الأشخاص.",
        "هدد الجيش النرويجي بقتل 12 رهينة.",
    ],
)
def test_no_number_is_made_up(text: str) -> None:
    assert deaths(text) == []


@pytest.mark.parametrize("number", ["9" * 5000, "1" + ",000" * 50, "12" + " ألف" * 40, "٩" * 10, "12" * 5])
def test_what_nobody_can_have_counted_is_no_number(number: str) -> None:
    assert deaths(f"قتل {number} شخص في غارات شنها الجيش النرويجي على مدينة هوفن.") == []


def test_spans_are_those_of_the_text() -> None:
    text = "قتل 12 شخصا في غارات شنها الجيش النرويجي. وقالت الشرطة إن الغارات أسفرت عن مقتل 14 شخصا على الأقل."
    coding = code(text, published="2026-03-10")
    found = [d for e in coding.events for d in e.deaths]
    assert found and all(text[d.start : d.end] == d.text for d in found)
    trace = trace_article(read_text(text, "article", Metadata(published="2026-03-10")))
    assert tuple(trace.events) == coding.events


def test_only_numbers_that_a_word_of_killing_counts_are_read() -> None:
    """Texts of the words of deaths.toml, of numbers and of what may stand between, in any order."""
    chosen = random.Random(4)
    roles = {rule.role: {fold(form) for form in rule.forms} for rule in rules()}
    killing = set().union(*(roles[name] for name in ("noun", "verb", "dies", "dead", "opening", "met", "two")))
    words = [form for rule in rules() for form in rule.forms]
    words += ["12", "ثلاثة", "عشر", "وعشرين", "و", "ألف", "2018", "%", "،", "في", "من", "الجيش", "غارات", "وجرحى"] * 8
    counted = 0
    for _ in range(1500):
        text = " ".join(chosen.choice(words) for _ in range(12)) + "."
        for found, _ in told(text):
            counted += 1
            token = analyse(read_text(text, "x")).keys[found.killing]
            assert any(token[n:] in killing for n in range(3)), text
            assert found.first <= found.killing <= found.last
            assert found.low is not None or found.high is not None
            assert found.low is None or found.high is None or 0 < found.low <= found.high
    assert counted > 100
