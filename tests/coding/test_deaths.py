"""Numbers of dead: the examples of deaths.toml, and that nothing else is taken for one."""

from __future__ import annotations

import pytest

from marsad.coding.deaths import Example, Told, find_deaths, rules
from marsad.pipeline import analyse, code
from marsad.read import read_text
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
    text = "شن مسلحون هجوما على قاعدة عسكرية في آيسلندا أمس أسفر عن سقوط ثلاثة قتلى."
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


def test_spans_are_those_of_the_text() -> None:
    text = "قتل 12 شخصا في غارات شنها الجيش النرويجي. وقالت الشرطة إن الغارات أسفرت عن مقتل 14 شخصا على الأقل."
    coding = code(text, published="2026-03-10")
    found = [d for e in coding.events for d in e.deaths]
    assert found and all(text[d.start : d.end] == d.text for d in found)
    trace = trace_article(read_text(text, "article", Metadata(published="2026-03-10")))
    assert tuple(trace.events) == coding.events
