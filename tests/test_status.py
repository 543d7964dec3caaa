"""What is denied, only possible or still to come is never told as done."""

from __future__ import annotations

import pytest

import marsad
from marsad.coding.candidates import Candidate
from marsad.pipeline import read_article
from marsad.read import read_text

SENTENCES = [
    ("قالت وزارة الدفاع الإيطالية إن إيطاليا لم تقصف ميناء بنغازي.", "negated"),
    ("نفت تركيا أنها قصفت القرية السورية.", "negated"),
    ("وقد تقصف روسيا مدينة حلب السورية.", "hypothetical"),
    ("سوف تقصف روسيا مدينة حلب السورية.", "future"),
    ("قصفت روسيا مدينة حلب السورية.", "asserted"),
]
VERBS = [
    ("هددت النرويج بالرد ما لم تنسحب القوات الآيسلندية من الجزيرة.", "hypothetical"),
    ("هددت النرويج بالرد إذا لم تنسحب القوات الآيسلندية من الجزيرة.", "hypothetical"),
    ("هددت النرويج بالرد ما لم تستسلم القوات الآيسلندية وتنسحب من الجزيرة.", "hypothetical"),
    ("قالت النرويج إن القوات الآيسلندية لم تنسحب من الجزيرة.", "negated"),
]


@pytest.mark.parametrize(("sentence", "sign"), VERBS)
def test_what_is_made_a_condition_is_not_denied(sentence: str, sign: str) -> None:
    assert {c.plain for c in _candidates(sentence) if c.form == "verb" and c.entry.type == "RETREAT"} == {sign}


@pytest.mark.parametrize(("sentence", "status"), SENTENCES)
def test_plain_signs_decide(sentence: str, status: str) -> None:
    text = f"أخبار اليوم\n\n{sentence}\n"
    told = [event.status for event in marsad.code(text, published="2026-03-10").events if event.type == "ASSAULT"]
    assert told == [status]


NOUNS = [
    ("لا تعتزم إيطاليا شن غارات على ميناء بنغازي.", "negated"),
    ("لم تشن إيطاليا غارات على ميناء بنغازي.", "negated"),
    ("نفت وزارة الدفاع الإيطالية قصف ميناء بنغازي.", "negated"),
    ("نفت إيطاليا أن تكون ضالعة في القصف على ميناء بنغازي.", ""),
    ("تدرس إيطاليا شن غارات على ميناء بنغازي.", "hypothetical"),
    ("تتزايد المخاوف من هجوم على ميناء بنغازي.", "hypothetical"),
    ("اجتمع الوزراء لتجنب هجوم على ميناء بنغازي.", "hypothetical"),
    ("شنت إيطاليا غارات على ميناء بنغازي.", ""),
    ("نفت إيطاليا الاتهامات بشأن الميناء.", ""),
]


@pytest.mark.parametrize(("sentence", "sign"), NOUNS)
def test_what_brings_a_noun_decides(sentence: str, sign: str) -> None:
    found = [c for c in _candidates(sentence) if c.form == "noun" and ">" not in c.entry.id]
    found = [c for c in found if c.entry.type in ("ASSAULT", "ACCUSE")]
    assert found
    assert {c.plain for c in found} == {sign}


def test_a_threat_told_in_the_future_is_made_now() -> None:
    found = [c for c in _candidates("قال الوزير الفنزويلي: ستدفع بيرو الثمن.") if c.entry.type == "THREATEN"]
    assert found
    assert "future" not in {c.plain for c in found}


def _candidates(sentence: str) -> list[Candidate]:
    return read_article(read_text(sentence, "x"))[0].candidates


def test_contexts_come_from_the_words_of_the_sentence() -> None:
    events = marsad.code("دعت وزارة الخارجية النرويجية آيسلندا إلى الحوار.", published="2026-03-10").events
    assert [event.context for event in events] == [("diplomatic",)]


def test_a_possible_act_stays_apart_from_one_done() -> None:
    text = "وقد تقصف روسيا مدينة حلب السورية.\n\nوقصفت إسرائيل مدينة دمشق.\n"
    events = [e for e in marsad.code(text, published="2026-03-10").events if e.type == "ASSAULT"]
    assert {(e.actor[0].country, e.status) for e in events} == {("RUS", "hypothetical"), ("ISR", "asserted")}


def test_a_negated_verb_far_before_its_noun() -> None:
    coded = marsad.code("ولم تفرض النرويج حتى الآن أي عقوبات على آيسلندا.", published="2026-03-10")
    assert all(e.status == "negated" for e in coded.events if e.type == "SANCTION")
