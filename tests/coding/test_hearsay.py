"""Who tells of something without a clause: verbs with nouns, reports and their authors, several sources."""

from __future__ import annotations

import pytest

from marsad.coding.coder import Reading
from marsad.coding.speech import Speech
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def read(text: str) -> Reading:
    return read_article(read_text("عنوان الخبر\n\n" + text, "x", Metadata(published="2026-03-10")))[0]


def told(text: str) -> list[tuple[str, str, str]]:
    """Rule, speaker and covered words of what is told in a text, in order."""
    reading = read(text)
    found = [x for shape in reading.shapes for x in reading.heard(shape.s.number)]
    return [(x.rule, speaker(reading, x), words(reading, x.first, x.last)) for x in found]


def speaker(reading: Reading, speech: Speech) -> str:
    m = speech.speaker
    return words(reading, m.first, m.last) if m is not None else ""


def words(reading: Reading, first: int, last: int) -> str:
    return reading.a.text[slice(*reading.a.span(first, last))]


def sources(text: str) -> list[str]:
    return [who for _, who, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("وأقرت النرويج بتقديم السلاح للمقاتلين.", "النرويج", "بتقديم السلاح للمقاتلين."),
        ("لكن مسؤولين نرويجيين نفوا شن غارات على الميناء.", "مسؤولين نرويجيين", "شن غارات على الميناء."),
        ("وأشارت الوثيقة إلى استخدام السفن ألغاما بحرية.", "الوثيقة", "إلى استخدام السفن ألغاما بحرية."),
        ("وعرض تقريرا نشرته صحيفة الضفاف النرويجية حول القصف.", "صحيفة الضفاف النرويجية", "حول القصف."),
    ],
)
def test_a_report_verb_with_a_noun(text: str, speaker: str, content: str) -> None:
    assert ("told-verb", speaker, content) in told(text)


def test_who_looks_on_tells_nothing() -> None:
    assert sources("رأينا السفن في الميناء.") == []


def test_a_dropped_subject_is_who_spoke_before() -> None:
    text = "قال وزير الدفاع النرويجي إن السفن غادرت.\nوأشار في تصريح سابق إلى تسليم القبطان."
    assert sources(text) == ["وزير الدفاع النرويجي"]


def test_all_subjects_before_the_verb() -> None:
    found = sources("وكانت النرويج وآيسلندا قد نشرتا صورا للسفن.")
    assert set(found) == {"وآيسلندا", "النرويج"}


def test_a_noun_of_report_with_who_reports() -> None:
    assert ("told-noun", "النرويج", "طرد أربعة دبلوماسيين.") in told(
        "واحتجت السفارة بعد إعلان النرويج طرد أربعة دبلوماسيين."
    )
    assert sources("تصاعد التوتر بعد اتهام النرويج لآيسلندا بقصف الميناء.") == ["النرويج"]
    assert sources("تصاعد التوتر بعد اتهام النرويج بقصف الميناء.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("يأتي ذلك وسط تقارير عن قصف الميناء.", "تقارير"),
        ("يأتي ذلك بعد أنباء غير مؤكدة عن قصف الميناء.", "أنباء"),
        ("يأتي هذا بعد ورود تقارير من جماعات معارضة، السبت، بقصف الميناء.", "جماعات معارضة"),
        ("يأتي هذا بعد ورود تقارير من أوسلو بقصف الميناء.", "تقارير من أوسلو"),
        ("وقال تقرير صدر عن الحكومة النرويجية إن السفن قصفت الميناء.", "الحكومة النرويجية"),
        ("وقصفت السفن الميناء وفقا لبيان نشره قصر الإليزيه.", "قصر الإليزيه"),
    ],
)
def test_a_report_stands_for_its_author(text: str, speaker: str) -> None:
    assert sources(text) == [speaker]


def test_all_who_say_it_together() -> None:
    text = "وقتل عشرة أشخاص في القصف، وفقا لنشطاء من المعارضة، وفرق الإنقاذ، ومصادر طبية."
    assert sources(text) == ["وفرق الإنقاذ", "ومصادر طبية"]


def test_a_sentence_that_is_only_a_source_covers_the_one_before() -> None:
    strike = "قصفت السفن النرويجية الميناء مساء أمس."
    assert ("source", "رويترز", strike) in told(f"{strike} بحسب تقديرات أوردتها رويترز.")


def test_a_sentence_that_begins_with_that_goes_on() -> None:
    found = told("قال الجيش النرويجي إن السفن غادرت.\nوأن القصف دمر الميناء.")
    assert ("still", "الجيش النرويجي", "القصف دمر الميناء.") in found


def test_what_is_told_speaks_no_quotation_and_opens_no_scope() -> None:
    reading = read("وأقرت النرويج بتقديم السلاح للمقاتلين.")
    assert reading.said(1) == []
    assert [x.rule for x in reading.heard(1)] == ["told-verb"]


def test_an_agency_stays_behind_who_goes_on() -> None:
    text = "قال الوزير النرويجي لوكالة رويترز إن السفن غادرت. وأضاف أن الميناء قصف. وقال الجيش إن الميناء دمر."
    assert [x for x in told(text) if x[0] == "relayed"] == [("relayed", "لوكالة رويترز", "الميناء قصف.")]


def test_what_a_report_is_about_is_no_source() -> None:
    reading = read("نشرت صحيفة الضفاف تقريرا عن القصف.\nونقلت وكالة رويترز للأنباء عن ماكرون أن السفن غادرت.")
    assert [speaker(reading, x) for x in reading.speeches if x.speaker is not None] == ["ماكرون"]
