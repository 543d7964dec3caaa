"""The explanation tells how likely the merged event was held to be, and why."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from marsad.coding.model import load_weights
from marsad.read import read_text
from marsad.types import Metadata
from marsad.view import trace
from marsad.view.explain import explain_event
from marsad.view.labels import load_labels

ARTICLE = (
    "النرويج تقصف ميناء لاغوس\n\nقصفت النرويج ميناء لاغوس فجر الثلاثاء.\n\nوأدانت آيسلندا القصف.\n\nولم تعلق السويد.\n"
)


def shown(
    monkeypatch: pytest.MonkeyPatch, verdict: dict[str, float], choice: dict[str, float], text: str = ARTICLE
) -> str:
    known = load_weights()
    floors = {**known.thresholds, "verdict": 0.25}
    weights = structs.replace(known, verdict=verdict, choice=choice, thresholds=floors)
    monkeypatch.setattr(trace, "load_weights", lambda: weights)
    traced = trace.trace_article(read_text(text, "a", Metadata(published="2026-03-10")))
    lines = explain_event(traced, 1, load_labels("en"))
    return "\n".join("".join(piece.text for piece in line) for line in lines)


def test_the_whole_event_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, {"bias": 1.0, "head:True|ASSAULT": 2.0}, {})
    assert "the event as a whole" in text
    assert "0.95" in text
    assert "head:True|ASSAULT" in text
    assert "0.25" in text


def test_nothing_is_shown_where_nothing_was_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "the event as a whole" not in shown(monkeypatch, {}, {})


def test_the_choice_between_readings_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    attacked = "الوزير يهاجم نظيره\n\nهاجم الوزير النرويجي نظيره الأيسلندي في خطاب أمام البرلمان.\n"
    text = shown(monkeypatch, {"bias": 3.0}, {"type:ACCUSE>": 3.0}, attacked)
    assert "this reading of the word" in text
    assert "type:ACCUSE>" in text
    assert "this reading of the word" not in shown(monkeypatch, {"bias": 3.0}, {}, attacked)


def test_the_dates_of_the_event_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_weights()
    monkeypatch.setattr(trace, "load_weights", lambda: structs.replace(known, when={"news": 3.0}))
    traced = trace.trace_article(read_text(ARTICLE, "a", Metadata(published="2026-03-10")))
    lines = explain_event(traced, 1, load_labels("en"))
    text = "\n".join("".join(piece.text for piece in line) for line in lines)
    assert "dates of the event, over all its mentions" in text
    assert "news" in text
    assert traced.events[0].date == "2026-03-10"


def explained(monkeypatch: pytest.MonkeyPatch, place: dict[str, float]) -> tuple[str, trace.TracedArticle]:
    known = load_weights()
    monkeypatch.setattr(trace, "load_weights", lambda: structs.replace(known, place=place))
    traced = trace.trace_article(read_text(ARTICLE, "a", Metadata(published="2026-03-10")))
    lines = explain_event(traced, 1, load_labels("en"))
    return "\n".join("".join(piece.text for piece in line) for line in lines), traced


def test_the_places_of_the_event_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text, traced = explained(monkeypatch, {"in:True|0": 2.0, "bias": -1.0})
    shown = text.partition("places considered")[2].partition("mention 1")[0]
    assert "none of these places" in shown
    assert "لاغوس" in shown
    assert "bias" in shown
    shares = [float(x) for x in re.findall(r"(?:chosen|dropped) +(\d\.\d\d)", shown)]
    assert len(shares) > 1
    assert abs(sum(shares) - 1) < 0.02 * len(shares)
    assert shown.count("chosen") == 1
    assert traced.events[0].place is None or traced.events[0].place.text in shown


def test_that_an_event_has_none_of_the_places_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text, traced = explained(monkeypatch, {"none": 3.0})
    assert traced.events[0].place is None
    assert re.search(r"chosen\W+\d\.\d\d, none of these places", text)
