"""Numbers of dead: the examples of deaths.toml, and that nothing else is taken for one."""

from __future__ import annotations

import pytest

from marsad.coding.deaths import Example, Told, find_deaths, rules
from marsad.pipeline import analyse
from marsad.read import read_text


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
