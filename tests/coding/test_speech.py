"""Who is quoted and who reports: subjects of report verbs, dropped ones, asides, relays and reported clauses."""

from __future__ import annotations

import pytest

from marsad.pipeline import code, read_article
from marsad.read import read_text
from marsad.types import Metadata


def speakers(text: str) -> list[str | None]:
    """The speakers of the quotations of a text, in order."""
    coding = code("عنوان الخبر\n" + text, "2026-03-10")
    return [q.speaker.text if q.speaker else None for q in coding.quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('قالت وزيرة الصيد النرويجية، سولفي هاغن، إن "السفن لن تعود إلى هنا".', "وزيرة الصيد النرويجية، سولفي هاغن"),
        ('وكان وزير الدفاع الآيسلندي قد قال إن "الأسطول لن يغادر الميناء هذا الشهر".', "وزير الدفاع الآيسلندي"),
        ('"لن نغادر الميناء قبل أن يعود البحارة"، قال وزير الدفاع الآيسلندي.', "وزير الدفاع الآيسلندي"),
        ('وقال التقرير: "لم تعد السفن صالحة للعمل في هذا البحر".', "التقرير"),
        ('ونقلت وكالة رويترز عن هالدورسون قوله إن "السفن لن تعود إلى الميناء اليوم".', "هالدورسون"),
        ('وجاء في بيان الوزارة أن "السفن لن تعود إلى الميناء اليوم".', "بيان الوزارة"),
        ('وأعرب وزير الدفاع الآيسلندي عن قلقه، مضيفا "لن نغادر الميناء قبل عودة البحارة".', "وزير الدفاع الآيسلندي"),
    ],
)  # fmt: skip
def test_the_subject_is_the_speaker_as_a_whole_phrase(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_dropped_subject_agrees_with_the_verb() -> None:
    text = (
        'قالت رئيسة وزراء آيسلندا إن "الموانئ ستبقى مغلقة هذا الشهر".\n'
        'وقال وزير الدفاع النرويجي إن "الأسطول مستعد لكل احتمال في البحر".\n'
        'وأضافت: "لن نفتح الموانئ قبل عودة البحارة إلى بيوتهم".\n'
        'وتابع: "لن ننتظر أكثر من هذا أبدا".'
    )
    assert speakers(text)[2:] == ["رئيسة وزراء آيسلندا", "وزير الدفاع النرويجي"]


def test_a_state_told_of_by_a_speaker_does_not_take_his_words() -> None:
    text = 'قال وزير الدفاع الآيسلندي إن النرويج تدين "بأشد العبارات احتجاز السفن في الميناء".'
    assert speakers(text) == ["وزير الدفاع الآيسلندي"]


def reports(text: str) -> list[tuple[str | None, str]]:
    """The reported clauses of a text with their speakers."""
    coding = code("عنوان الخبر\n" + text, "2026-03-10")
    return [(q.speaker.text if q.speaker else None, q.text) for q in coding.indirect]


def test_a_reported_clause_ends_where_the_narrator_takes_over() -> None:
    found = reports("قال وزير الدفاع الآيسلندي إن السفن الثلاث غادرت الميناء، وذلك بعد ساعات من المهلة.")
    assert found == [("وزير الدفاع الآيسلندي", "إن السفن الثلاث غادرت الميناء")]


def test_an_impersonal_report_is_nobodys_word() -> None:
    text = "قال وزير الدفاع الآيسلندي إن السفن الثلاث غادرت الميناء.\nيذكر أن النرويج أغلقت موانئها العام الماضي."
    assert reports(text)[1] == (None, "أن النرويج أغلقت موانئها العام الماضي")


def test_a_clause_of_time_is_not_what_is_said() -> None:
    assert reports("أعلنت الوزارة استقالة الوزير بعد أن غادرت السفن الميناء أمس.") != [
        ("الوزارة", "أن غادرت السفن الميناء أمس")
    ]


def test_the_noun_of_a_report_has_its_speaker() -> None:
    found = reports("جاء القرار بعد إعلان وزير الدفاع الآيسلندي أن السفن لن تعود إلى الميناء.")
    assert found[0][0] == "وزير الدفاع الآيسلندي"


def test_an_agency_that_carried_the_statement_is_a_relay() -> None:
    text = "وقال وزير الدفاع الآيسلندي، في بيان نقلته وكالة رويترز، إن الجيش قصف الميناء."
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    (speech,) = [s for s in reading.speeches if s.speaker is not None]
    assert len(speech.agencies) == 1


def test_a_quotation_goes_on_over_sentences() -> None:
    text = 'قال وزير الدفاع الآيسلندي: "لن نغادر الميناء. قصفت النرويج سفننا. لن نصمت على هذا".'
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    last = reading.shapes[-1].s.number
    assert [s.rule for s in reading.said(last)] == ["goes-on"]
    assert all(s.speaker is not None for s in reading.said(last))


def test_a_speaker_with_rank_and_name_behind_his_office() -> None:
    text = 'وقال المتحدث باسم وزارة الدفاع النرويجية اللواء سفين كوناسون: "لدينا دليل آخر على ما حدث في الميناء".'
    quotes = code(text, published="2026-03-10").quotes
    assert [q.speaker.text for q in quotes if q.speaker] == ["المتحدث باسم وزارة الدفاع النرويجية اللواء سفين كوناسون"]
