"""What is denied, only possible or still to come is never told as done."""

from __future__ import annotations

import pytest

import marsad

SENTENCES = [
    ("قالت وزارة الدفاع الإيطالية إن إيطاليا لم تقصف ميناء بنغازي.", "negated"),
    ("نفت تركيا أنها قصفت القرية السورية.", "negated"),
    ("وقد تقصف روسيا مدينة حلب السورية.", "hypothetical"),
    ("سوف تقصف روسيا مدينة حلب السورية.", "future"),
    ("قصفت روسيا مدينة حلب السورية.", "asserted"),
]


@pytest.mark.parametrize(("sentence", "status"), SENTENCES)
def test_plain_signs_decide(sentence: str, status: str) -> None:
    text = f"أخبار اليوم\n\n{sentence}\n"
    told = [event.status for event in marsad.code(text, published="2026-03-10").events if event.type == "ASSAULT"]
    assert told == [status]


def test_contexts_come_from_the_words_of_the_sentence() -> None:
    events = marsad.code("دعت وزارة الخارجية النرويجية آيسلندا إلى الحوار.", published="2026-03-10").events
    assert [event.context for event in events] == [("diplomatic",)]


def test_a_possible_act_stays_apart_from_one_done() -> None:
    text = "وقد تقصف روسيا مدينة حلب السورية.\n\nوقصفت إسرائيل مدينة دمشق.\n"
    events = [e for e in marsad.code(text, published="2026-03-10").events if e.type == "ASSAULT"]
    assert {(e.actor[0].country, e.status) for e in events} == {("RUS", "hypothetical"), ("ISR", "asserted")}
