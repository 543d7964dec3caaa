"""Sentences of the coder in Arabic: of whole articles all, and none by half."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.intake.open import open_items
from marsad.pipeline import code_article
from marsad.read import ReadProblem
from marsad.view.labels import load_labels
from marsad.view.sentences import translate

DEMO = Path(__file__).resolve().parents[2] / "demo" / "articles"


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("weekday behind (قالت); anchor 2026-03-12", "يوم أسبوع سابق (قالت)؛ مرجعه 2026-03-12"),
        ("beginning of month of a year; anchor 2026-03-12", "أول: شهر من سنة؛ مرجعه 2026-03-12"),
        ("date, ahead (subjunctive); anchor 2026-03-17", "تاريخ تال (فعل منصوب)؛ مرجعه 2026-03-17"),
        ("The dateline says Wednesday 11 March 2026.", "في سطر التاريخ: الأربعاء 11 مارس 2026."),
        (
            "Only Monday 9 March 2026 is left by what the text tells: a Monday; after 9 March 2026.",
            "لا يبقى مما يذكره النص إلا الاثنين 9 مارس 2026: يوم الاثنين؛ بعد 9 مارس 2026.",
        ),
        (
            'A date shown on the page says Tuesday 10 March 2026, and the text, which says "أمس الإثنين", agrees.',
            'في تاريخ ظاهر في الصفحة: الثلاثاء 10 مارس 2026، ويوافقه قول النص "أمس الإثنين".',
        ),
    ],
)
def test_templates(english: str, arabic: str) -> None:
    assert translate(english) == arabic
    assert load_labels("ar").sentence(english) == arabic
    assert load_labels("en").sentence(english) == english


@pytest.mark.parametrize("english", ["weekday behind (new rule)", "quite another sentence", "the dateline says so", ""])
def test_what_has_no_template_stays_whole(english: str) -> None:
    assert translate(english) is None
    assert load_labels("ar").sentence(english) == english


def test_all_that_the_demo_says_of_days_is_arabic() -> None:
    labels = load_labels("ar")
    for item in open_items([str(DEMO)]):
        assert not isinstance(item, ReadProblem)
        coding = code_article(item.article)
        said = [coding.published.basis, *(event.date_basis for event in coding.events)]
        said += [reason for event in coding.events for reason in event.reasons.values()]
        for sentence in filter(None, said):
            assert not re.search("[a-z]{3}", labels.sentence(sentence)), sentence


def test_facts_about_people_are_told_in_english() -> None:
    facts = "A B is President of France", "C D is Mayor"
    text = f"the day is not known, only not before 14 May 2017, by what the text tells: {'; '.join(facts)}"
    arabic = translate(text)
    assert arabic is not None
    assert arabic.startswith("اليوم غير معروف")
    assert arabic.endswith("؛ ".join(facts))
