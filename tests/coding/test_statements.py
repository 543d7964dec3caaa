"""Who stands behind a statement: whoever issued it, whose tweet or interview it is, who published it."""

from __future__ import annotations

import pytest

from marsad.pipeline import code

SAID = '"السفن لن تعود إلى الميناء هذا الشهر"'


def last_speaker(text: str) -> str | None:
    """The speaker of the last quotation of a text."""
    quote = code("عنوان الخبر\n" + text, "2026-03-10").quotes[-1]
    return quote.speaker.text if quote.speaker else None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"وقال بيان رسمي صادر عن الخارجية النرويجية إن {SAID}.", "الخارجية النرويجية"),
        (f"وجاء في تصريح نشره ماكرون في صفحته أن {SAID}.", "ماكرون"),
        (f"وجاء في بيان على لسان يوليا أصدرته الشرطة البريطانية أن {SAID}.", "يوليا"),
        (f"أصدرت وزارة الدفاع النرويجية بيانا أعلنت فيه الحصار.\nوأكد البيان أن {SAID}.", "وزارة الدفاع النرويجية"),
        (f"وبدأ الجيش النرويجي بيانه بالتعزية.\nوأضاف البيان أن {SAID}.", "الجيش النرويجي"),
        (f"كشفت وزارة الدفاع النرويجية نتائج البيان الأول.\nوأضاف البيان أن {SAID}.", "وزارة الدفاع النرويجية"),
        (f"لم يوضح بيان البيت الأبيض سبب الاستقالة.\nوجاء في البيان: {SAID}.", "بيان البيت الأبيض"),
        (f"انتقد ماكرون الحصار.\nجاء ذلك في بيان لبوتين قال فيه: {SAID}.", "بوتين"),
        (f"ونقلت وكالة رويترز بيان الجيش والذي ذكر: {SAID}.", "بيان الجيش"),
    ],
)  # fmt: skip
def test_a_statement_speaks_for_who_made_it(text: str, speaker: str) -> None:
    assert last_speaker(text) == speaker


def test_an_agency_that_carries_a_statement_did_not_make_it() -> None:
    text = f"قال وزير الصيد النرويجي في بيان نقلته وكالة رويترز إن الميناء مغلق.\nوأضاف البيان أن {SAID}."
    assert last_speaker(text) == "وزير الصيد النرويجي"


def test_the_title_of_who_spoke_is_not_somebody_else() -> None:
    text = (
        "انتقد الشيخ خالد بن أحمد، وزير الخارجية البحريني، الحصار.\n"
        f"جاء ذلك في تغريدة للوزير البحريني، حيث قال: {SAID}."
    )
    assert last_speaker(text) == "الشيخ خالد بن أحمد، وزير الخارجية البحريني"


def test_a_statement_nobody_is_known_for_speaks_itself() -> None:
    assert last_speaker(f"وأكد البيان أن {SAID}.") == "البيان"
