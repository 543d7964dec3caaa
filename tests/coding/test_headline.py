"""Headlines "X: clause": who speaks, and what is only the topic or the scene."""

from __future__ import annotations

import pytest

from marsad.pipeline import code


def said(title: str, text: str) -> list[tuple[str | None, str]]:
    """The quotations of a headline and its text, with their speakers."""
    quotes = code(title + "\n" + text, "2026-03-10").quotes
    return [(q.speaker.text if q.speaker else None, q.text) for q in quotes]


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        (
            'هالدورسون عن "إغلاق الموانئ": لن تعود السفن هذا الشهر',
            "قال وزير الدفاع الآيسلندي غونار هالدورسون إن السفن لن تعود.",
            [("هالدورسون", "لن تعود السفن هذا الشهر")],
        ),
        (
            "ماكرون عن حصار النرويج: لن تعود السفن هذا الشهر",
            "قال الرئيس الفرنسي إيمانويل ماكرون إن السفن لن تعود.",
            [("ماكرون", "لن تعود السفن هذا الشهر")],
        ),
        (
            "النرويج تحذر: سنواصل حماية سفننا في البحر",
            "حذرت النرويج من أنها ستواصل حماية سفنها.",
            [("النرويج", "سنواصل حماية سفننا في البحر")],
        ),
        (
            "آيسلندا: لا حصار في البحر.. والنرويج: سفننا ممنوعة من الدخول",
            "قال وزير الدفاع الآيسلندي إن الحصار انتهى.\nوقال وزير الصيد النرويجي إن السفن ممنوعة.",
            [("آيسلندا", "لا حصار في البحر"), ("النرويج", "سفننا ممنوعة من الدخول")],
        ),
    ],
)
def test_who_speaks_in_a_headline(title: str, text: str, found: list[tuple[str, str]]) -> None:
    assert said(title, text) == found


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("النرويج: غرق ثلاث سفن صيد في عاصفة", "غرقت ثلاث سفن قبالة سواحل النرويج أمس."),
        ("اختفاء سفينة الصيد: آيسلندا تبدأ البحث في البحر", "بدأت آيسلندا البحث عن السفينة."),
        ("النرويج: من يحاصر السفن في الميناء؟", "قال وزير الصيد النرويجي إن السفن ممنوعة."),
        ("آيسلندا-حصار السفن: البرلمان يعقد جلسة طارئة", "قال وزير الدفاع الآيسلندي إن السفن لن تعود."),
    ],
)
def test_a_topic_or_scene_does_not_speak(title: str, text: str) -> None:
    assert said(title, text) == []
